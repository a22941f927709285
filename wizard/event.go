package wizard

import "github.com/provision-cli/provision/checks"

// The kinds of events.
const (
	EventStep     = "step"
	EventCheck    = "check"
	EventPlan     = "plan"
	EventChange   = "change"
	EventGuide    = "guide"
	EventAttest   = "attest"
	EventRail     = "rail"
	EventProgress = "progress"
	EventEnd      = "end"
)

// Event is something that happened in a run, for whoever shows or logs it.
type Event struct {
	Kind, Step, ID  string
	Status, Message string

	Result  *checks.Result
	Changes []Change
	Guide   *Guide
	Rail    *Rail
	// Later marks an open answer that is not the one being worked on.
	Later bool
	// Planned and Guided say that a plan, or a guide, for the open answer follows.
	Planned, Guided bool
	// Named says that the guide names whom or what it is about, so that the answer need not.
	Named bool
	// Exit is the exit code of an end event.
	Exit int
}

// Observer is told of every event, in order, from one goroutine at a time.
type Observer interface{ Event(Event) }
