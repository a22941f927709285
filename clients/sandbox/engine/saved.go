package engine

import (
	"github.com/provision-cli/provision/clients/sandbox/world"
)

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

// RetryFailed queues again what stands under Dashboard > Tasks, and every pushed group that is in error or has a task there.
func (e *Engine) RetryFailed(app *world.App) {
	tasks := app.Tasks
	app.Tasks = nil
	unpushed := map[string]bool{}
	for _, t := range tasks {
		e.mu.Lock()
		j := e.failed[t]
		delete(e.failed, t)
		e.mu.Unlock()
		switch au := app.User(t.UserID); {
		case j != nil && (j.mapping == nil || j.kind == remove || j.kind == rename):
			e.again(j)
		case t.MappingID != "":
			unpushed[t.MappingID] = true
		case j == nil && au != nil && au.ExternalID == "":
			e.stage(app, au)
		case j == nil && au != nil:
			e.send(app, au)
		}
	}
	for _, m := range app.Mappings {
		if m.Status == "ERROR" || unpushed[m.ID] {
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
