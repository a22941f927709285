// Package atlassian reads an organization through Atlassian's admin API with an
// organization API key, and grants product access to groups.
package atlassian

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/provision-cli/provision/clients"
)

// Reader reads one organization. It has no method that changes anything.
type Reader struct {
	conn *clients.Conn
}

// Client is a Reader that can also grant roles.
type Client struct {
	*Reader
}

// NewReader returns a Reader of the admin API at base (https://api.atlassian.com),
// authorised by an organization API key. A nil rt is http.DefaultTransport.
func NewReader(base *url.URL, key clients.Secret, rt http.RoundTripper) *Reader {
	return &Reader{conn: &clients.Conn{
		Service:     "admin",
		Base:        base,
		HTTP:        &http.Client{Transport: rt},
		Authorize:   func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+key.Reveal()) },
		Accept:      "application/json",
		ContentType: "application/json",
		DecodeError: decodeError,
	}}
}

// NewClient is NewReader with the writes added.
func NewClient(base *url.URL, key clients.Secret, rt http.RoundTripper) *Client {
	return &Client{Reader: NewReader(base, key, rt)}
}

// ReadRoutes lists the routes that only read although their verb is POST,
// in the form of clients.TransportOptions.Allow.
func ReadRoutes() []string {
	return []string{
		"POST /admin/v2/orgs/{id}/directories/{id}/groups/search",
		"POST /admin/v2/orgs/{id}/directories/{id}/users/search",
		"POST /admin/v2/orgs/{id}/workspaces",
		"POST /admin/user-provisioning/v1/org/{id}/get-scim-links-for-email",
	}
}

// AllDirectories stands for every user directory that the key may manage; documented for reads only.
const AllDirectories = "-"

// path joins escaped segments below the host.
func path(segments ...string) string {
	var out strings.Builder
	for _, s := range segments {
		out.WriteString("/" + url.PathEscape(s))
	}
	return out.String()
}
