//go:build !windows

package interrupt

import (
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/provision-cli/provision/wizard/session"
)

var signals = map[string]struct {
	signal syscall.Signal
	code   int
}{"SIGINT": {syscall.SIGINT, 130}, "SIGTERM": {syscall.SIGTERM, 143}, "SIGHUP": {syscall.SIGHUP, 143}}

func TestStoppedByASignalAtARequest(t *testing.T) {
	t.Parallel()
	want := undisturbed(t)
	step := max(every(t), want.requests/2)
	if every(t) == 1 {
		step = 7
	}
	for name, c := range signals {
		for n := 2; n <= want.requests; n += step {
			t.Run(name+" at request "+strconv.Itoa(n), func(t *testing.T) {
				t.Parallel()
				stopAndRunAgain(t, want, c.signal, c.code, func(requests, _ int) bool { return requests == n })
			})
		}
		for n := 1; n <= len(want.writes); n += 3 {
			t.Run(name+" at write "+strconv.Itoa(n), func(t *testing.T) {
				t.Parallel()
				stopAndRunAgain(t, want, c.signal, c.code, func(_, writes int) bool { return writes == n })
			})
		}
	}
}

func stopAndRunAgain(t *testing.T, want reference, signal syscall.Signal, code int, at func(requests, writes int) bool) {
	t.Helper()
	s := start(t)
	hit, let := s.arm(at)
	defer let()
	p := s.setup()
	p.start()
	select {
	case <-hit:
	case <-p.ended:
		return
	}
	if err := p.cmd.Process.Signal(signal); err != nil {
		t.Fatal(err)
	}
	if got := p.wait(); got != code {
		t.Errorf("exit code %d, want %d:\n%s", got, code, last(p.said()))
	}
	if !strings.Contains(p.said(), "Stopped.") {
		t.Errorf("it does not say that it was stopped:\n%s", last(p.said()))
	}
	let()
	s.must(s.setup())
	s.as(want)
}

// without leaves variables out.
func without(env []string, ins ...session.Input) []string {
	var left []string
	for _, line := range env {
		keep := true
		for _, in := range ins {
			keep = keep && !strings.HasPrefix(line, in.Env+"=")
		}
		if keep {
			left = append(left, line)
		}
	}
	return left
}

// interactive is setup with somebody to ask; the Okta token is typed.
func (s *stand) interactive(env []string) *process {
	s.t.Helper()
	return s.program(env, "setup", "--poll", "90ms", "--insecure-storage", "--rate-share", "100%", "--no-browser")
}

// TestStoppedByASignalAtAPrompt stops at each kind of prompt, and goes on without the credentials that were proven before.
func TestStoppedByASignalAtAPrompt(t *testing.T) {
	t.Parallel()
	want := undisturbed(t)
	for at, begins := range map[string]string{
		"question": "Start?", "field": session.OktaToken.Title, "list": "choose", "plan": "Apply?", "watch": "Waiting for: Okta has exactly one",
		"look": "Waiting for: The domain is linked", "settling": "Group push: waiting until",
	} {
		for name, c := range signals {
			t.Run(at+" "+name, func(t *testing.T) {
				t.Parallel()
				s := start(t)
				env := without(s.variables(), session.OktaToken)
				token := s.sandbox.Addresses().OktaToken
				typing := func(title, screen string) string {
					if title == session.OktaToken.Title {
						return token + "\r"
					}
					return person(title, screen)
				}
				first := onTerminal(t, s.interactive(env))
				stopped := false
				code := first.walk(func(title, screen string) string {
					if strings.HasPrefix(title, begins) && !stopped {
						stopped = true
						if err := first.program.cmd.Process.Signal(c.signal); err != nil {
							t.Error(err)
						}
						return ""
					}
					return typing(title, screen)
				})
				if !stopped {
					t.Fatalf("no such prompt: %q", first.asked)
				}
				if code != c.code {
					t.Errorf("exit code %d, want %d; the screen is\n%s", code, c.code, first.text())
				}
				first.until("last words", func() bool { return strings.Contains(first.written(), "Stopped.") })
				first.sane()
				if at != "question" && at != "field" {
					env = nil // everything was proven
				}
				second := onTerminal(t, s.interactive(env))
				if code := second.walk(typing); code != 0 {
					t.Fatalf("run again: exit code %d; asked %q; the screen is\n%s", code, second.asked, second.text())
				}
				if err := s.sandbox.Settle(t.Context()); err != nil {
					t.Fatal(err)
				}
				s.as(want)
			})
		}
	}
}
