package atlassian

import (
	"context"
	"net/http"

	"github.com/provision-cli/provision/clients"
)

// SCIMLink ties a SCIM record to an account.
type SCIMLink struct {
	SCIMUserID  string `json:"scimUserId"`
	AccountID   string `json:"atlassianAccountId"` // empty: the record is not linked
	OrgID       string `json:"orgId"`
	DirectoryID string `json:"directoryId"` // the SCIM directory, as in its base URL
}

// SCIMLinks returns the SCIM records that hold an address, none when there is
// none; more than one means duplicates or several directories.
// https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-admin-apis/
func (r *Reader) SCIMLinks(ctx context.Context, orgID, email string) ([]SCIMLink, error) {
	var out struct {
		Links data[SCIMLink] `json:"scimLinks"`
	}
	body := struct {
		Email string `json:"email"`
	}{email}
	at := path("admin", "user-provisioning", "v1", "org", orgID, "get-scim-links-for-email")
	if _, err := r.conn.Do(ctx, clients.Request{Method: http.MethodPost, Path: at, Body: body}, &out); err != nil {
		return nil, err
	}
	if out.Links == nil {
		return nil, errNoList
	}
	return out.Links, nil
}
