package engine

import (
	"context"
	"net/http"
	"net/url"
)

// replace reads the remote account and writes it back with Okta's values over it.
func (t task) replace(ctx context.Context, doing string) error {
	path := "/Users/" + url.PathEscape(t.externalID)
	now, err := t.remote.resource(ctx, doing, http.MethodGet, path, nil)
	if err != nil {
		return err
	}
	if now == nil {
		return &failure{doing: doing, detail: "Get user returned empty user."}
	}
	_, err = t.remote.call(ctx, doing, http.MethodPut, path, merge(now, t.values))
	return err
}

// activate switches the remote account on or off, with a PATCH or with a PUT of the whole account.
func (t task) activate(ctx context.Context, active bool) error {
	doing := "Error while deactivating user " + t.userName
	if active {
		doing = "Error while reactivating user " + t.userName
	}
	if !t.patches {
		t.values = document{"active": active}
		return t.replace(ctx, doing)
	}
	_, err := t.remote.call(ctx, doing, http.MethodPatch, "/Users/"+url.PathEscape(t.externalID),
		patch(document{"op": "replace", "value": document{"active": active}}))
	return err
}

func (e *Engine) update(ctx context.Context, j *job) error {
	t, ok := e.begin(j)
	if !ok || !t.updates {
		return nil
	}
	t.values["externalId"] = t.userID
	err := t.replace(ctx, "Error while updating user "+t.userName)
	if err != nil {
		return err
	}
	e.provisioned(j, t, t.externalID, "application.provision.user.push_profile")
	return nil
}

// deactivate never deletes. An account that is gone already is as good as off.
func (e *Engine) deactivate(ctx context.Context, j *job) error {
	t, ok := e.begin(j)
	if !ok {
		return nil
	}
	err := t.activate(ctx, false)
	if err != nil && statusOf(err) != http.StatusNotFound {
		return err
	}
	e.lock(func() { e.logUser(j.app, j.user, "application.provision.user.deactivate") })
	return nil
}
