package site

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// pageLimit is the most that one page of groups or members holds, and its size when none is asked for.
const pageLimit = 50

// shows says whether the site knows a group: synced groups come only to the sites that were added to their directory.
func (r *request) shows(g *world.OrgGroup) bool {
	if !r.w.Shown(g.VisibleAt) || !g.Synced() {
		return r.w.Shown(g.VisibleAt)
	}
	d := r.org.Directory(r.site.AddedTo)
	return d != nil && d.Group(g.SCIMGroupID) != nil
}

// bulkGroups is GET /group/bulk, with accessType and applicationKey the groups that give access.
// https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-groups/
func bulkGroups(r *request) answer {
	p, bad := r.page()
	if bad.status != 0 {
		return bad
	}
	q := r.URL.Query()
	access, key := q.Get("accessType"), q.Get("applicationKey")
	if !slices.Contains([]string{"", "site-admin", "admin", "user"}, access) || key != "" && r.product(key) == nil {
		return problem(http.StatusBadRequest, "The accessType or the applicationKey is not valid.")
	}
	var found []*world.OrgGroup
	for _, g := range r.org.Groups {
		named := wanted(q["groupId"], g.ID) && wanted(q["groupName"], g.Name)
		if named && r.shows(g) && r.gives(g, access, key) {
			found = append(found, g)
		}
	}
	return r.list(p, len(found), func(i int) any { return map[string]any{"name": found[i].Name, "groupId": found[i].ID} })
}

func wanted(filter []string, value string) bool {
	return len(filter) == 0 || slices.Contains(filter, value)
}

// gives says whether a group gives the asked-for access to a product of the site.
func (r *request) gives(g *world.OrgGroup, access, key string) bool {
	if access == "" && key == "" {
		return true
	}
	if access == "site-admin" {
		return g.BuiltIn
	}
	role := world.UserRole
	if access == "admin" {
		role = "atlassian/admin"
	}
	for _, ws := range r.jira() {
		if (key == "" || key == ws.TypeKey) && slices.Contains(g.Roles[ws.ARI], role) {
			return true
		}
	}
	return false
}

// groupMembers is GET /group/member: proof that a member has reached the site.
// https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-groups/
func groupMembers(r *request) answer {
	p, bad := r.page()
	if bad.status != 0 {
		return bad
	}
	q := r.URL.Query()
	id, name := q.Get("groupId"), q.Get("groupname")
	if id == "" && name == "" {
		return problem(http.StatusBadRequest, "The group name or the group ID must be specified.")
	}
	g := r.org.Group(id)
	if id == "" {
		g = r.org.GroupNamed(name)
	}
	if g == nil || !r.shows(g) {
		return problem(http.StatusNotFound, "The group was not found.")
	}
	inactive := q.Get("includeInactiveUsers") == "true"
	var found []*world.Account
	for _, id := range g.Members {
		acc := r.org.Account(id)
		if acc != nil && r.w.Shown(acc.VisibleAt) && (inactive || acc.Status == "active") {
			found = append(found, acc)
		}
	}
	return r.list(p, len(found), func(i int) any { return r.renderAccount(found[i]) })
}

func (r *request) renderAccount(a *world.Account) map[string]any {
	return map[string]any{
		"self": r.address() + "/rest/api/3/user?accountId=" + url.QueryEscape(a.ID), "name": "", "key": "", "accountId": a.ID,
		"emailAddress": a.Email, "avatarUrls": map[string]any{}, "displayName": a.Name, "active": a.Status == "active",
		"timeZone": "Etc/UTC", "accountType": "atlassian",
	}
}
