package okta

import (
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// TestSearchableFields asks every list for everything that it can search, and for the operators that it must refuse.
func TestSearchableFields(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	ben, jira := te.w.Okta.User("00uben"), te.w.Okta.Group("00gjira")
	later := te.now.Add(48e12)
	ben.Created, ben.Activated, ben.StatusChanged, ben.LastUpdated, ben.Department = later, later, later, later, "Sales"
	jira.Created, jira.LastUpdated, jira.LastMembershipUpdated, jira.Description = later, later, later, "Jira people"
	key := signingKey(te.app)
	after := ` gt "2026-11-02T12:00:00Z"`
	for _, tc := range []struct{ path, parameter, text, want string }{
		{"/api/v1/users", "search", `id eq "00uben"`, "00uben"},
		{"/api/v1/users", "search", `created` + after, "00uben"},
		{"/api/v1/users", "search", `activated pr`, "00uben"},
		{"/api/v1/users", "search", `statusChanged` + after, "00uben"},
		{"/api/v1/users", "search", `lastUpdated ge "2026-11-02T22:20:00.000Z"`, "00uben"},
		{"/api/v1/users", "search", `profile.department sw "sal"`, "00uben"},
		{"/api/v1/users", "search", `profile.lastName eq "smith" and profile.firstName le "Ben" and status eq "ACTIVE"`, "00uada 00uben"},
		{"/api/v1/users", "filter", `lastUpdated` + after, "00uben"},
		{"/api/v1/users", "filter", `profile.firstName eq "Ben" or profile.lastName eq "None"`, "00uben"},
		{"/api/v1/groups", "search", `id eq "00gjira"`, "00gjira"},
		{"/api/v1/groups", "search", `created` + after, "00gjira"},
		{"/api/v1/groups", "search", `lastUpdated` + after, "00gjira"},
		{"/api/v1/groups", "search", `lastMembershipUpdated` + after, "00gjira"},
		{"/api/v1/groups", "search", `profile.description co "people"`, "00gjira"},
		{"/api/v1/groups", "search", `profile.description pr`, "00gjira"},
		{"/api/v1/groups", "filter", `id eq "00gconf"`, "00gconf"},
		{"/api/v1/groups", "filter", `lastUpdated` + after, "00gjira"},
		{"/api/v1/apps", "filter", `credentials.signing.kid eq "` + key + `"`, te.app.ID},
		{"/api/v1/apps", "filter", `settings.slo.enabled eq true`, ""},
	} {
		if got := te.get(tc.path + "?" + tc.parameter + "=" + escape(tc.text)).ids(); got != tc.want {
			t.Errorf("%s %s=%s: %q, want %q", tc.path, tc.parameter, tc.text, got, tc.want)
		}
	}
}

func TestStatsCountUses(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.must(200, "PUT", appPath+"/groups/00gjira", "")
	te.pushed("00gjira")
	s := asObject(te.get("/api/v1/groups/00gjira?expand=stats").at("_embedded", "stats"))
	if s["appsCount"] != 1.0 || s["groupPushMappingsCount"] != 1.0 || s["usersCount"] != 3.0 {
		t.Errorf("stats: %v", s)
	}
}

func TestNewSettings(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, mode  string
		before      object
		sent        object
		key         []string
		want        any
		wantPresent bool
	}{
		{"a setting of the app that is left out becomes null", "SAML_2_0", object{"app": object{"adminUserId": nil}}, object{}, []string{"app", "adminUserId"}, nil, true},
		{"a setting of the app that is sent is taken", "SAML_2_0", object{"app": object{"site": "a"}}, object{"app": object{"site": "b"}}, []string{"app", "site"}, "b", true},
		{"an app of the catalog takes no setting of custom apps", "SAML_2_0", nil, object{"signOn": object{"slo": object{}}}, []string{"signOn", "slo"}, nil, false},
		{"it takes its own", "SAML_2_0", nil, object{"signOn": object{"audienceOverride": "x"}}, []string{"signOn", "audienceOverride"}, "x", true},
		{"a custom app takes all", "SAML_2_0", nil, object{"signOn": object{"ssoAcsUrl": "u", "assertionSigned": true}}, []string{"signOn", "assertionSigned"}, true, true},
		{"other modes take all", "AUTO_LOGIN", nil, object{"signOn": object{"loginUrl": "u"}}, []string{"signOn", "loginUrl"}, "u", true},
	} {
		got := newSettings(&world.App{SignOnMode: tc.mode, Settings: tc.before}, tc.sent)
		v, present := child(got, tc.key[0])[tc.key[1]]
		if v != tc.want || present != tc.wantPresent {
			t.Errorf("%s: %s is %v (present %v), want %v", tc.name, strings.Join(tc.key, "."), v, present, tc.want)
		}
	}
}

func TestEmptyOrg(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.w.Okta.Users, te.w.Okta.Apps, te.w.Okta.Groups = nil, nil, nil
	for _, path := range []string{"/api/v1/users", "/api/v1/groups", "/api/v1/apps", "/api/v1/mappings", "/api/v1/logs"} {
		if a := te.get(path); a.raw != "[]" {
			t.Errorf("%s of an empty org: %s", path, a.raw)
		}
	}
	te.get("/api/v1/org")
	te.get("/api/v1/meta/types/user")
}
