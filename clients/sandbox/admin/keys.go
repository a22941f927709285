package admin

import "github.com/provision-cli/provision/clients/sandbox/world"

// listKeys is GET /api-access/v1/orgs/{orgId}/api-keys: organization keys only, no SCIM keys and no secrets.
// https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-api-key/
func listKeys(r *request) answer {
	p, bad := r.page("keys", "", nil, v1Page, v1Page)
	if bad.status != 0 {
		return bad
	}
	term := r.URL.Query().Get("q")
	keys, next := in(p, r.org.Keys, func(k *world.OrgKey) bool { return !k.Revoked && contains(k.Label, term) })
	a := ok(map[string]any{"data": each(keys, r.renderKey), "links": r.urlLinks(p, next)})
	a.header = r.limits(1000, 999)
	return a
}

func (r *request) renderKey(k *world.OrgKey) map[string]any {
	by := map[string]any{"id": k.CreatedBy}
	if acc := r.org.Account(k.CreatedBy); acc != nil {
		by["name"], by["email"] = acc.Name, acc.Email
	}
	scopes := k.Scopes
	if scopes == nil {
		scopes = []string{}
	}
	resource := "ari:cloud:platform::org/" + r.org.OrgID
	shown := map[string]any{
		"id": k.ID, "label": k.Label, "createdAt": stamp(k.Created), "expiresAt": stamp(k.Expires), "lastActiveAt": nil,
		"systemAccountId": "", "resource": resource, "orgId": r.org.OrgID, "createdBy": by, "scopes": scopes, "targetResources": []string{resource},
	}
	if !k.LastUsed.IsZero() {
		shown["lastActiveAt"] = stamp(k.LastUsed)
	}
	return shown
}
