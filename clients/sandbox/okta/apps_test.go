package okta

import (
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

func TestAppLists(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	slack := te.w.CreateApp("slack", "Atlassian chat", "SAML_2_0").ID
	off := te.w.CreateApp("google", "Google", "SAML_2_0")
	off.Status = "INACTIVE"
	for _, tc := range []struct{ query, want string }{
		{"", te.app.ID + " " + slack + " " + off.ID},
		{"filter=" + url.QueryEscape(`name eq "atlassian"`), te.app.ID},
		{"filter=" + url.QueryEscape(`name eq "none"`), ""},
		{"q=Atlassian", te.app.ID + " " + slack},
		{"q=goo&includeNonDeleted=true", off.ID},
		{"filter=" + url.QueryEscape(`status eq "INACTIVE"`), off.ID},
		{"filter=" + url.QueryEscape(`id eq "`+slack+`"`), slack},
		{"limit=1", te.app.ID},
	} {
		if got := te.get("/api/v1/apps?" + tc.query).ids(); got != tc.want {
			t.Errorf("apps?%s: %q, want %q", tc.query, got, tc.want)
		}
	}
	te.refused(400, "E0000053", "", "GET", "/api/v1/apps?filter="+url.QueryEscape(`label eq "x"`), "")
	te.refused(400, "E0000031", "", "GET", "/api/v1/apps?filter="+url.QueryEscape(`name sw "x"`), "")
	te.refused(400, "E0000001", "Expand query is malformed.", "GET", "/api/v1/apps?expand=user/id,group/id", "")
}

func TestApp(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	a := te.get(appPath)
	if got := a.text("_links", "help", "href"); got != "https://example-admin.okta.com/app/atlassian/"+te.app.ID+"/setup/help/SAML_2_0/external-doc" {
		t.Errorf("help link %q does not show the admin host", got)
	}
	if a.raw == "" || a.at("credentials", "signing", "kid") == nil || a.at("_links", "activate") != nil || a.at("settings", "signOn") == nil {
		t.Errorf("app: %s", a.raw)
	}
	te.refused(404, "E0000007", "Not found: Resource not found: 0oaNONE (AppInstance)", "GET", "/api/v1/apps/0oaNONE", "")
}

func TestAppFeatures(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name string
		p    world.Provisioning
		want string
	}{
		{"off", world.Provisioning{}, ""},
		{"integration saved", world.Provisioning{Enabled: true}, "GROUP_PUSH IMPORT_NEW_USERS IMPORT_PROFILE_UPDATES IMPORT_USER_SCHEMA"},
		{"create only", world.Provisioning{Enabled: true, Create: true}, "GROUP_PUSH IMPORT_NEW_USERS IMPORT_PROFILE_UPDATES IMPORT_USER_SCHEMA PUSH_NEW_USERS"},
		{"all", world.Provisioning{Enabled: true, Create: true, Update: true, Deactivate: true},
			"GROUP_PUSH IMPORT_NEW_USERS IMPORT_PROFILE_UPDATES IMPORT_USER_SCHEMA PUSH_NEW_USERS PUSH_PROFILE_UPDATES PUSH_USER_DEACTIVATION REACTIVATE_USERS SCIM_PROVISIONING"},
		{"both ways", world.Provisioning{Enabled: true, ProfileSource: true, SyncPassword: true}, "GROUP_PUSH IMPORT_NEW_USERS IMPORT_PROFILE_UPDATES IMPORT_USER_SCHEMA PROFILE_MASTERING PUSH_PASSWORD_UPDATES"},
	} {
		te := newTenant(t, Options{})
		te.app.Provisioning = tc.p
		var got []string
		for _, f := range asList(te.get(appPath).at("features")) {
			got = append(got, fmt.Sprint(f))
		}
		sort.Strings(got)
		if strings.Join(got, " ") != tc.want {
			t.Errorf("%s: %v, want %s", tc.name, got, tc.want)
		}
		te.choose("app-features", "empty")
		if f := asList(te.get(appPath).at("features")); len(f) != 0 {
			t.Errorf("%s: features %v where the org shows none", tc.name, f)
		}
	}
}

func TestFeatureOrderMeansNothing(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.connect()
	first := asList(te.get(appPath).at("features"))
	te.app.LastUpdated = te.app.LastUpdated.Add(1e9)
	second := asList(te.get(appPath).at("features"))
	if reflect.DeepEqual(first, second) || len(first) != len(second) || !slices.Contains(second, first[0]) {
		t.Errorf("%v, then %v", first, second)
	}
}

func TestUsernameTemplateShown(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	for _, tc := range []struct {
		t       world.UsernameTemplate
		variant string
		want    any
	}{
		{world.UsernameTemplate{Template: "${source.email}", Type: "BUILT_IN", PushStatus: "PUSH"}, "custom", nil},
		{world.UsernameTemplate{Template: "user.email", Type: "CUSTOM", PushStatus: "PUSH"}, "custom", "PUSH"},
		{world.UsernameTemplate{Template: "user.email", Type: "CUSTOM"}, "custom", "DONT_PUSH"},
		{world.UsernameTemplate{Template: "user.email", Type: "CUSTOM", PushStatus: "PUSH"}, "never", nil},
	} {
		te.app.UserName = tc.t
		te.choose("username-push-status", tc.variant)
		a := te.get(appPath)
		if got := a.at("credentials", "userNameTemplate", "pushStatus"); got != tc.want || a.text("credentials", "userNameTemplate", "type") != tc.t.Type {
			t.Errorf("%+v under %s: pushStatus %v, want %v", tc.t, tc.variant, got, tc.want)
		}
	}
}

func TestAppLifecycle(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.refused(403, "E0000056", "deactivated before deletion", "DELETE", appPath, "")
	if a := te.must(200, "POST", appPath+"/lifecycle/deactivate", ""); a.raw != "{}" {
		t.Errorf("deactivate answers %s", a.raw)
	}
	if a := te.get(appPath); a.text("status") != "INACTIVE" || a.at("_links", "activate") == nil {
		t.Errorf("inactive app: %s", a.raw)
	}
	te.must(200, "POST", appPath+"/lifecycle/activate", "")
	te.must(200, "POST", appPath+"/lifecycle/deactivate", "")
	te.must(204, "DELETE", appPath, "")
	te.must(404, "GET", appPath, "")
	te.must(404, "POST", appPath+"/lifecycle/activate", "")
}
