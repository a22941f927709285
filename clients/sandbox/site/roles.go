package site

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// listApplicationRoles is GET /applicationrole: Jira's products, their groups, default groups and seats.
// https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-application-roles/
func listApplicationRoles(r *request) answer {
	roles := []any{}
	for _, ws := range r.jira() {
		roles = append(roles, r.renderRole(ws))
	}
	return answer{http.StatusOK, roles}
}

// getApplicationRole is GET /applicationrole/{key}.
func getApplicationRole(r *request) answer {
	if ws := r.product(r.PathValue("key")); ws != nil {
		return answer{http.StatusOK, r.renderRole(ws)}
	}
	return problem(http.StatusNotFound, "The application role does not exist.")
}

// jira are the site's products that Jira knows; Confluence is none of them.
func (r *request) jira() []*world.Workspace {
	var found []*world.Workspace
	for _, ws := range r.org.Workspaces {
		if ws.SiteID == r.site.ID && strings.HasPrefix(ws.TypeKey, "jira-") {
			found = append(found, ws)
		}
	}
	return found
}

func (r *request) product(key string) *world.Workspace {
	for _, ws := range r.jira() {
		if ws.TypeKey == key {
			return ws
		}
	}
	return nil
}

func (r *request) renderRole(ws *world.Workspace) map[string]any {
	var opening, byDefault []*world.OrgGroup
	for _, g := range r.org.Opening(ws.ARI, world.UserRole) {
		if r.shows(g) {
			opening = append(opening, g)
		}
	}
	for _, g := range r.org.Groups {
		if g.Default[ws.ARI] == world.UserRole && r.shows(g) {
			byDefault = append(byDefault, g)
		}
	}
	used := len(r.org.SeatHolders(ws.ARI))
	shown := map[string]any{
		"key": ws.TypeKey, "name": roleName(ws.TypeKey), "selectedByDefault": false, "defined": true, "platform": ws.TypeKey == "jira-core",
		"numberOfSeats": ws.Seats, "remainingSeats": max(ws.Seats-used, 0), "userCount": used, "hasUnlimitedSeats": ws.Seats < 0,
		"userCountDescription": strconv.Itoa(used) + " users",
	}
	if ws.Seats < 0 {
		shown["remainingSeats"] = -1
	}
	shown["groups"], shown["groupDetails"] = r.named(opening)
	shown["defaultGroups"], shown["defaultGroupsDetails"] = r.named(byDefault)
	return shown
}

// named lists groups the two ways in which Jira does.
func (r *request) named(groups []*world.OrgGroup) (names []string, details []any) {
	names, details = []string{}, []any{}
	for _, g := range groups {
		names = append(names, g.Name)
		details = append(details, map[string]any{
			"name": g.Name, "groupId": g.ID, "self": r.address() + "/rest/api/3/group?groupId=" + g.ID,
		})
	}
	return names, details
}

func roleName(key string) string {
	switch key {
	case "jira-software":
		return "Jira Software"
	case "jira-servicedesk":
		return "Jira Service Desk"
	case "jira-core":
		return "Jira Core"
	case "jira-product-discovery":
		return "Jira Product Discovery"
	}
	return key
}

// license is GET /instance/license.
// https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-license-metrics/
func license(r *request) answer {
	applications := []any{}
	for _, ws := range r.jira() {
		applications = append(applications, map[string]any{"id": ws.TypeKey, "plan": "PAID"})
	}
	return answer{http.StatusOK, map[string]any{"applications": applications}}
}
