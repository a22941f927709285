package okta

import (
	"context"
	"errors"
	"net/http"
	"net/url"
)

// ErrNoUser is returned where the credential is a service app's, which has no user of its own.
var ErrNoUser = errors.New("the credential is a service app's, which has no user")

// NewAppClient returns a Client for the service app with this client id; rt adds its access token, see package oauth.
// https://developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp/main/
func NewAppClient(base *url.URL, clientID string, rt http.RoundTripper) *Client {
	c := NewClient(base, noToken, rt)
	c.conn.Authorize, c.clientID = nil, clientID
	return c
}

// ClientID is the service app's; empty where the credential is an API token.
func (r *Reader) ClientID() string { return r.clientID }

// ClientRoles reads the admin roles of the service app in use.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/RoleAssignmentClient/#tag/RoleAssignmentClient/operation/listRolesForClient
func (r *Reader) ClientRoles(ctx context.Context) ([]Role, error) {
	return collect(list[Role](ctx, r, "/oauth2/v1/clients/"+url.PathEscape(r.clientID)+"/roles", nil))
}
