package okta

import (
	"slices"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// rolesOfClient returns the service app of the path, or the answer to whoever may not see its roles: as with people,
// only a super admin may, and perhaps the app itself.
func (c *call) rolesOfClient() (*world.ServiceApp, reply) {
	own := c.grant != nil && c.id(0) == c.token.ID && c.w.Variant("roles") == "listed"
	if !own && !slices.Contains(c.token.Roles, "SUPER_ADMIN") {
		return nil, forbidden()
	}
	app := c.w.Okta.Service
	if app == nil || app.ID != c.id(0) {
		return nil, missing(c.id(0), "PublicClientApp")
	}
	return app, reply{}
}

// clientRoles lists a service app's admin roles.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/RoleAssignmentClient/
func clientRoles(c *call) reply {
	app, refused := c.rolesOfClient()
	if refused.status != 0 {
		return refused
	}
	out := list{}
	for _, role := range app.Roles {
		out = append(out, c.showClientRole(app, role))
	}
	return ok(out)
}

// clientRole answers with one of them.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/RoleAssignmentClient/
func clientRole(c *call) reply {
	app, refused := c.rolesOfClient()
	if refused.status != 0 {
		return refused
	}
	for _, role := range app.Roles {
		if roleID(role) == c.id(1) {
			return ok(c.showClientRole(app, role))
		}
	}
	return missing(c.id(1), "RoleAssignment")
}

func (c *call) showClientRole(app *world.ServiceApp, role string) object {
	return object{
		"id": roleID(role), "label": roleLabel(role), "type": role, "status": "ACTIVE", "assignmentType": "CLIENT",
		"created": milli(app.Created), "lastUpdated": milli(app.Created),
		"_links": object{"assignee": object{"href": c.base + "/oauth2/v1/clients/" + app.ID}},
	}
}
