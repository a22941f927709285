package wire

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/wizard"
	"github.com/provision-cli/provision/wizard/session"
	"github.com/provision-cli/provision/wizard/store"
)

// tooLong ends a run that would otherwise hang.
const tooLong = 2 * time.Minute

// bench is one sandbox with its tap, and what successive runs keep between them.
type bench struct {
	t       *testing.T
	sandbox *sandbox.Sandbox
	store   *store.Store
	secrets store.Secrets

	mu     sync.Mutex
	tapped []sandbox.Exchange
}

func start(t *testing.T, o sandbox.Options) *bench {
	t.Helper()
	b := &bench{t: t, store: store.Discard("default"), secrets: &store.Memory{}}
	o.Users, o.Groups, o.Operator, o.Tap = 60, 8, true, b.tap
	var err error
	if b.sandbox, err = sandbox.Start(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.sandbox.Close() })
	return b
}

func (b *bench) tap(x sandbox.Exchange) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.tapped = append(b.tapped, x)
}

// take returns what was tapped since it was last asked for.
func (b *bench) take() []sandbox.Exchange {
	b.mu.Lock()
	defer b.mu.Unlock()
	list := b.tapped
	b.tapped = nil
	return list
}

func (b *bench) session(edits ...func(*session.Options)) *session.Session {
	b.t.Helper()
	a := b.sandbox.Addresses()
	env := map[string]string{
		session.OktaURL.Env: a.OktaURL, session.OktaToken.Env: a.OktaToken, session.AtlassianURL.Env: a.AtlassianAPIURL,
		session.AtlassianKey.Env: a.AtlassianAPIKey, session.SiteEmail.Env: a.SiteEmail, session.SiteToken.Env: a.SiteToken,
		session.SCIMBaseURL.Env: a.SCIMBaseURL, session.SCIMKey.Env: a.SCIMAPIKey,
	}
	o := session.Options{
		Flags: map[string][]string{}, Env: func(name string) string { return env[name] }, Store: b.store, Secrets: b.secrets, Share: 1, Now: time.Now,
	}
	for _, edit := range edits {
		edit(&o)
	}
	s := session.New(o)
	if err := s.Resolve(); err != nil {
		b.t.Fatal(err)
	}
	return s
}

// readOnly makes every write of a session impossible.
func readOnly(o *session.Options) { o.ReadOnly, o.NoStore = true, true }

// setup runs all steps with nobody to ask; edits change the runner.
func (b *bench) setup(s *session.Session, o wizard.SetupOptions, edits ...func(*wizard.Runner)) error {
	b.t.Helper()
	r := &wizard.Runner{
		Session: s, Steps: wizard.Setup(o), Unattended: true, Wait: 3 * time.Second, SettleAtMost: 2 * time.Second,
		Every: 90 * time.Millisecond, Who: "ana",
	}
	for _, edit := range edits {
		edit(r)
	}
	ctx, cancel := context.WithTimeoutCause(b.t.Context(), tooLong, errors.New("the run did not end"))
	defer cancel()
	_, err := r.Run(ctx)
	return err
}

// settle waits until the engine has sent everything, so that the tap has all of it.
func (b *bench) settle() {
	b.t.Helper()
	if err := b.sandbox.Settle(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) mutations() int { return b.sandbox.Stats().Mutations.Client }
