package okta

import (
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

func TestUpdateUser(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.connect()
	te.app.Assign(&world.AppUser{UserID: "00uben", ExternalID: "scim-1", Status: "PROVISIONED", Scope: "USER", UserName: "ben@example.com"})
	before := te.e.Pending()
	te.must(200, "POST", "/api/v1/users/00uben", `{"profile":{"email":"benedict@example.com","title":"Boss"}}`)
	u := te.w.Okta.User("00uben")
	if u.Email != "benedict@example.com" || u.Title != "Boss" || u.FirstName != "Ben" || u.Custom["workEmail"] == "" {
		t.Errorf("after a partial update: %+v", u)
	}
	if te.e.Pending() == before {
		t.Error("the engine was not told")
	}
	te.must(200, "PUT", "/api/v1/users/00uben", `{"profile":{"login":"ben@example.com","email":"ben@example.com","firstName":"B","lastName":"S","city":"Rome"}}`)
	if u.Title != "" || u.Custom["workEmail"] != "" || u.Custom["city"] != "Rome" {
		t.Errorf("after a replacement: %+v", u)
	}
}

func TestUpdateUserErrors(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	for _, tc := range []struct{ method, path, body, code, cause string }{
		{"POST", "/api/v1/users/00uben", `{"profile":{"shoeSize":"9"}}`, "E0000001", "Property name 'shoeSize' is not defined in profile"},
		{"POST", "/api/v1/users/00uben", `{"profile":{"login":"ada@example.com"}}`, "E0000001", "already exists"},
		{"POST", "/api/v1/users/00uben", `{"profile":{"login":"b"}}`, "E0000001", "between 5 and 100"},
		{"POST", "/api/v1/users/00uben", `{"profile":{"email":"nowhere"}}`, "E0000001", "email"},
		{"PUT", "/api/v1/users/00uben", `{"profile":{"login":"ben@example.com"}}`, "E0000001", "cannot be left blank"},
		{"POST", "/api/v1/users/00uben", `{`, "E0000003", ""},
		{"POST", "/api/v1/users", `{"profile":{"login":"new@example.com"}}`, "E0000001", "cannot be left blank"},
	} {
		te.refused(400, tc.code, tc.cause, tc.method, tc.path, tc.body)
	}
	te.refused(403, "E0000038", "", "POST", "/api/v1/users/00ueve", `{"profile":{"title":"x"}}`)
	te.refused(404, "E0000007", "(User)", "POST", "/api/v1/users/nobody", `{}`)
	if u := te.w.Okta.User("00uben"); u.Login != "ben@example.com" || u.Email != "ben@example.com" {
		t.Errorf("a refused update changed %+v", u)
	}
}

func TestCreateUser(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	profile := `"profile":{"login":"gus@example.com","email":"gus@example.com","firstName":"Gus","lastName":"Smith"}`
	if a := te.must(200, "POST", "/api/v1/users?activate=false", "{"+profile+"}"); a.text("status") != "STAGED" {
		t.Errorf("created without activation: %s", a.raw)
	}
	te.refused(400, "E0000001", "already exists", "POST", "/api/v1/users", "{"+profile+"}")
	other := `{"credentials":{"password":{"value":"x"}},"profile":{"login":"hal@example.com","email":"hal@example.com","firstName":"Hal","lastName":"Smith"}}`
	if a := te.must(200, "POST", "/api/v1/users", other); a.text("status") != "ACTIVE" || te.w.Okta.User(a.text("id")) == nil {
		t.Errorf("created with a password: %s", a.raw)
	}
}

func TestLifecycle(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ before, operation, after string }{
		{"ACTIVE", "deactivate", "DEPROVISIONED"}, {"ACTIVE", "suspend", "SUSPENDED"}, {"SUSPENDED", "unsuspend", "ACTIVE"},
		{"STAGED", "activate", "PROVISIONED"}, {"DEPROVISIONED", "activate", "PROVISIONED"}, {"LOCKED_OUT", "unlock", "ACTIVE"},
		{"ACTIVE", "reactivate", ""}, {"DEPROVISIONED", "suspend", ""}, {"ACTIVE", "activate", ""},
	} {
		te := newTenant(t, Options{})
		te.w.Okta.User("00uben").Status = tc.before
		path := "/api/v1/users/00uben/lifecycle/" + tc.operation
		if tc.after == "" {
			te.refused(403, "E0000038", "", "POST", path, "")
			continue
		}
		te.must(200, "POST", path, "")
		if got := te.w.Okta.User("00uben").Status; got != tc.after {
			t.Errorf("%s of %s: %s, want %s", tc.operation, tc.before, got, tc.after)
		}
	}
}

func TestLifecycleAnswers(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.refused(403, "E0000032", "The user is not locked out.", "POST", "/api/v1/users/00uben/lifecycle/unlock", "")
	te.refused(404, "E0000008", "", "POST", "/api/v1/users/00uben/lifecycle/promote", "")
	if a := te.must(200, "POST", "/api/v1/users/00ueve/lifecycle/activate?sendEmail=false", ""); a.text("activationToken") == "" {
		t.Errorf("activation without mail: %s", a.raw)
	}
}

func TestDeactivationTakesTheApp(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.connect()
	te.app.Assign(&world.AppUser{UserID: "00uben", ExternalID: "scim-1", Status: "PROVISIONED", Scope: "USER", UserName: "ben@example.com"})
	te.must(200, "POST", "/api/v1/users/00uben/lifecycle/deactivate", "")
	if te.app.User("00uben") != nil || te.e.Pending() == 0 {
		t.Errorf("still assigned: %+v, %d jobs", te.app.User("00uben"), te.e.Pending())
	}
}
