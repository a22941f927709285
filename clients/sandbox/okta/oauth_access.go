package okta

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// granted returns whom an access token stands for, or the answer to a call without a valid one. That errors of proofs are
// E0000011 with the WWW-Authenticate header of RFC 9449 is not documented.
func (c *call) granted(scheme, text string) (*world.OktaToken, reply) {
	app := c.w.Okta.Service
	if app == nil {
		return nil, badToken(`Bearer error="invalid_token"`)
	}
	grant := app.Grants[text]
	bound := grant != nil && grant.Thumbprint != ""
	switch {
	case grant == nil || !app.Active || !grant.Expires.After(c.clock):
		return nil, badToken(scheme + ` error="invalid_token", error_description="The access token is invalid or has expired."`)
	case bound != strings.EqualFold(scheme, "DPoP"):
		return nil, badToken(`DPoP error="invalid_token", error_description="The access token is not of the scheme of the Authorization header."`)
	}
	if bound {
		if wrong := c.holds(grant, text); wrong.status != 0 {
			return nil, wrong
		}
	}
	c.grant = grant
	return &world.OktaToken{ID: app.ID, Name: app.Name, Roles: app.Roles, Created: app.Created}, reply{}
}

// holds checks the proof that goes with a bound token.
func (c *call) holds(grant *world.AccessToken, text string) reply {
	proof, thumbprint, wrong := c.proof()
	switch {
	case wrong != "":
	case proof.claims["ath"] != tokenHash(text):
		wrong = "The DPoP proof JWT 'ath' is not the access token's hash."
	case thumbprint != grant.Thumbprint:
		return badToken(`DPoP error="invalid_token", error_description="The access token is bound to another key."`)
	default:
		return reply{}
	}
	return badToken(fmt.Sprintf(`DPoP error="invalid_dpop_proof", error_description=%q`, wrong))
}

func badToken(challenge string) reply {
	out := fault(http.StatusUnauthorized, "E0000011", "Invalid token provided")
	out.header = map[string]string{"WWW-Authenticate": challenge}
	return out
}

// scopes are those that an operation takes (security of the Management API's description); operations that the
// description leaves out follow their neighbours.
func scopes(method, path string) []string {
	verb := ".manage"
	if method == http.MethodGet {
		verb = ".read"
	}
	for _, row := range [...]struct{ part, resources string }{
		{"/group-push/", "apps groups"}, {"/api/v1/apps", "apps"}, {"/api/v1/api-tokens", "apiTokens"}, {"/api/v1/groups", "groups"},
		{"/api/v1/logs", "logs"}, {"/api/v1/mappings", "profileMappings"}, {"/api/v1/meta/schemas", "schemas"},
		{"/api/v1/meta/types", "userTypes"}, {"/api/v1/org", "orgs"}, {"/api/v1/users/*/roles", "roles"},
		{"/oauth2/v1/clients", "roles"}, {"/api/v1/users", "users"},
	} {
		if strings.Contains(path, row.part) {
			var out []string
			for name := range strings.FieldsSeq(row.resources) {
				out = append(out, "okta."+name+verb)
			}
			return out
		}
	}
	return nil
}

// scoped says whether the caller's access token has the scopes of the route; managing includes reading, and an API token
// has no scopes at all. No scope lets an access token into what only knows API tokens.
// https://support.okta.com/help/s/article/insufficient-scope-error-when-making-a-request-to-an-oauth-or-management-endpoint
func (c *call) scoped(r route) bool {
	if c.grant == nil {
		return true
	}
	need := scopes(r.method, r.path)
	return r.path != "/api/v1/api-tokens/current" && !slices.ContainsFunc(need, func(s string) bool {
		return !slices.Contains(c.grant.Scopes, s) && !slices.Contains(c.grant.Scopes, strings.TrimSuffix(s, ".read")+".manage")
	})
}

// unscoped is the answer to a call that the token's scopes do not cover.
func (c *call) unscoped(r route) reply {
	out := forbidden()
	out.header = map[string]string{"WWW-Authenticate": fmt.Sprintf(
		`Bearer authorization_uri=%q, realm=%q, scope=%q, error="insufficient_scope", error_description="The access token provided does not contain the required scopes.", resource=%q`,
		c.base+"/oauth2/v1/authorize", c.base, strings.Join(scopes(r.method, r.path), " "), c.r.URL.Path)}
	return out
}
