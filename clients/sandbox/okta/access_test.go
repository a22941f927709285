package okta

import (
	"testing"
	"time"
)

func TestAccess(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	member := te.must(200, "PUT", appPath+"/groups/00gjira", "{}").text("id")
	for _, tc := range []struct {
		name, roles, method, path, body string
		want                            int
	}{
		{"an app admin reads apps", "APP_ADMIN", "GET", "/api/v1/apps", "", 200},
		{"an app admin assigns groups", "APP_ADMIN", "PUT", appPath + "/groups/" + member, "{}", 200},
		{"an app admin reads mappings", "APP_ADMIN", "GET", "/api/v1/mappings", "", 200},
		{"an app admin reads people", "APP_ADMIN", "GET", "/api/v1/users", "", 200},
		{"an app admin makes no groups", "APP_ADMIN", "POST", "/api/v1/groups", `{"profile":{"name":"x"}}`, 403},
		{"an app admin reads no tokens", "APP_ADMIN", "GET", "/api/v1/api-tokens", "", 403},
		{"an app admin reads the log", "APP_ADMIN", "GET", "/api/v1/logs", "", 200},
		{"a group admin reads groups", "USER_ADMIN", "GET", "/api/v1/groups", "", 200},
		{"a group admin makes groups", "USER_ADMIN", "POST", "/api/v1/groups", `{"profile":{"name":"y"}}`, 200},
		{"a group admin reads no apps", "USER_ADMIN", "GET", "/api/v1/apps", "", 403},
		{"a group admin pushes nothing", "USER_ADMIN", "POST", appPath + "/group-push/mappings", "{}", 403},
		{"a reader reads apps", "READ_ONLY_ADMIN", "GET", appPath, "", 200},
		{"a reader reads the log", "READ_ONLY_ADMIN", "GET", "/api/v1/logs", "", 200},
		{"a reader changes no app", "READ_ONLY_ADMIN", "PUT", appPath, "{}", 403},
		{"a reader changes no membership", "READ_ONLY_ADMIN", "PUT", "/api/v1/groups/00gjira/users/00udan", "", 403},
		{"a help desk admin reads groups", "HELP_DESK_ADMIN", "GET", "/api/v1/groups", "", 200},
		{"a help desk admin reads no apps", "HELP_DESK_ADMIN", "GET", "/api/v1/apps", "", 403},
		{"a membership admin changes memberships", "GROUP_MEMBERSHIP_ADMIN", "PUT", "/api/v1/groups/00gjira/users/00uada", "", 204},
		{"somebody without a role is who they are", "", "GET", "/api/v1/users/me", "", 200},
		{"somebody without a role reads nothing", "", "GET", "/api/v1/groups", "", 403},
	} {
		var roles []string
		if tc.roles != "" {
			roles = []string{tc.roles}
		}
		got := te.as(te.admin(roles...), tc.method, tc.path, tc.body)
		if got.status != tc.want {
			t.Errorf("%s: status %d, want %d: %s", tc.name, got.status, tc.want, got.raw)
		}
		if tc.want == 403 && got.text("errorCode") != "E0000006" {
			t.Errorf("%s: error %s, want E0000006", tc.name, got.raw)
		}
	}
}

func TestToken(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name  string
		spoil func(te *tenant)
	}{
		{"wrong", func(te *tenant) { te.token = "wrong" }},
		{"revoked", func(te *tenant) { te.w.Okta.Tokens[0].Revoked = true }},
		{"of somebody deactivated", func(te *tenant) { te.w.Okta.User("00uada").Status = "DEPROVISIONED" }},
		{"of somebody suspended", func(te *tenant) { te.w.Okta.User("00uada").Status = "SUSPENDED" }},
		{"of nobody", func(te *tenant) { te.w.Okta.Tokens[0].OwnerID = "00ugone" }},
		{"idle for thirty days", func(te *tenant) { te.now = te.now.Add(30 * 24 * time.Hour) }},
	} {
		te := newTenant(t, Options{})
		te.get("/api/v1/users/me")
		tc.spoil(te)
		te.refused(401, "E0000011", "Invalid token provided", "GET", "/api/v1/users/me", "")
		if t.Failed() {
			t.Fatalf("a token %s", tc.name)
		}
	}
}

func TestTokenLivesByUse(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	for range 3 {
		te.now = te.now.Add(29 * 24 * time.Hour)
		te.get("/api/v1/users/me")
	}
}

func TestNoToken(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	if a := te.as("", "GET", "/api/v1/org", ""); a.status != 403 || a.text("errorCode") != "E0000005" {
		t.Errorf("without a token: %d %s", a.status, a.raw)
	}
	if a := te.as("", "GET", "/.well-known/okta-organization", ""); a.status != 200 || a.text("pipeline") != "idx" {
		t.Errorf("the organization needs no token: %d %s", a.status, a.raw)
	}
}

func TestUnknownRoutes(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.refused(404, "E0000008", "", "GET", "/api/v1/nothing", "")
	te.refused(404, "E0000008", "", "GET", "/api/v1/apps//groups", "")
	te.refused(405, "E0000022", "", "PATCH", appPath, "{}")
	te.must(200, "GET", "/api/v1/groups/", "")
}
