package directory

import (
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/directory/syntax"
)

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
