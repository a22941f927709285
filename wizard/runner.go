package wizard

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/clients"
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
	r.passedOver, r.tried, r.revisit = map[string]bool{}, map[string]bool{}, map[string]bool{}
	r.report = Report{Steps: make([]StepReport, len(r.Steps))}
	for i, st := range r.Steps {
		r.report.Steps[i] = StepReport{ID: st.ID, Title: st.Title, Status: "to-come"}
	}
	if err := r.walk(ctx, 0); err != nil {
		return r.report, err
	}
	if err := r.widen(ctx); err != nil {
		return r.report, err
	}
	r.lookBack(ctx)
	return r.report, stopped(ctx)
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

// lookBack asks once more what only a person could answer, since later steps may have proven it by effect.
func (r *Runner) lookBack(ctx context.Context) {
	if r.DryRun {
		return
	}
	f := r.Session.Refresh()
	for i, st := range r.Steps {
		r.report.Steps[i].Results = checks.Run(ctx, questions(st), f, nil)
	}
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
		open := r.unbrought(st)
		if open == nil {
			open = r.firstOpen(r.ask(ctx, st, true))
		}
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

// unbrought is the open question of a step whose items only its own guide can bring.
func (r *Runner) unbrought(st Step) *checks.Result {
	if len(r.Session.Missing(st.Brings)) == 0 || len(st.Brings) == 0 || r.passedOver[st.Brings[0].Proof] {
		return nil
	}
	c, _ := checks.Find(st.Brings[0].Proof)
	return &checks.Result{Check: c, Finding: checks.Finding{Status: checks.Fail, Summary: "not made yet, or not known here"}}
}

// answer tries to make one open check yes; it says whether to ask the step again.
func (r *Runner) answer(ctx context.Context, st Step, open checks.Result) (bool, error) {
	shown := checkEvent(st, open)
	if open.Stop || open.Refused && !r.DryRun {
		r.emit(shown)
		return false, &OpenError{Step: st.Title, Open: open}
	}
	changes, err := r.plan(ctx, st, open)
	if err != nil {
		return false, err
	}
	if len(changes) > 0 {
		shown.Planned = true
		r.emit(shown)
		return r.change(ctx, st, changes)
	}
	if r.DryRun && st.Plan != nil && r.pending() {
		r.passedOver[open.ID] = true
		return true, nil
	}
	if r.late(st, open) {
		return true, r.settle(ctx, st)
	}
	var guide *Guide
	if st.Guide != nil {
		guide = st.Guide(ctx, r.Session, open)
	}
	shown.Guided = guide != nil
	r.emit(shown)
	if r.DryRun {
		r.planned(open, guide)
		return true, nil
	}
	if guide == nil {
		return r.wayOut(ctx, st, open)
	}
	return true, r.byHand(ctx, st, *guide, open)
}

// pending says that an earlier part of a dry run is still to be done, so that later questions cannot be answered yet.
func (r *Runner) pending() bool {
	for _, s := range r.report.Steps[:r.at+1] {
		if len(s.Changes)+len(s.Guides) > 0 {
			return true
		}
	}
	return false
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

// ask puts the step's questions, in the step's own order, to a fresh reading.
func (r *Runner) ask(ctx context.Context, st Step, tell bool) []checks.Result {
	results := checks.Run(ctx, questions(st), r.Session.Refresh(), func(res checks.Result) {
		if tell && (res.Status == checks.Pass || res.Status == checks.Skip) {
			r.emit(checkEvent(st, res))
		}
	})
	if ctx.Err() != nil { // what was cut short says nothing about the tenants
		return results
	}
	r.current.Results = results
	if !tell {
		return results
	}
	open := r.firstOpen(results)
	for i, res := range results {
		switch {
		case open == &results[i], r.passedOver[res.ID]:
		case !res.Status.OK(), res.Status == checks.Warn && open == nil:
			e := checkEvent(st, res)
			e.Later = open != nil
			r.emit(e)
		}
	}
	return results
}

func questions(st Step) []checks.Check {
	list := make([]checks.Check, 0, len(st.Checks))
	for _, id := range st.Checks {
		if c, ok := checks.Find(id); ok {
			list = append(list, c)
		}
	}
	return list
}

func checkEvent(st Step, res checks.Result) Event {
	return Event{Kind: EventCheck, Step: st.ID, ID: res.ID, Status: res.Status.String(), Message: res.Summary, Result: &res}
}

// firstOpen returns the first answer that still needs somebody, nil when there is none.
func (r *Runner) firstOpen(results []checks.Result) *checks.Result {
	for i, res := range results {
		switch res.Status {
		case checks.Skip:
			if r.DryRun && r.pending() && !r.passedOver[res.ID] {
				return &results[i]
			}
		case checks.Pass, checks.Warn:
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
	if r.revisit[res.ID] {
		return false
	}
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
	if r.DryRun && orNoApp(err) == nil {
		err = nil
	}
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
	r.emit(Event{Kind: EventAttest, Step: r.current.ID, ID: open.ID, Status: "not-attested", Message: open.Title})
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

// Waiting is told of every wait for a rate limit. While a screen is being watched the wait stands in its body, since
// anything else written to the terminal would break it.
func (r *Runner) Waiting(w clients.Wait) {
	text := fmt.Sprintf("%s: %s, until %s", w.Service, w.Why, w.Until.Local().Format("15:04:05"))
	r.mu.Lock()
	r.waiting, r.waitEnds = text, w.Until
	watched := r.watched
	r.mu.Unlock()
	if !watched {
		r.emit(Event{Kind: EventProgress, Status: "waiting", Message: text})
	}
}

// wait returns what is being waited for, empty when nothing is.
func (r *Runner) wait(now time.Time) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	if now.After(r.waitEnds) {
		return ""
	}
	return r.waiting
}

func (r *Runner) setWatched(on bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.watched = on
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
