package atlassian

import (
	"context"
	"iter"
)

// Directory is a user directory of an organization. It is not the SCIM
// directory: their ids are different things.
type Directory struct {
	ID   string `json:"directoryId"`
	Name string `json:"name"`
}

// Directories lists the user directories of an organization.
// https://developer.atlassian.com/cloud/admin/organization/rest/api-group-directory/
func (r *Reader) Directories(ctx context.Context, orgID string) iter.Seq2[Directory, error] {
	return list[Directory](ctx, r.getPages(path("admin", "v2", "orgs", orgID, "directories"), pageSize))
}
