package wizard

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/provision-cli/provision/wizard/prompt"
)

// change shows a plan, asks, applies it and waits until the tenants show it; it says whether to ask the step again.
func (r *Runner) change(ctx context.Context, st Step, changes []Change) (bool, error) {
	shrunk, err := r.shrunk(ctx, st)
	if err != nil {
		return false, fmt.Errorf("count the members of the groups in use: %w", err)
	}
	rails := append(Rails(changes), shrunk...)
	r.emit(Event{Kind: EventPlan, Step: st.ID, Status: "planned", Changes: changes, Message: planned(changes)})
	for i := range rails {
		r.emit(Event{Kind: EventRail, Step: st.ID, ID: rails[i].ID, Status: "tripped", Message: rails[i].Sentence(), Rail: &rails[i]})
	}
	if !r.DryRun {
		if err := r.confirm(ctx, changes, rails); err != nil {
			return false, err
		}
	}
	for _, c := range changes {
		r.tried[c.key()] = true
	}
	r.current.Changes = append(r.current.Changes, changes...)
	if r.DryRun {
		return true, nil
	}
	// A run that is killed between two of the changes must still know what all of them were for.
	if err := r.Session.Keep(st.Needs...); err != nil {
		return false, fmt.Errorf("keep what %s was asked to do: %w", st.ID, err)
	}
	for _, c := range changes {
		if err := r.apply(ctx, st, c); err != nil {
			return false, err
		}
	}
	r.Session.Refresh()
	return true, r.settle(ctx, st)
}

func planned(changes []Change) string {
	if len(changes) == 1 {
		return "one change"
	}
	return fmt.Sprintf("%d changes", len(changes))
}

// confirm never takes silence for a yes: a person says it, or --yes does, and a tripped rail wants the exact number.
func (r *Runner) confirm(ctx context.Context, changes []Change, rails []Rail) error {
	n := distinct(rails)
	tripped := len(rails) > 0
	switch {
	case tripped && r.Accept == n && n > 0:
		tripped = false
	case tripped && (r.Unattended || r.Prompt == nil):
		return &RailError{Rails: rails, People: n}
	}
	if r.Unattended {
		return nil
	}
	if r.Prompt == nil {
		return &MissingError{Hint: "a plan is ready and nobody can be asked: add --yes to apply it, or -n to see it only"}
	}
	if tripped {
		return r.typed(ctx, n)
	}
	yes, err := r.Prompt.Confirm(ctx, prompt.Confirmation{Title: "Apply?", Help: planned(changes)})
	if err != nil {
		return err
	}
	if !yes {
		return ErrDeclined
	}
	return nil
}

func (r *Runner) typed(ctx context.Context, n int) error {
	text, err := r.Prompt.Ask(ctx, prompt.Question{
		Title: "To go on all the same, type the number of people affected",
		Help:  "Anything else stops here, and nothing is changed.",
	})
	if err != nil {
		return err
	}
	if got, err := strconv.Atoi(strings.TrimSpace(text)); err != nil || got != n {
		return fmt.Errorf("%w: %q is not the number of people affected", ErrDeclined, text)
	}
	return nil
}

func (r *Runner) apply(ctx context.Context, st Step, c Change) error {
	for _, id := range c.Unsettles {
		r.revisit[id] = true
		delete(r.passedOver, id)
	}
	if c.Queued != "" {
		r.report.Off = r.off(ctx)
	}
	err := r.send(ctx, st, c)
	r.sent(ctx, c, err)
	if err != nil {
		r.emit(Event{Kind: EventChange, Step: st.ID, ID: c.Target, Status: "failed", Message: c.Action + " " + c.Target + ": " + err.Error()})
		return &ChangeError{Change: c, Err: err}
	}
	r.emit(Event{Kind: EventChange, Step: st.ID, ID: c.Target, Status: "sent", Message: c.Action + " " + c.Target})
	return nil
}
