package prompt

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestOneLineOfAPaste(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"key":                    "key",
		"  key \n":               "key",
		"\r\nke\r\ny\r\n":        "key",
		"ke\ry":                  "key",
		"two words":              "two words",
		"ATCTT3xFfGN0\n  abc==":  "ATCTT3xFfGN0abc==",
		"":                       "",
		"-----BEGIN K-----\nA\n": `-----BEGIN K-----\nA`,
	} {
		if got := oneLine(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
	if got := unfold(`-----BEGIN K-----\nA`); got != "-----BEGIN K-----\nA" {
		t.Errorf("unfolded: %q", got)
	}
	if got := unfold(`C:\new`); got != `C:\new` {
		t.Errorf("a path: %q", got)
	}
}

func TestTypedKey(t *testing.T) {
	t.Parallel()
	keys := []KeyHelp{{'o', "open"}, {'?', "why"}, {KeyEnter, "done"}}
	for text, want := range map[string]Key{":o": 'o', ":?": '?', ":x": 0, "o": 0, "?": 0, ":": 0, ":oo": 0, "": 0, ":O": 0} {
		got, ok := typedKey(text, keys)
		if got != want || ok != (want != 0) {
			t.Errorf("%q: got %q, %v", text, got, ok)
		}
	}
	if got := actions(keys); got != "Type back to return, :o open, :? why." {
		t.Errorf("got %q", got)
	}
}

func TestNoKeyInAFieldIsTheTerminals(t *testing.T) {
	t.Parallel()
	taken := "cbdhijmqsz?[" // stop, back, end, Backspace, Tab, line feed, Enter, flow control, suspend, Delete, Escape
	seen := map[rune]bool{}
	for _, k := range "och?p" {
		r := ctrlOf(Key(k))
		if strings.ContainsRune(taken, r) || seen[r] {
			t.Errorf("%c acts by ctrl-%c", k, r)
		}
		seen[r] = true
	}
}

func TestFoot(t *testing.T) {
	t.Parallel()
	keys := []KeyHelp{{'o', "open"}, {'h', "hand over"}, {'b', "go back"}, {KeyEnter, "done"}}
	s := sheet{width: 100}
	for typing, want := range map[bool]string{
		false: "o open   h hand over   b go back   Enter done   ctrl-c stop",
		true:  "ctrl-o open   ctrl-t hand over   Enter done   esc back   ctrl-c stop",
	} {
		if got := strings.Join(s.foot(keys, typing), "\n"); got != want {
			t.Errorf("typing %v: %q", typing, got)
		}
	}
	for _, row := range (sheet{width: 20}).foot(keys, false) {
		if len(row) > 20 || strings.HasPrefix(row, " ") {
			t.Errorf("row %q", row)
		}
	}
}

func TestMeantKeys(t *testing.T) {
	t.Parallel()
	keys := []KeyHelp{{'o', "Open"}, {'b', "return"}, {KeyEnter, "I have done it"}}
	for text, want := range map[string]Key{"o": 'o', "open": 'o', "b": 'b', "back": 'b', "return": 'b', "": KeyEnter, "i have done it": KeyEnter} {
		if got, ok := meant(text, keys); got != want || !ok {
			t.Errorf("%q: got %q, %v", text, got, ok)
		}
	}
	for _, text := range []string{"x", "op", "done", "oo"} {
		if got, ok := meant(text, keys); ok {
			t.Errorf("%q: got %q", text, got)
		}
	}
	if _, ok := meant("", nil); ok {
		t.Error("Enter acts where it is not listed")
	}
}

func TestSummary(t *testing.T) {
	t.Parallel()
	c := Choice{Options: []Option{{Label: "a"}, {Label: "b"}, {Label: "c"}, {Label: "d"}, {Label: "e"}}}
	for want, picks := range map[string][]int{"none": nil, "b": {1}, "a, b, c": {0, 1, 2}, "a, b, c and 2 more": {0, 1, 2, 3, 4}} {
		if got := c.summary(picks); got != want {
			t.Errorf("%v: %q", picks, got)
		}
	}
}

func TestChoiceAccepts(t *testing.T) {
	t.Parallel()
	options := []Option{{Label: "a"}, {Label: "b", Disabled: true, Why: "is taken"}, {Label: "c", Disabled: true}}
	for _, c := range []struct {
		many  bool
		min   int
		picks []int
		want  string
	}{
		{false, 0, []int{0}, ""},
		{false, 0, nil, "choose one"},
		{false, 0, []int{0, 0}, "choose one"},
		{false, 0, []int{1}, "b: is taken"},
		{true, 0, nil, ""},
		{true, 1, nil, "choose at least 1"},
		{true, 0, []int{0, 2}, "c: cannot be chosen"},
		{true, 0, []int{3}, "there is no choice 4"},
		{true, 0, []int{-1}, "there is no choice 0"},
	} {
		err := Choice{Options: options, Many: c.many, Min: c.min}.accept(c.picks)
		if (err == nil) != (c.want == "") || err != nil && err.Error() != c.want {
			t.Errorf("%+v: got %v", c, err)
		}
	}
}

func TestQuestionAccepts(t *testing.T) {
	t.Parallel()
	odd := func(s string) error {
		if len(s)%2 == 0 {
			return errors.New("even")
		}
		return nil
	}
	for _, c := range []struct {
		q    Question
		text string
		want string
		ok   bool
	}{
		{Question{}, " a ", "a", true},
		{Question{}, "  ", "", false},
		{Question{Default: " d "}, "", "d", true},
		{Question{Default: "d"}, "a", "a", true},
		{Question{Check: odd}, " abc\n", "abc", true},
		{Question{Check: odd}, "ab", "", false},
		{Question{Check: odd}, "", "", false},
		{Question{Check: odd, Default: "dd"}, "", "", false},
		{Question{Check: func(string) error { return nil }}, "", "", true},
	} {
		got, err := c.q.accept(c.text)
		if (err == nil) != c.ok || c.ok && got != c.want {
			t.Errorf("%q: got %q, %v", c.text, got, err)
		}
	}
}

func TestConfirmationWords(t *testing.T) {
	t.Parallel()
	c := Confirmation{Yes: "Apply", No: "Leave it"}
	for text, want := range map[string]bool{"apply": true, "APPLY": true, "y": true, "yes": true, "leave it": false, "n": false, "No": false, "": false} {
		if got, err := c.parse(text); got != want || err != nil {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"yep", "ja", "1", "true", "yes please"} {
		if yes, err := c.parse(text); yes || err == nil {
			t.Errorf("%q: %v, %v", text, yes, err)
		}
	}
}

func TestHelpSaysTheDefault(t *testing.T) {
	t.Parallel()
	for want, q := range map[string]Question{
		"":                               {},
		"H.":                             {Help: "H."},
		"H. Enter takes d.":              {Help: "H.", Default: "d"},
		"Enter takes d.":                 {Default: "d"},
		"Enter keeps the one there is.":  {Default: "s3cret", Secret: true},
		"two lines. Enter takes redder.": {Help: "two\nlines.", Default: "\x1b[31mredder"},
	} {
		if got := q.help(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if q := (Question{Default: "s3cret", Secret: true, Placeholder: "ATCTT…"}); q.placeholder() != "ATCTT…" {
		t.Errorf("a secret as placeholder: %q", q.placeholder())
	}
	if got := (Question{Secret: true}).shown("s3cret", true) + (Question{Secret: true}).shown("s3cret", false); strings.Contains(got, "s3cret") {
		t.Errorf("a secret is shown: %q", got)
	}
}

func TestEditor(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"abc":                     "abc",
		"abc\x7f\x08d":            "ad",
		"\x7f\x7fa":               "a",
		"é\x7fe":                  "e",
		"abc\x15d":                "d",
		"a\x1b[3~b\x1b[1;5Cc":     "abc",
		"a\x1bOPb":                "ab",
		"a\x1bxb":                 "ab",
		"a\x01\x05\x0bb":          "ab",
		"a\tb":                    "a\tb",
		"\x1b[200~paste\x1b[201~": "paste",
	} {
		var e editor
		for i := range len(in) {
			if ended, err := e.press(in[i]); ended || err != nil {
				t.Fatalf("%q ended at %d: %v", in, i, err)
			}
		}
		if e.text() != want {
			t.Errorf("%q: got %q, want %q", in, e.text(), want)
		}
	}
}

func TestCtrlDInTheMiddleOfALineDoesNothing(t *testing.T) {
	t.Parallel()
	var e editor
	for _, b := range []byte("ab") {
		_, _ = e.press(b)
	}
	if ended, _ := e.press(0x04); ended || e.text() != "ab" {
		t.Errorf("ended %v with %q", ended, e.text())
	}
}

func TestWholeLines(t *testing.T) {
	t.Parallel()
	r := &reader{buffer: []byte("a\r\n\nb\nrest")}
	var got []string
	for {
		line, ok := r.whole()
		if !ok {
			break
		}
		got = append(got, line)
	}
	if !slices.Equal(got, []string{"a", "", "b"}) || string(r.buffer) != "rest" {
		t.Errorf("got %q, left %q", got, r.buffer)
	}
}

func TestSplitKeepsAlignment(t *testing.T) {
	t.Parallel()
	s := sheet{width: 40}
	for text, want := range map[string]string{
		"a   b    c":            "a   b    c",
		"   leading":            "   leading",
		"trailing   ":           "trailing",
		"":                      "",
		"日本   two columns each": "日本   two columns each",
	} {
		if got := strings.Join(s.line(Line{Text: text}), "\n"); got != want {
			t.Errorf("%q: got %q", text, got)
		}
	}
}

func TestOneStyleOnePhrase(t *testing.T) {
	t.Parallel()
	s := sheet{width: 80, theme: newTheme(true)}
	got := s.line(Line{Sign: Yes, Text: "two words", Strong: true, Detail: "and faint ones"})[0]
	if !strings.Contains(got, "two words") || !strings.Contains(got, "and faint ones") {
		t.Errorf("got %q", got)
	}
}

func TestHardRowsAreBroken(t *testing.T) {
	t.Parallel()
	url := "https://admin.atlassian.com/" + strings.Repeat("x", 60)
	soft, hard := sheet{width: 40}, sheet{width: 40, hard: true}
	if got := soft.line(Line{Text: url}); len(got) != 1 || got[0] != url {
		t.Errorf("soft: %q", got)
	}
	if got := hard.line(Line{Text: url}); len(got) != 3 || strings.Join(got, "") != url {
		t.Errorf("hard: %q", got)
	}
}

func TestBarsNeverOverflow(t *testing.T) {
	t.Parallel()
	for _, c := range [][2]int{{0, 0}, {5, 0}, {-1, 10}, {11, 10}, {1, 1_000_000}, {100_000, 100_000}} {
		for _, width := range []int{leastWidth, 40, 80, 100} {
			for _, row := range (sheet{width: width}).line(Progress("in the directory", c[0], c[1])) {
				if n := len([]rune(row)); n > max(width, labelWidth) {
					t.Errorf("%v in %d columns: a row of %d", c, width, n)
				}
			}
		}
	}
}

func TestNewChoosesThePrompter(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	for name, s := range map[string]Streams{
		"nothing":    {In: strings.NewReader(""), Err: &out, Env: noEnv},
		"no streams": {Err: &out, Env: noEnv},
	} {
		p := New(s, Options{})
		if _, ok := p.(*lines); !ok {
			t.Errorf("%s: a form without a terminal", name)
		}
		if _, err := p.Ask(testContext(t), Question{Title: "A", Default: "d"}); !errors.Is(err, ErrCancelled) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestWidthIsAskedAnew(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	width := 80
	p := New(Streams{In: strings.NewReader(""), Err: &out, Env: noEnv, Width: func() int { return width }}, Options{})
	text := Block{{Text: strings.TrimSpace(strings.Repeat("word ", 14))}}
	p.Show(text)
	width = 40
	p.Show(text)
	if got := strings.Count(out.String(), "\n"); got != 3 {
		t.Errorf("%d rows:\n%s", got, out.String())
	}
}

func TestErrorsTellStoppingApart(t *testing.T) {
	t.Parallel()
	if !errors.Is(ErrTerminated, ErrCancelled) || errors.Is(ErrCancelled, ErrTerminated) || errors.Is(ErrBack, ErrCancelled) {
		t.Error("the kinds of stopping are mixed up")
	}
	for key, want := range map[Key]string{'o': "key o", KeyEnter: "key Enter", ' ': "key Space", KeyDone: "key none"} {
		if got := (&KeyError{key}).Error(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
