package directory

import (
	"net/http"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// memberLimit is how many members a group takes.
// https://developer.atlassian.com/cloud/admin/user-provisioning/rest/intro/
const memberLimit = 35_000

// listGroups is GET /Groups with one exact comparison on displayName.
// https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-groups/
func listGroups(r *request) answer {
	p, bad := r.page()
	if bad.status != 0 {
		return bad
	}
	by, name, bad := r.filter("displayName")
	if bad.status != 0 {
		return bad
	}
	groups := r.dir.Groups
	if by != "" {
		groups = nil
		if g := r.dir.GroupNamed(name); g != nil {
			groups = []*world.SCIMGroup{g}
		}
	}
	return r.list(p, len(groups), len(groups), func(i int) any { return r.renderGroup(groups[i]) })
}

// getGroup is GET /Groups/{id}.
func getGroup(r *request) answer {
	g := r.dir.Group(r.PathValue("id"))
	if g == nil {
		return notFound("GROUP", r.PathValue("id"))
	}
	return answer{status: http.StatusOK, body: r.renderGroup(g)}
}

// renderGroup is the resource as the directory shows it.
func (r *request) renderGroup(g *world.SCIMGroup) map[string]any {
	members := make([]any, 0, len(g.Members))
	for _, id := range g.Members {
		m := map[string]any{"type": "User", "value": id, "$ref": r.location("Users", id)}
		if u := r.dir.User(id); u != nil {
			m["display"] = u.UserName
		}
		members = append(members, m)
	}
	resource := map[string]any{
		"schemas": []string{groupURN}, "id": g.ID, "displayName": g.DisplayName, "members": members,
		"meta": r.meta("Group", g.ID, g.Created, g.Modified),
	}
	if g.ExternalID != "" {
		resource["externalId"] = g.ExternalID
	}
	return resource
}

// groupTaken has the text seen in Okta's knowledge base, which carries no name.
func groupTaken() answer {
	return problem(http.StatusConflict, "uniqueness", "Resource [GROUP]: with displayName already exists.")
}

func immutableName() answer {
	return invalid("mutability", "displayName is immutable: renaming a group is not supported")
}
