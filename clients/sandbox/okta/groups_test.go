package okta

import (
	"net/url"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

func TestGroupLists(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	for _, tc := range []struct{ query, want string }{
		{"", "00geveryone 00gjira 00gconf"},
		{"search=" + url.QueryEscape(`profile.name eq "ATLASSIAN-jira"`), "00gjira"},
		{"search=" + url.QueryEscape(`profile.name sw "atlassian"`), "00gjira 00gconf"},
		{"search=" + url.QueryEscape(`profile.name co "very"`), "00geveryone"},
		{"search=" + url.QueryEscape(`type eq "OKTA_GROUP" and profile.name co "conf"`), "00gconf"},
		{"filter=" + url.QueryEscape(`type eq "BUILT_IN"`), "00geveryone"},
		{"filter=" + url.QueryEscape(`lastMembershipUpdated gt "2027-01-01T00:00:00.000Z"`), ""},
		{"q=Atl", "00gjira 00gconf"},
	} {
		if got := te.get("/api/v1/groups?" + tc.query).ids(); got != tc.want {
			t.Errorf("groups?%s: %q, want %q", tc.query, got, tc.want)
		}
	}
	te.refused(400, "E0000031", "", "GET", "/api/v1/groups?search="+url.QueryEscape(`type co "OKTA"`), "")
	te.refused(400, "E0000053", "", "GET", "/api/v1/groups?filter="+url.QueryEscape(`profile.name eq "x"`), "")
}

func TestEveryoneIsHiddenFromGroupAdmins(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	if got := te.as(te.admin("USER_ADMIN"), "GET", "/api/v1/groups", "").ids(); got != "00gjira 00gconf" {
		t.Errorf("a group admin sees %q", got)
	}
	if got := te.as(te.admin("APP_ADMIN", "USER_ADMIN"), "GET", "/api/v1/groups", "").ids(); got != "00geveryone 00gjira 00gconf" {
		t.Errorf("who is app admin as well sees %q", got)
	}
}

func TestGroupStats(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	if a := te.get("/api/v1/groups"); strings.Contains(a.raw, "_embedded") {
		t.Errorf("figures that nobody asked for: %s", a.raw)
	}
	a := te.get("/api/v1/groups?expand=stats")
	if got := a.at(1, "_embedded", "stats", "usersCount"); got != 3.0 {
		t.Errorf("usersCount %v, want 3", got)
	}
	te.w.Okta.Group("00gjira").Reported = 90
	if got := te.get("/api/v1/groups/00gjira?expand=stats").at("_embedded", "stats", "usersCount"); got != 90.0 {
		t.Errorf("usersCount %v, want what the org reports", got)
	}
}

// TestTargetGroup reads the group behind a push mapping, which keeps the name that it was pushed under.
func TestTargetGroup(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	m := &world.PushMapping{ID: "gPm9", GroupID: "00gjira", TargetGroupID: "00gtarget", TargetName: "as pushed", Status: "ACTIVE", Created: te.now, LastUpdated: te.now}
	te.app.Mappings = append(te.app.Mappings, m)
	a := te.get("/api/v1/groups/00gtarget")
	if a.at("profile", "name") != "as pushed" || a.at("type") != "APP_GROUP" {
		t.Errorf("the target group is %s", a.raw)
	}
	te.choose("target-group", "hidden")
	te.refused(404, "E0000007", "00gtarget (UserGroup)", "GET", "/api/v1/groups/00gtarget", "")
}

func TestGroup(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	a := te.get("/api/v1/groups/00gjira")
	if a.text("profile", "name") != "atlassian-jira" || a.at("profile", "description") != nil || a.text("type") != "OKTA_GROUP" {
		t.Errorf("group: %s", a.raw)
	}
	te.refused(404, "E0000007", "Not found: Resource not found: 00gnone (UserGroup)", "GET", "/api/v1/groups/00gnone", "")
	te.refused(404, "E0000007", "(UserGroup)", "GET", "/api/v1/groups/00gnone/users", "")
	te.refused(404, "E0000007", "(UserGroup)", "GET", "/api/v1/groups/00gnone/apps", "")
}

func TestWriteGroup(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	id := te.must(200, "POST", "/api/v1/groups", `{"profile":{"name":"new","description":"about"}}`).text("id")
	if g := te.w.Okta.Group(id); g == nil || g.Name != "new" || g.Description != "about" || g.Type != "OKTA_GROUP" {
		t.Fatalf("created %+v", g)
	}
	te.refused(400, "E0000001", "already exists", "POST", "/api/v1/groups", `{"profile":{"name":"new"}}`)
	te.refused(400, "E0000001", "cannot be left blank", "POST", "/api/v1/groups", `{"profile":{}}`)
	te.refused(400, "E0000003", "", "POST", "/api/v1/groups", ``)
	te.must(200, "PUT", "/api/v1/groups/"+id, `{"profile":{"name":"newer"}}`)
	if g := te.w.Okta.Group(id); g.Name != "newer" || g.Description != "" {
		t.Errorf("replaced %+v", g)
	}
	te.refused(400, "E0000001", "already exists", "PUT", "/api/v1/groups/"+id, `{"profile":{"name":"atlassian-jira"}}`)
	te.refused(501, "E0000060", "", "PUT", "/api/v1/groups/00geveryone", `{"profile":{"name":"All"}}`)
	te.must(204, "DELETE", "/api/v1/groups/"+id, "")
	te.must(404, "GET", "/api/v1/groups/"+id, "")
}

func TestDeleteGroupEndsItsUses(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.must(200, "PUT", appPath+"/groups/00gjira", "")
	te.must(200, "POST", appPath+"/group-push/mappings", `{"sourceGroupId":"00gjira","targetGroupName":"j"}`)
	te.must(204, "DELETE", "/api/v1/groups/00gjira", "")
	if len(te.app.Groups)+len(te.app.Mappings)+len(te.app.Users) != 0 {
		t.Errorf("left: %d groups, %d mappings, %d people", len(te.app.Groups), len(te.app.Mappings), len(te.app.Users))
	}
}

func TestMembers(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.must(200, "PUT", appPath+"/groups/00gjira", "")
	te.now = te.now.Add(1e9)
	te.must(204, "PUT", "/api/v1/groups/00gjira/users/00udan", "")
	if got := te.get("/api/v1/groups/00gjira/users").ids(); got != "00uada 00uben 00ucleo 00udan" {
		t.Errorf("members: %q", got)
	}
	if te.app.User("00udan") == nil {
		t.Error("the engine did not assign the new member")
	}
	if a := te.get("/api/v1/groups/00gjira"); a.text("lastMembershipUpdated") != "2026-11-02T09:00:01.000Z" || a.text("lastUpdated") != "2026-11-02T09:00:00.000Z" {
		t.Errorf("times: %s", a.raw)
	}
	te.must(204, "DELETE", "/api/v1/groups/00gjira/users/00udan", "")
	if te.w.Okta.Group("00gjira").Has("00udan") || te.app.User("00udan") != nil {
		t.Error("the member is still there")
	}
	te.must(204, "DELETE", "/api/v1/groups/00gjira/users/00udan", "")
	te.refused(404, "E0000007", "(User)", "PUT", "/api/v1/groups/00gjira/users/00unone", "")
	te.refused(501, "E0000060", "", "PUT", "/api/v1/groups/00geveryone/users/00udan", "")
}

func TestGroupApps(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	if got := te.get("/api/v1/groups/00gjira/apps").ids(); got != "" {
		t.Errorf("apps before: %q", got)
	}
	te.must(200, "PUT", appPath+"/groups/00gjira", "")
	if got := te.get("/api/v1/groups/00gjira/apps").ids(); got != te.app.ID {
		t.Errorf("apps: %q", got)
	}
}
