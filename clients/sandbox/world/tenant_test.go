package world

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestTheOrgBesideTheApp(t *testing.T) {
	t.Parallel()
	w := build(t, BuildOptions{})
	var names []string
	for _, app := range w.Okta.Apps {
		names = append(names, app.Name)
		if app.Status != "ACTIVE" || !strings.HasPrefix(app.ID, "0oa") || len(app.Groups) != 1 || app.Groups[0].GroupID != w.Okta.GroupNamed("Everyone").ID {
			t.Errorf("%s: %s %s, groups %v", app.Label, app.ID, app.Status, app.Groups)
		}
		if app.Provisioning.Enabled || len(app.Mappings) != 0 || len(app.Users) != 0 {
			t.Errorf("%s provisions somebody", app.Label)
		}
	}
	if want := []string{"google", "slack", "salesforce", "bookmark"}; !slices.Equal(names, want) {
		t.Errorf("apps %v, want %v", names, want)
	}
	if o := w.Okta; !strings.HasPrefix(o.ID, "00o") || !strings.HasPrefix(o.UserTypeID, "oty") || o.Subdomain == "" || o.Company == "" {
		t.Errorf("the org is %s %s %s %s", o.ID, o.UserTypeID, o.Subdomain, o.Company)
	}
	token := w.Okta.Tokens[0]
	if !strings.HasPrefix(token.ID, "00T") || !strings.HasPrefix(token.Secret, "00") || len(token.Secret) != 42 || token.Revoked || token.NetworkConnection != "ANYWHERE" {
		t.Errorf("the token is %s, %d characters", token.ID, len(token.Secret))
	}
	if owner := w.Okta.User(token.OwnerID); owner == nil || !owner.Active() || !token.LastUsed.After(token.Created) || testTime.Sub(token.LastUsed) > 30*24*time.Hour {
		t.Error("the token's owner is not active, or the token has died of disuse")
	}
}

// TestANewAppOfTheCatalogue is what Browse App Catalog > Add Integration leaves (okta.md §2, §5, §6).
func TestANewAppOfTheCatalogue(t *testing.T) {
	t.Parallel()
	w := build(t, BuildOptions{})
	app := w.AddAtlassianApp()
	if app.Name != "atlassian" || app.Label != "Atlassian Cloud" || app.SignOnMode != "SAML_2_0" || app.Status != "ACTIVE" || w.AtlassianApp() != app {
		t.Errorf("%s %s %s %s", app.Name, app.Label, app.SignOnMode, app.Status)
	}
	if app.UserName != (UsernameTemplate{Template: "${source.login}", Type: "BUILT_IN", PushStatus: "DONT_PUSH"}) {
		t.Errorf("the username format is %+v", app.UserName)
	}
	if app.Provisioning != (Provisioning{}) {
		t.Error("a new app has provisioning on")
	}
	to, from := app.Profile[0], app.Profile[1]
	if to.SourceType != "user" || to.SourceID != w.Okta.UserTypeID || to.TargetID != app.ID || to.TargetType != "appuser" || from.SourceID != app.ID || from.TargetID != w.Okta.UserTypeID {
		t.Errorf("mappings %+v, %+v", to, from)
	}
	want := []string{"department", "displayName", "email", "firstName", "lastName", "organization", "preferredLanguage", "timezone", "title"}
	if got := slices.Sorted(maps.Keys(to.Properties)); !slices.Equal(got, want) {
		t.Errorf("mapped to the app: %v, want %v", got, want)
	}
	for name, p := range to.Properties {
		if !strings.HasPrefix(p.Expression, "user.") || p.PushStatus != "PUSH" {
			t.Errorf("%s is %+v", name, p)
		}
	}
	if to.Properties["email"].Expression != "user.email" {
		t.Errorf("the primary e-mail is %+v", to.Properties["email"])
	}
	signOn := app.Settings["signOn"].(map[string]any)
	if _, long := signOn["allowMultipleAcsEndpoints"]; long || len(signOn) != 6 {
		t.Errorf("an app of the catalogue has the short signOn, not %v", signOn)
	}
	if w.CreateApp("bookmark", "x", "BOOKMARK").Settings["signOn"] != nil {
		t.Error("a bookmark has signOn")
	}
}

// TestNewAppsShareNothing changes one app's parts and looks at the other's.
func TestNewAppsShareNothing(t *testing.T) {
	t.Parallel()
	w := build(t, BuildOptions{})
	a, b := w.AddAtlassianApp(), w.AddAtlassianApp()
	a.Profile[0].Properties["email"] = MappingProperty{"user.login", "DONT_PUSH"}
	a.Settings["notes"].(map[string]any)["admin"] = "changed"
	a.Visibility["autoLaunch"] = true
	a.Accessibility["selfService"] = true
	if b.Profile[0].Properties["email"].Expression != "user.email" || b.Settings["notes"].(map[string]any)["admin"] != nil || b.Visibility["autoLaunch"] != false || b.Accessibility["selfService"] != false {
		t.Error("two apps share a part")
	}
	if w.AtlassianApp() != a || a.ID == b.ID {
		t.Error("the first app is not the one that is found")
	}
}

func TestTheOrganization(t *testing.T) {
	t.Parallel()
	w := build(t, BuildOptions{SiteURLs: []string{"http://one.test", "http://two.test"}})
	a := &w.Atlassian
	if a.OrgID == a.UserDirectoryID || a.OrgID == "" {
		t.Error("the user directory has the organization's id")
	}
	if len(a.Domains) != 2 || a.Domains[0].Name != MainDomain || a.Domains[1].ClaimType != "http" || a.DomainOf("x@"+OldDomain) != nil || a.DomainOf("x@"+PartnerDomain) != nil {
		t.Errorf("domains %+v", a.Domains)
	}
	if key := a.Keys[0]; !strings.HasPrefix(key.Secret, "ATCTT3x") || key.Expires.Sub(key.Created) != 365*24*time.Hour || a.Account(key.CreatedBy) == nil || !a.Account(key.CreatedBy).OrgAdmin {
		t.Errorf("the organization key %+v", key.Label)
	}
	for i, s := range a.Sites {
		if s.URL != []string{"http://one.test", "http://two.test"}[i] || s.AddedTo != "" || s.Suspended || len(s.Admins) != 2 || len(s.Users) != 1 {
			t.Errorf("site %s at %s with %d admins", s.Name, s.URL, len(s.Admins))
		}
	}
	var products []string
	for _, ws := range a.Workspaces {
		products = append(products, a.Site(ws.SiteID).Name+" "+ws.TypeKey)
		if ws.Status != "online" || ws.Seats%100 != 0 || !strings.HasPrefix(ws.ARI, "ari:cloud:"+ws.TypeKey+"::site/") {
			t.Errorf("%+v", ws)
		}
	}
	if want := []string{"example jira-software", "example confluence", "example-labs jira-software", "example-labs confluence"}; !slices.Equal(products, want) {
		t.Errorf("products %v", products)
	}
}

// TestLocalGroups: which groups stand in the way of a push, and what they open.
func TestLocalGroups(t *testing.T) {
	t.Parallel()
	w := build(t, BuildOptions{})
	for name, want := range map[string]struct {
		builtIn, isDefault bool
		opens              int
		role               string
	}{
		"site-admins": {true, false, 4, "atlassian/admin"}, "org-admins": {true, false, 4, "atlassian/admin"},
		"jira-users-example": {false, true, 1, UserRole}, "confluence-users-example": {false, true, 1, UserRole},
		"jira-users-example-labs": {false, true, 1, UserRole}, "confluence-users-example-labs": {false, true, 1, UserRole},
		"release-managers": {}, "contractors": {},
	} {
		g := w.Atlassian.GroupNamed(name)
		if g == nil || g.BuiltIn != want.builtIn || g.IsDefault() != want.isDefault || len(g.Roles) != want.opens || g.Synced() {
			t.Errorf("%s: %+v", name, g)
			continue
		}
		for ari, roles := range g.Roles {
			if w.Atlassian.Workspace(ari) == nil || !slices.Equal(roles, []string{want.role}) {
				t.Errorf("%s gives %v on %s", name, roles, ari)
			}
		}
		for _, id := range g.Members {
			if w.Atlassian.Account(id) == nil {
				t.Errorf("%s holds nobody's id %s", name, id)
			}
		}
	}
	if n := len(w.Atlassian.GroupNamed("release-managers").Members); n != 5 {
		t.Errorf("release-managers has %d members", n)
	}
}
