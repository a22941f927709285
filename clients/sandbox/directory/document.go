package directory

import (
	"fmt"
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/world"
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

// document is what a record holds, as it would have been sent: the world's builders may leave Document empty.
func document(u *world.SCIMUser) map[string]any {
	doc := filled(u.Document)
	doc["userName"], doc["active"] = u.UserName, u.Active
	if u.ExternalID != "" {
		doc["externalId"] = u.ExternalID
	}
	if primary(doc) != u.Email {
		doc["emails"] = []any{map[string]any{"value": u.Email, "type": "work", "primary": true}}
	}
	return doc
}

// filled copies what holds a value.
func filled(m map[string]any) map[string]any {
	kept := make(map[string]any, len(m)+6)
	for name, value := range m {
		if inner, ok := value.(map[string]any); ok {
			inner = filled(inner)
			if len(inner) > 0 {
				kept[name] = inner
			}
			continue
		}
		if value != nil && value != "" {
			kept[name] = value
		}
	}
	return kept
}

// primary returns the primary address of a document, empty unless exactly one is marked so.
func primary(doc map[string]any) string {
	emails, _ := doc["emails"].([]any)
	found := ""
	for _, e := range emails {
		m, _ := e.(map[string]any)
		value, _ := m["value"].(string)
		if m["primary"] != true {
			continue
		}
		if found != "" {
			return ""
		}
		found = value
	}
	return found
}

// render is the resource as the directory shows it: attributes without a value are left out, but groups is always there.
func (r *request) render(u *world.SCIMUser) map[string]any {
	doc := document(u)
	urns := []string{externalURN, userURN, enterpriseURN}
	if doc[customURN] != nil {
		urns = append(urns, customURN)
	}
	doc["schemas"], doc["id"], doc["groups"] = urns, u.ID, r.groupsOf(u)
	if acc := r.w.Atlassian.Account(u.AccountID); acc != nil && r.w.Shown(acc.VisibleAt) {
		doc[externalURN] = map[string]any{"atlassianAccountId": u.AccountID}
	}
	doc["meta"] = r.meta("User", u.ID, u.Created, u.Modified)
	return doc
}

func (r *request) groupsOf(u *world.SCIMUser) []any {
	groups := []any{}
	for _, g := range r.dir.Groups {
		if g.Has(u.ID) {
			groups = append(groups, map[string]any{
				"type": "Group", "value": g.ID, "display": g.DisplayName, "$ref": r.location("Groups", g.ID),
			})
		}
	}
	return groups
}
