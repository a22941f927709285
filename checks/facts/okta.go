package facts

import (
	"context"
	"errors"
	"iter"
	"slices"
	"time"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
)

// AppName is the key of the Atlassian Cloud app in Okta's catalogue.
const AppName = "atlassian"

// AppUsers are the people assigned to the app, in the order Okta lists them.
type AppUsers struct {
	List []okta.AppUser
	ByID map[string]okta.AppUser // by Okta user id
}

// Organization is what the Okta org says of itself without a credential.
func (f *Facts) Organization(ctx context.Context) (okta.Organization, error) {
	return read(ctx, &f.organization, f.okta, func(ctx context.Context, r *okta.Reader) (okta.Organization, error) {
		return r.Organization(ctx)
	})
}

// Me is the owner of the Okta token; a service app has none and gets an error.
func (f *Facts) Me(ctx context.Context) (okta.User, error) {
	return read(ctx, &f.me, f.okta, func(ctx context.Context, r *okta.Reader) (okta.User, error) { return r.Me(ctx) })
}

// Roles are the admin roles of the token's owner; most admins may not read them.
func (f *Facts) Roles(ctx context.Context) ([]okta.Role, error) {
	return read(ctx, &f.roles, f.okta, func(ctx context.Context, r *okta.Reader) ([]okta.Role, error) {
		me, err := f.Me(ctx)
		if err != nil {
			return nil, err
		}
		return r.Roles(ctx, me.ID)
	})
}

// Apps are all instances named `atlassian`, inactive ones included.
func (f *Facts) Apps(ctx context.Context) ([]okta.App, error) {
	return read(ctx, &f.apps, f.okta, func(ctx context.Context, r *okta.Reader) ([]okta.App, error) {
		return collect(r.Apps(ctx, okta.AppQuery{Name: AppName}))
	})
}

// Family are the vendor's apps in this Okta org under whatever key: Okta's
// older apps for Jira and Confluence, and further instances of `atlassian`.
func (f *Facts) Family(ctx context.Context) ([]okta.App, error) {
	return read(ctx, &f.family, f.okta, func(ctx context.Context, r *okta.Reader) ([]okta.App, error) {
		var out []okta.App
		seen := map[string]bool{}
		for _, q := range []string{"Atlassian", "Jira"} {
			found, err := collect(r.Apps(ctx, okta.AppQuery{Q: q}))
			if err != nil {
				return nil, err
			}
			for _, a := range found {
				if !seen[a.ID] {
					seen[a.ID] = true
					out = append(out, a)
				}
			}
		}
		return out, nil
	})
}

// App is the one app instance this run is about: the Intent's, else the only
// one. ErrNoApp when there is none, *NoAppError when none has the wanted id,
// *AmbiguousError when several could be meant.
func (f *Facts) App(ctx context.Context) (okta.App, error) {
	apps, err := f.Apps(ctx)
	if err != nil {
		return okta.App{}, err
	}
	if f.intent.AppID != "" {
		return f.wantedApp(ctx, apps)
	}
	active := slices.DeleteFunc(slices.Clone(apps), func(a okta.App) bool { return a.Status != "ACTIVE" })
	switch {
	case len(apps) == 0:
		return okta.App{}, ErrNoApp
	case len(apps) == 1:
		return apps[0], nil
	case len(active) == 1:
		return active[0], nil
	}
	return okta.App{}, &AmbiguousError{Apps: apps}
}

func (f *Facts) wantedApp(ctx context.Context, apps []okta.App) (okta.App, error) {
	for _, a := range apps {
		if a.ID == f.intent.AppID {
			return a, nil
		}
	}
	return read(ctx, &f.wanted, f.okta, func(ctx context.Context, r *okta.Reader) (okta.App, error) {
		app, err := r.App(ctx, f.intent.AppID)
		if errors.Is(err, clients.ErrNotFound) {
			return okta.App{}, &NoAppError{ID: f.intent.AppID, Apps: apps}
		}
		return app, err
	})
}

// AppGroups are the groups assigned to the app.
func (f *Facts) AppGroups(ctx context.Context) ([]okta.AppGroup, error) {
	return ofApp(ctx, f, &f.appGroups, func(ctx context.Context, r *okta.Reader, app okta.App) ([]okta.AppGroup, error) {
		return collect(r.AppGroups(ctx, app.ID))
	})
}

// AppUsers are the people assigned to the app, directly or through a group.
func (f *Facts) AppUsers(ctx context.Context) (*AppUsers, error) {
	return ofApp(ctx, f, &f.appUsers, func(ctx context.Context, r *okta.Reader, app okta.App) (*AppUsers, error) {
		list, err := collect(r.AppUsers(ctx, app.ID))
		if err != nil {
			return nil, err
		}
		out := &AppUsers{List: list, ByID: make(map[string]okta.AppUser, len(list))}
		for _, u := range list {
			out.ByID[u.ID] = u
		}
		return out, nil
	})
}

// PushMappings are the app's group push mappings, inactive ones included.
func (f *Facts) PushMappings(ctx context.Context) ([]okta.PushMapping, error) {
	return ofApp(ctx, f, &f.pushes, func(ctx context.Context, r *okta.Reader, app okta.App) ([]okta.PushMapping, error) {
		return collect(r.PushMappings(ctx, app.ID))
	})
}

// Connection is what Okta's API says of the app's provisioning connection;
// UNKNOWN is what an app without an API for it answers, and proves nothing.
func (f *Facts) Connection(ctx context.Context) (okta.Connection, error) {
	return ofApp(ctx, f, &f.connection, func(ctx context.Context, r *okta.Reader, app okta.App) (okta.Connection, error) {
		return r.Connection(ctx, app.ID)
	})
}

// Feature is what Okta's features API says of the app's To App options.
func (f *Facts) Feature(ctx context.Context) (okta.Feature, error) {
	return ofApp(ctx, f, &f.feature, func(ctx context.Context, r *okta.Reader, app okta.App) (okta.Feature, error) {
		return r.Feature(ctx, app.ID)
	})
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
