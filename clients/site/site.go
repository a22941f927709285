// Package site reads one Jira site as its administrator: seats, default groups,
// and whether people have arrived.
package site

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"github.com/provision-cli/provision/clients"
)

// Reader reads one site. It has no method that changes anything.
type Reader struct {
	conn *clients.Conn
}

// NewReader returns a Reader of the site at base (https://example.atlassian.net),
// authorised by an administrator's e-mail address and API token. A nil rt is http.DefaultTransport.
func NewReader(base *url.URL, email string, token clients.Secret, rt http.RoundTripper) *Reader {
	return &Reader{conn: &clients.Conn{
		Service:     "site",
		Base:        base,
		HTTP:        &http.Client{Transport: rt},
		Authorize:   func(r *http.Request) { r.SetBasicAuth(email, token.Reveal()) },
		Accept:      "application/json",
		ContentType: "application/json",
		DecodeError: decodeError,
	}}
}

func (r *Reader) get(ctx context.Context, path string, q url.Values, out any) error {
	_, err := r.conn.Do(ctx, clients.Request{Method: http.MethodGet, Path: path, Query: q}, out)
	return err
}

// Administer reports whether the token's owner administers Jira on this site.
// https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-permissions/#api-rest-api-3-mypermissions-get
func (r *Reader) Administer(ctx context.Context) (bool, error) {
	var out struct {
		Permissions map[string]struct {
			Have bool `json:"havePermission"`
		} `json:"permissions"`
	}
	if err := r.get(ctx, "/rest/api/3/mypermissions", url.Values{"permissions": {"ADMINISTER"}}, &out); err != nil {
		return false, err
	}
	p, ok := out.Permissions["ADMINISTER"]
	if !ok {
		return false, errors.New("read site permissions: the answer does not mention ADMINISTER")
	}
	return p.Have, nil
}
