package checks

import (
	"errors"
	"strings"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta/oauth"
)

// noToken says why a service app got no access token; false where err is about something else.
func noToken(err error) (Finding, bool) {
	said := oauth.Diagnose(err)
	if said == "" {
		return Finding{}, false
	}
	return Finding{
		Status: Unknown, Summary: "Could not look: " + strings.ToLower(said[:1]) + said[1:], Fix: hint(err), Refused: refused(err),
	}, true
}

// appRefused is noToken for the question about the credential itself: there a refusal is an answer.
func appRefused(err error) (Finding, bool) {
	said := oauth.Diagnose(err)
	if said == "" || !errors.Is(err, clients.ErrDenied) {
		return Finding{}, false
	}
	e, _ := errors.AsType[*oauth.Error](err) // which Diagnose has found
	f := fail(said, "When that is mended, ask again: provision check. Or give another client id and private key: provision setup.",
		Evidence{Subject: tried(e.Err), Field: "answer", Want: "200", Got: answered(e.Err)})
	f.Refused = true
	return f, true
}

// openRefused is a refusal of the org's public document, which is read without a credential: no new one would help.
func openRefused(err error) Finding {
	return Finding{
		Status: Unknown, Summary: "Could not look: " + tried(err) + " was answered " + answered(err) + ", though it is open to everybody and was asked without the token; the token was not tried.",
		Fix: "Look at what stands between this machine and the org, such as a proxy or the org's network zones; then ask again: provision check.",
	}
}
