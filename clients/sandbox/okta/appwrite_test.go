package okta

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// writable is the app as it may be sent back: without what only the org writes.
func (te *tenant) writable() object {
	te.t.Helper()
	out := asObject(te.get(appPath).body)
	for _, key := range []string{"id", "orn", "status", "created", "lastUpdated", "features", "universalLogout", "_links"} {
		delete(out, key)
	}
	return out
}

func (te *tenant) put(body object) answer {
	te.t.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		te.t.Fatal(err)
	}
	return te.must(200, "PUT", appPath, string(b))
}

func TestReplaceAppRoundTrip(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.app.Settings["app"] = object{"uniqueId": "u-1"}
	before := asObject(te.get(appPath).body)
	te.now = te.now.Add(1e9)
	after := asObject(te.put(te.writable()).body)
	delete(before, "lastUpdated")
	delete(after, "lastUpdated")
	if !reflect.DeepEqual(before, after) {
		t.Errorf("sent back unchanged, the app is\n%v\nwas\n%v", toJSON(after), toJSON(before))
	}
}

func TestReplaceAppReplaces(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.app.Settings["notes"] = object{"admin": "keep me", "enduser": nil}
	te.app.UserName = world.UsernameTemplate{Template: "user.email", Type: "CUSTOM", PushStatus: "PUSH"}
	a := te.must(200, "PUT", appPath, `{"label":"Bare","signOnMode":"SAML_2_0"}`)
	if a.text("label") != "Bare" || a.at("settings", "notes", "admin") != nil || a.text("credentials", "userNameTemplate", "template") != "${source.login}" {
		t.Errorf("what was left out is still there: %s", a.raw)
	}
}

func TestReplaceAppFeatures(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, variant string
		features      any
		kept          bool
	}{
		{"left out", "keeps", nil, true},
		{"left out, in an org that wipes", "wipes", nil, false},
		{"sent empty", "keeps", []string{}, false},
		{"sent as they were", "keeps", []string{"GROUP_PUSH", "PUSH_NEW_USERS"}, false},
	} {
		te := newTenant(t, Options{})
		te.connect()
		te.choose("put-keeps-provisioning", tc.variant)
		body := te.writable()
		if tc.features != nil {
			body["features"] = tc.features
		}
		a := te.put(body)
		if kept := te.app.Provisioning.Enabled && te.app.Provisioning.Token != ""; kept != tc.kept {
			t.Errorf("features %s: provisioning kept %v, want %v", tc.name, kept, tc.kept)
		}
		if shown := len(asList(a.at("features"))) > 0; shown != tc.kept {
			t.Errorf("features %s: the answer shows %v", tc.name, a.at("features"))
		}
	}
}

func TestReplaceUsernameTemplate(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		sent object
		want world.UsernameTemplate
	}{
		{object{"template": "user.email", "type": "CUSTOM", "pushStatus": "PUSH"}, world.UsernameTemplate{Template: "user.email", Type: "CUSTOM", PushStatus: "PUSH"}},
		{object{"template": "user.email", "type": "CUSTOM"}, world.UsernameTemplate{Template: "user.email", Type: "CUSTOM", PushStatus: "DONT_PUSH"}},
		{object{"template": "${source.email}", "type": "BUILT_IN"}, world.UsernameTemplate{Template: "${source.email}", Type: "BUILT_IN", PushStatus: "DONT_PUSH"}},
		{object{"template": "user.login", "type": "CUSTOM", "userSuffix": "@x"}, world.UsernameTemplate{Template: "user.login", Type: "CUSTOM", Suffix: "@x", PushStatus: "DONT_PUSH"}},
	} {
		te := newTenant(t, Options{})
		body := te.writable()
		body["credentials"] = object{"userNameTemplate": tc.sent}
		te.put(body)
		if te.app.UserName != tc.want {
			t.Errorf("%v is kept as %+v, want %+v", tc.sent, te.app.UserName, tc.want)
		}
	}
}

func TestUsernamesFollowTheTemplate(t *testing.T) {
	t.Parallel()
	for variant, want := range map[string]string{"button": "old@example.com", "automatic": "ben@work.example.com"} {
		te := newTenant(t, Options{})
		te.choose("username-update", variant)
		te.app.Assign(&world.AppUser{UserID: "00uben", Scope: "USER", Status: "ACTIVE", UserName: "old@example.com"})
		body := te.writable()
		body["credentials"] = object{"userNameTemplate": object{"template": "user.workEmail", "type": "CUSTOM", "pushStatus": "PUSH"}}
		te.put(body)
		if got := te.app.User("00uben").UserName; got != want {
			t.Errorf("%s: user name %q, want %q", variant, got, want)
		}
	}
}

func TestReplaceAppErrors(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.app.Settings["app"] = object{"uniqueId": "u-1"}
	for _, tc := range []struct{ body, code, cause string }{
		{`{`, "E0000003", ""}, {`[]`, "E0000003", ""}, {``, "E0000003", ""},
		{`{"name":"atlassian"}`, "E0000001", "label: The field cannot be left blank"},
		{`{"label":"x","name":"slack"}`, "E0000001", "name"},
		{`{"label":"x","settings":{"app":{}}}`, "E0000001", "uniqueId: The field cannot be left blank"},
		{`{"label":"x","settings":{"app":{"uniqueId":"u"}},"credentials":{"userNameTemplate":{"type":"MAGIC"}}}`, "E0000001", "MAGIC"},
		{`{"label":"x","settings":{"app":{"uniqueId":"u"}},"credentials":{"userNameTemplate":{"pushStatus":"MAYBE"}}}`, "E0000001", "MAYBE"},
	} {
		te.refused(400, tc.code, tc.cause, "PUT", appPath, tc.body)
	}
	if te.app.Label != "Atlassian Cloud" {
		t.Errorf("a refused PUT changed the label to %q", te.app.Label)
	}
	te.must(404, "PUT", "/api/v1/apps/0oaNONE", `{"label":"x"}`)
}

func TestCreateApp(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.refused(400, "E0000001", "uniqueId: The field cannot be left blank", "POST", "/api/v1/apps", `{"name":"atlassian","label":"Atlassian Cloud","signOnMode":"SAML_2_0"}`)
	te.refused(400, "E0000001", "label", "POST", "/api/v1/apps", `{"name":"slack"}`)
	te.refused(400, "E0000003", "", "POST", "/api/v1/apps", `"x"`)
	te.refused(400, "E0000001", "MAGIC", "POST", "/api/v1/apps", `{"label":"x","credentials":{"userNameTemplate":{"type":"MAGIC"}}}`)
	a := te.must(200, "POST", "/api/v1/apps?activate=false", `{"name":"atlassian","label":"Second","signOnMode":"SAML_2_0","settings":{"app":{"uniqueId":"u-2"}}}`)
	made := te.w.Okta.App(a.text("id"))
	if made == nil || made.Status != "INACTIVE" || made.SignOnMode != "SAML_2_0" || len(made.Profile) != 2 || made.Provisioning.Enabled {
		t.Fatalf("created %+v", made)
	}
	if a := te.must(200, "POST", "/api/v1/apps", `{"name":"deelhr","label":"Deel","signOnMode":"AUTO_LOGIN"}`); a.at("signOnMode") != nil || a.text("status") != "ACTIVE" {
		t.Errorf("deelhr keeps no sign-on mode: %s", a.raw)
	}
}
