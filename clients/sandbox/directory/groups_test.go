package directory

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestNamesThatTheOrganizationHas(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, kind, variant string
		status              int
		arrives             bool
		conflicts           int
	}{
		{name: "free", kind: "", status: 201, arrives: true},
		{name: "local", kind: "local", status: 409, conflicts: 1},
		{name: "local, silent", kind: "local", variant: "collision=silent", status: 201, conflicts: 1},
		{name: "default", kind: "default", status: 201},
		{name: "default, loud", kind: "default", variant: "default-collision=conflict", status: 409},
		{name: "built-in", kind: "built-in", status: 201},
		{name: "built-in, loud", kind: "built-in", variant: "default-collision=conflict", status: 409},
		{name: "synced by another directory", kind: "synced", variant: "collision=silent", status: 409},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tn := newTenant(t)
			if tt.variant != "" {
				tn = newTenant(t, tt.variant)
			}
			if tt.kind != "" {
				g := tn.localGroup("Jira-Users")
				g.BuiltIn = tt.kind == "built-in"
				if tt.kind == "default" {
					g.Default = map[string]string{"ari:1": "atlassian/user"}
				}
				if tt.kind == "synced" {
					g.SCIMGroupID = "elsewhere"
				}
			}
			got := tn.must(tt.status, "POST", "/Groups", groupBody("jira-users"))
			if tt.status == 409 && (got["scimType"] != "uniqueness" || got["detail"] != "Resource [GROUP]: with displayName already exists.") {
				t.Errorf("answer %v", got)
			}
			if len(tn.d.Groups) > 0 != (tt.status == 201) {
				t.Errorf("%d groups in the directory", len(tn.d.Groups))
			}
			org := tn.w.Atlassian.GroupNamed("jira-users")
			if arrived := org != nil && org.Name == "jira-users"; arrived != tt.arrives || arrived && tn.d.Groups[0].OrgGroupID != org.ID {
				t.Errorf("arrived: %v, want %v", arrived, tt.arrives)
			}
			if len(tn.w.Atlassian.Conflicts) != tt.conflicts {
				t.Errorf("conflicts %v, want %d", tn.w.Atlassian.Conflicts, tt.conflicts)
			}
		})
	}
}

func TestARefusedNameIsParkedOnce(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	tn.localGroup("team")
	for range 3 {
		tn.must(http.StatusConflict, "POST", "/Groups", groupBody("team"))
	}
	if len(tn.w.Atlassian.Conflicts) != 1 || tn.mutations() != 1 {
		t.Errorf("%d conflicts, %d mutations", len(tn.w.Atlassian.Conflicts), tn.mutations())
	}
}

func TestNameOfTheDirectorysOwnGroup(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	tn.group("Team")
	tn.must(http.StatusConflict, "POST", "/Groups", groupBody("team"))
	if len(tn.w.Atlassian.Conflicts) != 0 {
		t.Error("the directory's own name is no conflict to review")
	}
}

func TestGroupArrivesLater(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	tn.w.Delay = time.Minute
	g := tn.w.Atlassian.Group(tn.group("team").OrgGroupID)
	if tn.w.Shown(g.VisibleAt) {
		t.Error("the group shows at once")
	}
	tn.now = tn.now.Add(time.Minute)
	if !tn.w.Shown(g.VisibleAt) {
		t.Error("the group does not show after the delay")
	}
}

func TestGroupResource(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	ann := tn.user("ann@example.com")
	g := tn.group("team", ann)
	got := tn.must(http.StatusOK, "GET", "/Groups/"+g.ID, "")
	members, _ := got["members"].([]any)
	if len(members) != 1 || field(members[0], "value") != ann.ID || field(members[0], "display") != "ann@example.com" ||
		field(members[0], "type") != "User" || field(members[0], "$ref") != "http://example.com/scim/directory/d1/Users/"+ann.ID {
		t.Errorf("members %v", members)
	}
	if field(got, "meta", "resourceType") != "Group" || got["externalId"] != nil {
		t.Errorf("group %v", got)
	}
	user := tn.must(http.StatusOK, "GET", "/Users/"+ann.ID, "")
	groups, _ := user["groups"].([]any)
	if len(groups) != 1 || field(groups[0], "value") != g.ID || field(groups[0], "display") != "team" {
		t.Errorf("groups of the user: %v", groups)
	}
}

func TestPatchMembers(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name       string
		operations []string // {a}, {b} and {c} stand for SCIM ids
		want       []int
	}{
		{"add", []string{`{"op":"add","path":"members","value":[{"value":"{c}","display":"c"},{"value":"{a}"}]}`}, []int{0, 1, 2}},
		{"add one object", []string{`{"op":"Add","path":"Members","value":{"value":"{c}"}}`}, []int{0, 1, 2}},
		{"remove by filter", []string{`{"op":"remove","path":"members[value eq \"{a}\"]"}`}, []int{1}},
		{"remove nobody", []string{`{"op":"remove","path":"members[value eq \"gone\"]"}`}, []int{0, 1}},
		{"remove by value", []string{`{"op":"remove","path":"members","value":[{"value":"{b}"}]}`}, []int{0}},
		{"remove all", []string{`{"op":"remove","path":"members"}`}, nil},
		{"replace", []string{`{"op":"replace","path":"members","value":[{"value":"{c}"}]}`}, []int{2}},
		{"replace with nobody", []string{`{"op":"replace","path":"members","value":[]}`}, nil},
		{"both at once, and the name again", []string{
			`{"op":"remove","path":"members[value eq \"{a}\"]"}`, `{"op":"add","path":"members","value":[{"value":"{c}"}]}`,
			`{"op":"replace","value":{"id":"any","displayName":"team"}}`,
		}, []int{1, 2}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tn := newTenant(t)
			a, b, c := tn.user("a@example.com"), tn.user("b@example.com"), tn.user("c@partner.example")
			g := tn.group("team", a, b)
			ids := strings.NewReplacer("{a}", a.ID, "{b}", b.ID, "{c}", c.ID)
			tn.must(http.StatusOK, "PATCH", "/Groups/"+g.ID, ids.Replace(patch(tt.operations...)))
			var members, accounts []string
			for _, i := range tt.want {
				members = append(members, []string{a.ID, b.ID, c.ID}[i])
				accounts = append(accounts, []string{a.AccountID, b.AccountID, c.AccountID}[i])
			}
			org := tn.w.Atlassian.Group(g.OrgGroupID)
			if !slices.Equal(g.Members, members) || !slices.Equal(org.Members, accounts) {
				t.Errorf("members %v, want %v; in the organization %v, want %v", g.Members, members, org.Members, accounts)
			}
		})
	}
}

func TestGroupChangesThatAreRefused(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	ann := tn.user("ann@example.com")
	g := tn.group("team", ann)
	before := tn.mutations()
	tests := []struct{ method, body, scimType string }{
		{"PUT", groupBody("renamed", ann), "mutability"},
		{"PUT", `{"schemas":["` + groupURN + `"],"displayName":"team","members":[{"value":"nobody"}]}`, "invalidValue"},
		{"PATCH", patch(`{"op":"replace","value":{"displayName":"renamed"}}`), "mutability"},
		{"PATCH", patch(`{"op":"add","path":"members","value":[{"value":"nobody"}]}`), "invalidValue"},
		{"PATCH", patch(`{"op":"add","path":"members","value":["x"]}`), "invalidValue"},
		{"PATCH", patch(`{"op":"add","path":"members","value":"x"}`), "invalidValue"},
		{"PATCH", patch(`{"op":"add","path":"members[value eq \"x\"]","value":[]}`), "invalidPath"},
		{"PATCH", patch(`{"op":"remove","path":"members[display eq \"x\"]"}`), "invalidPath"},
		{"PATCH", patch(`{"op":"remove","path":"members.value"}`), "invalidPath"},
		{"PATCH", patch(`{"op":"replace","path":"meta","value":{}}`), "mutability"},
		{"PATCH", patch(`{"op":"replace","path":"colour","value":"red"}`), "invalidPath"},
		{"PATCH", patch(`{"op":"remove","path":"members"}`, `{"op":"replace","path":"colour","value":"red"}`), "invalidPath"},
	}
	for _, tt := range tests {
		status, got := tn.do(tt.method, "/Groups/"+g.ID, tt.body)
		if status != http.StatusBadRequest || got["scimType"] != tt.scimType {
			t.Errorf("%s %s: %d %v, want 400 %s", tt.method, tt.body, status, got, tt.scimType)
		}
	}
	if tn.mutations() != before || !g.Has(ann.ID) {
		t.Errorf("a refused change went through: members %v", g.Members)
	}
	if status, got := tn.do("POST", "/Groups", `{"schemas":["`+groupURN+`"]}`); status != 400 || got["scimType"] != "invalidValue" {
		t.Errorf("a group without a name: %d %v", status, got)
	}
	for _, method := range []string{"GET", "PUT", "PATCH", "DELETE"} {
		if status, _ := tn.do(method, "/Groups/nobody", groupBody("x")); status != 404 {
			t.Errorf("%s of an unknown group: %d", method, status)
		}
	}
}

func TestReplaceGroup(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	a, b := tn.user("a@example.com"), tn.user("b@example.com")
	g := tn.group("team", a)
	tn.must(http.StatusOK, "PUT", "/Groups/"+g.ID, groupBody("team", b))
	if !slices.Equal(g.Members, []string{b.ID}) || !slices.Equal(tn.w.Atlassian.Group(g.OrgGroupID).Members, []string{b.AccountID}) {
		t.Errorf("members %v after PUT", g.Members)
	}
}

func TestDeleteGroup(t *testing.T) {
	t.Parallel()
	tn := newTenant(t, "collision=silent")
	tn.localGroup("local")
	arrived, parked := tn.group("team"), tn.group("local")
	tn.must(http.StatusNoContent, "DELETE", "/Groups/"+arrived.ID, "")
	tn.must(http.StatusNoContent, "DELETE", "/Groups/"+parked.ID, "")
	if tn.w.Atlassian.GroupNamed("team") != nil || tn.w.Atlassian.GroupNamed("local") == nil {
		t.Error("the synced group must go in the organization, the local one of the same name must stay")
	}
	if len(tn.w.Atlassian.Conflicts) != 0 || len(tn.d.Groups) != 0 {
		t.Errorf("left behind: %v %v", tn.w.Atlassian.Conflicts, tn.d.Groups)
	}
}

func TestMemberLimit(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	tn.crowd(memberLimit + 1)
	g := tn.group("team")
	for _, u := range tn.d.Users[:memberLimit] {
		g.Join(u.ID)
	}
	one := patch(`{"op":"add","path":"members","value":[{"value":"` + tn.d.Users[memberLimit].ID + `"}]}`)
	if status, got := tn.do("PATCH", "/Groups/"+g.ID, one); status != 400 || got["scimType"] != "tooMany" {
		t.Errorf("the 35001st member: %d %v", status, got)
	}
}
