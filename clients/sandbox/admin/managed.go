package admin

import (
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// managedPage is the number of managed accounts on a page.
const managedPage = 100

// listManaged is GET /v1/orgs/{orgId}/users: the accounts of claimed domains.
// https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/
func listManaged(r *request) answer {
	p, bad := r.page("managed", "", nil, managedPage, managedPage)
	if bad.status != 0 {
		return bad
	}
	managed := func(a *world.Account) bool { return a.Managed && r.w.Shown(a.VisibleAt) }
	total := 0
	for _, a := range r.org.Accounts {
		if managed(a) {
			total++
		}
	}
	accounts, next := in(p, r.org.Accounts, managed)
	products := r.products()
	return ok(map[string]any{
		"data":  each(accounts, func(a *world.Account) map[string]any { return r.renderManaged(a, products) }),
		"meta":  map[string]any{"total": total},
		"links": r.urlLinks(p, next),
	})
}

// product is a workspace and the groups that open it.
type product struct {
	*world.Workspace
	opening []*world.OrgGroup
}

func (p product) openTo(accountID string) bool {
	for _, g := range p.opening {
		if g.Has(accountID) {
			return true
		}
	}
	return false
}

func (r *request) products() []product {
	products := make([]product, len(r.org.Workspaces))
	for i, ws := range r.org.Workspaces {
		products[i] = product{ws, r.org.Opening(ws.ARI, world.UserRole)}
	}
	return products
}

// renderManaged shows access_billable only where the organization has Guard; the variant guard-evidence leaves it out.
func (r *request) renderManaged(a *world.Account, products []product) map[string]any {
	access := []any{}
	for _, p := range products {
		if p.openTo(a.ID) {
			access = append(access, map[string]any{
				"key": p.TypeKey, "name": p.Name, "url": r.hostURL(p.Workspace), "last_active": stamp(a.LastActive),
			})
		}
	}
	shown := map[string]any{
		"account_id": a.ID, "account_type": "atlassian", "account_status": a.Status, "name": a.Name, "email": a.Email,
		"picture": r.address() + "/avatar/" + a.ID, "product_access": access,
		"links": map[string]any{"self": r.address() + "/users/" + a.ID + "/manage/profile"},
	}
	if r.w.Variant("guard-evidence") == "billable" {
		shown["access_billable"] = a.Billable && r.org.GuardActive
	}
	if !a.LastActive.IsZero() {
		shown["last_active"] = stamp(a.LastActive)
	}
	return shown
}

// stamp writes a time as ISO 8601, nothing for a time that was never.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05.000Z")
}
