package okta

import (
	"context"
	"encoding/json"
	"iter"
	"net/url"
	"time"
)

// Role is an admin role that a person holds.
type Role struct {
	ID, Type, Label, Status string // Type is SUPER_ADMIN, APP_ADMIN, CUSTOM, ...
}

// Token is the metadata of an API token.
type Token struct {
	ID, Name, UserID  string
	NetworkConnection string // ANYWHERE, ZONE, ...
	Created, Expires  time.Time
}

// Roles reads a person's admin roles; most orgs show them to super admins only.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/RoleAssignmentAUser/#tag/RoleAssignmentAUser/operation/listAssignedRolesForUser
func (r *Reader) Roles(ctx context.Context, userID string) ([]Role, error) {
	return collect(list[Role](ctx, r, "/api/v1/users/"+url.PathEscape(userID)+"/roles", nil))
}

// Tokens lists the org's API tokens, without the tokens themselves. None is marked as the one in use.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApiToken/#tag/ApiToken/operation/listApiTokens
func (r *Reader) Tokens(ctx context.Context) iter.Seq2[Token, error] {
	return list[Token](ctx, r, "/api/v1/api-tokens", nil)
}

// UnmarshalJSON reads a role.
func (r *Role) UnmarshalJSON(raw []byte) error {
	var in struct {
		ID     text `json:"id"`
		Type   text `json:"type"`
		Label  text `json:"label"`
		Status text `json:"status"`
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return err
	}
	*r = Role{string(in.ID), string(in.Type), string(in.Label), string(in.Status)}
	return nil
}

// UnmarshalJSON reads a token's metadata.
func (t *Token) UnmarshalJSON(raw []byte) error {
	var in struct {
		ID      text `json:"id"`
		Name    text `json:"name"`
		UserID  text `json:"userId"`
		Network struct {
			Connection text `json:"connection"`
		} `json:"network"`
		Created moment `json:"created"`
		Expires moment `json:"expiresAt"`
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return err
	}
	*t = Token{string(in.ID), string(in.Name), string(in.UserID), string(in.Network.Connection), in.Created.Time, in.Expires.Time}
	return nil
}
