package cmd

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/cmd/report"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
	"github.com/provision-cli/provision/wizard/store"
)

// credential is one of the keys that this program uses, and what is asked about it.
type credential struct {
	id     string // its account in the keyring
	title  string
	inputs []session.Input // its secret, and with a service app whose it is
	checks []string
	revoke string // where a person ends it for good
}

// allKeys are those of a session: with a service app, its private key is in the API token's place.
func allKeys(s *session.Session) []credential {
	okta := credential{
		"okta", session.OktaToken.Title, []session.Input{session.OktaToken},
		[]string{"okta-reachable", "okta-rights", "okta-token-life"}, "Okta Admin Console ▸ Security ▸ API ▸ Tokens ▸ Revoke",
	}
	if s != nil && s.ServiceApp() {
		okta.title, okta.inputs, okta.revoke = session.OktaPrivateKey.Title, []session.Input{session.OktaPrivateKey}, "Okta Admin Console ▸ Applications ▸ the service app ▸ General ▸ Public keys"
	}
	return []credential{
		okta,
		{
			"atlassian", "Atlassian organization API key", []session.Input{session.AtlassianKey},
			[]string{"atlassian-reachable", "atlassian-key-life"}, "Atlassian Administration ▸ Settings ▸ API keys ▸ Revoke",
		},
		{
			"scim", "The directory's API key", []session.Input{session.SCIMKey},
			[]string{"scim-key", "scim-key-life"}, "Atlassian Administration ▸ Security ▸ Identity providers ▸ the directory ▸ ••• ▸ Regenerate API key",
		},
		{
			"site", session.SiteToken.Title, []session.Input{session.SiteToken},
			[]string{"site-admin"}, "Atlassian account ▸ Security ▸ API tokens ▸ Revoke",
		},
	}
}

// keysFlags are the choices of the commands about keys.
type keysFlags struct {
	setupFlags
}

func (a *app) keysCommand() *cobra.Command {
	f := &keysFlags{setupFlags{values: map[string]*[]string{}}}
	cmd := &cobra.Command{
		Use: "keys", Short: "What the configured keys are, whose, until when, and what they can do", Args: cobra.NoArgs,
		Long: `keys names the credentials that this profile uses: where each comes from, whose it is, until when it
lives as far as anything tells, and what it can and cannot do. It reads, changes nothing, and never
shows a key.

` + secretsHelp(fromNoPerson),
		Example: "  provision keys                 every key, asked for what it can do\n  provision keys -o json\n  provision keys forget scim     take one out of the keyring\n  provision keys rotate          replace the directory's key before it expires",
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.keys(cmd.Context(), f) },
	}
	grouped(cmd, []flagGroup{{"Output", f.addKeys}, {"Tenants and groups", f.addInputs}, {"Run", f.addReading}, {"Sandbox", f.addStandIn}})
	cmd.AddCommand(a.forgetCommand(), a.rotateCommand())
	return cmd
}

func (f *keysFlags) addKeys(fs *pflag.FlagSet) {
	fs.StringVarP(&f.output, "output", "o", "text", "text or json")
}

func (f *keysFlags) addReading(fs *pflag.FlagSet) {
	fs.StringVar(&f.share, "rate-share", "50%", "part of each rate limit that may be used")
	fs.BoolVar(&f.stdin, "secrets-stdin", false, "read VARIABLE=value lines with secrets from standard input")
	fs.BoolVar(&f.insecure, "insecure-storage", false, "secrets are in the plain file")
}

func (f *keysFlags) addStandIn(fs *pflag.FlagSet) {
	fs.BoolVar(&f.sandboxed, "sandbox", false, "work on an embedded stand-in of both tenants")
	f.sandbox.add(fs, "ready")
}

func (a *app) keys(ctx context.Context, f *keysFlags) error {
	f.dryRun = true
	run := &setupRun{observer: report.Quiet{}}
	defer func() { run.close() }()
	if f.sandboxed {
		f.yes = true // the operator hands the directory's key over
		if err := a.openSandbox(ctx, &f.setupFlags, run); err != nil {
			return err
		}
	}
	s, err := a.open(ctx, &f.setupFlags, run)
	if err != nil {
		return err
	}
	if err := s.FindSites(ctx); err != nil && ctx.Err() != nil {
		return context.Cause(ctx)
	}
	list := allKeys(s)
	var ids []string
	for _, c := range list {
		ids = append(ids, c.checks...)
	}
	results := checks.Run(ctx, checks.Select(ids...), s.Facts(), nil)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	rep := report.Keys{Profile: a.profile}
	for _, c := range list {
		rep.List = append(rep.List, describe(s, c, results))
	}
	rep.Exit = rep.Code()
	if f.output == "json" {
		err = rep.JSON(a.out)
	} else {
		rep.Text(a.out, a.options())
	}
	for _, text := range s.Warnings() {
		a.say(prompt.Block{{Sign: prompt.Warning, Text: text}})
	}
	if err == nil && rep.Exit != exitOK {
		return &codeError{rep.Exit}
	}
	return err
}

func describe(s *session.Session, c credential, results []checks.Result) report.Key {
	secret := c.inputs[0]
	k := report.Key{ID: c.id, Title: c.title, Variable: secret.Env}
	v, known := s.Value(secret)
	if k.Configured = known && !s.Secret(secret).IsZero(); !k.Configured {
		return k
	}
	k.Source, k.For, k.Until = string(v.Source), owner(s, c.id), until(s, c.id)
	if v.Source == session.FromKeyring {
		k.Source = s.Secrets.Name()
	}
	for _, r := range results {
		if slices.Contains(c.checks, r.ID) {
			k.Answers = append(k.Answers, r)
		}
	}
	return k
}

// owner says whose a key is, as far as it is known without asking.
func owner(s *session.Session, id string) string {
	switch id {
	case "okta":
		if s.ServiceApp() {
			return "service app " + s.Text(session.OktaClientID) + " of " + s.Text(session.OktaURL)
		}
		return s.Text(session.OktaURL)
	case "atlassian":
		return s.Text(session.AtlassianURL)
	case "scim":
		return s.Text(session.SCIMBaseURL)
	}
	return s.Text(session.SiteEmail)
}

// until says how long a key lives: the rule of the vendor, or the date where one is known here.
func until(s *session.Session, id string) string {
	switch {
	case id == "okta" && s.ServiceApp():
		return "no end; its access tokens live an hour, in memory"
	case id == "okta":
		return "30 days after its last use"
	case id == "atlassian":
		return "one year after it was made at most"
	case id == "scim":
		if end := s.Store.State().KeyExpires; !end.IsZero() {
			return end.Format("2 Jan 2006")
		}
		return "one year after it was made; the date is not known here"
	}
	return "as its owner chose; no API tells"
}

func (a *app) forgetCommand() *cobra.Command {
	f := &setupFlags{values: map[string]*[]string{}}
	cmd := &cobra.Command{
		Use: "forget [okta|atlassian|scim|site]…", Short: "Take keys out of the keyring; the keys themselves stay good",
		Long: `forget deletes what setup kept under this profile, all of it or the keys named. It ends no key: that is
done where the key was made, which forget says.`,
		Example: "  provision keys forget          all keys of this profile\n  provision keys forget scim --yes",
		RunE:    func(cmd *cobra.Command, args []string) error { return a.forget(cmd.Context(), f, args) },
	}
	cmd.Flags().BoolVar(&f.yes, "yes", false, "do not ask")
	cmd.Flags().BoolVar(&f.insecure, "insecure-storage", false, "secrets are in the plain file")
	return cmd
}

func (a *app) forget(ctx context.Context, f *setupFlags, which []string) error {
	list, err := keysNamed(which)
	if err != nil {
		return err
	}
	run := &setupRun{}
	defer func() { run.close() }()
	kept, secrets, err := a.stores(f, run)
	if err != nil {
		return err
	}
	if err := a.sure(ctx, f, secrets.Name()); err != nil {
		return err
	}
	var failed error
	for _, c := range list {
		if err := a.forgetOne(kept, secrets, c); err != nil {
			failed = errors.Join(failed, err)
		}
	}
	return failed
}

func keysNamed(which []string) ([]credential, error) {
	all := allKeys(nil)
	if len(which) == 0 {
		return all, nil
	}
	var list []credential
	for _, id := range which {
		i := slices.IndexFunc(all, func(c credential) bool { return c.id == id })
		if i < 0 {
			return nil, &usageError{fmt.Errorf("no key is called %q: choose okta, atlassian, scim or site", id)}
		}
		list = append(list, all[i])
	}
	return list, nil
}

func (a *app) sure(ctx context.Context, f *setupFlags, where string) error {
	if f.yes {
		return nil
	}
	p := a.prompter()
	if p == nil {
		return &usageError{errors.New("nobody can be asked whether to forget the keys: add --yes")}
	}
	yes, err := p.Confirm(ctx, prompt.Confirmation{Title: "Take the keys of profile " + a.profile + " out of " + where + "?", Help: "They stay good; setup will ask for them again."})
	if err == nil && !yes {
		return prompt.ErrCancelled
	}
	return err
}

// forgetOne takes a key out of where it is kept; of Okta, whichever of token and app's key is there.
func (a *app) forgetOne(kept *store.Store, secrets store.Secrets, c credential) error {
	accounts, found := []string{c.id}, false
	if c.id == "okta" {
		accounts = append(accounts, session.OktaPrivateKey.Account)
	}
	for _, account := range accounts {
		name := store.Account(kept.Profile(), account)
		_, err := secrets.Get(name)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err == nil {
			err = secrets.Delete(name)
		}
		if err != nil {
			return fmt.Errorf("forget the key %s in %s: %w", c.id, secrets.Name(), err)
		}
		found = true
	}
	line := prompt.Line{Sign: prompt.Yes, Text: c.title + ": forgotten. It stays good until it is ended at " + c.revoke + "."}
	if !found {
		line = prompt.Line{Sign: prompt.NotApplicable, Text: c.title + ": nothing is kept in " + secrets.Name() + "."}
	}
	prompt.Render(a.out, prompt.Block{line}, a.options())
	for _, in := range append(c.inputs, ofApp(c)...) {
		if a.env(in.Env) != "" {
			prompt.Render(a.out, prompt.Block{{Sign: prompt.Warning, Text: in.Env + " is still set, and will be used.", Indent: 2}}, a.options())
		}
	}
	return forgetWith(kept, c.id)
}

func ofApp(c credential) []session.Input {
	if c.id == "okta" {
		return []session.Input{session.OktaPrivateKey}
	}
	return nil
}

// forgetWith takes back what is kept beside a key and means nothing without it.
func forgetWith(kept *store.Store, id string) error {
	switch id {
	case "okta":
		c := kept.Config()
		if c.OktaClientID == "" {
			return nil
		}
		c.OktaClientID, c.OktaKeyID = "", ""
		return kept.SaveConfig(c)
	case "scim":
		if st := kept.State(); st.KeyCreated.IsZero() && st.KeyExpires.IsZero() {
			return nil
		}
		return kept.SetKey(time.Time{}, time.Time{})
	}
	return nil
}
