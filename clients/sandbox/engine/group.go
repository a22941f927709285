package engine

import (
	"context"
	"net/http"
	"slices"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

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
	e.dropTasks(app, func(t *world.Task) bool { return t.MappingID == m.ID })
	if m.Status == "ERROR" {
		m.Status, m.ErrorSummary, m.LastUpdated = "ACTIVE", "", m.LastPush
	}
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
