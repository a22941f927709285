package world

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestMembersKeepTheirOrder(t *testing.T) {
	t.Parallel()
	type group interface {
		Join(string) bool
		Leave(string) bool
		Has(string) bool
	}
	okta, org, scim := &Group{}, &OrgGroup{}, &SCIMGroup{}
	for name, tc := range map[string]struct {
		g       group
		members func() []string
	}{
		"Okta":         {okta, func() []string { return okta.Members }},
		"organization": {org, func() []string { return org.Members }},
		"directory":    {scim, func() []string { return scim.Members }},
	} {
		for _, id := range []string{"a", "b", "c", "d"} {
			if !tc.g.Join(id) || tc.g.Join(id) {
				t.Errorf("%s: joining %s twice is not told apart", name, id)
			}
		}
		if !tc.g.Leave("b") || tc.g.Leave("b") || tc.g.Has("b") {
			t.Errorf("%s: b did not leave once", name)
		}
		tc.g.Leave("d")
		tc.g.Join("b")
		if got := tc.members(); !slices.Equal(got, []string{"a", "c", "b"}) {
			t.Errorf("%s: members %v", name, got)
		}
	}
}

func TestDirectoryFindsWhatItHolds(t *testing.T) {
	t.Parallel()
	d, g := &Directory{}, &SCIMGroup{ID: "g", DisplayName: "Team"}
	u := &SCIMUser{ID: "1", UserName: "ana", ExternalID: "00u1"}
	d.AddUser(u)
	d.AddGroup(g)
	g.Join("1")
	u.UserName, u.ExternalID = "ana.ruiz", "00u2"
	d.Reindex(u, "ana", "00u1")
	if d.UserNamed("ana") != nil || d.UserWithExternalID("00u1") != nil || d.UserNamed("ana.ruiz") != u || d.UserWithExternalID("00u2") != u || d.User("1") != u {
		t.Error("a renamed record is not found by its new names alone")
	}
	if d.GroupNamed("team") != nil || d.GroupNamed("Team") != g || d.Group("g") != g {
		t.Error("groups are found by exact name and id")
	}
	d.RemoveUser(u)
	if len(d.Users) != 0 || d.User("1") != nil || d.UserNamed("ana.ruiz") != nil || g.Has("1") {
		t.Error("a removed record leaves traces")
	}
	d.RemoveGroup("g")
	if len(d.Groups) != 0 || d.Group("g") != nil {
		t.Error("a removed group leaves traces")
	}
}

func TestOrganizationFindsWhatItHolds(t *testing.T) {
	t.Parallel()
	w := build(t, BuildOptions{Scenario: "ready"})
	a := &w.Atlassian
	acc := a.AccountWithEmail("ANA.RUIZ@EXAMPLE.COM")
	if acc == nil || a.Account(acc.ID) != acc {
		t.Fatal("an account is not found in any case")
	}
	a.ChangeEmail(acc, "ana@new.example")
	if a.AccountWithEmail("ana.ruiz@example.com") != nil || a.AccountWithEmail("ana@new.example") != acc {
		t.Error("a changed address is not found, or the old one is")
	}
	g := a.GroupNamed("ATLASSIAN-TEST-JIRA-USERS")
	if g == nil || a.Group(g.ID) != g {
		t.Fatal("a group is not found in any case")
	}
	a.RemoveGroup(g.ID)
	if a.Group(g.ID) != nil || a.GroupNamed(g.Name) != nil {
		t.Error("a removed group leaves traces")
	}
	if d := a.DomainOf("x@Example.ORG"); d == nil || d.Name != SecondDomain || a.DomainOf("x@nowhere.example") != nil {
		t.Error("the domain of an address")
	}
	if a.Site(a.Sites[1].ID) != a.Sites[1] || a.Workspace(a.Workspaces[2].ARI) != a.Workspaces[2] || a.Directory(a.Directories[0].ID) == nil || a.Site("x") != nil || a.Workspace("x") != nil || a.Directory("x") != nil {
		t.Error("sites, products and directories are found by id")
	}
}

func TestOrgFindsWhatItHolds(t *testing.T) {
	t.Parallel()
	w := build(t, BuildOptions{Scenario: "ready"})
	o, app := &w.Okta, w.AtlassianApp()
	u := o.UserNamed("ana@" + OldDomain)
	if u == nil || o.UserNamed("Ana.Ruiz@example.com") != u || o.User(u.ID) != u || o.UserNamed("nobody@x.example") != nil {
		t.Error("a person is found by sign-on name and address in any case")
	}
	if o.App(app.ID) != app || o.App("x") != nil || app.User(u.ID) == nil || app.Mapping(app.Mappings[1].ID) != app.Mappings[1] || app.Mapping("x") != nil || app.Group("x") != nil {
		t.Error("apps, assignments and mappings are found by id")
	}
	before := len(app.Users)
	app.Unassign(u.ID)
	app.Unassign(u.ID)
	if app.User(u.ID) != nil || len(app.Users) != before-1 {
		t.Error("an assignment is removed once")
	}
	g := o.GroupNamed("Everyone")
	o.RemoveGroup(g.ID)
	if o.Group(g.ID) != nil || o.GroupNamed("Everyone") != nil || o.GroupNamed("everyone") != nil {
		t.Error("a removed group leaves traces")
	}
}

func TestIDsHaveTheVendorsForms(t *testing.T) {
	t.Parallel()
	w := New(3, nil)
	seen := map[string]bool{}
	for range 1000 {
		id, uuid := w.ID("00u"), w.UUID()
		if !regexp.MustCompile(`^00u[A-Za-z0-9]{17}$`).MatchString(id) || !regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`).MatchString(uuid) {
			t.Fatalf("%s, %s", id, uuid)
		}
		if seen[id] || seen[uuid] {
			t.Fatalf("%s or %s came twice", id, uuid)
		}
		seen[id], seen[uuid] = true, true
	}
}

func TestVariantsHaveDefaults(t *testing.T) {
	t.Parallel()
	w := New(1, nil)
	for _, v := range Variants() {
		if len(v.Values) < 2 || v.About == "" || w.Variant(v.ID) != v.Values[0] {
			t.Errorf("%s: values %v, in force %s", v.ID, v.Values, w.Variant(v.ID))
		}
		if err := w.Choose(v.ID, v.Values[1]); err != nil || w.Variant(v.ID) != v.Values[1] {
			t.Errorf("%s cannot be chosen: %v", v.ID, err)
		}
		if err := w.Choose(v.ID, "nonsense"); err == nil || !strings.Contains(err.Error(), v.Values[0]) {
			t.Errorf("%s=nonsense: %v", v.ID, err)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("an unknown variant is no mistake")
		}
	}()
	w.Variant("nope")
}

func TestClaimingTakesAllAccountsOfADomain(t *testing.T) {
	t.Parallel()
	w := build(t, BuildOptions{})
	a := &w.Atlassian
	second := a.Domains[1]
	a.ClaimDomain(second)
	count := func() (managed, billable int) {
		for _, acc := range a.Accounts {
			if a.DomainOf(acc.Email) == second && acc.Managed {
				managed++
				if acc.Billable {
					billable++
				}
			}
		}
		return
	}
	if managed, billable := count(); !second.Claimed || managed == 0 || billable != managed {
		t.Errorf("claimed %v, %d managed, %d billable", second.Claimed, managed, billable)
	}
	a.unclaim(second)
	if managed, _ := count(); second.Claimed || managed != 0 {
		t.Errorf("%d accounts stayed managed", managed)
	}
}
