package okta

import (
	"slices"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// userRoles lists somebody's admin roles. Only a super admin may; whether others may at least read their own is unknown.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/RoleAssignmentAUser/
func userRoles(c *call) reply {
	super := slices.Contains(c.token.Roles, "SUPER_ADMIN")
	own := c.id(0) == c.token.OwnerID && c.w.Variant("roles") == "listed"
	if !super && !own {
		return forbidden()
	}
	u := c.w.Okta.User(c.id(0))
	if u == nil {
		return missing(c.id(0), "User")
	}
	out := list{}
	for _, role := range c.rolesOf(u.ID) {
		out = append(out, object{
			"id": roleID(role), "label": roleLabel(role), "type": role, "status": "ACTIVE", "assignmentType": "USER",
			"created": milli(u.Created), "lastUpdated": milli(u.Created),
			"_links": object{"assignee": c.href("users", u.ID)},
		})
	}
	return ok(out)
}

// rolesOf returns the roles of a person, which the world keeps with the person's tokens.
func (c *call) rolesOf(userID string) []string {
	var out []string
	for _, t := range c.w.Okta.Tokens {
		if t.OwnerID != userID {
			continue
		}
		for _, r := range t.Roles {
			if !slices.Contains(out, r) {
				out = append(out, r)
			}
		}
	}
	return out
}

// roleID is the id of a role assignment; roles that can have targets have ids of another form than the rest.
func roleID(role string) string {
	switch role {
	case "APP_ADMIN":
		return "IFIFAX2BIRGUSTQ"
	case "USER_ADMIN":
		return "KVJUKUS7IFCE2SKO"
	case "HELP_DESK_ADMIN":
		return "JBCUYUC7IRCVGS27IFCE2SKO"
	case "GROUP_MEMBERSHIP_ADMIN":
		return "I5JE6VKQL5GUKTKCIVJFGSCJKBPUCRCNJFHA"
	}
	return "ra1" + digest(role, 17)
}

func roleLabel(role string) string {
	labels := map[string]string{
		"APP_ADMIN": "Application Administrator", "USER_ADMIN": "Group Administrator", "SUPER_ADMIN": "Super Administrator",
		"READ_ONLY_ADMIN": "Read-only Administrator", "HELP_DESK_ADMIN": "Help Desk Administrator",
		"ORG_ADMIN": "Organizational Administrator", "GROUP_MEMBERSHIP_ADMIN": "Group Membership Administrator",
		"REPORT_ADMIN": "Report Administrator", "API_ACCESS_MANAGEMENT_ADMIN": "API Access Management Administrator",
	}
	if l := labels[role]; l != "" {
		return l
	}
	return role
}

// userGroups lists the groups of a person.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserResources/
func userGroups(c *call) reply {
	u := c.findUser(c.id(0))
	if u == nil {
		return missing(c.id(0), "User")
	}
	in := func(g *world.Group) bool { return g.Has(u.ID) }
	return listed(c, paging{size: 200, most: 200}, c.w.Okta.Groups, groupID, in, c.showGroup)
}
