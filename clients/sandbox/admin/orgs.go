package admin

import (
	"net/http"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// v1Page is the number of elements on a page of the v1 lists, which take no limit.
const v1Page = 50

// listOrgs is GET /v1/orgs: a key belongs to one organization.
// https://developer.atlassian.com/cloud/admin/organization/rest/api-group-orgs/
func listOrgs(r *request) answer {
	p, bad := r.page("orgs", "", nil, v1Page, v1Page)
	if bad.status != 0 {
		return bad
	}
	orgs, next := in(p, []*world.Atlassian{r.org}, nil)
	return ok(map[string]any{"data": each(orgs, r.renderOrg), "links": r.urlLinks(p, next)})
}

// getOrg is GET /v1/orgs/{orgId}.
func getOrg(r *request) answer { return ok(map[string]any{"data": r.renderOrg(r.org)}) }

func (r *request) renderOrg(a *world.Atlassian) map[string]any {
	self := r.address() + "/admin/v1/orgs/" + a.OrgID
	related := func(what string) any { return map[string]any{"links": map[string]any{"related": self + what}} }
	return map[string]any{
		"id": a.OrgID, "type": "orgs", "attributes": map[string]any{"name": a.OrgName},
		"relationships": map[string]any{"domains": related("/domains"), "users": related("/users")},
		"links":         map[string]any{"self": self},
	}
}

// listDomains is GET /v1/orgs/{orgId}/domains.
// https://developer.atlassian.com/cloud/admin/organization/rest/api-group-domains/
func listDomains(r *request) answer {
	p, bad := r.page("domains", "", nil, v1Page, v1Page)
	if bad.status != 0 {
		return bad
	}
	domains, next := in(p, r.org.Domains, nil)
	return ok(map[string]any{"data": each(domains, r.renderDomain), "links": r.urlLinks(p, next)})
}

// getDomain is GET /v1/orgs/{orgId}/domains/{domainId}.
func getDomain(r *request) answer {
	for _, d := range r.org.Domains {
		if d.ID == r.PathValue("domain") {
			return ok(map[string]any{"data": r.renderDomain(d)})
		}
	}
	return problem(http.StatusNotFound, "ADMIN-404-3", "Not Found", "Domain not found.")
}

// renderDomain shows the claim's status. What a verified and unclaimed domain shows is not documented (ACCESS-1808).
func (r *request) renderDomain(d *world.Domain) map[string]any {
	status := "unverified"
	if d.Verified && (d.Claimed || r.w.Variant("domain-unclaimed") == "verified") {
		status = "verified"
	}
	if d.Superseded {
		status = "superseded"
	}
	kind := d.ClaimType
	if kind == "" {
		kind = "dns"
	}
	return map[string]any{
		"id": d.ID, "type": "domains",
		"attributes": map[string]any{"name": d.Name, "claim": map[string]any{"type": kind, "status": status}},
		"links":      map[string]any{"self": r.address() + "/admin/v1/orgs/" + r.org.OrgID + "/domains/" + d.ID},
	}
}

// listDirectories is GET /v2/orgs/{orgId}/directories: user directories, which are not SCIM directories.
// https://developer.atlassian.com/cloud/admin/organization/rest/api-group-directory/
func listDirectories(r *request) answer {
	p, bad := r.page("directories", "", nil, 20, 100)
	if bad.status != 0 {
		return bad
	}
	q := r.URL.Query()
	ids, term, account := all(q, "directoryIds"), q.Get("searchTerm"), q.Get("accountId")
	found, next := in(p, []string{"Primary Directory"}, func(name string) bool {
		return has(ids, r.org.UserDirectoryID) && contains(name, term) && (account == "" || r.org.Account(account) != nil)
	})
	return ok(map[string]any{
		"data": each(found, func(name string) map[string]any {
			return map[string]any{"directoryId": r.org.UserDirectoryID, "name": name, "icon": r.address() + "/directory.png"}
		}),
		"links": r.cursorLinks(p, next),
	})
}

// listPolicies is GET /v1/orgs/{orgId}/policies: the organization has none.
// https://developer.atlassian.com/cloud/admin/organization/rest/api-group-policies/
func listPolicies(*request) answer {
	return ok(map[string]any{"data": []any{}, "meta": map[string]any{"next": nil, "page_size": 0}, "links": map[string]any{}})
}

// getPolicy is GET /v1/orgs/{orgId}/policies/{policyId}.
func getPolicy(*request) answer {
	return problem(http.StatusNotFound, "ADMIN-404-4", "Not Found", "Policy not found.")
}
