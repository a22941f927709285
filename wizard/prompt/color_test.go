//go:build !windows

package prompt

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"os"
	"regexp"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
)

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

// TestFormsFollowTheDecision: without colour a form still has bold and reverse, by which the cursor is seen, but no colour.
func TestFormsFollowTheDecision(t *testing.T) {
	t.Parallel()
	colour := regexp.MustCompile(`\x1b\[[0-9;:]*\b(3[0-8]|4[0-8]|9[0-7])[;:m]`)
	for _, c := range []struct {
		choice, noColor, term string
		want                  bool
	}{
		{"auto", "", "xterm-256color", true},
		{"auto", "1", "xterm-256color", false},
		{"never", "", "xterm-256color", false},
		{"always", "1", "xterm-256color", true},
		{"auto", "", "xterm", true},
	} {
		y := newTTY(t, 80, 24)
		p := New(Streams{In: y.slave, Err: y.slave, Env: env("TERM", c.term, "NO_COLOR", c.noColor)}, Options{Color: c.choice})
		got := ask(t, p, Question{Title: "Name", Help: "help"})
		y.press("ctrl-c stop", "\x03")
		if _, err := end(t, y, got); !errors.Is(err, ErrCancelled) {
			t.Errorf("%+v: %v", c, err)
		}
		if found := colour.FindString(y.written()); (found != "") != c.want {
			t.Errorf("%+v: %q", c, found)
		}
	}
}
