package engine

import (
	"slices"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// AssignGroup assigns a group to the app, if that is not done yet, and its members with it.
// Assigning again changes nothing for those who have the app already.
func (e *Engine) AssignGroup(app *world.App, groupID string) {
	g := e.world.Okta.Group(groupID)
	if g == nil {
		return
	}
	if app.Group(groupID) == nil {
		app.Groups = append(app.Groups, &world.AppGroup{GroupID: groupID, Priority: len(app.Groups), LastUpdated: e.world.Now()})
	}
	e.logAssignment(app, g, "group.application_assignment.add")
	for _, id := range g.Members {
		e.assign(app, id, groupID)
	}
}

func (e *Engine) logAssignment(app *world.App, g *world.Group, kind string) {
	e.log(event{kind: kind, app: app, groupID: g.ID, groupName: g.Name})
}

// UnassignGroup takes the app from a group, if that is not done yet, and from the members who have it through no other.
func (e *Engine) UnassignGroup(app *world.App, groupID string) {
	app.Groups = slices.DeleteFunc(app.Groups, func(g *world.AppGroup) bool { return g.GroupID == groupID })
	if g := e.world.Okta.Group(groupID); g != nil {
		e.logAssignment(app, g, "group.application_assignment.remove")
	}
	gone := map[string]bool{}
	for _, au := range app.Users {
		if au.Scope == "GROUP" && au.GroupID == groupID && !e.rescope(app, au) {
			gone[au.UserID] = true
			e.unassigned(app, au)
		}
	}
	if len(gone) > 0 {
		app.UnassignAll(gone)
	}
}

// AssignUser assigns the app to one person; somebody who has it through a group now has it of their own.
func (e *Engine) AssignUser(app *world.App, userID string) {
	if au := app.User(userID); au != nil && au.Status != "" {
		au.Scope, au.GroupID, au.LastUpdated = "USER", "", e.world.Now()
		return
	}
	e.assign(app, userID, "")
}

// UnassignUser takes the app from one person, who keeps it if a group still gives it.
func (e *Engine) UnassignUser(app *world.App, userID string) {
	if au := app.User(userID); au != nil && !e.rescope(app, au) {
		e.unassign(app, au)
	}
}

// ProvisionUser provisions somebody whose assignment is older than the integration: the Provision User button.
func (e *Engine) ProvisionUser(app *world.App, userID string) {
	au := app.User(userID)
	if au == nil || au.ExternalID != "" || !on(app) {
		return
	}
	au.BeforeProvisioning = false
	e.stage(app, au)
}

// assign makes the assignment and queues its job; it does nothing for somebody who has the app already.
func (e *Engine) assign(app *world.App, userID, groupID string) {
	u := e.world.Okta.User(userID)
	au := app.User(userID)
	if u == nil || u.Status == "DEPROVISIONED" || au != nil && au.Status != "" {
		return
	}
	now := e.world.Now()
	if au == nil {
		au = &world.AppUser{UserID: userID, Scope: "USER", Created: now}
		app.Assign(au)
	}
	if groupID != "" {
		au.Scope, au.GroupID = "GROUP", groupID
	}
	if au.UserName == "" {
		au.UserName = UserName(app.UserName, u)
	}
	au.Profile, au.LastUpdated, au.StatusChanged = profile(app, u, nil), now, now
	e.logUser(app, au, "application.user_membership.add")
	if !on(app) {
		au.Status, au.SyncState, au.BeforeProvisioning = "ACTIVE", "DISABLED", true
		return
	}
	e.stage(app, au)
}

// stage queues the provisioning of an assignment; inactive people wait until they are active.
func (e *Engine) stage(app *world.App, au *world.AppUser) {
	if au.Status != "STAGED" {
		au.Status, au.StatusChanged = "STAGED", e.world.Now()
	}
	if u := e.world.Okta.User(au.UserID); u == nil || !u.Active() {
		au.SyncState = "DISABLED"
		return
	}
	au.SyncState = "SYNCING"
	e.queue.add(&job{kind: provision, app: app, user: au})
}

// rescope leaves an assignment with the first other group that gives it; it says whether there is one.
func (e *Engine) rescope(app *world.App, au *world.AppUser) bool {
	for _, ag := range app.Groups {
		if g := e.world.Okta.Group(ag.GroupID); g != nil && g.Has(au.UserID) {
			au.Scope, au.GroupID, au.LastUpdated = "GROUP", ag.GroupID, e.world.Now()
			return true
		}
	}
	return false
}

func (e *Engine) unassign(app *world.App, au *world.AppUser) {
	app.Unassign(au.UserID)
	e.unassigned(app, au)
}

// unassigned queues the deactivation of somebody who has lost the app. The job is queued also while the remote id is not
// known, because a job that is running may learn it.
func (e *Engine) unassigned(app *world.App, au *world.AppUser) {
	e.logUser(app, au, "application.user_membership.remove")
	if on(app) && app.Provisioning.Deactivate {
		e.queue.add(&job{kind: deactivate, app: app, user: au})
	}
}
