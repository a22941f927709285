package okta

import (
	"slices"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// createGroup adds a group of Okta's own.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Group/
func createGroup(c *call) reply {
	name, description, refused := c.groupProfile("")
	if refused.status != 0 {
		return refused
	}
	now := c.w.Now()
	g := &world.Group{ID: c.w.ID("00g"), Type: "OKTA_GROUP", Name: name, Description: description,
		Created: now, LastUpdated: now, LastMembershipUpdated: now}
	c.w.Okta.AddGroup(g)
	c.changed = true
	return ok(c.showGroup(g))
}

// groupProfile reads the profile of a group from the request; id is the group that may have the name already.
func (c *call) groupProfile(id string) (name, description string, refused reply) {
	body, good := c.decode()
	if !good {
		return "", "", malformed()
	}
	profile := child(body, "profile")
	name = text(profile, "name")
	if name == "" {
		return "", "", blank("name")
	}
	taken := func(g *world.Group) bool { return g.Name == name && g.Type == "OKTA_GROUP" && g.ID != id }
	if slices.ContainsFunc(c.w.Okta.Groups, taken) {
		return "", "", invalid("name", "name: An object with this field already exists in the current organization")
	}
	return name, text(profile, "description"), reply{}
}

// replaceGroup renames or describes a group.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Group/
func replaceGroup(c *call) reply {
	g, refused := c.ownGroup()
	if refused.status != 0 {
		return refused
	}
	name, description, refused := c.groupProfile(g.ID)
	if refused.status != 0 {
		return refused
	}
	renamed := g.Name != name
	g.Name, g.Description, g.LastUpdated = name, description, c.w.Now()
	c.changed = true
	if renamed {
		c.e.GroupRenamed(g.ID)
	}
	return ok(c.showGroup(g))
}

// deleteGroup removes a group, and with it its assignments and push mappings.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Group/
func deleteGroup(c *call) reply {
	g, refused := c.ownGroup()
	if refused.status != 0 {
		return refused
	}
	for _, a := range c.w.Okta.Apps {
		if a.Group(g.ID) != nil {
			c.e.UnassignGroup(a, g.ID)
		}
		for _, m := range slices.Clone(a.Mappings) {
			if m.GroupID == g.ID {
				c.e.Unlink(a, m, false)
			}
		}
	}
	c.w.Okta.RemoveGroup(g.ID)
	c.changed = true
	return noContent()
}

// ownGroup returns the group of the path if it is one of Okta's own, whose profile and members may be changed.
func (c *call) ownGroup() (*world.Group, reply) {
	g := c.w.Okta.Group(c.id(0))
	switch {
	case g == nil:
		return nil, missing(c.id(0), "UserGroup")
	case g.Type != "OKTA_GROUP":
		return nil, fault(501, "E0000060", "Unsupported operation.", "Only groups of type OKTA_GROUP can be changed.")
	}
	return g, reply{}
}

// members lists the people of a group in the order of joining.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Group/
func members(c *call) reply {
	g := c.w.Okta.Group(c.id(0))
	if g == nil {
		return missing(c.id(0), "UserGroup")
	}
	self := func(id string) string { return id }
	known := func(id string) bool { return c.w.Okta.User(id) != nil }
	show := func(id string) any { return c.showUserShort(c.w.Okta.User(id)) }
	return listed(c, paging{size: 1000, most: 1000}, g.Members, self, known, show)
}

// addMember puts a person into a group.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Group/
func addMember(c *call) reply { return c.changeMember((*world.Group).Join, true) }

// removeMember takes a person out of a group.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Group/
func removeMember(c *call) reply { return c.changeMember((*world.Group).Leave, false) }

func (c *call) changeMember(change func(*world.Group, string) bool, joined bool) reply {
	g, refused := c.ownGroup()
	if refused.status != 0 {
		return refused
	}
	u := c.findUser(c.id(1))
	if u == nil {
		return missing(c.id(1), "User")
	}
	if change(g, u.ID) {
		g.LastMembershipUpdated = c.w.Now()
		c.changed = true
		c.e.MembershipChanged(g.ID, u.ID, joined)
	}
	return noContent()
}

// groupApps lists the apps that a group is assigned to.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Group/
func groupApps(c *call) reply {
	g := c.w.Okta.Group(c.id(0))
	if g == nil {
		return missing(c.id(0), "UserGroup")
	}
	assigned := func(a *world.App) bool { return a.Group(g.ID) != nil }
	return listed(c, paging{size: 20, most: 200}, c.w.Okta.Apps, appID, assigned, c.showApp)
}
