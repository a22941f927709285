package engine

import (
	"strings"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// event is what an entry of the System Log is made of.
type event struct {
	kind    string
	app     *world.App
	user    *world.AppUser
	groupID string
	// groupName is the name of the group where the event shows it.
	groupName string
	failed    bool
	reason    string
	// custom is the customMessage of a change of settings.
	custom string
}

// messages are the display messages of Okta's catalogue of events.
// Source: https://developer.okta.com/docs/reference/api/event-types/
var messages = map[string]string{
	"application.user_membership.add":                     "Add user to application membership",
	"application.user_membership.remove":                  "Remove user's application membership",
	"application.user_membership.change_username":         "Change username in application membership",
	"group.application_assignment.add":                    "Add assigned application to group",
	"group.application_assignment.remove":                 "Remove assigned application from group",
	"application.lifecycle.update":                        "Update application",
	"application.integration.authentication_failure":      "Authentication failed for the application's provisioning integration",
	"application.integration.rate_limit_exceeded":         "Application integration rate limit exceeded",
	"application.provision.user.push":                     "Push new user to external application",
	"application.provision.user.push_profile":             "Push user's profile to external application",
	"application.provision.user.deactivate":               "Deactivate user in external application",
	"application.provision.user.reactivate":               "Reactivate user in external application",
	"application.provision.user.sync":                     "Sync user in external application",
	"application.provision.group.add":                     "Add group to external application",
	"application.provision.group_push.pushed":             "Push group to external application",
	"application.provision.group_push.updated":            "Update pushed group in external application",
	"application.provision.group_push.push_memberships":   "Push group memberships to external application",
	"application.provision.group_push.removed":            "Remove pushed group mapping",
	"application.provision.group_push.delete_appgroup":    "Delete pushed group in external application",
	"application.provision.group_push.activate_mapping":   "Activate group push mapping",
	"application.provision.group_push.deactivate_mapping": "Deactivate group push mapping",
}

// system is the actor of everything that Okta does by itself.
const system = "00u000000000SystemOp"

func (e *Engine) logUser(app *world.App, au *world.AppUser, kind string) {
	e.log(event{kind: kind, app: app, user: au})
}

func (e *Engine) logGroup(app *world.App, m *world.PushMapping, kind string) {
	e.log(event{kind: kind, app: app, groupID: m.GroupID, groupName: m.TargetName})
}

func (e *Engine) logPause(j *job, d time.Duration) {
	v := event{kind: "application.integration.rate_limit_exceeded", app: j.app, user: j.user, failed: true, reason: "Rescheduled in " + d.String()}
	if j.mapping != nil {
		v.groupID, v.groupName = j.mapping.GroupID, j.mapping.TargetName
	}
	e.log(v)
}

// log adds an entry, unless the org is one whose System Log says nothing of provisioning.
func (e *Engine) log(v event) {
	if e.world.Variant("system-log") == "silent" && v.kind != "application.lifecycle.update" {
		return
	}
	entry := &world.LogEvent{
		UUID: e.world.UUID(), EventType: v.kind, DisplayMessage: messages[v.kind], Published: e.world.Now(),
		Severity: "INFO", Result: "SUCCESS", Reason: v.reason, TransactionType: "JOB",
		ActorID: system, ActorType: "SystemPrincipal", ActorName: "Okta System",
		Targets: e.targets(v), Debug: map[string]string{"appname": v.app.Name},
	}
	if entry.DisplayMessage == "" {
		entry.DisplayMessage = v.kind
	}
	if v.failed {
		entry.Severity, entry.Result = "ERROR", "FAILURE"
	}
	if v.custom != "" {
		entry.Debug["customMessage"] = v.custom
	}
	e.world.Okta.Log = append(e.world.Okta.Log, entry)
}

// targets are what an event names. Where the variant log-target says so, a provisioning event names the app nowhere but in
// its debug data, and the person by the app user alone, whose id is not the user's.
func (e *Engine) targets(v event) []world.LogTarget {
	if e.world.Variant("log-target") == "appuser" && strings.HasPrefix(v.kind, "application.provision.") {
		return bareTargets(v)
	}
	list := []world.LogTarget{{ID: v.app.ID, Type: "AppInstance", AlternateID: v.app.Label, DisplayName: v.app.Label}}
	if v.user != nil {
		list = append(list, world.LogTarget{ID: v.user.UserID, Type: "AppUser", AlternateID: v.user.UserName, DisplayName: v.user.UserName})
		if u := e.world.Okta.User(v.user.UserID); u != nil {
			list = append(list, world.LogTarget{ID: u.ID, Type: "User", AlternateID: u.Login, DisplayName: u.FirstName + " " + u.LastName})
		}
	}
	return append(list, groupTargets(v)...)
}

func bareTargets(v event) []world.LogTarget {
	if v.user == nil {
		return groupTargets(v)
	}
	id := "0ua" + strings.TrimPrefix(v.user.UserID, "00u")
	return []world.LogTarget{{ID: id, Type: "AppUser", AlternateID: v.user.UserName, DisplayName: v.user.UserName}}
}

func groupTargets(v event) []world.LogTarget {
	if v.groupID == "" {
		return nil
	}
	return []world.LogTarget{{ID: v.groupID, Type: "UserGroup", AlternateID: "unknown", DisplayName: v.groupName}}
}
