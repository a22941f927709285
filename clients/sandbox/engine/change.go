package engine

import (
	"reflect"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// UserChanged follows a change of an Okta user's profile or status to every app.
//
// Deactivation takes all apps away. Suspension sends nothing. Somebody who is active again gets the apps of their groups,
// and no pushed membership.
func (e *Engine) UserChanged(userID string) {
	u := e.world.Okta.User(userID)
	if u == nil {
		return
	}
	for _, app := range e.world.Okta.Apps {
		au := app.User(userID)
		switch {
		case au == nil && u.Active():
			e.assignThroughGroup(app, userID)
		case au == nil:
		case u.Status == "DEPROVISIONED":
			e.unassign(app, au)
		case u.Active():
			e.follow(app, au, u)
		}
	}
}

func (e *Engine) assignThroughGroup(app *world.App, userID string) {
	for _, ag := range app.Groups {
		if g := e.world.Okta.Group(ag.GroupID); g != nil && g.Has(userID) {
			e.assign(app, userID, ag.GroupID)
			return
		}
	}
}

// follow brings an assignment in line with its user.
func (e *Engine) follow(app *world.App, au *world.AppUser, u *world.User) {
	changed := app.UserName.PushStatus == "PUSH" && e.renameUser(app, au, u)
	if p := profile(app, u, au.Profile); !reflect.DeepEqual(p, au.Profile) {
		// What reached the directory stays in the app user until the job has run; a job renders it anew.
		changed = true
	}
	switch {
	case au.ExternalID != "" && changed:
		e.send(app, au)
	case au.ExternalID == "" && au.Status == "STAGED" && au.Error == "" && on(app):
		e.stage(app, au)
	}
}

// send queues an update, or notes that the directory lags behind when Update User Attributes is off.
func (e *Engine) send(app *world.App, au *world.AppUser) {
	au.LastUpdated = e.world.Now()
	if !on(app) || !app.Provisioning.Update {
		au.SyncState = "OUT_OF_SYNC"
		return
	}
	au.SyncState = "SYNCING"
	e.queue.add(&job{kind: update, app: app, user: au})
}

// renameUser renders the app username anew; it says whether that changed it.
func (e *Engine) renameUser(app *world.App, au *world.AppUser, u *world.User) bool {
	name := UserName(app.UserName, u)
	if name == au.UserName {
		return false
	}
	au.UserName, au.LastUpdated = name, e.world.Now()
	e.logUser(app, au, "application.user_membership.change_username")
	return true
}

// UpdateNow renders all app usernames anew and pushes those that changed: the Update Now button of the Sign On tab.
func (e *Engine) UpdateNow(app *world.App) {
	for _, au := range app.Users {
		u := e.world.Okta.User(au.UserID)
		if u == nil {
			continue
		}
		changed := e.renameUser(app, au, u)
		if au.ExternalID != "" && u.Active() && (changed || au.SyncState == "OUT_OF_SYNC") {
			e.send(app, au)
		}
	}
}

// TemplateChanged follows a change of the application username format: whether existing assignments follow it by
// themselves is the variant username-update.
func (e *Engine) TemplateChanged(app *world.App) {
	if e.world.Variant("username-update") == "automatic" {
		e.UpdateNow(app)
	}
}

// ProvisioningSaved follows a change of the app's Provisioning tab. Nobody who was assigned before is provisioned by it.
// Source: https://support.okta.com/help/s/article/system-log-query-for-deactivate-user-provisioning-feature-enablement-disablement
func (e *Engine) ProvisioningSaved(app *world.App) {
	e.mu.Lock()
	before, now := e.deactivates[app.ID], app.Provisioning.Deactivate
	e.deactivates[app.ID] = now
	e.mu.Unlock()
	if before != now {
		message := "Stop deprovisioning unassigned users"
		if now {
			message = "Deprovisioning unassigned users"
		}
		e.log(event{kind: "application.lifecycle.update", app: app, custom: message})
	}
	if !on(app) {
		return
	}
	e.queue.add(&job{kind: verify, app: app})
	if e.world.Variant("mapping-before-provisioning") != "pushes-later" {
		return
	}
	for _, m := range app.Mappings {
		if m.Status == "ACTIVE" && m.RemoteID == "" {
			e.queuePush(app, m)
		}
	}
}

// RetryFailed queues again what stands under Dashboard > Tasks, and every pushed group in error.
func (e *Engine) RetryFailed(app *world.App) {
	tasks := app.Tasks
	app.Tasks = nil
	for _, t := range tasks {
		e.mu.Lock()
		j := e.failed[t]
		delete(e.failed, t)
		e.mu.Unlock()
		switch au := app.User(t.UserID); {
		case j != nil && (j.mapping == nil || j.kind == remove || j.kind == rename):
			e.again(j)
		case j == nil && au != nil && au.ExternalID == "":
			e.stage(app, au)
		case j == nil && au != nil:
			e.send(app, au)
		}
	}
	for _, m := range app.Mappings {
		if m.Status == "ERROR" {
			e.PushNow(app, m)
		}
	}
}

// again queues a failed job anew, from its first attempt.
func (e *Engine) again(j *job) {
	if j.user != nil {
		j.user.Error, j.user.SyncState = "", "SYNCING"
	}
	e.queue.add(&job{kind: j.kind, app: j.app, user: j.user, mapping: j.mapping})
}
