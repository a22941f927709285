package directory

import (
	"encoding/json"
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/directory/syntax"
)

// operation is one operation of a PATCH (RFC 7644, section 3.5.2); op and path are read in any case.
type operation struct {
	op    string
	path  string
	value any
}

// operations reads the body of a PATCH. Only the spelling `Operations` of the RFC and of Atlassian's example counts.
// https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-groups/
func (r *request) operations() ([]operation, answer) {
	var body map[string]json.RawMessage
	if bad, ok := r.decode(&body); !ok {
		return nil, bad
	}
	var urns []any
	if json.Unmarshal(body["schemas"], &urns) != nil || !listsURN(urns, patchURN) {
		return nil, invalid("invalidSyntax", "schemas must contain "+patchURN)
	}
	var sent []struct {
		Op    string
		Path  string
		Value any
	}
	if json.Unmarshal(body["Operations"], &sent) != nil || len(sent) == 0 {
		return nil, invalid("invalidSyntax", "Operations must be a list of operations")
	}
	all := make([]operation, len(sent))
	for i, s := range sent {
		all[i] = operation{strings.ToLower(s.Op), strings.TrimSpace(s.Path), s.Value}
		if bad := all[i].check(); bad.status != 0 {
			return nil, bad
		}
	}
	return all, answer{}
}

func (o operation) check() answer {
	switch o.op {
	case "add", "replace":
		if o.value == nil {
			return invalid("invalidValue", o.op+" needs a value")
		}
	case "remove":
		if o.path == "" {
			return invalid("noTarget", "remove needs a path")
		}
	default:
		return invalid("invalidSyntax", "unknown operation: "+o.op)
	}
	return answer{}
}

// patchUser is PATCH /Users/{id}: with a path, or with an object of attributes and no path, as Okta sends it.
func patchUser(r *request) answer {
	u := r.dir.User(r.PathValue("id"))
	if u == nil {
		return notFound("USER", r.PathValue("id"))
	}
	ops, bad := r.operations()
	if bad.status != 0 {
		return bad
	}
	doc := deepCopy(document(u)).(map[string]any)
	for _, o := range ops {
		if bad := o.applyToUser(doc); bad.status != 0 {
			return bad
		}
	}
	doc, err := known(doc, userAttributes())
	if err != nil {
		return invalid("invalidValue", err.Error())
	}
	if bad := checkUser(doc); bad.status != 0 {
		return bad
	}
	return r.change(u, doc)
}

// applyToUser changes a document that is a copy. Unknown attributes without a path are forgotten, with a path refused.
func (o operation) applyToUser(doc map[string]any) answer {
	if o.path != "" {
		return o.applyAt(doc, o.path, o.value)
	}
	values, ok := o.value.(map[string]any)
	if !ok {
		return invalid("invalidSyntax", "an operation without path needs an object as its value")
	}
	for name, value := range values {
		if a, ok := userAttributes()[strings.ToLower(name)]; ok {
			o.set(doc, a, value)
		}
	}
	return answer{}
}

func (o operation) applyAt(doc map[string]any, path string, value any) answer {
	if a, ok := userAttributes()[strings.ToLower(path)]; ok {
		o.set(doc, a, value)
		return answer{}
	}
	p, err := syntax.ParsePath(path)
	if err != nil {
		return invalid("invalidPath", err.Error())
	}
	if strings.EqualFold(p.Schema, enterpriseURN) || strings.EqualFold(p.Schema, customURN) {
		p.Attribute, p.Sub = p.Schema, p.Attribute
	} else if p.Schema != "" && !strings.EqualFold(p.Schema, userURN) {
		return invalid("invalidPath", "unknown schema "+p.Schema)
	}
	a, ok := userAttributes()[strings.ToLower(p.Attribute)]
	if !ok {
		return unknownAttribute(p.Attribute)
	}
	return o.within(doc, a, p, value)
}

func unknownAttribute(name string) answer {
	switch strings.ToLower(name) {
	case "id", "meta", "groups", "schemas":
		return invalid("mutability", name+" is read-only")
	}
	return invalid("invalidPath", "unknown attribute "+name)
}

// within applies the operation to an attribute, to a sub-attribute, or to the elements that a filter selects.
func (o operation) within(doc map[string]any, a attribute, p syntax.Path, value any) answer {
	switch {
	case p.Where != nil && a.kind == list:
		return o.elements(doc, a, p, value)
	case p.Where == nil && p.Sub == "":
		o.set(doc, a, value)
		return answer{}
	case p.Where != nil || a.kind != object:
		return invalid("invalidPath", "path does not fit attribute "+a.name)
	}
	sub, ok := a.sub[strings.ToLower(p.Sub)]
	if !ok {
		return invalid("invalidPath", "unknown attribute "+a.name+"."+p.Sub)
	}
	into, _ := doc[a.name].(map[string]any)
	if into == nil {
		into = map[string]any{}
		doc[a.name] = into
	}
	o.set(into, sub, value)
	return answer{}
}

// set writes, merges or removes one attribute: add appends to a list, and both add and replace merge objects.
func (o operation) set(into map[string]any, a attribute, value any) {
	if o.op == "remove" {
		delete(into, a.name)
		return
	}
	old, fresh := into[a.name], value
	switch a.kind {
	case object:
		before, _ := old.(map[string]any)
		after, ok := value.(map[string]any)
		if ok && before != nil {
			for name, v := range after {
				before[canonical(a, name)] = v
			}
			fresh = before
		}
	case list:
		before, _ := old.([]any)
		if one, ok := value.(map[string]any); ok {
			fresh = []any{one}
		}
		if added, ok := fresh.([]any); ok && o.op == "add" {
			fresh = append(before, added...)
		}
	}
	into[a.name] = fresh
}

func canonical(a attribute, name string) string {
	if sub, ok := a.sub[strings.ToLower(name)]; ok {
		return sub.name
	}
	return name
}

// elements applies the operation to the list's elements that the path's filter selects.
func (o operation) elements(doc map[string]any, a attribute, p syntax.Path, value any) answer {
	where, known := a.sub[strings.ToLower(p.Where.Attribute)]
	sub, knownSub := a.sub[strings.ToLower(p.Sub)]
	if !known || p.Sub != "" && !knownSub {
		return invalid("invalidPath", "path does not fit attribute "+a.name)
	}
	elements, _ := doc[a.name].([]any)
	kept, found := make([]any, 0, len(elements)), false
	for _, e := range elements {
		m, _ := e.(map[string]any)
		if m[where.name] != p.Where.Value {
			kept = append(kept, e)
			continue
		}
		found = true
		switch {
		case p.Sub != "":
			o.set(m, sub, value)
			kept = append(kept, m)
		case o.op != "remove":
			kept = append(kept, value)
		}
	}
	if !found {
		return invalid("noTarget", "no element of "+a.name+" fits the path")
	}
	doc[a.name] = kept
	return answer{}
}

// deepCopy copies decoded JSON.
func deepCopy(v any) any {
	switch v := v.(type) {
	case map[string]any:
		c := make(map[string]any, len(v))
		for k, e := range v {
			c[k] = deepCopy(e)
		}
		return c
	case []any:
		c := make([]any, len(v))
		for i, e := range v {
			c[i] = deepCopy(e)
		}
		return c
	}
	return v
}
