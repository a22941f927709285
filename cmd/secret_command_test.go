//go:build unix

package cmd

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/wizard/prompt"
)

func TestParseSecretCommand(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text, variable string
		argv           []string
		wrong          string
	}{
		{text: "OKTA_CLIENT_TOKEN=op read op://Private/okta/token", variable: "OKTA_CLIENT_TOKEN", argv: []string{"op", "read", "op://Private/okta/token"}},
		{text: "op inject --in secrets.tpl", argv: []string{"op", "inject", "--in", "secrets.tpl"}},
		{text: `pass show 'two words' "a $b"`, argv: []string{"pass", "show", "two words", "a $b"}},
		{text: "NOT_A_SECRET=x read", argv: []string{"NOT_A_SECRET=x", "read"}},
		{text: "op read x | cat", wrong: "no shell is started"},
		{text: "op read x; rm y", wrong: "no shell is started"},
		{text: "op 'read", wrong: "--secret-command"},
		{text: "  ", wrong: "is empty"},
		{text: "PROVISION_SCIM_API_KEY=", wrong: "is empty"},
	} {
		c, err := parseSecretCommand(tt.text)
		if tt.wrong != "" {
			if err == nil || !strings.Contains(err.Error(), tt.wrong) {
				t.Errorf("%q: %v, want %q", tt.text, err, tt.wrong)
			}
			continue
		}
		if err != nil || c.variable != tt.variable || !slices.Equal(c.argv, tt.argv) {
			t.Errorf("%q: %q %q, %v", tt.text, c.variable, c.argv, err)
		}
	}
}

// printing is a program that prints a text, and ends with a code.
func printing(t *testing.T, text string, code int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "manager")
	script := fmt.Sprintf("#!/bin/sh\nprintf '%%b' '%s'\nprintf 'hunter2 on stderr' >&2\nexit %d\n", text, code)
	if err := os.WriteFile(path, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestSecretCommandsAnswer(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, variable, prints string
		code                   int
		want                   map[string]string
		wrong                  string
	}{
		{name: "one value", variable: "OKTA_CLIENT_TOKEN=", prints: `00hunter2\n`, want: map[string]string{"OKTA_CLIENT_TOKEN": "00hunter2"}},
		{name: "a key of several lines", variable: "OKTA_CLIENT_PRIVATEKEY=", prints: `-----BEGIN\nhunter2\n-----END\n`, want: map[string]string{"OKTA_CLIENT_PRIVATEKEY": "-----BEGIN\nhunter2\n-----END"}},
		{name: "lines", prints: `OKTA_CLIENT_TOKEN=00hunter2\nPROVISION_SCIM_API_KEY=hunter2scim\n`, want: map[string]string{"OKTA_CLIENT_TOKEN": "00hunter2", "PROVISION_SCIM_API_KEY": "hunter2scim"}},
		{name: "a value without its name", prints: `hunter2\n`, wrong: "name the variable before the command"},
		{name: "nothing", variable: "OKTA_CLIENT_TOKEN=", prints: `\n`, wrong: "printed nothing for OKTA_CLIENT_TOKEN"},
		{name: "no line", prints: ``, wrong: "printed nothing"},
		{name: "refused", variable: "OKTA_CLIENT_TOKEN=", prints: `hunter2`, code: 7, wrong: "ended with code 7"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := &app{env: func(string) string { return "" }}
			env, err := a.secretsFromCommands(t.Context(), []string{tt.variable + printing(t, tt.prints, tt.code)}, a.env)
			if tt.wrong != "" {
				if err == nil || !strings.Contains(err.Error(), tt.wrong) || strings.Contains(err.Error(), "hunter2") {
					t.Errorf("%v, want %q and no output", err, tt.wrong)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			for name, want := range tt.want {
				if got := env(name); got != want {
					t.Errorf("%s is %q", name, got)
				}
			}
		})
	}
}

func TestAVariableComesBeforeItsCommand(t *testing.T) {
	t.Parallel()
	a := &app{env: func(name string) string { return map[string]string{"OKTA_CLIENT_TOKEN": "00given"}[name] }}
	// The program does not exist: it is not asked for what is known.
	env, err := a.secretsFromCommands(t.Context(), []string{"OKTA_CLIENT_TOKEN=" + filepath.Join(t.TempDir(), "none")}, a.env)
	if err != nil || env("OKTA_CLIENT_TOKEN") != "00given" {
		t.Errorf("%v", err)
	}
	env, err = a.secretsFromCommands(t.Context(), []string{printing(t, `OKTA_CLIENT_TOKEN=00other\n`, 0)}, a.env)
	if err != nil || env("OKTA_CLIENT_TOKEN") != "00given" {
		t.Errorf("%v", err)
	}
}

func TestSecretCommandsEnd(t *testing.T) {
	t.Parallel()
	waiting := secretCommand{variable: "OKTA_CLIENT_TOKEN", argv: []string{"sleep", "600"}}
	if _, err := waiting.run(t.Context(), 20*time.Millisecond); err == nil || !strings.Contains(err.Error(), "no answer within") {
		t.Errorf("%v", err)
	}
	endless := secretCommand{variable: "OKTA_CLIENT_TOKEN", argv: []string{"yes", "hunter2"}}
	if _, err := endless.run(t.Context(), time.Minute); err == nil || !strings.Contains(err.Error(), "printed more than") || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("%v", err)
	}
	missing := secretCommand{variable: "OKTA_CLIENT_TOKEN", argv: []string{filepath.Join(t.TempDir(), "none"), "hunter2"}}
	if _, err := missing.run(t.Context(), time.Minute); err == nil || !strings.Contains(err.Error(), "start ") || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("%v", err)
	}
	stopped, cancel := context.WithCancelCause(t.Context())
	cancel(prompt.ErrCancelled)
	if _, err := waiting.run(stopped, time.Minute); !errors.Is(err, prompt.ErrCancelled) {
		t.Errorf("%v", err)
	}
}
