package prompt

import (
	"context"
	"testing"
	"time"
)

const patience = 10 * time.Second

func modern(name string) string {
	return map[string]string{"TERM": "xterm-256color", "LANG": "en_US.UTF-8"}[name]
}

func testContext(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	return ctx
}

// later is the result of a call that waits for keys.
type later[T any] struct {
	value T
	err   error
}

func start[T any](call func() (T, error)) <-chan later[T] {
	c := make(chan later[T], 1)
	go func() {
		v, err := call()
		c <- later[T]{v, err}
	}()
	return c
}

func groups() []Option {
	return []Option{
		{Label: "atlassian-test-users", Detail: "12 members"},
		{Label: "engineering", Detail: "214 members"},
		{Label: "jira-administrators", Disabled: true, Why: "is a default group"},
		{Label: "sales", Detail: "40 members"},
		{Label: "sales", Detail: "1 member"},
	}
}
