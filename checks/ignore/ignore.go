// Package ignore reads provision.ignore.yaml: findings that somebody knows and accepts until a day. It knows neither
// tenants nor checks, so that it can be fuzzed cheaply.
package ignore

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Largest is how many bytes a file may have.
const Largest = 256 << 10

// Day is the form of a date in the file.
const Day = time.DateOnly

// Entry is one suppression.
type Entry struct {
	Line    int    // in the file, beginning with 1
	ID      string // of the check
	Subject string // of the evidence; empty: the whole finding
	Reason  string
	By      string
	Expires string // as Day; the last day on which it holds
}

// Rules are what a file is held against.
type Rules struct {
	Known   func(id string) bool   // whether a check has this id
	Suggest func(id string) string // what may have been meant, as the end of a sentence; may be nil
	Today   time.Time
}

// Problem is what is wrong in one line.
type Problem struct {
	Line int
	Text string
}

// Error lists everything that is wrong with a file, in the order of its lines.
type Error struct {
	Problems []Problem
}

// Error names each line and what is wrong with it.
func (e *Error) Error() string {
	lines := make([]string, 0, len(e.Problems))
	for _, p := range e.Problems {
		lines = append(lines, fmt.Sprintf("line %d: %s", p.Line, p.Text))
	}
	return strings.Join(lines, "\n")
}

// Parse reads the entries of a file; the error is an *Error that names every line that is wrong.
func Parse(body []byte, r Rules) ([]Entry, error) {
	if len(body) > Largest {
		return nil, &Error{Problems: []Problem{{1, fmt.Sprintf("the file is larger than %d KiB", Largest>>10)}}}
	}
	entries, problems := read(body)
	seen := map[[2]string]int{}
	for _, e := range entries {
		problems = append(problems, e.problems(r)...)
		key := [2]string{e.ID, e.Subject}
		if first := seen[key]; first > 0 {
			problems = append(problems, Problem{e.Line, fmt.Sprintf("the same id and subject as in line %d", first)})
		} else if e.ID != "" {
			seen[key] = e.Line
		}
	}
	if len(problems) > 0 {
		slices.SortStableFunc(problems, func(a, b Problem) int { return a.Line - b.Line })
		return nil, &Error{Problems: problems}
	}
	return entries, nil
}

func (e Entry) problems(r Rules) []Problem {
	var list []Problem
	say := func(format string, args ...any) {
		list = append(list, Problem{e.Line, fmt.Sprintf(format, args...)})
	}
	for _, field := range []struct{ name, text, why string }{
		{"id", e.ID, "which check it is about"}, {"reason", e.Reason, "why it is accepted"},
		{"by", e.By, "who accepts it"}, {"expires", e.Expires, "the last day on which it holds, such as 2027-01-31"},
	} {
		if field.text == "" {
			say("%s is missing: %s", field.name, field.why)
		}
	}
	if e.ID != "" && !r.Known(e.ID) {
		hint := ""
		if r.Suggest != nil {
			hint = r.Suggest(e.ID)
		}
		say("no check has the id %q%s", e.ID, hint)
	}
	if e.Expires == "" {
		return list
	}
	if day, err := time.Parse(Day, e.Expires); err != nil {
		say("expires: %q is no day, write it as 2027-01-31", e.Expires)
	} else if today := r.Today.Format(Day); e.Expires < today {
		say("expired on %s: look at %s again, then remove the entry or give it a new day", day.Format("2 Jan 2006"), e.ID)
	}
	return list
}
