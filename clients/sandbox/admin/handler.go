// Package admin is the stand-in of Atlassian's organization API: https://api.atlassian.com/admin.
// https://developer.atlassian.com/cloud/admin/organization/rest/intro/
package admin

import (
	"net/http"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// Handler answers every request under /admin/.
func Handler(w *world.World) http.Handler {
	return http.NewServeMux()
}
