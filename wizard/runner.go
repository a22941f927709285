package wizard

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
)

// Runner walks the steps: asks, plans, confirms, applies or guides, and asks again until the answer is yes.
type Runner struct {
	Session  *session.Session
	Steps    []Step
	Observer Observer
	// Prompt asks people; nil where nobody can be asked.
	Prompt prompt.Prompter

	// DryRun ends every step before its first write.
	DryRun bool
	// Unattended runs confirm plans by themselves and never open a rail.
	Unattended bool
	// Accept is the exact number of people that an unattended run may touch beyond a rail.
	Accept int
	// Wait bounds how long a by-hand step is watched when nobody is there.
	Wait time.Duration
	// SettleAtMost bounds a step's own settling time; 0 leaves it.
	SettleAtMost time.Duration
	// Every is the pause between two readings while something is awaited.
	Every time.Duration
	// Attest holds what was attested on the command line: step or check id, and by whom.
	Attest map[string]string
	// Who is the person at the keyboard, for attestations.
	Who string

	// Open shows a link, Copy fills the clipboard, Reveal shows a secret once; each may be nil.
	Open   func(url string) error
	Copy   func(text string, secret bool) error
	Reveal func(label, text string)
	// Save writes rows to a CSV file and returns its path.
	Save func(name string, rows [][]string) (string, error)
	// Console is the address of a sandbox's consoles, which take the place of the vendors'.
	Console string
	// Operate lets a sandbox's operator do a by-hand action; nil on real tenants.
	Operate func(ctx context.Context, action string) (map[string]string, error)
	// Operates says which actions the operator can do; nil is all of them.
	Operates func(action string) bool

	report     Report
	current    *StepReport
	at         int
	desk       *desk
	words      []word
	mu         sync.Mutex
	watched    bool
	waiting    string
	waitEnds   time.Time
	passedOver map[string]bool
	tried      map[string]bool
	revisit    map[string]bool
}

// desk is the guide that a person works on while a field asks for what the console shows.
type desk struct {
	guide Guide
	open  checks.Result
}

// word is a check that a person answered in this run.
type word struct {
	step  int
	check string
}

// Run walks all steps and reports what became of each. The error says why it ended early.
func (r *Runner) Run(ctx context.Context) (Report, error) {
	r.reset()
	if err := r.walk(ctx, 0); err != nil {
		return r.report, err
	}
	if err := r.widen(ctx); err != nil {
		return r.report, err
	}
	if err := r.lookBack(ctx); err != nil {
		return r.report, err
	}
	r.seen(ctx)
	return r.report, nil
}

func (r *Runner) reset() {
	r.passedOver, r.tried, r.revisit = map[string]bool{}, map[string]bool{}, map[string]bool{}
	r.report = Report{Steps: make([]StepReport, len(r.Steps))}
	for i, st := range r.Steps {
		r.report.Steps[i] = StepReport{ID: st.ID, Title: st.Title, Status: "to-come"}
	}
}

// walk goes through the steps from one on; going back returns to the last thing that was taken on somebody's word.
func (r *Runner) walk(ctx context.Context, from int) error {
	for i := from; i < len(r.Steps); i++ {
		err := r.enter(ctx, i)
		if errors.Is(err, prompt.ErrBack) {
			i = r.back(i) - 1
			continue
		}
		if err != nil {
			r.current.Status = "open"
			return err
		}
	}
	return nil
}

func (r *Runner) enter(ctx context.Context, i int) error {
	st := r.Steps[i]
	r.current, r.at = &r.report.Steps[i], i
	r.emit(Event{Kind: EventStep, Step: st.ID, Status: "begin", Message: st.Title})
	err := r.step(ctx, st)
	r.warn()
	if err == nil {
		r.emit(Event{Kind: EventStep, Step: st.ID, Status: r.current.Status, Message: st.Title})
	}
	return err
}

// back reopens the last attested check and returns the index of its step.
func (r *Runner) back(at int) int {
	if len(r.words) == 0 {
		r.emit(Event{Kind: EventProgress, Step: r.Steps[at].ID, Status: "warning", Message: "There is nothing to go back to. ctrl-c stops; the next run goes on from here."})
		return at
	}
	last := r.words[len(r.words)-1]
	r.words = r.words[:len(r.words)-1]
	r.revisit[last.check] = true
	delete(r.passedOver, last.check)
	return last.step
}

// lookBack asks everything once more: later steps may have proven by effect what only a person could answer, and
// nothing is called done that is no longer so.
func (r *Runner) lookBack(ctx context.Context) error {
	if r.DryRun {
		return stopped(ctx)
	}
	f := r.Session.Renew()
	for i, st := range r.Steps {
		r.current, r.at = &r.report.Steps[i], i
		r.current.Results = r.run(ctx, r.questions(st), f, nil)
		if err := stopped(ctx); err != nil {
			return err
		}
		if open := r.firstOpen(r.current.Results); open != nil && open.Status != checks.Manual {
			r.current.Status = "open"
			r.emit(checkEvent(st, *open))
			return &OpenError{Step: st.Title, Open: *open}
		}
	}
	return nil
}

func (r *Runner) step(ctx context.Context, st Step) error {
	if err := r.need(ctx, st); err != nil {
		return err
	}
	if err := r.namedGroups(ctx); err != nil {
		return err
	}
	if err := r.namedGrants(ctx); err != nil {
		return err
	}
	if err := r.solve(ctx, st); err != nil {
		return err
	}
	if r.DryRun && len(r.current.Changes)+len(r.current.ByHand()) > 0 {
		r.current.Status = "planned"
		return nil
	}
	r.current.Status = "done"
	if r.DryRun {
		return nil
	}
	if err := r.Session.Keep(append(append([]session.Input{}, st.Needs...), st.Keeps...)...); err != nil {
		return fmt.Errorf("keep what %s has proven: %w", st.ID, err)
	}
	return nil
}

// emit may be called by any goroutine that reads a tenant; observers are told one event at a time.
func (r *Runner) emit(e Event) {
	if r.Observer == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.Observer.Event(e)
}

func (r *Runner) warn() {
	for _, text := range r.Session.Warnings() {
		r.emit(Event{Kind: EventProgress, Status: "warning", Message: text})
	}
}

// stopped tells an interrupt from a time limit.
func stopped(ctx context.Context) error {
	if ctx.Err() == nil {
		return nil
	}
	if cause := context.Cause(ctx); !errors.Is(cause, context.Canceled) {
		return cause
	}
	return prompt.ErrCancelled
}
