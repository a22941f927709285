package okta

import (
	"fmt"
	"maps"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// mappings lists profile mappings without their properties. The links drop sourceId and targetId, and so does the
// cursor: the next page is of all mappings.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ProfileMapping/
func mappings(c *call) reply {
	var all []*world.ProfileMapping
	for _, a := range c.w.Okta.Apps {
		all = append(all, a.Profile...)
	}
	source, target := c.query.Get("sourceId"), c.query.Get("targetId")
	keep := func(m *world.ProfileMapping) bool {
		return (source == "" || m.SourceID == source) && (target == "" || m.TargetID == target)
	}
	id := func(m *world.ProfileMapping) string { return m.ID }
	show := func(m *world.ProfileMapping) any { return c.showMapping(m, false) }
	return listed(c, paging{size: 20, most: 200}, all, id, keep, show)
}

// mapping answers with one profile mapping and its properties.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ProfileMapping/
func mapping(c *call) reply {
	m, refused := c.mapping()
	if refused.status != 0 {
		return refused
	}
	return ok(c.showMapping(m, true))
}

func (c *call) mapping() (*world.ProfileMapping, reply) {
	for _, a := range c.w.Okta.Apps {
		for _, m := range a.Profile {
			if m.ID == c.id(0) {
				return m, reply{}
			}
		}
	}
	return nil, missing(c.id(0), "ProfileMapping")
}

// updateMapping merges properties into a mapping; null, or an expression and a pushStatus that are both null, removes one.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ProfileMapping/
func updateMapping(c *call) reply {
	m, refused := c.mapping()
	if refused.status != 0 {
		return refused
	}
	body, good := c.decode()
	if !good {
		return malformed()
	}
	changes, isObject := body["properties"].(object)
	if !isObject {
		return blank("properties")
	}
	after := map[string]world.MappingProperty{}
	maps.Copy(after, m.Properties)
	known := c.targetFields(m)
	for _, name := range sortedKeys(changes) {
		if refused := merge(after, known, name, changes[name]); refused.status != 0 {
			return refused
		}
	}
	c.changed = !maps.Equal(m.Properties, after)
	m.Properties = after
	return ok(c.showMapping(m, true))
}

// merge writes one property of an update into the mapping's properties.
func merge(into map[string]world.MappingProperty, known map[string]bool, name string, value any) reply {
	change, isObject := value.(object)
	if value != nil && !isObject {
		return malformed()
	}
	before, mapped := into[name]
	if !known[name] && !mapped && value != nil {
		return invalid("updateMapping", "Invalid target field "+name)
	}
	expression, push := change["expression"], change["pushStatus"]
	if expression == nil && push == nil {
		delete(into, name)
		return reply{}
	}
	after := world.MappingProperty{Expression: text(change, "expression"), PushStatus: text(change, "pushStatus")}
	if expression == nil {
		after.Expression = before.Expression
	}
	if push == nil {
		after.PushStatus = before.PushStatus
	}
	if after.PushStatus == "" {
		after.PushStatus = "DONT_PUSH"
	}
	switch {
	case after.Expression == "":
		return invalid("updateMapping", "Invalid expression for target field "+name)
	case after.PushStatus != "PUSH" && after.PushStatus != "DONT_PUSH":
		return invalid("updateMapping", fmt.Sprintf("Invalid push status %s for target field %s", after.PushStatus, name))
	}
	into[name] = after
	return reply{}
}

func (c *call) showMapping(m *world.ProfileMapping, whole bool) object {
	out := object{
		"id": m.ID, "source": c.mappingEnd(m.SourceID, m.SourceName, m.SourceType), "target": c.mappingEnd(m.TargetID, m.TargetName, m.TargetType),
		"_links": object{"self": c.href("mappings", m.ID)},
	}
	if whole {
		properties := object{}
		for k, v := range m.Properties {
			properties[k] = object{"expression": v.Expression, "pushStatus": v.PushStatus}
		}
		out["properties"] = properties
	}
	return out
}

func (c *call) mappingEnd(id, name, kind string) object {
	links := object{"self": c.href("apps", id), "schema": c.href("meta", "schemas", "apps", id, "default")}
	if kind == "user" {
		links = object{"self": c.href("meta", "types", "user", id), "schema": c.href("meta", "schemas", "user", c.userSchemaID())}
	}
	return object{"id": id, "name": name, "type": kind, "_links": links}
}
