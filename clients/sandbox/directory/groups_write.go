package directory

import (
	"net/http"
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// sentGroup is the body of a POST or PUT.
type sentGroup struct {
	Schemas     []any
	DisplayName string
	ExternalID  string
	Members     []struct{ Value string }
}

func (r *request) sentGroup() (sentGroup, answer) {
	var body sentGroup
	if bad, ok := r.decode(&body); !ok {
		return body, bad
	}
	if !listsURN(body.Schemas, groupURN) {
		return body, invalid("invalidSyntax", "schemas must contain "+groupURN)
	}
	if body.DisplayName == "" {
		return body, invalid("invalidValue", "displayName is required")
	}
	return body, answer{}
}

func (s sentGroup) ids() []string {
	ids := make([]string, len(s.Members))
	for i, m := range s.Members {
		ids[i] = m.Value
	}
	return ids
}

// createGroup is POST /Groups: a name that the directory or a group of the organization has is a conflict, unless it
// is one of those that Atlassian accepts and never syncs.
func createGroup(r *request) answer {
	body, bad := r.sentGroup()
	if bad.status != 0 {
		return bad
	}
	if bad := r.checkMembers(body.ids()); bad.status != 0 {
		return bad
	}
	for _, g := range r.dir.Groups {
		if strings.EqualFold(g.DisplayName, body.DisplayName) {
			return groupTaken()
		}
	}
	fate := r.fate(body.DisplayName)
	if fate == refused {
		return groupTaken()
	}
	if fate == contested {
		bad := groupTaken()
		bad.changed = r.park(body.DisplayName, "")
		return bad
	}
	now := r.w.Now()
	g := &world.SCIMGroup{ID: r.w.UUID(), DisplayName: body.DisplayName, ExternalID: body.ExternalID, Created: now, Modified: now}
	r.dir.AddGroup(g)
	r.arrive(g, fate)
	r.join(g, body.ids())
	return answer{status: http.StatusCreated, body: r.renderGroup(g), changed: true}
}

// replaceGroup is PUT /Groups/{id}: the members become those that are sent.
func replaceGroup(r *request) answer {
	g := r.dir.Group(r.PathValue("id"))
	if g == nil {
		return notFound("GROUP", r.PathValue("id"))
	}
	body, bad := r.sentGroup()
	if bad.status != 0 {
		return bad
	}
	if body.DisplayName != g.DisplayName {
		return immutableName()
	}
	if bad := r.checkMembers(body.ids()); bad.status != 0 {
		return bad
	}
	g.ExternalID = body.ExternalID
	r.replaceMembers(g, body.ids())
	g.Modified = r.w.Now()
	return answer{status: http.StatusOK, body: r.renderGroup(g), changed: true}
}

// deleteGroup is DELETE /Groups/{id}: the group goes in the organization and its sites too.
func deleteGroup(r *request) answer {
	g := r.dir.Group(r.PathValue("id"))
	if g == nil {
		return notFound("GROUP", r.PathValue("id"))
	}
	RemoveGroup(r.w, r.dir, g)
	return answer{status: http.StatusNoContent, changed: true}
}
