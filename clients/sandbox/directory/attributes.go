package directory

import (
	"fmt"
	"strings"
)

// kind is the type of an attribute that Atlassian keeps; everything else that is sent is accepted and forgotten.
type kind int

const (
	text kind = iota
	flag
	object
	list
)

// attribute describes one attribute; sub are the sub-attributes of an object or of a list's elements.
type attribute struct {
	name string
	kind kind
	sub  map[string]attribute
}

// userAttributes are the writable attributes of a user, by their names in lower case.
// https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-users/
func userAttributes() map[string]attribute {
	values := lowered(attribute{name: "value"}, attribute{name: "type"}, attribute{name: "primary", kind: flag})
	return lowered(
		attribute{name: "userName"}, attribute{name: "externalId"}, attribute{name: "displayName"}, attribute{name: "nickName"},
		attribute{name: "title"}, attribute{name: "preferredLanguage"}, attribute{name: "department"},
		attribute{name: "organization"}, attribute{name: "timezone"}, attribute{name: "active", kind: flag},
		attribute{name: "name", kind: object, sub: texts("formatted", "familyName", "givenName", "middleName", "honorificPrefix", "honorificSuffix")},
		attribute{name: "emails", kind: list, sub: values},
		attribute{name: "phoneNumbers", kind: list, sub: values},
		attribute{name: enterpriseURN, kind: object, sub: texts("organization", "department")},
		attribute{name: customURN, kind: object, sub: texts("basedIn")},
	)
}

func texts(names ...string) map[string]attribute {
	all := make([]attribute, len(names))
	for i, name := range names {
		all[i] = attribute{name: name}
	}
	return lowered(all...)
}

func lowered(all ...attribute) map[string]attribute {
	m := make(map[string]attribute, len(all))
	for _, a := range all {
		m[strings.ToLower(a.name)] = a
	}
	return m
}

// known copies the attributes that Atlassian keeps, under their proper names and without those that hold no value.
// An attribute of the wrong type is an error that names it.
func known(sent map[string]any, attributes map[string]attribute) (map[string]any, error) {
	kept := make(map[string]any, len(sent))
	for name, value := range sent {
		a, ok := attributes[strings.ToLower(name)]
		if !ok || value == nil || value == "" {
			continue
		}
		v, err := a.read(value)
		if err != nil {
			return nil, err
		}
		if v != nil {
			kept[a.name] = v
		}
	}
	return kept, nil
}

// read checks one value and copies it; nil means that it holds nothing.
func (a attribute) read(value any) (any, error) {
	switch v := value.(type) {
	case string:
		if a.kind == text {
			return v, nil
		}
	case bool:
		if a.kind == flag {
			return v, nil
		}
	case map[string]any:
		if a.kind == object {
			return nonEmpty(known(v, a.sub))
		}
	case []any:
		if a.kind == list {
			return a.readList(v)
		}
	}
	return nil, fmt.Errorf("attribute %s has a value of the wrong type", a.name)
}

func (a attribute) readList(elements []any) (any, error) {
	var kept []any
	for _, e := range elements {
		m, ok := e.(map[string]any)
		if !ok {
			return nil, fmt.Errorf("attribute %s has an element of the wrong type", a.name)
		}
		v, err := known(m, a.sub)
		if err != nil {
			return nil, err
		}
		if len(v) > 0 {
			kept = append(kept, v)
		}
	}
	if kept == nil {
		return nil, nil
	}
	return kept, nil
}

func nonEmpty(m map[string]any, err error) (any, error) {
	if err != nil || len(m) == 0 {
		return nil, err
	}
	return m, nil
}
