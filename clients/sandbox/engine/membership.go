package engine

import (
	"github.com/provision-cli/provision/clients/sandbox/world"
)

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
