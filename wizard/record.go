package wizard

import (
	"context"
	"errors"
	"slices"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/wizard/store"
)

// send carries a change out between two entries of the record. The target as it was is kept first, where the whole of it is replaced.
func (r *Runner) send(ctx context.Context, st Step, c Change) error {
	var before []byte
	if c.image != nil {
		var err error
		if before, err = c.image(ctx); err != nil {
			return err
		}
	}
	entry := r.begin(st, c, before)
	image, err := c.do(ctx)
	r.end(entry, image, err)
	return err
}

// begin records a change before it is sent, because a run that is killed while it waits for the answer cannot do it after.
func (r *Runner) begin(st Step, c Change, image []byte) store.Change {
	entry := store.Change{
		When: r.Session.Now(), Step: st.ID, Action: c.Action, Target: c.Target, Was: c.Was, Will: c.Will, Back: c.Back, Unsure: true,
	}
	if r.Session.NoStore {
		return entry
	}
	r.keepImage(&entry, image)
	if err := r.Session.Store.Record(entry); err != nil {
		r.Session.Warn("The change is not recorded: " + err.Error())
	}
	return entry
}

// end says in the record what became of a change: a refused one leaves no trace, one whose answer was lost stays unsure.
func (r *Runner) end(entry store.Change, image []byte, err error) {
	written := err == nil || len(image) > 0 // what was written and then found wrong needs its way back most
	if r.Session.NoStore || !written && unseen(err) {
		return
	}
	if entry.BeforeImage == "" {
		r.keepImage(&entry, image)
	}
	saved := r.Session.Store.UpdateState(func(state *store.State) {
		for i, known := range slices.Backward(state.History) {
			if !known.Unsure || !known.When.Equal(entry.When) || known.Target != entry.Target {
				continue
			}
			if written {
				known.Unsure, known.BeforeImage = false, entry.BeforeImage
				state.History[i] = known
			} else {
				state.History = slices.Delete(state.History, i, i+1)
			}
			return
		}
	})
	if saved != nil {
		r.Session.Warn("What became of the change is not recorded: " + saved.Error())
	}
}

// unseen says that a write may have arrived although it ended in an error: its answer was lost, or the run was stopped.
func unseen(err error) bool { return clients.Uncertain(err) && !errors.Is(err, ErrMoved) }

func (r *Runner) keepImage(entry *store.Change, image []byte) {
	if len(image) == 0 {
		return
	}
	var err error
	if entry.BeforeImage, err = r.Session.Store.SaveImage(entry.Step, image); err != nil {
		r.Session.Warn("The state before this change was not kept: " + err.Error())
	}
}
