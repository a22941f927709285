package cmd

import (
	"context"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/wizard/session"
	"github.com/provision-cli/provision/wizard/store"
)

func (a *app) openSandbox(ctx context.Context, f *setupFlags, run *setupRun) error {
	if err := f.onlySandbox(); err != nil {
		return err
	}
	o, err := f.sandbox.options()
	if err != nil {
		return err
	}
	o.Operator = f.yes
	if run.sandbox, err = sandbox.Start(ctx, o); err != nil {
		return &usageError{err}
	}
	run.closers = append(run.closers, func() { _ = run.sandbox.Close() })
	return nil
}

// onlySandbox refuses flags that name a real tenant beside --sandbox.
func (f *setupFlags) onlySandbox() error {
	for _, in := range tenantInputs() {
		if texts := f.values[in.ID]; texts != nil && len(*texts) > 0 {
			return &usageError{fmt.Errorf("--%s names a tenant, and --sandbox brings its own", in.ID)}
		}
	}
	return nil
}

// tenantInputs are the items that say which tenants to work on, and with which credentials.
func tenantInputs() []session.Input {
	return []session.Input{
		session.OktaURL, session.OktaToken, session.OktaClientID, session.OktaPrivateKey, session.OktaKeyID, session.AtlassianURL, session.AtlassianKey, session.OrgID, session.Sites,
		session.SiteEmail, session.SiteToken, session.SCIMBaseURL, session.SCIMKey, session.AppID,
	}
}

func (a *app) open(ctx context.Context, f *setupFlags, run *setupRun) (*session.Session, error) {
	o := session.Options{
		Flags: map[string][]string{}, Env: a.env, ReadOnly: f.dryRun, NoStore: f.noStore || f.dryRun, Now: time.Now,
	}
	var err error
	if o.Share, err = share(f.share); err != nil {
		return nil, err
	}
	for id, texts := range f.values {
		o.Flags[id] = *texts
	}
	if f.stdin {
		if o.Env, err = a.secretsFromStdin(); err != nil {
			return nil, err
		}
	}
	if run.sandbox == nil {
		if o.Env, err = a.secretsFromCommands(ctx, f.secretCommands(a.env), o.Env); err != nil {
			return nil, err
		}
	}
	if o.Store, o.Secrets, err = a.stores(f, run); err != nil {
		return nil, err
	}
	if run.sandbox == nil && a.frugal != nil {
		a.frugal()
	}
	if run.sandbox != nil {
		o.Preset, o.Env = preset(f.sandbox.addresses(run.sandbox)), withoutTenants(o.Env)
	}
	if o.Log, err = a.log(f, run); err != nil {
		return nil, err
	}
	o.Waiting = func(w clients.Wait) {
		if run.runner != nil {
			run.runner.Waiting(w)
		}
	}
	if f.document() {
		run.limits = &limits{next: session.NewTransport()}
		o.Base = run.limits
	}
	s := session.New(o)
	if err := s.Resolve(); err != nil {
		return nil, &usageError{err}
	}
	return s, nil
}

// preset hands the embedded sandbox's addresses to the session.
func preset(ad sandbox.Addresses) map[string][]string {
	if ad.OktaToken != "" {
		ad.OktaClientID, ad.OktaPrivateKey, ad.OktaPrivateKeyID = "", "", ""
	}
	values := map[string][]string{}
	for in, text := range map[string]string{
		session.OktaURL.ID: ad.OktaURL, session.OktaToken.ID: ad.OktaToken, session.AtlassianURL.ID: ad.AtlassianAPIURL,
		session.OktaClientID.ID: ad.OktaClientID, session.OktaPrivateKey.ID: ad.OktaPrivateKey, session.OktaKeyID.ID: ad.OktaPrivateKeyID,
		session.AtlassianKey.ID: ad.AtlassianAPIKey, session.SiteEmail.ID: ad.SiteEmail, session.SiteToken.ID: ad.SiteToken,
		session.SCIMBaseURL.ID: ad.SCIMBaseURL, session.SCIMKey.ID: ad.SCIMAPIKey,
	} {
		if text != "" {
			values[in] = []string{text}
		}
	}
	return values
}

// withoutTenants hides the variables of real tenants from a sandbox run.
func withoutTenants(env func(string) string) func(string) string {
	hidden := map[string]bool{}
	for _, in := range tenantInputs() {
		hidden[in.Env] = true
	}
	return func(name string) string {
		if hidden[name] {
			return ""
		}
		return env(name)
	}
}

func share(text string) (float64, error) {
	n, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(text), "%"), 64)
	if err != nil || n <= 0 || n > 100 {
		return 0, &usageError{fmt.Errorf("--rate-share %q: give a percentage from 1%% to 100%%", text)}
	}
	return n / 100, nil
}

// stores opens configuration and secrets; a dry run and the sandbox keep nothing on disk.
func (a *app) stores(f *setupFlags, run *setupRun) (*store.Store, store.Secrets, error) {
	if f.sandboxed {
		return store.Discard(a.profile), &store.Memory{}, nil
	}
	config, state := store.Dirs(a.env)
	s, err := store.OpenDirs(config, state, a.profile)
	if err != nil {
		return nil, nil, err
	}
	var secrets store.Secrets = store.NewKeyring()
	if f.insecure {
		secrets = store.NewFile(config)
	}
	if f.dryRun || f.noStore {
		return s, secrets, nil
	}
	release, err := s.Lock()
	if err != nil {
		return nil, nil, err
	}
	run.closers = append(run.closers, release)
	return s, secrets, nil
}

func (a *app) log(f *setupFlags, run *setupRun) (*slog.Logger, error) {
	if a.debug {
		return slog.New(slog.NewTextHandler(a.err, nil)), nil
	}
	if f.dryRun || f.noStore || f.sandboxed {
		return nil, nil
	}
	_, state := store.Dirs(a.env)
	file, err := openLog(state)
	if err != nil {
		return nil, fmt.Errorf("open the log in %s: %w", state, err)
	}
	run.closers = append(run.closers, func() { _ = file.Close() })
	return slog.New(slog.NewTextHandler(file, nil)), nil
}
