package admin

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// teams are a local group with a role and a default, a synced one, a built-in one, and one that is on its way.
func teams(tn *tenant) {
	tn.crowd(3)
	local := tn.group("g-local", "Jira-Users", "m0000", "m0001")
	local.Roles[jira], local.Default[jira] = []string{"atlassian/user"}, "atlassian/user"
	tn.group("g-synced", "team", "m0002").SCIMGroupID = "s1"
	tn.group("g-built", "site-admins").BuiltIn = true
	tn.group("g-late", "late").VisibleAt = tn.now.Add(time.Minute)
}

func TestSearchGroups(t *testing.T) {
	t.Parallel()
	tests := map[string][]string{
		``:   {"g-local", "g-synced", "g-built"},
		`{}`: {"g-local", "g-synced", "g-built"},
		`{"groupNames":["jira-users","TEAM","late","none"]}`: {"g-local", "g-synced"},
		`{"groupNames":["jira"]}`:                            {},
		`{"searchTerm":"JIRA"}`:                              {"g-local"},
		`{"groupIds":["g-built","g-late"]}`:                  {"g-built"},
		`{"accountIds":["m0002"]}`:                           {"g-synced"},
		`{"roleIds":["atlassian/user"]}`:                     {"g-local"},
		`{"roleIds":["atlassian/admin"]}`:                    {},
		`{"resourceIds":["` + jira + `"]}`:                   {"g-local"},
		`{"resourceOwners":["confluence"]}`:                  {},
		`{"directoryIds":["other"]}`:                         {},
		`{"sortBy":[{"field":"name","direction":"desc"}]}`:   {"g-synced", "g-built", "g-local"},
		`{"sortBy":[{"field":"name","direction":"asc"}]}`:    {"g-local", "g-built", "g-synced"},
	}
	tn := newTenant(t)
	teams(tn)
	for body, want := range tests {
		if got := column(tn.must(200, "POST", groups+"/search", body), "id"); !slices.Equal(got, want) {
			t.Errorf("search %s: %v, want %v", body, got, want)
		}
	}
	if tn.mutations() != 0 {
		t.Errorf("%d mutations by searches", tn.mutations())
	}
}

func TestGroupShowsWhetherItIsSynced(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	teams(tn)
	tests := []struct {
		id, managedBy         string
		synced                bool
		deletable, modifiable bool
	}{
		{"g-local", "admins", false, false, true},
		{"g-synced", "external", true, false, false},
		{"g-built", "admins", false, false, true},
	}
	for _, tt := range tests {
		got := field(tn.must(200, "GET", groups+"/"+tt.id, ""), "data")
		if field(got, "externalSynced") != tt.synced || field(got, "managedBy") != tt.managedBy || field(got, "directoryId") != "ud1" {
			t.Errorf("%s: %v", tt.id, got)
		}
		if field(got, "managementAccess", "deletable") != tt.deletable || field(got, "managementAccess", "modifiable") != tt.modifiable {
			t.Errorf("%s: %v", tt.id, field(got, "managementAccess"))
		}
	}
	tn.must(404, "GET", groups+"/g-late", "")
	tn.now = tn.now.Add(time.Minute)
	tn.must(200, "GET", groups+"/g-late", "")
}

func TestCountsOnlyWhereTheyAreAskedFor(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	teams(tn)
	plain := field(tn.must(200, "POST", groups+"/search", `{"groupIds":["g-local"]}`), "data", 0)
	rich := field(tn.must(200, "POST", groups+"/search", `{"groupIds":["g-local"],"expand":["counts.users","counts.resources"]}`), "data", 0)
	if field(plain, "counts") != nil || field(rich, "counts", "users") != 2.0 || field(rich, "counts", "resources") != 1.0 {
		t.Errorf("plain %v, expanded %v", plain, rich)
	}
	old := field(tn.must(200, "GET", groups+"?groupIds=g-local&includeUsers=true&includeResources=true", ""), "data", 0)
	if field(old, "counts", "users") != 2.0 {
		t.Errorf("GET form %v", old)
	}
	if got := tn.must(200, "GET", groups+"/count?searchTerm=team", ""); got["count"] != 1.0 {
		t.Errorf("count %v", got)
	}
	if got := tn.must(200, "GET", groups+"/stats", ""); field(got, "totals", "all") != 3.0 || field(got, "totals", "synced") != 1.0 {
		t.Errorf("stats %v", got)
	}
}

func TestGroupWrites(t *testing.T) {
	t.Parallel()
	tests := []struct {
		method, path, body string
		status             int
		code               any
	}{
		{"POST", "", `{"name":"New","description":"d"}`, 201, nil},
		{"POST", "", `{"name":"TEAM"}`, 409, "ADMIN-409-28"},
		{"POST", "", `{"name":""}`, 400, "ADMIN-400-24"},
		{"DELETE", "/g-synced", "", 403, "ADMIN-403-5"},
		{"DELETE", "/g-built", "", 403, "ADMIN-403-7"},
		{"DELETE", "/g-local", "", 403, "ADMIN-403-6"},
		{"DELETE", "/g-full", "", 409, "ADMIN-409-5"},
		{"DELETE", "/g-empty", "", 204, nil},
		{"DELETE", "/none", "", 404, "ADMIN-404-10"},
		{"POST", "/g-empty/memberships", `{"accountId":"m0000"}`, 204, nil},
		{"POST", "/g-full/memberships", `{"accountId":"m0000"}`, 204, nil},
		{"POST", "/g-synced/memberships", `{"accountId":"m0000"}`, 403, "ADMIN-403-5"},
		{"POST", "/g-empty/memberships", `{"accountId":"nobody"}`, 404, "ADMIN-UAM-404-1"},
		{"POST", "/g-empty/memberships", `{}`, 400, "ADMIN-400-24"},
		{"POST", "/none/memberships", `{"accountId":"m0000"}`, 404, "ADMIN-404-10"},
		{"POST", "/g-local/memberships", `{"accountId":"boss"}`, 409, "ADMIN-UAM-409-3"},
		{"DELETE", "/g-full/memberships/m0000", "", 204, nil},
		{"DELETE", "/g-synced/memberships/m0002", "", 403, "ADMIN-403-5"},
		{"DELETE", "/g-full/memberships/nobody", "", 404, "ADMIN-UAM-404-1"},
		{"DELETE", "/none/memberships/m0000", "", 404, "ADMIN-404-10"},
	}
	for _, tt := range tests {
		t.Run(tt.method+tt.path+tt.body, func(t *testing.T) {
			t.Parallel()
			tn := newTenant(t)
			teams(tn)
			tn.group("g-full", "full", "m0000")
			tn.group("g-empty", "empty")
			tn.a.Workspaces[0].Seats = 2
			got := tn.must(tt.status, tt.method, groups+tt.path, tt.body)
			if tt.code != nil && code(got) != tt.code {
				t.Errorf("answer %v, want %v", got, tt.code)
			}
			already := tt.path == "/g-full/memberships"
			if changed := tn.mutations() == 1; changed != (tt.code == nil && !already) {
				t.Errorf("%d mutations", tn.mutations())
			}
		})
	}
}

func TestRoleAssignments(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	teams(tn)
	g := tn.a.Group("g-local")
	g.Roles[wiki] = []string{"atlassian/user", "atlassian/admin"}
	g.Roles["ari:cloud:platform::org/org1"] = []string{"atlassian/org-admin"}
	data := field(tn.must(200, "GET", org2+"/directories/-/groups/g-local/role-assignments", ""), "data")
	byOwner := map[any]any{}
	for i := range 3 {
		byOwner[field(data, i, "resourceOwner")] = field(data, i)
	}
	if field(byOwner["jira-software"], "defaultRole") != "atlassian/user" || field(byOwner["jira-software"], "resourceId") != jira {
		t.Errorf("Jira %v", byOwner["jira-software"])
	}
	if field(byOwner["confluence"], "defaultRole") != nil || field(byOwner["confluence"], "roles", 1) != "atlassian/admin" {
		t.Errorf("Confluence %v", byOwner["confluence"])
	}
	if byOwner["platform"] == nil {
		t.Errorf("no platform resource in %v", data)
	}
	for query, want := range map[string][]string{
		"?resourceOwners=confluence":                {wiki},
		"?resourceIds=" + jira:                      {jira},
		"?roleIds=atlassian/admin":                  {wiki},
		"?roleIds=atlassian/user&resourceIds=other": {},
		"?limit=1": {wiki},
	} {
		if got := column(tn.must(200, "GET", groups+"/g-local/role-assignments"+query, ""), "resourceId"); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", query, got, want)
		}
	}
}

func TestAssignRole(t *testing.T) {
	t.Parallel()
	tests := []struct {
		variant string
		status  int
		late    bool
	}{{"no-content", 204, false}, {"object", 200, false}, {"late", 202, true}}
	for _, tt := range tests {
		t.Run(tt.variant, func(t *testing.T) {
			t.Parallel()
			tn := newTenant(t, "role-assign="+tt.variant)
			teams(tn)
			body := `{"roleId":"atlassian/user","resourceId":"` + jira + `"}`
			tn.must(tt.status, "POST", groups+"/g-synced/role-assignments/assign", body)
			shown := func() bool {
				return len(column(tn.must(200, "GET", groups+"/g-synced/role-assignments", ""), "roles")) == 1
			}
			if shown() == tt.late {
				t.Errorf("shown at once: %v", !tt.late)
			}
			if !tn.a.SeatHolders(jira)["m0002"] {
				t.Error("the member uses no seat")
			}
			tn.now = tn.now.Add(lateness)
			if !shown() {
				t.Error("not shown after 30 seconds")
			}
			tn.must(tt.status, "POST", groups+"/g-synced/role-assignments/assign", body)
			if tn.mutations() != 1 || !shown() {
				t.Errorf("%d mutations by assigning twice", tn.mutations())
			}
			tn.must(204, "POST", groups+"/g-synced/role-assignments/revoke", body)
			tn.must(204, "POST", groups+"/g-synced/role-assignments/revoke", body)
			if tn.mutations() != 2 || shown() {
				t.Errorf("%d mutations after revoking twice", tn.mutations())
			}
		})
	}
}

func TestRolesThatAreRefused(t *testing.T) {
	t.Parallel()
	tests := []struct {
		path, role, resource string
		status               int
		code                 string
	}{
		{"/g-synced/role-assignments/assign", "atlassian/king", jira, 400, "ADMIN-400-24"},
		{"/g-synced/role-assignments/assign", "atlassian/org-admin", jira, 400, "ADMIN-400-24"},
		{"/g-synced/role-assignments/assign", "atlassian/user", "jira", 400, "ADMIN-400-24"},
		{"/g-synced/role-assignments/assign", "atlassian/user", "ari:cloud:jira::site/none", 404, "ADMIN-UAM-404-1"},
		{"/none/role-assignments/assign", "atlassian/user", jira, 404, "ADMIN-404-10"},
		{"/g-synced/role-assignments/assign", "atlassian/user", jira, 409, "ADMIN-409-3"},
		{"/g-local/role-assignments/revoke", "atlassian/user", jira, 409, "ADMIN-409-28"},
	}
	for _, tt := range tests {
		tn := newTenant(t)
		teams(tn)
		tn.a.Workspaces[0].Seats = 2
		body := `{"roleId":"` + tt.role + `","resourceId":"` + tt.resource + `"}`
		if got := tn.must(tt.status, "POST", groups+tt.path, body); code(got) != tt.code || tn.mutations() != 0 {
			t.Errorf("%s %s: %v, %d mutations; want %s", tt.path, body, got, tn.mutations(), tt.code)
		}
	}
	tn := newTenant(t)
	teams(tn)
	tn.must(http.StatusBadRequest, "POST", groups+"/g-synced/role-assignments/assign", `{"role":"atlassian/user","resource":"`+jira+`"}`)
}

func TestSeatsCountPeopleOnce(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	teams(tn)
	tn.a.Account("m0002").Status = "inactive"
	same := tn.group("g-same", "same", "m0000", "m0001", "m0002")
	tn.a.Workspaces[0].Seats = 2
	tn.must(204, "POST", groups+"/"+same.ID+"/role-assignments/assign", `{"roleId":"`+world.UserRole+`","resourceId":"`+jira+`"}`)
	if n := len(tn.a.SeatHolders(jira)); n != 2 {
		t.Errorf("%d seats for two active people", n)
	}
}
