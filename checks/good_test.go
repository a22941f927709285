package checks

import (
	"net/http"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks/facts"
)

// manualHere are the questions that only a person can answer, also when all is well.
var manualHere = map[string]Status{"scim-key-life": Manual, "domain-linked": Manual, "integration-mappings": Manual}

func TestGoodTenantsPass(t *testing.T) {
	t.Parallel()
	f := serve(t, nil).facts(facts.Intent{}, facts.Kept{})
	for _, r := range Run(t.Context(), Catalogue(), f, nil) {
		want := manualHere[r.ID]
		if r.Status != want {
			t.Errorf("%s is %s (%s), want %s", r.ID, r.Status, r.Summary, want)
		}
		if r.Summary == "" || !strings.HasSuffix(r.Summary, ".") {
			t.Errorf("%s: summary %q is no sentence", r.ID, r.Summary)
		}
	}
}

func TestEachListIsReadOnce(t *testing.T) {
	t.Parallel()
	s := serve(t, nil)
	Run(t.Context(), Catalogue(), s.facts(facts.Intent{}, facts.Kept{}), nil)
	for _, path := range []string{
		getAppUsers, getAppGroup, getPushes, getConnect, getFeatures, getMapping, getSchema, getRecords, getSCIMGrps, getConfig,
		getDomains, getKeys, postPlaces, getRoles, getSeats, "GET /api/v1/groups/00gpush/users", "GET /api/v1/groups/00gassign/users",
		"GET /.well-known/okta-organization", "GET /api/v1/users/me", "GET /admin/v1/orgs",
	} {
		most := 1
		if path == getRecords {
			most = 2 // directory-headroom asks for the total with a page of one
		}
		if n := s.calls[path]; n > most {
			t.Errorf("%s was read %d times", path, n)
		}
	}
	if n := s.total(); n > 45 {
		t.Errorf("%d calls for two people and one group", n)
	}
}

// TestCouldNotLookNeverPasses takes one service away after the other, in every
// way it can go, and asks everything.
func TestCouldNotLookNeverPasses(t *testing.T) {
	t.Parallel()
	ways := map[string]refusal{
		"403": {403, `{"errorCode":"E0000006","errorSummary":"no","code":403,"message":"no"}`}, "401": {401, `{"errorCode":"E0000011","errorSummary":"bad"}`},
		"429": {429, `{"errorCode":"E0000047","errorSummary":"slow down"}`}, "500": {500, `{"errorCode":"E0000009"}`},
		"garbage": {200, `{"data": [`}, "html": {200, `<html><body>Sign in</body></html>`}, "empty": {200, ``},
	}
	services := map[string]string{"okta": "/api/v1/", "admin": "/admin/", "scim": "/scim/"}
	for service, prefix := range services {
		for way, answer := range ways {
			t.Run(service+" "+way, func(t *testing.T) {
				t.Parallel()
				changes := answers{}
				for key := range good() {
					if strings.Contains(key, prefix) {
						changes[key] = answer
					}
				}
				f := serve(t, changes).facts(facts.Intent{}, facts.Kept{})
				for _, r := range Run(t.Context(), Catalogue(), f, nil) {
					// A 403 of Okta's is a token that lives, but may not.
					if way == "403" && r.ID == "okta-reachable" {
						continue
					}
					if reads(r.Check)[service] && (r.Status == Pass || r.Status == Warn) {
						t.Errorf("%s is %s although %s did not answer: %s", r.ID, r.Status, service, r.Summary)
					}
				}
			})
		}
	}
}

// reads says which services a check cannot pass without.
func reads(c Check) map[string]bool {
	switch c.ID {
	case "okta-reachable", "okta-rights", "lifecycle-management", "test-groups", "okta-app", "integration-options", "email-attribute",
		"email-update", "push-status", "push-assign-overlap", "assign-groups", "integration-credentials", "integration-one-way", "push-kind", "push-size", "email-wellformed", "email-unique", "okta-token-life":
		return map[string]bool{"okta": true}
	case "atlassian-reachable", "atlassian-key-life", "domain-verified", "sites-present", "access-admin-lockout":
		return map[string]bool{"admin": true}
	case "scim-key", "directory-headroom":
		return map[string]bool{"scim": true}
	case "push-members", "push-renamed", "assign-provisioned", "assign-errors", "assign-linked", "assign-orphans", "assign-before-provisioning", "assign-attributes":
		return map[string]bool{"okta": true, "scim": true}
	case "push-arrived", "email-population", "assign-inactive":
		return map[string]bool{"okta": true, "scim": true, "admin": true}
	case "push-name-conflict", "push-default-group", "access-granted", "access-default", "domain-claimed", "email-domains":
		return map[string]bool{"okta": true, "admin": true}
	case "directory-organization":
		return map[string]bool{"scim": true, "admin": true}
	case "access-seats":
		return map[string]bool{"okta": true, "admin": true, "scim": true}
	}
	return nil
}

// TestCutShortNeverPasses ends single lists early.
func TestCutShortNeverPasses(t *testing.T) {
	t.Parallel()
	short := scimList(record("s1", "ana@acme.example", "00u1", "a1", true))
	short["totalResults"] = 2
	shortGroups := scimList()
	shortGroups["totalResults"] = 1
	empty := scimList()
	cut := func(first obj) dynamic {
		return func(r *http.Request, _ string) any {
			if r.URL.Query().Get("startIndex") == "1" {
				return first
			}
			return empty
		}
	}
	for _, id := range []string{
		"email-population", "push-members", "assign-provisioned", "assign-errors", "assign-linked", "assign-orphans", "assign-inactive", "assign-attributes", "assign-before-provisioning",
	} {
		expect(t, look(t, id, answers{getRecords: cut(short)}, facts.Intent{}), Unknown)
	}
	for _, id := range []string{"push-arrived", "push-members", "push-renamed", "directory-headroom"} {
		expect(t, look(t, id, answers{getSCIMGrps: cut(shortGroups)}, facts.Intent{}), Unknown)
	}
}

func TestNothingConfigured(t *testing.T) {
	t.Parallel()
	may := map[string]Status{"site-admin": Skip, "access-seats": Unknown, "domain-linked": Unknown, "sites-added": Manual}
	for _, r := range Run(t.Context(), Catalogue(), facts.New(facts.Sources{}, facts.Intent{}, facts.Kept{}, now), nil) {
		want, ok := may[r.ID]
		if !ok {
			want = Unknown
		}
		if r.Status != want {
			t.Errorf("%s is %s without any credential (%s), want %s", r.ID, r.Status, r.Summary, want)
		}
	}
}
