package prompt

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// TestKnownTrapsOfLinePrompts: what huh's accessible mode was measured to do wrong, one case each. The line prompter is our own because of them.
func TestKnownTrapsOfLinePrompts(t *testing.T) {
	t.Parallel()
	refuse := func(string) error { return errors.New("refused") }
	for name, c := range map[string]struct {
		in    string
		call  func(context.Context, Prompter) (string, error)
		want  string
		err   error
		shown string
	}{
		"the end is an answer that Check never sees": {"x", func(ctx context.Context, p Prompter) (string, error) {
			return p.Ask(ctx, Question{Title: "A", Check: refuse})
		}, "", ErrCancelled, "A: refused"},
		"piped lines after the first are lost": {"one\ntwo\n", func(ctx context.Context, p Prompter) (string, error) {
			if _, err := p.Ask(ctx, Question{Title: "A"}); err != nil {
				return "", err
			}
			return p.Ask(ctx, Question{Title: "B"})
		}, "two", nil, "B"},
		"a list panics at the end of the input": {"", func(ctx context.Context, p Prompter) (string, error) {
			_, err := p.Choose(ctx, Choice{Title: "A", Options: groups()})
			return "", err
		}, "", ErrCancelled, "5. sales, 1 member"},
		"a refused choice at the end loops for ever": {"3\n3\n", func(ctx context.Context, p Prompter) (string, error) {
			_, err := p.Choose(ctx, Choice{Title: "A", Options: groups()})
			return "", err
		}, "", ErrCancelled, "A: jira-administrators: is a default group"},
		"titles and help are not said": {"a\n", func(ctx context.Context, p Prompter) (string, error) {
			return p.Ask(ctx, Question{Title: "Okta URL", Help: "Where you sign in.", Placeholder: "https://acme.okta.com"})
		}, "a", nil, "Okta URL\nWhere you sign in.\nFor example https://acme.okta.com\n"},
		"a secret on a pipe is skipped in silence": {"s3cret\n", func(ctx context.Context, p Prompter) (string, error) {
			return p.Ask(ctx, Question{Title: "API key", Secret: true})
		}, "", ErrNoTerminal, ""},
		"a yes by default at the end": {"", func(ctx context.Context, p Prompter) (string, error) {
			yes, err := p.Confirm(ctx, Confirmation{Title: "Apply?", Default: true})
			if yes {
				return "yes", err
			}
			return "", err
		}, "", ErrCancelled, "Enter means yes"},
		"no way back": {"back\n", func(ctx context.Context, p Prompter) (string, error) {
			return p.Ask(ctx, Question{Title: "A"})
		}, "", ErrBack, "Type back to return"},
		"the context is ignored": {"a\n", func(ctx context.Context, p Prompter) (string, error) {
			ctx, cancel := context.WithCancel(ctx)
			cancel()
			return p.Ask(ctx, Question{Title: "A"})
		}, "", context.Canceled, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, out := piped(c.in)
			got, err := c.call(testContext(t), p)
			if got != c.want || !errors.Is(err, c.err) {
				t.Errorf("got %q, %v", got, err)
			}
			if !strings.Contains(out.String(), c.shown) || strings.Contains(out.String(), "s3cret") || strings.Contains(out.String(), "\x1b") {
				t.Errorf("shown:\n%s", out)
			}
		})
	}
}
