package checks_test

import (
	"maps"
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

// tenants asks the whole catalogue of a sandbox.
func tenants(t *testing.T, o sandbox.Options) map[string]checks.Result {
	t.Helper()
	return keptTenants(t, o, facts.Kept{KeyCreated: time.Now().Add(-30 * 24 * time.Hour)})
}

// keptTenants does so with what the program keeps between runs.
func keptTenants(t *testing.T, o sandbox.Options, k facts.Kept) map[string]checks.Result {
	t.Helper()
	o.Users, o.Groups = 40, 8
	box, err := sandbox.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	before := box.Stats().Mutations
	out := map[string]checks.Result{}
	for _, r := range checks.Run(t.Context(), checks.Catalogue(), readWith(t, box.Addresses(), k), nil) {
		out[r.ID] = r
	}
	if after := box.Stats().Mutations; after != before {
		t.Errorf("asking changed the tenants: %+v, then %+v", before, after)
	}
	return out
}

func read(t *testing.T, a sandbox.Addresses) *facts.Facts {
	t.Helper()
	return readWith(t, a, facts.Kept{KeyCreated: time.Now().Add(-30 * 24 * time.Hour)})
}

func readWith(t *testing.T, a sandbox.Addresses, k facts.Kept) *facts.Facts {
	t.Helper()
	parse := func(text string) *url.URL {
		u, err := url.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		return u
	}
	s := facts.Sources{
		Okta:      okta.NewReader(parse(a.OktaURL), clients.NewSecret(a.OktaToken), http.DefaultTransport),
		Atlassian: atlassian.NewReader(parse(a.AtlassianAPIURL), clients.NewSecret(a.AtlassianAPIKey), http.DefaultTransport),
		Sites:     []facts.SiteSource{{URL: a.SiteURL, Reader: site.NewReader(parse(a.SiteURL), a.SiteEmail, clients.NewSecret(a.SiteToken), http.DefaultTransport)}},
	}
	if a.SCIMBaseURL != "" {
		s.SCIM = scim.NewReader(parse(a.SCIMBaseURL), clients.NewSecret(a.SCIMAPIKey), http.DefaultTransport)
	}
	return facts.New(s, facts.Intent{}, k, time.Now())
}

// ready is what the ready tenants answer that is not Pass.
var ready = map[string]checks.Status{
	"domain-linked": checks.Manual, "integration-mappings": checks.Manual, "email-update": checks.Manual,
	// An application administrator may not list tokens.
	"okta-token-life": checks.Unknown,
}

func differ(got map[string]checks.Result) map[string]checks.Status {
	out := map[string]checks.Status{}
	for id, r := range got {
		if r.Status != ready[id] {
			out[id] = r.Status
		}
	}
	return out
}

func TestReady(t *testing.T) {
	t.Parallel()
	if odd := differ(tenants(t, sandbox.Options{Scenario: "ready"})); len(odd) > 0 {
		t.Errorf("a good setup does not pass: %v", odd)
	}
}

func TestFresh(t *testing.T) {
	t.Parallel()
	got := tenants(t, sandbox.Options{Scenario: "fresh"})
	for id, want := range map[string]checks.Status{
		"okta-reachable": checks.Pass, "okta-rights": checks.Pass, "atlassian-reachable": checks.Pass, "site-admin": checks.Pass, "domain-verified": checks.Pass,
		"domain-claimed": checks.Pass, "guard-active": checks.Pass, "sites-present": checks.Pass, "test-groups": checks.Pass, "access-admin-lockout": checks.Pass,
		"lifecycle-management": checks.Manual, "scim-key": checks.Unknown, "okta-app": checks.Fail, "integration-enabled": checks.Skip, "push-arrived": checks.Skip,
	} {
		if got[id].Status != want {
			t.Errorf("%s is %s, want %s: %s", id, got[id].Status, want, got[id].Summary)
		}
	}
}

// TestRefusedInTheSandbox breaks a credential: what hangs on it is Unknown,
// nothing else is wrong.
func TestRefusedInTheSandbox(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		id      string
		options sandbox.Options
	}{
		{"scim-key", sandbox.Options{Scenario: "ready", Drifts: []string{"scim-key"}}},
		{"okta-rights", sandbox.Options{Scenario: "ready", Drifts: []string{"okta-rights"}}},
		{"atlassian-reachable", sandbox.Options{Scenario: "ready", Variants: map[string]string{"org-key": "scoped"}}},
	} {
		t.Run(tt.id, func(t *testing.T) {
			t.Parallel()
			for id, status := range differ(tenants(t, tt.options)) {
				if id == tt.id && status != checks.Fail {
					t.Errorf("%s is %s", id, status)
				}
				if id != tt.id && status != checks.Unknown {
					t.Errorf("%s is %s, want unknown", id, status)
				}
			}
		})
	}
}

// TestVariantsChangeNoVerdict runs every way the vendors may behave: the good
// setup stays good, or a question honestly goes to a person.
func TestVariantsChangeNoVerdict(t *testing.T) {
	t.Parallel()
	may := map[string]map[string]checks.Status{
		"app-features=empty": {"integration-enabled": checks.Warn, "integration-options": checks.Manual, "integration-one-way": checks.Manual},
	}
	for id, values := range sandbox.List().Variants {
		for _, value := range values {
			if id == "org-key" {
				continue
			}
			t.Run(id+"="+value, func(t *testing.T) {
				t.Parallel()
				got := differ(tenants(t, sandbox.Options{Scenario: "ready", Variants: map[string]string{id: value}}))
				if !maps.Equal(got, may[id+"="+value]) {
					t.Errorf("differs: %v, want %v", got, may[id+"="+value])
				}
			})
		}
	}
}

// TestFaults lets every service fail in every way that ends at once: no
// question about it may pass.
func TestFaults(t *testing.T) {
	t.Parallel()
	for service, id := range map[string]string{"okta": "push-members", "scim": "push-members", "admin": "push-arrived", "site": "site-admin"} {
		for _, kind := range []string{"401", "403", "429-bare", "500", "503", "reset-before", "cut", "html"} {
			t.Run(service+":"+kind, func(t *testing.T) {
				t.Parallel()
				got := tenants(t, sandbox.Options{Scenario: "ready", Faults: []string{service + ":" + kind + "@1+"}})
				if s := got[id].Status; s != checks.Unknown && (id != "site-admin" || s != checks.Fail) {
					t.Errorf("%s is %s: %s", id, s, got[id].Summary)
				}
			})
		}
	}
}
