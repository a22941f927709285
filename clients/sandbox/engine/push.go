package engine

import (
	"slices"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// Push pushes a group because its mapping was made or set to ACTIVE again.
//
// While provisioning is off, what becomes of the mapping is the variant mapping-before-provisioning; whether a group that
// was pushed before is pushed again is the variant repush.
func (e *Engine) Push(app *world.App, m *world.PushMapping) {
	if !on(app) {
		if e.world.Variant("mapping-before-provisioning") == "error" {
			m.Status, m.ErrorSummary = "ERROR", "Provisioning is not enabled for the app instance."
		}
		return
	}
	if m.RemoteID != "" && e.world.Variant("repush") == "nothing" {
		return
	}
	e.queuePush(app, m)
}

// PushNow pushes a group because somebody pressed Push now or Retry: it always pushes while provisioning is on.
func (e *Engine) PushNow(app *world.App, m *world.PushMapping) {
	if on(app) {
		e.queuePush(app, m)
	}
}

func (e *Engine) queuePush(app *world.App, m *world.PushMapping) {
	if g := e.world.Okta.Group(m.GroupID); g != nil && m.TargetName == "" {
		m.TargetName = g.Name
	}
	j := &job{kind: push, app: app, mapping: m, first: m.RemoteID == ""}
	if e.late(app, m) || e.world.Variant("push-order") == "races" {
		// Whoever is not provisioned at this moment is late, whatever the workers manage meanwhile.
		j.hasty, j.only = true, map[string]bool{}
		for _, p := range e.pushable(app, m, nil) {
			j.only[p.userID] = true
		}
	}
	e.queue.add(j)
}

// late says whether the group is assigned and pushed, in an org where that leaves people out.
// Source: https://help.okta.com/oie/en-us/content/topics/users-groups-profiles/app-assignments-group-push.htm
func (e *Engine) late(app *world.App, m *world.PushMapping) bool {
	return app.Group(m.GroupID) != nil && e.world.Variant("same-group") == "late"
}

// Unlink ends a mapping, if that is not done yet; with deleteTarget the remote group is deleted.
func (e *Engine) Unlink(app *world.App, m *world.PushMapping, deleteTarget bool) {
	app.Mappings = slices.DeleteFunc(app.Mappings, func(other *world.PushMapping) bool { return other == m })
	e.logGroup(app, m, "application.provision.group_push.removed")
	if deleteTarget && on(app) {
		e.queue.add(&job{kind: remove, app: app, mapping: m})
	}
}

// GroupRenamed follows the new name of an Okta group to the groups that it is pushed to.
func (e *Engine) GroupRenamed(groupID string) {
	g := e.world.Okta.Group(groupID)
	if g == nil {
		return
	}
	e.mappings(groupID, func(app *world.App, m *world.PushMapping) {
		if m.TargetName != g.Name {
			m.TargetName = g.Name
			e.queue.add(&job{kind: rename, app: app, mapping: m})
		}
	})
}

// person is a member as Okta writes it.
type person struct{ userID, remoteID, userName string }

// pushable are the members of a group whom Okta can write: active, assigned, and with a remote id that it knows.
func (e *Engine) pushable(app *world.App, m *world.PushMapping, only map[string]bool) []person {
	g := e.world.Okta.Group(m.GroupID)
	if g == nil {
		return nil
	}
	var list []person
	for _, id := range g.Members {
		if only != nil && !only[id] {
			continue
		}
		if p, ok := e.person(app, id); ok {
			list = append(list, p)
		}
	}
	return list
}

func (e *Engine) person(app *world.App, userID string) (person, bool) {
	u, au := e.world.Okta.User(userID), app.User(userID)
	if u == nil || !u.Active() || au == nil || au.ExternalID == "" {
		return person{}, false
	}
	return person{userID, au.ExternalID, au.UserName}, true
}
