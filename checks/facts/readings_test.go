package facts

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/scim"
	"github.com/provision-cli/provision/clients/site"
)

// whole answers everything once.
func whole() map[string]string {
	const organization = "/admin/v2/orgs/o1"
	list := `{"totalResults":1,"startIndex":1,"itemsPerPage":1,"Resources":[{"id":"x","userName":"ana@x.example","displayName":"a"}]}`
	return map[string]string{
		"GET /.well-known/okta-organization":               `{"id":"00o1"}`,
		"GET /api/v1/users/me":                             `{"id":"00ume","profile":{"login":"me@x.example"}}`,
		"GET /api/v1/users/00u1":                           `{"id":"00u1","profile":{"login":"ana@x.example"}}`,
		"GET /api/v1/users/00ume/roles":                    `[{"type":"APP_ADMIN"}]`,
		apps:                                               oneApp,
		pushes:                                             `[{"id":"1","sourceGroupId":"00ga"}]`,
		"GET /api/v1/apps/0oa1/groups":                     `[{"id":"00ga"}]`,
		"GET /api/v1/apps/0oa1/users":                      `[{"id":"00u1"}]`,
		"GET /api/v1/apps/0oa1/connections/default":        `{"status":"UNKNOWN"}`,
		"GET /api/v1/apps/0oa1/features/USER_PROVISIONING": `{"name":"USER_PROVISIONING","capabilities":{}}`,
		"GET /api/v1/meta/schemas/apps/0oa1/default":       `{"definitions":{}}`,
		"GET /api/v1/meta/types/user":                      `[{"id":"oty1","default":true}]`,
		"GET /api/v1/mappings":                             `[{"id":"prm1","source":{"id":"oty1"},"target":{"id":"0oa1"}}]`,
		"GET /api/v1/mappings/prm1":                        `{"id":"prm1","properties":{}}`,
		"GET /api/v1/logs":                                 `[]`,
		groups:                                             "[" + group("00ga", "a") + "]",
		groups + "/00ga":                                   group("00ga", "a"),
		groups + "/00ga/users":                             `[{"id":"00u1","status":"ACTIVE","profile":{"login":"ana@x.example","email":"ana@x.example"}}]`,
		org:                                                `{"data":[{"id":"o1"}]}`,
		"GET /admin/v1/orgs/o1/domains":                    `{"data":[{"id":"d"}]}`,
		"GET /admin/v1/orgs/o1/users":                      `{"data":[{"account_id":"a","access_billable":true}]}`,
		"GET /admin/api-access/v1/orgs/o1/api-keys":        `{"data":[{"id":"k"}]}`,
		"POST " + organization + "/workspaces":             `{"data":[{"id":"w"}]}`,
		"POST " + organization + "/directories/-/users/search":                 `{"data":[{"accountId":"a","email":"ana@x.example","platformRoles":["atlassian/org-admin"]}]}`,
		"POST " + organization + "/directories/-/groups/search":                `{"data":[{"id":"ag1","name":"a","directoryId":"dir"}]}`,
		"GET " + organization + "/directories/dir/groups/ag1/role-assignments": `{"data":[{"resourceId":"w"}]}`,
		"POST /admin/user-provisioning/v1/org/o1/get-scim-links-for-email":     `{"scimLinks":[]}`,
		"GET /scim/directory/d1/Users":                                         list,
		"GET /scim/directory/d1/Groups":                                        list,
		"GET /scim/directory/d1/ServiceProviderConfig":                         `{"patch":{"supported":true},"filter":{"supported":true}}`,
		"GET /rest/api/3/mypermissions":                                        `{"permissions":{"ADMINISTER":{"havePermission":true}}}`,
		"GET /rest/api/3/applicationrole":                                      `[{"key":"jira-software"}]`,
		"GET /rest/api/3/group/member":                                         `{"isLast":true,"values":[{"accountId":"a"}]}`,
	}
}

// reading is one method of Facts and the request that decides its answer.
type reading struct {
	name, request string
	ask           func(context.Context, *Facts) error
}

func asks[T any](name, request string, ask func(context.Context, *Facts) (T, error)) reading {
	return reading{name, request, func(ctx context.Context, f *Facts) error { _, err := ask(ctx, f); return err }}
}

func readings() []reading {
	const organization = "/admin/v2/orgs/o1"
	in := []okta.Group{{ID: "00ga", Name: "a"}}
	return []reading{
		asks("Organization", "GET /.well-known/okta-organization", func(ctx context.Context, f *Facts) (okta.Organization, error) { return f.Organization(ctx) }),
		asks("Me", "GET /api/v1/users/me", func(ctx context.Context, f *Facts) (okta.User, error) { return f.Me(ctx) }),
		asks("Roles", "GET /api/v1/users/00ume/roles", func(ctx context.Context, f *Facts) ([]okta.Role, error) { return f.Roles(ctx) }),
		asks("Apps", apps, func(ctx context.Context, f *Facts) ([]okta.App, error) { return f.Apps(ctx) }),
		asks("App", apps, func(ctx context.Context, f *Facts) (okta.App, error) { return f.App(ctx) }),
		asks("AppGroups", "GET /api/v1/apps/0oa1/groups", func(ctx context.Context, f *Facts) ([]okta.AppGroup, error) { return f.AppGroups(ctx) }),
		asks("AppUsers", "GET /api/v1/apps/0oa1/users", func(ctx context.Context, f *Facts) (*AppUsers, error) { return f.AppUsers(ctx) }),
		asks("PushMappings", pushes, func(ctx context.Context, f *Facts) ([]okta.PushMapping, error) { return f.PushMappings(ctx) }),
		asks("Connection", "GET /api/v1/apps/0oa1/connections/default", func(ctx context.Context, f *Facts) (okta.Connection, error) { return f.Connection(ctx) }),
		asks("Feature", "GET /api/v1/apps/0oa1/features/USER_PROVISIONING", func(ctx context.Context, f *Facts) (okta.Feature, error) { return f.Feature(ctx) }),
		asks("Schema", "GET /api/v1/meta/schemas/apps/0oa1/default", func(ctx context.Context, f *Facts) (okta.Schema, error) { return f.Schema(ctx) }),
		asks("Mapping", "GET /api/v1/mappings/prm1", func(ctx context.Context, f *Facts) (okta.ProfileMapping, error) { return f.Mapping(ctx) }),
		asks("Events", "GET /api/v1/logs", func(ctx context.Context, f *Facts) ([]okta.Event, error) {
			return f.Events(ctx, okta.EventQuery{Filter: `eventType eq "a"`, Since: f.Now().Add(-time.Hour), Until: f.Now()})
		}),
		asks("GroupsNamed", groups, func(ctx context.Context, f *Facts) ([]okta.Group, error) { return f.GroupsNamed(ctx, "a") }),
		asks("TestGroups", groups, func(ctx context.Context, f *Facts) ([]okta.Group, error) { return f.TestGroups(ctx, "a") }),
		asks("Group", groups+"/00ga", func(ctx context.Context, f *Facts) (okta.Group, error) { return f.Group(ctx, "00ga") }),
		asks("Members", groups+"/00ga/users", func(ctx context.Context, f *Facts) (Users, error) { return f.Members(ctx, "00ga") }),
		asks("User", "GET /api/v1/users/00u1", func(ctx context.Context, f *Facts) (okta.User, error) { return f.User(ctx, "00u1") }),
		asks("PushGroups", pushes, func(ctx context.Context, f *Facts) ([]okta.Group, error) { return f.PushGroups(ctx) }),
		asks("AssignGroups", "GET /api/v1/apps/0oa1/groups", func(ctx context.Context, f *Facts) ([]okta.Group, error) { return f.AssignGroups(ctx) }),
		asks("People", groups+"/00ga/users", func(ctx context.Context, f *Facts) (Users, error) { return f.People(ctx) }),
		asks("Joined, people", "GET /scim/directory/d1/Users", func(ctx context.Context, f *Facts) (Joined, error) { return f.Joined(ctx, in, true) }),
		asks("Joined, assignments", "GET /api/v1/apps/0oa1/users", func(ctx context.Context, f *Facts) (Joined, error) { return f.Joined(ctx, in, true) }),
		{"ProbeGroups", groups, func(ctx context.Context, f *Facts) error { return f.ProbeGroups(ctx) }},
		{"ProbeLogs", "GET /api/v1/logs", func(ctx context.Context, f *Facts) error { return f.ProbeLogs(ctx) }},
		asks("Org", org, func(ctx context.Context, f *Facts) (atlassian.Org, error) { return f.Org(ctx) }),
		asks("Domains", "GET /admin/v1/orgs/o1/domains", func(ctx context.Context, f *Facts) ([]atlassian.Domain, error) { return f.Domains(ctx) }),
		asks("Workspaces", "POST "+organization+"/workspaces", func(ctx context.Context, f *Facts) ([]atlassian.Workspace, error) { return f.Workspaces(ctx) }),
		asks("GrantTargets", "POST "+organization+"/workspaces", func(ctx context.Context, f *Facts) ([]atlassian.Workspace, error) {
			return f.GrantTargets(ctx, Grant{})
		}),
		asks("Keys", "GET /admin/api-access/v1/orgs/o1/api-keys", func(ctx context.Context, f *Facts) ([]atlassian.Key, error) { return f.Keys(ctx) }),
		asks("Admins", "POST "+organization+"/directories/-/users/search", func(ctx context.Context, f *Facts) ([]atlassian.User, error) { return f.Admins(ctx) }),
		asks("Claimed", "POST "+organization+"/directories/-/users/search", func(ctx context.Context, f *Facts) (bool, error) { return f.Claimed(ctx, "x.example") }),
		asks("Billable", "GET /admin/v1/orgs/o1/users", func(ctx context.Context, f *Facts) (bool, error) { return f.Billable(ctx) }),
		asks("OrgGroups", "POST "+organization+"/directories/-/groups/search", func(ctx context.Context, f *Facts) (map[string][]atlassian.Group, error) {
			return f.OrgGroups(ctx, []string{"A"})
		}),
		asks("RoleAssignments", "GET "+organization+"/directories/dir/groups/ag1/role-assignments", func(ctx context.Context, f *Facts) ([]atlassian.RoleAssignment, error) {
			return f.RoleAssignments(ctx, atlassian.Group{ID: "ag1", DirectoryID: "dir"})
		}),
		asks("OrgUsers", "POST "+organization+"/directories/-/users/search", func(ctx context.Context, f *Facts) (Accounts, error) {
			return f.OrgUsers(ctx, []string{"ANA@x.example"})
		}),
		asks("SCIMLinks", "POST /admin/user-provisioning/v1/org/o1/get-scim-links-for-email", func(ctx context.Context, f *Facts) ([]atlassian.SCIMLink, error) {
			return f.SCIMLinks(ctx, "ana@x.example")
		}),
		asks("SCIMUsers", "GET /scim/directory/d1/Users", func(ctx context.Context, f *Facts) (*SCIMUsers, error) { return f.SCIMUsers(ctx) }),
		asks("SCIMGroups", "GET /scim/directory/d1/Groups", func(ctx context.Context, f *Facts) (*SCIMGroups, error) { return f.SCIMGroups(ctx) }),
		asks("SCIMConfig", "GET /scim/directory/d1/ServiceProviderConfig", func(ctx context.Context, f *Facts) (scim.Config, error) { return f.SCIMConfig(ctx) }),
		asks("Administers", "GET /rest/api/3/mypermissions", func(ctx context.Context, f *Facts) (bool, error) { return f.Administers(ctx, 0) }),
		asks("SiteRoles", "GET /rest/api/3/applicationrole", func(ctx context.Context, f *Facts) ([]site.ApplicationRole, error) { return f.SiteRoles(ctx, 0) }),
		asks("SiteMembers", "GET /rest/api/3/group/member", func(ctx context.Context, f *Facts) ([]site.Member, error) { return f.SiteMembers(ctx, 0, "ag1") }),
	}
}

// exactly counts a request without those below it.
func (w *world) exactly(request string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := 0
	for _, c := range w.calls {
		if c == request || strings.HasPrefix(c, request+" ") || strings.HasPrefix(c, request+"{") {
			n++
		}
	}
	return n
}

// TestEveryReading holds each method of Facts to the promises of the package:
// read once, an error is remembered, a stopped reading is not, and without a
// credential the answer is ErrNotConfigured.
func TestEveryReading(t *testing.T) {
	t.Parallel()
	for _, r := range readings() {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			readsOnce(t, r)
			remembersErrors(t, r)
			forgetsWhatWasStopped(t, r)
			if err := r.ask(t.Context(), New(Sources{}, Intent{}, Kept{}, time.Now())); !errors.Is(err, ErrNotConfigured) {
				t.Errorf("without a credential: %v", err)
			}
		})
	}
}

func readsOnce(t *testing.T, r reading) {
	t.Helper()
	f, w := open(t, Intent{}, Kept{}, whole())
	done := make(chan error)
	for range 4 {
		go func() { done <- r.ask(t.Context(), f) }()
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	if n := w.exactly(r.request); n != 1 {
		t.Errorf("asked %d times for %s: %q", n, r.request, w.calls)
	}
}

func remembersErrors(t *testing.T, r reading) {
	t.Helper()
	says := whole()
	delete(says, r.request)
	f, w := open(t, Intent{}, Kept{}, says)
	for range 2 {
		if err := r.ask(t.Context(), f); !errors.Is(err, clients.ErrNotFound) {
			t.Errorf("%v, want what the server said", err)
		}
	}
	if n := w.exactly(r.request); n != 1 {
		t.Errorf("asked %d times for %s after it was refused", n, r.request)
	}
}

func forgetsWhatWasStopped(t *testing.T, r reading) {
	t.Helper()
	f, _ := open(t, Intent{}, Kept{}, whole())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := r.ask(ctx, f); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	if err := r.ask(t.Context(), f); err != nil {
		t.Errorf("a stopped reading was taken for the tenant's answer: %v", err)
	}
}

func TestWantedAppIsReadOnce(t *testing.T) {
	t.Parallel()
	says := whole()
	says["GET /api/v1/apps/0oa9"], says["GET /api/v1/apps/0oa9/groups"] = `{"id":"0oa9","name":"other"}`, `[]`
	f, w := open(t, Intent{AppID: "0oa9"}, Kept{}, says)
	for range 3 {
		if app, err := f.App(t.Context()); err != nil || app.ID != "0oa9" {
			t.Errorf("%+v, %v", app, err)
		}
	}
	if _, err := f.AppGroups(t.Context()); err != nil || w.exactly("GET /api/v1/apps/0oa9") != 1 {
		t.Errorf("%v after %q", err, w.calls)
	}
	f, w = open(t, Intent{AppID: "0oa8"}, Kept{}, says)
	for range 2 {
		var none *NoAppError
		if _, err := f.App(t.Context()); !errors.Is(err, ErrNoApp) || !errors.As(err, &none) || none.ID != "0oa8" || len(none.Apps) != 1 || err.Error() != "no app of the Okta org has the id 0oa8" {
			t.Errorf("%v", err)
		}
	}
	if w.exactly("GET /api/v1/apps/0oa8") != 1 {
		t.Errorf("asked %q", w.calls)
	}
}

func TestSitesAreToldApart(t *testing.T) {
	t.Parallel()
	f, w := open(t, Intent{}, Kept{}, whole())
	base, err := url.Parse("http://127.0.0.1:1")
	if err != nil {
		t.Fatal(err)
	}
	f.sources.Sites = append(f.sources.Sites, SiteSource{URL: "https://b.example"}, SiteSource{URL: "https://c.example", Reader: site.NewReader(base, "a", clients.NewSecret("k"), nil)})
	for i, want := range []bool{true, false, false, false} {
		admin, err := f.Administers(t.Context(), i)
		if admin != want || (err == nil) != want {
			t.Errorf("site %d: %v, %v", i, admin, err)
		}
		if missing := i == 1 || i == 3; errors.Is(err, ErrNotConfigured) != missing {
			t.Errorf("site %d: %v, configured %v", i, err, !missing)
		}
	}
	if _, err := f.Administers(t.Context(), -1); !errors.Is(err, ErrNotConfigured) {
		t.Errorf("site -1: %v", err)
	}
	for _, id := range []string{"ag1", "ag2", "ag1"} {
		if _, err := f.SiteMembers(t.Context(), 0, id); err != nil {
			t.Error(err)
		}
	}
	if n := w.exactly("GET /rest/api/3/group/member"); n != 2 {
		t.Errorf("two groups, %d calls", n)
	}
}

func TestGroupThatIsNone(t *testing.T) {
	t.Parallel()
	says := whole()
	says[groups+"/00ga"] = `{}`
	f, _ := open(t, Intent{}, Kept{}, says)
	if g, err := f.Group(t.Context(), "00ga"); err == nil || !strings.Contains(err.Error(), "no group") {
		t.Errorf("%+v, %v", g, err)
	}
	if list, err := f.PushGroups(t.Context()); err == nil {
		t.Errorf("an empty object became the groups %v", list)
	}
}
