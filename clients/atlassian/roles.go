package atlassian

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"strings"

	"github.com/provision-cli/provision/clients"
)

// RoleUser is the role that lets a group use a product.
const RoleUser = "atlassian/user"

// RoleAssignment says which roles a group has on one resource.
type RoleAssignment struct {
	Resource string `json:"resourceId"`    // ARI, the id of a Workspace
	Owner    string `json:"resourceOwner"` // a product, or platform, project, goal
	// DefaultRole is empty unless the group is a default group of the resource.
	DefaultRole string   `json:"defaultRole"`
	Roles       []string `json:"roles"`
}

// RoleAssignments lists the roles of a group. An empty directoryID means all directories.
// https://developer.atlassian.com/cloud/admin/organization/rest/api-group-groups/
func (r *Reader) RoleAssignments(ctx context.Context, orgID, directoryID, groupID string) iter.Seq2[RoleAssignment, error] {
	if directoryID == "" {
		directoryID = AllDirectories
	}
	return list[RoleAssignment](ctx, r.getPages(rolesPath(orgID, directoryID, groupID), pageSize))
}

// AssignRole gives a group a role on a resource (the ARI of a Workspace). It
// needs the group's own directory id. The effect may take 30 seconds to be readable.
// https://developer.atlassian.com/cloud/admin/organization/rest/api-group-groups/
func (c *Client) AssignRole(ctx context.Context, orgID, directoryID, groupID, role, resource string) error {
	if directoryID == "" || directoryID == AllDirectories {
		return errors.New("assign role: the group's own directory id is needed")
	}
	if !strings.HasPrefix(resource, "ari:") {
		return fmt.Errorf("assign role: %q is not an ARI", resource)
	}
	body := struct {
		Role     string `json:"roleId"`
		Resource string `json:"resourceId"`
	}{role, resource}
	at := rolesPath(orgID, directoryID, groupID) + "/assign"
	_, err := c.conn.Do(ctx, clients.Request{Method: http.MethodPost, Path: at, Body: body}, nil)
	return err
}

func rolesPath(orgID, directoryID, groupID string) string {
	return path("admin", "v2", "orgs", orgID, "directories", directoryID, "groups", groupID, "role-assignments")
}
