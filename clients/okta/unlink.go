package okta

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"github.com/provision-cli/provision/clients"
)

// UnlinkPushMapping ends a push mapping that is not ACTIVE; the group stays in the app as it is, with its members, and is
// no longer kept in step. One that is gone already is no error. The form that deletes the group in the app has no method:
// people lose with it whatever the group opens.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/GroupPushMapping/#tag/GroupPushMapping/operation/deleteGroupPushMapping
func (c *Client) UnlinkPushMapping(ctx context.Context, appID, mappingID string) error {
	_, err := c.conn.Do(ctx, clients.Request{
		Method: http.MethodDelete, Path: pushPath(appID) + "/" + url.PathEscape(mappingID),
		Query: url.Values{"deleteTargetGroup": {"false"}},
	}, nil)
	if errors.Is(err, clients.ErrNotFound) {
		return nil
	}
	return err
}
