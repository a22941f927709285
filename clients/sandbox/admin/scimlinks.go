package admin

import (
	"cmp"
	"net/http"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// linksOfAccount is GET …/user/{accountId}/get-scim-links.
// https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-admin-apis/
func linksOfAccount(r *request) answer {
	return r.links(r.org.Linked(r.PathValue("account")))
}

// linksOfEmail is POST …/get-scim-links-for-email: the only look at a record without an account.
func linksOfEmail(r *request) answer {
	var sent struct {
		Email string `json:"email"`
	}
	if bad, ok := r.decode(&sent); !ok || sent.Email == "" {
		return orElse(bad, badBody())
	}
	return r.links(r.org.WithSCIMEmail(sent.Email))
}

// links shows records; the account is null while it is not linked, and while it is on its way.
func (r *request) links(records []world.SCIMRecord) answer {
	return ok(map[string]any{"scimLinks": each(records, func(s world.SCIMRecord) map[string]any {
		link := map[string]any{"scimUserId": s.User.ID, "atlassianAccountId": nil, "orgId": cmp.Or(s.Directory.OrgID, r.org.OrgID), "directoryId": s.Directory.ID}
		if acc := r.org.Account(s.User.AccountID); acc != nil && r.w.Shown(acc.VisibleAt) {
			link["atlassianAccountId"] = acc.ID
		}
		return link
	})})
}

// unlinkUser is PATCH …/scimUserId/{id}/unlink: the account stays as it is.
func unlinkUser(r *request) answer {
	d := r.org.Directory(r.PathValue("scim"))
	if d == nil {
		return problem(http.StatusNotFound, "ADMIN-404-1", "Not Found", "SCIM directory not found.")
	}
	u := d.User(r.PathValue("user"))
	if u == nil {
		return problem(http.StatusNotFound, "ADMIN-404-8", "Not Found", "SCIM user not found.")
	}
	changed := u.AccountID != ""
	r.org.Release(d, u.AccountID)
	u.AccountID = ""
	return answer{status: http.StatusNoContent, changed: changed}
}

// deleteRecords is DELETE …/user/{accountId}/onlyDeleteUserInDB: the account's records go from all directories, and
// its memberships must be pushed again.
func deleteRecords(r *request) answer {
	acc := r.org.Account(r.PathValue("account"))
	if acc == nil || !acc.Managed {
		return problem(http.StatusNotFound, "ADMIN-404-8", "Not Found", "Managed account not found.")
	}
	records := r.org.Linked(acc.ID)
	for _, s := range records {
		r.org.Release(s.Directory, acc.ID)
		s.Directory.RemoveUser(s.User)
	}
	return answer{status: http.StatusNoContent, changed: len(records) > 0}
}
