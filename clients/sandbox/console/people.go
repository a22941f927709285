package console

import (
	"net/url"
	"slices"
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// oktaUser returns the person whom the form names by id, login or address.
func (d *Desk) oktaUser(form url.Values) (*world.User, error) {
	name := strings.TrimSpace(form.Get("user"))
	if name == "" {
		return nil, refuse("user: The field cannot be left blank")
	}
	for _, u := range d.World.Okta.Users {
		if u.ID == name || strings.EqualFold(u.Login, name) || strings.EqualFold(u.Email, name) {
			return u, nil
		}
	}
	return nil, refuse("Nobody is called %s.", name)
}

// assignUser assigns the app to one person, through a group where one is named: that puts them into the group.
func assignUser(d *Desk, app *world.App, form url.Values) (Shown, bool, error) {
	u, err := d.oktaUser(form)
	if err != nil {
		return nil, false, err
	}
	if strings.TrimSpace(form.Get("group")) == "" {
		changed := app.User(u.ID) == nil
		d.Engine.AssignUser(app, u.ID)
		return Shown{"user": u.Login}, changed, nil
	}
	g, err := d.oktaGroup(form)
	if err != nil {
		return nil, false, err
	}
	changed := g.Join(u.ID)
	if changed {
		d.Engine.MembershipChanged(g.ID, u.ID, true)
	}
	return Shown{"user": u.Login, "group": g.Name}, changed, nil
}

// unassignUser takes the app from one person, or, where none is named, from everyone whom Okta has suspended. Whoever has
// it through a group leaves that group, since the Assignments tab offers no other way.
func unassignUser(d *Desk, app *world.App, form url.Values) (Shown, bool, error) {
	var people []*world.User
	if strings.TrimSpace(form.Get("user")) != "" {
		u, err := d.oktaUser(form)
		if err != nil {
			return nil, false, err
		}
		if app.User(u.ID) == nil {
			return nil, false, refuse("%s is not assigned to the app.", u.Login)
		}
		people = append(people, u)
	} else {
		for _, au := range app.Users {
			if u := d.World.Okta.User(au.UserID); u != nil && !u.Active() {
				people = append(people, u)
			}
		}
	}
	names := make([]string, len(people))
	for i, u := range people {
		names[i] = u.Login
		d.unassign(app, u)
	}
	return Shown{"users": strings.Join(names, ", ")}, len(people) > 0, nil
}

func (d *Desk) unassign(app *world.App, u *world.User) {
	for _, ag := range slices.Clone(app.Groups) {
		if g := d.World.Okta.Group(ag.GroupID); g != nil && g.Leave(u.ID) {
			d.Engine.MembershipChanged(g.ID, u.ID, false)
		}
	}
	if app.User(u.ID) != nil {
		d.Engine.UnassignUser(app, u.ID)
	}
}

// unlinked are the assignments whose record in the directory belongs to no account, each with the name of the group that
// gives it, empty for an own one.
func (d *Desk) unlinked(app *world.App) map[string]string {
	found := map[string]string{}
	for _, dir := range d.World.Atlassian.Directories {
		for _, au := range app.Users {
			if r := dir.User(au.ExternalID); r != nil && r.Active && r.AccountID == "" {
				found[au.UserID] = d.giving(app, au.UserID)
			}
		}
	}
	return found
}

func (d *Desk) giving(app *world.App, userID string) string {
	for _, ag := range app.Groups {
		if g := d.World.Okta.Group(ag.GroupID); g != nil && g.Has(userID) {
			return g.Name
		}
	}
	return ""
}

// forgotten are the Okta users whose record in a directory is active although they are not assigned.
func (d *Desk) forgotten(app *world.App) []string {
	var ids []string
	for _, u := range d.World.Okta.Users {
		if app.User(u.ID) != nil {
			continue
		}
		for _, dir := range d.World.Atlassian.Directories {
			r := dir.UserWithExternalID(u.ID)
			if r == nil {
				r = dir.UserNamed(u.Email)
			}
			if r != nil && r.Active {
				ids = append(ids, u.ID)
			}
		}
	}
	return ids
}

// Astray are the guides that a person would follow for people whom the two sides know differently; the world's lock is held.
func (d *Desk) Astray(app *world.App) []string {
	var guides []string
	if len(d.unlinked(app)) > 0 {
		guides = append(guides, reassign)
	}
	if slices.ContainsFunc(app.Users, func(au *world.AppUser) bool { u := d.World.Okta.User(au.UserID); return u != nil && !u.Active() }) {
		guides = append(guides, "unassign-user")
	}
	if len(d.forgotten(app)) > 0 {
		guides = append(guides, takeBack)
	}
	return guides
}
