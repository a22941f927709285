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
