package scim

import (
	"context"
	"fmt"

	"github.com/provision-cli/provision/clients"
)

// UserWithExternalID returns the record that the identity provider marked with
// its own id, or clients.ErrNotFound. The comparison is exact.
// https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-users/
func (r *Reader) UserWithExternalID(ctx context.Context, externalID string) (User, error) {
	for u, err := range r.users(ctx, equals("externalId", externalID)) {
		if err != nil {
			return User{}, err
		}
		// A server that ignores the filter answers with everybody.
		if u.ExternalID == externalID {
			return u, nil
		}
	}
	return User{}, fmt.Errorf("read /Users: no user of that externalId: %w", clients.ErrNotFound)
}
