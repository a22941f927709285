package wizard

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/wizard/session"
	"github.com/provision-cli/provision/wizard/store"
)

// bench is one sandbox, and what successive runs of setup on it keep between them.
type bench struct {
	t       *testing.T
	sandbox *sandbox.Sandbox
	store   *store.Store
	secrets store.Secrets
	events  *watcher
}

func start(t *testing.T, o sandbox.Options) *bench {
	t.Helper()
	if o.Users == 0 {
		o.Users, o.Groups = 60, 8
	}
	s, err := sandbox.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	kept, err := store.Open(t.TempDir(), "default")
	if err != nil {
		t.Fatal(err)
	}
	return &bench{t: t, sandbox: s, store: kept, secrets: &store.Memory{}, events: &watcher{}}
}

// variables are what an unattended run is given for this sandbox.
func (b *bench) variables() map[string]string {
	a := b.sandbox.Addresses()
	return map[string]string{
		session.OktaURL.Env: a.OktaURL, session.OktaToken.Env: a.OktaToken, session.AtlassianURL.Env: a.AtlassianAPIURL,
		session.AtlassianKey.Env: a.AtlassianAPIKey, session.SiteEmail.Env: a.SiteEmail, session.SiteToken.Env: a.SiteToken,
		session.SCIMBaseURL.Env: a.SCIMBaseURL, session.SCIMKey.Env: a.SCIMAPIKey,
	}
}

// session returns a session over the given variables and the bench's store.
func (b *bench) session(env map[string]string, edits ...func(*session.Options)) *session.Session {
	b.t.Helper()
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

// alone is a run with every credential in variables and nobody to ask.
func (b *bench) alone(edits ...func(*Runner)) *Runner {
	return b.runner(b.session(b.variables()), edits...)
}

// runner has the pace of a test: an operator acts once the program was quiet for 60 ms, so that the pause is longer.
func (b *bench) runner(s *session.Session, edits ...func(*Runner)) *Runner {
	r := &Runner{
		Session: s, Steps: Setup(SetupOptions{}), Observer: b.events, Unattended: true, Wait: 12 * time.Second, SettleAtMost: 2 * time.Second,
		Every: 90 * time.Millisecond, Who: "ana",
	}
	for _, edit := range edits {
		edit(r)
	}
	return r
}

func (b *bench) run(r *Runner) (Report, error) {
	b.t.Helper()
	ctx, cancel := context.WithTimeoutCause(b.t.Context(), tooLong, errors.New("the test's run did not end"))
	defer cancel()
	return r.Run(ctx)
}

// must runs and fails the test where the run did not reach its end.
func (b *bench) must(r *Runner) Report {
	b.t.Helper()
	rep, err := b.run(r)
	if err != nil {
		b.t.Fatalf("setup: %v\n%s", err, b.events)
	}
	return rep
}

// mutations counts what the program itself has written so far.
func (b *bench) mutations() int { return b.sandbox.Stats().Mutations.Client }

func (b *bench) operate(actions ...string) {
	b.t.Helper()
	for _, id := range actions {
		if _, err := b.sandbox.Operate(b.t.Context(), id); err != nil {
			b.t.Fatalf("operate %s: %v", id, err)
		}
	}
	if err := b.sandbox.Settle(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
}

// watcher remembers every event.
type watcher struct {
	mu   sync.Mutex
	list []Event
}

func (w *watcher) Event(e Event) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.list = append(w.list, e)
}

func (w *watcher) all() []Event {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.list)
}

// String is the run in short, for a failed test.
func (w *watcher) String() string {
	var b strings.Builder
	for _, e := range w.all() {
		if e.Kind == EventCheck && e.Status == "pass" {
			continue
		}
		fmt.Fprintf(&b, "  %-8s %-13s %-22s %-9s %s\n", e.Kind, e.Step, e.ID, e.Status, e.Message)
	}
	return b.String()
}

func statuses(r Report) string {
	var list []string
	for _, s := range r.Steps {
		list = append(list, s.ID+" "+s.Status)
	}
	return strings.Join(list, ", ")
}
