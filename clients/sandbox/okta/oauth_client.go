package okta

import (
	"net/url"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// longest is how far ahead an assertion may expire.
const longest = time.Hour

// client returns the service app that signed the request's assertion.
func (c *call) client(form url.Values) (*world.ServiceApp, reply) {
	if form.Get("client_assertion_type") != assertionType {
		return nil, badClient("The client_assertion_type is invalid: it must be '" + assertionType + "'.")
	}
	signed, err := parseJWT(form.Get("client_assertion"))
	if err != nil {
		return nil, badClient("The client_assertion token is not a valid JWT.")
	}
	app := c.w.Okta.Service
	id, _ := signed.claims["iss"].(string)
	switch subject, _ := signed.claims["sub"].(string); {
	case app == nil || id != app.ID || !app.Active:
		return nil, badClient("Invalid value for 'client_id' parameter.")
	case subject != id:
		return nil, badClient("The client_assertion token must have the same 'iss' and 'sub'.")
	case form.Has("client_id") && form.Get("client_id") != id:
		return nil, badClient("The 'client_id' parameter does not match the client_assertion token.")
	}
	key := app.Keys[signed.text("kid")]
	if key == nil {
		return nil, badClient("The client_assertion token's 'kid' is not among the app's keys.")
	}
	if !signed.by(key) {
		return nil, badClient("The client_assertion signature is invalid.")
	}
	if text := c.timely(signed); text != "" {
		return nil, badClient(text)
	}
	return app, reply{}
}

// timely says what is wrong with an assertion's audience, times, or id; it is empty for a good one.
func (c *call) timely(signed jwt) string {
	if !signed.meantFor(c.base + "/oauth2/v1/token") {
		return "The audience claim for client_assertion must be the endpoint invoked for the request."
	}
	expires, ok := signed.when("exp")
	switch {
	case !ok:
		return "The client_assertion token must have an 'exp' claim."
	case !expires.After(c.clock):
		return "The client_assertion token is expired."
	case expires.After(c.clock.Add(longest)):
		return "The client_assertion token has an expiration that is too far into the future."
	}
	if issued, ok := signed.when("iat"); ok && issued.After(c.clock.Add(tolerance)) {
		return "The client_assertion token was issued in the future."
	}
	if id, ok := signed.claims["jti"].(string); ok && !c.once("assertion "+id, expires) {
		return "The client_assertion token has been used already."
	}
	return ""
}

// once says whether an id is seen for the first time; it is kept until the time when its token is too old anyway.
func (c *call) once(id string, until time.Time) bool {
	for old, end := range c.used {
		if end.Before(c.clock) {
			delete(c.used, old)
		}
	}
	if _, seen := c.used[id]; seen {
		return false
	}
	c.used[id] = until
	return true
}
