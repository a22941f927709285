package admin

import (
	"net/http"
	"slices"
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// admit lets a request through: a living key, its own organization, and a scope where the key has scopes.
func (r *request) admit(to route) answer {
	secret, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	r.key = r.keyOf(secret)
	if r.key == nil {
		return gateway(http.StatusUnauthorized, "Unauthorized")
	}
	if !r.scopesAllow(to) {
		return gateway(http.StatusForbidden, "Unauthorized; scope does not match")
	}
	if org := r.PathValue("org"); org != "" && org != r.org.OrgID {
		return r.otherOrg()
	}
	r.key.LastUsed = r.w.Now()
	if id := r.PathValue("directory"); id != "" && id != r.org.UserDirectoryID && (id != "-" || r.writes(to)) {
		return problem(http.StatusNotFound, "ADMIN-404-1", "Directory not found", "No directory with id "+id)
	}
	return answer{}
}

// writes says whether a directory operation needs the real directory id: `-` is documented for reads only.
func (r *request) writes(to route) bool {
	return r.Method != http.MethodGet && !strings.HasSuffix(to.pattern, "/search")
}

func (r *request) keyOf(secret string) *world.OrgKey {
	for _, k := range r.org.Keys {
		if k.Secret == secret && secret != "" && !k.Revoked && (k.Expires.IsZero() || !r.w.Shown(k.Expires)) {
			return k
		}
	}
	return nil
}

// scopesAllow says whether the key's scopes cover an operation. The variant scoped gives every key all scopes that are
// documented, which is still too little for the operations that document none.
func (r *request) scopesAllow(to route) bool {
	if len(r.key.Scopes) > 0 {
		return slices.ContainsFunc(to.scopes, func(s string) bool { return slices.Contains(r.key.Scopes, s) })
	}
	return r.w.Variant("org-key") != "scoped" || len(to.scopes) > 0
}

// otherOrg answers for an organization that is not the key's: v1 lacks permission, v2 is stopped by the routing layer.
func (r *request) otherOrg() answer {
	switch {
	case strings.HasPrefix(r.URL.Path, "/admin/v2/"):
		return r.routing(http.StatusNotFound, "Not Found", "TCS validation failed")
	case strings.HasPrefix(r.URL.Path, "/admin/v1/"):
		return r.routing(http.StatusForbidden, "Forbidden", "User does not have permission to manage this organization")
	}
	return problem(http.StatusForbidden, "ADMIN-403-3", "Forbidden", "Not allowed to manage this organization.")
}

func unknownRoute(r *request) answer {
	return r.routing(http.StatusNotFound, "Not Found", "No operation "+r.Method+" "+r.URL.Path)
}
