package prompt

import (
	"bytes"
	"strings"
	"testing"

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

// TestTextHangsBesideItsNumber: what follows a number or a label goes on below the text, not below the number.
func TestTextHangsBesideItsNumber(t *testing.T) {
	t.Parallel()
	b := Block{
		{Indent: 2, Hang: 3, Text: "1  Open the app and choose Provisioning"},
		{Indent: 1, Hang: 11, Text: "You need   an API token of an app admin"},
		{Indent: 2, Hang: 30, Text: "label far too long for this    screen", Sign: Yes},
	}
	const want = `  1  Open the app and
     choose Provisioning
 You need   an API token
            of an app
            admin
  ✓ label far too long
            for this
            screen
`
	if got := rendered(t, b, Options{Width: 24}); got != want {
		t.Errorf("got\n%s", got)
	}
	if got := rendered(t, b[:1], Options{Width: 24, ASCII: true}); !strings.Contains(got, "\n     choose") {
		t.Errorf("in words\n%s", got)
	}
}
