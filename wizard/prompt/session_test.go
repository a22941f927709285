//go:build !windows

package prompt

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// talk is a small wizard: what it returns is the same whatever prompter asks.
func talk(ctx context.Context, p Prompter) (string, error) {
	p.Show(Block{{Sign: Here, Text: "Directory", Strong: true}})
	url, err := p.Ask(ctx, Question{Title: "Base URL", Check: func(s string) error {
		if !strings.HasPrefix(s, "https://") {
			return errors.New("begins with https://")
		}
		return nil
	}})
	if err != nil {
		return "", err
	}
	key, err := p.Ask(ctx, Question{Title: "API key", Secret: true})
	if err != nil {
		return "", err
	}
	picks, err := p.Choose(ctx, Choice{Title: "Groups", Many: true, Filter: true, Min: 1, Options: groups()})
	if err != nil {
		return "", err
	}
	pressed, err := p.Watch(ctx, Watch{Title: "Create it", Keys: []KeyHelp{{'o', "open"}, {KeyEnter, "done"}}})
	if err != nil {
		return "", err
	}
	yes, err := p.Confirm(ctx, Confirmation{Title: "Apply?"})
	return fmt.Sprint(url, " ", key, " ", picks, " ", keyName(pressed), " ", yes), err
}

const talked = "https://a s3cret [1 3] Enter true"

func TestATalkWithForms(t *testing.T) {
	t.Parallel()
	y := newTTY(t, 80, 24)
	p, ctx := y.prompter(Options{}), testContext(t)
	got := start(func() (string, error) { return talk(ctx, p) })
	y.press("┃ Base URL", "http")
	y.press("▸ http", "\r")
	y.press("✗ begins with https://", "s://a\r")
	y.press("┃ API key", paste("s3cret\n"))
	y.press("******", "\r")
	y.press("5 of 5 shown", "eng ")
	y.press("1 chosen", "\x7f\x7f\x7fsales ")
	y.press("2 chosen", "\r")
	y.press("Enter done", "\r")
	y.press("▸ No", "y")
	if text, err := end(t, y, got); text != talked || err != nil {
		t.Errorf("got %q, %v", text, err)
	}
	for _, line := range []string{"● Directory", "Base URL   https://a", "API key   ••••", "Groups   engineering, sales", "Create it", "Apply?   Yes"} {
		y.see(line)
	}
	if strings.Contains(y.written(), "s3cret") {
		t.Error("the secret was on the screen")
	}
}

func TestATalkByLines(t *testing.T) {
	t.Parallel()
	y := newTTY(t, 80, 60)
	p, ctx := y.prompter(Options{Accessible: true, Color: "never"}), testContext(t)
	got := start(func() (string, error) { return talk(ctx, p) })
	y.press("Base URL:", "http\r")
	y.press("wrong: Base URL: begins with https://", "https://a\r")
	y.press("API key, not shown while you type:", "s3cret\r")
	y.press("Type numbers such as", "sal\r")
	y.until("second list", func(screen string) bool { return strings.Count(screen, "4. sales") == 2 })
	if _, err := y.pty.WriteString("2,4\r"); err != nil {
		t.Fatal(err)
	}
	y.press("Enter alone: done", "\r")
	y.press("Enter means no:", "yes\r")
	if text, err := end(t, y, got); text != talked || err != nil {
		t.Errorf("got %q, %v", text, err)
	}
	if written := y.written(); strings.Contains(written, "s3cret") || strings.Contains(written, "\x1b") || strings.ContainsAny(written, "●✗▸┃") {
		t.Errorf("codes, signs or the secret in %q", written)
	}
}

func TestATalkByScript(t *testing.T) {
	t.Parallel()
	s := NewScript(
		Answer{Title: "Base URL", Text: "https://a"},
		Answer{Title: "API key", Text: "s3cret"},
		Answer{Title: "Groups", Labels: []string{"engineering", "sales"}},
		Answer{Title: "Create it", Key: KeyEnter},
		Answer{Title: "Apply?", Yes: true},
	)
	got, err := talk(testContext(t), s)
	if got != talked || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	if err := s.Done(); err != nil {
		t.Error(err)
	}
}
