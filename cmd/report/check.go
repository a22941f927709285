package report

import (
	"fmt"
	"strings"
	"time"

	"github.com/provision-cli/provision/checks"
)

// Check is an audit: what was asked, and what was answered.
type Check struct {
	Made         Made // who asked, and with what; only for a document that is kept
	Results      []Result
	Calls        map[string]int // by service: okta, scim, admin, site
	Exit         int
	Okta         string // host of the Okta org
	Organization string // name of the Atlassian organization, empty while unknown
	Sandbox      bool   // stand-ins of both tenants
	Began        time.Time
	Took         time.Duration
	Since        *Since // nil: not compared with an earlier run
	FailOn       FailOn // what counts as wrong beside what is
}

// Result is an answer, with what somebody accepted of it and how it compares with an earlier run.
type Result struct {
	checks.Result
	Suppressed *Suppression // nil: it counts
	Accepted   []Accepted   // evidence that was accepted by its subject, while the rest counts
	Since      string       // New, Same or Mended; empty: not compared, or well both times
	Fresh      []string     // subjects of the evidence that an earlier run did not have
	MendedToo  int          // how many subjects an earlier run had and this one has not
}

// How an answer compares with that of an earlier run.
const (
	New    = "new"
	Same   = "same"
	Mended = "mended"
)

// Suppression is somebody's word that a finding is known and accepted, until a day.
type Suppression struct {
	Reason  string `json:"reason"`
	By      string `json:"by"`
	Expires string `json:"expires"` // YYYY-MM-DD, the last day on which it holds
}

// Accepted is a subject whose evidence is suppressed.
type Accepted struct {
	Subject string
	Suppression
}

// Since is the earlier run that an audit is compared with.
type Since struct {
	Last              time.Time // zero: there is none
	Rotated           bool      // a credential has changed since, so that subjects cannot be compared
	New, Same, Mended int
}

// Open says whether an answer is one to act on or to look at, suppressed or not.
func (r Result) Open() bool { return r.Status != checks.Pass && r.Status != checks.Skip }

// AcceptedBy returns the suppression of one piece of evidence, nil where it counts.
func (r Result) AcceptedBy(e checks.Evidence) *Suppression {
	for _, a := range r.Accepted {
		if a.Subject == e.Subject {
			return &a.Suppression
		}
	}
	return nil
}

// Waits returns the id of the question that kept this one from being asked, empty where it was asked.
func (c Check) Waits(r Result) string {
	for _, id := range r.After {
		if r.Status == checks.Unknown && r.Summary == "Could not look: "+id+" could not be answered." || r.Status == checks.Skip && r.Summary == "Waits for "+id+"." {
			return id
		}
	}
	return ""
}

// Counts are the answers by status; what is suppressed counts as "suppressed" alone.
func (c Check) Counts() map[string]int {
	counts := map[string]int{"pass": 0, "warn": 0, "fail": 0, "manual": 0, "skip": 0, "unknown": 0}
	for _, r := range c.Results {
		if r.Suppressed != nil {
			counts["suppressed"]++
			continue
		}
		counts[r.Status.String()]++
	}
	return counts
}

// Tally is the audit in one line.
func (c Check) Tally() string {
	n := c.Counts()
	parts := []string{
		fmt.Sprintf("%d yes", n["pass"]), several(n["warn"], "warning"), fmt.Sprintf("%d wrong", n["fail"]),
		fmt.Sprintf("%d could not look", n["unknown"]), fmt.Sprintf("%d for a person", n["manual"]),
	}
	switch n["skip"] {
	case 0:
	case 1:
		parts = append(parts, "1 does not apply")
	default:
		parts = append(parts, fmt.Sprintf("%d do not apply", n["skip"]))
	}
	if n["suppressed"] > 0 {
		parts = append(parts, fmt.Sprintf("%d suppressed", n["suppressed"]))
	}
	return strings.Join(parts, ", ")
}

func several(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// Total is how many calls were made.
func (c Check) Total() int {
	total := 0
	for _, n := range c.Calls {
		total += n
	}
	return total
}
