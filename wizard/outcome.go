package wizard

import (
	"errors"
	"fmt"
	"strings"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/wizard/session"
)

// ErrDeclined says that somebody saw the plan and said no.
var ErrDeclined = errors.New("declined: nothing was changed by this plan")

// MissingError names data items that nobody can be asked for.
type MissingError struct {
	Inputs []session.Input
	// Hint says what would supply them, when it is not obvious.
	Hint string
}

// Error names each item with its flag and variable.
func (e *MissingError) Error() string {
	parts := make([]string, len(e.Inputs))
	for i, in := range e.Inputs {
		parts[i] = in.Title + " (" + in.Env + ")"
		if !in.Secret {
			parts[i] = in.Title + " (--" + in.ID + " or " + in.Env + ")"
		}
	}
	if len(parts) == 0 {
		return "nobody can be asked"
	}
	return "missing, and nobody can be asked: " + strings.Join(parts, ", ")
}

// OpenError says that a step could not be proven.
type OpenError struct {
	Step string
	Open checks.Result
}

// Error says which question stayed open and why.
func (e *OpenError) Error() string {
	return fmt.Sprintf("%s: %s (%s)", e.Step, e.Open.Summary, e.Open.ID)
}

// Looked says whether the answer was seen and is wrong, rather than not seen.
func (e *OpenError) Looked() bool { return e.Open.Status != checks.Unknown && !e.Open.Refused }

// PersonError says that a person is needed in a console, and none is there.
type PersonError struct {
	Guide Guide
	// Handed says that somebody chose to hand the step over.
	Handed bool
}

// Error names the step that waits.
func (e *PersonError) Error() string {
	if e.Handed {
		return "handed over: " + e.Guide.Title
	}
	return "waits for a person: " + e.Guide.Title
}

// RailError says that a plan touches more people than a run may change without a typed number.
type RailError struct {
	Rails  []Rail
	People int
}

// Error counts the people over all rails that were tripped.
func (e *RailError) Error() string {
	titles, ways := make([]string, len(e.Rails)), ""
	for i, r := range e.Rails {
		titles[i] = r.Sentence()
		if r.Way != "" && !strings.Contains(ways, r.Way) {
			ways += " " + r.Way
		}
	}
	return fmt.Sprintf("stopped before the first write of this plan: %s.%s To accept exactly this, look at the plan and add --accept-affected %d",
		strings.Join(titles, "; "), ways, e.People)
}

// ChangeError says that a write did not succeed.
type ChangeError struct {
	Change Change
	Err    error
}

// Error says what was tried and what came back.
func (e *ChangeError) Error() string {
	return fmt.Sprintf("%s %s: %v", e.Change.Action, e.Change.Target, e.Err)
}

// Unwrap returns what came back.
func (e *ChangeError) Unwrap() error { return e.Err }

// ErrMoved says that a target is no longer what the plan showed.
var ErrMoved = errors.New("it is no longer what the plan showed; somebody else changed it, so nothing was written. Run provision setup again to see the new plan")

// Report is what a run did.
type Report struct {
	Steps []StepReport
	// Off is where that is switched off which goes on by itself after the run.
	Off Switch
}

// Switch is a page of the Okta Admin Console from which the app's provisioning is stopped.
type Switch struct{ Label, Link string }

// StepReport is what became of one step.
type StepReport struct {
	ID, Title string
	// Status is done, planned, open, waiting or to-come.
	Status string
	// Results are the last answers; Changes what was or would be changed; Guides what stays by hand.
	Results []checks.Result
	Changes []Change
	Guides  []Guide
	// Sent are the changes that were made, Unsure those whose answer was not awaited.
	Sent, Unsure []Change
	// Attested and NotAttested are checks that only a person can answer.
	Attested, NotAttested []string
}

// ByHand returns the guides that change something; what only waits for somebody's word is no change.
func (s StepReport) ByHand() []Guide {
	var list []Guide
	for _, g := range s.Guides {
		if !g.Word {
			list = append(list, g)
		}
	}
	return list
}

// Pending counts what a dry run found to do, by API or by hand.
func (r Report) Pending() int {
	n := 0
	for _, s := range r.Steps {
		if s.Status != "done" {
			n += len(s.Changes) + len(s.ByHand())
		}
	}
	return n
}
