package okta

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

func oauthRoutes() []route {
	return []route{
		{"POST", "/oauth2/v1/token", open, bucketToken, issue},
		{"GET", "/oauth2/v1/clients/*/roles", anyone, bucketOther, clientRoles},
		{"GET", "/oauth2/v1/clients/*/roles/*", anyone, bucketOther, clientRole},
	}
}

// assertionType is the only way in which a service app signs in.
const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

// skew is how far the org's clock is from this machine's.
func (s *server) skew() time.Duration {
	switch s.w.Variant("clock") {
	case "ahead":
		return 2 * time.Hour
	case "behind":
		return -2 * time.Hour
	}
	return 0
}

// oauthFault is an error of the token endpoint, which has a form of its own.
func oauthFault(status int, code, text string) reply {
	return reply{status: status, body: object{"error": code, "error_description": text}}
}

func badRequest(text string) reply {
	return oauthFault(http.StatusBadRequest, "invalid_request", text)
}

func badClient(text string) reply {
	return oauthFault(http.StatusUnauthorized, "invalid_client", text)
}

// issue gives a service app an access token for its signed assertion. The order of the checks is not documented.
// https://developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp/main/
func issue(c *call) reply {
	form, refused := c.form()
	if refused.status != 0 {
		return refused
	}
	if grant := form.Get("grant_type"); grant != "client_credentials" {
		return oauthFault(http.StatusBadRequest, "unsupported_grant_type", "The authorization grant type is not supported by the authorization server.")
	}
	app, refused := c.client(form)
	if refused.status != 0 {
		return refused
	}
	thumbprint, refused := c.possession()
	if refused.status != 0 {
		return refused
	}
	scopes, refused := c.consented(app, strings.Fields(form.Get("scope")))
	if refused.status != 0 {
		return refused
	}
	return c.grantTo(app, scopes, thumbprint)
}

// form reads the request; a parameter that comes twice is an error (RFC 6749, 3.2).
func (c *call) form() (url.Values, reply) {
	kind, _, _ := strings.Cut(c.r.Header.Get("Content-Type"), ";")
	form, err := url.ParseQuery(string(c.body))
	if strings.TrimSpace(kind) != "application/x-www-form-urlencoded" || err != nil {
		return nil, badRequest("Accept and/or Content-Type headers do not match supported values.")
	}
	for name, values := range form {
		if len(values) > 1 {
			return nil, badRequest("The parameter '" + name + "' must not be repeated.")
		}
	}
	return form, reply{}
}

// consented returns the scopes that the token will have. What happens when one of several is not granted is a variant.
func (c *call) consented(app *world.ServiceApp, asked []string) ([]string, reply) {
	if len(asked) == 0 {
		return nil, oauthFault(http.StatusBadRequest, "invalid_scope", "The authorization server resource does not have any configured default scopes, 'scope' must be provided.")
	}
	have := []string{}
	for _, s := range asked {
		if slices.Contains(app.Scopes, s) && !slices.Contains(have, s) {
			have = append(have, s)
		}
	}
	missing := slices.ContainsFunc(asked, func(s string) bool { return !slices.Contains(app.Scopes, s) })
	switch variant := c.w.Variant("oauth-scope"); {
	case !missing, variant == "subset" && len(have) > 0:
		return have, reply{}
	case variant == "refuse":
		return nil, oauthFault(http.StatusBadRequest, "invalid_scope", "One or more scopes are not configured for the authorization server resource.")
	}
	return nil, oauthFault(http.StatusBadRequest, "consent_required", "You are not allowed any of the requested scopes.")
}

// grantTo makes the token. Tokens are credentials, not part of the stored world: asking for one changes nothing.
func (c *call) grantTo(app *world.ServiceApp, scopes []string, thumbprint string) reply {
	life, err := strconv.Atoi(c.w.Variant("token-life"))
	if err != nil {
		return fault(http.StatusInternalServerError, "E0000009", "Internal Server Error")
	}
	text := "eyJ" + rand.Text() + rand.Text() + "." + rand.Text() + rand.Text()
	app.Grants[text] = &world.AccessToken{Scopes: scopes, Expires: c.clock.Add(time.Duration(life) * time.Second), Thumbprint: thumbprint}
	kind, header := "Bearer", map[string]string{"Cache-Control": "no-cache, no-store", "Pragma": "no-cache"}
	if thumbprint != "" {
		kind, header["Dpop-Nonce"] = "DPoP", c.nonce()
	}
	out := ok(object{"token_type": kind, "expires_in": life, "access_token": text, "scope": strings.Join(scopes, " ")})
	out.header = header
	return out
}
