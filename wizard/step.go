// Package wizard takes an admin through the seven steps of setup. A step is a question and a way to make its answer
// yes; verifying is asking again.
package wizard

import (
	"context"
	"slices"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/checks/forecast"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/wizard/session"
)

// Step is one of the seven steps.
type Step struct {
	ID, Title string
	// About is the step in one line of the first screen.
	About string
	// Needs are asked for before anything else, where nobody has given them.
	Needs []session.Input
	// Brings are items that a guide of this step ends with, because a console shows them once.
	Brings []session.Input
	// Absent says that they are not there yet, empty for the usual words; Proven is told of them before they are kept. Both may be nothing.
	Absent string
	Proven func()
	// Keeps are stored once the step is proven.
	Keeps []session.Input
	// Checks are the question, and later the proof.
	Checks []string
	// Own are questions that only this program's record can answer, asked after the others; may be nil.
	Own func(*session.Session) []checks.Check
	// Lags are checks whose answer may only be late; they are awaited before a person is asked to do something.
	Lags []string
	// Plan returns the changes that would answer the open check, none where no API can.
	Plan func(ctx context.Context, s *session.Session, open checks.Result) ([]Change, error)
	// Guide returns what a person does about the open check, nil where there is nothing to do.
	Guide func(ctx context.Context, s *session.Session, open checks.Result) *Guide
	// Settle is how long the tenants may take to show a change.
	Settle time.Duration
}

// Change is one write to a tenant, as it is shown and as it runs.
type Change struct {
	Action, Target string
	Was, Will      string
	Affects        []Person
	// Scope is how many people the change could reach, Seats the licences it uses.
	Scope int
	Seats []forecast.Seat
	// Empties names a group that the change leaves without members, empty where none.
	Empties string
	// Back says how to undo it, by clicks, Final what stays all the same, Notice what people will see of it.
	Back, Final, Notice string
	// Queued says what Okta goes on with by itself once the change is made, empty where nothing does.
	Queued string
	Cost   Cost
	// Unsettles are checks whose answer, or somebody's word for it, may no longer hold once the change is made.
	Unsettles []string

	// patient changes wait: what they would mend may be under way already.
	patient bool

	image func(context.Context) ([]byte, error) // the target as it is, where do replaces the whole of it; may be nil

	do func(context.Context) (image []byte, err error) // unexported, so that only the Runner carries out a change
}

// key tells changes apart: the same action on the same target is not tried twice.
func (c Change) key() string { return c.Action + "\x00" + c.Target + "\x00" + c.Will }

// Effect is what a change does to a person.
type Effect string

// The effects that rails count.
const (
	NameChanges Effect = "name-changes" // the sign-on name becomes another
	AccessLost  Effect = "access-lost"  // a group or product is taken away
	TakenOver   Effect = "taken-over"   // an existing account is linked to the directory
	Created     Effect = "created"      // a new account is made
	TakesSeat   Effect = "takes-seat"   // a licence is used
	NoEffect    Effect = ""
)

// Person is somebody whom a change touches.
type Person struct {
	Login, Name string
	Effect      Effect
	Was, Will   string
	Note        string
	// Protected says why nobody may touch this person unseen, empty for everyone else.
	Protected string
}

// Guide is a by-hand step: what to do in a console, and what there is to see at the end.
type Guide struct {
	// ID is the action, also for the sandbox's operator.
	ID string
	// Step and Check are where the guide belongs.
	Step, Check string
	// Page lists the instructions of the vendor's page that it covers.
	Page []string
	// Title says what to do, Why says why a person must.
	Title, Why string
	Minutes    int
	Menu       string
	Link       string
	// Unsure marks a link that no document confirms.
	Unsure bool
	Do     []string
	// Names are the people or groups that it is about.
	Names  []string
	Values []GuideValue
	Expect string
	// Blind guides have no readable effect: a person attests them.
	Blind bool
	// Word marks a guide for what a person only has to look at and attest.
	Word bool
	// Affects are the people whom it touches, all of them, where that is known.
	Affects []Person
	// Trust takes a person's word although the last reading still says no: the next traffic alone shows such a repair.
	Trust bool
	// Troubles says what to do when it does not work.
	Troubles []string
}

// Steps are what to do, and to whom, for whoever shows both as one list.
func (g Guide) Steps() []string { return slices.Concat(g.Do, g.Names) }

// GuideValue is something to copy into a console.
type GuideValue struct {
	Label, Text string
	// Key is set instead of Text where the value is a secret: it leaves the keyring on one explicit key press only.
	Key clients.Secret
}
