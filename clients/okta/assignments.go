package okta

import (
	"context"
	"encoding/json"
	"iter"
	"net/http"
	"net/url"
	"path"
	"time"

	"github.com/provision-cli/provision/clients"
)

// AppGroup is a group's assignment to an app; ID is the group's.
type AppGroup struct {
	ID       string
	Priority int
}

// AppUser is a person's assignment to an app; ID is the person's.
type AppUser struct {
	ID         string
	ExternalID string // the person's id in the directory, empty until provisioned
	Scope      string // GROUP or USER
	Status     string // PROVISIONED, ACTIVE (assigned, not provisioned), STAGED, ...
	SyncState  string
	UserName   string
	GroupID    string // of the group that assigns, where Okta names it
	GroupName  string
	Profile    Attributes // what the app keeps of the person; may be nil, see Attribute
	Created    time.Time
	LastSync   time.Time // zero when never
}

// Attributes are texts by variable name.
type Attributes interface {
	// Attribute returns the text of a variable, empty where there is none.
	Attribute(name string) string
}

// AttributeMap is Attributes as Okta sends them; values that are no texts count as none.
type AttributeMap map[string]any

// Attribute returns a text.
func (m AttributeMap) Attribute(name string) string {
	value, _ := m[name].(string)
	return value
}

// Attribute returns what the app keeps of the person under a variable name; empty where that is no text.
func (u AppUser) Attribute(name string) string {
	if u.Profile == nil {
		return ""
	}
	return u.Profile.Attribute(name)
}

// AppGroups lists the groups that are assigned to an app.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationGroups/#tag/ApplicationGroups/operation/listApplicationGroupAssignments
func (r *Reader) AppGroups(ctx context.Context, appID string) iter.Seq2[AppGroup, error] {
	return list[AppGroup](ctx, r, appPath(appID)+"/groups", url.Values{"limit": {"200"}})
}

// AppUsers lists the people who are assigned to an app, each by group or alone.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationUsers/#tag/ApplicationUsers/operation/listApplicationUsers
func (r *Reader) AppUsers(ctx context.Context, appID string) iter.Seq2[AppUser, error] {
	return list[AppUser](ctx, r, appPath(appID)+"/users", url.Values{"limit": {"500"}})
}

// AppUser reads one person's assignment.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationUsers/#tag/ApplicationUsers/operation/getApplicationUser
func (r *Reader) AppUser(ctx context.Context, appID, userID string) (AppUser, error) {
	return one[AppUser](ctx, r, appPath(appID)+"/users/"+url.PathEscape(userID))
}

// AssignGroup assigns a group to an app, with the app's default values; again for an assigned one changes nothing.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationGroups/#tag/ApplicationGroups/operation/assignGroupToApplication
func (c *Client) AssignGroup(ctx context.Context, appID, groupID string) (AppGroup, error) {
	out := AppGroup{ID: groupID}
	_, err := c.conn.Do(ctx, clients.Request{
		Method: http.MethodPut, Path: appPath(appID) + "/groups/" + url.PathEscape(groupID), Body: json.RawMessage("{}"),
	}, &out)
	return out, err
}

// UnmarshalJSON reads a group's assignment.
func (g *AppGroup) UnmarshalJSON(raw []byte) error {
	var in struct {
		ID       text   `json:"id"`
		Priority number `json:"priority"`
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return err
	}
	*g = AppGroup{ID: string(in.ID), Priority: in.Priority.value}
	return nil
}

// UnmarshalJSON reads a person's assignment.
func (u *AppUser) UnmarshalJSON(raw []byte) error {
	var in struct {
		ID          text   `json:"id"`
		ExternalID  text   `json:"externalId"`
		Scope       text   `json:"scope"`
		Status      text   `json:"status"`
		SyncState   text   `json:"syncState"`
		Created     moment `json:"created"`
		LastSync    moment `json:"lastSync"`
		Credentials struct {
			UserName text `json:"userName"`
		} `json:"credentials"`
		Profile AttributeMap `json:"profile"`
		Links   links        `json:"_links"`
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return err
	}
	*u = AppUser{
		ID: string(in.ID), ExternalID: string(in.ExternalID), Scope: string(in.Scope), Status: string(in.Status),
		SyncState: string(in.SyncState), UserName: string(in.Credentials.UserName),
		Created: in.Created.Time, LastSync: in.LastSync.Time,
	}
	if in.Profile != nil {
		u.Profile = in.Profile
	}
	var group string
	if group, u.GroupName = in.Links.href("group"); group != "" {
		u.GroupID = path.Base(group)
	}
	return nil
}
