package directory

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/directory/syntax"
)

// wholePage is the itemsPerPage of the official getting-started example, and the most that one page holds.
const wholePage = 10000

// page is the part of a list that was asked for; the first element has start 1.
type page struct{ start, count int }

// page reads startIndex and count; below their minimum they mean the minimum (RFC 7644, section 3.4.2.4).
func (r *request) page() (page, answer) {
	p := page{start: 1, count: 100}
	if r.w.Variant("scim-page") == "whole" {
		p.count = wholePage
	}
	q := r.URL.Query()
	for name, into := range map[string]*int{"startIndex": &p.start, "count": &p.count} {
		if !q.Has(name) {
			continue
		}
		n, err := strconv.Atoi(q.Get(name))
		if err != nil {
			return p, invalid("invalidValue", name+" is not a number: "+q.Get(name))
		}
		*into = n
	}
	p.start, p.count = max(p.start, 1), min(max(p.count, 0), wholePage)
	return p, answer{}
}

// list answers one page of n resources; reported is the total that the answer claims.
func (r *request) list(p page, n, reported int, resource func(i int) any) answer {
	resources := []any{}
	for i := p.start - 1; i < n && len(resources) < p.count; i++ {
		resources = append(resources, resource(i))
	}
	perPage := len(resources)
	if r.w.Variant("scim-page") == "whole" {
		perPage = p.count
	}
	return answer{status: http.StatusOK, body: map[string]any{
		"schemas": []string{listURN}, "totalResults": reported, "startIndex": p.start, "itemsPerPage": perPage, "Resources": resources,
	}}
}

// filter reads the one comparison that a list takes: exact, on one of the named attributes.
func (r *request) filter(attributes ...string) (attribute, value string, a answer) {
	q := r.URL.Query()
	if !q.Has("filter") {
		return "", "", answer{}
	}
	f, err := syntax.ParseFilter(q.Get("filter"))
	wanted, isText := f.Value.(string)
	if err == nil && isText {
		for _, name := range attributes {
			if strings.EqualFold(f.Attribute, name) {
				return name, wanted, answer{}
			}
		}
	}
	return "", "", invalid("invalidFilter", "The specified filter is not supported: only eq on "+strings.Join(attributes, " or ")+".")
}

// projection keeps the attributes of a resource that were asked for.
type projection struct{ keep, drop map[string]bool }

// projection reads attributes and excludedAttributes, which exclude each other. Sub-attributes count as their attribute.
func (r *request) projection() (projection, answer) {
	q := r.URL.Query()
	p := projection{keep: names(q.Get("attributes")), drop: names(q.Get("excludedAttributes"))}
	if p.keep != nil && p.drop != nil {
		return p, invalid("invalidValue", "attributes and excludedAttributes exclude each other.")
	}
	return p, answer{}
}

func names(listed string) map[string]bool {
	if listed == "" {
		return nil
	}
	found := map[string]bool{}
	for name := range strings.SplitSeq(strings.ToLower(listed), ",") {
		name = strings.TrimSpace(name)
		for _, urn := range []string{userURN, enterpriseURN, externalURN, customURN} {
			urn = strings.ToLower(urn)
			if name == urn || strings.HasPrefix(name, urn+":") {
				found[urn] = true
			}
		}
		name, _, _ = strings.Cut(strings.TrimPrefix(name, strings.ToLower(userURN)+":"), ".")
		found[name] = true
	}
	return found
}

// of applies the projection; id and schemas are always returned.
func (p projection) of(resource map[string]any) map[string]any {
	for key := range resource {
		name := strings.ToLower(key)
		if name == "id" || name == "schemas" {
			continue
		}
		if p.keep != nil && !p.keep[name] || p.drop[name] {
			delete(resource, key)
		}
	}
	return resource
}
