package wizard

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/scim"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
	"github.com/provision-cli/provision/wizard/store"
)

// Rotation replaces the directory's key: both tenants are the record of how far it has come, but for the moment since
// which the old key is dead.
type Rotation struct {
	runner *Runner
	// present is the key that is replaced; old reads with it, nil once it is dead.
	present clients.Secret
	old     *scim.Reader
}

// Rotated is how a rotation ended.
type Rotated struct {
	// Nothing says that nothing was to be done.
	Nothing bool
	// Stopped is when the old key was first seen dead, Works when Okta first wrote with the new one.
	Stopped, Works time.Time
	// By is whose word it is that Okta writes again, empty where its log says so.
	By string
}

// The stages of a rotation.
const (
	stageReady = iota
	stageKey
	stageOkta
	stageNone
)

// ActionRotate is how the record of changes names a rotation.
const ActionRotate = "Replace the API key of"

// NewRotation gives the runner the three stages of a rotation in place of the steps of setup.
func NewRotation(r *Runner) *Rotation {
	o := &Rotation{runner: r}
	base := session.SCIMBaseURL
	base.Proof = "" // a dead key is no reason to ask for the address again
	r.Steps = []Step{
		{
			ID: "ready", Title: "Ready", Needs: []session.Input{session.OktaURL, session.OktaToken, session.AppID, base},
			Checks: []string{"okta-reachable", "okta-app"},
		},
		{
			ID: "key", Title: "New key", Absent: "The new key is not here yet.", Brings: []session.Input{o.newKey()},
			Checks: []string{"scim-key"}, Proven: o.proven, Guide: o.regenerateGuide,
		},
		{ID: "okta", Title: "Okta", Own: o.questions, Guide: oktaGuide},
	}
	return o
}

// Run goes from where the rotation stands to a success that Okta has with the new key.
func (o *Rotation) Run(ctx context.Context) (Rotated, Report, error) {
	r := o.runner
	r.reset()
	err := o.stage(ctx, stageReady)
	if err != nil {
		return Rotated{}, r.report, err
	}
	from, err := o.judge(ctx)
	if err == nil && from == stageKey {
		err = o.replace(ctx)
	}
	if err == nil && from != stageNone {
		err = o.stage(ctx, stageOkta)
	}
	if err != nil || from == stageNone {
		return Rotated{Nothing: err == nil}, r.report, err
	}
	done, err := o.finish(ctx)
	return done, r.report, err
}

func (o *Rotation) stage(ctx context.Context, i int) error {
	r, st := o.runner, o.runner.Steps[i]
	r.current, r.at = &r.report.Steps[i], i
	r.emit(Event{Kind: EventStep, Step: st.ID, Status: "begin", Message: st.Title})
	for {
		err := r.need(ctx, st)
		if err == nil {
			err = r.solve(ctx, st)
		}
		r.warn()
		switch {
		case errors.Is(err, prompt.ErrBack):
			r.back(i)
			continue
		case err != nil:
			r.current.Status = "open"
			return err
		}
		r.current.Status = "done"
		r.emit(Event{Kind: EventStep, Step: st.ID, Status: r.current.Status, Message: st.Title})
		return nil
	}
}

// replace has a person make the new key, and takes it.
func (o *Rotation) replace(ctx context.Context) error {
	r := o.runner
	defer o.probe(ctx)()
	r.Session.Forget(session.SCIMKey)
	if r.Unattended && r.operable(regenerateKey) {
		if err := o.operate(ctx); err != nil {
			return err
		}
	}
	if err := o.stage(ctx, stageKey); err != nil {
		return err
	}
	o.clockAhead(ctx)
	return o.keptNow()
}

// keptNow keeps the address beside its key, and says where the key is and what still holds the old one.
func (o *Rotation) keptNow() error {
	s := o.runner.Session
	if err := s.Keep(session.SCIMBaseURL); err != nil {
		return fmt.Errorf("keep the directory's address: %w", err)
	}
	if kept, err := s.Secrets.Get(store.Account(s.Store.Profile(), session.SCIMKey.Account)); err == nil && kept.Equal(s.Secret(session.SCIMKey)) {
		o.say("The new key works, and is kept in " + s.Secrets.Name() + ".")
	}
	if s.Env != nil && s.Env(session.SCIMKey.Env) != "" {
		s.Warn(session.SCIMKey.Env + " still gives the old key, and comes before the kept one. Give it the new one, or take it away.")
		o.runner.warn()
	}
	return nil
}

// operate has the sandbox's operator make the key where nobody else is there.
func (o *Rotation) operate(ctx context.Context) error {
	r := o.runner
	r.current, r.at = &r.report.Steps[stageKey], stageKey
	shown, err := r.Operate(ctx, regenerateKey)
	if err != nil {
		return fmt.Errorf("have the sandbox's operator regenerate the key: %w", err)
	}
	if err := r.Session.Set(o.newKey(), session.FromSandbox, shown["scim_api_key"]); err != nil {
		return fmt.Errorf("take the key that the sandbox's console shows: %w", err)
	}
	return r.bring(ctx, r.Steps[stageKey])
}

// newKey is the directory's key, asked for as the one that is new.
func (o *Rotation) newKey() session.Input {
	in := session.SCIMKey
	in.Title, in.Help = "New API key", "The key that Atlassian has just shown; it is proven, and kept at once"
	in.Parse = func(text string) (string, error) {
		text, err := session.SCIMKey.Parse(text)
		switch {
		case err != nil:
			return "", err
		case o.present.Equal(clients.NewSecret(text)):
			return "", errors.New("this is the key that is being replaced; paste the new one")
		case o.runner.Session.Secret(session.AtlassianKey).Equal(clients.NewSecret(text)):
			return "", errors.New("this is the organization API key; paste the directory's own new key")
		}
		return text, nil
	}
	return in
}

// probe looks meanwhile when the old key stops, so that the outage is measured from there.
func (o *Rotation) probe(ctx context.Context) (stop func()) {
	if o.old == nil {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case <-ctx.Done():
				return
			case <-time.After(o.runner.Every):
			}
			if _, err := o.old.Config(ctx); errors.Is(err, clients.ErrDenied) {
				o.stopped(o.runner.Session.Now())
				return
			}
		}
	}()
	return func() { cancel(); <-ended }
}

// proven notes, before the new key is kept, that Okta does not have it yet: a run that is killed after this knows.
func (o *Rotation) proven() {
	o.stopped(o.runner.Session.Now())
	o.update(forgetWords)
}

func forgetWords(st *store.State) {
	delete(st.Attested, rotateEntered)
	delete(st.Attested, rotatePushed)
}

func (o *Rotation) stopped(at time.Time) {
	o.update(func(st *store.State) {
		if st.KeyStopped.IsZero() {
			st.KeyStopped = at
		}
	})
}

// update never ends a rotation: what it writes matters less than a key that is made and not yet kept.
func (o *Rotation) update(edit func(*store.State)) {
	if err := o.runner.Session.Store.UpdateState(edit); err != nil {
		o.runner.Session.Warn("How far the rotation has come was not kept: " + err.Error())
	}
}

func (o *Rotation) finish(ctx context.Context) (Rotated, error) {
	s := o.runner.Session
	st := s.Store.State()
	done := Rotated{Stopped: st.KeyStopped, Works: s.Now()}
	use, err := checks.UseOfKey(ctx, s.Facts(), st.KeyStopped)
	if stop := stopped(ctx); stop != nil {
		return done, stop
	}
	if done.Works = use.Succeeded; err != nil || use.Succeeded.IsZero() {
		done.By, done.Works = o.runner.Who, s.Now()
		if word := st.Attested[rotatePushed]; word.By != "" {
			done.By, done.Works = word.By, word.On
		}
	}
	entry := store.Change{
		When: s.Now(), Step: "keys rotate", Action: ActionRotate, Target: s.Text(session.SCIMBaseURL),
		Was: "the key before it", Will: "a key of " + st.KeyCreated.Format("2 Jan 2006") + "; nothing reached Atlassian for " + done.Outage().String(),
		Back: "none: the old key is dead. provision keys rotate makes another",
	}
	if done.By != "" {
		entry.Will += ", as " + done.By + " attests"
	}
	o.update(func(st *store.State) {
		forgetWords(st)
		st.KeyStopped, st.History = time.Time{}, append(st.History, entry)
	})
	o.runner.warn()
	return done, nil
}

// Outage is how long nothing reached Atlassian, in whole seconds, as far as both ends were seen.
func (d Rotated) Outage() time.Duration {
	return max(0, d.Works.Truncate(time.Second).Sub(d.Stopped.Truncate(time.Second)))
}
