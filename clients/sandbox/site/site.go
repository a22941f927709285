// Package site is the stand-in of one Jira and Confluence site.
package site

import (
	"net/http"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

type server struct {
	world  *world.World
	siteID string
}

// Handler answers the REST API of the site with that id; site admins sign in with e-mail and API token.
func Handler(w *world.World, siteID string) http.Handler {
	s := &server{world: w, siteID: siteID}
	mux := http.NewServeMux()
	_ = s
	return mux
}
