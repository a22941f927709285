package scim

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strings"

	"github.com/provision-cli/provision/clients"
)

// Group is a group of the directory: one that Okta pushed.
type Group struct {
	ID          string
	DisplayName string
	Members     []string // ids of SCIM users
}

type groupWire struct {
	ID          string      `json:"id"`
	DisplayName string      `json:"displayName"`
	Members     []reference `json:"members"`
}

// Groups lists the groups of the directory.
// https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-groups/
func (r *Reader) Groups(ctx context.Context) iter.Seq2[Group, error] {
	return r.GroupsOf(ctx, nil)
}

// GroupsOf is Groups that notes in total, unless it is nil, how many the directory says there are.
func (r *Reader) GroupsOf(ctx context.Context, total *int) iter.Seq2[Group, error] {
	return r.groupsOf(ctx, "", total)
}

// GroupNamed returns the group of exactly that name, else the one whose name
// differs only in case, else clients.ErrNotFound.
// https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-groups/
func (r *Reader) GroupNamed(ctx context.Context, name string) (Group, error) {
	var similar *Group
	for g, err := range r.groups(ctx, equals("displayName", name)) {
		switch {
		case err != nil:
			return Group{}, err
		case g.DisplayName == name:
			return g, nil
		case strings.EqualFold(g.DisplayName, name):
			similar = &g
		}
	}
	if similar == nil {
		return Group{}, fmt.Errorf("read /Groups: no group named %q: %w", name, clients.ErrNotFound)
	}
	return *similar, nil
}

// Group returns the group with an id, or clients.ErrNotFound.
// https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-groups/
func (r *Reader) Group(ctx context.Context, id string) (Group, error) {
	var w groupWire
	_, err := r.conn.Do(ctx, clients.Request{Method: http.MethodGet, Path: "/Groups/" + url.PathEscape(id)}, &w)
	return w.group(), err
}

func (r *Reader) groups(ctx context.Context, filter string) iter.Seq2[Group, error] {
	return r.groupsOf(ctx, filter, nil)
}

func (r *Reader) groupsOf(ctx context.Context, filter string, total *int) iter.Seq2[Group, error] {
	return list(ctx, r, "/Groups", filter, total, func(g Group) string { return g.ID }, decodeGroup)
}

// decodeGroup takes the members one by one: a group may have 50,000, of which only the ids are wanted.
func decodeGroup(d *json.Decoder) (Group, error) {
	var g Group
	members := clients.Page{List: "members", Other: map[string]any{"id": &g.ID, "displayName": &g.DisplayName}, Item: func(d *json.Decoder) error {
		var m reference
		err := d.Decode(&m)
		g.Members = append(g.Members, m.Value)
		return err
	}}
	err := members.Decode(d)
	return g, err
}

func (w groupWire) group() Group {
	return Group{ID: w.ID, DisplayName: w.DisplayName, Members: values(w.Members)}
}
