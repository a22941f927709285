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
	if e.late(app, m) {
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

// mappings calls f for the mappings of a group through which Okta sends changes: those that are active and were pushed.
func (e *Engine) mappings(groupID string, f func(*world.App, *world.PushMapping)) {
	for _, app := range e.world.Okta.Apps {
		if !on(app) {
			continue
		}
		for _, m := range app.Mappings {
			if m.GroupID == groupID && m.Status == "ACTIVE" && m.RemoteID != "" {
				f(app, m)
			}
		}
	}
}

// MembershipChanged follows somebody who came into an Okta group, or left it, to assignments and pushed groups.
//
// Only people who are active and provisioned move in the pushed group: others are late, and nobody removes them later.
func (e *Engine) MembershipChanged(groupID, userID string, joined bool) {
	u := e.world.Okta.User(userID)
	if u == nil {
		return
	}
	var sends []func()
	e.mappings(groupID, func(app *world.App, m *world.PushMapping) {
		au := app.User(userID)
		if au == nil || au.ExternalID == "" || !u.Active() || e.late(app, m) && !joined {
			return
		}
		c := change{userID: userID, joined: joined}
		if !joined {
			c.remoteID = au.ExternalID
		}
		sends = append(sends, func() { e.gather(app, m, c) })
	})
	e.reassign(groupID, userID, joined)
	for _, send := range sends {
		send()
	}
}

// reassign follows a membership to the apps that the group is assigned to.
func (e *Engine) reassign(groupID, userID string, joined bool) {
	for _, app := range e.world.Okta.Apps {
		if app.Group(groupID) == nil {
			continue
		}
		au := app.User(userID)
		switch {
		case joined:
			e.assign(app, userID, groupID)
		case au != nil && au.Scope == "GROUP" && au.GroupID == groupID && !e.rescope(app, au):
			e.unassign(app, au)
		}
	}
}

// arrive sends somebody who was just provisioned to the groups that were pushed without them, where the org does that.
func (e *Engine) arrive(app *world.App, au *world.AppUser) {
	others := e.world.Variant("late-members") == "arrive"
	same := e.world.Variant("same-group") == "works"
	if !others && !same {
		return
	}
	for _, m := range app.Mappings {
		arrives := others
		if app.Group(m.GroupID) != nil {
			arrives = same
		}
		g := e.world.Okta.Group(m.GroupID)
		if arrives && m.Status == "ACTIVE" && m.RemoteID != "" && !m.Pushed[au.UserID] && g != nil && g.Has(au.UserID) {
			e.gather(app, m, change{userID: au.UserID, joined: true})
		}
	}
}

// gather adds a membership change to the job that already waits for its group, or queues one.
func (e *Engine) gather(app *world.App, m *world.PushMapping, c change) {
	e.mu.Lock()
	j := e.gathering[m]
	if j != nil {
		j.changes = append(j.changes, c)
		e.mu.Unlock()
		return
	}
	j = &job{kind: members, app: app, mapping: m, changes: []change{c}}
	e.gathering[m] = j
	e.mu.Unlock()
	e.queue.add(j)
}

// close ends the gathering of a job that starts, and returns what has gathered.
func (e *Engine) close(j *job) []change {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.gathering[j.mapping] == j {
		delete(e.gathering, j.mapping)
	}
	return j.changes
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
