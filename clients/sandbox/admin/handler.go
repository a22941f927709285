// Package admin is the stand-in of Atlassian's organization API: https://api.atlassian.com/admin.
// https://developer.atlassian.com/cloud/admin/organization/rest/intro/
package admin

import (
	"net/http"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// maxBody bounds what a request may send, in bytes.
const maxBody = 1 << 20

// server answers for the organization. Its own fields are guarded by the world's lock.
type server struct {
	world *world.World
	// late holds when the organization shows a granted role.
	late map[grant]time.Time
	// asked holds the times of the event requests of the last minute, by key and path.
	asked map[string][]time.Time
}

// request is one authorised request; its endpoint runs with the world's lock held.
type request struct {
	*http.Request
	s    *server
	w    *world.World
	org  *world.Atlassian
	key  *world.OrgKey
	body []byte
}

// answer is what an endpoint gives back.
type answer struct {
	status  int
	body    any
	header  map[string]string
	changed bool
}

// route is one operation. scopes are those that let a key with scopes in, any of them; none means that only a key
// without scopes is let in.
type route struct {
	pattern string
	scopes  []string
	run     func(*request) answer
}

// Handler answers every request under /admin/.
func Handler(w *world.World) http.Handler {
	s := &server{world: w, late: map[grant]time.Time{}, asked: map[string][]time.Time{}}
	mux := http.NewServeMux()
	for _, r := range routes() {
		mux.HandleFunc(r.pattern, s.serve(r))
	}
	return mux
}

func routes() []route {
	const v1, v2 = "/admin/v1/orgs", "/admin/v2/orgs/{org}"
	const groups, users = v2 + "/directories/{directory}/groups", v2 + "/directories/{directory}/users"
	const links, keys = "/admin/user-provisioning/v1/org/{org}", "/admin/api-access/v1/orgs/{org}"
	return []route{
		{"GET " + v1, nil, listOrgs},
		{"GET " + v1 + "/{org}", []string{"read:orgs:admin"}, getOrg},
		{"GET " + v1 + "/{org}/domains", []string{"read:domains:admin"}, listDomains},
		{"GET " + v1 + "/{org}/domains/{domain}", []string{"read:domains:admin"}, getDomain},
		{"GET " + v1 + "/{org}/users", []string{"read:accounts:admin"}, listManaged},
		{"GET " + v1 + "/{org}/events", []string{"read:events:admin"}, listEvents},
		{"GET " + v1 + "/{org}/events-stream", []string{"read:events:admin"}, streamEvents},
		{"GET " + v1 + "/{org}/events/{event}", []string{"read:events:admin"}, getEvent},
		{"GET " + v1 + "/{org}/event-actions", []string{"read:events:admin"}, listEventActions},
		{"GET " + v1 + "/{org}/policies", nil, listPolicies},
		{"GET " + v1 + "/{org}/policies/{policy}", nil, getPolicy},
		{"GET " + v2 + "/directories", []string{"read:directories:admin"}, listDirectories},
		{"POST " + groups + "/search", nil, searchGroups},
		{"GET " + groups, []string{"read:groups:admin"}, listGroups},
		{"POST " + groups, nil, createGroup},
		{"GET " + groups + "/count", nil, countGroups},
		{"GET " + groups + "/stats", nil, groupStats},
		{"GET " + groups + "/{group}", nil, getGroup},
		{"DELETE " + groups + "/{group}", nil, deleteGroup},
		{"POST " + groups + "/{group}/memberships", nil, addMember},
		{"DELETE " + groups + "/{group}/memberships/{account}", nil, removeMember},
		{"GET " + groups + "/{group}/role-assignments", []string{"read:groups:admin"}, listRoleAssignments},
		{"POST " + groups + "/{group}/role-assignments/assign", nil, assignRole},
		{"POST " + groups + "/{group}/role-assignments/revoke", nil, revokeRole},
		{"POST " + users + "/search", nil, searchUsers},
		{"GET " + users + "/count", nil, countUsers},
		{"POST " + v2 + "/workspaces", []string{"read:workspaces:admin"}, queryWorkspaces},
		{"GET " + links + "/user/{account}/get-scim-links", nil, linksOfAccount},
		{"POST " + links + "/get-scim-links-for-email", nil, linksOfEmail},
		{"PATCH " + links + "/scimDirectoryId/{scim}/scimUserId/{user}/unlink", nil, unlinkUser},
		{"DELETE " + links + "/user/{account}/onlyDeleteUserInDB", nil, deleteRecords},
		{"GET " + keys + "/api-keys", []string{"read:tokens:admin", "read:keys:admin"}, listKeys},
		{"/admin/", nil, unknownRoute},
	}
}
