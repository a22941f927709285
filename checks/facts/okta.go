package facts

import (
	"context"
	"errors"
	"iter"
	"strings"
	"time"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
)

// AppName is the key of the Atlassian Cloud app in Okta's catalogue.
const AppName = "atlassian"

// Organization is what the Okta org says of itself without a credential.
func (f *Facts) Organization(ctx context.Context) (okta.Organization, error) {
	return read(ctx, &f.organization, f.okta, func(ctx context.Context, r *okta.Reader) (okta.Organization, error) {
		return once(ctx, &f.lasting.organization, r.Organization)
	})
}

// Me is the owner of the Okta token; a service app has none and gets an error.
func (f *Facts) Me(ctx context.Context) (okta.User, error) {
	return read(ctx, &f.me, f.okta, func(ctx context.Context, r *okta.Reader) (okta.User, error) {
		return once(ctx, &f.lasting.me, r.Me)
	})
}

// Roles are the admin roles of the token's owner, or of the service app; most admins may not read them.
func (f *Facts) Roles(ctx context.Context) ([]okta.Role, error) {
	return read(ctx, &f.roles, f.okta, func(ctx context.Context, r *okta.Reader) ([]okta.Role, error) {
		if r.ClientID() != "" {
			return r.ClientRoles(ctx)
		}
		me, err := f.Me(ctx)
		if err != nil {
			return nil, err
		}
		return r.Roles(ctx, me.ID)
	})
}

// AppGroups are the groups assigned to the app.
func (f *Facts) AppGroups(ctx context.Context) ([]okta.AppGroup, error) {
	return ofApp(ctx, f, &f.appGroups, func(ctx context.Context, r *okta.Reader, app okta.App) ([]okta.AppGroup, error) {
		return collect(r.AppGroups(ctx, app.ID))
	})
}

// PushMappings are the app's group push mappings, inactive ones included.
func (f *Facts) PushMappings(ctx context.Context) ([]okta.PushMapping, error) {
	return ofApp(ctx, f, &f.pushes, func(ctx context.Context, r *okta.Reader, app okta.App) ([]okta.PushMapping, error) {
		found, err := collect(r.PushMappings(ctx, app.ID))
		if err == nil {
			f.tellPushes(app, found)
		}
		return found, err
	})
}

// Connection is what Okta's API says of the app's provisioning connection;
// UNKNOWN is what an app without an API for it answers, and proves nothing.
func (f *Facts) Connection(ctx context.Context) (okta.Connection, error) {
	return ofApp(ctx, f, &f.connection, func(ctx context.Context, r *okta.Reader, app okta.App) (okta.Connection, error) {
		found, err := r.Connection(ctx, app.ID)
		f.tellConnection(found, err)
		return found, err
	})
}

// Feature is what Okta's features API says of the app's To App options. Okta's
// word that it has no such API for the app is taken once: it never will.
func (f *Facts) Feature(ctx context.Context) (okta.Feature, error) {
	return ofApp(ctx, f, &f.feature, func(ctx context.Context, r *okta.Reader, app okta.App) (okta.Feature, error) {
		if none, known := f.lasting.featureless.get(); known && none.app == app.ID {
			return okta.Feature{}, none.value
		}
		feature, err := r.Feature(ctx, app.ID)
		f.tellFeature(err)
		if notSupported(err) {
			f.lasting.featureless.set(ofID[error]{app.ID, err})
		}
		return feature, err
	})
}

// notSupported tells "not supported", which is for good, from "not enabled": both are 400 E0000001.
func notSupported(err error) bool {
	e, ok := errors.AsType[*clients.Error](err)
	return ok && e.Status == 400 && strings.Contains(strings.ToLower(e.Message), "not supported")
}

// ofApp is read for what belongs to the app instance.
func ofApp[T any](ctx context.Context, f *Facts, m *memo[T], ask func(context.Context, *okta.Reader, okta.App) (T, error)) (T, error) {
	return read(ctx, m, f.okta, func(ctx context.Context, r *okta.Reader) (T, error) {
		app, err := f.App(ctx)
		if err != nil {
			var zero T
			return zero, err
		}
		return ask(ctx, r, app)
	})
}

// ProbeGroups and ProbeLogs ask for the first item of a resource, to learn
// whether the token may read it; the other rights show in the lists that are
// read anyway.
func (f *Facts) ProbeGroups(ctx context.Context) error {
	if _, known := f.groups.known(ctx); known {
		return nil // the whole list says it too
	}
	return f.probe(ctx, "groups", func(r *okta.Reader) error { return first(r.Groups(ctx, okta.GroupQuery{})) })
}

// ProbeLogs asks for the first event of the last hour.
func (f *Facts) ProbeLogs(ctx context.Context) error {
	return f.probe(ctx, "logs", func(r *okta.Reader) error {
		return first(r.Events(ctx, okta.EventQuery{Since: f.now.Add(-time.Hour), Until: f.now}))
	})
}

func (f *Facts) probe(ctx context.Context, resource string, ask func(*okta.Reader) error) error {
	_, err := f.probes.get(ctx, resource, func(context.Context) (struct{}, error) {
		r, err := f.okta()
		if err != nil {
			return struct{}{}, err
		}
		return struct{}{}, ask(r)
	})
	return err
}

func first[T any](list iter.Seq2[T, error]) error {
	for _, err := range list {
		return err
	}
	return nil
}
