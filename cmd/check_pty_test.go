//go:build !windows

package cmd

import (
	"regexp"
	"strings"
	"testing"
)

// TestCtrlCEndsAWait: the line that says what is awaited goes, and the run ends as stopped with nothing changed.
func TestCtrlCEndsAWait(t *testing.T) {
	t.Parallel()
	y := onTerminal(t, 100, 30, nil, "check", "--sandbox", "--drift", "push-members", "--select", "push", "--wait", "5m", "--poll", "2m")
	y.see("Asking again at ")
	if text := y.text(); !strings.Contains(text, "1 wrong") || strings.Contains(text, "Pushed groups have") {
		t.Errorf("while it waits:\n%s", text)
	}
	y.typed("\x03")
	if code := y.wait(); code != exitCancelled {
		t.Errorf("exit code %d", code)
	}
	y.see("Stopped.")
	if text := y.text(); strings.Contains(text, "Asking again") || !strings.Contains(text, "Stopped. Nothing was changed.") {
		t.Errorf("at the end:\n%s", text)
	}
	y.sane()
}

// TestProgressIsGoneWhenTheAnswersCome: on a terminal both streams share the screen.
func TestProgressIsGoneWhenTheAnswersCome(t *testing.T) {
	t.Parallel()
	y := onTerminal(t, 100, 60, nil, "check", "--sandbox", "--drift", "push-members")
	if code := y.wait(); code != exitWrong {
		t.Errorf("exit code %d", code)
	}
	y.see("for a person")
	if raw := y.written(); !regexp.MustCompile(`About \d+ calls`).MatchString(raw) || !strings.Contains(raw, clearLine+"Asked: Okta answers") {
		t.Errorf("says nothing on the way:\n%q", raw)
	}
	text := y.text()
	if strings.Contains(text, "Asked:") || strings.Contains(text, "Reading ") || !strings.Contains(text, "✗ Pushed groups have the same members") {
		t.Errorf("at the end:\n%s", text)
	}
}
