package world

import (
	"slices"
	"testing"
	"time"
)

func TestTestGroups(t *testing.T) {
	t.Parallel()
	for _, scenario := range []string{"fresh", "ready"} {
		for seed := range uint64(5) {
			w := build(t, BuildOptions{Scenario: scenario, Seed: seed + 1, Users: 20 + int(seed)*100})
			checkTestGroups(t, w)
		}
	}
}

func checkTestGroups(t *testing.T, w *World) {
	t.Helper()
	union, differ := map[string]bool{}, 0
	for _, name := range []string{TestJiraGroup, TestConfluenceGroup} {
		g := w.Okta.GroupNamed(name)
		if g == nil || len(g.Members) < 3 || len(g.Members) > 12 {
			t.Fatalf("%s has no good size: %+v", name, g)
		}
		for _, id := range g.Members {
			union[id] = true
		}
	}
	assign := w.Okta.GroupNamed(TestAssignGroup)
	if len(assign.Members) != len(union) {
		t.Errorf("%s has %d members, both test groups %d", TestAssignGroup, len(assign.Members), len(union))
	}
	for id := range union {
		u := w.Okta.User(id)
		if !assign.Has(id) || !u.Active() {
			t.Errorf("%s is not assigned or not active", u.Login)
		}
		if u.Login != u.Email {
			differ++
		}
		if acc := w.Atlassian.AccountWithEmail(u.Email); acc != nil && acc.OrgAdmin || id == w.Okta.Tokens[0].OwnerID {
			t.Errorf("%s is protected", u.Login)
		}
		if w.Atlassian.DomainOf(u.Email) == nil {
			t.Errorf("%s is outside the organization's domains", u.Email)
		}
	}
	if limit := (len(union) + 9) / 10; differ > limit {
		t.Errorf("%d sign-on names differ, the rail trips above %d", differ, limit)
	}
}

func TestFresh(t *testing.T) {
	t.Parallel()
	w := build(t, BuildOptions{})
	a := &w.Atlassian
	if w.AtlassianApp() != nil || len(a.Directories) != 0 || w.Handed.Key != "" {
		t.Error("fresh has an app or a directory already")
	}
	if !a.GuardActive || len(a.Sites) != 2 || len(a.Workspaces) != 4 {
		t.Errorf("guard %v, %d sites, %d products", a.GuardActive, len(a.Sites), len(a.Workspaces))
	}
	if main := a.Domains[0]; !main.Verified || !main.Claimed || main.LinkedTo != "" {
		t.Errorf("main domain: %+v", main)
	}
	if second := a.Domains[1]; !second.Verified || second.Claimed {
		t.Errorf("second domain: %+v", second)
	}
	if acc := a.AccountWithEmail("emergency@" + OutsideDomain); acc == nil || !acc.OrgAdmin || a.DomainOf(acc.Email) != nil {
		t.Error("no organization admin outside the synced domains")
	}
	if key := a.Keys[0]; len(key.Scopes) != 0 || !key.Expires.After(testTime) {
		t.Errorf("organization key: scopes %v, expires %s", key.Scopes, key.Expires)
	}
	if token := w.Okta.Tokens[0]; !slices.Equal(token.Roles, []string{"APP_ADMIN", "USER_ADMIN"}) || w.Okta.User(token.OwnerID) == nil {
		t.Errorf("token of %s with roles %v", token.OwnerID, token.Roles)
	}
	for _, name := range []string{"jira-users-example", "confluence-users-example", "jira-users-example-labs", "site-admins", "org-admins"} {
		g := a.GroupNamed(name)
		if g == nil || !g.BuiltIn && !g.IsDefault() {
			t.Errorf("%s is missing or no default group", name)
		}
	}
	for _, s := range a.Sites {
		if !slices.Contains(s.Admins, w.Login) || slices.Contains(s.Users, w.Login) {
			t.Errorf("the site credentials do not administer %s", s.Name)
		}
	}
	for _, ws := range a.Workspaces {
		if left := ws.Seats - len(a.SeatHolders(ws.ARI)); left < 20 {
			t.Errorf("%s has %d seats left", ws.ARI, left)
		}
	}
}

func TestReady(t *testing.T) {
	t.Parallel()
	w := build(t, BuildOptions{Scenario: "ready"})
	a, app := &w.Atlassian, w.AtlassianApp()
	d := a.Directories[0]
	if app.Status != "ACTIVE" || app.SignOnMode != "SAML_2_0" || app.UserName != (UsernameTemplate{Template: "${source.email}", Type: "BUILT_IN", PushStatus: "PUSH"}) {
		t.Errorf("app: %s %s %+v", app.Status, app.SignOnMode, app.UserName)
	}
	if p := app.Provisioning; !p.Enabled || !p.Create || !p.Update || !p.Deactivate || p.Token != d.Key || p.BaseURL != w.Handed.BaseURL || w.Handed.Key != d.Key {
		t.Error("the app's integration is not that of the directory")
	}
	assign := w.Okta.GroupNamed(TestAssignGroup)
	if len(app.Groups) != 1 || app.Groups[0].GroupID != assign.ID || len(app.Users) != len(assign.Members) {
		t.Errorf("%d groups and %d people assigned", len(app.Groups), len(app.Users))
	}
	for _, au := range app.Users {
		u, record := w.Okta.User(au.UserID), d.User(au.ExternalID)
		acc := a.Account(record.AccountID)
		if au.Status != "PROVISIONED" || au.UserName != u.Email || record.UserName != u.Email || record.Email != u.Email || acc.Email != u.Email || !acc.Managed || acc.Source != "synced" {
			t.Errorf("%s is not provisioned and linked: %+v %+v", u.Login, au, acc)
		}
	}
	for i, product := range []string{"jira-software", "confluence"} {
		checkPushed(t, w, app.Mappings[i], product)
	}
	if last := w.Okta.Log[len(w.Okta.Log)-1]; last.Result != "SUCCESS" || testTime.Sub(last.Published) > 48*time.Hour {
		t.Errorf("nothing recent in the System Log: %+v", last)
	}
	for _, domain := range a.Domains {
		if !domain.Verified || !domain.Claimed || domain.LinkedTo != d.ID {
			t.Errorf("domain %+v", domain)
		}
	}
}

func checkPushed(t *testing.T, w *World, m *PushMapping, product string) {
	t.Helper()
	source, d := w.Okta.Group(m.GroupID), w.Atlassian.Directories[0]
	scim := d.GroupNamed(source.Name)
	org := w.Atlassian.Group(scim.OrgGroupID)
	if m.Status != "ACTIVE" || m.RemoteID != scim.ID || !org.Synced() || len(scim.Members) != len(source.Members) || len(org.Members) != len(source.Members) {
		t.Errorf("%s: mapping %s, %d of %d members, %d in the organization", source.Name, m.Status, len(scim.Members), len(source.Members), len(org.Members))
	}
	granted := 0
	for _, ws := range w.Atlassian.Workspaces {
		if slices.Contains(org.Roles[ws.ARI], UserRole) {
			granted++
			if ws.TypeKey != product {
				t.Errorf("%s opens %s", source.Name, ws.TypeKey)
			}
		}
	}
	if granted != 2 {
		t.Errorf("%s opens %d products, want one on each site", source.Name, granted)
	}
}
