package engine

import (
	"maps"
	"slices"
	"strings"
)

// newUser is the body of a POST. The groups and a random password are there although nothing asks for them.
func newUser(v document, externalID, password string) document {
	d := merge(document{"schemas": []any{userSchema}}, v)
	d["externalId"], d["groups"], d["password"], d["active"] = externalID, []any{}, password, true
	return d
}

// merge lays values over a document as the server gave it: what the server has beside them stays.
func merge(d, v document) document {
	out := maps.Clone(d)
	for _, name := range slices.Sorted(maps.Keys(v)) {
		switch value := v[name].(type) {
		case nil:
			delete(out, name)
		case document:
			inner, _ := out[name].(document)
			if inner == nil {
				inner = document{}
			}
			inner = merge(inner, value)
			if len(inner) == 0 {
				delete(out, name)
				continue
			}
			out[name] = inner
			if strings.HasPrefix(name, "urn:") {
				out["schemas"] = withSchema(out["schemas"], name)
			}
		default:
			out[name] = value
		}
	}
	return out
}

func withSchema(list any, urn string) []any {
	schemas, _ := list.([]any)
	for _, s := range schemas {
		if s == urn {
			return schemas
		}
	}
	return append(slices.Clip(schemas), urn)
}

// patch is the body of a PATCH.
func patch(operations ...document) document {
	return document{"schemas": []any{patchSchema}, "Operations": operations}
}
