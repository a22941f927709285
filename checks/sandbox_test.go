package checks_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/clients/scim"
	"github.com/provision-cli/provision/clients/site"
)

// tenant is a running sandbox with its readers.
type tenant struct {
	box     *sandbox.Sandbox
	sources facts.Sources
	kept    facts.Kept
}

func start(t *testing.T, o sandbox.Options) *tenant {
	t.Helper()
	if o.Users == 0 {
		o.Users, o.Groups = 40, 8
	}
	box, err := sandbox.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	a := box.Addresses()
	k := &tenant{box: box}
	k.sources.Okta = okta.NewReader(parse(t, a.OktaURL), clients.NewSecret(a.OktaToken), http.DefaultTransport)
	k.sources.Atlassian = atlassian.NewReader(parse(t, a.AtlassianAPIURL), clients.NewSecret(a.AtlassianAPIKey), http.DefaultTransport)
	k.sources.Sites = []facts.SiteSource{{URL: a.SiteURL, Reader: site.NewReader(parse(t, a.SiteURL), a.SiteEmail, clients.NewSecret(a.SiteToken), http.DefaultTransport)}}
	if a.SCIMBaseURL != "" {
		k.directory(t, a.SCIMBaseURL, a.SCIMAPIKey)
	}
	return k
}

func (k *tenant) directory(t *testing.T, base, key string) {
	t.Helper()
	k.sources.SCIM = scim.NewReader(parse(t, base), clients.NewSecret(key), http.DefaultTransport)
}

func (k *tenant) facts(in facts.Intent) *facts.Facts {
	return facts.New(k.sources, in, k.kept, time.Now())
}

func (k *tenant) run(t *testing.T, in facts.Intent, list []checks.Check) map[string]checks.Result {
	t.Helper()
	out := map[string]checks.Result{}
	for _, r := range checks.Run(t.Context(), list, k.facts(in), nil) {
		out[r.ID] = r
	}
	return out
}

func parse(t *testing.T, text string) *url.URL {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestLook(t *testing.T) {
	base := start(t, sandbox.Options{Scenario: "ready"}).run(t, facts.Intent{}, checks.Catalogue())
	for _, d := range sandbox.List().Drifts {
		k := start(t, sandbox.Options{Scenario: "ready", Drifts: []string{d}})
		for _, r := range checks.Run(t.Context(), checks.Catalogue(), k.facts(facts.Intent{}), nil) {
			if r.Status != base[r.ID].Status || r.ID == d {
				t.Logf("%-20s %-8s %-24s %s | fix: %s |  %v", d, r.Status, r.ID, r.Summary, r.Fix, r.Evidence)
			}
		}
	}
	for id, values := range sandbox.List().Variants {
		for _, v := range values[1:] {
			k := start(t, sandbox.Options{Scenario: "ready", Variants: map[string]string{id: v}})
			for _, r := range checks.Run(t.Context(), checks.Catalogue(), k.facts(facts.Intent{}), nil) {
				if r.Status != base[r.ID].Status {
					t.Logf("%-20s %-8s %-24s %s | fix: %s |  %v", id+"="+v, r.Status, r.ID, r.Summary, r.Fix, r.Evidence)
				}
			}
		}
	}
}
