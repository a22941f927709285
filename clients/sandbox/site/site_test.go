package site

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

const (
	jira = "ari:cloud:jira-software::site/s1"
	api  = "/rest/api/3"
)

// newSite is a site with Jira and Confluence, a local default group of three, and a synced group of one.
func newSite(t *testing.T) (*world.World, http.Handler) {
	t.Helper()
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	w := world.New(7, func() time.Time { return now })
	a := &w.Atlassian
	d := &world.Directory{ID: "d1"}
	d.AddGroup(&world.SCIMGroup{ID: "sg1", DisplayName: "team", OrgGroupID: "g-synced"})
	a.Directories = []*world.Directory{d}
	a.Sites = []*world.Site{{
		ID: "s1", AddedTo: "d1",
		Admins: []world.SiteLogin{{Email: "boss@example.com", Token: "boss-token", AccountID: "boss"}},
		Users:  []world.SiteLogin{{Email: "ann@example.com", Token: "ann-token", AccountID: "ann"}},
	}}
	a.Workspaces = []*world.Workspace{
		{ARI: jira, TypeKey: "jira-software", SiteID: "s1", Seats: 10},
		{ARI: "wiki", TypeKey: "confluence", SiteID: "s1", Seats: -1},
		{ARI: "jsm", TypeKey: "jira-servicedesk", SiteID: "s1", Seats: -1},
		{ARI: "elsewhere", TypeKey: "jira-core", SiteID: "s2", Seats: 5},
	}
	for _, id := range []string{"boss", "ann", "bob", "cy"} {
		a.AddAccount(&world.Account{ID: id, Email: id + "@example.com", Name: "Name of " + id, Status: "active"})
	}
	a.Account("bob").Status = "inactive"
	group(a, "g-local", "jira-users", "boss", "ann", "bob")
	a.Group("g-local").Roles[jira], a.Group("g-local").Default[jira] = []string{world.UserRole}, world.UserRole
	group(a, "g-synced", "team", "cy")
	a.Group("g-synced").SCIMGroupID = "sg1"
	a.Group("g-synced").Roles[jira] = []string{world.UserRole, "atlassian/admin"}
	group(a, "g-built", "site-admins", "boss")
	a.Group("g-built").BuiltIn = true
	return w, Handler(w, "s1")
}

func group(a *world.Atlassian, id, name string, members ...string) {
	g := &world.OrgGroup{ID: id, Name: name, Roles: map[string][]string{}, Default: map[string]string{}}
	for _, m := range members {
		g.Join(m)
	}
	a.AddGroup(g)
}

// get asks as the site's admin, or as whoever the login says.
func get(t *testing.T, h http.Handler, path string, login ...string) (int, any) {
	t.Helper()
	req := httptest.NewRequest(http.MethodGet, api+path, nil)
	if login == nil {
		login = []string{"boss@example.com", "boss-token"}
	}
	if login[0] != "" {
		req.SetBasicAuth(login[0], login[1])
	}
	rw := httptest.NewRecorder()
	h.ServeHTTP(rw, req)
	var got any
	if err := json.Unmarshal(rw.Body.Bytes(), &got); err != nil && rw.Code != http.StatusServiceUnavailable {
		t.Fatalf("GET %s: %v: %s", path, err, rw.Body)
	}
	return rw.Code, got
}

func field(v any, path ...any) any {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[step]
		case int:
			list, _ := v.([]any)
			if step >= len(list) {
				return nil
			}
			v = list[step]
		}
	}
	return v
}

func TestSignIn(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, email, token, path string
		arrange                  func(*world.World)
		status                   int
	}{
		{name: "admin", email: "boss@example.com", token: "boss-token", path: "/applicationrole", status: 200},
		{name: "nobody", path: "/applicationrole", status: 401},
		{name: "wrong token", email: "boss@example.com", token: "ann-token", path: "/applicationrole", status: 401},
		{name: "empty token", email: "boss@example.com", path: "/applicationrole", status: 401},
		{name: "no admin: roles", email: "ann@example.com", token: "ann-token", path: "/applicationrole", status: 403},
		{name: "no admin: members", email: "ann@example.com", token: "ann-token", path: "/group/member?groupId=g-local", status: 403},
		{name: "no admin: groups", email: "ann@example.com", token: "ann-token", path: "/group/bulk", status: 200},
		{name: "no admin: myself", email: "ann@example.com", token: "ann-token", path: "/myself", status: 200},
		{name: "deactivated admin", email: "boss@example.com", token: "boss-token", path: "/myself", status: 401, arrange: func(w *world.World) { w.Atlassian.Account("boss").Status = "inactive" }},
		{name: "suspended", email: "boss@example.com", token: "boss-token", path: "/myself", status: 503, arrange: func(w *world.World) { w.Atlassian.Sites[0].Suspended = true }},
		{name: "unknown operation", email: "boss@example.com", token: "boss-token", path: "/nothing", status: 404},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w, h := newSite(t)
			if tt.arrange != nil {
				tt.arrange(w)
			}
			status, got := get(t, h, tt.path, tt.email, tt.token)
			if status != tt.status {
				t.Fatalf("%d, want %d: %v", status, tt.status, got)
			}
			if messages, _ := field(got, "errorMessages").([]any); status >= 400 && status != 503 && (len(messages) != 1 || field(got, "errors") == nil) {
				t.Errorf("error shape %v", got)
			}
		})
	}
}

func TestApplicationRoles(t *testing.T) {
	t.Parallel()
	_, h := newSite(t)
	_, got := get(t, h, "/applicationrole")
	if roles, _ := got.([]any); len(roles) != 2 {
		t.Fatalf("roles %v: want Jira's two products of this site, without Confluence", got)
	}
	role := field(got, 0)
	for name, want := range map[string]any{
		"key": "jira-software", "numberOfSeats": 10.0, "remainingSeats": 7.0, "userCount": 3.0, "hasUnlimitedSeats": false, "userCountDescription": "3 users",
	} {
		if field(role, name) != want {
			t.Errorf("%s is %v, want %v", name, field(role, name), want)
		}
	}
	if text := fmt.Sprint(field(role, "groups"), field(role, "defaultGroups")); text != "[jira-users team] [jira-users]" {
		t.Errorf("groups and default groups %s", text)
	}
	if field(role, "defaultGroupsDetails", 0, "groupId") != "g-local" || field(role, "groupDetails", 1, "groupId") != "g-synced" {
		t.Errorf("details %v", role)
	}
	if other := field(got, 1); field(other, "hasUnlimitedSeats") != true || field(other, "numberOfSeats") != -1.0 || field(other, "remainingSeats") != -1.0 {
		t.Errorf("unlimited %v", other)
	}
	if status, got := get(t, h, "/applicationrole/jira-software"); status != 200 || field(got, "key") != "jira-software" {
		t.Errorf("one role: %d %v", status, got)
	}
	if status, _ := get(t, h, "/applicationrole/confluence"); status != 404 {
		t.Errorf("Confluence as an application role: %d", status)
	}
	if _, got := get(t, h, "/instance/license"); field(got, "applications", 1, "id") != "jira-servicedesk" {
		t.Errorf("licence %v", got)
	}
}

func TestOverbookedProductHasNoSeatsLeft(t *testing.T) {
	t.Parallel()
	w, h := newSite(t)
	w.Atlassian.Workspaces[0].Seats = 1
	if _, got := get(t, h, "/applicationrole/jira-software"); field(got, "remainingSeats") != 0.0 {
		t.Errorf("remainingSeats %v", field(got, "remainingSeats"))
	}
}

func TestBulkGroups(t *testing.T) {
	t.Parallel()
	tests := []struct {
		query  string
		status int
		want   string
	}{
		{"", 200, "jira-users team site-admins"},
		{"?groupId=g-synced&groupId=g-built", 200, "team site-admins"},
		{"?groupName=team", 200, "team"},
		{"?groupName=Team", 200, ""},
		{"?accessType=user&applicationKey=jira-software", 200, "jira-users team"},
		{"?accessType=user&applicationKey=jira-servicedesk", 200, ""},
		{"?accessType=admin&applicationKey=jira-software", 200, "team"},
		{"?accessType=site-admin", 200, "site-admins"},
		{"?accessType=king", 400, ""},
		{"?applicationKey=confluence", 400, ""},
		{"?startAt=1&maxResults=1", 200, "team"},
		{"?startAt=9", 200, ""},
		{"?startAt=x", 400, ""},
		{"?maxResults=-1", 400, ""},
	}
	_, h := newSite(t)
	for _, tt := range tests {
		status, got := get(t, h, "/group/bulk"+tt.query)
		values, _ := field(got, "values").([]any)
		var names []string
		for _, v := range values {
			names = append(names, fmt.Sprint(field(v, "name")))
		}
		if status != tt.status || strings.Join(names, " ") != tt.want {
			t.Errorf("bulk%s: %d %v, want %d %q", tt.query, status, names, tt.status, tt.want)
		}
	}
}

func TestSyncedGroupsComeOnlyToSitesThatWereAdded(t *testing.T) {
	t.Parallel()
	tests := map[string]func(*world.World){
		"site not added":       func(w *world.World) { w.Atlassian.Sites[0].AddedTo = "" },
		"added to another":     func(w *world.World) { w.Atlassian.Sites[0].AddedTo = "d2" },
		"group on its way":     func(w *world.World) { w.Atlassian.Group("g-synced").VisibleAt = w.Now().Add(time.Second) },
		"directory is gone":    func(w *world.World) { w.Atlassian.Directories = nil },
		"group left directory": func(w *world.World) { w.Atlassian.Directories[0].RemoveGroup("sg1") },
	}
	for name, arrange := range tests {
		w, h := newSite(t)
		arrange(w)
		if status, _ := get(t, h, "/group/member?groupId=g-synced"); status != 404 {
			t.Errorf("%s: the synced group's members answer %d", name, status)
		}
		if _, got := get(t, h, "/group/bulk"); field(got, "total") != 2.0 {
			t.Errorf("%s: %v groups", name, field(got, "total"))
		}
		if _, got := get(t, h, "/applicationrole/jira-software"); fmt.Sprint(field(got, "groups")) != "[jira-users]" {
			t.Errorf("%s: groups of Jira %v", name, field(got, "groups"))
		}
	}
}

func TestGroupMembers(t *testing.T) {
	t.Parallel()
	w, h := newSite(t)
	w.Atlassian.AddAccount(&world.Account{ID: "late", Status: "active", VisibleAt: w.Now().Add(time.Second)})
	w.Atlassian.Group("g-local").Join("late")
	w.Atlassian.Group("g-local").Join("gone")
	for query, want := range map[string][]string{
		"?groupId=g-local":                             {"boss", "ann"},
		"?groupname=JIRA-users":                        {"boss", "ann"},
		"?groupId=g-local&includeInactiveUsers=true":   {"boss", "ann", "bob"},
		"?groupId=g-local&startAt=1&maxResults=1":      {"ann"},
		"?groupId=g-synced&includeInactiveUsers=false": {"cy"},
	} {
		_, got := get(t, h, "/group/member"+query)
		values, _ := field(got, "values").([]any)
		var ids []string
		for _, v := range values {
			ids = append(ids, fmt.Sprint(field(v, "accountId")))
		}
		if !slices.Equal(ids, want) {
			t.Errorf("member%s: %v, want %v", query, ids, want)
		}
	}
	for query, want := range map[string]int{"": 400, "?groupId=none": 404, "?groupname=none": 404, "?groupId=g-local&maxResults=x": 400} {
		if status, _ := get(t, h, "/group/member"+query); status != want {
			t.Errorf("member%s: %d, want %d", query, status, want)
		}
	}
}

func TestPages(t *testing.T) {
	t.Parallel()
	w, h := newSite(t)
	for i := range 120 {
		group(&w.Atlassian, fmt.Sprint("x", i), fmt.Sprint("extra", i))
	}
	path, seen := "/group/bulk?maxResults=500", 0
	for path != "" {
		_, got := get(t, h, path)
		values, _ := field(got, "values").([]any)
		seen += len(values)
		next, _ := field(got, "nextPage").(string)
		if len(values) > pageLimit || field(got, "maxResults") != float64(pageLimit) || field(got, "isLast") != (next == "") {
			t.Fatalf("page of %d, maxResults %v, isLast %v", len(values), field(got, "maxResults"), field(got, "isLast"))
		}
		path = strings.TrimPrefix(next, "http://example.com"+api)
	}
	if seen != 123 {
		t.Errorf("%d groups on all pages, want 123", seen)
	}
}

func TestMyPermissions(t *testing.T) {
	t.Parallel()
	_, h := newSite(t)
	for login, want := range map[string]bool{"boss": true, "ann": false} {
		_, got := get(t, h, "/mypermissions?permissions=ADMINISTER,USER_PICKER", login+"@example.com", login+"-token")
		if field(got, "permissions", "ADMINISTER", "havePermission") != want || field(got, "permissions", "USER_PICKER", "havePermission") != true {
			t.Errorf("%s: %v", login, got)
		}
	}
	for _, query := range []string{"", "?permissions=FLY"} {
		if status, _ := get(t, h, "/mypermissions"+query); status != 400 {
			t.Errorf("mypermissions%s: %d", query, status)
		}
	}
}

func TestMyself(t *testing.T) {
	t.Parallel()
	w, h := newSite(t)
	if _, got := get(t, h, "/myself"); field(got, "emailAddress") != "boss@example.com" || field(got, "accountId") != "boss" {
		t.Errorf("myself %v", got)
	}
	w.Atlassian.Sites[0].Admins[0].AccountID = "unknown"
	if _, got := get(t, h, "/myself"); field(got, "emailAddress") != "boss@example.com" || field(got, "active") != true {
		t.Errorf("an admin without an account of the organization: %v", got)
	}
}
