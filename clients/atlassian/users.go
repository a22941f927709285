package atlassian

import (
	"context"
	"iter"
	"strings"

	"github.com/provision-cli/provision/clients"
)

// User is a person in the user directories of an organization. The enums are open.
type User struct {
	AccountID        string   `json:"accountId"`
	Email            string   `json:"email"`
	Name             string   `json:"name"`
	Status           string   `json:"status"`           // active, suspended, not_invited, deactivated, for_deletion
	AccountStatus    string   `json:"accountStatus"`    // active, inactive, closed
	MembershipStatus string   `json:"membershipStatus"` // active, suspended, no_membership
	ClaimStatus      string   `json:"claimStatus"`      // managed, unmanaged
	Source           string   `json:"managementSource"` // invited, synced, or empty
	PlatformRoles    []string `json:"platformRoles"`    // only if asked for
}

// UserQuery says which users are wanted; its filters are joined by and, the zero value asks for all.
// A list that is empty but not nil matches nobody.
type UserQuery struct {
	Emails        []string // whole addresses
	Domains       []string // e-mail domains
	GroupIDs      []string
	AccountIDs    []string
	ClaimStatus   string   // managed or unmanaged; empty for both
	Roles         []string // such as atlassian/org-admin
	PlatformRoles bool     // fill User.PlatformRoles
	Limit         int      // at most so many users; 0 for all
}

type userSearch struct {
	Cursor      string   `json:"cursor,omitempty"`
	Limit       int      `json:"limit"`
	Emails      []string `json:"emails,omitempty"`
	Domains     []string `json:"emailDomains,omitempty"`
	GroupIDs    []string `json:"groupIds,omitempty"`
	AccountIDs  []string `json:"accountIds,omitempty"`
	ClaimStatus string   `json:"claimStatus,omitempty"`
	Roles       []string `json:"roleIds,omitempty"`
	Expand      []string `json:"expand,omitempty"`
}

// Users searches the users of all user directories; an account comes once.
// https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/
func (r *Reader) Users(ctx context.Context, orgID string, q UserQuery) iter.Seq2[User, error] {
	at := path("admin", "v2", "orgs", orgID, "directories", AllDirectories, "users", "search")
	return func(yield func(User, error) bool) {
		seen := clients.Seen{}
		for _, s := range q.searches() {
			pages := r.postPages(at, func(cursor string) any { s.Cursor = cursor; return s })
			for u, err := range list[User](ctx, pages) {
				if err == nil && !seen.Add(u.AccountID) {
					continue
				}
				if !yield(u, err) || err != nil || len(seen) == q.Limit {
					return
				}
			}
		}
	}
}

// searches crosses the batches of all lists, so that the filters stay joined by and.
func (q UserQuery) searches() []userSearch {
	for _, l := range [][]string{q.Emails, q.Domains, q.GroupIDs, q.AccountIDs, q.Roles} {
		if l != nil && len(l) == 0 {
			return nil
		}
	}
	var out []userSearch
	for _, emails := range batches(q.Emails, strings.ToLower) {
		for _, domains := range batches(q.Domains, strings.ToLower) {
			for _, groups := range batches(q.GroupIDs, strings.Clone) {
				for _, accounts := range batches(q.AccountIDs, strings.Clone) {
					s := q.search()
					s.Emails, s.Domains, s.GroupIDs, s.AccountIDs = emails, domains, groups, accounts
					out = append(out, s)
				}
			}
		}
	}
	return out
}

func (q UserQuery) search() userSearch {
	s := userSearch{Limit: pageSize, ClaimStatus: q.ClaimStatus, Roles: q.Roles}
	if q.Limit > 0 {
		s.Limit = min(q.Limit, pageSize)
	}
	if q.PlatformRoles {
		s.Expand = []string{"platformRoles"}
	}
	return s
}
