package okta

import (
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

func TestAssignGroup(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.connect()
	path := appPath + "/groups/00gjira"
	te.refused(404, "E0000007", "00gjira", "GET", path, "")
	te.refused(404, "E0000007", "00gjira", "DELETE", path, "")
	te.refused(404, "E0000007", "(UserGroup)", "PUT", appPath+"/groups/00gnone", "{}")
	te.refused(400, "E0000003", "", "PUT", path, "[")
	a := te.must(200, "PUT", path, "{}")
	if a.text("id") != "00gjira" || a.at("priority") != 0.0 || a.text("_links", "self", "href") != "http://example.okta.com"+path {
		t.Errorf("assigned: %s", a.raw)
	}
	if len(te.app.Users) != 3 || te.e.Pending() != 3 {
		t.Errorf("%d people, %d jobs, want 3 of each", len(te.app.Users), te.e.Pending())
	}
	te.now = te.now.Add(1e9)
	if again := te.must(200, "PUT", path, ""); again.raw != a.raw {
		t.Errorf("assigning again changed %s to %s", a.raw, again.raw)
	}
	if b := te.must(200, "PUT", appPath+"/groups/00gconf", `{"priority":4,"profile":{"role":"admin"}}`); b.at("priority") != 4.0 || b.text("profile", "role") != "admin" {
		t.Errorf("with priority and profile: %s", b.raw)
	}
	if got := te.get(appPath + "/groups").ids(); got != "00gjira 00gconf" {
		t.Errorf("assigned groups: %q", got)
	}
	if got := te.get(appPath + "/groups?q=atlassian-c&expand=group"); got.ids() != "00gconf" || got.text(0, "_embedded", "group", "id") != "00gconf" {
		t.Errorf("with q and expand: %s", got.raw)
	}
	te.must(204, "DELETE", path, "")
	if te.app.Group("00gjira") != nil || te.app.User("00uben") != nil {
		t.Error("the group or its members are still assigned")
	}
}

func TestAppUserShapes(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.must(200, "PUT", appPath+"/groups/00gjira", "")
	a := te.get(appPath + "/users/00uben")
	if a.text("scope") != "GROUP" || a.text("_links", "group", "name") != "atlassian-jira" || a.text("status") != "ACTIVE" ||
		a.text("syncState") != "DISABLED" || a.at("externalId") != nil || strings.Contains(a.raw, "lastSync") {
		t.Errorf("assigned before provisioning: %s", a.raw)
	}
	u := te.app.User("00uben")
	u.ExternalID, u.Status, u.LastSync = "scim-1", "PROVISIONED", te.now
	if a := te.get(appPath + "/users/00uben"); a.text("externalId") != "scim-1" || a.text("lastSync") != "2026-11-02T09:00:00.000Z" {
		t.Errorf("provisioned: %s", a.raw)
	}
	if a := te.get(appPath + "/users?expand=user&q=ben"); a.ids() != "00uben" || a.text(0, "_embedded", "user", "profile", "login") != "ben@example.com" {
		t.Errorf("expanded: %s", a.raw)
	}
	if a := te.get(appPath + "/users"); strings.Contains(a.raw, "_embedded") || a.ids() != "00uada 00uben 00ucleo" {
		t.Errorf("list: %s", a.raw)
	}
	te.refused(404, "E0000007", "00ueve (AppUser)", "GET", appPath+"/users/00ueve", "")
}

func TestAssignUser(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	path := appPath + "/users"
	a := te.must(200, "POST", path, `{"id":"00udan","scope":"USER","credentials":{"userName":"dan@other.example"},"profile":{"title":"Boss"}}`)
	if a.text("credentials", "userName") != "dan@other.example" || a.text("scope") != "USER" || a.text("profile", "title") != "Boss" || a.at("_links", "group") != nil {
		t.Errorf("assigned: %s", a.raw)
	}
	if a := te.must(200, "POST", path+"/00udan", `{"credentials":{"userName":"dan@third.example"}}`); a.text("credentials", "userName") != "dan@third.example" {
		t.Errorf("updated: %s", a.raw)
	}
	te.must(200, "PUT", appPath+"/groups/00gjira", "")
	if a := te.must(200, "POST", path, `{"id":"00uben"}`); a.text("scope") != "USER" {
		t.Errorf("assigned by a group, then alone: %s", a.raw)
	}
	for _, tc := range []struct {
		status           int
		code, path, body string
	}{
		{400, "E0000003", path, ""}, {400, "E0000001", path, "{}"}, {404, "E0000007", path, `{"id":"00unone"}`},
		{403, "E0000117", path, `{"id":"00ueve"}`}, {404, "E0000007", path + "/00uFlo", "{}"}, {400, "E0000003", path + "/00udan", "["},
		{400, "E0000001", path + "/00udan", `{"profile":{"x":{}}}`},
		{400, "E0000001", path + "/00udan", `{"credentials":{"userName":"` + strings.Repeat("x", 101) + `"}}`},
	} {
		te.refused(tc.status, tc.code, "", "POST", tc.path, tc.body)
	}
	te.must(204, "DELETE", path+"/00udan", "")
	te.refused(404, "E0000007", "(AppUser)", "DELETE", path+"/00udan", "")
	if te.app.User("00udan") != nil {
		t.Error("still assigned")
	}
}

func TestAssignmentsOfUnknownApps(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.app.Assign(&world.AppUser{UserID: "00uada"})
	for _, route := range routes() {
		if !strings.HasPrefix(route.path, "/api/v1/apps/*") || strings.Contains(route.path, "features/") {
			continue
		}
		path := strings.Replace(route.path, "*", "0oaNONE", 1)
		path = strings.NewReplacer("/users/*", "/users/00uada", "/groups/*", "/groups/00gjira", "/mappings/*", "/mappings/gPm1").Replace(path)
		te.refused(404, "E0000007", "0oaNONE (AppInstance)", route.method, path, `{"label":"x"}`)
	}
}
