package cmd

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/wizard/prompt"
)

// statusLine says on a terminal what is being read, how far, and what it waits for; elsewhere it says nothing.
type statusLine struct {
	mu    sync.Mutex
	out   io.Writer // nil: nothing is said
	lines bool      // one line after the other instead of one that changes, for a screen reader
	last  string
}

const (
	statusWidth = 78
	clearLine   = "\r\x1b[K"
)

func (a *app) statusLine() *statusLine {
	s := &statusLine{}
	if prompt.IsTerminal(a.err) && !a.debug { // whose lines would break into it
		s.out, s.lines = bare(a.err), a.accessible || a.env("TERM") == "dumb"
	}
	return s
}

// shows says whether anybody sees it.
func (s *statusLine) shows() bool { return s.out != nil }

// cost says before the reading what it will take, and leaves that on the screen.
func (s *statusLine) cost(e facts.Estimate) {
	calls := 0
	for _, n := range e.Calls {
		calls += n
	}
	if calls == 0 || !s.shows() {
		return
	}
	text := "About " + several(calls, "call")
	if e.Lasts > 0 {
		text += ", about " + roughly(e.Lasts)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wipe()
	fmt.Fprintln(s.out, text)
}

// roughly is a time as one says it: about 40 s, 3 min.
func roughly(d time.Duration) string {
	if d < time.Minute {
		return fmt.Sprintf("%d s", max(1, int(d.Round(time.Second).Seconds())))
	}
	return fmt.Sprintf("%d min", int(d.Round(time.Minute).Minutes()))
}

// reading shows how far the reading of a list has come.
func (s *statusLine) reading(p facts.Progress) {
	text := "Reading " + p.What
	switch {
	case p.What == "":
		text = "Reading"
	case p.Of > 0:
		text += fmt.Sprintf(": %d of %d", p.Read, p.Of)
	case p.Read > 0:
		text += fmt.Sprintf(": %d", p.Read)
	}
	if !p.Until.IsZero() {
		text += " (" + p.Why + ", until " + p.Until.Local().Format("15:04:05") + ")"
	}
	s.show(text)
}

// answered shows which question was answered last.
func (s *statusLine) answered(r checks.Result) { s.show("Asked: " + r.Title) }

// waiting shows with --wait how things stand, and when it asks again.
func (s *statusLine) waiting(tally string, again time.Time) {
	s.show("Asking again at " + again.Local().Format("15:04:05") + "; now " + tally)
}

// show replaces what the line says. A screen reader is told of what is new, once, and not of each step of a count.
func (s *statusLine) show(text string) {
	if !s.shows() {
		return
	}
	text = prompt.Sanitize(text)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lines {
		topic, _, _ := strings.Cut(text, ":")
		if !strings.HasPrefix(text, "Asked") && topic != s.last {
			s.last = topic
			fmt.Fprintln(s.out, text)
		}
		return
	}
	if row := []rune(text); len(row) > statusWidth {
		text = string(row[:statusWidth-1]) + "…"
	}
	s.last = text
	fmt.Fprint(s.out, clearLine+text)
}

// clear takes the line away before anything else is written.
func (s *statusLine) clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wipe()
}

func (s *statusLine) wipe() {
	if s.shows() && !s.lines && s.last != "" {
		fmt.Fprint(s.out, clearLine)
		s.last = ""
	}
}

func several(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
