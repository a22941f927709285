package directory

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// TestTheSilentFailure: a group with a default or built-in name is taken with 201, is listed and read as if all were
// well, and never reaches the organization; by variant it is refused (atlassian.md §1.5).
func TestTheSilentFailure(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"default", "built-in"} {
		for variant, want := range map[string]int{"silent": 201, "conflict": 409} {
			tn := newTenant(t, "default-collision="+variant)
			g := tn.localGroup("jira-users")
			g.BuiltIn = kind == "built-in"
			if kind == "default" {
				g.Default = map[string]string{"ari": world.UserRole}
			}
			u := tn.user("ana@" + managed)
			got := tn.must(want, "POST", "/Groups", groupBody("Jira-Users", u))
			if want == 409 {
				if got["detail"] != "Resource [GROUP]: with displayName already exists." || got["scimType"] != "uniqueness" || got["status"] != "409" {
					t.Errorf("%s: %v", kind, got)
				}
				continue
			}
			if read := tn.must(200, "GET", "/Groups/"+got["id"].(string), ""); read["displayName"] != "Jira-Users" {
				t.Errorf("%s: read back %v", kind, read)
			}
			if list := tn.must(200, "GET", `/Groups?filter=displayName+eq+"Jira-Users"`, ""); list["totalResults"] != 1.0 {
				t.Errorf("%s: listed %v", kind, list)
			}
			if n := len(tn.w.Atlassian.Groups); n != 1 || g.Synced() || g.Has(u.AccountID) {
				t.Errorf("%s: %d groups in the organization, synced %v", kind, n, g.Synced())
			}
		}
	}
}

// TestNamesAreNeverChanged: SCIM does not rename a group, whatever way it is asked (§1.5).
func TestNamesAreNeverChanged(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	g := tn.group("team")
	for name, change := range map[string]struct{ method, body string }{
		"PUT":            {"PUT", groupBody("other")},
		"PATCH path":     {"PATCH", patch(`{"op":"replace","path":"displayName","value":"other"}`)},
		"PATCH, as Okta": {"PATCH", patch(`{"op":"replace","value":{"id":"` + g.ID + `","displayName":"other"}}`)},
	} {
		tn.do(change.method, "/Groups/"+g.ID, change.body)
		if g.DisplayName != "team" || tn.w.Atlassian.Group(g.OrgGroupID).Name != "team" {
			t.Errorf("%s renamed it to %s", name, g.DisplayName)
		}
	}
}

// TestFiltersAreOneExactComparison on userName or externalId, and displayName: nothing else (§1.1).
func TestFiltersAreOneExactComparison(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	tn.user("ana@" + managed)
	for query, want := range map[string]int{
		`/Users?filter=userName+eq+"ana@` + managed + `"`:           200,
		`/Users?filter=externalId+eq+"x"`:                           200,
		`/Groups?filter=displayName+eq+"x"`:                         200,
		`/Users?filter=emails.value+eq+"ana@` + managed + `"`:       400,
		`/Users?filter=emails+eq+"x"`:                               400,
		`/Users?filter=displayName+eq+"x"`:                          400,
		`/Users?filter=userName+sw+"ana"`:                           400,
		`/Users?filter=userName+co+"ana"`:                           400,
		`/Users?filter=userName+pr`:                                 400,
		`/Users?filter=userName+eq+"a"+and+externalId+eq+"x"`:       400,
		`/Users?filter=userName+eq+"a"+or+userName+eq+"b"`:          400,
		`/Users?filter=not+(userName+eq+"a")`:                       400,
		`/Users?filter=meta.lastModified+gt+"2026-01-01T00:00:00Z"`: 400,
		`/Groups?filter=displayName+sw+"x"`:                         400,
		`/Groups?filter=members.value+eq+"x"`:                       400,
		`/Groups?filter=id+eq+"x"`:                                  400,
		`/Users?filter=`:                                            400,
		`/Users?attributes=userName&excludedAttributes=emails`:      400,
	} {
		status, got := tn.do("GET", query, "")
		if status != want {
			t.Errorf("%s: %d, want %d", query, status, want)
		}
		if want == 400 && (got["status"] != "400" || fmt.Sprint(got["schemas"]) != "[urn:ietf:params:scim:api:messages:2.0:Error]") {
			t.Errorf("%s: %v", query, got)
		}
	}
}

// TestPathsOfOtherVendors: there is no /scim/v2 and no /v2, no bulk, no search, no /Me (§1.1).
func TestPathsOfOtherVendors(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	for _, path := range []string{"/v2/Users", "/scim/v2/Users", "/Users/.search", "/Bulk", "/Me", "/users", "/groups"} {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			if status, _ := tn.do(method, path, "{}"); status < 400 {
				t.Errorf("%s %s: %d", method, path, status)
			}
		}
	}
}

// TestGatewayAnswersAreNotSCIM: 401 and 403 come from the gateway as {error, traceId}, never the key in them (§1.3).
func TestGatewayAnswersAreNotSCIM(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	for key, want := range map[string]int{"": 401, "dead": 401, orgKey: 403} {
		tn.key = key
		got := tn.must(want, "GET", "/ServiceProviderConfig", "")
		if len(got) != 2 || got["traceId"] == "" || got["error"] == "" || got["schemas"] != nil || key != "" && strings.Contains(fmt.Sprint(got), key) {
			t.Errorf("%q: %v", key, got)
		}
	}
}

// TestBothContentTypesAreTaken with and without charset; SCIM's own comes back (§1.1).
func TestBothContentTypesAreTaken(t *testing.T) {
	t.Parallel()
	for i, kind := range []string{"application/scim+json", "application/json", "application/scim+json; charset=utf-8", "application/json;charset=UTF-8"} {
		tn := newTenant(t)
		req := httptest.NewRequest(http.MethodPost, "/scim/directory/"+dirID+"/Users", strings.NewReader(userBody(fmt.Sprintf("u%d@%s", i, managed))))
		req.Header.Set("Authorization", "Bearer "+dirKey)
		req.Header.Set("Content-Type", kind)
		rw := tn.send(req)
		if answered := rw.Header().Get("Content-Type"); rw.Code != 201 || !strings.HasPrefix(answered, "application/scim+json") {
			t.Errorf("%s: %d as %s", kind, rw.Code, answered)
		}
	}
}

// TestDeletingARecordDoesMoreThanUnlink: the id is gone for good and the managed account is deactivated; only a new POST
// makes a record again (§1.1).
func TestDeletingARecordDoesMoreThanUnlink(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	acc := tn.account("ana@"+managed, true)
	id := tn.must(201, "POST", "/Users", userBody(acc.Email))["id"].(string)
	tn.must(204, "DELETE", "/Users/"+id, "")
	if acc.Status != "inactive" {
		t.Errorf("the account is %s", acc.Status)
	}
	for _, method := range []string{"GET", "DELETE"} {
		tn.must(404, method, "/Users/"+id, "")
	}
	if again := tn.must(201, "POST", "/Users", userBody(acc.Email)); again["id"] == id {
		t.Error("the new record has the old id")
	}
}
