package wizard

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/wizard/prompt"
)

// solve asks until every answer of the step is yes, and in between changes, guides or gives up.
func (r *Runner) solve(ctx context.Context, st Step) error {
	for {
		if err := stopped(ctx); err != nil {
			return err
		}
		open := r.unbrought(st)
		if open == nil {
			results := r.ask(ctx, st, true)
			if err := stopped(ctx); err != nil {
				return err // what a stop left unread is no finding
			}
			if err := r.keepBrought(st, results); err != nil {
				return err
			}
			open = r.firstOpen(results)
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

// tell shows the open answer, but not in a dry run that has planned something before it: there the answer only repeats
// that the earlier part is still to be done.
func (r *Runner) tell(e Event) {
	if r.DryRun && r.pending() {
		return
	}
	r.emit(e)
}

// unbrought is the open question of a step whose items only its own guide can bring.
func (r *Runner) unbrought(st Step) *checks.Result {
	if len(r.Session.Missing(st.Brings)) == 0 || len(st.Brings) == 0 || r.passedOver[st.Brings[0].Proof] {
		return nil
	}
	c, _ := checks.Find(st.Brings[0].Proof)
	absent := "not made yet, or not known here"
	if st.Absent != "" {
		absent = st.Absent
	}
	return &checks.Result{Check: c, Finding: checks.Finding{Status: checks.Fail, Summary: absent}}
}

// keepBrought keeps what variables or flags gave for the step's own guide as soon as it is proven: the rest of the step may be
// stopped.
func (r *Runner) keepBrought(st Step, results []checks.Result) error {
	for _, res := range results {
		if len(st.Brings) > 0 && res.ID == st.Brings[0].Proof && res.Status.OK() && len(r.Session.Missing(st.Brings)) == 0 {
			if err := r.Session.Keep(st.Brings...); err != nil {
				return fmt.Errorf("keep what was proven: %w", err)
			}
		}
	}
	return nil
}

// answer tries to make one open check yes; it says whether to ask the step again.
func (r *Runner) answer(ctx context.Context, st Step, open checks.Result) (bool, error) {
	shown := checkEvent(st, open)
	if open.Stop || open.Refused {
		r.emit(shown)
		return false, &OpenError{Step: st.Title, Open: open}
	}
	changes, err := r.plan(ctx, st, open)
	if err != nil {
		return false, err
	}
	if len(changes) > 0 {
		shown.Planned = true
		r.tell(shown)
		return r.change(ctx, st, changes)
	}
	if r.DryRun && st.Plan != nil && r.pending() {
		r.passedOver[open.ID] = true
		return true, nil
	}
	if r.late(st, open) {
		err := r.await(ctx, st, r.patience(st))
		r.tried[waited(st, open)] = true
		return true, err
	}
	var guide *Guide
	if st.Guide != nil && (open.Status != checks.Skip || r.DryRun) {
		guide = st.Guide(ctx, r.Session, open)
	}
	shown.Guided, shown.Named = guide != nil, guide != nil && len(guide.Names) > 0
	r.tell(shown)
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
		if len(s.Changes)+len(s.ByHand()) > 0 {
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

// unsentShare is the part of a step's settling time for which a run waits that has sent nothing itself: what is late then
// was sent by an earlier run, or never.
const unsentShare = 5

// patience is how long to wait for what may be under way. An unattended run has nobody who could cut it short, and nobody
// who could do anything else.
func (r *Runner) patience(st Step) time.Duration {
	if r.Unattended || r.Prompt == nil {
		return r.limit(st.Settle)
	}
	return r.limit(st.Settle) / unsentShare
}

// waited marks that the run has waited for what may have been under way.
func waited(st Step, open checks.Result) string { return "waited\x00" + st.ID + "\x00" + open.ID }

// ask puts the step's questions, in the step's own order, to the reading in force.
func (r *Runner) ask(ctx context.Context, st Step, tell bool) []checks.Result {
	results := r.run(ctx, r.questions(st), r.Session.Facts(), func(res checks.Result) {
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

func (r *Runner) questions(st Step) []checks.Check {
	list := make([]checks.Check, 0, len(st.Checks))
	for _, id := range st.Checks {
		if c, ok := checks.Find(id); ok {
			list = append(list, c)
		}
	}
	if st.Own != nil {
		list = append(list, st.Own(r.Session)...)
	}
	return list
}

func checkEvent(st Step, res checks.Result) Event {
	return Event{Kind: EventCheck, Step: st.ID, ID: res.ID, Status: res.Status.String(), Message: res.Summary, Result: &res}
}

// firstOpen returns the first answer that still needs somebody, nil when there is none.
func (r *Runner) firstOpen(results []checks.Result) *checks.Result {
	var waits *checks.Result // what only waits for another answer gives way to that
	for i, res := range results {
		switch res.Status {
		case checks.Skip:
			if !r.passedOver[res.ID] && r.DryRun && r.pending() {
				return &results[i]
			}
			if waits == nil && !r.passedOver[res.ID] && !r.DryRun && required(res.ID) {
				waits = &results[i]
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
	return waits
}

// required names the checks that must be answered before setup is done: with nothing pushed, nobody provisioned or
// nothing opened, "does not apply" is no success.
func required(id string) bool {
	return id == "push-arrived" || id == "assign-provisioned" || id == "access-granted"
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
		if !r.tried[c.key()] && (!c.patient || r.DryRun || r.tried[waited(st, open)]) {
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
	guide.Word = open.Status == checks.Manual && !r.pending()
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
	r.Session.Refresh()
	return true, nil
}

func (r *Runner) passOver(open checks.Result) {
	r.passedOver[open.ID] = true
	delete(r.revisit, open.ID)
	r.current.NotAttested = append(r.current.NotAttested, open.ID)
	r.emit(Event{Kind: EventAttest, Step: r.current.ID, ID: open.ID, Status: "not-attested", Message: open.Title})
}
