package okta

import (
	"context"
	"encoding/json"
	"iter"
	"net/http"
	"net/url"
	"time"

	"github.com/provision-cli/provision/clients"
)

// PushMapping is a group that Okta pushes into an app. ACTIVE says only that Okta holds the mapping: whether the group
// arrived is seen in the directory. ERROR is proof of failure.
type PushMapping struct {
	ID            string
	GroupID       string // of the Okta group
	TargetGroupID string // of the group that Okta keeps for the app
	Status        string // ACTIVE, INACTIVE, ERROR
	ErrorSummary  string // most orgs never show it
	LastPush      time.Time
	Created       time.Time
	LastUpdated   time.Time
}

// PushMappings lists an app's pushed groups.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/GroupPushMapping/#tag/GroupPushMapping/operation/listGroupPushMappings
func (r *Reader) PushMappings(ctx context.Context, appID string) iter.Seq2[PushMapping, error] {
	return list[PushMapping](ctx, r, pushPath(appID), url.Values{"limit": {"1000"}})
}

// PushMapping reads one pushed group.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/GroupPushMapping/#tag/GroupPushMapping/operation/getGroupPushMapping
func (r *Reader) PushMapping(ctx context.Context, appID, id string) (PushMapping, error) {
	return one[PushMapping](ctx, r, pushPath(appID)+"/"+url.PathEscape(id))
}

// CreatePushMapping pushes a group under a name. When it is not known whether the first request arrived,
// the mapping is looked for before the request is sent once more.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/GroupPushMapping/#tag/GroupPushMapping/operation/createGroupPushMapping
func (c *Client) CreatePushMapping(ctx context.Context, appID, groupID, targetName string) (PushMapping, error) {
	m, err := c.createPush(ctx, appID, groupID, targetName)
	if err == nil && m.ID != "" {
		return m, nil
	}
	if err != nil && (!clients.Uncertain(err) || ctx.Err() != nil) {
		return PushMapping{}, err
	}
	found, ok, readErr := c.pushOf(ctx, appID, groupID)
	switch {
	case readErr != nil:
		return PushMapping{}, readErr
	case ok:
		return found, nil
	case err == nil:
		return PushMapping{}, &clients.Error{Service: c.conn.Service, Method: http.MethodPost, Path: pushPath(appID), Err: errNotKept}
	}
	return c.createPush(ctx, appID, groupID, targetName)
}

// SetPushMapping sets a pushed group's status. INACTIVE and then ACTIVE is the only form of a second push that the API has;
// whether Okta then pushes again is documented for the first push only, so the directory must tell.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/GroupPushMapping/#tag/GroupPushMapping/operation/updateGroupPushMapping
func (c *Client) SetPushMapping(ctx context.Context, appID, mappingID, status string) (PushMapping, error) {
	request := clients.Request{
		Method: http.MethodPatch, Path: pushPath(appID) + "/" + url.PathEscape(mappingID),
		Body: map[string]string{"status": status},
	}
	var m PushMapping
	_, err := c.conn.Do(ctx, request, &m)
	if clients.Uncertain(err) && ctx.Err() == nil {
		// The same status twice ends in the same state, and a push too many does no harm.
		_, err = c.conn.Do(ctx, request, &m)
	}
	if err == nil && m.ID == "" {
		return c.PushMapping(ctx, appID, mappingID)
	}
	return m, err
}

func (c *Client) createPush(ctx context.Context, appID, groupID, targetName string) (PushMapping, error) {
	var m PushMapping
	_, err := c.conn.Do(ctx, clients.Request{
		Method: http.MethodPost, Path: pushPath(appID),
		Body: map[string]string{"sourceGroupId": groupID, "status": "ACTIVE", "targetGroupName": targetName},
	}, &m)
	return m, err
}

func (c *Client) pushOf(ctx context.Context, appID, groupID string) (PushMapping, bool, error) {
	query := url.Values{"limit": {"1000"}, "sourceGroupId": {groupID}}
	for m, err := range list[PushMapping](ctx, c.Reader, pushPath(appID), query) {
		if err != nil || m.GroupID == groupID {
			return m, err == nil, err
		}
	}
	return PushMapping{}, false, nil
}

func pushPath(appID string) string { return appPath(appID) + "/group-push/mappings" }

// UnmarshalJSON reads a pushed group.
func (m *PushMapping) UnmarshalJSON(raw []byte) error {
	var in struct {
		ID            text   `json:"id"`
		GroupID       text   `json:"sourceGroupId"`
		TargetGroupID text   `json:"targetGroupId"`
		Status        text   `json:"status"`
		ErrorSummary  text   `json:"errorSummary"`
		LastPush      moment `json:"lastPush"`
		Created       moment `json:"created"`
		LastUpdated   moment `json:"lastUpdated"`
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return err
	}
	*m = PushMapping{
		ID: string(in.ID), GroupID: string(in.GroupID), TargetGroupID: string(in.TargetGroupID), Status: string(in.Status),
		ErrorSummary: string(in.ErrorSummary), LastPush: in.LastPush.Time, Created: in.Created.Time, LastUpdated: in.LastUpdated.Time,
	}
	return nil
}
