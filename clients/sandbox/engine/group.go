package engine

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"github.com/provision-cli/provision/clients/sandbox/world"
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

// beginGroup reads what the job needs; false means that the mapping is gone, or provisioning is off.
func (e *Engine) beginGroup(j *job) (t target, ok bool) {
	e.lock(func() {
		m := j.mapping
		ok = on(j.app) && (j.kind == remove || m.Status != "INACTIVE" && slices.Contains(j.app.Mappings, m))
		t = target{remote: e.remote(j.app.Provisioning), patches: e.patches(), name: m.TargetName, id: m.RemoteID}
	})
	return t, ok
}

// push makes sure that the remote group exists, then writes all members.
func (e *Engine) push(ctx context.Context, j *job) error {
	t, ok := e.beginGroup(j)
	if !ok {
		return nil
	}
	if t.id == "" {
		id, err := t.findOrCreate(ctx)
		if err != nil {
			return err
		}
		e.lock(func() { j.mapping.RemoteID = id })
		t.id = id
	}
	// Read only now: whoever is provisioned from here on finds the group's id, and arrives by a change of their own.
	var people []person
	e.lock(func() { people = e.pushable(j.app, j.mapping, j.only) })
	err := t.write(ctx, people)
	if statusOf(err) == http.StatusNotFound {
		// The group counts as gone: forget it, so that the next push makes it anew.
		e.lock(func() { j.mapping.RemoteID, j.mapping.Pushed = "", nil })
	}
	if err != nil {
		return err
	}
	e.pushed(j, people)
	return nil
}

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

func (e *Engine) pushed(j *job, people []person) {
	e.lock(func() {
		m := j.mapping
		kind := "application.provision.group_push.updated"
		if j.first {
			kind = "application.provision.group_push.pushed"
		}
		m.Pushed = make(map[string]bool, len(people))
		for _, p := range people {
			m.Pushed[p.userID] = true
		}
		e.healed(j.app, m)
		e.logGroup(j.app, m, kind)
	})
	e.changed()
}

// healed notes a success: an error that stood at the mapping is over.
func (e *Engine) healed(app *world.App, m *world.PushMapping) {
	m.LastPush = e.world.Now()
	if m.Status != "ERROR" {
		return
	}
	m.Status, m.ErrorSummary, m.LastUpdated = "ACTIVE", "", m.LastPush
	e.dropTasks(app, func(t *world.Task) bool { return t.MappingID == m.ID })
}

// remove deletes the remote group of a mapping that was unlinked.
func (e *Engine) remove(ctx context.Context, j *job) error {
	t, ok := e.beginGroup(j)
	if !ok || t.id == "" {
		return nil
	}
	_, err := t.remote.call(ctx, t.doing("deleting"), http.MethodDelete, t.path(), nil)
	if err != nil && statusOf(err) != http.StatusNotFound {
		return err
	}
	e.lock(func() { e.logGroup(j.app, j.mapping, "application.provision.group_push.delete_appgroup") })
	return nil
}

// rename writes the group's name.
func (e *Engine) rename(ctx context.Context, j *job) error {
	t, ok := e.beginGroup(j)
	if !ok || t.id == "" {
		return nil
	}
	var err error
	if t.patches {
		err = t.patch(ctx, t.doing("renaming"), t.named())
	} else {
		var people []person
		e.lock(func() { people = e.known(j.app, j.mapping) })
		err = t.put(ctx, people)
	}
	if err != nil {
		return err
	}
	e.lock(func() { e.logGroup(j.app, j.mapping, "application.provision.group_push.mapping.app.group.renamed") })
	e.changed()
	return nil
}

// named is the operation that writes the group's name; it goes out with every change of members, too.
func (t target) named() document {
	return document{"op": "replace", "value": document{"id": t.id, "displayName": t.name}}
}
