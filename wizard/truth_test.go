package wizard

import (
	"fmt"
	"slices"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// untrue says what of a finished setup is not so in the world: it looks at what the tenants hold, not at what they answer.
func (b *bench) untrue() []string {
	w := b.sandbox.World()
	w.Lock()
	defer w.Unlock()
	app := w.AtlassianApp()
	switch {
	case app == nil:
		return []string{"there is no app"}
	case len(w.Atlassian.Directories) == 0:
		return []string{"there is no directory"}
	case len(app.Groups) == 0:
		return []string{"no group is assigned"}
	case len(app.Mappings) == 0:
		return []string{"no group is pushed"}
	}
	d := w.Atlassian.Directories[0]
	wrong := people(w, app, d)
	for _, m := range app.Mappings {
		wrong = append(wrong, pushed(w, app, d, m)...)
	}
	return wrong
}

// people returns whoever is in an assigned group and not in the directory with an account.
func people(w *world.World, app *world.App, d *world.Directory) []string {
	var wrong []string
	for _, ag := range app.Groups {
		for _, id := range w.Okta.Group(ag.GroupID).Members {
			u := w.Okta.User(id)
			if u == nil || !u.Active() {
				continue
			}
			record := d.UserWithExternalID(id)
			switch {
			case record == nil:
				wrong = append(wrong, u.Login+" is not in the directory")
			case !record.Active:
				wrong = append(wrong, u.Login+" is disabled in the directory")
			case record.AccountID == "":
				wrong = append(wrong, u.Login+" has no account")
			case record.Email != u.Email:
				wrong = append(wrong, fmt.Sprintf("%s has the address %s instead of %s", u.Login, record.Email, u.Email))
			}
		}
	}
	return wrong
}

// pushed returns what is wrong with a pushed group: its arrival, its members, its access.
func pushed(w *world.World, app *world.App, d *world.Directory, m *world.PushMapping) []string {
	source, target, org := w.Okta.Group(m.GroupID), d.GroupNamed(m.TargetName), w.Atlassian.GroupNamed(m.TargetName)
	switch {
	case source == nil:
		return []string{m.TargetName + " is gone from Okta"}
	case target == nil:
		return []string{m.TargetName + " is not in the directory"}
	case org == nil || !org.Synced():
		return []string{m.TargetName + " never reached the organization"}
	}
	var wrong []string
	for _, id := range source.Members {
		u, au := w.Okta.User(id), app.User(id)
		if u == nil || !u.Active() || au == nil {
			continue
		}
		record := d.UserWithExternalID(id)
		if record != nil && (!target.Has(record.ID) || !org.Has(record.AccountID)) {
			wrong = append(wrong, u.Login+" is not in "+m.TargetName)
		}
	}
	if !opensSomething(w, org) {
		wrong = append(wrong, m.TargetName+" opens no product")
	}
	return wrong
}

func opensSomething(w *world.World, g *world.OrgGroup) bool {
	return slices.ContainsFunc(w.Atlassian.Workspaces, func(ws *world.Workspace) bool { return slices.Contains(g.Roles[ws.ARI], userRole) })
}
