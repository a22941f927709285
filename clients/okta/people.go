package okta

import (
	"context"
	"iter"
	"net/url"
)

// UserQuery says which people are wanted.
type UserQuery struct {
	Search string // a search expression as it is; it finds deactivated people too
}

// Users searches people; a search may be some seconds behind the last change.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/#tag/User/operation/listUsers
func (r *Reader) Users(ctx context.Context, q UserQuery) iter.Seq2[User, error] {
	return list[User](ctx, r, "/api/v1/users", url.Values{"limit": {"200"}, "search": {q.Search}})
}

// UserGroups lists the groups that a person is in.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserResources/#tag/UserResources/operation/listUserGroups
func (r *Reader) UserGroups(ctx context.Context, userID string) iter.Seq2[Group, error] {
	return list[Group](ctx, r, "/api/v1/users/"+url.PathEscape(userID)+"/groups", url.Values{"limit": {"200"}})
}

// Quoted is a text as a literal of a search or filter expression.
func Quoted(text string) string { return quote(text) }
