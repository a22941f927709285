package atlassian

import (
	"context"
	"iter"
	"strings"
)

// Group is a group of an organization.
type Group struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Description string `json:"description"`
	DirectoryID string `json:"directoryId"` // the user directory; writes need it
	ManagedBy   string `json:"managedBy"`   // external, admins, team-members, open, or a value not documented
	// ExternalSynced is true for a group that an identity provider made.
	ExternalSynced bool `json:"externalSynced"`
}

// GroupQuery says which groups are wanted. The zero value asks for none.
type GroupQuery struct {
	Names []string // whole names, compared without case
	IDs   []string
	// AccountIDs asks for the groups that hold one of these accounts; Names and IDs are ignored.
	AccountIDs []string
	All        bool // every group of the organization; the others are ignored
}

type groupSearch struct {
	Cursor string   `json:"cursor,omitempty"`
	Limit  int      `json:"limit"`
	Names  []string `json:"groupNames,omitempty"`
	IDs    []string `json:"groupIds,omitempty"`

	AccountIDs []string `json:"accountIds,omitempty"`
}

// Groups searches the groups of all user directories; a group found by name and by id comes once.
// https://developer.atlassian.com/cloud/admin/organization/rest/api-group-groups/
func (r *Reader) Groups(ctx context.Context, orgID string, q GroupQuery) iter.Seq2[Group, error] {
	at := path("admin", "v2", "orgs", orgID, "directories", AllDirectories, "groups", "search")
	return func(yield func(Group, error) bool) {
		seen := map[string]bool{}
		for _, s := range q.searches() {
			pages := r.postPages(at, func(cursor string) any { s.Cursor = cursor; return s })
			for g, err := range list[Group](ctx, pages) {
				if err == nil && seen[g.ID] {
					continue
				}
				seen[g.ID] = true
				if !yield(g, err) || err != nil {
					return
				}
			}
		}
	}
}

// searches never names groups and ids together: the API refuses that.
func (q GroupQuery) searches() []groupSearch {
	if q.All {
		return []groupSearch{{Limit: pageSize}}
	}
	var out []groupSearch
	if len(q.AccountIDs) > 0 {
		for _, ids := range batches(q.AccountIDs, strings.Clone) {
			out = append(out, groupSearch{Limit: pageSize, AccountIDs: ids})
		}
		return out
	}
	if len(q.Names) > 0 {
		for _, names := range batches(q.Names, strings.ToLower) {
			out = append(out, groupSearch{Limit: pageSize, Names: names})
		}
	}
	if len(q.IDs) > 0 {
		for _, ids := range batches(q.IDs, strings.Clone) {
			out = append(out, groupSearch{Limit: pageSize, IDs: ids})
		}
	}
	return out
}
