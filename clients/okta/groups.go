package okta

import (
	"context"
	"encoding/json"
	"iter"
	"net/url"
)

// Group is a group of the org.
type Group struct {
	ID, Type, Name, Description string // Type is OKTA_GROUP, APP_GROUP or BUILT_IN
	Users                       int    // number of members, -1 when it was not asked for
}

// GroupQuery narrows Groups; the zero value lists every group.
type GroupQuery struct {
	Search     string // a search expression as it is
	NameStarts string // start of the name, in any case
	Stats      bool   // count the members too
}

// Groups lists groups; a search may be some seconds behind the last change.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Group/#tag/Group/operation/listGroups
func (r *Reader) Groups(ctx context.Context, q GroupQuery) iter.Seq2[Group, error] {
	query, search := url.Values{"limit": {"200"}}, q.Search
	if q.NameStarts != "" {
		starts := "profile.name sw " + quote(q.NameStarts)
		if search != "" {
			starts = "(" + search + ") and " + starts
		}
		search = starts
	}
	if search != "" {
		query.Set("search", search)
	}
	if q.Stats {
		query.Set("expand", "stats")
	}
	return list[Group](ctx, r, "/api/v1/groups", query)
}

// GroupsNamed returns the groups with exactly this name, letter case included; several may share one.
func (r *Reader) GroupsNamed(ctx context.Context, name string) ([]Group, error) {
	var named []Group
	for g, err := range r.Groups(ctx, GroupQuery{Search: "profile.name eq " + quote(name)}) {
		if err != nil {
			return nil, err
		}
		if g.Name == name {
			named = append(named, g)
		}
	}
	return named, nil
}

// Group reads one group.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Group/#tag/Group/operation/getGroup
func (r *Reader) Group(ctx context.Context, id string) (Group, error) {
	return one[Group](ctx, r, groupPath(id))
}

// GroupApps lists the apps that a group is assigned to.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Group/#tag/Group/operation/listAssignedApplicationsForGroup
func (r *Reader) GroupApps(ctx context.Context, id string) iter.Seq2[App, error] {
	return list[App](ctx, r, groupPath(id)+"/apps", url.Values{"limit": {"200"}})
}

// Members lists the people of a group, inactive ones too.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Group/#tag/Group/operation/listGroupUsers
func (r *Reader) Members(ctx context.Context, groupID string) iter.Seq2[User, error] {
	return list[User](ctx, r, groupPath(groupID)+"/users", url.Values{"limit": {"200"}})
}

func groupPath(id string) string { return "/api/v1/groups/" + url.PathEscape(id) }

// UnmarshalJSON reads a group.
func (g *Group) UnmarshalJSON(raw []byte) error {
	var in struct {
		ID      text `json:"id"`
		Type    text `json:"type"`
		Profile struct {
			Name        text `json:"name"`
			Description text `json:"description"`
		} `json:"profile"`
		Embedded struct {
			Stats struct {
				Users number `json:"usersCount"`
			} `json:"stats"`
		} `json:"_embedded"`
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return err
	}
	*g = Group{
		ID: string(in.ID), Type: string(in.Type),
		Name: string(in.Profile.Name), Description: string(in.Profile.Description), Users: -1,
	}
	if in.Embedded.Stats.Users.known {
		g.Users = in.Embedded.Stats.Users.value
	}
	return nil
}
