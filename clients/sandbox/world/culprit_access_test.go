package world

import (
	"slices"
	"testing"
)

func TestRightsThatDrift(t *testing.T) {
	t.Parallel()
	w, _, _ := drift(t, "okta-rights")
	if got := w.Okta.Tokens[0].Roles; !slices.Equal(got, []string{"GROUP_MEMBERSHIP_ADMIN"}) {
		t.Errorf("the token's owner has %v", got)
	}
	w, _, _ = drift(t, "site-admin")
	for _, s := range w.Atlassian.Sites {
		if slices.Contains(s.Admins, w.Login) || !slices.Contains(s.Users, w.Login) || len(s.Admins) != 1 {
			t.Errorf("%s: the credentials should belong to a user of it, and somebody else administer it", s.Name)
		}
	}
	w, _, _ = drift(t, "access-admin-lockout")
	admins := 0
	for _, acc := range w.Atlassian.Accounts {
		if acc.OrgAdmin {
			admins++
			if w.Atlassian.DomainOf(acc.Email) == nil {
				t.Errorf("%s is outside the synced domains", acc.Email)
			}
			if !w.Atlassian.GroupNamed("org-admins").Has(acc.ID) {
				t.Errorf("%s is not in org-admins", acc.Email)
			}
		}
	}
	if admins == 0 || len(w.Atlassian.GroupNamed("org-admins").Members) != admins {
		t.Errorf("%d organization admins, %d in their group", admins, len(w.Atlassian.GroupNamed("org-admins").Members))
	}
	w, _, _ = drift(t, "atlassian-key-life")
	if left := w.Atlassian.Keys[0].Expires.Sub(testTime).Hours() / 24; left != 5 {
		t.Errorf("the organization key has %v days left", left)
	}
}

func TestDomainsThatDrift(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]Domain{
		"domain-verified": {Verified: false, Claimed: true, LinkedTo: "d"},
		"domain-claimed":  {Verified: true, Claimed: false, LinkedTo: "d"},
		"domain-linked":   {Verified: true, Claimed: true},
	} {
		w, _, d := drift(t, id)
		got := *w.Atlassian.Domains[0]
		if got.LinkedTo == d.ID {
			got.LinkedTo = "d"
		}
		if got.Verified != want.Verified || got.Claimed != want.Claimed || got.LinkedTo != want.LinkedTo {
			t.Errorf("%s: %+v", id, got)
		}
		if second := w.Atlassian.Domains[1]; !second.Verified || !second.Claimed || second.LinkedTo != d.ID {
			t.Errorf("%s changes the second domain too: %+v", id, second)
		}
		if w.Atlassian.Governs(d.ID, "ana.ruiz@"+MainDomain) {
			t.Errorf("%s: the directory still governs the domain", id)
		}
		if !w.Atlassian.Governs(d.ID, "x@"+SecondDomain) {
			t.Errorf("%s: the directory lost the second domain", id)
		}
	}
}

func TestAccessThatDrifts(t *testing.T) {
	t.Parallel()
	w, _, _ := drift(t, "access-granted")
	if g := w.Atlassian.GroupNamed(TestConfluenceGroup); len(g.Roles) != 0 || !g.Synced() || len(g.Members) == 0 {
		t.Errorf("access-granted: roles %v", g.Roles)
	}
	if g := w.Atlassian.GroupNamed(TestJiraGroup); len(g.Roles) != Sites {
		t.Errorf("access-granted takes the other group's roles: %v", g.Roles)
	}
	w, _, _ = drift(t, "access-default")
	g := w.Atlassian.GroupNamed(TestJiraGroup)
	if !g.Synced() || g.Default[w.Atlassian.Workspaces[0].ARI] != UserRole || len(g.Default) != 1 {
		t.Errorf("access-default: %v", g.Default)
	}
	w, _, _ = drift(t, "access-seats")
	for i, ws := range w.Atlassian.Workspaces {
		short := ws.Seats - len(w.Atlassian.SeatHolders(ws.ARI))
		if i == 0 && short != -2 || i > 0 && short < 0 {
			t.Errorf("%s: %d seats left", ws.ARI, short)
		}
	}
	w, _, _ = drift(t, "sites-present")
	for _, ws := range w.Atlassian.Workspaces {
		if ws.Status != "offline" {
			t.Errorf("%s is %s", ws.ARI, ws.Status)
		}
	}
}

func TestTheAppThatDrifts(t *testing.T) {
	t.Parallel()
	good := Provisioning{Enabled: true, Create: true, Update: true, Deactivate: true}
	for id, want := range map[string]struct {
		status string
		on     Provisioning
		format UsernameTemplate
	}{
		"okta-app":            {"INACTIVE", good, UsernameTemplate{"${source.email}", "BUILT_IN", "", "PUSH"}},
		"integration-enabled": {"ACTIVE", Provisioning{}, UsernameTemplate{"${source.email}", "BUILT_IN", "", "PUSH"}},
		"integration-options": {"ACTIVE", Provisioning{Enabled: true, Create: true, Update: true}, UsernameTemplate{"${source.email}", "BUILT_IN", "", "PUSH"}},
		"email-attribute":     {"ACTIVE", good, UsernameTemplate{"${source.login}", "BUILT_IN", "", "PUSH"}},
		"email-update":        {"ACTIVE", good, UsernameTemplate{"user.email", "CUSTOM", "", "DONT_PUSH"}},
	} {
		_, app, _ := drift(t, id)
		got := app.Provisioning
		if app.Status != want.status || got.Enabled != want.on.Enabled || got.Create != want.on.Create || got.Update != want.on.Update || got.Deactivate != want.on.Deactivate {
			t.Errorf("%s: the app is %s with %v", id, app.Status, got.Enabled)
		}
		if app.UserName != want.format {
			t.Errorf("%s: the format is %+v", id, app.UserName)
		}
		if id == "integration-enabled" && (got.Token != "" || got.BaseURL != "") {
			t.Error("an integration that is off keeps its address or key")
		}
	}
}

func TestAssignmentsThatDrift(t *testing.T) {
	t.Parallel()
	w, app, _ := drift(t, "push-assign-overlap")
	overlap := w.Okta.GroupNamed(TestConfluenceGroup)
	if app.Group(overlap.ID) == nil || app.Group(overlap.ID).Priority != 1 || mappingNamed(t, app, TestConfluenceGroup).GroupID != overlap.ID || len(app.Groups) != 2 {
		t.Errorf("push-assign-overlap: %d groups assigned", len(app.Groups))
	}
	ready := build(t, BuildOptions{Scenario: "ready"})
	_, app, _ = drift(t, "assign-groups")
	if len(app.Groups) != 0 || len(app.Users) != len(ready.AtlassianApp().Users) {
		t.Errorf("assign-groups: %d groups, %d people", len(app.Groups), len(app.Users))
	}
	for _, au := range app.Users {
		if au.Scope != "USER" || au.GroupID != "" || au.Status != "PROVISIONED" {
			t.Errorf("assign-groups: %+v", au)
		}
	}
}
