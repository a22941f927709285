package wizard

import (
	"context"
	"errors"
	"fmt"
	"slices"
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
	// Console is the address of a sandbox's consoles, which take the place of the vendors'.
	Console string
	// Operate lets a sandbox's operator do a by-hand action; nil on real tenants.
	Operate func(ctx context.Context, action string) (map[string]string, error)

	report     Report
	current    *StepReport
	passedOver map[string]bool
	tried      map[string]bool
}

// Run walks all steps and reports what became of each. The error says why it ended early.
func (r *Runner) Run(ctx context.Context) (Report, error) {
	r.passedOver, r.tried = map[string]bool{}, map[string]bool{}
	r.report = Report{Steps: make([]StepReport, len(r.Steps))}
	for i, st := range r.Steps {
		r.report.Steps[i] = StepReport{ID: st.ID, Title: st.Title, Status: "to-come"}
	}
	for i, st := range r.Steps {
		r.current = &r.report.Steps[i]
		r.emit(Event{Kind: EventStep, Step: st.ID, Status: "begin", Message: st.Title})
		err := r.step(ctx, st)
		r.warn()
		if err != nil {
			r.current.Status = "open"
			return r.report, err
		}
		r.emit(Event{Kind: EventStep, Step: st.ID, Status: r.current.Status, Message: st.Title})
	}
	return r.report, nil
}

func (r *Runner) step(ctx context.Context, st Step) error {
	if err := r.need(ctx, st); err != nil {
		return err
	}
	if err := r.solve(ctx, st); err != nil {
		return err
	}
	if len(r.current.Guides) > 0 && r.DryRun || r.DryRun && len(r.current.Changes) > 0 {
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

// solve asks until every answer of the step is yes, and in between changes, guides or gives up.
func (r *Runner) solve(ctx context.Context, st Step) error {
	for {
		if err := stopped(ctx); err != nil {
			return err
		}
		results := r.ask(ctx, st, true)
		open := r.firstOpen(results)
		if open == nil {
			return nil
		}
		again, err := r.answer(ctx, st, *open)
		if err != nil {
			return err
		}
		if !again {
			return nil
		}
	}
}

// answer tries to make one open check yes; it says whether to ask the step again.
func (r *Runner) answer(ctx context.Context, st Step, open checks.Result) (bool, error) {
	if open.Refused || open.Stop {
		return false, &OpenError{Step: st.Title, Open: open}
	}
	changes, err := r.plan(ctx, st, open)
	if err != nil {
		return false, err
	}
	if len(changes) > 0 {
		return r.change(ctx, st, changes)
	}
	if r.late(st, open) {
		return true, r.settle(ctx, st)
	}
	var guide *Guide
	if st.Guide != nil {
		guide = st.Guide(ctx, r.Session, open)
	}
	if r.DryRun {
		r.planned(open, guide)
		return true, nil
	}
	if guide == nil {
		return r.wayOut(ctx, st, open)
	}
	return true, r.byHand(ctx, st, *guide, open)
}

// late says, once per step and check, that an answer may come by itself: a resumed run meets work that is under way.
func (r *Runner) late(st Step, open checks.Result) bool {
	key := "late\x00" + st.ID + "\x00" + open.ID
	if r.DryRun || r.tried[key] || !slices.Contains(st.Lags, open.ID) || open.Status == checks.Unknown {
		return false
	}
	r.tried[key] = true
	return true
}

// ask puts the step's questions to a fresh reading.
func (r *Runner) ask(ctx context.Context, st Step, tell bool) []checks.Result {
	list := checks.Select(st.Checks...)
	results := checks.Run(ctx, list, r.Session.Refresh(), func(res checks.Result) {
		if tell {
			r.emit(Event{Kind: EventCheck, Step: st.ID, ID: res.ID, Status: res.Status.String(), Message: res.Summary, Result: &res})
		}
	})
	r.current.Results = results
	return results
}

// firstOpen returns the first answer that still needs somebody, nil when there is none.
func (r *Runner) firstOpen(results []checks.Result) *checks.Result {
	for i, res := range results {
		switch res.Status {
		case checks.Pass, checks.Warn, checks.Skip:
		case checks.Manual:
			if !r.settledByWord(res) {
				return &results[i]
			}
		default:
			if !r.passedOver[res.ID] && !(res.Status == checks.Unknown && res.Severity == checks.Info) {
				return &results[i]
			}
		}
	}
	return nil
}

// settledByWord says whether a person has answered a Manual check, or an unattended run has passed it over.
func (r *Runner) settledByWord(res checks.Result) bool {
	if _, ok := r.Session.Facts().Attested(res.ID); ok {
		return true
	}
	return r.passedOver[res.ID]
}

func (r *Runner) plan(ctx context.Context, st Step, open checks.Result) ([]Change, error) {
	if st.Plan == nil {
		return nil, nil
	}
	changes, err := st.Plan(ctx, r.Session, open)
	if err != nil {
		return nil, fmt.Errorf("plan %s: %w", st.ID, err)
	}
	var fresh []Change
	for _, c := range changes {
		if !r.tried[c.key()] {
			fresh = append(fresh, c)
		}
	}
	return fresh, nil
}

// planned notes in a dry run what would be done by hand, and lets the run go on as if it had been.
func (r *Runner) planned(open checks.Result, guide *Guide) {
	r.passedOver[open.ID] = true
	if guide == nil {
		return
	}
	for _, g := range r.current.Guides {
		if g.ID == guide.ID {
			return
		}
	}
	r.current.Guides = append(r.current.Guides, *guide)
	r.emit(Event{Kind: EventGuide, Step: r.current.ID, ID: guide.ID, Status: "planned", Message: guide.Title, Guide: guide})
}

// wayOut ends a step whose open check nobody knows how to answer, or lets a person look again.
func (r *Runner) wayOut(ctx context.Context, st Step, open checks.Result) (bool, error) {
	failed := &OpenError{Step: st.Title, Open: open}
	if r.Unattended || r.Prompt == nil {
		if open.Status == checks.Manual {
			r.passOver(open)
			return true, nil
		}
		return false, failed
	}
	r.emit(Event{Kind: EventCheck, Step: st.ID, ID: open.ID, Status: open.Status.String(), Message: open.Summary, Result: &open})
	again, err := r.Prompt.Confirm(ctx, prompt.Confirmation{Title: "Look again?", Help: open.Fix})
	if err != nil {
		return false, err
	}
	if !again {
		return false, failed
	}
	return true, nil
}

func (r *Runner) passOver(open checks.Result) {
	r.passedOver[open.ID] = true
	r.current.NotAttested = append(r.current.NotAttested, open.ID)
	r.emit(Event{Kind: EventAttest, Step: r.current.ID, ID: open.ID, Status: "not-attested", Message: open.Summary})
}

func (r *Runner) emit(e Event) {
	if r.Observer != nil {
		r.Observer.Event(e)
	}
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
