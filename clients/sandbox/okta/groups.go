package okta

import (
	"slices"
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

func groupID(g *world.Group) string { return g.ID }

// groups lists groups: with search, with filter, with q (never paged), or all; expand=stats adds the number of members.
// Everyone is hidden from those who are nothing but group admins.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Group/
func groups(c *call) reply {
	search, refused := criteria(c.query.Get("search"), groupSearch)
	if refused.status != 0 {
		return refused
	}
	filter, refused := criteria(c.query.Get("filter"), groupFilter)
	if refused.status != 0 {
		return refused
	}
	q := strings.ToLower(c.query.Get("q"))
	hidden := !slices.ContainsFunc(c.token.Roles, func(r string) bool { return r != "USER_ADMIN" && r != "GROUP_MEMBERSHIP_ADMIN" })
	keep := func(g *world.Group) bool {
		if hidden && g.Type == "BUILT_IN" {
			return false
		}
		field := func(name string) []string { return groupField(g, name) }
		return (search == nil || search.matches(field)) && (filter == nil || filter.matches(field)) &&
			strings.HasPrefix(strings.ToLower(g.Name), q)
	}
	p := paging{size: 10000, most: 10000, keeps: []string{"filter", "search", "expand"}}
	if q != "" {
		p.size, p.most = 300, 300
	}
	out := listed(c, p, c.w.Okta.Groups, groupID, keep, c.showGroup)
	if q != "" {
		out.links = nil
	}
	return out
}

func groupSearch(field string) []string {
	switch field {
	case "profile.name", "profile.description":
		return []string{"eq", "sw", "co", "pr"}
	case "id", "type":
		return []string{"eq", "sw", "pr"}
	case "created", "lastUpdated", "lastMembershipUpdated":
		return []string{"eq", "gt", "ge", "lt", "le", "pr"}
	}
	return nil
}

func groupFilter(field string) []string {
	switch field {
	case "id", "type":
		return []string{"eq"}
	case "lastUpdated", "lastMembershipUpdated":
		return []string{"eq", "gt", "ge", "lt", "le"}
	}
	return nil
}

func groupField(g *world.Group, name string) []string {
	switch name {
	case "id":
		return []string{g.ID}
	case "type":
		return []string{g.Type}
	case "profile.name":
		return []string{g.Name}
	case "profile.description":
		return []string{g.Description}
	case "created":
		return when(g.Created)
	case "lastUpdated":
		return when(g.LastUpdated)
	case "lastMembershipUpdated":
		return when(g.LastMembershipUpdated)
	}
	return nil
}

// group answers with one group.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Group/
func group(c *call) reply {
	g := c.w.Okta.Group(c.id(0))
	if g == nil {
		g = c.targetGroup(c.id(0))
	}
	if g == nil {
		return missing(c.id(0), "UserGroup")
	}
	return ok(c.showGroup(g))
}

// targetGroup is the group that Okta keeps for an app behind a push mapping, nil where the org does not show it.
func (c *call) targetGroup(id string) *world.Group {
	if c.w.Variant("target-group") == "hidden" {
		return nil
	}
	for _, a := range c.w.Okta.Apps {
		for _, m := range a.Mappings {
			if m.TargetGroupID == id {
				return &world.Group{ID: id, Type: "APP_GROUP", Name: m.TargetName, Created: m.Created, LastUpdated: m.LastUpdated, LastMembershipUpdated: m.LastUpdated}
			}
		}
	}
	return nil
}

func (c *call) showGroup(g *world.Group) any {
	class := "okta:user_group"
	if g.Type == "APP_GROUP" {
		class = "okta:app_group"
	}
	var description any
	if g.Description != "" {
		description = g.Description
	}
	logo := func(size string) object {
		return object{"name": size, "type": "image/png", "href": "https://ok12static.oktacdn.com/assets/img/logos/groups/okta-" + size + ".png"}
	}
	out := object{
		"id": g.ID, "created": milli(g.Created), "lastUpdated": milli(g.LastUpdated),
		"lastMembershipUpdated": milli(g.LastMembershipUpdated), "objectClass": list{class}, "type": g.Type,
		"profile": object{"name": g.Name, "description": description},
		"_links": object{
			"logo":  list{logo("medium"), logo("large")},
			"users": c.href("groups", g.ID, "users"), "apps": c.href("groups", g.ID, "apps"),
		},
	}
	if strings.Contains(c.query.Get("expand"), "stats") {
		out["_embedded"] = object{"stats": c.stats(g)}
	}
	return out
}

// stats are the figures of a group that expand=stats embeds.
func (c *call) stats(g *world.Group) object {
	users := len(g.Members)
	if g.Reported > 0 {
		users = g.Reported
	}
	apps := 0
	for _, a := range c.w.Okta.Apps {
		if a.Group(g.ID) != nil {
			apps++
		}
	}
	return object{"usersCount": users, "appsCount": apps, "groupPushMappingsCount": c.pushedBy(g.ID), "hasAdminPrivilege": false,
		"_links": object{"self": c.href("groups", g.ID, "stats")}}
}

func (c *call) pushedBy(groupID string) int {
	n := 0
	for _, a := range c.w.Okta.Apps {
		for _, m := range a.Mappings {
			if m.GroupID == groupID {
				n++
			}
		}
	}
	return n
}
