package site

import (
	"context"
	"iter"
	"net/url"
)

// Member is a person in a group of the site.
type Member struct {
	AccountID string `json:"accountId"`
	Email     string `json:"emailAddress"` // empty when the person restricts it
	Name      string `json:"displayName"`
	Active    bool   `json:"active"`
}

// GroupMembers lists the members of a group, inactive ones too: that a member
// is listed proves that the person reached the site.
// https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-groups/#api-rest-api-3-group-member-get
func (r *Reader) GroupMembers(ctx context.Context, groupID string) iter.Seq2[Member, error] {
	q := url.Values{"groupId": {groupID}, "includeInactiveUsers": {"true"}}
	return list(ctx, r, "/rest/api/3/group/member", q, func(m Member) string { return m.AccountID })
}

// GroupsWithAccess lists the groups that may use an application, named by the Key of its ApplicationRole.
// https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-groups/#api-rest-api-3-group-bulk-get
func (r *Reader) GroupsWithAccess(ctx context.Context, application string) iter.Seq2[GroupRef, error] {
	q := url.Values{"accessType": {"user"}, "applicationKey": {application}}
	return list(ctx, r, "/rest/api/3/group/bulk", q, func(g GroupRef) string { return g.ID + "/" + g.Name })
}
