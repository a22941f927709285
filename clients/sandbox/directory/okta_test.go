package directory

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// okta sends a request as Okta's SCIM reference shows it.
// https://developer.okta.com/docs/api/openapi/okta-scim/guides/scim-20/
func (tn *tenant) okta(status int, method, path, body string) map[string]any {
	tn.t.Helper()
	req, err := http.NewRequest(method, "http://api.example/scim/directory/"+dirID+path, strings.NewReader(body))
	if err != nil {
		tn.t.Fatal(err)
	}
	req.Header.Set("User-Agent", "Okta SCIM Client 1.0.0")
	req.Header.Set("Authorization", "Bearer "+dirKey)
	req.Header.Set("Accept", "application/scim+json")
	req.Header.Set("Accept-Charset", "utf-8")
	if body != "" {
		req.Header.Set("Content-Type", "application/scim+json; charset=utf-8")
	}
	rw := tn.send(req)
	if rw.Code != status {
		tn.t.Fatalf("%s %s: %d, want %d: %s", method, path, rw.Code, status, rw.Body)
	}
	if rw.Body.Len() == 0 {
		return nil
	}
	return decoded(tn.t, rw.Body.Bytes())
}

func (tn *tenant) oktaFind(collection, attribute, value string) map[string]any {
	tn.t.Helper()
	return tn.okta(200, "GET", "/"+collection+"?filter="+url.QueryEscape(attribute+` eq "`+value+`"`)+"&startIndex=1&count=100", "")
}

const oktaUser = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"test.user@example.com",
 "name":{"givenName":"Test","familyName":"User"},"emails":[{"primary":true,"value":"test.user@example.com","type":"work"}],
 "displayName":"Test User","locale":"en-US","externalId":"00ujl29u0le5T6Aj10h7","groups":[],"password":"1mz050nq","active":true}`

// oktaCreate is the order of calls for somebody who was just assigned.
func (tn *tenant) oktaCreate() *world.SCIMUser {
	tn.t.Helper()
	if got := tn.oktaFind("Users", "userName", "test.user@example.com"); got["totalResults"] != 0.0 || len(got["Resources"].([]any)) != 0 {
		tn.t.Fatalf("somebody is there already: %v", got)
	}
	id, _ := tn.okta(201, "POST", "/Users", oktaUser)["id"].(string)
	return tn.d.User(id)
}

func TestOktaTestsCredentials(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	got := tn.okta(200, "GET", "/Users?startIndex=1&count=2", "")
	for _, name := range []string{"startIndex", "itemsPerPage", "totalResults"} {
		if _, number := got[name].(float64); !number {
			t.Errorf("%s is %T: Okta stops unless it is a number", name, got[name])
		}
	}
	tn.okta(200, "GET", "/Groups?startIndex=1&count=100", "")
	if tn.mutations() != 0 {
		t.Error("testing the credentials changed the world")
	}
}

func TestOktaCreatesUpdatesDeactivatesReactivates(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	u := tn.oktaCreate()
	whole := tn.okta(200, "GET", "/Users/"+u.ID, "")
	if whole["externalId"] != "00ujl29u0le5T6Aj10h7" || whole["active"] != true {
		t.Fatalf("created %v", whole)
	}
	whole["title"] = "Lead"
	put := encoded(t, whole)
	if got := tn.okta(200, "PUT", "/Users/"+u.ID, put); got["title"] != "Lead" || field(got, "name", "givenName") != "Test" {
		t.Errorf("after GET and PUT: %v", got)
	}
	const deactivate = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"active":false}}]}`
	tn.okta(200, "PATCH", "/Users/"+u.ID, deactivate)
	if acc := tn.w.Atlassian.Account(u.AccountID); acc.Status != "inactive" {
		t.Errorf("the account is %s after the deactivation", acc.Status)
	}
	if got := tn.oktaFind("Users", "userName", "test.user@example.com"); got["totalResults"] != 1.0 {
		t.Errorf("the inactive user is not found: %v", got)
	}
	tn.okta(200, "PATCH", "/Users/"+u.ID, strings.Replace(deactivate, "false", "true", 1))
	if acc := tn.w.Atlassian.Account(u.AccountID); acc.Status != "active" {
		t.Errorf("the account is %s after the reactivation", acc.Status)
	}
}

func TestOktaAIWDeactivatesWithPut(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	u := tn.oktaCreate()
	whole := tn.okta(200, "GET", "/Users/"+u.ID, "")
	whole["active"] = false
	if got := tn.okta(200, "PUT", "/Users/"+u.ID, encoded(t, whole)); got["active"] != false {
		t.Errorf("active is %v", got["active"])
	}
	if tn.w.Atlassian.Account(u.AccountID).Status != "inactive" {
		t.Error("the account is still active")
	}
}

func TestOktaPushesGroups(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	u := tn.oktaCreate()
	if got := tn.oktaFind("Groups", "displayName", "Team & Co"); got["totalResults"] != 0.0 {
		t.Fatalf("found %v", got)
	}
	got := tn.okta(201, "POST", "/Groups", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Team & Co","members":[]}`)
	id, _ := got["id"].(string)
	op := func(operations string) string {
		return `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[` + operations + `]}`
	}
	tn.okta(200, "PATCH", "/Groups/"+id, op(`{"op":"replace","value":{"id":"`+id+`","displayName":"Team & Co"}}`))
	tn.okta(200, "PATCH", "/Groups/"+id, op(`{"op":"add","path":"members","value":[{"value":"`+u.ID+`","display":"test.user@example.com"}]}`))
	org := tn.w.Atlassian.GroupNamed("Team & Co")
	if !org.Synced() || !slices.Equal(org.Members, []string{u.AccountID}) {
		t.Errorf("in the organization: %+v", org)
	}
	tn.okta(200, "PATCH", "/Groups/"+id, op(`{"op":"remove","path":"members[value eq \"`+u.ID+`\"]"}`))
	tn.okta(200, "PATCH", "/Groups/"+id, op(`{"op":"replace","path":"members","value":[{"value":"`+u.ID+`"}]}`))
	whole := tn.okta(200, "GET", "/Groups/"+id, "")
	tn.okta(200, "PUT", "/Groups/"+id, encoded(t, whole))
	if !slices.Equal(org.Members, []string{u.AccountID}) {
		t.Errorf("members %v after all pushes", org.Members)
	}
	tn.okta(204, "DELETE", "/Groups/"+id, "")
	tn.okta(404, "GET", "/Groups/"+id, "")
}
