package engine

import (
	"context"
	"net/http"
	"slices"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// provisioned writes down that the remote account is as the app profile says.
func (e *Engine) provisioned(j *job, t task, remoteID, kind string) {
	e.lock(func() {
		now := e.world.Now()
		au := j.user
		if au.Status != "PROVISIONED" {
			au.StatusChanged = now
		}
		if au.Error != "" {
			e.dropTasks(j.app, func(t *world.Task) bool { return t.UserID == au.UserID })
		}
		au.ExternalID, au.Profile, au.Error = remoteID, t.profile, ""
		au.Status, au.SyncState = "PROVISIONED", "SYNCHRONIZED"
		au.LastSync, au.LastUpdated = now, now
		e.logUser(j.app, au, kind)
		e.arrive(j.app, au)
	})
	e.changed()
}

// dropTasks takes away the tasks that a success has settled.
func (e *Engine) dropTasks(app *world.App, settled func(*world.Task) bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	app.Tasks = slices.DeleteFunc(app.Tasks, func(t *world.Task) bool {
		if settled(t) {
			delete(e.failed, t)
		}
		return settled(t)
	})
}

// finish writes down a job that will not be tried again by itself. Success was written down by the job itself.
func (e *Engine) finish(j *job, err error) {
	if err == nil {
		return
	}
	e.lock(func() {
		if statusOf(err) == http.StatusUnauthorized {
			e.log(event{kind: "application.integration.authentication_failure", app: j.app, reason: reason(err), failed: true})
		}
		switch {
		case j.user != nil:
			e.userFailed(j, err)
			e.changed()
		case j.mapping != nil:
			e.pushFailed(j, err)
			e.changed()
		}
	})
}

func (e *Engine) userFailed(j *job, err error) {
	au := j.user
	au.Error, au.SyncState, au.LastUpdated = err.Error(), "ERROR", e.world.Now()
	e.log(event{kind: userEvent(j.kind, err), app: j.app, user: au, failed: true, reason: reason(err)})
	e.addTask(j, &world.Task{UserID: au.UserID}, err)
}

// userEvent is the event type of a user's failed job.
func userEvent(k kind, err error) string {
	if reason(err) == "" {
		return "application.provision.user.sync"
	}
	switch k {
	case update:
		return "application.provision.user.push_profile"
	case deactivate:
		return "application.provision.user.deactivate"
	}
	return "application.provision.user.push"
}

func (e *Engine) pushFailed(j *job, err error) {
	m := j.mapping
	if e.world.Variant("push-error") == "error" {
		m.Status, m.ErrorSummary, m.LastUpdated = "ERROR", err.Error(), e.world.Now()
	}
	kind := "application.provision.group_push.mapping.update.or.delete.failed.with.error"
	if j.kind == push && m.RemoteID == "" {
		kind = "application.provision.group.add"
	}
	e.log(event{kind: kind, app: j.app, groupID: m.GroupID, groupName: m.TargetName, failed: true, reason: reason(err)})
	e.addTask(j, &world.Task{MappingID: m.ID}, err)
}

// addTask puts a failed job under Dashboard > Tasks, where it stays until somebody retries it.
func (e *Engine) addTask(j *job, t *world.Task, err error) {
	t.ID, t.Kind, t.Summary, t.Created = e.world.ID("tsk"), string(j.kind), err.Error(), e.world.Now()
	j.app.Tasks = append(j.app.Tasks, t)
	e.mu.Lock()
	defer e.mu.Unlock()
	e.failed[t] = j
}

// verify sends the probe that saving To App sends; only a refused key leaves a trace.
func (e *Engine) verify(ctx context.Context, j *job) error {
	var r remote
	e.lock(func() { r = e.remote(j.app.Provisioning) })
	return r.probe(ctx)
}
