package admin

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/admin/cursor"
	"github.com/provision-cli/provision/clients/sandbox/world"
)

// condition is one field with the values that it may have.
type condition struct {
	Name   string   `json:"name"`
	Values []string `json:"values"`
}

// workspaceQuery is the part of the query language that is documented with examples: fields, joined by and.
type workspaceQuery struct {
	Field *condition       `json:"field,omitempty"`
	And   []workspaceQuery `json:"and,omitempty"`
}

// workspaceRequest is the body of POST …/workspaces: a query, or a cursor alone.
type workspaceRequest struct {
	Query  *workspaceQuery `json:"query,omitempty"`
	Limit  *int            `json:"limit,omitempty"`
	Sort   []workspaceSort `json:"sort,omitempty"`
	Cursor string          `json:"cursor,omitempty"`
}

type workspaceSort struct {
	Field string `json:"field"`
	Order string `json:"order"`
}

// queryWorkspaces is POST /v2/orgs/{orgId}/workspaces: a read in spite of its verb. The cursor carries the query.
// https://developer.atlassian.com/cloud/admin/organization/rest/api-group-workspaces/
func queryWorkspaces(r *request) answer {
	var sent workspaceRequest
	if bad, ok := r.decode(&sent); !ok {
		return bad
	}
	token := sent.Cursor
	if token != "" && (sent.Query != nil || sent.Limit != nil || sent.Sort != nil) {
		return badRequest("a cursor must stand alone")
	}
	if token != "" {
		state, _, err := cursor.Decode(bare(token))
		if err != nil || json.Unmarshal([]byte(state), &sent) != nil {
			return badCursor()
		}
	}
	state, err := json.Marshal(workspaceRequest{Query: sent.Query, Limit: sent.Limit, Sort: sent.Sort})
	if err != nil {
		return badBody()
	}
	p, bad := r.page(string(state), token, sent.Limit, 20, 1000)
	if bad.status != 0 {
		return bad
	}
	return r.workspacePage(p, sent)
}

func (r *request) workspacePage(p page, sent workspaceRequest) answer {
	all, bad := sent.sorted(r.org.Workspaces)
	if bad.status != 0 {
		return bad
	}
	var wanted []*world.Workspace
	for _, ws := range all {
		fits, bad := sent.Query.fits(ws)
		if bad.status != 0 {
			return bad
		}
		if fits {
			wanted = append(wanted, ws)
		}
	}
	found, next := in(p, wanted, nil)
	return ok(map[string]any{
		"data":  each(found, r.renderWorkspace),
		"links": r.cursorLinks(p, next),
		"meta":  map[string]any{"pageSize": p.size, "startIndex": p.at, "endIndex": p.at + len(found), "total": len(wanted)},
	})
}

func (s workspaceRequest) sorted(all []*world.Workspace) ([]*world.Workspace, answer) {
	if len(s.Sort) == 0 {
		return all, answer{}
	}
	by := s.Sort[0]
	if _, known := fieldOf(&world.Workspace{}, by.Field); !known || by.Order != "asc" && by.Order != "desc" {
		return nil, badRequest("sort takes a field of the workspace, and asc or desc")
	}
	return slices.SortedStableFunc(slices.Values(all), func(a, b *world.Workspace) int {
		if by.Order == "desc" {
			a, b = b, a
		}
		first, _ := fieldOf(a, by.Field)
		second, _ := fieldOf(b, by.Field)
		return strings.Compare(first, second)
	}), answer{}
}

func (r *request) hostURL(ws *world.Workspace) string {
	if site := r.org.Site(ws.SiteID); site != nil {
		return site.URL
	}
	return ""
}

// renderWorkspace shows a product; capacity is the size of its licence, null for an unlimited one.
func (r *request) renderWorkspace(ws *world.Workspace) map[string]any {
	attributes := map[string]any{
		"name": ws.Name, "typeKey": ws.TypeKey, "type": ws.TypeKey, "owner": nil, "status": ws.Status, "statusDetails": []string{},
		"icons": map[string]any{}, "avatars": map[string]any{}, "labels": []string{}, "sandbox": map[string]any{"type": "NONE"},
		"usage": nil, "capacity": nil, "createdAt": nil, "createdBy": nil, "updatedAt": nil, "hostUrl": r.hostURL(ws),
		"realm": "global", "regions": []string{},
	}
	if ws.Seats >= 0 {
		attributes["capacity"] = ws.Seats
	}
	return map[string]any{
		"id": ws.ARI, "type": "workspaces", "attributes": attributes,
		"links":         map[string]any{"self": r.address() + r.URL.Path + "/" + ws.ARI},
		"relationships": map[string]any{"entitlement": []any{}},
	}
}
