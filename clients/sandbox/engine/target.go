package engine

import (
	"context"
	"net/http"
	"net/url"
)

// target is a pushed group as a job finds it when it starts.
type target struct {
	remote  remote
	patches bool
	name    string
	id      string
}

func (t target) path() string { return "/Groups/" + url.PathEscape(t.id) }

func (t target) doing(what string) string { return "Error while " + what + " group " + t.name }

func (t target) findOrCreate(ctx context.Context) (string, error) {
	found, err := t.remote.find(ctx, t.doing("looking up"), "/Groups", "displayName", t.name)
	if err != nil {
		return "", err
	}
	if id, _ := found["id"].(string); id != "" {
		return id, nil
	}
	made, err := t.remote.resource(ctx, t.doing("creating"), http.MethodPost, "/Groups",
		document{"schemas": []any{groupSchema}, "displayName": t.name, "members": []any{}})
	if err != nil {
		return "", err
	}
	id, _ := made["id"].(string)
	if id == "" {
		return "", &failure{doing: "Create new group returned empty group."}
	}
	return id, nil
}

// write replaces all members: OIN by PATCHes, the first of which replaces and the others add; AIW by GET and PUT.
func (t target) write(ctx context.Context, people []person) error {
	if !t.patches {
		return t.put(ctx, people)
	}
	op := "replace"
	for first := true; first || len(people) > 0; first = false {
		part := people[:min(batch, len(people))]
		people = people[len(part):]
		if err := t.patch(ctx, t.doing("updating"), document{"op": op, "path": "members", "value": refer(part)}); err != nil {
			return err
		}
		op = "add"
	}
	return nil
}

func (t target) patch(ctx context.Context, doing string, operations ...document) error {
	_, err := t.remote.call(ctx, doing, http.MethodPatch, t.path(), patch(operations...))
	return err
}

func (t target) put(ctx context.Context, people []person) error {
	if _, err := t.remote.call(ctx, t.doing("reading"), http.MethodGet, t.path(), nil); err != nil {
		return err
	}
	_, err := t.remote.call(ctx, t.doing("updating"), http.MethodPut, t.path(),
		document{"schemas": []any{groupSchema}, "id": t.id, "displayName": t.name, "members": refer(people)})
	return err
}

// refer writes people as members, without a type.
func refer(people []person) []document {
	list := make([]document, 0, len(people))
	for _, p := range people {
		list = append(list, document{"value": p.remoteID, "display": p.userName})
	}
	return list
}

// named is the operation that writes the group's name; it goes out with every change of members, too.
func (t target) named() document {
	return document{"op": "replace", "value": document{"id": t.id, "displayName": t.name}}
}
