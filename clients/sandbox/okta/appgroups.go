package okta

import (
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// appGroups lists the groups that an app is assigned to; a page holds at least twenty.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationGroups/
func appGroups(c *call) reply {
	a, refused := c.app()
	if refused.status != 0 {
		return refused
	}
	q := strings.ToLower(c.query.Get("q"))
	keep := func(g *world.AppGroup) bool {
		known := c.w.Okta.Group(g.GroupID)
		return q == "" || known != nil && strings.HasPrefix(strings.ToLower(known.Name), q)
	}
	id := func(g *world.AppGroup) string { return g.GroupID }
	show := func(g *world.AppGroup) any { return c.showAppGroup(a, g) }
	return listed(c, paging{size: 20, most: 200, least: 20}, a.Groups, id, keep, show)
}

// appGroup answers with the assignment of one group.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationGroups/
func appGroup(c *call) reply {
	a, g, refused := c.appGroup()
	if refused.status != 0 {
		return refused
	}
	return ok(c.showAppGroup(a, g))
}

func (c *call) appGroup() (*world.App, *world.AppGroup, reply) {
	a, refused := c.app()
	if refused.status != 0 {
		return nil, nil, refused
	}
	g := a.Group(c.id(1))
	if g == nil {
		return nil, nil, missing(c.id(1), "ApplicationGroupAssignment")
	}
	return a, g, reply{}
}

// assignGroup assigns a group, which provisions every member, or changes its priority and profile.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationGroups/
func assignGroup(c *call) reply {
	a, refused := c.app()
	if refused.status != 0 {
		return refused
	}
	if c.w.Okta.Group(c.id(1)) == nil {
		return missing(c.id(1), "UserGroup")
	}
	body, good := c.decodeOptional()
	if !good {
		return malformed()
	}
	g := a.Group(c.id(1))
	if g == nil {
		c.e.AssignGroup(a, c.id(1))
		g = a.Group(c.id(1))
		c.changed = true
	}
	if p, sent := body["priority"].(float64); sent && int(p) != g.Priority {
		g.Priority, g.LastUpdated, c.changed = int(p), c.w.Now(), true
	}
	if p := child(body, "profile"); len(p) > 0 {
		g.Profile, g.LastUpdated, c.changed = p, c.w.Now(), true
	}
	return ok(c.showAppGroup(a, g))
}

// unassignGroup takes the app away from a group, which deactivates its members downstream.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationGroups/
func unassignGroup(c *call) reply {
	a, g, refused := c.appGroup()
	if refused.status != 0 {
		return refused
	}
	c.e.UnassignGroup(a, g.GroupID)
	c.changed = true
	return noContent()
}

func (c *call) showAppGroup(a *world.App, g *world.AppGroup) object {
	profile := g.Profile
	if profile == nil {
		profile = object{}
	}
	out := object{
		"id": g.GroupID, "lastUpdated": milli(g.LastUpdated), "priority": g.Priority, "profile": profile,
		"_links": object{"app": c.href("apps", a.ID), "self": c.href("apps", a.ID, "groups", g.GroupID), "group": c.href("groups", g.GroupID)},
	}
	if known := c.w.Okta.Group(g.GroupID); known != nil && c.query.Get("expand") == "group" {
		out["_embedded"] = object{"group": c.showGroup(known)}
	}
	return out
}
