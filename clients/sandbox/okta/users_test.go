package okta

import (
	"net/url"
	"strings"
	"testing"
)

func TestUserLists(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	for _, tc := range []struct{ query, want string }{
		{"", "00uada 00uben 00ucleo 00udan 00uFlo"},
		{"search=" + url.QueryEscape(`status eq "DEPROVISIONED"`), "00ueve"},
		{"search=" + url.QueryEscape(`profile.login eq "ADA@example.com"`), "00uada"},
		{"search=" + url.QueryEscape(`profile.firstName sw "c" or profile.email co "flo"`), "00ucleo 00uFlo"},
		{"search=" + url.QueryEscape(`profile.workEmail eq "ben@work.example.com"`), "00uben"},
		{"search=" + url.QueryEscape(`lastUpdated gt "2027-01-01T00:00:00Z"`), ""},
		{"filter=" + url.QueryEscape(`profile.email eq "dan@example.com"`), "00udan"},
		{"filter=" + url.QueryEscape(`status eq "ACTIVE"`), "00uada 00uben 00ucleo 00udan 00uFlo"},
		{"filter=" + url.QueryEscape(`id eq "00ucleo"`), "00ucleo"},
		{"q=da", "00udan"},
		{"q=smith", "00uada 00uben 00ucleo 00udan 00uFlo"},
	} {
		if got := te.get("/api/v1/users?" + tc.query).ids(); got != tc.want {
			t.Errorf("users?%s: %q, want %q", tc.query, got, tc.want)
		}
	}
}

func TestUserListErrors(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	for _, tc := range []struct{ parameter, text, code string }{
		{"search", `profile.department co "x"`, "E0000031"}, {"search", `nickname eq "x"`, "E0000053"}, {"search", `status eq`, "E0000053"},
		{"filter", `profile.login sw "x"`, "E0000031"}, {"filter", `profile.title eq "x"`, "E0000053"}, {"filter", `((`, "E0000053"},
	} {
		te.refused(400, tc.code, "", "GET", "/api/v1/users?"+tc.parameter+"="+url.QueryEscape(tc.text), "")
	}
}

func TestUser(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	for _, key := range []string{"00uben", "ben@example.com", "BEN@example.com"} {
		a := te.get("/api/v1/users/" + key)
		if a.text("id") != "00uben" || a.text("profile", "workEmail") != "ben@work.example.com" || a.text("_links", "deactivate", "href") == "" {
			t.Errorf("users/%s: %s", key, a.raw)
		}
	}
	if a := te.get("/api/v1/users/me"); a.text("id") != "00uada" || a.text("created") != "2026-11-02T09:00:00.000Z" {
		t.Errorf("me: %s", a.raw)
	}
	if a := te.get("/api/v1/users"); a.at(0, "_links", "deactivate") != nil {
		t.Errorf("a list has the links of a single read: %s", a.raw)
	}
	te.refused(404, "E0000007", "Not found: Resource not found: nobody (User)", "GET", "/api/v1/users/nobody", "")
}

func TestUserGroups(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	if got := te.get("/api/v1/users/00uben/groups").ids(); got != "00gjira" {
		t.Errorf("groups of ben: %q", got)
	}
	te.refused(404, "E0000007", "(User)", "GET", "/api/v1/users/nobody/groups", "")
}

func TestUserRoles(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	app := te.admin("APP_ADMIN")
	if a := te.as(app, "GET", "/api/v1/users/00uada/roles", ""); a.status != 403 || a.text("errorCode") != "E0000006" {
		t.Errorf("an app admin reads roles: %s", a.raw)
	}
	if a := te.get("/api/v1/users/00uada/roles"); !strings.Contains(a.raw, "SUPER_ADMIN") || !strings.Contains(a.raw, "IFIFAX2BIRGUSTQ") {
		t.Errorf("roles of ada: %s", a.raw)
	}
	if a := te.get("/api/v1/users/00uben/roles"); a.raw != "[]" {
		t.Errorf("roles of ben: %s", a.raw)
	}
	te.choose("roles", "listed")
	if a := te.as(app, "GET", "/api/v1/users/00uada/roles", ""); a.status != 200 {
		t.Errorf("own roles: %s", a.raw)
	}
	if a := te.as(app, "GET", "/api/v1/users/00uben/roles", ""); a.status != 403 {
		t.Errorf("roles of others: %s", a.raw)
	}
	te.refused(404, "E0000007", "(User)", "GET", "/api/v1/users/00unone/roles", "")
}
