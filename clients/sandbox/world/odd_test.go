package world

import (
	"slices"
	"strings"
	"testing"
)

// odd says, by drift, what holds in a ready world with that drift and not without it, for worlds that are wrong from the start.
func odd() map[string]func(w *World) bool {
	ken := func(w *World) *User { return w.Okta.UserNamed("ken.ito@" + MainDomain) }
	named := func(w *World, name string) bool {
		return slices.ContainsFunc(w.Okta.Apps, func(a *App) bool { return a.Label == name && a.Status == "ACTIVE" })
	}
	return map[string]func(w *World) bool{
		"app-twice": func(w *World) bool {
			n := 0
			for _, a := range w.Okta.Apps {
				if a.Name == AppName && a.Status == "ACTIVE" {
					n++
				}
			}
			return n == 2
		},
		"app-older": func(w *World) bool { return named(w, "Jira (Atlassian)") && named(w, "Atlassian Confluence Cloud") },
		"app-sso-elsewhere": func(w *World) bool {
			return w.AtlassianApp().SignOnMode != "SAML_2_0" && named(w, "Atlassian single sign-on")
		},
		"group-empty": func(w *World) bool { return len(w.Okta.GroupNamed(TestConfluenceGroup).Members) == 0 },
		"push-size":   func(w *World) bool { return w.Okta.GroupNamed(TestJiraGroup).Reported == 35_001 },
		"group-name-twice": func(w *World) bool {
			n := 0
			for _, g := range w.Okta.Groups {
				if g.Name == TestJiraGroup {
					n++
				}
			}
			return n == 2
		},
		"email-wellformed":   func(w *World) bool { return len(ken(w).Email) > 100 && strings.HasSuffix(ken(w).Email, "@"+MainDomain) },
		"user-without-email": func(w *World) bool { return ken(w).Email == "" },
		"email-unique": func(w *World) bool {
			jon := w.Okta.UserNamed("jon.doe@" + MainDomain)
			return jon.Email != ken(w).Email && strings.EqualFold(jon.Email, ken(w).Email)
		},
		"domain-elsewhere": func(w *World) bool { return w.Atlassian.Domains[0].Superseded && !w.Atlassian.Claims("x@"+MainDomain) },
		"site-suspended": func(w *World) bool {
			a := &w.Atlassian
			return a.Sites[0].Suspended && !a.Sites[1].Suspended && a.Workspaces[0].Status == "offline" && a.Workspaces[len(a.Workspaces)-1].Status == "online"
		},
		"seats-none": func(w *World) bool {
			ws := w.Atlassian.Workspaces[0]
			return ws.Seats == len(w.Atlassian.SeatHolders(ws.ARI))
		},
		"org-elsewhere": func(w *World) bool {
			a := &w.Atlassian
			return a.OrgName == OtherOrgName && a.Directories[0].OrgID != a.OrgID && a.Directories[0].OrgID != "" && a.GroupNamed(TestJiraGroup) == nil && a.Claims("x@"+OtherOrgDomain)
		},
	}
}

func TestOddWorldsAreLeftOutOfDrifted(t *testing.T) {
	t.Parallel()
	for id := range odd() {
		i := slices.IndexFunc(Drifts(), func(d Drift) bool { return d.ID == id })
		if i < 0 || !Drifts()[i].Alone {
			t.Errorf("%s is no drift, or would change every other drift of the scenario drifted", id)
		}
	}
}
