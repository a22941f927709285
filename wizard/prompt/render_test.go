package prompt

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

func env(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

func rendered(t *testing.T, b Block, o Options) string {
	t.Helper()
	if o.Env == nil {
		o.Env = env("TERM", "xterm-256color")
	}
	var out bytes.Buffer
	if err := Render(&out, b, o); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestRender(t *testing.T) {
	t.Parallel()
	b := Block{
		Rail([]RailStep{{"Prerequisites", Yes}, {"Directory", Here}, {"Group push", ToCome}}),
		{},
		{Text: "Push", Strong: true},
		{Sign: Warning, Indent: 2, Text: "The SCIM key has more than 30 days left", ID: "scim-key-life"},
		{Indent: 4, Text: "It expires in 12 days, on 5 Dec 2026. Atlassian sends no reminder, whatever its page says."},
		{Indent: 4, Text: "Open", Detail: "https://admin.atlassian.com/o/7f3c0000-0000-0000-0000-000000000000/user-provisioning/overview"},
		{Indent: 4, Fixed: true, Text: "provision test-groups --user tom.becker@example.com --and-more"},
		Progress("linked", 169, 214),
	}
	const signs = `✓ Prerequisites  ● Directory  ○ Group push

Push
  ! The SCIM key has more than 30 days left        scim-key-life
    It expires in 12 days, on 5 Dec 2026. Atlassian sends no
    reminder, whatever its page says.
    Open
      https://admin.atlassian.com/o/7f3c0000-0000-0000-0000-000000000000/user-provisioning/overview
    provision test-groups --user tom.becker@example.com --and-more
linked              ██████████████████████░░░░░░  169 of 214
`
	const words = `Step 2 of 3: Directory

Push
  warning: The SCIM key has more than 30 days left (scim-key-life)
    It expires in 12 days, on 5 Dec 2026. Atlassian sends no
    reminder, whatever its page says.
    Open
      https://admin.atlassian.com/o/7f3c0000-0000-0000-0000-000000000000/user-provisioning/overview
    provision test-groups --user tom.becker@example.com --and-more
linked: 169 of 214
`
	if got := rendered(t, b, Options{Width: 64}); got != signs {
		t.Errorf("signs:\n%s", got)
	}
	if got := rendered(t, b, Options{Width: 64, Accessible: true}); got != words {
		t.Errorf("words:\n%s", got)
	}
}

func TestRowsKeepToTheWidth(t *testing.T) {
	t.Parallel()
	b := Block{{Sign: Wrong, Indent: 3, Text: strings.Repeat("日本語 ", 30), Detail: strings.Repeat("é👩‍🚀 ", 20), ID: "push-members"}}
	for width := leastWidth; width <= usefulWidth; width++ {
		for row := range strings.Lines(rendered(t, b, Options{Width: width})) {
			if got := ansi.StringWidth(strings.TrimRight(row, "\n")); got > width {
				t.Fatalf("a row of %d in %d columns: %q", got, width, row)
			}
		}
	}
	if got := rendered(t, Block{{Text: strings.Repeat("word ", 60)}}, Options{Width: 300}); ansi.StringWidth(strings.Split(got, "\n")[0]) > usefulWidth {
		t.Error("rows grow without limit")
	}
}

func TestSignsHaveWords(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for s := Yes; s <= Pick; s++ {
		if ansi.StringWidth(s.String()) != 1 || s.Word() == "" || seen[s.String()] || seen[s.Word()] {
			t.Errorf("sign %d: %q, %q", s, s, s.Word())
		}
		seen[s.String()], seen[s.Word()] = true, true
	}
	if Sign(99).String() != "" || Sign(-1).Word() != "" {
		t.Error("unknown signs show something")
	}
}

func TestRailInWords(t *testing.T) {
	t.Parallel()
	got := rendered(t, Block{Rail([]RailStep{{"One", Yes}, {"Two", Yes}, {"Three", ToCome}})}, Options{ASCII: true})
	if got != "2 of 3 steps done\n" {
		t.Errorf("got %q", got)
	}
}

func TestWordsAreASCII(t *testing.T) {
	t.Parallel()
	got := rendered(t, Block{{Sign: Person, Text: "Okta ▸ Sign On → “Custom”…", Detail: "it’s – so"}}, Options{ASCII: true})
	if got != "for a person: Okta > Sign On -> \"Custom\"...   it's - so\n" {
		t.Errorf("got %q", got)
	}
}

func TestLocaleDecidesAboutSigns(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		env  func(string) string
		want bool
	}{
		{env(), false},
		{env("LANG", "C"), true},
		{env("LANG", "de_DE.UTF-8"), false},
		{env("LANG", "de_DE.utf8"), false},
		{env("LC_ALL", "POSIX", "LANG", "de_DE.UTF-8"), true},
		{env("LC_CTYPE", "C.UTF-8", "LANG", "C"), false},
		{env("ACCESSIBLE", "1", "LANG", "C.UTF-8"), true},
		{env("PROVISION_ACCESSIBLE", "1"), true},
		{env("TERM", "dumb"), true},
	} {
		if got := (Options{Env: c.env}).words(); got != c.want {
			t.Errorf("words %v for LANG=%s", got, c.env("LANG"))
		}
	}
}

func TestTableAlignsByDisplayWidth(t *testing.T) {
	t.Parallel()
	b := Table([][]string{{"Ana Ruiz", "ana@old.example", "no account"}, {"日本", "k\x1b[31mito@x", ""}, {"short"}})
	want := []string{"Ana Ruiz   ana@old.example   no account", "日本       kito@x", "short"}
	for i, line := range b {
		if line.Text != want[i] {
			t.Errorf("row %d: %q, want %q", i, line.Text, want[i])
		}
	}
}

func TestSanitize(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"plain":                         "plain",
		"two\r\nlines\tand a tab":       "two  lines and a tab",
		"\x1b[31mred\x1b[0m":            "red",
		"\x1b]0;title\x07text":          "text",
		"\x1b]8;;http://x\x1b\\l":       "l",
		"bell\x07 del\x7f nul\x00":      "bell del nul",
		"\u202eevil\u2066x\u2069":       "evilx",
		"zero\u200bwidth\ufeff":         "zerowidth",
		"c1\u009b31m":                   "c131m",
		"👩\u200d🚀 é":                    "👩\u200d🚀 é",
		"broken \xff byte":              "broken \ufffd byte",
		"line\u2028para\u2029":          "line para ",
		"tag \U000E0041 private \ue000": "tag  private ",
	} {
		if got := Sanitize(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func FuzzSanitize(f *testing.F) {
	f.Add("\x1b[31mred\x1b]8;;x\x07")
	f.Add("\u202e\xff\x9b1m")
	f.Fuzz(func(t *testing.T, s string) {
		got := Sanitize(s)
		if ansi.Strip(got) != got || strings.ContainsAny(got, "\x1b\n\r\t\x07\u202e\u2066") {
			t.Errorf("%q became %q", s, got)
		}
		if again := Sanitize(got); again != got {
			t.Errorf("%q became %q, then %q", s, got, again)
		}
	})
}

func TestTenantTextCannotDraw(t *testing.T) {
	t.Parallel()
	evil := "x\x1b[2J\u202ey"
	b := Block{{Text: evil, Detail: evil, ID: evil}, Rail([]RailStep{{evil, Here}}), Progress(evil, 1, 2)}
	if got := rendered(t, b, Options{}); strings.ContainsAny(got, "\x1b\u202e") {
		t.Errorf("got %q", got)
	}
}

func TestUseColor(t *testing.T) {
	t.Parallel()
	y := newTTY(t, 80, 24)
	var pipe bytes.Buffer
	type e = []string
	for _, c := range []struct {
		choice    string
		env       []string
		tty, pipe bool
	}{
		{"auto", e{"TERM", "xterm"}, true, false},
		{"", e{"TERM", "xterm"}, true, false},
		{"auto", e{"TERM", "xterm", "NO_COLOR", "1"}, false, false},
		{"auto", e{"TERM", "xterm", "NO_COLOR", "0"}, false, false},
		{"auto", e{"TERM", "xterm", "CLICOLOR_FORCE", "1"}, true, true},
		{"auto", e{"TERM", "xterm", "FORCE_COLOR", "1"}, true, true},
		{"auto", e{"TERM", "xterm", "FORCE_COLOR", "0"}, true, false},
		{"auto", e{"TERM", "xterm", "CLICOLOR_FORCE", "1", "NO_COLOR", "1"}, false, false},
		{"auto", e{"TERM", "dumb", "COLORTERM", "truecolor"}, false, false},
		{"auto", e{"TERM", "xterm", "CLICOLOR", "0"}, false, false},
		{"always", e{"NO_COLOR", "1"}, true, true},
		{"never", e{"CLICOLOR_FORCE", "1"}, false, false},
	} {
		if got := UseColor(y.slave, c.choice, env(c.env...)); got != c.tty {
			t.Errorf("%s %v on a terminal: %v", c.choice, c.env, got)
		}
		if got := UseColor(&pipe, c.choice, env(c.env...)); got != c.pipe {
			t.Errorf("%s %v to a pipe: %v", c.choice, c.env, got)
		}
		var out bytes.Buffer
		if err := Render(&out, Block{{Sign: Yes, Text: "x", Strong: true}}, Options{Color: c.choice, Env: env(c.env...)}); err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(out.String(), "\x1b"); got != c.pipe {
			t.Errorf("%s %v to a pipe wrote %q", c.choice, c.env, out.String())
		}
	}
}

func TestWriterStripsForeignCodes(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if _, err := fmt.Fprint(Writer(&out, Options{Env: env()}), lipgloss.NewStyle().Bold(true).Foreground(green).Render("x")); err != nil {
		t.Fatal(err)
	}
	if out.String() != "x" {
		t.Errorf("got %q", out.String())
	}
}

func TestCanPrompt(t *testing.T) {
	t.Parallel()
	y := newTTY(t, 80, 24)
	null, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = null.Close() }()
	for name, got := range map[string]bool{
		"stdin a file":   CanPrompt(null, y.slave, env(), false),
		"stdin no file":  CanPrompt(strings.NewReader(""), y.slave, env(), false),
		"stderr a pipe":  CanPrompt(y.slave, &bytes.Buffer{}, env(), false),
		"--no-input":     CanPrompt(y.slave, y.slave, env(), true),
		"CI":             CanPrompt(y.slave, y.slave, env("CI", "true"), false),
		"nothing at all": CanPrompt(nil, nil, env(), false),
	} {
		if got {
			t.Errorf("%s: may prompt", name)
		}
	}
	if !CanPrompt(y.slave, y.slave, env(), false) {
		t.Error("may not prompt on a terminal")
	}
}

// TestContrast: every colour is readable (WCAG AA, 4.5:1) on white and on black.
func TestContrast(t *testing.T) {
	t.Parallel()
	for _, c := range []lipgloss.ANSIColor{green, blue, purple, rust, magenta, grey} {
		r, g, b, _ := c.RGBA()
		l := 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
		if onBlack, onWhite := (l+0.05)/0.05, 1.05/(l+0.05); min(onBlack, onWhite) < 4.5 {
			t.Errorf("colour %d: %.2f on black, %.2f on white", c, onBlack, onWhite)
		}
	}
}

func linear(channel uint32) float64 {
	v := float64(channel) / 0xffff
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}
