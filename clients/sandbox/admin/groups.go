package admin

import (
	"net/http"
	"slices"
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// sorting is the one sort key that a search takes.
type sorting struct {
	Field     string `json:"field"`
	Direction string `json:"direction"`
}

// groupSearch is the body of POST …/groups/search; pointers and nil lists mean "not asked for".
type groupSearch struct {
	Cursor         string    `json:"cursor"`
	Limit          *int      `json:"limit"`
	SortBy         []sorting `json:"sortBy"`
	AccountIDs     []string  `json:"accountIds"`
	DirectoryIDs   []string  `json:"directoryIds"`
	RoleIDs        []string  `json:"roleIds"`
	ResourceOwners []string  `json:"resourceOwners"`
	ResourceIDs    []string  `json:"resourceIds"`
	SearchTerm     string    `json:"searchTerm"`
	GroupIDs       []string  `json:"groupIds"`
	GroupNames     []string  `json:"groupNames"`
	Expand         []string  `json:"expand"`
}

// searchGroups is POST /v2/orgs/{orgId}/directories/{directoryId}/groups/search.
// https://developer.atlassian.com/cloud/admin/organization/rest/api-group-groups/
func searchGroups(r *request) answer {
	var s groupSearch
	if bad, ok := r.decode(&s); !ok {
		return bad
	}
	if len(s.GroupNames) > 0 && (s.SearchTerm != "" || len(s.GroupIDs) > 0) {
		return badRequest("groupNames cannot be combined with searchTerm or groupIds")
	}
	return r.groupPage(s)
}

// listGroups is the older GET …/groups; it stops after 2027-06-30.
func listGroups(r *request) answer { return r.groupPage(r.groupQuery()) }

// groupQuery reads the filters of the GET forms.
func (r *request) groupQuery() groupSearch {
	q := r.URL.Query()
	s := groupSearch{
		AccountIDs: all(q, "accountIds"), DirectoryIDs: all(q, "directoryIds"), RoleIDs: all(q, "roleIds"),
		ResourceOwners: all(q, "resourceOwners"), ResourceIDs: all(q, "resourceIds"), SearchTerm: q.Get("searchTerm"), GroupIDs: all(q, "groupIds"),
	}
	if q.Get("counts[includeUsers]") == "true" || q.Get("includeUsers") == "true" {
		s.Expand = append(s.Expand, "counts.users")
	}
	if q.Get("counts[includeResources]") == "true" || q.Get("includeResources") == "true" {
		s.Expand = append(s.Expand, "counts.resources")
	}
	return s
}

func (r *request) groupPage(s groupSearch) answer {
	p, bad := r.page("groups", s.Cursor, s.Limit, 20, 100)
	if bad.status != 0 {
		return bad
	}
	groups, bad := s.sorted(r.org.Groups)
	if bad.status != 0 {
		return bad
	}
	found, next := in(p, groups, func(g *world.OrgGroup) bool { return r.fits(s, g) })
	return ok(map[string]any{
		"data":  each(found, func(g *world.OrgGroup) map[string]any { return r.renderGroup(g, s.Expand) }),
		"links": r.cursorLinks(p, next),
	})
}

func (s groupSearch) sorted(groups []*world.OrgGroup) ([]*world.OrgGroup, answer) {
	if len(s.SortBy) == 0 {
		return groups, answer{}
	}
	by := s.SortBy[0]
	if len(s.SortBy) > 1 || by.Field != "name" || by.Direction != "asc" && by.Direction != "desc" {
		return nil, badRequest("sortBy takes one field, name, and asc or desc")
	}
	return slices.SortedStableFunc(slices.Values(groups), func(a, b *world.OrgGroup) int {
		if by.Direction == "desc" {
			a, b = b, a
		}
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	}), answer{}
}

// fits says whether a group passes all filters.
func (r *request) fits(s groupSearch, g *world.OrgGroup) bool {
	if !r.w.Shown(g.VisibleAt) || !has(s.DirectoryIDs, r.org.UserDirectoryID) || !has(s.GroupIDs, g.ID) {
		return false
	}
	if !hasFold(s.GroupNames, g.Name) || !contains(g.Name, s.SearchTerm) {
		return false
	}
	if len(s.AccountIDs) > 0 && !slices.ContainsFunc(s.AccountIDs, g.Has) {
		return false
	}
	if len(s.RoleIDs) == 0 && len(s.ResourceIDs) == 0 && len(s.ResourceOwners) == 0 {
		return true
	}
	for ari, roles := range g.Roles {
		if has(s.ResourceIDs, ari) && has(s.ResourceOwners, r.owner(ari)) && slices.ContainsFunc(roles, func(role string) bool { return has(s.RoleIDs, role) }) {
			return true
		}
	}
	return false
}

// renderGroup shows a group; externalSynced and managedBy tell that an identity provider syncs it.
func (r *request) renderGroup(g *world.OrgGroup, expand []string) map[string]any {
	managedBy := "admins"
	if g.Synced() {
		managedBy = "external"
	}
	shown := map[string]any{
		"id": g.ID, "name": g.Name, "description": g.Description, "directoryId": r.org.UserDirectoryID,
		"managementAccess": map[string]any{"deletable": deletable(g), "modifiable": !g.Synced(), "readable": true},
		"externalSynced":   g.Synced(), "managedBy": managedBy,
	}
	counts := map[string]any{}
	if slices.Contains(expand, "counts.users") {
		counts["users"] = len(g.Members)
	}
	if slices.Contains(expand, "counts.resources") {
		counts["resources"] = len(g.Roles)
	}
	if len(counts) > 0 {
		shown["counts"] = counts
	}
	return shown
}

func deletable(g *world.OrgGroup) bool { return !g.Synced() && !g.BuiltIn && !g.IsDefault() }

// getGroup is GET …/groups/{groupId}.
func getGroup(r *request) answer {
	g, bad := r.group()
	if bad.status != 0 {
		return bad
	}
	return ok(map[string]any{"data": r.renderGroup(g, []string{"counts.users", "counts.resources"})})
}

// group is the group that the path names.
func (r *request) group() (*world.OrgGroup, answer) {
	g := r.org.Group(r.PathValue("group"))
	if g == nil || !r.w.Shown(g.VisibleAt) {
		return nil, problem(http.StatusNotFound, "ADMIN-404-10", "Not Found", "Group not found.")
	}
	return g, answer{}
}

// countGroups is GET …/groups/count.
func countGroups(r *request) answer {
	s, n := r.groupQuery(), 0
	for _, g := range r.org.Groups {
		if r.fits(s, g) {
			n++
		}
	}
	return ok(map[string]any{"count": n})
}

// groupStats is GET …/groups/stats.
func groupStats(r *request) answer {
	shown, synced := 0, 0
	for _, g := range r.org.Groups {
		if !r.w.Shown(g.VisibleAt) {
			continue
		}
		shown++
		if g.Synced() {
			synced++
		}
	}
	return ok(map[string]any{
		"totals": map[string]any{"all": shown, "managed": shown - synced, "synced": synced},
		"types":  []any{map[string]any{"type": "admins", "count": shown - synced}, map[string]any{"type": "external", "count": synced}},
	})
}
