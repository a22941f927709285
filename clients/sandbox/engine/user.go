package engine

import (
	"context"
	"net/http"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// task is what a user's job has to do, read from the world at the moment when it starts.
type task struct {
	remote  remote
	patches bool // OIN: activation by PATCH; otherwise by PUT
	creates bool
	updates bool

	userID, userName string
	externalID       string
	profile          map[string]any
	values           document
	password         string
}

// on says whether the app's provisioning is set up, so that assignments become jobs.
func on(app *world.App) bool {
	p := app.Provisioning
	return app.Status == "ACTIVE" && p.Enabled && p.BaseURL != "" && p.Token != ""
}

// begin reads what the job needs; false means that there is nothing left to do.
func (e *Engine) begin(j *job) (t task, ok bool) {
	e.lock(func() {
		u := e.world.Okta.User(j.user.UserID)
		if u == nil || !on(j.app) {
			return
		}
		switch still := j.app.User(j.user.UserID) == j.user; j.kind {
		case provision:
			ok = still && u.Active() && j.user.ExternalID == ""
		case update:
			ok = still && u.Active() && j.user.ExternalID != ""
		case deactivate:
			ok = j.user.ExternalID != ""
		}
		if !ok {
			return
		}
		t = task{
			remote: e.remote(j.app.Provisioning), patches: e.patches(),
			creates: j.app.Provisioning.Create, updates: j.app.Provisioning.Update,
			userID: u.ID, userName: j.user.UserName, externalID: j.user.ExternalID,
			profile: profile(j.app, u, j.user.Profile), password: e.world.Token(12),
		}
		t.values = values(j.app, j.user, u, t.profile)
	})
	return t, ok
}

func (e *Engine) patches() bool { return e.world.Variant("engine") == "oin" }

// provision looks the user up by userName, and creates or links the remote account.
func (e *Engine) provision(ctx context.Context, j *job) error {
	t, ok := e.begin(j)
	if !ok {
		return nil
	}
	if err := t.fits(); err != nil {
		return err
	}
	found, err := t.remote.find(ctx, "Error while verifying if user "+t.userName+" exists", "/Users", "userName", t.userName)
	if err != nil {
		return err
	}
	if found == nil {
		return e.create(ctx, j, t)
	}
	return e.link(ctx, j, t, found)
}

// longest is how many characters Okta takes in an app's user name and in an address.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationUsers/
const longest = 100

// fits says whether Okta itself takes the assignment's values; it sends nothing of one that it does not.
func (t task) fits() error {
	email, _ := t.profile["email"].(string)
	if len([]rune(t.userName)) > longest || len([]rune(email)) > longest {
		return &failure{doing: "Error while creating user " + t.userName + ": the user name or the address has more than 100 characters"}
	}
	return nil
}

func (e *Engine) create(ctx context.Context, j *job, t task) error {
	if !t.creates {
		return &failure{doing: "Matching user not found"}
	}
	doing := "Error while creating user " + t.userName
	made, err := t.remote.resource(ctx, doing, http.MethodPost, "/Users", newUser(t.values, t.userID, t.password))
	if err != nil {
		return err
	}
	id, _ := made["id"].(string)
	if id == "" {
		return &failure{doing: "Create new user returned empty user."}
	}
	e.provisioned(j, t, id, "application.provision.user.push")
	return nil
}

// link adopts an account that exists: by its exact userName, whoever made it.
func (e *Engine) link(ctx context.Context, j *job, t task, found document) error {
	id, _ := found["id"].(string)
	wasActive, known := found["active"].(bool)
	t.externalID, t.values["externalId"] = id, t.userID
	if !t.patches {
		t.values["active"] = true
	}
	if err := t.replace(ctx, "Error while linking user "+t.userName); err != nil {
		return err
	}
	event := "application.provision.user.push"
	if known && !wasActive {
		event = "application.provision.user.reactivate"
		if t.patches {
			if err := t.activate(ctx, true); err != nil {
				return err
			}
		}
	}
	e.provisioned(j, t, id, event)
	return nil
}
