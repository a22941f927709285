package directory

import (
	"net/http"
	"slices"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// actions are the kinds of the audit log's entries, in order.
func (tn *tenant) actions() []string {
	var kinds []string
	for _, e := range tn.w.Atlassian.Events {
		kinds = append(kinds, e.Action)
	}
	return kinds
}

func TestAuditLogTellsWhatHappened(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	u := tn.user("ann@example.com")
	g := tn.group("team")
	for _, active := range []string{"false", "false", "true"} {
		tn.must(http.StatusOK, "PATCH", "/Users/"+u.ID, patch(`{"op":"replace","value":{"active":`+active+`}}`))
	}
	tn.must(http.StatusNoContent, "DELETE", "/Users/"+u.ID, "")
	tn.must(http.StatusNoContent, "DELETE", "/Groups/"+g.ID, "")
	want := []string{"scim_user_provisioned", "scim_group_synced", "scim_user_inactive", "scim_user_active", "scim_user_deleted", "scim_group_deleted"}
	if got := tn.actions(); !slices.Equal(got, want) {
		t.Errorf("audit log %v, want %v", got, want)
	}
}

func TestWritesAnswerWithTheProjection(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	got := tn.must(http.StatusCreated, "POST", "/Users?attributes=userName", userBody("ann@example.com"))
	if len(got) != 3 || got["userName"] != "ann@example.com" {
		t.Errorf("POST answers %v", got)
	}
	u := tn.d.UserNamed("ann@example.com")
	got = tn.must(http.StatusOK, "PATCH", "/Users/"+u.ID+"?excludedAttributes=emails,meta", patch(`{"op":"replace","path":"title","value":"Lead"}`))
	if got["emails"] != nil || got["meta"] != nil || got["title"] != "Lead" {
		t.Errorf("PATCH answers %v", got)
	}
}

func TestReplaceGroupWithoutMembersEmptiesIt(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	ann := tn.user("ann@example.com")
	g := tn.group("team", ann)
	tn.must(http.StatusOK, "PUT", "/Groups/"+g.ID, `{"schemas":["`+groupURN+`"],"displayName":"team","externalId":"e1"}`)
	if len(g.Members) != 0 || len(tn.w.Atlassian.Group(g.OrgGroupID).Members) != 0 || g.ExternalID != "e1" {
		t.Errorf("group after PUT: %+v", g)
	}
	if got := tn.must(http.StatusOK, "GET", "/Groups/"+g.ID, ""); got["externalId"] != "e1" || len(got["members"].([]any)) != 0 {
		t.Errorf("resource %v", got)
	}
}

func TestExternalIDOfAGroupByPatch(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	g := tn.group("team")
	before := tn.mutations()
	for range 2 {
		tn.must(http.StatusOK, "PATCH", "/Groups/"+g.ID, patch(`{"op":"replace","value":{"schemas":[],"externalId":"e1"}}`))
	}
	if g.ExternalID != "e1" || tn.mutations() != before+1 {
		t.Errorf("externalId %q, %d mutations", g.ExternalID, tn.mutations()-before)
	}
}

// A person of a group that never arrived must not reach the organization by way of that group.
func TestSwallowedGroupGivesNoMembership(t *testing.T) {
	t.Parallel()
	for _, variant := range []string{"default-collision=silent", "collision=silent"} {
		tn := newTenant(t, variant)
		local := tn.localGroup("jira-users")
		local.BuiltIn = variant == "default-collision=silent"
		ann := tn.user("ann@example.com")
		g := tn.group("jira-users", ann)
		tn.must(http.StatusOK, "PATCH", "/Users/"+ann.ID, patch(`{"op":"replace","value":{"active":false}}`))
		tn.must(http.StatusOK, "PATCH", "/Users/"+ann.ID, patch(`{"op":"replace","value":{"active":true}}`))
		if len(local.Members) != 0 || !g.Has(ann.ID) || g.OrgGroupID != "" {
			t.Errorf("%s: local members %v, directory members %v", variant, local.Members, g.Members)
		}
	}
}

func TestTwoDirectoriesKeepTheirGroupsApart(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	second := Create(tn.w, "Second")
	ann := tn.user("ann@example.com")
	tn.group("team", ann)
	tn.key = second.Key
	base := "/scim/directory/" + second.ID
	if rw := tn.raw("POST", base+"/Groups", groupBody("team")); rw.Code != http.StatusConflict {
		t.Errorf("the same name in another directory: %d %s", rw.Code, rw.Body)
	}
	if rw := tn.raw("POST", base+"/Groups", groupBody("other", ann)); rw.Code != http.StatusBadRequest {
		t.Errorf("a member of another directory: %d %s", rw.Code, rw.Body)
	}
	if rw := tn.raw("GET", base+"/Users/"+ann.ID, ""); rw.Code != http.StatusNotFound {
		t.Errorf("a user of another directory: %d", rw.Code)
	}
}

// Records that a world's builder made without a document are shown like written ones, and can be changed.
func TestRecordsWithoutDocument(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	u := &world.SCIMUser{ID: "u1", UserName: "ann", Email: "ann@example.com", Active: true}
	tn.d.AddUser(u)
	got := tn.must(http.StatusOK, "GET", "/Users/u1", "")
	emails, _ := got["emails"].([]any)
	if len(emails) != 1 || field(emails[0], "value") != "ann@example.com" || field(emails[0], "primary") != true || got["externalId"] != nil {
		t.Errorf("resource %v", got)
	}
	tn.must(http.StatusOK, "PATCH", "/Users/u1", patch(`{"op":"add","path":"externalId","value":"00u1"}`))
	if tn.d.UserWithExternalID("00u1") != u || u.Email != "ann@example.com" {
		t.Errorf("record %+v", u)
	}
}

func TestEmptyAttributesOfADocumentAreLeftOut(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	tn.d.AddUser(&world.SCIMUser{ID: "u1", UserName: "ann", Email: "ann@example.com", Document: map[string]any{
		"title": "", "timezone": nil, "name": map[string]any{"givenName": ""}, enterpriseURN: map[string]any{"department": "R&D", "organization": ""},
	}})
	got := tn.must(http.StatusOK, "GET", "/Users/u1", "")
	for _, name := range []string{"title", "timezone", "name"} {
		if _, there := got[name]; there {
			t.Errorf("%s is shown without a value", name)
		}
	}
	if extension, _ := got[enterpriseURN].(map[string]any); len(extension) != 1 || extension["department"] != "R&D" {
		t.Errorf("extension %v", got[enterpriseURN])
	}
}
