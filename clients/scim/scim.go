// Package scim reads one SCIM directory of an Atlassian organization. It never
// writes: the records in it are Okta's to make.
package scim

import (
	"net/http"
	"net/url"

	"github.com/provision-cli/provision/clients"
)

// Reader reads one directory.
type Reader struct {
	conn *clients.Conn
}

// NewReader returns a Reader of the directory at base (…/scim/directory/ID, see
// ParseBaseURL), authorised by the directory's own key. A nil rt is http.DefaultTransport.
func NewReader(base *url.URL, key clients.Secret, rt http.RoundTripper) *Reader {
	return &Reader{conn: &clients.Conn{
		Service:     "scim",
		Base:        base,
		HTTP:        &http.Client{Transport: rt},
		Authorize:   func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+key.Reveal()) },
		Accept:      "application/scim+json, application/json",
		ContentType: "application/scim+json",
		DecodeError: decodeError,
	}}
}
