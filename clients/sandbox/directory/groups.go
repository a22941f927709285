package directory

import (
	"net/http"
	"strings"

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

// sentGroup is the body of a POST or PUT.
type sentGroup struct {
	Schemas     []any
	DisplayName string
	ExternalID  string
	Members     []struct{ Value string }
}

func (r *request) sentGroup() (sentGroup, answer) {
	var body sentGroup
	if bad, ok := r.decode(&body); !ok {
		return body, bad
	}
	if !listsURN(body.Schemas, groupURN) {
		return body, invalid("invalidSyntax", "schemas must contain "+groupURN)
	}
	if body.DisplayName == "" {
		return body, invalid("invalidValue", "displayName is required")
	}
	return body, answer{}
}

func (s sentGroup) ids() []string {
	ids := make([]string, len(s.Members))
	for i, m := range s.Members {
		ids[i] = m.Value
	}
	return ids
}

// createGroup is POST /Groups: a name that the directory or a group of the organization has is a conflict, unless it
// is one of those that Atlassian accepts and never syncs.
func createGroup(r *request) answer {
	body, bad := r.sentGroup()
	if bad.status != 0 {
		return bad
	}
	if bad := r.checkMembers(body.ids()); bad.status != 0 {
		return bad
	}
	for _, g := range r.dir.Groups {
		if strings.EqualFold(g.DisplayName, body.DisplayName) {
			return groupTaken()
		}
	}
	fate := r.fate(body.DisplayName)
	if fate == refused {
		return groupTaken()
	}
	if fate == contested {
		bad := groupTaken()
		bad.changed = r.park(body.DisplayName, "")
		return bad
	}
	now := r.w.Now()
	g := &world.SCIMGroup{ID: r.w.UUID(), DisplayName: body.DisplayName, ExternalID: body.ExternalID, Created: now, Modified: now}
	r.dir.AddGroup(g)
	r.arrive(g, fate)
	r.join(g, body.ids())
	return answer{status: http.StatusCreated, body: r.renderGroup(g), changed: true}
}

// replaceGroup is PUT /Groups/{id}: the members become those that are sent.
func replaceGroup(r *request) answer {
	g := r.dir.Group(r.PathValue("id"))
	if g == nil {
		return notFound("GROUP", r.PathValue("id"))
	}
	body, bad := r.sentGroup()
	if bad.status != 0 {
		return bad
	}
	if body.DisplayName != g.DisplayName {
		return immutableName()
	}
	if bad := r.checkMembers(body.ids()); bad.status != 0 {
		return bad
	}
	g.ExternalID = body.ExternalID
	r.replaceMembers(g, body.ids())
	g.Modified = r.w.Now()
	return answer{status: http.StatusOK, body: r.renderGroup(g), changed: true}
}

// deleteGroup is DELETE /Groups/{id}: the group goes in the organization and its sites too.
func deleteGroup(r *request) answer {
	g := r.dir.Group(r.PathValue("id"))
	if g == nil {
		return notFound("GROUP", r.PathValue("id"))
	}
	r.dir.RemoveGroup(g.ID)
	if g.OrgGroupID != "" {
		r.w.Atlassian.RemoveGroup(g.OrgGroupID)
	}
	r.unpark(g.ID)
	r.w.AddEvent("scim_group_deleted", "", "Deleted group "+g.DisplayName)
	return answer{status: http.StatusNoContent, changed: true}
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
