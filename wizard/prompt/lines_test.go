package prompt

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

func noEnv(string) string { return "" }

// piped is a prompter whose answers were given in advance.
func piped(in string) (Prompter, *bytes.Buffer) {
	var out bytes.Buffer
	return New(Streams{In: strings.NewReader(in), Err: &out, Env: noEnv}, Options{}), &out
}

func TestPipedAnswersReachAllQuestions(t *testing.T) {
	t.Parallel()
	p, _ := piped("one\r\ntwo\nyes\n2\nlast")
	ctx := testContext(t)
	a, err := p.Ask(ctx, Question{Title: "A"})
	if a != "one" || err != nil {
		t.Fatalf("A: %q, %v", a, err)
	}
	b, err := p.Ask(ctx, Question{Title: "B"})
	if b != "two" || err != nil {
		t.Fatalf("B: %q, %v", b, err)
	}
	yes, err := p.Confirm(ctx, Confirmation{Title: "C"})
	if !yes || err != nil {
		t.Fatalf("C: %v, %v", yes, err)
	}
	picks, err := p.Choose(ctx, Choice{Title: "D", Options: groups()})
	if !slices.Equal(picks, []int{1}) || err != nil {
		t.Fatalf("D: %v, %v", picks, err)
	}
	e, err := p.Ask(ctx, Question{Title: "E"})
	if e != "last" || err != nil {
		t.Fatalf("E: %q, %v", e, err)
	}
}

func TestEndOfInputIsNoAnswer(t *testing.T) {
	t.Parallel()
	refuse := func(string) error { return errors.New("refused") }
	for name, call := range map[string]func(context.Context, Prompter) error{
		"ask with a default": func(ctx context.Context, p Prompter) error {
			_, err := p.Ask(ctx, Question{Title: "A", Default: "d"})
			return err
		},
		"ask again after a refusal": func(ctx context.Context, p Prompter) error {
			_, err := p.Ask(ctx, Question{Title: "A", Check: refuse})
			return err
		},
		"confirm with a yes": func(ctx context.Context, p Prompter) error {
			yes, err := p.Confirm(ctx, Confirmation{Title: "A", Default: true})
			if yes {
				return errors.New("it is a yes")
			}
			return err
		},
		"choose with one chosen": func(ctx context.Context, p Prompter) error {
			_, err := p.Choose(ctx, Choice{Title: "A", Options: []Option{{Label: "a", Chosen: true}}})
			return err
		},
	} {
		for _, in := range []string{"", "x"} {
			t.Run(name+" after "+in, func(t *testing.T) {
				t.Parallel()
				p, _ := piped(in)
				if in == "x" && name == "ask with a default" {
					return // x is an answer there
				}
				if err := call(testContext(t), p); !errors.Is(err, ErrCancelled) {
					t.Errorf("got %v", err)
				}
			})
		}
	}
}

func TestLineTranscript(t *testing.T) {
	t.Parallel()
	p, out := piped("x\n:o\nhttps://a.okta.com\nback\nmaybe\n\n")
	ctx := testContext(t)
	q := Question{Title: "Okta URL", Help: "Where you sign in.", Placeholder: "https://acme.okta.com", Keys: []KeyHelp{{'o', "open"}}, Check: func(s string) error {
		if !strings.HasPrefix(s, "https://") {
			return errors.New("not a URL")
		}
		return nil
	}}
	var key *KeyError
	if _, err := p.Ask(ctx, q); !errors.As(err, &key) || key.Key != 'o' {
		t.Fatalf("got %v", err)
	}
	if text, err := p.Ask(ctx, q); text != "https://a.okta.com" || err != nil {
		t.Fatalf("got %q, %v", text, err)
	}
	if _, err := p.Ask(ctx, Question{Title: "Attribute", Default: "email"}); !errors.Is(err, ErrBack) {
		t.Fatalf("got %v", err)
	}
	if yes, err := p.Confirm(ctx, Confirmation{Title: "Apply?"}); yes || err != nil {
		t.Fatalf("got %v, %v", yes, err)
	}
	const want = `Okta URL
Where you sign in.
For example https://acme.okta.com
Type back to return, :o open.
Okta URL: 
✗ Okta URL: not a URL
Okta URL: 
Okta URL
Where you sign in.
For example https://acme.okta.com
Type back to return, :o open.
Okta URL: 
Attribute
Enter takes email.
Type back to return.
Attribute: 
Apply?
Type yes or no. Enter means no: 
✗ Apply?: type yes or no
Type yes or no. Enter means no: 
`
	if out.String() != want {
		t.Errorf("got\n%s", out)
	}
}

func TestLineChooseTranscript(t *testing.T) {
	t.Parallel()
	p, out := piped("3\nsal\n9\n1,4-5\n")
	picks, err := p.Choose(testContext(t), Choice{Title: "Groups", Many: true, Options: groups()})
	if !slices.Equal(picks, []int{0, 3, 4}) || err != nil {
		t.Fatalf("got %v, %v", picks, err)
	}
	const want = `Groups
1. atlassian-test-users, 12 members
2. engineering, 214 members
3. jira-administrators, not available: is a default group
4. sales, 40 members
5. sales, 1 member
Type numbers such as 1,3-5, all, or none. Type back to return.
Groups: 
✗ Groups: jira-administrators: is a default group
Groups: 
4. sales, 40 members
5. sales, 1 member
Groups: 
✗ Groups: 9 is not between 1 and 5
Groups: 
Chosen: atlassian-test-users, sales, sales
`
	if out.String() != want {
		t.Errorf("got\n%s", out)
	}
}

func TestNumbers(t *testing.T) {
	t.Parallel()
	many := Choice{Many: true, Options: groups()}
	many.Options[1].Chosen = true
	for text, want := range map[string]string{
		"1": "0", "1,3-5": "0,2,3,4", "5 1": "0,4", "2,2": "1", "all": "0,1,3,4", "none": "", "": "1",
		"0": "!", "6": "!", "4-2": "!", "1-": "?", "-1": "?", "x": "?", "1-99999999999999999999": "?",
	} {
		picks, err := many.parse(text)
		var parts []string
		for _, i := range picks {
			parts = append(parts, string(rune('0'+i)))
		}
		got := strings.Join(parts, ",")
		var name *notNumbers
		switch {
		case errors.As(err, &name):
			got = "?"
		case err != nil:
			got = "!"
		}
		if got != want {
			t.Errorf("%q: got %q, want %q (%v)", text, got, want, err)
		}
	}
}

func TestLineChoosePages(t *testing.T) {
	t.Parallel()
	var c Choice
	c.Title = "Groups"
	for i := range 45 {
		c.Options = append(c.Options, Option{Label: "g" + string(rune('A'+i%26))})
	}
	p, out := piped("more\nmore\n\n45\n")
	picks, err := p.Choose(testContext(t), c)
	if !slices.Equal(picks, []int{44}) || err != nil {
		t.Fatalf("got %v, %v", picks, err)
	}
	for _, text := range []string{"20 of 45 listed", "40 of 45 listed", "45. gS", "choose one"} {
		if !strings.Contains(out.String(), text) {
			t.Errorf("no %q in\n%s", text, out)
		}
	}
}

func TestSecretsNeedATerminal(t *testing.T) {
	t.Parallel()
	p, out := piped("hunter2\nnext\n")
	ctx := testContext(t)
	if _, err := p.Ask(ctx, Question{Title: "Key", Secret: true}); !errors.Is(err, ErrNoTerminal) {
		t.Errorf("got %v", err)
	}
	if strings.Contains(out.String(), "hunter2") {
		t.Error("the secret is echoed")
	}
}

func TestLineAskHearsTheContext(t *testing.T) {
	t.Parallel()
	r, w := io.Pipe()
	defer func() { _ = w.Close() }()
	var out bytes.Buffer
	p := New(Streams{In: r, Err: &out, Env: noEnv}, Options{})
	why := errors.New("stop")
	ctx, cancel := context.WithCancelCause(testContext(t))
	got := start(func() (string, error) { return p.Ask(ctx, Question{Title: "A"}) })
	cancel(why)
	if r := <-got; !errors.Is(r.err, why) {
		t.Fatalf("got %v", r.err)
	}
	again := start(func() (string, error) { return p.Ask(testContext(t), Question{Title: "B"}) })
	if _, err := w.Write([]byte("late\n")); err != nil {
		t.Fatal(err)
	}
	if r := <-again; r.value != "late" || r.err != nil {
		t.Errorf("the read that went on is lost: %q, %v", r.value, r.err)
	}
}

func TestPipedWatchSaysWhatChanges(t *testing.T) {
	t.Parallel()
	p, out := piped("this is not read\n")
	rounds := []Block{
		{{Text: "in the directory: 1"}, {Text: "read 1 s ago", Quiet: true}},
		{{Text: "in the directory: 1"}, {Text: "read 9 s ago", Quiet: true}},
		{{Text: "in the directory: 2"}, {Text: "read 0 s ago", Quiet: true}},
	}
	i := -1
	update, finished := make(chan struct{}), make(chan struct{})
	got := start(func() (Key, error) {
		return p.Watch(testContext(t), Watch{Title: "People", Update: update, Done: finished, Body: func() Block {
			i = min(i+1, len(rounds)-1)
			return rounds[i]
		}})
	})
	update <- struct{}{}
	update <- struct{}{}
	close(finished)
	if r := <-got; r.value != KeyDone || r.err != nil {
		t.Fatalf("got %v, %v", r.value, r.err)
	}
	const want = "People\n\nin the directory: 1\nread 1 s ago\nin the directory: 2\n"
	if out.String() != want {
		t.Errorf("got\n%s", out)
	}
}
