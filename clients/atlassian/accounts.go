package atlassian

import (
	"context"
	"iter"
)

// Account is a managed account: one whose address is on a claimed domain.
type Account struct {
	ID       string `json:"account_id"`
	Email    string `json:"email"` // empty when the person restricts it
	Name     string `json:"name"`
	Status   string `json:"account_status"`  // active, inactive, closed
	Billable bool   `json:"access_billable"` // counts for Guard: evidence of a subscription
}

// ManagedAccounts lists the managed accounts of an organization.
// https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/
func (r *Reader) ManagedAccounts(ctx context.Context, orgID string) iter.Seq2[Account, error] {
	return list[Account](ctx, r.getPages(path("admin", "v1", "orgs", orgID, "users"), 0))
}
