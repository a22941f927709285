// Package okta is a hand-written client of the calls to an Okta org that provisioning needs.
// It is lenient in what it reads, exact in what it writes, and passes on what it does not know.
package okta

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta/wire"
)

// Reader reads an Okta org; it cannot write.
type Reader struct {
	conn *clients.Conn
	open *clients.Conn // without the token, for what needs none

	clientID string // of a service app; empty for an API token
}

// noToken is for what the transport authorises.
var noToken clients.Secret

// Client is a Reader that can also write.
type Client struct {
	*Reader
}

// URLError says what is wrong with a pasted address, and which one was probably meant.
type URLError = wire.URLError

// UsernameTemplate is an app's "Application username format" and "Update application username on".
type UsernameTemplate = wire.Template

// NewReader returns a Reader for the org at base, with an API token (SSWS); rt is clients.Transport in use, nil in plain tests.
// https://developer.okta.com/docs/guides/create-an-api-token/main/
func NewReader(base *url.URL, token clients.Secret, rt http.RoundTripper) *Reader {
	open := &clients.Conn{Service: "okta", Base: base, HTTP: &http.Client{Transport: rt}, DecodeError: decodeError}
	conn := *open
	conn.Authorize = func(r *http.Request) { r.Header.Set("Authorization", "SSWS "+token.Reveal()) }
	return &Reader{conn: &conn, open: open}
}

// NewClient returns a Client for the same org as NewReader would.
func NewClient(base *url.URL, token clients.Secret, rt http.RoundTripper) *Client {
	return &Client{Reader: NewReader(base, token, rt)}
}

// ParseURL reads an org's address as people paste it; every error is a *URLError.
func ParseURL(text string) (*url.URL, error) { return wire.OrgURL(text) }

// Custom reports whether an org's address is a domain of its owner's (https://developer.okta.com/docs/guides/custom-url-domain/main/).
func Custom(org *url.URL) bool { return wire.Custom(org) }

// ErrNoDefaultType is returned when an org shows no default user type.
var ErrNoDefaultType = errors.New("the org shows no default user type")

var (
	errNoOrg   = errors.New("the answer is not an Okta org's")
	errNotKept = errors.New("the mapping was accepted but is not listed")
)

func decodeError(_ int, _ http.Header, body []byte) (code, message string) { return wire.Error(body) }
