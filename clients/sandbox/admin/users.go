package admin

import (
	"net/url"
	"slices"
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// userSearch is the body of POST …/users/search.
type userSearch struct {
	Cursor           string    `json:"cursor"`
	Limit            *int      `json:"limit"`
	AccountIDs       []string  `json:"accountIds"`
	DirectoryIDs     []string  `json:"directoryIds"`
	ResourceIDs      []string  `json:"resourceIds"`
	GroupIDs         []string  `json:"groupIds"`
	MFAEnabled       *bool     `json:"mfaEnabled"`
	ClaimStatus      string    `json:"claimStatus"`
	Status           []string  `json:"status"`
	AccountStatus    []string  `json:"accountStatus"`
	MembershipStatus []string  `json:"membershipStatus"`
	RoleIDs          []string  `json:"roleIds"`
	EmailDomains     []string  `json:"emailDomains"`
	SearchTerm       string    `json:"searchTerm"`
	Emails           []string  `json:"emails"`
	Expand           []string  `json:"expand"`
	SortBy           []sorting `json:"sortBy"`
}

// searchUsers is POST /v2/orgs/{orgId}/directories/{directoryId}/users/search.
// https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/
func searchUsers(r *request) answer {
	var s userSearch
	if bad, ok := r.decode(&s); !ok {
		return bad
	}
	if len(s.Emails) > 0 && s.SearchTerm != "" {
		return badRequest("emails cannot be combined with searchTerm")
	}
	if !has([]string{"", "managed", "unmanaged"}, s.ClaimStatus) {
		return badRequest("claimStatus must be managed or unmanaged")
	}
	p, bad := r.page("users", s.Cursor, s.Limit, 50, 100)
	if bad.status != 0 {
		return bad
	}
	fits := r.userFilter(s)
	found, next := in(p, r.candidates(s), fits)
	details := r.details(s.Expand)
	return ok(map[string]any{
		"data":  each(found, details.render),
		"links": r.cursorLinks(p, next),
	})
}

// countUsers is GET …/users/count.
func countUsers(r *request) answer {
	s := userQuery(r.URL.Query())
	fits, n := r.userFilter(s), 0
	for _, a := range r.candidates(s) {
		if fits(a) {
			n++
		}
	}
	return ok(map[string]any{"count": n})
}

func userQuery(q url.Values) userSearch {
	s := userSearch{
		AccountIDs: all(q, "accountIds"), DirectoryIDs: all(q, "directoryIds"), ResourceIDs: all(q, "resourceIds"),
		GroupIDs: all(q, "groupIds"), ClaimStatus: q.Get("claimStatus"), Status: all(q, "status"), AccountStatus: all(q, "accountStatus"),
		MembershipStatus: all(q, "membershipStatus"), RoleIDs: all(q, "roleIds"), EmailDomains: all(q, "emailDomains"), SearchTerm: q.Get("searchTerm"),
	}
	if q.Has("mfaEnabled") {
		enabled := q.Get("mfaEnabled") == "true"
		s.MFAEnabled = &enabled
	}
	return s
}

// candidates are the accounts among which a search looks: the world's indexes spare it the whole list.
func (r *request) candidates(s userSearch) []*world.Account {
	switch {
	case len(s.Emails) > 0:
		return distinct(s.Emails, r.org.AccountWithEmail)
	case len(s.AccountIDs) > 0:
		return distinct(s.AccountIDs, r.org.Account)
	case len(s.GroupIDs) > 0:
		var ids []string
		for _, id := range s.GroupIDs {
			if g := r.org.Group(id); g != nil && r.w.Shown(g.VisibleAt) {
				ids = append(ids, g.Members...)
			}
		}
		return distinct(ids, r.org.Account)
	}
	return r.org.Accounts
}

func distinct(keys []string, find func(string) *world.Account) []*world.Account {
	seen := make(map[*world.Account]bool, len(keys))
	found := make([]*world.Account, 0, len(keys))
	for _, k := range keys {
		if a := find(k); a != nil && !seen[a] {
			seen[a] = true
			found = append(found, a)
		}
	}
	return found
}

// userFilter is the conjunction of all filters of a search.
func (r *request) userFilter(s userSearch) func(*world.Account) bool {
	holders := r.holders(s.RoleIDs, s.ResourceIDs)
	return func(a *world.Account) bool {
		_, domain, _ := strings.Cut(a.Email, "@")
		return r.w.Shown(a.VisibleAt) && (holders == nil || holders[a.ID]) &&
			has(s.DirectoryIDs, r.org.UserDirectoryID) && has(s.AccountIDs, a.ID) && hasFold(s.Emails, a.Email) && hasFold(s.EmailDomains, domain) &&
			(s.ClaimStatus == "" || s.ClaimStatus == claimStatus(a)) && has(s.Status, userStatus(a)) && has(s.AccountStatus, a.Status) &&
			has(s.MembershipStatus, membership(a)) && (contains(a.Name, s.SearchTerm) || contains(a.Email, s.SearchTerm)) &&
			(s.MFAEnabled == nil || !*s.MFAEnabled) && r.inAny(s.GroupIDs, a.ID)
	}
}

func (r *request) inAny(groupIDs []string, accountID string) bool {
	return len(groupIDs) == 0 || slices.ContainsFunc(groupIDs, func(id string) bool {
		g := r.org.Group(id)
		return g != nil && g.Has(accountID)
	})
}

// holders are the accounts that have one of the roles on one of the resources; nil lets everybody through.
func (r *request) holders(roles, resources []string) map[string]bool {
	if len(roles) == 0 && len(resources) == 0 {
		return nil
	}
	ids := map[string]bool{}
	for _, g := range r.org.Groups {
		for ari, given := range g.Roles {
			if has(resources, ari) && slices.ContainsFunc(given, func(role string) bool { return has(roles, role) }) {
				for _, id := range g.Members {
					ids[id] = true
				}
			}
		}
	}
	for _, a := range r.org.Accounts {
		if len(resources) == 0 && slices.ContainsFunc(r.platformRoles(a), func(role string) bool { return slices.Contains(roles, role) }) {
			ids[a.ID] = true
		}
	}
	return ids
}

// platformRoles are the roles over the organization and its sites.
func (r *request) platformRoles(a *world.Account) []string {
	roles := []string{}
	if a.OrgAdmin {
		roles = append(roles, "atlassian/org-admin")
	}
	for _, site := range r.org.Sites {
		if slices.ContainsFunc(site.Admins, func(l world.SiteLogin) bool { return l.AccountID == a.ID }) {
			return append(roles, "atlassian/site-admin")
		}
	}
	return roles
}
