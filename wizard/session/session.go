package session

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/provision-cli/provision/checks/assume"
	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/wizard/store"
)

// Options are what a run was started with.
type Options struct {
	// Flags holds the texts of the flags that were given, by Input.ID.
	Flags map[string][]string
	// Preset holds values of an embedded sandbox, by Input.ID; flags and variables come before it.
	Preset map[string][]string
	// Env reads a variable.
	Env func(string) string
	// Store keeps choices and state, Secrets the credentials.
	Store   *store.Store
	Secrets store.Secrets
	// NoStore leaves configuration and keyring as they are.
	NoStore bool
	// ReadOnly makes every write impossible: its transport refuses the verbs.
	ReadOnly bool
	// Share is the part of an answered rate limit that may be used, 0 to 1.
	Share float64
	// Log takes a line a request; Waiting is told of every wait for a rate limit.
	Log     *slog.Logger
	Waiting func(clients.Wait)
	// Progress is told how far each reading has come and what it waits for.
	Progress func(facts.Progress)
	// Base carries the requests; nil is a transport of our own with time limits.
	Base http.RoundTripper
	// Now is the clock.
	Now func() time.Time
}

// Format keeps the preset secrets of a sandbox out of whatever prints a session.
func (o Options) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "session options") }

// Session resolves data items, and builds each client once from them.
type Session struct {
	Options

	// Meter counts the requests by service.
	Meter *clients.Meter

	mu       sync.Mutex
	values   map[string]Value
	secrets  map[string]clients.Secret
	warnings []string
	built    built
	current  *facts.Facts
	readAt   time.Time
	// Assumed is what this run has found out about what no document says.
	Assumed *assume.Record
	// lasting is what earlier readings of these tenants have found that does not change.
	lasting *facts.Lasting
}

// New returns a session that knows what flags, variables and store say.
func New(o Options) *Session {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Session{Options: o, Meter: &clients.Meter{}, values: map[string]Value{}, secrets: map[string]clients.Secret{}, lasting: &facts.Lasting{}, Assumed: &assume.Record{}}
}

// Resolve reads every data item from flags, variables, the embedded sandbox and the store; a text that is wrong is an
// error that names its flag or variable.
func (s *Session) Resolve() error {
	var errs []error
	for _, in := range Inputs() {
		texts, source := s.given(in)
		if len(texts) == 0 {
			continue
		}
		if err := s.Set(in, source, texts...); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", name(in, source), err))
		}
	}
	s.bothGiven()
	s.keyEnds()
	return errors.Join(errs...)
}

func name(in Input, source Source) string {
	switch source {
	case FromEnv:
		return in.Env
	case FromFlag:
		return "--" + in.ID
	}
	return in.Title + " (" + string(source) + ")"
}

func (s *Session) given(in Input) ([]string, Source) {
	if texts := s.Flags[in.ID]; len(texts) > 0 {
		return texts, FromFlag
	}
	if text := s.env(in.Env); text != "" {
		if in.List {
			return split(text), FromEnv
		}
		return []string{text}, FromEnv
	}
	if texts := s.Preset[in.ID]; len(texts) > 0 {
		return texts, FromSandbox
	}
	if in.Secret {
		if in.ID == OktaPrivateKey.ID && s.Text(OktaClientID) == "" {
			return nil, "" // no app, no key: the keyring is asked for nothing in vain
		}
		return s.kept(in)
	}
	if texts := chosen(s.Store.Config(), in.ID); len(texts) > 0 {
		return texts, FromStore
	}
	if in.Default != "" {
		return []string{in.Default}, FromDefault
	}
	return nil, ""
}

func (s *Session) env(name string) string {
	if s.Env == nil {
		return ""
	}
	return s.Env(name)
}

func split(text string) []string {
	parts := strings.Split(text, ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return slices.DeleteFunc(parts, func(p string) bool { return p == "" })
}

// kept reads a secret from the keyring; a keyring that cannot answer is a warning, because a person can still type it.
func (s *Session) kept(in Input) ([]string, Source) {
	secret, err := s.Secrets.Get(store.Account(s.Store.Profile(), in.Account))
	switch {
	case err == nil:
		return []string{secret.Reveal()}, FromKeyring
	case !errors.Is(err, store.ErrNotFound):
		s.Warn(fmt.Sprintf("Secrets were not read from %s: %s. %s", s.Secrets.Name(), reason(err), store.Hint(err)))
	}
	return nil, ""
}

// reason is why the keyring failed, without the account, so that four secrets make one sentence.
func reason(err error) string {
	for _, known := range []error{store.ErrNoKeyring, store.ErrLocked, store.ErrRefused, store.ErrHung, store.ErrTooLong} {
		if errors.Is(err, known) {
			return known.Error()
		}
	}
	return err.Error()
}

// Warn remembers a sentence that the person should see once.
func (s *Session) Warn(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !slices.Contains(s.warnings, text) {
		s.warnings = append(s.warnings, text)
	}
}

// Warnings returns the remembered sentences and forgets them.
func (s *Session) Warnings() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := s.warnings
	s.warnings = nil
	return w
}
