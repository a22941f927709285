package directory

import (
	"slices"
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/directory/syntax"
)

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
			fresh = slices.Concat(before, added)
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
