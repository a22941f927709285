package directory

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

func TestUserAsRecorded(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	acc := tn.account("a@example.com", true)
	got := tn.must(http.StatusCreated, "POST", "/Users", `{"schemas":["`+userURN+`"],"userName":"testName","emails":[{"value":"a@example.com","type":"work","primary":true}]}`)
	id, _ := got["id"].(string)
	want := `{"active":true,"emails":[{"primary":true,"type":"work","value":"a@example.com"}],"groups":[],"id":"` + id + `",` +
		`"meta":{"created":"2026-11-23T12:00:00.000000Z","lastModified":"2026-11-23T12:00:00.000000Z","location":"http://example.com/scim/directory/d1/Users/` + id + `","resourceType":"User"},` +
		`"schemas":["` + externalURN + `","` + userURN + `","` + enterpriseURN + `"],` +
		`"urn:scim:schemas:extension:atlassian-external:1.0":{"atlassianAccountId":"` + acc.ID + `"},"userName":"testName"}`
	if text, _ := json.Marshal(got); string(text) != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
}

func TestPasswordAndUnknownAttributesAreForgotten(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	u := tn.user("ann@example.com")
	got := tn.must(http.StatusOK, "GET", "/Users/"+u.ID, "")
	text, _ := json.Marshal([]any{got, u.Document})
	for _, secret := range []string{"1mz050nq", "password", "locale"} {
		if strings.Contains(string(text), secret) {
			t.Errorf("%q survived: %s", secret, text)
		}
	}
	if field(got, "name", "givenName") != "Test" || got["externalId"] != "okta-ann@example.com" {
		t.Errorf("kept attributes: %v", got)
	}
}

func TestUserConflicts(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	tn.user("ann@example.com")
	bob := tn.user("bob@example.com")
	other := &world.Directory{ID: "d2", Key: "k2"}
	other.AddUser(&world.SCIMUser{ID: "o1", UserName: "cy", Email: "cy@example.com"})
	tn.w.Atlassian.Directories = append(tn.w.Atlassian.Directories, other)
	tn.account("dee@example.com", true)
	sameName := strings.Replace(userBody("ann@example.com"), `"value":"ann@example.com"`, `"value":"new@example.com"`, 1)
	tests := []struct{ method, path, body, detail string }{
		{"POST", "/Users", userBody("ann@example.com"), "Resource [USER]: with email[ann@example.com] already exists."},
		{"POST", "/Users", userBody("ANN@example.com"), "Resource [USER]: with email[ANN@example.com] already exists."},
		{"POST", "/Users", sameName, "Resource [USER]: with userName[ann@example.com] already exists."},
		{"POST", "/Users", userBody("cy@example.com"), "Resource [USER]: with email[cy@example.com] already exists."},
		{"PUT", "/Users/" + bob.ID, userBody("ann@example.com"), "Resource [USER]: with userName[ann@example.com] already exists."},
		{"PUT", "/Users/" + bob.ID, userBody("dee@example.com"), "Resource [USER]: with email[dee@example.com] already exists."},
		{
			"PATCH", "/Users/" + bob.ID, patch(`{"op":"replace","path":"emails[type eq \"work\"].value","value":"ann@example.com"}`),
			"Resource [USER]: with email[ann@example.com] already exists.",
		},
	}
	before := tn.mutations()
	for _, tt := range tests {
		status, got := tn.do(tt.method, tt.path, tt.body)
		if status != http.StatusConflict || got["scimType"] != "uniqueness" || got["status"] != "409" || got["detail"] != tt.detail {
			t.Errorf("%s %s: %d %v, want 409 %s", tt.method, tt.path, status, got, tt.detail)
		}
	}
	if tn.mutations() != before || bob.Email != "bob@example.com" {
		t.Errorf("a refused change went through: %d mutations more, %s", tn.mutations()-before, bob.Email)
	}
}

func TestAddressesAreFoundAfterOthersChangedTheDirectory(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	ann := tn.user("ann@example.com")
	tn.d.RemoveUser(ann)
	tn.crowd(2)
	if status, _ := tn.do("POST", "/Users", userBody("user000001@example.com")); status != http.StatusConflict {
		t.Errorf("a record that the console added is not seen: %d", status)
	}
	tn.user("ann@example.com")
}

func TestReplaceClearsWhatIsNotSent(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	u := tn.user("ann@example.com")
	u.Active = false
	got := tn.must(http.StatusOK, "PUT", "/Users/"+u.ID, `{"schemas":["`+userURN+`"],"userName":"ann2@example.com","title":"Lead","emails":[{"value":"ann@example.com","primary":true}]}`)
	for _, gone := range []string{"name", "displayName", "externalId"} {
		if got[gone] != nil {
			t.Errorf("%s survived the PUT: %v", gone, got[gone])
		}
	}
	if got["title"] != "Lead" || got["active"] != false {
		t.Errorf("title %v, active %v; want Lead and still false", got["title"], got["active"])
	}
	if tn.d.UserNamed("ann2@example.com") != u || tn.d.UserNamed("ann@example.com") != nil || tn.d.UserWithExternalID("okta-ann@example.com") != nil {
		t.Error("the directory's indexes do not follow the PUT")
	}
}

func TestUnchangedReplaceIsNoMutation(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	u := tn.user("ann@example.com")
	before, modified := tn.mutations(), u.Modified
	tn.now = tn.now.AddDate(0, 0, 1)
	tn.must(http.StatusOK, "PUT", "/Users/"+u.ID, userBody("ann@example.com"))
	if tn.mutations() != before || !u.Modified.Equal(modified) {
		t.Errorf("%d mutations by a PUT that changes nothing", tn.mutations()-before)
	}
}

func TestPatchUser(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, operation string
		path            []string
		want            any
	}{
		{"no path", `{"op":"replace","value":{"active":false,"id":"x","unknown":1}}`, []string{"active"}, false},
		{"path in any case", `{"op":"Replace","path":"ACTIVE","value":false}`, []string{"active"}, false},
		{"sub-attribute", `{"op":"replace","path":"name.givenName","value":"Anna"}`, []string{"name", "givenName"}, "Anna"},
		{"merge", `{"op":"add","value":{"name":{"familyName":"Lee"}}}`, []string{"name", "familyName"}, "Lee"},
		{"merge keeps the rest", `{"op":"add","path":"name","value":{"familyName":"Lee"}}`, []string{"name", "givenName"}, "Test"},
		{"core URN", `{"op":"add","path":"` + userURN + `:title","value":"Lead"}`, []string{"title"}, "Lead"},
		{"extension", `{"op":"add","path":"` + enterpriseURN + `:department","value":"R&D"}`, []string{enterpriseURN, "department"}, "R&D"},
		{"whole extension", `{"op":"add","path":"` + customURN + `","value":{"basedIn":"Oslo"}}`, []string{customURN, "basedIn"}, "Oslo"},
		{"remove", `{"op":"remove","path":"displayName"}`, []string{"displayName"}, nil},
		{"remove sub-attribute", `{"op":"remove","path":"name.givenName"}`, []string{"name", "givenName"}, nil},
		{"set to nothing", `{"op":"replace","path":"displayName","value":""}`, []string{"displayName"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tn := newTenant(t)
			u := tn.user("ann@example.com")
			got := tn.must(http.StatusOK, "PATCH", "/Users/"+u.ID, patch(tt.operation))
			if v := field(got, tt.path...); v != tt.want {
				t.Errorf("%v is %v, want %v", tt.path, v, tt.want)
			}
			if got["id"] != u.ID || got["userName"] != "ann@example.com" {
				t.Errorf("other attributes changed: %v", got)
			}
			if tn.mutations() != 2 {
				t.Errorf("%d mutations, want the POST and the PATCH", tn.mutations())
			}
		})
	}
}

func TestPatchUserLists(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	u := tn.user("ann@example.com")
	tn.must(http.StatusOK, "PATCH", "/Users/"+u.ID, patch(
		`{"op":"add","path":"phoneNumbers","value":[{"value":"1","type":"work"}]}`,
		`{"op":"add","path":"phoneNumbers","value":{"value":"2","type":"home"}}`,
		`{"op":"remove","path":"phoneNumbers[type eq \"work\"]"}`,
		`{"op":"replace","path":"emails[primary eq true].value","value":"anna@example.com"}`,
	))
	phones, _ := u.Document["phoneNumbers"].([]any)
	if len(phones) != 1 || field(phones[0], "value") != "2" {
		t.Errorf("phoneNumbers %v", phones)
	}
	if u.Email != "anna@example.com" || tn.w.Atlassian.Account(u.AccountID).Email != "anna@example.com" {
		t.Errorf("e-mail %s, account %s", u.Email, tn.w.Atlassian.Account(u.AccountID).Email)
	}
}

func TestPatchesThatAreRefused(t *testing.T) {
	t.Parallel()
	tests := []struct{ body, scimType string }{
		{patch(), "invalidSyntax"},
		{`{"Operations":[{"op":"replace","path":"active","value":false}]}`, "invalidSyntax"},
		{`{"schemas":["` + patchURN + `"],"operations":[{"op":"replace","path":"active","value":false}]}`, "invalidSyntax"},
		{patch(`{"op":"move","path":"active","value":false}`), "invalidSyntax"},
		{patch(`{"op":"replace","value":false}`), "invalidSyntax"},
		{patch(`{"op":"remove"}`), "noTarget"},
		{patch(`{"op":"replace","path":"active"}`), "invalidValue"},
		{patch(`{"op":"replace","path":"active","value":"False"}`), "invalidValue"},
		{patch(`{"op":"replace","path":"id","value":"x"}`), "mutability"},
		{patch(`{"op":"replace","path":"groups","value":[]}`), "mutability"},
		{patch(`{"op":"replace","path":"shoeSize","value":"42"}`), "invalidPath"},
		{patch(`{"op":"replace","path":"name.shoeSize","value":"42"}`), "invalidPath"},
		{patch(`{"op":"replace","path":"active[","value":"42"}`), "invalidPath"},
		{patch(`{"op":"replace","path":"urn:x:title","value":"42"}`), "invalidPath"},
		{patch(`{"op":"replace","path":"title[type eq \"x\"]","value":"42"}`), "invalidPath"},
		{patch(`{"op":"replace","path":"emails[colour eq \"red\"].value","value":"x"}`), "invalidPath"},
		{patch(`{"op":"replace","path":"emails[type eq \"home\"].value","value":"x@example.com"}`), "noTarget"},
		{patch(`{"op":"remove","path":"emails"}`), "invalidValue"},
		{patch(`{"op":"remove","path":"userName"}`), "invalidValue"},
	}
	tn := newTenant(t)
	u := tn.user("ann@example.com")
	for _, tt := range tests {
		status, got := tn.do("PATCH", "/Users/"+u.ID, tt.body)
		if status != http.StatusBadRequest || got["scimType"] != tt.scimType {
			t.Errorf("%s: %d %v, want 400 %s", tt.body, status, got, tt.scimType)
		}
	}
	if tn.mutations() != 1 || !u.Active || u.Email != "ann@example.com" {
		t.Errorf("a refused PATCH changed the record: %+v", u)
	}
}

func TestUnknownUser(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	for _, method := range []string{"GET", "PUT", "PATCH", "DELETE"} {
		if status, got := tn.do(method, "/Users/nobody", userBody("a@example.com")); status != 404 || got["status"] != "404" {
			t.Errorf("%s of an unknown user: %d %v", method, status, got)
		}
	}
}

func TestContentTypes(t *testing.T) {
	t.Parallel()
	tests := map[string]int{
		"application/scim+json": 201, "application/scim+json; charset=utf-8": 201, "application/json": 201, "application/json;charset=UTF-8": 201,
		"": 201, "text/plain": 415, "application/x-www-form-urlencoded": 415,
	}
	for kind, want := range tests {
		tn := newTenant(t)
		req, err := http.NewRequest(http.MethodPost, "/scim/directory/d1/Users", strings.NewReader(userBody("ann@example.com")))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+dirKey)
		req.Header.Set("Content-Type", kind)
		if rw := tn.send(req); rw.Code != want {
			t.Errorf("Content-Type %q: %d, want %d", kind, rw.Code, want)
		}
	}
}
