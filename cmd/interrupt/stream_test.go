//go:build !windows

package interrupt

import (
	"io"
	"os"
	"strings"
	"testing"
)

const lostOutput = "Standard output could not be written"

// TestClosedStdout closes the pipe that a run writes to, as head does: it ends in order, and the next run does the rest.
func TestClosedStdout(t *testing.T) {
	t.Parallel()
	want := undisturbed(t)
	for name, args := range map[string][]string{"text": nil, "json": {"-o", "json"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t)
			read, write, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			p := s.setup(args...)
			p.cmd.Stdout = write
			if name == "text" {
				_ = read.Close()
			}
			p.start()
			_ = write.Close()
			if name == "json" { // closed after the first line
				if _, err := io.ReadFull(read, make([]byte, 20)); err != nil {
					t.Fatal(err)
				}
				_ = read.Close()
			}
			if code := p.wait(); code != 1 || !strings.Contains(p.said(), lostOutput) {
				t.Errorf("exit code %d (%s):\n%s", code, p.cmd.ProcessState, last(p.said()))
			}
			s.must(s.setup())
			s.as(want)
		})
	}
}

// TestClosedStdoutOnATerminal: while somebody answers on a terminal, events go to a pipe that nobody reads any more. The terminal
// is left as it was.
func TestClosedStdoutOnATerminal(t *testing.T) {
	t.Parallel()
	s := start(t)
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	p := s.program(s.variables(), "setup", "--poll", "90ms", "--insecure-storage", "--no-browser", "-o", "json")
	p.cmd.Stdout = write
	y := onTerminal(t, p)
	_ = write.Close()
	go func() { _, _ = io.Copy(io.Discard, read) }()
	code := y.walk(func(title, screen string) string {
		if title == "choose" {
			_ = read.Close()
		}
		return person(title, screen)
	})
	if code != 1 {
		t.Errorf("exit code %d (%s); asked %q; the screen is\n%s", code, p.cmd.ProcessState, y.asked, y.text())
	}
	if len(y.asked) < 3 {
		t.Errorf("asked only %q", y.asked)
	}
	y.until("last words", func() bool { return strings.Contains(y.written(), lostOutput) })
	y.sane()
}

// TestResizedToAlmostNothing makes the terminal 20 columns by 5 rows in the middle of each kind of prompt, and large again.
func TestResizedToAlmostNothing(t *testing.T) {
	t.Parallel()
	want := undisturbed(t)
	for at, begins := range map[string]string{
		"question": "Start?", "list": "choose", "plan": "Apply?", "watch": "Waiting for: Okta has exactly one", "look": "Waiting for: The domain is linked",
		"settling": "Group push: waiting until",
	} {
		t.Run(at, func(t *testing.T) {
			t.Parallel()
			s := start(t)
			y := onTerminal(t, s.interactive(s.variables()))
			resized := false
			code := y.walk(func(title, screen string) string {
				if strings.HasPrefix(title, begins) && !resized {
					resized = true
					before := len(y.written())
					y.resize(20, 5)
					y.until("picture on the small screen", func() bool { return len(y.written()) > before })
					small := len(y.written())
					y.resize(cols, rows)
					y.until("picture on the large screen", func() bool { return len(y.written()) > small })
					return ""
				}
				return person(title, screen)
			})
			if !resized {
				t.Fatalf("no such prompt: %q", y.asked)
			}
			if code != 0 || strings.Contains(y.written(), "panic") {
				t.Fatalf("exit code %d; asked %q; the screen is\n%s", code, y.asked, y.text())
			}
			y.sane()
			if err := s.sandbox.Settle(t.Context()); err != nil {
				t.Fatal(err)
			}
			s.as(want)
		})
	}
}
