package admin

import (
	"slices"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// details renders accounts of a search with what expand asks for.
type details struct {
	*request
	platformRoles, resources, access, groups bool
	products                                 []product
}

func (r *request) details(expand []string) details {
	d := details{request: r}
	d.platformRoles = slices.Contains(expand, "platformRoles")
	d.resources = slices.Contains(expand, "counts.resources")
	d.access = slices.Contains(expand, "productAccess")
	d.groups = slices.Contains(expand, "groups")
	if d.resources || d.access {
		d.products = r.products()
	}
	return d
}

// render shows an account as a user of the directory.
// https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/
func (d details) render(a *world.Account) map[string]any {
	shown := map[string]any{
		"accountId": a.ID, "accountType": "atlassian", "status": userStatus(a), "accountStatus": a.Status, "membershipStatus": membership(a),
		"addedToOrg": stamp(a.Created), "name": a.Name, "nickname": a.Name, "email": a.Email, "emailVerified": true,
		"claimStatus": claimStatus(a), "picture": d.address() + "/avatar/" + a.ID, "avatar": d.address() + "/avatar/" + a.ID,
		"managementSource": nil, "mfaEnabled": false, "jobTitle": nil, "department": nil, "organization": nil, "location": nil,
		"timeZone": nil, "deactivatedOn": nil, "forDeletion": false,
	}
	if a.Source != "" {
		shown["managementSource"] = a.Source
	}
	d.expand(shown, a)
	return shown
}

func (d details) expand(shown map[string]any, a *world.Account) {
	if d.platformRoles {
		shown["platformRoles"] = d.request.platformRoles(a)
	}
	access := []any{}
	for _, p := range d.products {
		if p.openTo(a.ID) {
			access = append(access, map[string]any{"key": p.TypeKey, "id": p.ARI, "lastActiveTimestamp": stamp(a.LastActive)})
		}
	}
	if d.access {
		shown["productAccess"] = access
	}
	if d.resources {
		shown["counts"] = map[string]any{"resources": len(access)}
	}
	if !d.groups {
		return
	}
	groups := []any{}
	for _, g := range d.org.Groups {
		if g.Has(a.ID) && d.w.Shown(g.VisibleAt) {
			groups = append(groups, map[string]any{"id": g.ID, "name": g.Name, "description": g.Description})
		}
	}
	shown["groups"] = groups
}

func claimStatus(a *world.Account) string {
	if a.Managed {
		return "managed"
	}
	return "unmanaged"
}

func userStatus(a *world.Account) string {
	if a.Status == "active" {
		return "active"
	}
	return "deactivated"
}

func membership(a *world.Account) string {
	if a.Status == "closed" {
		return "no_membership"
	}
	return "active"
}
