package site

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

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

// page is the part of a list that was asked for.
type page struct{ start, size int }

func (r *request) page() (page, answer) {
	p := page{0, pageLimit}
	q := r.URL.Query()
	for name, into := range map[string]*int{"startAt": &p.start, "maxResults": &p.size} {
		if !q.Has(name) {
			continue
		}
		n, err := strconv.Atoi(q.Get(name))
		if err != nil || n < 0 {
			return p, problem(http.StatusBadRequest, name+" is not a positive number: "+q.Get(name))
		}
		*into = n
	}
	p.size = min(p.size, pageLimit)
	return p, answer{}
}

// list answers one page of n elements; nextPage is there while there is more.
func (r *request) list(p page, n int, element func(int) any) answer {
	from := min(p.start, n)
	to := min(from+p.size, n)
	values := make([]any, 0, to-from)
	for i := from; i < to; i++ {
		values = append(values, element(i))
	}
	body := map[string]any{
		"self": r.at(p, p.start), "maxResults": p.size, "startAt": p.start, "total": n, "isLast": to == n, "values": values,
	}
	if to < n {
		body["nextPage"] = r.at(p, to)
	}
	return answer{http.StatusOK, body}
}

// at is the URL of a page.
func (r *request) at(p page, start int) string {
	q := r.URL.Query()
	q.Set("startAt", strconv.Itoa(start))
	q.Set("maxResults", strconv.Itoa(p.size))
	return r.address() + r.URL.Path + "?" + q.Encode()
}

// myPermissions is GET /mypermissions; permissions names those that are asked for.
// https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-permissions/
func myPermissions(r *request) answer {
	asked := r.URL.Query().Get("permissions")
	if asked == "" {
		return problem(http.StatusBadRequest, "The 'permissions' query parameter is required.")
	}
	shown := map[string]any{}
	for key := range strings.SplitSeq(asked, ",") {
		name, id, has := "", "", false
		switch key {
		case "ADMINISTER":
			name, id, has = "Administer Jira", "0", r.admin
		case "USER_PICKER":
			name, id, has = "Browse users and groups", "27", true
		default:
			return problem(http.StatusBadRequest, "Unrecognized permissions: "+key)
		}
		shown[key] = map[string]any{"id": id, "key": key, "name": name, "type": "GLOBAL", "description": name, "havePermission": has}
	}
	return answer{http.StatusOK, map[string]any{"permissions": shown}}
}

// myself is GET /myself.
// https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-myself/
func myself(r *request) answer {
	acc := r.org.Account(r.login.AccountID)
	if acc == nil {
		acc = &world.Account{ID: r.login.AccountID, Email: r.login.Email, Name: r.login.Email, Status: "active"}
	}
	return answer{http.StatusOK, r.renderAccount(acc)}
}
