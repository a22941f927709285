//go:build !windows

package prompt

import (
	"context"
	"errors"
	"strings"
	"testing"
)

func ask(t *testing.T, p Prompter, q Question) <-chan later[string] {
	t.Helper()
	ctx := testContext(t)
	return start(func() (string, error) { return p.Ask(ctx, q) })
}

func TestAskTakesWhatIsTyped(t *testing.T) {
	t.Parallel()
	y := newTTY(t, 80, 24)
	got := ask(t, y.prompter(Options{}), Question{Title: "Okta URL", Help: "Where you sign in.", Placeholder: "https://acme.okta.com"})
	y.press("┃ Okta URL", "https://a.okta.com")
	y.press("https://a.okta.com", "\r")
	if text, err := end(t, y, got); text != "https://a.okta.com" || err != nil {
		t.Errorf("got %q, %v", text, err)
	}
	y.see("Okta URL   https://a.okta.com")
}

func TestAskIgnoresABurstAfterEnter(t *testing.T) {
	t.Parallel()
	y := newTTY(t, 80, 24)
	p := y.prompter(Options{})
	first := ask(t, p, Question{Title: "First"})
	y.press("┃ First", "one\rtwo\rthree")
	if text, err := end(t, y, first); text != "one" || err != nil {
		t.Fatalf("got %q, %v", text, err)
	}
	second := ask(t, p, Question{Title: "Second"})
	y.press("┃ Second", "four\r")
	if text, err := end(t, y, second); text != "four" || err != nil {
		t.Errorf("got %q, %v", text, err)
	}
}

func TestPastedSecretIsOneAnswer(t *testing.T) {
	t.Parallel()
	y := newTTY(t, 80, 24)
	p := y.prompter(Options{})
	first := ask(t, p, Question{Title: "API key", Secret: true})
	y.press("┃ API key", paste("  top-\r\nsecret \n\n"))
	y.press("***", "")
	y.press("***", "\r")
	if text, err := end(t, y, first); text != "top-secret" || err != nil {
		t.Fatalf("got %q, %v", text, err)
	}
	ctx := testContext(t)
	second := start(func() (bool, error) { return p.Confirm(ctx, Confirmation{Title: "Apply?"}) })
	y.press("Apply?", paste("y\ny\n"))
	y.press("Apply?", "\r")
	if yes, err := end(t, y, second); yes || err != nil {
		t.Errorf("a paste answered yes: %v, %v", yes, err)
	}
	if strings.Contains(y.written(), "secret") || strings.Contains(y.written(), "top-") {
		t.Error("the secret was on the screen")
	}
}

func TestPastedPEMKeepsItsLines(t *testing.T) {
	t.Parallel()
	y := newTTY(t, 80, 24)
	got := ask(t, y.prompter(Options{}), Question{Title: "Private key", Secret: true})
	y.press("┃ Private key", paste("-----BEGIN KEY-----\nMIIB\n-----END KEY-----\n"))
	y.press("***", "\r")
	if text, err := end(t, y, got); text != "-----BEGIN KEY-----\nMIIB\n-----END KEY-----" || err != nil {
		t.Errorf("got %q, %v", text, err)
	}
}

func TestAskKeepsAskingWhileCheckRefuses(t *testing.T) {
	t.Parallel()
	y := newTTY(t, 80, 24)
	got := ask(t, y.prompter(Options{}), Question{Title: "Number", Check: func(s string) error {
		if s != "42" {
			return errors.New("not the number\x1b[2J")
		}
		return nil
	}})
	y.press("┃ Number", "4\r")
	y.press("✗ not the number", "2")
	y.press("42", "\r")
	if text, err := end(t, y, got); text != "42" || err != nil {
		t.Errorf("got %q, %v", text, err)
	}
}

func TestAnswerIsCheckedAgain(t *testing.T) {
	t.Parallel()
	y := newTTY(t, 80, 24)
	calls := 0
	got := ask(t, y.prompter(Options{}), Question{Title: "Twice", Check: func(string) error {
		if calls++; calls == 2 {
			return errors.New("changed meanwhile")
		}
		return nil
	}})
	y.press("┃ Twice", "a\r")
	y.press("changed meanwhile", "")
	y.press("┃ Twice", "b\r")
	if text, err := end(t, y, got); text != "ab" || err != nil {
		t.Errorf("got %q, %v", text, err)
	}
}

func TestAskDefault(t *testing.T) {
	t.Parallel()
	y := newTTY(t, 80, 24)
	got := ask(t, y.prompter(Options{}), Question{Title: "Attribute", Default: "email"})
	y.press("Enter takes email.", "\r")
	if text, err := end(t, y, got); text != "email" || err != nil {
		t.Errorf("got %q, %v", text, err)
	}
}

func TestNothingIsNoAnswer(t *testing.T) {
	t.Parallel()
	y := newTTY(t, 80, 24)
	got := ask(t, y.prompter(Options{}), Question{Title: "Name"})
	y.press("┃ Name", "\r")
	y.press("an answer is needed", "\x03")
	if _, err := end(t, y, got); !errors.Is(err, ErrCancelled) {
		t.Errorf("got %v", err)
	}
}

func TestKeysThatEndAQuestion(t *testing.T) {
	t.Parallel()
	keys := []KeyHelp{{'o', "open"}, {'c', "copy"}, {'h', "hand over"}, {'?', "why"}}
	for name, c := range map[string]struct {
		press string
		want  error
		key   Key
	}{
		"ctrl-c":         {"\x03", ErrCancelled, 0},
		"ctrl-d":         {"\x04", ErrCancelled, 0},
		"escape":         {"\x1b", ErrBack, 0},
		"ctrl-b":         {"\x02", ErrBack, 0},
		"open":           {"\x0f", nil, 'o'},
		"copy":           {"\x19", nil, 'c'},
		"hand over":      {"\x14", nil, 'h'},
		"why":            {"\x07", nil, '?'},
		"why, as F1":     {"\x1bOP", nil, '?'},
		"hangup of line": {"", ErrCancelled, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			y := newTTY(t, 80, 24)
			got := ask(t, y.prompter(Options{}), Question{Title: "Name", Keys: keys})
			y.press("┃ Name", c.press)
			if c.press == "" {
				_ = y.pty.Close()
			}
			_, err := end(t, y, got)
			var key *KeyError
			switch {
			case c.want != nil && !errors.Is(err, c.want):
				t.Errorf("got %v, want %v", err, c.want)
			case c.want == nil && (!errors.As(err, &key) || key.Key != c.key):
				t.Errorf("got %v, want key %c", err, c.key)
			}
		})
	}
}

func TestTypedTextSurvivesAKey(t *testing.T) {
	t.Parallel()
	y := newTTY(t, 80, 24)
	p := y.prompter(Options{})
	q := Question{Title: "Name", Keys: []KeyHelp{{'o', "open"}}}
	first := ask(t, p, q)
	y.press("ctrl-o open", "half\x0f")
	text, err := end(t, y, first)
	var key *KeyError
	if text != "half" || !errors.As(err, &key) {
		t.Fatalf("got %q, %v", text, err)
	}
	q.Typed = text
	second := ask(t, p, q)
	y.press("half", " more\r")
	if text, err := end(t, y, second); text != "half more" || err != nil {
		t.Errorf("got %q, %v", text, err)
	}
}

func TestContextIsToldFromCancelling(t *testing.T) {
	t.Parallel()
	y := newTTY(t, 80, 24)
	why := errors.New("the lock is lost")
	ctx, cancel := context.WithCancelCause(testContext(t))
	p := y.prompter(Options{})
	got := start(func() (string, error) { return p.Ask(ctx, Question{Title: "Name"}) })
	y.see("┃ Name")
	cancel(why)
	if _, err := end(t, y, got); !errors.Is(err, why) || errors.Is(err, ErrCancelled) {
		t.Errorf("got %v", err)
	}
	if _, err := p.Ask(ctx, Question{Title: "Again"}); !errors.Is(err, why) {
		t.Errorf("asked after the end: %v", err)
	}
}

func TestConfirm(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		c     Confirmation
		press string
		want  bool
		err   error
	}{
		"Enter is no":            {Confirmation{}, "\r", false, nil},
		"y is yes":               {Confirmation{}, "y", true, nil},
		"n is no":                {Confirmation{Default: true}, "n", false, nil},
		"Enter with a yes":       {Confirmation{Default: true}, "\r", true, nil},
		"left, Enter":            {Confirmation{}, "\x1b[D\r", true, nil},
		"burst decides once":     {Confirmation{}, "\ryyy", false, nil},
		"back":                   {Confirmation{}, "\x1b", false, ErrBack},
		"ctrl-c with a yes":      {Confirmation{Default: true}, "\x03", false, ErrCancelled},
		"end of input, with yes": {Confirmation{Default: true}, "", false, ErrCancelled},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			y := newTTY(t, 80, 24)
			p, ctx := y.prompter(Options{}), testContext(t)
			c.c.Title = "Apply?"
			got := start(func() (bool, error) { return p.Confirm(ctx, c.c) })
			y.press("Apply?", c.press)
			if c.press == "" {
				_ = y.pty.Close()
			}
			yes, err := end(t, y, got)
			if yes != c.want || !errors.Is(err, c.err) {
				t.Errorf("got %v, %v", yes, err)
			}
		})
	}
}

func TestConfirmMarksByASign(t *testing.T) {
	t.Parallel()
	y := newTTY(t, 80, 24)
	p, ctx := y.prompter(Options{Color: "never"}), testContext(t)
	got := start(func() (bool, error) { return p.Confirm(ctx, Confirmation{Title: "Apply?"}) })
	y.press("▸ No", "\x1b[D")
	y.press("▸ Yes", "n")
	if yes, err := end(t, y, got); yes || err != nil {
		t.Errorf("got %v, %v", yes, err)
	}
}

func TestSmallTerminals(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{20, 5}, {8, 3}, {1, 1}} {
		y := newTTY(t, size[0], size[1])
		p, ctx := y.prompter(Options{}), testContext(t)
		text := ask(t, p, Question{Title: "A rather long title of a question", Help: strings.Repeat("help ", 20), Default: "dflt"})
		y.press("", "\r")
		y.until("drawing", func(string) bool { return y.written() != "" })
		if err := typeUntilEnd(t, y, text); err != nil {
			t.Errorf("%v: %v", size, err)
		}
		picked := start(func() ([]int, error) {
			return p.Choose(ctx, Choice{Title: "Groups", Help: "help", Filter: true, Options: []Option{{Label: strings.Repeat("long", 20)}, {Label: "b"}}})
		})
		if err := typeUntilEnd(t, y, picked); err != nil {
			t.Errorf("%v: %v", size, err)
		}
		key := start(func() (Key, error) {
			return p.Watch(ctx, Watch{Title: "T", Body: func() Block {
				return Block{{Text: strings.Repeat("word ", 40)}, {Sign: Yes, Indent: 30, Text: "x", ID: "y"}}
			}, Keys: []KeyHelp{{KeyEnter, "done"}}})
		})
		if err := typeUntilEnd(t, y, key); err != nil {
			t.Errorf("%v: %v", size, err)
		}
	}
}

// typeUntilEnd presses Enter at each drawing, because a tiny screen may show no text to wait for.
func typeUntilEnd[T any](t *testing.T, y *tty, c <-chan later[T]) error {
	t.Helper()
	deadline := testContext(t)
	for {
		_, _ = y.pty.WriteString("\r")
		select {
		case r := <-c:
			return r.err
		case <-y.news:
		case <-deadline.Done():
			t.Fatalf("still waiting; the screen is\n%s", y.text())
		}
	}
}
