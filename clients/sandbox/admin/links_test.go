package admin

import (
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// TestLinksTellUnlinkedAndDoubleRecords: null is a record without account, several are duplicates or several directories,
// and directoryId is the SCIM directory, not the user directory (§2.6).
func TestLinksTellUnlinkedAndDoubleRecords(t *testing.T) {
	t.Parallel()
	tn := full(t)
	second := &world.Directory{ID: "d2"}
	second.AddUser(&world.SCIMUser{ID: "u2", UserName: "ann2", Email: "Ann@Example.com"})
	tn.a.Directories = append(tn.a.Directories, second)
	got, _ := tn.must(200, "POST", links+"/get-scim-links-for-email", `{"email":"ann@example.com"}`)["scimLinks"].([]any)
	if len(got) != 2 || field(got[0], "atlassianAccountId") != "ann" || field(got[1], "atlassianAccountId") != nil {
		t.Fatalf("%v", got)
	}
	if field(got[0], "directoryId") != "d1" || field(got[1], "directoryId") != "d2" || field(got[1], "scimUserId") != "u2" || field(got[1], "orgId") != "org1" {
		t.Errorf("%v", got)
	}
	if by, _ := tn.must(200, "GET", links+"/user/ann/get-scim-links", "")["scimLinks"].([]any); len(by) != 1 {
		t.Errorf("by account: %v", by)
	}
	if none, ok := tn.must(200, "POST", links+"/get-scim-links-for-email", `{"email":"x@example.com"}`)["scimLinks"].([]any); !ok || len(none) != 0 {
		t.Errorf("nobody's address: %v, want an empty list", none)
	}
	for _, bad := range []string{``, `{}`, `{"email":""}`, `{"mail":"x"}`, `[]`} {
		tn.must(400, "POST", links+"/get-scim-links-for-email", bad)
	}
	if tn.mutations() != 0 {
		t.Error("looking changes something")
	}
}

// TestWorkspacesOfOneKind asks as the documentation's example does; capacity is a number, or null for unlimited (§2.7).
func TestWorkspacesOfOneKind(t *testing.T) {
	t.Parallel()
	tn := full(t)
	tn.a.Workspaces[1].Status = "offline"
	for body, want := range map[string][]string{
		``:   {jira, wiki},
		`{}`: {jira, wiki},
		`{"query":{"field":{"name":"attributes.type","values":["confluence"]}}}`:                                                                                         {wiki},
		`{"query":{"and":[{"field":{"name":"attributes.typeKey","values":["JIRA-software","confluence"]}},{"field":{"name":"attributes.status","values":["online"]}}]}}`: {jira},
		`{"query":{"field":{"name":"id","values":["` + wiki + `"]}},"limit":1000}`:                                                                                       {wiki},
		`{"query":{"field":{"name":"attributes.name","values":["Trello"]}}}`:                                                                                             {},
		`{"sort":[{"field":"attributes.name","order":"asc"}]}`:                                                                                                           {wiki, jira},
		`{"sort":[{"field":"attributes.name","order":"desc"}]}`:                                                                                                          {jira, wiki},
	} {
		if got := column(tn.must(200, "POST", org2+"/workspaces", body), "id"); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", body, got, want)
		}
	}
	data := tn.must(200, "POST", org2+"/workspaces", "")
	if field(data, "data", 0, "attributes", "capacity") != 3.0 || field(data, "data", 1, "attributes", "capacity") != nil {
		t.Errorf("capacities: %v", data)
	}
	if field(data, "data", 0, "attributes", "hostUrl") != "https://example.atlassian.net" || field(data, "data", 1, "attributes", "status") != "offline" {
		t.Errorf("%v", data)
	}
	for _, bad := range []string{
		`{"query":{}}`, `{"query":{"or":[]}}`, `{"query":{"field":{"name":"attributes.seats","values":["1"]}}}`, `{"query":{"field":{"name":"id","values":[]}}}`,
		`{"sort":[{"field":"nothing","order":"asc"}]}`, `{"sort":[{"field":"id","order":"up"}]}`, `{"cursor":"x","limit":5}`, `{"cursor":"x"}`, `{"limit":0}`,
	} {
		tn.must(400, "POST", org2+"/workspaces", bad)
	}
}

// TestTheOldFormsHaveStopped: v1's group and user operations ended in 2026, v2's forms are the only ones (§2.1).
func TestTheOldFormsHaveStopped(t *testing.T) {
	t.Parallel()
	tn := full(t)
	for _, old := range []string{"POST " + org1 + "/groups/search", "POST " + org1 + "/directory/groups/g1/roles/assign", "POST " + org1 + "/users/invite", "GET " + org1 + "/identity-providers", "POST " + org1 + "/scim"} {
		method, path, _ := strings.Cut(old, " ")
		tn.must(404, method, path, "{}")
	}
}
