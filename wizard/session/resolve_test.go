package session

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/wizard/store"
)

// keyring is a Secrets whose answers a test sets.
type keyring struct {
	store.Memory
	err error
}

func (k *keyring) Get(account string) (clients.Secret, error) {
	if k.err != nil {
		return clients.Secret{}, k.err
	}
	return k.Memory.Get(account)
}

func (k *keyring) Set(account string, s clients.Secret) error {
	if k.err != nil {
		return k.err
	}
	return k.Memory.Set(account, s)
}

// given is what a session is made from.
type given struct {
	flags, preset map[string][]string
	env           map[string]string
	config        store.Config
	secrets       map[string]string
}

func open(t *testing.T, g given, edits ...func(*Options)) *Session {
	t.Helper()
	kept := store.Discard("default")
	if err := kept.SaveConfig(g.config); err != nil {
		t.Fatal(err)
	}
	ring := &keyring{}
	for account, text := range g.secrets {
		if err := ring.Set(account, clients.NewSecret(text)); err != nil {
			t.Fatal(err)
		}
	}
	o := Options{Flags: g.flags, Preset: g.preset, Env: func(name string) string { return g.env[name] }, Store: kept, Secrets: ring}
	for _, edit := range edits {
		edit(&o)
	}
	return New(o)
}

func TestTheFirstSourceWins(t *testing.T) {
	t.Parallel()
	const flag, env, preset, config = "https://flag.okta.com", "https://env.okta.com", "https://preset.okta.com", "https://config.okta.com"
	all := given{
		flags: map[string][]string{"okta-url": {flag}}, env: map[string]string{"OKTA_CLIENT_ORGURL": env},
		preset: map[string][]string{"okta-url": {preset}}, config: store.Config{OktaURL: config},
	}
	for _, want := range []struct {
		text   string
		source Source
	}{{flag, FromFlag}, {env, FromEnv}, {preset, FromSandbox}, {config, FromStore}} {
		s := open(t, all)
		if err := s.Resolve(); err != nil {
			t.Fatal(err)
		}
		v, ok := s.Value(OktaURL)
		if !ok || v.Text() != want.text || v.Source != want.source {
			t.Errorf("got %+v, want %s from %s", v, want.text, want.source)
		}
		switch want.source { // take this source away
		case FromFlag:
			all.flags = nil
		case FromEnv:
			all.env = nil
		case FromSandbox:
			all.preset = nil
		}
	}
}

func TestSecretsComeFromTheKeyringLast(t *testing.T) {
	t.Parallel()
	g := given{secrets: map[string]string{"default/okta": "from-keyring"}}
	s := open(t, g)
	if err := s.Resolve(); err != nil {
		t.Fatal(err)
	}
	if v, ok := s.Value(OktaToken); !ok || v.Source != FromKeyring || v.Text() != "" || s.Secret(OktaToken).Reveal() != "from-keyring" {
		t.Errorf("%+v %v", v, ok)
	}
	g.env = map[string]string{OktaToken.Env: "from-env"}
	s = open(t, g)
	if err := s.Resolve(); err != nil {
		t.Fatal(err)
	}
	if v, _ := s.Value(OktaToken); v.Source != FromEnv || s.Secret(OktaToken).Reveal() != "from-env" {
		t.Errorf("the variable does not come before the keyring: %+v", v)
	}
}

func TestDefaultsAndUnknowns(t *testing.T) {
	t.Parallel()
	s := open(t, given{})
	if err := s.Resolve(); err != nil {
		t.Fatal(err)
	}
	if v, _ := s.Value(AtlassianURL); v.Text() != DefaultAtlassianURL || v.Source != FromDefault {
		t.Errorf("%+v", v)
	}
	missing := s.Missing([]Input{OktaURL, OktaToken, AtlassianURL, EmailAttribute, SiteEmail, PushGroups})
	var ids []string
	for _, in := range missing {
		ids = append(ids, in.ID)
	}
	if want := []string{"okta-url", "okta-token", "site-email", "push-group"}; !slices.Equal(ids, want) {
		t.Errorf("missing %q, want %q", ids, want)
	}
	if s.Okta() != nil || s.Atlassian() != nil || s.SCIM() != nil {
		t.Error("a client without a credential")
	}
}

func TestWrongTextsNameTheirFlagOrVariable(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		given given
		want  []string
	}{
		{"a flag", given{flags: map[string][]string{"okta-url": {"ftp://x"}}}, []string{"--okta-url"}},
		{"a variable", given{env: map[string]string{"PROVISION_SCIM_BASE_URL": "nonsense"}}, []string{"PROVISION_SCIM_BASE_URL"}},
		{"the store", given{config: store.Config{Grants: []string{"nothing"}}}, []string{"configuration"}},
		{"two at once", given{flags: map[string][]string{"okta-url": {"ftp://x"}, "grant": {"x"}}}, []string{"--okta-url", "--grant"}},
		{"a secret", given{env: map[string]string{"PROVISION_ATLASSIAN_API_KEY": "https://api.atlassian.com"}}, []string{"PROVISION_ATLASSIAN_API_KEY"}},
		{"plain http", given{flags: map[string][]string{"atlassian-api-url": {"http://api.atlassian.com"}}}, []string{"--atlassian-api-url", "https"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			err := open(t, c.given).Resolve()
			for _, want := range c.want {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("%v does not name %s", err, want)
				}
			}
		})
	}
}

func TestWrongSecretIsNotQuoted(t *testing.T) {
	t.Parallel()
	const secret = "ATCTTsecret with blanks"
	err := open(t, given{env: map[string]string{AtlassianKey.Env: secret}}).Resolve()
	if err == nil || strings.Contains(err.Error(), "ATCTT") {
		t.Errorf("%v", err)
	}
}

func TestListsFromAVariableAreCutAtCommas(t *testing.T) {
	t.Parallel()
	s := open(t, given{env: map[string]string{"PROVISION_PUSH_GROUP": " a , b,,c "}, flags: map[string][]string{"assign-group": {"one, two"}}})
	if err := s.Resolve(); err != nil {
		t.Fatal(err)
	}
	if got := s.Texts(PushGroups); !slices.Equal(got, []string{"a", "b", "c"}) {
		t.Errorf("%q", got)
	}
	if got := s.Texts(AssignGroups); !slices.Equal(got, []string{"one, two"}) {
		t.Errorf("a flag holds one name, commas included: %q", got)
	}
}

func TestARefusedTextChangesNothing(t *testing.T) {
	t.Parallel()
	s := open(t, given{})
	if err := s.Set(OktaURL, FromPrompt, "https://example.okta.com"); err != nil {
		t.Fatal(err)
	}
	if err := s.Set(OktaURL, FromPrompt, "ftp://other"); err == nil {
		t.Error("ftp was accepted")
	}
	if got := s.Text(OktaURL); got != "https://example.okta.com" {
		t.Errorf("the value became %q", got)
	}
}

func TestOptionalItemsLeftEmptyAreKnown(t *testing.T) {
	t.Parallel()
	s := open(t, given{})
	for _, in := range []Input{SiteEmail, SiteToken} {
		if err := s.Set(in, FromPrompt, ""); err != nil {
			t.Fatal(err)
		}
	}
	if left := s.Missing([]Input{SiteEmail, SiteToken}); len(left) != 0 {
		t.Errorf("asked again: %v", left)
	}
	if err := s.Set(OktaToken, FromPrompt, "  "); err != nil {
		t.Fatal(err)
	}
	if len(s.Missing([]Input{OktaToken})) != 1 {
		t.Error("an empty token counts as known")
	}
	s.Forget(SiteEmail)
	if len(s.Missing([]Input{SiteEmail})) != 1 {
		t.Error("what was forgotten is still known")
	}
}

func TestKeepWritesWhatWasProvenOnly(t *testing.T) {
	t.Parallel()
	s := open(t, given{env: map[string]string{OktaURL.Env: "https://example.okta.com", OktaToken.Env: "00token"}, preset: map[string][]string{"push-group": {"a"}}})
	if err := s.Resolve(); err != nil {
		t.Fatal(err)
	}
	if err := s.Keep(OktaURL, OktaToken, AtlassianURL, PushGroups); err != nil {
		t.Fatal(err)
	}
	c := s.Store.Config()
	if c.OktaURL != "https://example.okta.com" || c.AtlassianURL != "" || c.EmailAttribute != "" || !slices.Equal(c.PushGroups, []string{"a"}) {
		t.Errorf("%+v", c)
	}
	if got, err := s.Secrets.Get("default/okta"); err != nil || got.Reveal() != "00token" {
		t.Errorf("the token: %v", err)
	}
}

func TestNothingIsKeptWhereNothingMayBe(t *testing.T) {
	t.Parallel()
	for name, edit := range map[string]func(*Options){
		"--no-store": func(o *Options) { o.NoStore = true }, "a dry run": func(o *Options) { o.ReadOnly = true },
	} {
		s := open(t, given{env: map[string]string{OktaURL.Env: "https://example.okta.com", OktaToken.Env: "00token"}}, edit)
		if err := s.Resolve(); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(s.Keep(OktaURL, OktaToken), s.KeepKeyDate(time.Unix(1, 0))); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Secrets.Get("default/okta"); s.Store.Config().OktaURL != "" || !errors.Is(err, store.ErrNotFound) || !s.Store.State().KeyCreated.IsZero() {
			t.Errorf("%s: something was kept", name)
		}
	}
}

// TestAKeyringThatFailsIsNoEnd: the run goes on with what it has, and says what to do.
func TestAKeyringThatFailsIsNoEnd(t *testing.T) {
	t.Parallel()
	for _, cause := range []error{store.ErrNoKeyring, store.ErrLocked, store.ErrRefused, store.ErrHung, store.ErrTooLong} {
		s := open(t, given{env: map[string]string{OktaToken.Env: "00token"}}, func(o *Options) { o.Secrets = &keyring{err: fmt.Errorf("keyring: %w", cause)} })
		if err := s.Resolve(); err != nil {
			t.Fatal(err)
		}
		if err := s.Keep(OktaToken); err != nil {
			t.Errorf("%v ended the run: %v", cause, err)
		}
		told := strings.Join(s.Warnings(), "\n")
		if !strings.Contains(told, cause.Error()) || !strings.Contains(told, store.Hint(cause)) || strings.Contains(told, "00token") {
			t.Errorf("%v: %q", cause, told)
		}
		if s.Secret(OktaToken).Reveal() != "00token" {
			t.Error("the token is gone")
		}
		if len(s.Warnings()) != 0 {
			t.Error("a warning is said twice")
		}
	}
}

func TestKeyLivesAYear(t *testing.T) {
	t.Parallel()
	s := open(t, given{})
	made := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	if err := s.KeepKeyDate(made); err != nil {
		t.Fatal(err)
	}
	if st := s.Store.State(); !st.KeyCreated.Equal(made) || !st.KeyExpires.Equal(made.AddDate(1, 0, 0)) {
		t.Errorf("%v to %v", st.KeyCreated, st.KeyExpires)
	}
}

func TestGrants(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]facts.Grant{
		"jira=jira-software":                           {Group: "jira", Product: "jira-software"},
		" team a = confluence ":                        {Group: "team a", Product: "confluence"},
		"a=b=confluence@https://example.atlassian.net": {Group: "a=b", Product: "confluence", Site: "https://example.atlassian.net"},
		"x@y=jira-software@example.atlassian.net":      {Group: "x@y", Product: "jira-software", Site: "example.atlassian.net"},
		"Gruppe Ü=jira-core @ http://127.0.0.1:8080":   {Group: "Gruppe Ü", Product: "jira-core", Site: "http://127.0.0.1:8080"},
	} {
		if got, err := ParseGrant(text); err != nil || got != want {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "=", "group", "group=", "=product", "group=@site"} {
		if got, err := ParseGrant(text); err == nil || !strings.Contains(err.Error(), "grant") {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
}

func TestOneLineSecrets(t *testing.T) {
	t.Parallel()
	parse := oneLine("Okta API token")
	for text, want := range map[string]string{"00abc": "00abc", " 00a\r\nbc\n": "00abc", "\t00abc\t": "00abc"} {
		if got, err := parse(text); err != nil || got != want {
			t.Errorf("%q: %q %v", text, got, err)
		}
	}
	for _, text := range []string{"https://example.okta.com", "00 abc", "00\u00a0abc"} {
		if _, err := parse(text); err == nil {
			t.Errorf("%q was accepted", text)
		}
	}
}

func TestBaseURLs(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"example.atlassian.net": "https://example.atlassian.net", "https://example.atlassian.net/wiki?x=1#y": "https://example.atlassian.net",
		"http://127.0.0.1:80/": "http://127.0.0.1:80", "http://localhost:1": "http://localhost:1", "http://[::1]:7": "http://[::1]:7",
	} {
		if got, err := parseBaseURL(text); err != nil || got != want {
			t.Errorf("%q: %q %v", text, got, err)
		}
	}
	for _, text := range []string{"http://example.com", "https://user:pass@example.com", "https://", "ftp://example.com", "http://127.0.0.1.example.com"} {
		if _, err := parseBaseURL(text); err == nil || strings.Contains(err.Error(), "pass@") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestInputsAreDeclaredOnce(t *testing.T) {
	t.Parallel()
	ids, envs := map[string]bool{}, map[string]bool{}
	for _, in := range Inputs() {
		if ids[in.ID] || envs[in.Env] || in.ID == "" || in.Env == "" || in.Title == "" || in.Help == "" {
			t.Errorf("%+v", in)
		}
		ids[in.ID], envs[in.Env] = true, true
		if in.Secret != (in.Account != "") {
			t.Errorf("%s: a secret has an account, and nothing else has", in.ID)
		}
		if want := "--" + in.ID; !in.Secret && in.Flag() != want || in.Secret && in.Flag() != in.Env {
			t.Errorf("%s is written %s", in.ID, in.Flag())
		}
	}
}
