package admin

import (
	"slices"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

const roles = groups + "/g1/role-assignments"

// TestEveryRoleCanBeAssigned and taken back; assign names roleId and resourceId, not role and resource (§2.4).
func TestEveryRoleCanBeAssigned(t *testing.T) {
	t.Parallel()
	for _, role := range []string{"user", "user-access-admin", "admin", "guest", "contributor", "customer", "basic", "stakeholder", "viewer"} {
		tn := full(t)
		body := `{"roleId":"atlassian/` + role + `","resourceId":"` + wiki + `"}`
		tn.must(204, "POST", roles+"/assign", body)
		got := tn.must(200, "GET", roles+"?resourceIds="+wiki, "")
		if r := field(got, "data", 0, "roles", 0); r != "atlassian/"+role || field(got, "data", 0, "resourceOwner") != "confluence" || field(got, "data", 0, "defaultRole") != nil {
			t.Errorf("%s: %v", role, got)
		}
		if tn.mutations() != 1 {
			t.Errorf("%s: %d changes", role, tn.mutations())
		}
		tn.must(204, "POST", roles+"/assign", body)
		if tn.mutations() != 1 {
			t.Errorf("%s: assigning it again changes something", role)
		}
		tn.must(204, "POST", roles+"/revoke", body)
		tn.must(204, "POST", roles+"/revoke", body)
		if got := tn.must(200, "GET", roles+"?resourceIds="+wiki, ""); len(got["data"].([]any)) != 0 || tn.mutations() != 2 {
			t.Errorf("%s stays: %v, %d changes", role, got, tn.mutations())
		}
	}
	tn := full(t)
	for _, body := range []string{
		`{"role":"atlassian/user","resource":"` + wiki + `"}`, `{"roleId":"user","resourceId":"` + wiki + `"}`, `{"roleId":"atlassian/org-admin","resourceId":"` + wiki + `"}`,
		`{"roleId":"atlassian/user","resourceId":"s1"}`, `{"roleId":"atlassian/user"}`, `{}`, ``, `null x`,
	} {
		if got := code(tn.must(400, "POST", roles+"/assign", body)); got != "ADMIN-400-24" {
			t.Errorf("%s: %v", body, got)
		}
	}
}

// TestAnswersOfAssign are the three that the variant offers, since none is published.
func TestAnswersOfAssign(t *testing.T) {
	t.Parallel()
	for variant, want := range map[string]struct {
		status     int
		body, late bool
	}{"no-content": {204, false, false}, "object": {200, true, false}, "late": {202, false, true}} {
		tn := full(t, "role-assign="+variant)
		rw := tn.send("POST", roles+"/assign", `{"roleId":"atlassian/user","resourceId":"`+wiki+`"}`)
		if rw.Code != want.status || (rw.Body.Len() > 0) != want.body {
			t.Errorf("%s: %d %s", variant, rw.Code, rw.Body)
		}
		shown := func() bool {
			return slices.Contains(column(tn.must(200, "GET", roles, ""), "resourceId"), wiki)
		}
		if shown() == want.late {
			t.Errorf("%s: shown at once: %v", variant, !want.late)
		}
		tn.now = tn.now.Add(29 * time.Second)
		if shown() == want.late {
			t.Errorf("%s: shown after 29 s: %v", variant, !want.late)
		}
		tn.now = tn.now.Add(2 * time.Second)
		if !shown() {
			t.Errorf("%s: not shown after 31 s", variant)
		}
	}
}

// TestDefaultGroupsAreToldByTheirRole: defaultRole is the one sign of them, for Confluence too (§2.4, §3).
func TestDefaultGroupsAreToldByTheirRole(t *testing.T) {
	t.Parallel()
	tn := full(t)
	g := tn.a.Group("g1")
	g.Default[wiki] = world.UserRole
	got := tn.must(200, "GET", roles, "")
	seen := map[string]any{}
	for i, id := range column(got, "resourceId") {
		seen[id] = field(got, "data", i, "defaultRole")
	}
	if len(seen) != 3 || seen[wiki] != world.UserRole || seen[jira] != nil {
		t.Errorf("default roles %v", seen)
	}
	if got := column(tn.must(200, "GET", roles+"?resourceOwners=platform", ""), "roles"); !slices.Equal(got, []string{"[atlassian/org-admin]"}) {
		t.Errorf("what is no product belongs to the platform: %v", got)
	}
	if got := column(tn.must(200, "GET", roles+"?roleIds=atlassian/user", ""), "resourceId"); !slices.Equal(got, []string{jira}) {
		t.Errorf("by role: %v", got)
	}
}

// TestSyncedGroupsCanBeGranted what they are for, though nobody may change their members here (§2.4).
func TestSyncedGroupsCanBeGranted(t *testing.T) {
	t.Parallel()
	tn := full(t)
	tn.a.Group("g1").SCIMGroupID = "sg1"
	tn.must(204, "POST", roles+"/assign", `{"roleId":"atlassian/user","resourceId":"`+wiki+`"}`)
	got := tn.must(200, "GET", groups+"/g1", "")
	if field(got, "data", "externalSynced") != true || field(got, "data", "managedBy") != "external" || field(got, "data", "managementAccess", "deletable") != false {
		t.Errorf("%v", got)
	}
}

// TestAddingAMemberTwice gives 204 both times, as recorded, and changes nothing the second time.
func TestAddingAMemberTwice(t *testing.T) {
	t.Parallel()
	tn := full(t)
	tn.group("g2", "local")
	for range 2 {
		tn.must(204, "POST", groups+"/g2/memberships", `{"accountId":"ann"}`)
	}
	if tn.mutations() != 1 || !tn.a.Group("g2").Has("ann") {
		t.Errorf("%d changes", tn.mutations())
	}
	for range 2 {
		tn.must(204, "DELETE", groups+"/g2/memberships/ann", "")
	}
	if tn.mutations() != 2 || tn.a.Group("g2").Has("ann") {
		t.Errorf("%d changes", tn.mutations())
	}
}
