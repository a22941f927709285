package okta

import (
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// toApp returns the path of the mapping from the user type to the app.
func (te *tenant) toApp() string {
	te.t.Helper()
	a := te.get("/api/v1/mappings?sourceId=" + te.w.Okta.UserTypeID + "&targetId=" + te.app.ID)
	if len(asList(a.body)) != 1 {
		te.t.Fatalf("mappings to the app: %s", a.raw)
	}
	return "/api/v1/mappings/" + a.text(0, "id")
}

func TestMappings(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.w.CreateApp("slack", "Slack", "SAML_2_0")
	all := te.get("/api/v1/mappings")
	if len(asList(all.body)) != 4 || strings.Contains(all.raw, "properties") {
		t.Errorf("list: %s", all.raw)
	}
	one := te.get(te.toApp())
	if one.text("source", "type") != "user" || one.text("target", "id") != te.app.ID || one.text("properties", "email", "expression") != "user.email" {
		t.Errorf("single: %s", one.raw)
	}
	te.refused(404, "E0000007", "prmNONE (ProfileMapping)", "GET", "/api/v1/mappings/prmNONE", "")
}

func TestUpdateMapping(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	path := te.toApp()
	before := len(asObject(te.get(path).at("properties")))
	a := te.must(200, "POST", path, `{"properties":{"email":{"expression":"user.workEmail"},"title":null,"department":{"expression":null,"pushStatus":null},"nickName":{"expression":"user.nickName"}}}`)
	if a.text("properties", "email", "expression") != "user.workEmail" || a.text("properties", "email", "pushStatus") != "PUSH" {
		t.Errorf("merged: %s", a.raw)
	}
	if a.text("properties", "nickName", "pushStatus") != "DONT_PUSH" || a.at("properties", "title") != nil || a.at("properties", "department") != nil {
		t.Errorf("added and removed: %s", a.raw)
	}
	if got := len(asObject(te.get(path).at("properties"))); got != before-1 {
		t.Errorf("%d properties, want %d", got, before-1)
	}
	for _, tc := range []struct{ body, code, cause string }{
		{`{"properties":{"tempProperty":{"expression":"user.x","pushStatus":"PUSH"}}}`, "E0000001", "Invalid target field tempProperty"},
		{`{"properties":{"email":{"expression":"user.x","pushStatus":"MAYBE"}}}`, "E0000001", "MAYBE"},
		{`{"properties":{"timezone":{"expression":"","pushStatus":"PUSH"}}}`, "E0000001", "Invalid expression"},
		{`{"properties":{"email":"user.x"}}`, "E0000003", ""}, {`{}`, "E0000001", "properties"}, {``, "E0000003", ""},
	} {
		te.refused(400, tc.code, tc.cause, "POST", path, tc.body)
	}
	te.must(404, "POST", "/api/v1/mappings/prmNONE", "{}")
}

func TestMappingToUser(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	a := te.get("/api/v1/mappings?targetId=" + te.w.Okta.UserTypeID)
	path := "/api/v1/mappings/" + a.text(0, "id")
	te.must(200, "POST", path, `{"properties":{"city":{"expression":"appuser.city","pushStatus":"PUSH"}}}`)
	te.refused(400, "E0000001", "Invalid target field emailType", "POST", path, `{"properties":{"emailType":{"expression":"x"}}}`)
}

func TestUserTypes(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	id := te.w.Okta.UserTypeID
	if a := te.get("/api/v1/meta/types/user"); a.text(0, "id") != id || a.at(0, "default") != true {
		t.Errorf("types: %s", a.raw)
	}
	for _, key := range []string{"default", id} {
		if a := te.get("/api/v1/meta/types/user/" + key); a.text("id") != id {
			t.Errorf("type %s: %s", key, a.raw)
		}
	}
	te.refused(404, "E0000007", "otyNONE (UserType)", "GET", "/api/v1/meta/types/user/otyNONE", "")
}

func TestAppSchema(t *testing.T) {
	t.Parallel()
	const path = "/api/v1/meta/schemas/apps/0oaATLASSIAN00000001/default"
	te := newTenant(t, Options{})
	properties := func() object { return asObject(te.get(path).at("definitions", "base", "properties")) }
	if p := properties(); len(p) != 1 || p["userName"] == nil {
		t.Errorf("before provisioning: %v", p)
	}
	te.connect()
	if e := child(properties(), "email"); e["externalName"] != "emails.^[primary==true].value" || e["title"] != "Primary email" {
		t.Errorf("primary address: %v", e)
	}
	te.choose("app-schema", "title")
	if e := child(properties(), "email"); e["externalName"] != nil || e["title"] != "Primary email" {
		t.Errorf("primary address by title: %v", e)
	}
	te.choose("app-schema", "absent")
	if p := properties(); p["email"] != nil || p["displayName"] == nil {
		t.Errorf("without the primary address: %v", p)
	}
	te.app.Provisioning = world.Provisioning{}
	if p := properties(); len(p) != 1 {
		t.Errorf("after provisioning was wiped: %v", p)
	}
	te.refused(404, "E0000007", "0oaNONE (AppInstance)", "GET", "/api/v1/meta/schemas/apps/0oaNONE/default", "")
}
