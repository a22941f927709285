package oauth

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta/wire"
)

// Error is a request that was not sent, because there was no token for it.
type Error struct {
	Err    error         // a *clients.Error of the token request, or what went wrong on the way
	Scopes []string      // that were asked for
	Ahead  time.Duration // how far the org's clock is ahead of this machine's
}

// Error says what was tried and what came back.
func (e *Error) Error() string { return "no access token: " + e.Err.Error() }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is makes every refusal of the app itself a refusal of the credential: Okta answers 400 to some and 401 to others.
func (e *Error) Is(target error) bool {
	refusal, answered := e.refusal()
	switch target {
	case clients.ErrNotSent:
		return true
	case clients.ErrDenied:
		return answered && refusal.Status >= 400 && refusal.Status < 500 && refusal.Status != http.StatusTooManyRequests
	}
	return false
}

func (e *Error) refusal() (*clients.Error, bool) { return errors.AsType[*clients.Error](e.Err) }

// notSent makes every error on the way to a token say that the request itself was never sent.
func notSent(err error) error {
	if own, ok := errors.AsType[*Error](err); ok {
		return own
	}
	return &Error{Err: err}
}

// Diagnose says in one sentence what a refused token request means and what to do; empty where err is none.
func Diagnose(err error) string {
	e, ok := errors.AsType[*Error](err)
	if !ok {
		return ""
	}
	refusal, ok := e.refusal()
	if !ok || refusal.Status == 0 {
		return ""
	}
	switch {
	case refusal.Code == "invalid_client" && e.Ahead.Abs() > tolerated:
		return fmt.Sprintf("The org refused the app. Its clock is %s this machine's; set this machine's clock.", apart(e.Ahead))
	case refusal.Code == "invalid_client":
		return "The org does not know this client id, or its private key: Okta Admin ▸ Applications ▸ the service app ▸ General lists the id and the public keys; the key id must be one of them."
	case lacksScope(refusal):
		return "The app was not granted all of these scopes: " + strings.Join(e.Scopes, ", ") + ". A super admin grants them: Okta Admin ▸ Applications ▸ the service app ▸ Okta API Scopes."
	case refusal.Code == "unauthorized_client":
		return "The app is not a service app with client credentials: Okta Admin ▸ Applications ▸ Create App Integration ▸ API Services."
	case refusal.Code == "invalid_dpop_proof" || refusal.Code == "use_dpop_nonce":
		return "The org refused the proof of possession (DPoP). Okta Admin ▸ Applications ▸ the service app ▸ General ▸ Require DPoP header can be unticked."
	}
	return "The org gave no access token for this app."
}

func apart(ahead time.Duration) string {
	if ahead < 0 {
		return (-ahead).Round(time.Second).String() + " behind"
	}
	return ahead.Round(time.Second).String() + " ahead of"
}

func decodeError(_ int, _ http.Header, body []byte) (code, message string) { return wire.Error(body) }
