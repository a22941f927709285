package checks

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/scim"
	"github.com/provision-cli/provision/clients/site"
)

// The stub is a good pair of tenants, answer by answer; a test replaces the
// answers it is about. Keys are method and path, values JSON, a refusal, or a
// function of the request.
type (
	answers map[string]any
	refusal struct {
		status int
		body   string
	}
	dynamic func(r *http.Request, body string) any
	obj     = map[string]any
	list    = []any
)

// tenantSecret is every credential of the stub; no text may hold it.
const tenantSecret = "00T3nantS3cr3t"

type stub struct {
	mu      sync.Mutex
	answers answers
	calls   map[string]int
	server  *httptest.Server
}

var now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

const (
	pathApp     = "/api/v1/apps/0oa1"
	pathOrg     = "/admin/v1/orgs/org1"
	pathOrgV2   = "/admin/v2/orgs/org1"
	pathUsers   = pathOrgV2 + "/directories/-/users/search"
	pathGroups  = pathOrgV2 + "/directories/-/groups/search"
	pathSCIM    = "/scim/directory/d1"
	postUsers   = "POST " + pathUsers
	postGroups  = "POST " + pathGroups
	getApps     = "GET /api/v1/apps"
	getLogs     = "GET /api/v1/logs"
	getTokens   = "GET /api/v1/api-tokens"
	getOwner    = "GET /api/v1/users/00ume/roles"
	getFeatures = "GET " + pathApp + "/features/USER_PROVISIONING"
	getConnect  = "GET " + pathApp + "/connections/default"
	getAppUsers = "GET " + pathApp + "/users"
	getAppGroup = "GET " + pathApp + "/groups"
	getPushes   = "GET " + pathApp + "/group-push/mappings"
	getMapping  = "GET /api/v1/mappings/prm1"
	getSchema   = "GET /api/v1/meta/schemas/apps/0oa1/default"
	getRecords  = "GET " + pathSCIM + "/Users"
	getSCIMGrps = "GET " + pathSCIM + "/Groups"
	getConfig   = "GET " + pathSCIM + "/ServiceProviderConfig"
	getDomains  = "GET " + pathOrg + "/domains"
	getManaged  = "GET " + pathOrg + "/users"
	getKeys     = "GET /admin/api-access/v1/orgs/org1/api-keys"
	postPlaces  = "POST " + pathOrgV2 + "/workspaces"
	getRoles    = "GET " + pathOrgV2 + "/directories/dir1/groups/ag1/role-assignments"
	getPermits  = "GET /rest/api/3/mypermissions"
	getSeats    = "GET /rest/api/3/applicationrole"
)

func app(change obj) obj {
	a := obj{
		"id": "0oa1", "name": "atlassian", "label": "Atlassian Cloud", "status": "ACTIVE", "signOnMode": "SAML_2_0",
		"features":    list{"GROUP_PUSH", "PUSH_NEW_USERS", "PUSH_PROFILE_UPDATES", "PUSH_USER_DEACTIVATION"},
		"credentials": obj{"userNameTemplate": obj{"template": "user.email", "type": "CUSTOM", "pushStatus": "PUSH"}},
		"_links":      obj{"help": obj{"href": "https://acme-admin.okta.com/app/atlassian/0oa1/setup/help"}},
	}
	maps.Copy(a, change)
	return a
}

func user(id, login, email, status string) obj {
	return obj{"id": id, "status": status, "profile": obj{"login": login, "email": email, "firstName": strings.ToUpper(login[:1]) + login[1:3], "lastName": "Doe"}}
}

func appUser(id, external, userName string) obj {
	return obj{
		"id": id, "externalId": external, "scope": "GROUP", "status": "PROVISIONED", "syncState": "SYNCHRONIZED",
		"created": "2026-11-23T11:00:00.000Z", "credentials": obj{"userName": userName}, "profile": obj{"email": userName},
	}
}

func record(id, userName, external, account string, active bool) obj {
	return obj{
		"id": id, "userName": userName, "externalId": external, "active": active, "emails": list{obj{"value": userName, "primary": true}},
		"urn:scim:schemas:extension:atlassian-external:1.0": obj{"atlassianAccountId": account},
	}
}

func scimGroup(name string, members ...string) obj {
	refs := list{}
	for _, m := range members {
		refs = append(refs, obj{"value": m})
	}
	return obj{"id": "g1", "displayName": name, "members": refs}
}

func scimList(items ...any) obj {
	return obj{"totalResults": len(items), "startIndex": 1, "itemsPerPage": len(items), "Resources": append(list{}, items...)}
}

func data(items ...any) obj { return obj{"data": append(list{}, items...)} }

func domainNamed(name, status string) obj {
	return obj{"id": name, "attributes": obj{"name": name, "claim": obj{"type": "dns", "status": status}}}
}

func account(id, email, claim string, roles ...any) obj {
	return obj{"accountId": id, "email": email, "accountStatus": "active", "claimStatus": claim, "platformRoles": append(list{}, roles...)}
}

func orgGroup(name string, synced bool) obj {
	return obj{"id": "ag1", "name": name, "directoryId": "dir1", "externalSynced": synced}
}

func workspace(id, kind, status string) obj {
	return obj{"id": id, "attributes": obj{"name": "acme", "typeKey": kind, "status": status, "hostUrl": "https://acme.atlassian.net"}}
}

func role(resource, owner, byDefault string, roles ...any) obj {
	r := obj{"resourceId": resource, "resourceOwner": owner, "roles": append(list{}, roles...)}
	if byDefault != "" {
		r["defaultRole"] = byDefault
	}
	return r
}

// good is a pair of tenants in which everything is right: Ana and Bob are
// assigned through one group and pushed in another.
func good() answers {
	people := list{user("00u1", "ana@acme.example", "ana@acme.example", "ACTIVE"), user("00u2", "bob@acme.example", "bob@acme.example", "ACTIVE")}
	groups := obj{
		"push-me":   obj{"id": "00gpush", "type": "OKTA_GROUP", "profile": obj{"name": "push-me"}},
		"assign-me": obj{"id": "00gassign", "type": "OKTA_GROUP", "profile": obj{"name": "assign-me"}},
	}
	return answers{
		"GET /.well-known/okta-organization": obj{"id": "00o1", "pipeline": "idx", "_links": obj{"organization": obj{"href": "https://acme.okta.com"}}},
		"GET /api/v1/users/me":               user("00ume", "admin@acme.example", "admin@acme.example", "ACTIVE"),
		"GET /api/v1/users/00ume/roles":      list{obj{"type": "APP_ADMIN", "status": "ACTIVE"}, obj{"type": "USER_ADMIN", "status": "ACTIVE"}},
		getTokens:                            list{obj{"id": "00T1", "name": "provision", "userId": "00ume", "network": obj{"connection": "ANYWHERE"}, "expiresAt": "2026-12-23T12:00:00.000Z"}},
		getApps:                              list{app(nil)},
		"GET " + pathApp:                     app(nil),
		"GET /api/v1/groups":                 dynamic(func(r *http.Request, _ string) any { return groupsAsked(r, groups) }),
		"GET /api/v1/groups/00gpush":         groups["push-me"],
		"GET /api/v1/groups/00gassign":       groups["assign-me"],
		"GET /api/v1/groups/00gpush/users":   people,
		"GET /api/v1/groups/00gassign/users": people,
		getAppGroup:                          list{obj{"id": "00gassign", "priority": 0}},
		getAppUsers:                          list{appUser("00u1", "s1", "ana@acme.example"), appUser("00u2", "s2", "bob@acme.example")},
		getPushes:                            list{obj{"id": "gPm1", "sourceGroupId": "00gpush", "targetGroupId": "x", "status": "ACTIVE"}},
		getConnect:                           obj{"status": "UNKNOWN", "profile": obj{"authScheme": "UNKNOWN"}},
		getFeatures:                          notSupported,
		"GET /api/v1/meta/types/user":        list{obj{"id": "oty1", "name": "user", "default": true}},
		"GET /api/v1/mappings":               list{obj{"id": "prm1", "source": obj{"id": "oty1", "type": "user"}, "target": obj{"id": "0oa1", "type": "appuser"}}},
		getMapping:                           mapping(obj{"email": obj{"expression": "user.email", "pushStatus": "PUSH"}}),
		getSchema:                            schema(obj{"email": obj{"title": "Primary email", "externalName": "emails.^[primary==true].value"}}),
		getLogs:                              list{},
		"GET /admin/v1/orgs":                 data(obj{"id": "org1", "attributes": obj{"name": "Acme"}}),
		getDomains:                           data(domainNamed("acme.example", "verified")),
		getManaged:                           data(obj{"account_id": "a1", "email": "ana@acme.example", "access_billable": true}),
		getKeys:                              data(obj{"id": "k1", "label": "provision", "expiresAt": "2027-11-01T00:00:00Z"}),
		postPlaces:                           data(workspace("ari:jira", "jira-software", "online"), workspace("ari:wiki", "confluence", "online")),
		postUsers: data(account("a1", "ana@acme.example", "managed"), account("a2", "bob@acme.example", "managed"),
			account("a9", "emergency@outside.example", "unmanaged", "atlassian/org-admin")),
		postGroups:  data(orgGroup("push-me", true)),
		getRoles:    data(role("ari:jira", "jira-software", "", "atlassian/user")),
		getConfig:   obj{"patch": obj{"supported": true}, "filter": obj{"supported": true}},
		getRecords:  scimList(record("s1", "ana@acme.example", "00u1", "a1", true), record("s2", "bob@acme.example", "00u2", "a2", true)),
		getSCIMGrps: scimList(scimGroup("push-me", "s1", "s2")),
		getPermits:  obj{"permissions": obj{"ADMINISTER": obj{"havePermission": true}}},
		getSeats:    list{obj{"key": "jira-software", "name": "Jira", "numberOfSeats": 100, "remainingSeats": 50, "userCount": 50}},
	}
}

var notSupported = refusal{400, `{"errorCode":"E0000001","errorSummary":"Api validation failed: feature","errorCauses":[{"errorSummary":"Provisioning is not supported."}]}`}

func mapping(properties obj) obj {
	return obj{"id": "prm1", "source": obj{"id": "oty1", "type": "user"}, "target": obj{"id": "0oa1", "type": "appuser"}, "properties": properties}
}

func schema(properties obj) obj {
	return obj{"definitions": obj{"base": obj{"properties": properties}, "custom": obj{"properties": obj{}}}}
}

// groupsAsked answers a search by name or by the start of a name.
func groupsAsked(r *http.Request, groups obj) any {
	out := list{}
	search := r.URL.Query().Get("search")
	for name, g := range groups {
		prefix, starts := strings.CutPrefix(search, `profile.name sw "`)
		if search == "" || strings.Contains(search, `"`+name+`"`) || starts && strings.HasPrefix(name, strings.TrimSuffix(prefix, `"`)) {
			out = append(out, g)
		}
	}
	return out
}

func serve(t *testing.T, changes answers) *stub {
	t.Helper()
	s := &stub{answers: good(), calls: map[string]int{}}
	maps.Copy(s.answers, changes)
	s.server = httptest.NewServer(s)
	t.Cleanup(s.server.Close)
	return s
}

func (s *stub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	key := r.Method + " " + r.URL.Path
	s.mu.Lock()
	s.calls[key]++
	answer, known := s.answers[key]
	s.mu.Unlock()
	if f, ok := answer.(dynamic); ok {
		answer = f(r, string(body))
	}
	w.Header().Set("Content-Type", "application/json")
	switch a := answer.(type) {
	case refusal:
		w.WriteHeader(a.status)
		_, _ = io.WriteString(w, a.body)
	case nil:
		if !known {
			w.WriteHeader(http.StatusNotFound)
			_, _ = io.WriteString(w, `{"errorCode":"E0000007","errorSummary":"Not found"}`)
		}
	default:
		_ = json.NewEncoder(w).Encode(a)
	}
}

func (s *stub) total() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, c := range s.calls {
		n += c
	}
	return n
}

func (s *stub) sources() facts.Sources { return s.sourcesOver(nil) }

// sourcesOver reads the stub over a transport of its own; nil for the network.
func (s *stub) sourcesOver(rt http.RoundTripper) facts.Sources {
	base, _ := url.Parse(s.server.URL)
	key := clients.NewSecret(tenantSecret)
	return facts.Sources{
		Okta: okta.NewReader(base, key, rt), Atlassian: atlassian.NewReader(base, key, rt),
		SCIM:  scim.NewReader(base.JoinPath(pathSCIM), key, rt),
		Sites: []facts.SiteSource{{URL: "https://acme.atlassian.net", Reader: site.NewReader(base, "admin@acme.example", key, rt)}},
	}
}

func (s *stub) facts(in facts.Intent, k facts.Kept) *facts.Facts {
	return facts.New(s.sources(), in, k, now)
}

// look asks one check over the good tenants with some answers changed.
func look(t *testing.T, id string, changes answers, in facts.Intent) Finding {
	t.Helper()
	return lookWith(t, id, serve(t, changes).facts(in, facts.Kept{}))
}

func lookWith(t *testing.T, id string, f *facts.Facts) Finding {
	t.Helper()
	c, ok := Find(id)
	if !ok {
		t.Fatalf("no check %s", id)
	}
	return c.Run(t.Context(), f)
}

// expect compares a finding with what a table wants: the status, and words of
// summary, fix or evidence.
func expect(t *testing.T, got Finding, status Status, words ...string) {
	t.Helper()
	text, _ := json.Marshal(got)
	if got.Status != status {
		t.Errorf("status %s, want %s: %s", got.Status, status, text)
	}
	all := got.Summary + " " + got.Fix + " " + string(text)
	for _, w := range words {
		if !strings.Contains(all, w) {
			t.Errorf("%q is missing in %s", w, text)
		}
	}
	if (got.Status == Fail || got.Status == Warn) && got.Fix == "" {
		t.Errorf("no fix: %s", text)
	}
}

// entry is one row of most tables here.
type entry struct {
	name    string
	id      string
	changes answers
	intent  facts.Intent
	want    Status
	words   []string
}

func lookAll(t *testing.T, table []entry) {
	t.Helper()
	for _, e := range table {
		t.Run(e.id+" "+e.name, func(t *testing.T) {
			t.Parallel()
			expect(t, look(t, e.id, e.changes, e.intent), e.want, e.words...)
		})
	}
}
