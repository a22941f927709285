package admin

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// lateness is how long the organization may take to show a role: it is documented as eventually consistent.
const lateness = 30 * time.Second

// grant is a role that a group was given on a resource.
type grant struct{ group, resource, role string }

// grantable are the roles that a group can be given.
// https://developer.atlassian.com/cloud/admin/organization/rest/api-group-groups/
func grantable() []string {
	return []string{
		"atlassian/user", "atlassian/user-access-admin", "atlassian/admin", "atlassian/guest", "atlassian/contributor",
		"atlassian/customer", "atlassian/basic", "atlassian/stakeholder", "atlassian/viewer",
	}
}

// listRoleAssignments is GET …/groups/{groupId}/role-assignments; defaultRole says what the group is a default group for.
// https://developer.atlassian.com/cloud/admin/organization/rest/api-group-groups/
func listRoleAssignments(r *request) answer {
	g, bad := r.group()
	if bad.status != 0 {
		return bad
	}
	p, bad := r.page("roles", "", nil, 20, 100)
	if bad.status != 0 {
		return bad
	}
	q := r.URL.Query()
	owners, resources, roles := all(q, "resourceOwners"), all(q, "resourceIds"), all(q, "roleIds")
	found, next := in(p, r.resources(g), func(ari string) bool {
		given := r.shownRoles(g, ari)
		return (len(given) > 0 || g.Default[ari] != "") && has(owners, r.owner(ari)) && has(resources, ari) &&
			(len(roles) == 0 || slices.ContainsFunc(given, func(role string) bool { return slices.Contains(roles, role) }))
	})
	return ok(map[string]any{
		"data": each(found, func(ari string) map[string]any {
			shown := map[string]any{"resourceId": ari, "resourceOwner": r.owner(ari), "defaultRole": nil, "roles": r.shownRoles(g, ari)}
			if role := g.Default[ari]; role != "" {
				shown["defaultRole"] = role
			}
			return shown
		}),
		"links": r.cursorLinks(p, next),
	})
}

// resources are the ids of what the group has a role or a default on, in an order that stays.
func (r *request) resources(g *world.OrgGroup) []string {
	seen := map[string]bool{}
	for ari := range g.Roles {
		seen[ari] = true
	}
	for ari := range g.Default {
		seen[ari] = true
	}
	ids := make([]string, 0, len(seen))
	for ari := range seen {
		ids = append(ids, ari)
	}
	slices.Sort(ids)
	return ids
}

// shownRoles are the roles on a resource without those that are still on their way.
func (r *request) shownRoles(g *world.OrgGroup, ari string) []string {
	shown := []string{}
	for _, role := range g.Roles[ari] {
		if r.w.Shown(r.s.late[grant{g.ID, ari, role}]) {
			shown = append(shown, role)
		}
	}
	return shown
}

// owner is the product of a resource; what is no product of a site belongs to the platform.
func (r *request) owner(ari string) string {
	if ws := r.org.Workspace(ari); ws != nil {
		return ws.TypeKey
	}
	return "platform"
}

// role reads the body of assign and revoke, and finds what it is about.
func (r *request) role() (*world.OrgGroup, grant, answer) {
	var sent struct {
		ResourceID string `json:"resourceId"`
		RoleID     string `json:"roleId"`
	}
	if bad, ok := r.decode(&sent); !ok {
		return nil, grant{}, bad
	}
	g, bad := r.group()
	switch {
	case bad.status != 0:
	case !slices.Contains(grantable(), sent.RoleID):
		bad = badRequest("roleId is not a role that can be assigned: " + sent.RoleID)
	case !strings.HasPrefix(sent.ResourceID, "ari:cloud:"):
		bad = badRequest("resourceId is not an ARI")
	case r.org.Workspace(sent.ResourceID) == nil:
		bad = unknown("Resource not found: " + sent.ResourceID)
	default:
		return g, grant{g.ID, sent.ResourceID, sent.RoleID}, answer{}
	}
	return nil, grant{}, bad
}

// assignRole is POST …/role-assignments/assign. What it answers is not published: the variant role-assign decides.
func assignRole(r *request) answer {
	g, to, bad := r.role()
	if bad.status != 0 {
		return bad
	}
	changed := !slices.Contains(g.Roles[to.resource], to.role)
	if changed {
		if to.role == world.UserRole && !r.org.SeatsFor(to.resource, g.Members) {
			return problem(http.StatusConflict, "ADMIN-409-3", "License limit exceeded", "The product has no seats left for the members of the group.")
		}
		if g.Roles == nil {
			g.Roles = map[string][]string{}
		}
		g.Roles[to.resource] = append(g.Roles[to.resource], to.role)
		r.w.AddEvent("group_granted_product_access", r.key.CreatedBy, "Gave "+g.Name+" the role "+to.role)
	}
	switch r.w.Variant("role-assign") {
	case "object":
		return answer{status: http.StatusOK, body: map[string]any{"message": "Role assigned"}, changed: changed}
	case "late":
		if changed {
			r.s.late[to] = r.w.Now().Add(lateness)
		}
		return answer{status: http.StatusAccepted, changed: changed}
	}
	return answer{status: http.StatusNoContent, changed: changed}
}

// revokeRole is POST …/role-assignments/revoke; a role that the group does not have is no mistake.
func revokeRole(r *request) answer {
	g, of, bad := r.role()
	if bad.status != 0 {
		return bad
	}
	if g.Default[of.resource] == of.role {
		return problem(http.StatusConflict, "ADMIN-409-28", "Conflict", "The group is a default group for this role.")
	}
	before := len(g.Roles[of.resource])
	left := slices.DeleteFunc(g.Roles[of.resource], func(role string) bool { return role == of.role })
	if len(left) == 0 {
		delete(g.Roles, of.resource)
	} else {
		g.Roles[of.resource] = left
	}
	delete(r.s.late, of)
	return answer{status: http.StatusNoContent, changed: len(left) != before}
}
