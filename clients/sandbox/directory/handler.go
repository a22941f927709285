// Package directory is the stand-in of Atlassian's SCIM directories: https://api.atlassian.com/scim/directory/{id}.
// https://developer.atlassian.com/cloud/admin/user-provisioning/rest/intro/
package directory

import (
	"net/http"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// maxBody bounds what a request may send, in bytes.
const maxBody = 16 << 20

// server answers for all directories of the organization.
type server struct {
	world  *world.World
	emails map[*world.Directory]*addresses
}

// request is one authorised request to one directory; its endpoint runs with the world's lock held.
type request struct {
	*http.Request
	s    *server
	w    *world.World
	dir  *world.Directory
	base string
	body []byte
}

// answer is what an endpoint gives back.
type answer struct {
	status  int
	body    any
	changed bool
}

// Handler answers every request under /scim/directory/.
func Handler(w *world.World) http.Handler {
	s := &server{world: w, emails: map[*world.Directory]*addresses{}}
	mux := http.NewServeMux()
	const base = "/scim/directory/{directory}"
	for route, endpoint := range map[string]func(*request) answer{
		"GET " + base + "/ServiceProviderConfig": serviceProviderConfig,
		"GET " + base + "/ResourceTypes":         resourceTypes,
		"GET " + base + "/ResourceTypes/{name}":  resourceType,
		"GET " + base + "/Schemas":               schemas,
		"GET " + base + "/Schemas/{urn}":         schema,
		"GET " + base + "/Users":                 listUsers,
		"POST " + base + "/Users":                createUser,
		"GET " + base + "/Users/{id}":            getUser,
		"PUT " + base + "/Users/{id}":            replaceUser,
		"PATCH " + base + "/Users/{id}":          patchUser,
		"DELETE " + base + "/Users/{id}":         deleteUser,
		"GET " + base + "/Groups":                listGroups,
		"POST " + base + "/Groups":               createGroup,
		"GET " + base + "/Groups/{id}":           getGroup,
		"PUT " + base + "/Groups/{id}":           replaceGroup,
		"PATCH " + base + "/Groups/{id}":         patchGroup,
		"DELETE " + base + "/Groups/{id}":        deleteGroup,
		base:                                     unknownRoute,
		base + "/":                               unknownRoute,
	} {
		mux.HandleFunc(route, s.serve(endpoint))
	}
	return mux
}
