package directory

import (
	"net/http"
	"slices"
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/directory/syntax"
	"github.com/provision-cli/provision/clients/sandbox/world"
)

// patchGroup is PATCH /Groups/{id}: members are added, removed or replaced; a name can only be repeated.
func patchGroup(r *request) answer {
	g := r.dir.Group(r.PathValue("id"))
	if g == nil {
		return notFound("GROUP", r.PathValue("id"))
	}
	ops, bad := r.operations()
	if bad.status != 0 {
		return bad
	}
	members, external := slices.Clone(g.Members), g.ExternalID
	for _, o := range ops {
		if bad := r.applyToGroup(o, g, &members, &external); bad.status != 0 {
			return bad
		}
	}
	if bad := r.checkMembers(members); bad.status != 0 {
		return bad
	}
	changed := external != g.ExternalID || !slices.Equal(members, g.Members)
	if changed {
		g.ExternalID = external
		r.replaceMembers(g, members)
		g.Modified = r.w.Now()
	}
	return answer{status: http.StatusOK, body: r.renderGroup(g), changed: changed}
}

// applyToGroup changes the copy of the members that patchGroup writes when every operation has passed.
func (r *request) applyToGroup(o operation, g *world.SCIMGroup, members *[]string, external *string) answer {
	if o.path != "" {
		return r.applyToGroupAt(o, o.path, g, members, external)
	}
	values, ok := o.value.(map[string]any)
	if !ok {
		return invalid("invalidSyntax", "an operation without path needs an object as its value")
	}
	for name, value := range values {
		if strings.EqualFold(name, "id") || strings.EqualFold(name, "schemas") {
			continue
		}
		o.value = value
		if bad := r.applyToGroupAt(o, name, g, members, external); bad.status != 0 {
			return bad
		}
	}
	return answer{}
}

func (r *request) applyToGroupAt(o operation, path string, g *world.SCIMGroup, members *[]string, external *string) answer {
	p, err := syntax.ParsePath(path)
	if err != nil || p.Sub != "" {
		return invalid("invalidPath", "path does not fit a group: "+path)
	}
	switch strings.ToLower(p.Attribute) {
	case "displayname":
		if o.value != g.DisplayName {
			return immutableName()
		}
	case "externalid":
		*external, _ = o.value.(string)
	case "members":
		return o.applyToMembers(p, members)
	default:
		return unknownAttribute(p.Attribute)
	}
	return answer{}
}

// applyToMembers knows `members`, and `members[value eq "id"]` for remove.
func (o operation) applyToMembers(p syntax.Path, members *[]string) answer {
	ids, ok := memberIDs(o.value)
	if p.Where != nil {
		id, isText := p.Where.Value.(string)
		if o.op != "remove" || !strings.EqualFold(p.Where.Attribute, "value") || !isText {
			return invalid("invalidPath", "only remove takes a filter on members, and only on value")
		}
		ids, ok = []string{id}, true
	}
	switch {
	case o.op == "remove" && o.value == nil && p.Where == nil:
		*members = nil
		return answer{}
	case !ok:
		return invalid("invalidValue", "members must be a list of objects with a value")
	}
	switch o.op {
	case "replace":
		*members = unique(nil, ids)
	case "add":
		*members = unique(*members, ids)
	case "remove":
		gone := set(ids)
		*members = slices.DeleteFunc(*members, func(id string) bool { return gone[id] })
	}
	return answer{}
}

// memberIDs reads one member or a list of them.
func memberIDs(value any) ([]string, bool) {
	elements, isList := value.([]any)
	if one, ok := value.(map[string]any); ok {
		elements, isList = []any{one}, true
	}
	ids := make([]string, 0, len(elements))
	for _, e := range elements {
		m, _ := e.(map[string]any)
		id, ok := m["value"].(string)
		if !ok {
			return nil, false
		}
		ids = append(ids, id)
	}
	return ids, isList
}

func set(ids []string) map[string]bool {
	m := make(map[string]bool, len(ids))
	for _, id := range ids {
		m[id] = true
	}
	return m
}

// unique appends the ids that are not there yet.
func unique(to, ids []string) []string {
	has := set(to)
	for _, id := range ids {
		if !has[id] {
			has[id] = true
			to = append(to, id)
		}
	}
	return to
}
