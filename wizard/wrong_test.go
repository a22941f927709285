package wizard

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/clients/sandbox/world"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
)

// told is everything that a person could read in a run.
func (b *bench) told(p *person) string { return p.screen() + b.events.String() }

func TestWrongCredentialIsNamedAndAskedAgain(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		in    session.Input
		wrong func(a sandbox.Addresses) string
		says  []string
	}{
		{"an Okta token that nobody made", session.OktaToken, func(sandbox.Addresses) string { return "00wrongwrongwrongwrongwrongwrongwrongwrong" }, []string{"okta-reachable", "token"}},
		{"the Atlassian key as Okta token", session.OktaToken, func(a sandbox.Addresses) string { return a.AtlassianAPIKey }, []string{"okta-reachable", "token"}},
		{"a URL as Okta token", session.OktaToken, func(a sandbox.Addresses) string { return a.OktaURL }, []string{"that is an address, not the Okta API token"}},
		{"an -admin URL", session.OktaURL, func(sandbox.Addresses) string { return "https://example-admin.okta.com" }, []string{"https://example.okta.com"}},
		{"plain http to another machine", session.OktaURL, func(sandbox.Addresses) string { return "http://example.okta.com" }, []string{"https"}},
		{"an address that is no Okta org", session.OktaURL, func(a sandbox.Addresses) string { return a.AtlassianAPIURL }, []string{"No Okta org answers at"}},
		{"the Okta token as organization key", session.AtlassianKey, func(a sandbox.Addresses) string { return a.OktaToken }, []string{"atlassian-reachable", "refused the organization API key"}},
		{"a URL as organization key", session.AtlassianKey, func(a sandbox.Addresses) string { return a.AtlassianAPIURL }, []string{"that is an address, not the organization API key"}},
		{"the organization key as site token", session.SiteToken, func(a sandbox.Addresses) string { return a.AtlassianAPIKey }, []string{"site-admin"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := start(t, sandbox.Options{})
			p := b.person()
			p.texts[c.in.Title] = append([]string{c.wrong(b.sandbox.Addresses())}, p.texts[c.in.Title]...)
			b.must(b.withPerson(p, func(r *Runner) { r.Steps = r.Steps[:1] }))
			told := b.told(p)
			for _, want := range c.says {
				if !strings.Contains(told, want) {
					t.Errorf("nothing says %q:\n%s", want, told)
				}
			}
		})
	}
}

// cleaned are texts that are taken as they were pasted.
func TestPastedTextIsCleaned(t *testing.T) {
	t.Parallel()
	b := start(t, sandbox.Options{Scenario: "ready"})
	p, a := b.person(), b.sandbox.Addresses()
	p.texts[session.OktaURL.Title] = []string{"  " + a.OktaURL + "/admin/dashboard \r\n"}
	p.texts[session.OktaToken.Title] = []string{" " + a.OktaToken[:9] + "\n" + a.OktaToken[9:] + "\r\n"}
	p.texts[session.AtlassianKey.Title] = []string{"Bearer " + a.AtlassianAPIKey + "\n"}
	p.texts[session.SCIMBaseURL.Title] = []string{"\"" + a.SCIMBaseURL + "/scim/v2/\"\n"}
	p.texts[session.SCIMKey.Title] = []string{"Bearer " + a.SCIMAPIKey + "  \n"}
	p.press = func(title string, times int) (prompt.Key, bool) {
		return prompt.KeyEnter, title == "Waiting for: The SCIM key works"
	}
	b.must(b.withPerson(p, func(r *Runner) { r.Steps = r.Steps[:2] }))
	for _, title := range []string{session.OktaURL.Title, session.OktaToken.Title, session.AtlassianKey.Title, session.SCIMBaseURL.Title, session.SCIMKey.Title} {
		if n := p.times[title]; n != 1 {
			t.Errorf("%s was asked %d times", title, n)
		}
	}
}

func TestWrongDirectoryPairIsDiagnosed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name       string
		base, key  func(a sandbox.Addresses, other *world.Directory) string
		says       []string
		regenerate bool
	}{
		{"an organization key", nil, func(a sandbox.Addresses, _ *world.Directory) string { return a.AtlassianAPIKey }, []string{"organization API key gets here"}, false},
		{"URL and key swapped", func(a sandbox.Addresses, _ *world.Directory) string { return a.SCIMAPIKey }, func(a sandbox.Addresses, _ *world.Directory) string { return a.SCIMBaseURL }, []string{"key", "URL"}, false},
		{"another directory's key", nil, func(_ sandbox.Addresses, d *world.Directory) string { return d.Key }, []string{"another directory's key"}, false},
		{"a key that was regenerated since", nil, nil, []string{"regenerated"}, true},
		{"a directory that does not exist", func(a sandbox.Addresses, d *world.Directory) string {
			return a.SCIMBaseURL[:strings.LastIndex(a.SCIMBaseURL, "/")+1] + "00000000-0000-4000-8000-000000000000"
		}, nil, []string{"scim-key"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := start(t, sandbox.Options{Scenario: "ready"})
			a := b.sandbox.Addresses()
			other := b.otherDirectory()
			if c.regenerate {
				b.operate("regenerate-key")
			}
			p := b.person()
			right := map[string]string{session.SCIMBaseURL.Title: b.sandbox.Addresses().SCIMBaseURL, session.SCIMKey.Title: b.sandbox.Addresses().SCIMAPIKey}
			for title, wrong := range map[string]func(sandbox.Addresses, *world.Directory) string{session.SCIMBaseURL.Title: c.base, session.SCIMKey.Title: c.key} {
				p.texts[title] = []string{right[title]}
				if wrong != nil {
					p.texts[title] = []string{wrong(a, other), right[title]}
				}
			}
			if c.regenerate {
				p.texts[session.SCIMKey.Title] = []string{a.SCIMAPIKey, right[session.SCIMKey.Title]}
			}
			p.press = func(title string, _ int) (prompt.Key, bool) {
				return prompt.KeyEnter, title == "Waiting for: The SCIM key works"
			}
			s := b.withPerson(p, func(r *Runner) { r.Steps = r.Steps[:2] })
			b.must(s)
			told := b.told(p)
			for _, want := range c.says {
				if !strings.Contains(told, want) {
					t.Errorf("nothing says %q:\n%s", want, told)
				}
			}
			if s.Session.Secret(session.SCIMKey).Reveal() != right[session.SCIMKey.Title] {
				t.Error("the right key was not taken")
			}
			if _, err := b.secrets.Get("default/scim"); err != nil {
				t.Errorf("the proven key was not kept: %v", err)
			}
		})
	}
}

// otherDirectory adds a second SCIM directory to the organization.
func (b *bench) otherDirectory() *world.Directory {
	w := b.sandbox.World()
	w.Lock()
	defer w.Unlock()
	first := w.Atlassian.Directories[0]
	d := &world.Directory{ID: w.UUID(), Name: "Contractors", Key: "ATSCIM" + w.Token(58), KeyCreated: first.KeyCreated, Expires: first.Expires}
	w.Atlassian.Directories = append(w.Atlassian.Directories, d)
	return d
}

// TestSecretsAreNeverShown looks for every secret in everything that a run showed, told or returned.
func TestSecretsAreNeverShown(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]sandbox.Options{"fresh": {}, "a dead key": {Drifts: []string{"integration-credentials"}, Operator: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := start(t, o)
			p := b.person()
			r := b.withPerson(p)
			if o.Operator {
				r = b.alone()
			}
			_, err := b.run(r)
			text := b.told(p)
			if err != nil {
				text += err.Error()
			}
			for _, e := range b.events.all() {
				if e.Guide != nil {
					for _, l := range GuideBlock(*e.Guide) {
						text += l.Text + l.Detail
					}
					for _, do := range slices.Concat(e.Guide.Do, e.Guide.Troubles) {
						text += do
					}
				}
				if e.Result != nil {
					for _, l := range ResultBlock(*e.Result) {
						text += l.Text + l.Detail
					}
				}
			}
			for name, secret := range b.allSecrets() {
				if strings.Contains(text, secret) || strings.Contains(text, url.QueryEscape(secret)) {
					t.Errorf("%s was shown", name)
				}
			}
		})
	}
}

func (b *bench) allSecrets() map[string]string {
	a := b.sandbox.Addresses()
	secrets := map[string]string{"the Okta token": a.OktaToken, "the organization key": a.AtlassianAPIKey, "the site token": a.SiteToken}
	if a.SCIMAPIKey != "" {
		secrets["the directory's key"] = a.SCIMAPIKey
	}
	return secrets
}
