// Package checks asks questions about two tenants and never changes them.
// Every check has an id that is never reused and one of six answers.
package checks

import (
	"context"
	"fmt"
	"time"

	"github.com/provision-cli/provision/checks/facts"
)

// Status is the answer to a question.
type Status int

// The answers, from good to bad in no particular order: Pass looked and is
// right, Warn is right with a reservation, Fail looked and is wrong, Manual is
// something only a person can see, Skip does not apply or waits for another,
// Unknown could not look.
const (
	Pass Status = iota
	Warn
	Fail
	Manual
	Skip
	Unknown
)

var names = [...]string{"pass", "warn", "fail", "manual", "skip", "unknown"}

// String is the status in lower case.
func (s Status) String() string {
	if s < 0 || int(s) >= len(names) {
		return fmt.Sprintf("status(%d)", int(s))
	}
	return names[s]
}

// OK says whether a status stands in nobody's way: Pass, Warn, Skip.
func (s Status) OK() bool { return s == Pass || s == Warn || s == Skip }

// MarshalText writes the name, so that JSON holds words.
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a name back.
func (s *Status) UnmarshalText(text []byte) error {
	for i, n := range names {
		if n == string(text) {
			*s = Status(i)
			return nil
		}
	}
	return fmt.Errorf("unknown status %q", text)
}

// Severity says how much a wrong answer matters.
const (
	Info   = "info"
	Low    = "low"
	Medium = "medium"
	High   = "high"
)

// The topics, in the order of the catalogue.
const (
	Connection    = "connection"
	Prerequisites = "prerequisites"
	Directory     = "directory"
	Integration   = "integration"
	Email         = "email"
	Push          = "push"
	Assign        = "assign"
	Access        = "access"
)

// Evidence is one fact behind a finding: about whom or what, which field, what
// should be there and what is.
type Evidence struct {
	Subject string `json:"subject"`
	Field   string `json:"field"`
	Want    string `json:"want"`
	Got     string `json:"got"`
}

// Finding is what one look at the tenants found.
type Finding struct {
	Status   Status     `json:"status"`
	Summary  string     `json:"summary"` // what is so, with names and numbers
	Fix      string     `json:"fix"`     // an imperative with menu path or command; empty when nothing is to be done
	Link     string     `json:"link"`    // where a person mends it, if a link is known
	Evidence []Evidence `json:"evidence"`
	Refused  bool       `json:"-"` // the credential itself was refused; what depends on it is Unknown
	Stop     bool       `json:"-"` // going on would align or change the wrong thing; a person must decide first
}

// Check is one question. Title states the good answer.
type Check struct {
	ID       string
	Title    string
	Severity string
	Topic    string
	Reads    string   // what it reads
	Why      string   // why it matters
	Detects  string   // how a wrong state is detected
	Mends    string   // how a wrong answer is mended; a finding's Fix says it for the case
	Docs     []string // the vendors' pages about it
	After    []string
	Run      func(context.Context, *facts.Facts) Finding
}

// Result is a check with its answer.
type Result struct {
	Check
	Finding
	Duration time.Duration
}
