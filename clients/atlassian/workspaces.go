package atlassian

import (
	"context"
	"iter"
)

// Workspace is a product on a site.
type Workspace struct {
	ID       string // ARI, the resource of role assignments
	TypeKey  string // jira-software, jira-servicedesk, jira-core, confluence, …
	Name     string
	Status   string // online, offline, deprecated, or a value not documented
	HostURL  string // the site, such as https://example.atlassian.net; may be empty
	Capacity *int   // seats; nil when not told
}

type workspaceWire struct {
	ID         string `json:"id"`
	Attributes struct {
		TypeKey  string   `json:"typeKey"`
		Type     string   `json:"type"`
		Name     string   `json:"name"`
		Status   string   `json:"status"`
		HostURL  string   `json:"hostUrl"`
		Capacity *float64 `json:"capacity"`
	} `json:"attributes"`
}

// workspaceSearch holds a limit or a cursor: a cursor must stand alone.
type workspaceSearch struct {
	Limit  int    `json:"limit,omitempty"`
	Cursor string `json:"cursor,omitempty"`
}

// Workspaces lists the products of an organization on all its sites.
// https://developer.atlassian.com/cloud/admin/organization/rest/api-group-workspaces/
func (r *Reader) Workspaces(ctx context.Context, orgID string) iter.Seq2[Workspace, error] {
	pages := r.postPages(path("admin", "v2", "orgs", orgID, "workspaces"), func(cursor string) any {
		if cursor != "" {
			return workspaceSearch{Cursor: cursor}
		}
		return workspaceSearch{Limit: pageSize}
	})
	return convert(list[workspaceWire](ctx, pages), workspaceWire.workspace)
}

func (w workspaceWire) workspace() Workspace {
	a := w.Attributes
	out := Workspace{ID: w.ID, TypeKey: a.TypeKey, Name: a.Name, Status: a.Status, HostURL: a.HostURL}
	if out.TypeKey == "" {
		out.TypeKey = a.Type
	}
	if a.Capacity != nil {
		n := int(*a.Capacity)
		out.Capacity = &n
	}
	return out
}
