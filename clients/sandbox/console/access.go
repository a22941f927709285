package console

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/directory"
	"github.com/provision-cli/provision/clients/sandbox/world"
)

// makeSiteAdmin makes somebody who has a login of a site its administrator.
func makeSiteAdmin(d *Desk, form url.Values) (Shown, bool, error) {
	email := or(form, "email", d.World.Login.Email)
	known, changed := false, false
	for _, s := range d.World.Atlassian.Sites {
		is := func(l world.SiteLogin) bool { return strings.EqualFold(l.Email, email) }
		known = known || slices.ContainsFunc(s.Admins, is)
		if i := slices.IndexFunc(s.Users, is); i >= 0 {
			s.Admins = append(s.Admins, s.Users[i])
			s.Users = slices.Delete(s.Users, i, i+1)
			known, changed = true, true
		}
	}
	if !known {
		return nil, false, refuse("Nobody with the address %s uses the sites.", email)
	}
	return Shown{"administrator": email}, changed, nil
}

// workspaces are the products that the form names by kind and site; empty fields take all.
func (d *Desk) workspaces(form url.Values) ([]*world.Workspace, error) {
	product, site := strings.TrimSpace(form.Get("product")), strings.TrimSpace(form.Get("site"))
	var found []*world.Workspace
	for _, w := range d.World.Atlassian.Workspaces {
		s := d.World.Atlassian.Site(w.SiteID)
		if product != "" && w.TypeKey != product || site != "" && (s == nil || s.URL != site && !strings.EqualFold(s.Name, site)) {
			continue
		}
		found = append(found, w)
	}
	if found == nil {
		return nil, refuse("No site has the product %s.", strings.TrimSpace(product+" "+site))
	}
	return found, nil
}

func grantAccess(d *Desk, form url.Values) (Shown, bool, error) {
	if strings.TrimSpace(form.Get("product")) == "" {
		return nil, false, refuse("product: The field cannot be left blank")
	}
	g := d.World.Atlassian.GroupNamed(strings.TrimSpace(form.Get("group")))
	if g == nil {
		return nil, false, refuse("The organization has no group %s.", form.Get("group"))
	}
	products, err := d.workspaces(form)
	if err != nil {
		return nil, false, err
	}
	changed := false
	for _, w := range products {
		if !slices.Contains(g.Roles[w.ARI], world.UserRole) {
			g.Roles[w.ARI] = append(g.Roles[w.ARI], world.UserRole)
			changed = true
		}
	}
	return Shown{"group": g.Name, "product": form.Get("product")}, changed, nil
}

// spareSeats are bought beside those that are missing.
const spareSeats = 10

func buySeats(d *Desk, form url.Values) (Shown, bool, error) {
	products, err := d.workspaces(form)
	if err != nil {
		return nil, false, err
	}
	want := 0
	if text := strings.TrimSpace(form.Get("seats")); text != "" {
		if want, err = strconv.Atoi(text); err != nil || want < 1 {
			return nil, false, refuse("seats: %s is not a number of seats.", text)
		}
	}
	shown, changed := Shown{}, false
	for _, w := range products {
		seats := want
		if held := len(d.World.Atlassian.SeatHolders(w.ARI)); want == 0 && w.Seats >= 0 && w.Seats < held+spareSeats {
			seats = held + spareSeats
		}
		if seats > 0 && seats != w.Seats {
			w.Seats, changed = seats, true
			shown[w.Name] = strconv.Itoa(seats) + " seats"
		}
	}
	return shown, changed, nil
}

// deleteGroup is somebody with the directory's key who sends DELETE /Groups/{id}: the consoles delete no synced group.
func deleteGroup(d *Desk, form url.Values) (Shown, bool, error) {
	dir, err := d.directory(form)
	if err != nil {
		return nil, false, err
	}
	name := strings.TrimSpace(form.Get("group"))
	var done []string
	for _, g := range slices.Clone(dir.Groups) {
		if name == "" && !d.kept(g.ID) || name != "" && (g.ID == name || strings.EqualFold(g.DisplayName, name)) {
			done = append(done, g.DisplayName)
			directory.RemoveGroup(d.World, dir, g)
		}
	}
	if name != "" && done == nil {
		return nil, false, refuse("The directory has no group %s.", name)
	}
	return Shown{"groups": strings.Join(done, ", ")}, len(done) > 0, nil
}

// kept says whether any push mapping keeps the directory's group in step.
func (d *Desk) kept(scimGroupID string) bool {
	return slices.ContainsFunc(d.World.Okta.Apps, func(app *world.App) bool {
		return slices.ContainsFunc(app.Mappings, func(m *world.PushMapping) bool { return m.RemoteID == scimGroupID })
	})
}

// unlinkGroup ends a push mapping; with delete the group goes in Atlassian too.
func unlinkGroup(d *Desk, app *world.App, form url.Values) (Shown, bool, error) {
	g, err := d.oktaGroup(form)
	if err != nil {
		return nil, false, err
	}
	i := slices.IndexFunc(app.Mappings, func(m *world.PushMapping) bool { return m.GroupID == g.ID })
	if i < 0 {
		return nil, false, refuse("%s is not pushed.", g.Name)
	}
	m := app.Mappings[i]
	d.Engine.Unlink(app, m, ticked(form, "delete"))
	return Shown{"group": m.TargetName, "in the target app": map[bool]string{true: "deleted", false: "left"}[ticked(form, "delete")]}, true, nil
}

// Replaced says that there are groups which nothing pushes any more, and that nobody would lose a product with them; the
// world's lock is held.
func (d *Desk) Replaced() bool {
	found := false
	for _, dir := range d.World.Atlassian.Directories {
		for _, g := range dir.Groups {
			org := d.World.Atlassian.Group(g.OrgGroupID)
			if d.kept(g.ID) || org == nil {
				continue
			}
			if found = true; !d.spare(org) {
				return false
			}
		}
	}
	return found
}

// spare says whether other groups open for all members what this one opens.
func (d *Desk) spare(g *world.OrgGroup) bool {
	for ari := range g.Roles {
		for _, id := range g.Members {
			if !slices.ContainsFunc(d.World.Atlassian.Opening(ari, world.UserRole), func(o *world.OrgGroup) bool { return o.ID != g.ID && o.Has(id) }) {
				return false
			}
		}
	}
	return true
}
