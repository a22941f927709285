package wizard

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
	"github.com/provision-cli/provision/wizard/store"
)

// young is the age below which a key is not replaced without a second question.
const young = 30 * 24 * time.Hour

// judge finds out how far a rotation has come, and asks before one begins.
func (o *Rotation) judge(ctx context.Context) (int, error) {
	s := o.runner.Session
	works, err := o.works(ctx)
	if err != nil {
		return 0, err
	}
	kept := o.kept()
	other := !kept.IsZero() && !kept.Equal(s.Secret(session.SCIMKey))
	if other && !works {
		if works, err = o.rather(ctx, kept); err != nil {
			return 0, err
		}
		other = false
	}
	if o.present = s.Secret(session.SCIMKey); !works {
		o.stopped(s.Now())
		s.Warn("The key known here is dead already: nothing reaches Atlassian until Okta has a new one.")
		o.runner.warn()
		return stageKey, nil
	}
	under := !s.Store.State().KeyStopped.IsZero()
	refused, err := o.refused(ctx)
	switch {
	case err != nil:
		return 0, err
	case under, other, refused:
		return stageOkta, o.takeUp(ctx, other)
	}
	return o.begin(ctx)
}

// works asks the directory with the key known here; one that nobody knows counts as dead.
func (o *Rotation) works(ctx context.Context) (bool, error) {
	s := o.runner.Session
	if s.Secret(session.SCIMKey).IsZero() {
		return false, nil
	}
	res := o.ask(ctx, "scim-key")
	switch {
	case stopped(ctx) != nil:
		return false, stopped(ctx)
	case res.Status.OK():
		return true, nil
	case res.Refused:
		return false, nil
	}
	return false, &OpenError{Step: "Ready", Open: res}
}

func (o *Rotation) ask(ctx context.Context, id string) checks.Result {
	return o.runner.run(ctx, checks.Select(id), o.runner.Session.Facts(), nil)[0]
}

// kept is the key in the keyring, where a variable comes before it.
func (o *Rotation) kept() clients.Secret {
	s := o.runner.Session
	secret, err := s.Secrets.Get(store.Account(s.Store.Profile(), session.SCIMKey.Account))
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		s.Warn(fmt.Sprintf("The new key could not be kept in %s: %v. Have a place for it before you make it.", s.Secrets.Name(), err))
		o.runner.warn()
	}
	return secret
}

// rather takes the kept key where the given one is refused.
func (o *Rotation) rather(ctx context.Context, kept clients.Secret) (bool, error) {
	s := o.runner.Session
	given := s.Secret(session.SCIMKey)
	if err := s.Set(session.SCIMKey, session.FromKeyring, kept.Reveal()); err != nil {
		return false, fmt.Errorf("take the key of %s: %w", s.Secrets.Name(), err)
	}
	works, err := o.works(ctx)
	if works && !given.IsZero() {
		s.Warn(session.SCIMKey.Env + " holds a dead key; the kept one works and is used. Give the variable the kept one, or take it away.")
		o.runner.warn()
	}
	return works, err
}

// refused says whether Okta holds another key than the one that works.
func (o *Rotation) refused(ctx context.Context) (bool, error) {
	s := o.runner.Session
	res := o.ask(ctx, "integration-credentials")
	if err := stopped(ctx); err != nil {
		return false, err
	}
	if res.Status != checks.Fail {
		return false, nil
	}
	use, err := checks.UseOfKey(ctx, s.Facts(), time.Time{})
	if err != nil {
		return false, fmt.Errorf("read when Okta was refused: %w", err)
	}
	o.stopped(use.Refused)
	return true, nil
}

// takeUp goes on with a key that is made and not yet seen in Okta.
func (o *Rotation) takeUp(ctx context.Context, given bool) error {
	s := o.runner.Session
	o.stopped(s.Now())
	if err := s.Keep(session.SCIMBaseURL, session.SCIMKey); err != nil {
		return fmt.Errorf("keep the key that works: %w", err)
	}
	if st := s.Store.State(); given || st.KeyCreated.IsZero() {
		if err := s.KeepKeyDate(s.Now()); err != nil {
			s.Warn("The key's date was not kept: " + err.Error())
		}
		o.clockAhead(ctx)
	}
	s.Refresh()
	s.Warn("The key known here works, and Okta has not been seen to use it yet: going on there.")
	o.runner.warn()
	return nil
}

// begin asks before anything stops.
func (o *Rotation) begin(ctx context.Context) (int, error) {
	r, made := o.runner, o.runner.Session.Store.State().KeyCreated
	recent := !made.IsZero() && r.Session.Now().Sub(made) < young
	if recent {
		o.say("Nothing to do: the key was made on " + made.Local().Format("2 Jan 2006") + ", it works, and Okta is not refused.")
	}
	if recent && (r.Unattended || r.Prompt == nil) {
		return stageNone, nil
	}
	if !r.Unattended && r.Prompt != nil {
		yes, err := r.Prompt.Confirm(ctx, confirmation(recent))
		switch {
		case err != nil:
			return 0, err
		case !yes && recent:
			return stageNone, nil
		case !yes:
			return 0, prompt.ErrCancelled
		}
	}
	o.old = r.Session.SCIM()
	return stageKey, nil
}

func confirmation(recent bool) prompt.Confirmation {
	c := prompt.Confirmation{
		Title: "Make a new key now?",
		Help: "Regenerating stops the present key at once. Until Okta has the new one nothing reaches Atlassian: nobody is added, changed or disabled, no group changes. " +
			"It takes about five minutes, an organization admin of Atlassian and an app admin of Okta.",
	}
	if recent {
		c.Title = "Make a new key all the same?"
	}
	return c
}

func (o *Rotation) say(text string) {
	o.runner.emit(Event{Kind: EventProgress, Step: o.runner.current.ID, Status: "so", Message: text})
}

// The questions that only a rotation asks.
const (
	rotateEntered = "rotate-entered"
	rotatePushed  = "rotate-pushed"
)

func (o *Rotation) questions(*session.Session) []checks.Check {
	return []checks.Check{
		{ID: rotateEntered, Title: "Okta has the new key", Run: func(ctx context.Context, f *facts.Facts) checks.Finding {
			return o.seen(ctx, f, "Nothing was sent since the old key stopped; no API shows which key Okta holds.")
		}},
		{ID: rotatePushed, Title: "Okta writes with the new key", Run: func(ctx context.Context, f *facts.Facts) checks.Finding {
			return o.seen(ctx, f, "Okta's log shows no success since the old key stopped.")
		}},
	}
}

// seen looks in Okta's log for a success with the new key, or for a refusal since the key is said to be in Okta.
func (o *Rotation) seen(ctx context.Context, f *facts.Facts, nothing string) checks.Finding {
	st := o.runner.Session.Store.State()
	use, err := checks.UseOfKey(ctx, f, st.KeyStopped)
	switch entered := st.Attested[rotateEntered].On; {
	case err != nil && o.runner.Unattended:
		return checks.Of(err)
	case err != nil:
		nothing = "Okta's log could not be read: " + err.Error() + "."
	case !use.Succeeded.IsZero():
		return checks.Finding{Status: checks.Pass, Summary: "Okta wrote at " + clock(use.Succeeded) + "."}
	case use.Refused.After(entered):
		return checks.Finding{Status: checks.Fail, Summary: "Atlassian refused Okta's key at " + clock(use.Refused) + ": Okta still has another one.", Fix: "Enter the new key in Okta, test it and save; then push a group."}
	}
	if o.runner.Unattended || o.runner.Prompt == nil { // nobody's word is there to be taken
		return checks.Finding{Status: checks.Fail, Summary: nothing, Fix: "Enter the new key in Okta, test it and save; then push a group."}
	}
	return checks.Finding{Status: checks.Manual, Summary: nothing}
}

// clockAhead keeps what Okta did with the old key from counting for the new one where Okta's clock is ahead of ours.
func (o *Rotation) clockAhead(ctx context.Context) {
	now := o.runner.Session.Now()
	events, err := o.runner.Session.Facts().Events(ctx, okta.EventQuery{Since: now.Add(2 * time.Second), Until: now.Add(time.Hour)})
	if err != nil || len(events) == 0 {
		return
	}
	last := slices.MaxFunc(events, func(a, b okta.Event) int { return a.Published.Compare(b.Published) }).Published
	o.update(func(st *store.State) {
		if last.After(st.KeyStopped) {
			st.KeyStopped = last
		}
	})
	o.runner.Session.Warn("Okta's clock is ahead of this machine's by " + last.Sub(now).Round(time.Second).String() + " or more: times below are Okta's, and its log is seen that much later.")
	o.runner.warn()
}

func clock(t time.Time) string { return t.Local().Format("15:04:05") }
