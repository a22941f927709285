package facts

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/scim"
	"github.com/provision-cli/provision/clients/site"
)

// world answers by "METHOD path", and by path and query where that is given.
type world struct {
	mu    sync.Mutex
	calls []string
	says  map[string]string
}

func (w *world) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	plain := r.Method + " " + r.URL.Path
	w.mu.Lock()
	w.calls = append(w.calls, strings.TrimSpace(plain+" "+r.URL.Query().Get("search")+string(body)))
	answer, ok := w.says[plain+"?"+r.URL.Query().Get("search")]
	if !ok {
		answer, ok = w.says[plain]
	}
	w.mu.Unlock()
	rw.Header().Set("Content-Type", "application/json")
	if !ok {
		rw.WriteHeader(http.StatusNotFound)
	}
	_, _ = io.WriteString(rw, answer)
}

func (w *world) count(prefix string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := 0
	for _, c := range w.calls {
		if strings.HasPrefix(c, prefix) {
			n++
		}
	}
	return n
}

func open(t *testing.T, in Intent, k Kept, says map[string]string) (*Facts, *world) {
	t.Helper()
	w := &world{says: says}
	server := httptest.NewServer(w)
	t.Cleanup(server.Close)
	base, _ := url.Parse(server.URL)
	key := clients.NewSecret("k")
	return New(Sources{
		Okta: okta.NewReader(base, key, nil), Atlassian: atlassian.NewReader(base, key, nil), SCIM: scim.NewReader(base.JoinPath("/scim/directory/d1"), key, nil),
		Sites: []SiteSource{{URL: "https://acme.atlassian.net", Reader: site.NewReader(base, "a@b.c", key, nil)}},
	}, in, k, time.Now()), w
}

const (
	apps   = "GET /api/v1/apps"
	groups = "GET /api/v1/groups"
	pushes = "GET /api/v1/apps/0oa1/group-push/mappings"
	oneApp = `[{"id":"0oa1","name":"atlassian","label":"A","status":"ACTIVE"}]`
)

func TestApp(t *testing.T) {
	t.Parallel()
	two := `[{"id":"0oa1","name":"atlassian","label":"A","status":"ACTIVE"},{"id":"0oa2","name":"atlassian","label":"B","status":"ACTIVE"}]`
	for _, tt := range []struct {
		name, list, wanted, id string
		err                    any
	}{
		{"the only one", oneApp, "", "0oa1", nil},
		{"the only active one", strings.Replace(two, "ACTIVE", "INACTIVE", 1), "", "0oa2", nil},
		{"the only one, inactive", strings.Replace(oneApp, "ACTIVE", "INACTIVE", 1), "", "0oa1", nil},
		{"the wanted one", two, "0oa2", "0oa2", nil},
		{"the wanted one of another kind", oneApp, "0oa9", "0oa9", nil},
		{"none", `[]`, "", "", ErrNoApp},
		{"two", two, "", "", &AmbiguousError{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, _ := open(t, Intent{AppID: tt.wanted}, Kept{}, map[string]string{apps: tt.list, "GET /api/v1/apps/0oa9": `{"id":"0oa9","name":"other"}`, "GET /api/v1/apps/0oa2": `{"id":"0oa2","name":"atlassian"}`})
			app, err := f.App(t.Context())
			var ambiguous *AmbiguousError
			switch tt.err.(type) {
			case nil:
				if err != nil || app.ID != tt.id {
					t.Errorf("got %s, %v", app.ID, err)
				}
			case *AmbiguousError:
				if !errors.As(err, &ambiguous) || len(ambiguous.Apps) != 2 || !strings.Contains(err.Error(), "B (0oa2)") {
					t.Errorf("err %v", err)
				}
			default:
				if !errors.Is(err, ErrNoApp) {
					t.Errorf("err %v", err)
				}
			}
		})
	}
}

func group(id, name string) string {
	return fmt.Sprintf(`{"id":%q,"type":"OKTA_GROUP","profile":{"name":%q}}`, id, name)
}

func TestGroupsAreResolvedCheaply(t *testing.T) {
	t.Parallel()
	var all []string
	says := map[string]string{}
	for i := range 8 {
		id, name := fmt.Sprintf("00g%017d", i), fmt.Sprintf("group-%d", i)
		all = append(all, group(id, name))
		says[groups+`?profile.name eq "`+name+`"`] = "[" + group(id, name) + "]"
		says[groups+"/"+id] = group(id, name)
	}
	says[groups] = "[" + strings.Join(all, ",") + "]"
	for _, tt := range []struct {
		wanted []string
		calls  int
	}{
		{[]string{"group-1", "group-2"}, 2},
		{[]string{"group-1", "group-1"}, 1},
		{[]string{"group-0", "group-1", "group-2", "group-3", "group-4", "group-5", "group-6"}, 1},
	} {
		f, w := open(t, Intent{PushGroups: tt.wanted}, Kept{}, says)
		got, err := f.PushGroups(t.Context())
		if err != nil || got[0].Name != tt.wanted[0] || len(got) != len(slices.Compact(tt.wanted)) {
			t.Errorf("%v: got %v, %v", tt.wanted, got, err)
		}
		if n := w.count(groups); n != tt.calls {
			t.Errorf("%v: %d calls, want %d", tt.wanted, n, tt.calls)
		}
	}
}

func TestGroupErrors(t *testing.T) {
	t.Parallel()
	const id = "00g12345678901234567"
	twice := `?profile.name eq "twice"`
	says := map[string]string{groups: `[]`, groups + twice: "[" + group("00g1", "twice") + "," + group("00g2", "twice") + "]", groups + "/" + id: group(id, "by-id")}
	for _, tt := range []struct {
		wanted string
		found  int
		ok     bool
	}{{"nope", 0, false}, {"twice", 2, false}, {id, 1, true}, {"00g99999999999999999", 0, false}} {
		f, _ := open(t, Intent{AssignGroups: []string{tt.wanted}}, Kept{}, says)
		got, err := f.AssignGroups(t.Context())
		var ge *GroupError
		if tt.ok {
			if err != nil || got[0].Name != "by-id" {
				t.Errorf("%s: %v, %v", tt.wanted, got, err)
			}
		} else if !errors.As(err, &ge) || len(ge.Found) != tt.found {
			t.Errorf("%s: %v", tt.wanted, err)
		}
	}
}

func TestGroupsFromTheTenant(t *testing.T) {
	t.Parallel()
	says := map[string]string{
		apps: oneApp, pushes: `[{"id":"1","sourceGroupId":"00ga"},{"id":"2","sourceGroupId":"00ggone"},{"id":"3","sourceGroupId":"00ga"}]`,
		groups + "/00ga": group("00ga", "a"),
	}
	f, w := open(t, Intent{}, Kept{}, says)
	got, err := f.PushGroups(t.Context())
	if err != nil || len(got) != 1 || got[0].Name != "a" {
		t.Errorf("got %v, %v; a group that is gone is left out", got, err)
	}
	if _, err := f.PushGroups(t.Context()); err != nil || w.count(pushes) != 1 || w.count(groups) != 2 {
		t.Errorf("%d lists, %d groups: %v", w.count(pushes), w.count(groups), w.calls)
	}
}

func TestOrg(t *testing.T) {
	t.Parallel()
	two := `{"data":[{"id":"o1","attributes":{"name":"One"}},{"id":"o2","attributes":{"name":"Two"}}]}`
	for _, tt := range []struct{ kept, list, want, words string }{
		{"", `{"data":[{"id":"o1","attributes":{"name":"One"}}]}`, "o1", ""},
		{"o2", two, "o2", ""},
		{"", two, "", "several organizations: One (o1), Two (o2)"},
		{"o3", two, "", "not to o3"},
		{"", `{"data":[]}`, "", "no organization"},
	} {
		f, _ := open(t, Intent{}, Kept{OrgID: tt.kept}, map[string]string{"GET /admin/v1/orgs": tt.list})
		org, err := f.Org(t.Context())
		if org.ID != tt.want || (tt.words != "") != (err != nil) || err != nil && !strings.Contains(err.Error(), tt.words) {
			t.Errorf("%q of %s: %q, %v", tt.kept, tt.list, org.ID, err)
		}
	}
}

func TestOrgUsersChoosesTheShorterWay(t *testing.T) {
	t.Parallel()
	const search = "POST /admin/v2/orgs/o1/directories/-/users/search"
	says := map[string]string{"GET /admin/v1/orgs": `{"data":[{"id":"o1"}]}`, search: `{"data":[{"accountId":"a1","email":"A1@x.example"}]}`}
	var many []string
	for i := range fewEmails + 1 {
		many = append(many, fmt.Sprintf("a%d@x.example", i))
	}
	for _, tt := range []struct {
		emails []string
		calls  int
	}{{many[:25], 3}, {many, 1}} {
		f, w := open(t, Intent{}, Kept{}, says)
		for range 2 {
			got, err := f.OrgUsers(t.Context(), tt.emails)
			if err != nil || len(got.Of("A1@x.example")) != 1 {
				t.Errorf("%v, %v", got, err)
			}
		}
		if n := w.count(search); n != tt.calls {
			t.Errorf("%d addresses: %d calls, want %d", len(tt.emails), n, tt.calls)
		}
	}
}

func TestOnlyAdmins(t *testing.T) {
	t.Parallel()
	admin := atlassian.User{AccountID: "1", PlatformRoles: []string{"atlassian/org-admin"}}
	other := atlassian.User{AccountID: "2", PlatformRoles: []string{"atlassian/user"}}
	hidden := atlassian.User{AccountID: "3"}
	if got, err := onlyAdmins([]atlassian.User{hidden, other, admin}); err != nil || len(got) != 1 || got[0].AccountID != "1" {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := onlyAdmins([]atlassian.User{hidden}); !errors.Is(err, ErrRolesHidden) {
		t.Errorf("err %v", err)
	}
	if got, err := onlyAdmins(nil); err != nil || got != nil {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestSCIMUsersOf(t *testing.T) {
	t.Parallel()
	index := NewSCIMUsers([]scim.User{{ID: "s1", UserName: "Ana@x.example", ExternalID: "00u1", Email: "Ana@x.example"}, {ID: "s2", UserName: "bob@x.example"}}...)
	for _, tt := range []struct {
		name, id string
		app      okta.AppUser
		want     string
	}{
		{"remembered by Okta", "00u9", okta.AppUser{ExternalID: "s2"}, "s2"},
		{"remembered by the record", "00u1", okta.AppUser{}, "s1"},
		{"by user name", "00u9", okta.AppUser{UserName: "BOB@x.example"}, "s2"},
		{"Okta's memory counts most", "00u1", okta.AppUser{ExternalID: "s2", UserName: "ana@x.example"}, "s2"},
		{"a stale memory falls through", "00u1", okta.AppUser{ExternalID: "gone"}, "s1"},
		{"nobody", "00u9", okta.AppUser{UserName: "eve@x.example"}, ""},
		{"no name", "00u9", okta.AppUser{}, ""},
	} {
		got := ""
		if u := index.Of(tt.id, tt.app); u != nil {
			got = u.ID
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	if index.ByEmail("ana@X.example") == nil {
		t.Error("not found by address in lower case")
	}
}

func TestJoined(t *testing.T) {
	t.Parallel()
	f, _ := open(t, Intent{}, Kept{}, map[string]string{
		apps:                            oneApp,
		"GET /api/v1/groups/00ga/users": `[{"id":"00u1","status":"ACTIVE","profile":{"login":"zoe@x.example","firstName":"Zoe","lastName":"Ray"}},{"id":"00u2","status":"SUSPENDED","profile":{"login":"bob@x.example"}}]`,
		"GET /api/v1/apps/0oa1/users":   `[{"id":"00u1","externalId":"s1","credentials":{"userName":"zoe@x.example"}},{"id":"00u3","status":"ACTIVE","credentials":{"userName":"ann@x.example"}},{"id":"00u4","status":"DEPROVISIONED"}]`,
		"GET /scim/directory/d1/Users":  `{"totalResults":1,"startIndex":1,"itemsPerPage":1,"Resources":[{"id":"s1","userName":"zoe@x.example"}]}`,
	})
	in := []okta.Group{{ID: "00ga", Name: "a"}}
	joined, err := f.Joined(t.Context(), in, true)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	got := slices.Collect(joined.All())
	for _, p := range got {
		lines = append(lines, fmt.Sprint(p.Login(), p.Active(), p.Assigned, p.Known, p.Record != nil, p.Groups))
	}
	want := []string{"00u4 false true false false []", "ann@x.example true true false false []", "bob@x.example false false true false [a]", "zoe@x.example true true true true [a]"}
	for i := range want {
		want[i] = strings.ReplaceAll(want[i], " ", "")
		if i < len(lines) {
			lines[i] = strings.ReplaceAll(lines[i], " ", "")
		}
	}
	if !slices.Equal(lines, want) {
		t.Errorf("got %q\nwant %q", lines, want)
	}
	if got[3].Name() != "Zoe Ray" || got[1].Name() != "ann@x.example" {
		t.Errorf("names %q, %q", got[3].Name(), got[1].Name())
	}
	if only, err := f.Joined(t.Context(), in, false); err != nil || only.Len() != 2 {
		t.Errorf("members alone: %d, %v", only.Len(), err)
	}
}

func TestNothingConfigured(t *testing.T) {
	t.Parallel()
	f := New(Sources{}, Intent{}, Kept{}, time.Now())
	ctx := t.Context()
	for name, read := range map[string]func() error{
		"okta":  func() error { _, err := f.Apps(ctx); return err },
		"org":   func() error { _, err := f.Org(ctx); return err },
		"scim":  func() error { _, err := f.SCIMUsers(ctx); return err },
		"site":  func() error { _, err := f.SiteRoles(ctx, 0); return err },
		"names": func() error { _, err := f.OrgGroups(ctx, []string{"a"}); return err },
	} {
		if err := read(); !errors.Is(err, ErrNotConfigured) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got, err := f.PeopleDomains(ctx); err != nil || got != nil {
		t.Errorf("without Okta there is no scope, not an error: %v, %v", got, err)
	}
}

func TestPeopleDomains(t *testing.T) {
	t.Parallel()
	var users []map[string]any
	for i, email := range []string{"a@one.example", "b@Two.example", "c@two.example", "broken", "d@two.example"} {
		status := "ACTIVE"
		if i == 4 {
			status = "DEPROVISIONED"
		}
		users = append(users, map[string]any{"id": fmt.Sprint(i), "status": status, "profile": map[string]any{"login": email, "email": email}})
	}
	text, _ := json.Marshal(users)
	f, _ := open(t, Intent{PushGroups: []string{"a"}, AssignGroups: []string{"a"}}, Kept{}, map[string]string{
		apps: `[]`, groups: "[" + group("00ga", "a") + "]", "GET /api/v1/groups/00ga/users": string(text),
	})
	got, err := f.PeopleDomains(t.Context())
	if want := []DomainCount{{"two.example", 2}, {"one.example", 1}}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
}

func TestGrantTargets(t *testing.T) {
	t.Parallel()
	place := func(id, kind, status, host string) string {
		return fmt.Sprintf(`{"id":%q,"attributes":{"name":"n","typeKey":%q,"status":%q,"hostUrl":%q}}`, id, kind, status, host)
	}
	says := map[string]string{"GET /admin/v1/orgs": `{"data":[{"id":"o1"}]}`, "POST /admin/v2/orgs/o1/workspaces": `{"data":[` + strings.Join([]string{
		place("1", "jira-software", "online", "https://acme.atlassian.net"), place("2", "jira-software", "online", "https://Two.atlassian.net/"),
		place("3", "jira-software", "offline", "https://three.atlassian.net"), place("4", "confluence", "online", "https://acme.atlassian.net"),
	}, ",") + `]}`}
	for _, tt := range []struct {
		grant Grant
		want  string
	}{
		{Grant{Product: "jira-software"}, "12"}, {Grant{Product: "jira-software", Site: "two.atlassian.net"}, "2"}, {Grant{Product: "jira-software", Site: "https://acme.atlassian.net"}, "1"},
		{Grant{Product: "confluence"}, "4"}, {Grant{Product: "jira-software", Site: "three.atlassian.net"}, ""}, {Grant{Product: "loom"}, ""},
	} {
		f, _ := open(t, Intent{}, Kept{}, says)
		list, err := f.GrantTargets(t.Context(), tt.grant)
		got := ""
		for _, w := range list {
			got += w.ID
		}
		if err != nil || got != tt.want {
			t.Errorf("%+v: %q, %v, want %q", tt.grant, got, err, tt.want)
		}
		if len(list) > 0 && (f.SiteOf(list[0]) == 0) != (host(list[0].HostURL) == "acme.atlassian.net") {
			t.Errorf("%+v: site %d", list[0], f.SiteOf(list[0]))
		}
	}
}

func TestOpens(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a    atlassian.RoleAssignment
		want bool
	}{
		{atlassian.RoleAssignment{Owner: "jira-software", Roles: []string{"atlassian/user"}}, true},
		{atlassian.RoleAssignment{Owner: "jira-software", Roles: []string{"atlassian/user-access-admin"}}, false},
		{atlassian.RoleAssignment{Owner: "jira-software"}, false},
		{atlassian.RoleAssignment{Owner: "platform", Roles: []string{"atlassian/user"}}, false},
	} {
		if got := Opens(tt.a); got != tt.want {
			t.Errorf("%+v: %v", tt.a, got)
		}
	}
}
