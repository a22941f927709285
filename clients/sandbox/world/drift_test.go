package world

import (
	"maps"
	"slices"
	"testing"
	"time"
)

// drifted says, by drift, what must hold in a ready world with that drift and must not hold without it.
func drifted() map[string]func(w *World) bool {
	mapping := func(w *World, name string) *PushMapping {
		for _, m := range w.AtlassianApp().Mappings {
			if m.TargetName == name {
				return m
			}
		}
		return nil
	}
	dir := func(w *World) *Directory { return w.Atlassian.Directories[0] }
	person := func(w *World, email string) *AppUser {
		if u := w.Okta.UserNamed(email); u != nil {
			return w.AtlassianApp().User(u.ID)
		}
		return nil
	}
	soren := func(w *World) *User { return w.Okta.UserNamed("soren.nielsen@" + MainDomain) }
	return map[string]func(w *World) bool{
		"okta-reachable":      func(w *World) bool { return w.Okta.Tokens[0].Revoked },
		"okta-token-life":     func(w *World) bool { return slices.Equal(w.Okta.Tokens[0].Roles, []string{"SUPER_ADMIN"}) },
		"atlassian-reachable": func(w *World) bool { return w.Atlassian.Keys[0].Revoked },
		"scim-key-life": func(w *World) bool {
			return dir(w).Expires.Before(testTime.AddDate(0, 0, 20)) && dir(w).Expires.After(testTime) && dir(w).Expires.Sub(dir(w).KeyCreated) == 365*24*time.Hour
		},
		"directory-headroom": func(w *World) bool { return dir(w).Counted > 140_000 && dir(w).Counted < 150_000 },
		"lifecycle-management": func(w *World) bool {
			au := w.AtlassianApp().Users[0]
			return !w.AtlassianApp().Provisioning.Enabled && au.ExternalID == "" && au.Status == "ACTIVE" && dir(w).UserWithExternalID(au.UserID) != nil
		},
		"integration-one-way": func(w *World) bool {
			return w.AtlassianApp().Provisioning.ProfileSource && w.AtlassianApp().Provisioning.SyncPassword
		},
		"email-domains": func(w *World) bool {
			au := person(w, "rosa.weiss@"+PartnerDomain)
			return au != nil && !w.Atlassian.Claims(au.UserName) && dir(w).User(au.ExternalID).Active
		},
		"assign-attributes": func(w *World) bool {
			return soren(w).Timezone == "GMT+8" && person(w, soren(w).Login).Profile["timezone"] == "GMT+8"
		},
		"okta-rights":        func(w *World) bool { return slices.Equal(w.Okta.Tokens[0].Roles, []string{"GROUP_MEMBERSHIP_ADMIN"}) },
		"atlassian-key-life": func(w *World) bool { return w.Atlassian.Keys[0].Expires.Before(testTime.AddDate(0, 0, 7)) },
		"site-admin": func(w *World) bool {
			return !slices.Contains(w.Atlassian.Sites[0].Admins, w.Login) && slices.Contains(w.Atlassian.Sites[0].Users, w.Login)
		},
		"domain-verified": func(w *World) bool { return !w.Atlassian.Domains[0].Verified },
		"domain-claimed": func(w *World) bool {
			return !w.Atlassian.Domains[0].Claimed && !w.Atlassian.AccountWithEmail("ana.ruiz@"+MainDomain).Managed
		},
		"domain-linked": func(w *World) bool { return w.Atlassian.Domains[0].LinkedTo == "" },
		"access-admin-lockout": func(w *World) bool {
			return !slices.ContainsFunc(w.Atlassian.Accounts, func(a *Account) bool { return a.OrgAdmin && w.Atlassian.DomainOf(a.Email) == nil })
		},
		"sites-present": func(w *World) bool {
			return !slices.ContainsFunc(w.Atlassian.Workspaces, func(x *Workspace) bool { return x.Status == "online" })
		},
		"okta-app": func(w *World) bool { return w.AtlassianApp().Status == "INACTIVE" },
		"scim-key": func(w *World) bool {
			return w.Handed.Key != dir(w).Key && w.AtlassianApp().Provisioning.Token == dir(w).Key
		},
		"integration-enabled": func(w *World) bool { return !w.AtlassianApp().Provisioning.Enabled },
		"integration-options": func(w *World) bool { return !w.AtlassianApp().Provisioning.Deactivate },
		"integration-credentials": func(w *World) bool {
			return w.AtlassianApp().Provisioning.Token != dir(w).Key && w.Handed.Key == dir(w).Key
		},
		"email-attribute": func(w *World) bool { return w.AtlassianApp().UserName.Template == "${source.login}" },
		"email-update": func(w *World) bool {
			return w.AtlassianApp().UserName == UsernameTemplate{Template: "user.email", Type: "CUSTOM", PushStatus: "DONT_PUSH"}
		},
		"email-population": func(w *World) bool {
			au := person(w, "ana.ruiz@"+MainDomain)
			record := dir(w).UserNamed("ana@" + OldDomain)
			return record != nil && record.ID == au.ExternalID && au.UserName != record.Email
		},
		"push-name-conflict": func(w *World) bool {
			m := mapping(w, "atlassian-service-desk")
			return m != nil && m.Status == "ERROR" && !w.Atlassian.GroupNamed(m.TargetName).Synced() && len(w.Atlassian.Conflicts) == 1
		},
		"push-default-group": func(w *World) bool {
			m := mapping(w, "jira-users-example")
			return m != nil && m.Status == "ACTIVE" && dir(w).GroupNamed(m.TargetName).OrgGroupID == "" && w.Atlassian.GroupNamed(m.TargetName).IsDefault()
		},
		"push-status": func(w *World) bool {
			m := mapping(w, "atlassian-design-users")
			return m != nil && m.Status == "ERROR" && m.ErrorSummary != ""
		},
		"push-arrived": func(w *World) bool {
			m := mapping(w, "atlassian-research-users")
			return m != nil && m.Status == "ACTIVE" && dir(w).GroupNamed(m.TargetName) == nil
		},
		"push-assign-overlap": func(w *World) bool {
			return w.AtlassianApp().Group(w.Okta.GroupNamed(TestConfluenceGroup).ID) != nil
		},
		"push-members": func(w *World) bool {
			g := dir(w).GroupNamed(TestJiraGroup)
			return !g.Has(person(w, "eva.berg@"+MainDomain).ExternalID) && g.Has(person(w, "zoe.becker@"+MainDomain).ExternalID)
		},
		"push-renamed": func(w *World) bool {
			m := mapping(w, "atlassian-legal-users")
			return m != nil && w.Okta.Group(m.GroupID).Name != dir(w).Group(m.RemoteID).DisplayName
		},
		"assign-provisioned": func(w *World) bool {
			au := person(w, "nina.keller@"+MainDomain)
			return au != nil && au.ExternalID == "" && au.Status == "STAGED"
		},
		"assign-before-provisioning": func(w *World) bool {
			au := person(w, "paul.adler@"+MainDomain)
			return au != nil && au.BeforeProvisioning && au.ExternalID == ""
		},
		"assign-errors": func(w *World) bool {
			return person(w, "ken.ito@"+MainDomain).SyncState == "ERROR" && len(w.AtlassianApp().Tasks) == 1
		},
		"assign-linked": func(w *World) bool {
			au := person(w, "jonas.lind@"+MainDomain)
			return au != nil && dir(w).User(au.ExternalID).AccountID == ""
		},
		"assign-inactive": func(w *World) bool {
			au := person(w, "rita.gomes@"+MainDomain)
			return au != nil && w.Okta.User(au.UserID).Status == "SUSPENDED" && dir(w).User(au.ExternalID).Active
		},
		"assign-orphans": func(w *World) bool {
			return dir(w).UserNamed("otto.lorenz@"+MainDomain) != nil && person(w, "otto.lorenz@"+MainDomain) == nil
		},
		"assign-groups": func(w *World) bool {
			return len(w.AtlassianApp().Groups) == 0 && w.AtlassianApp().Users[0].Scope == "USER"
		},
		"access-granted": func(w *World) bool { return len(w.Atlassian.GroupNamed(TestConfluenceGroup).Roles) == 0 },
		"access-default": func(w *World) bool { return w.Atlassian.GroupNamed(TestJiraGroup).IsDefault() },
		"access-seats": func(w *World) bool {
			ws := w.Atlassian.Workspaces[0]
			return ws.Seats < len(w.Atlassian.SeatHolders(ws.ARI))
		},
		"guard-active": func(w *World) bool { return !w.Atlassian.GuardActive && len(w.Atlassian.Directories) == 0 },
	}
}

func TestDriftsChangeWhatTheyName(t *testing.T) {
	t.Parallel()
	wrong := drifted()
	maps.Copy(wrong, odd())
	for _, d := range Drifts() {
		t.Run(d.ID, func(t *testing.T) {
			t.Parallel()
			if wrong[d.ID] == nil {
				t.Fatal("no row in this table")
			}
			if wrong[d.ID](build(t, BuildOptions{Scenario: "ready"})) {
				t.Error("ready has it already")
			}
			if !wrong[d.ID](build(t, BuildOptions{Drifts: []string{d.ID}})) {
				t.Error("the drift does not change what it names")
			}
			if d.About == "" {
				t.Error("it does not say what it is about")
			}
			if d.OverFresh {
				build(t, BuildOptions{Scenario: "fresh", Drifts: []string{d.ID}})
			}
		})
	}
}

// overlaid are drifts whose effect another drift of the scenario drifted hides or changes.
var overlaid = []string{"email-attribute", "email-update", "assign-errors"}

func TestDriftedHoldsAllThatCanCoexist(t *testing.T) {
	t.Parallel()
	w, n := build(t, BuildOptions{Scenario: "drifted"}), 0
	for _, d := range Drifts() {
		if d.Alone {
			continue
		}
		n++
		if !slices.Contains(overlaid, d.ID) && !drifted()[d.ID](w) {
			t.Errorf("%s is hidden in drifted", d.ID)
		}
	}
	if n < 20 {
		t.Errorf("only %d drifts coexist", n)
	}
	if got := w.AtlassianApp().UserName; got != (UsernameTemplate{Template: "user.login", Type: "CUSTOM", PushStatus: "DONT_PUSH"}) {
		t.Errorf("both e-mail drifts give %+v", got)
	}
}

func TestDriftsFollowTheVariants(t *testing.T) {
	t.Parallel()
	w := build(t, BuildOptions{Drifts: []string{"push-name-conflict"}, Variants: map[string]string{"collision": "silent"}})
	m := w.AtlassianApp().Mappings[2]
	if m.Status != "ACTIVE" || w.Atlassian.Conflicts[0].SCIMGroupID == "" {
		t.Errorf("a silent collision: mapping %s, conflict %+v", m.Status, w.Atlassian.Conflicts[0])
	}
	w = build(t, BuildOptions{Drifts: []string{"push-default-group"}, Variants: map[string]string{"default-collision": "conflict"}})
	if m := w.AtlassianApp().Mappings[2]; m.Status != "ERROR" {
		t.Errorf("a refused default name: mapping %s", m.Status)
	}
}

func TestEveryCheckOfSetupHasADrift(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"okta-rights", "domain-verified", "domain-claimed", "access-admin-lockout", "guard-active", "sites-present", "scim-key", "okta-app",
		"integration-enabled", "integration-options", "integration-credentials", "email-attribute", "email-update", "email-population", "push-name-conflict",
		"push-default-group", "push-status", "push-arrived", "push-assign-overlap", "push-members", "assign-groups", "assign-provisioned", "assign-errors",
		"assign-linked", "access-granted", "access-default", "access-seats"} {
		if !slices.Contains(driftIDs(), id) {
			t.Errorf("the drift %s of a check that setup asks is missing", id)
		}
	}
}
