package interrupt

import (
	"fmt"
	"slices"
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// outline is everything that a setup leaves in both tenants, by names: a second mapping, record, account or role is a second line.
func outline(w *world.World) []string {
	w.Lock()
	defer w.Unlock()
	app := w.AtlassianApp()
	if app == nil {
		return []string{"no app"}
	}
	p := app.Provisioning
	lines := []string{fmt.Sprint("app ", len(w.Okta.Apps), " ", app.Label, app.Status, app.UserName, p.Enabled, p.Create, p.Update, p.Deactivate)}
	for _, g := range app.Groups {
		lines = append(lines, "assigned group "+w.Okta.Group(g.GroupID).Name)
	}
	for _, m := range app.Mappings {
		lines = append(lines, fmt.Sprint("mapping ", w.Okta.Group(m.GroupID).Name, " to ", m.TargetName, " ", m.Status, m.ErrorSummary))
	}
	for _, u := range app.Users {
		lines = append(lines, fmt.Sprint("assigned ", w.Okta.User(u.UserID).Login, " as ", u.UserName, " ", u.Status, u.SyncState, u.ExternalID != "", u.Error))
	}
	for _, t := range app.Tasks {
		lines = append(lines, "task "+t.Kind+" "+t.Summary)
	}
	lines = append(lines, directories(w)...)
	lines = append(lines, organization(w)...)
	slices.Sort(lines)
	return lines
}

func directories(w *world.World) []string {
	var lines []string
	for _, d := range w.Atlassian.Directories {
		lines = append(lines, "directory "+d.Name)
		for _, u := range d.Users {
			login := "nobody"
			if of := w.Okta.User(u.ExternalID); of != nil {
				login = of.Login
			}
			lines = append(lines, fmt.Sprint("record ", u.UserName, " of ", login, " ", u.Email, " ", u.Active, u.AccountID != ""))
		}
		for _, g := range d.Groups {
			var names []string
			for _, id := range g.Members {
				names = append(names, d.User(id).UserName)
			}
			slices.Sort(names)
			lines = append(lines, "directory group "+g.DisplayName+": "+strings.Join(names, " "))
		}
	}
	return lines
}

func organization(w *world.World) []string {
	var lines []string
	mail := map[string]string{}
	for _, a := range w.Atlassian.Accounts {
		mail[a.ID] = a.Email
		lines = append(lines, fmt.Sprint("account ", a.Email, " ", a.Managed, a.Status, a.Source))
	}
	for _, g := range w.Atlassian.Groups {
		var names []string
		for _, id := range g.Members {
			names = append(names, mail[id])
		}
		slices.Sort(names)
		lines = append(lines, fmt.Sprint("group ", g.Name, " ", g.Synced(), ": ", strings.Join(names, " ")))
		for _, place := range w.Atlassian.Workspaces {
			if roles := g.Roles[place.ARI]; len(roles) > 0 {
				lines = append(lines, fmt.Sprint("role ", g.Name, " ", place.TypeKey, " ", place.Name, " ", roles))
			}
		}
	}
	for _, d := range w.Atlassian.Domains {
		lines = append(lines, fmt.Sprint("domain ", d.Name, d.Verified, d.Claimed, d.LinkedTo != ""))
	}
	for _, s := range w.Atlassian.Sites {
		lines = append(lines, fmt.Sprint("site ", s.Name, s.AddedTo != ""))
	}
	return lines
}

// differs returns the lines that only one of two outlines has, with its sign.
func differs(want, got []string) []string {
	var lines []string
	for _, line := range want {
		if i := slices.Index(got, line); i >= 0 {
			got = slices.Delete(slices.Clone(got), i, i+1)
		} else {
			lines = append(lines, "- "+line)
		}
	}
	for _, line := range got {
		lines = append(lines, "+ "+line)
	}
	return lines
}
