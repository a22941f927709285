package facts

import (
	"context"
	"errors"
	"slices"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
)

// Apps are all instances named `atlassian`, inactive ones included, by label.
func (f *Facts) Apps(ctx context.Context) ([]okta.App, error) {
	return read(ctx, &f.apps, f.okta, func(ctx context.Context, r *okta.Reader) ([]okta.App, error) {
		found, err := collect(r.Apps(ctx, okta.AppQuery{Name: AppName}))
		f.tellApps(found)
		return ordered(found, appOrder), err
	})
}

// Family are the vendor's apps in this Okta org under whatever key, by label:
// Okta's older apps for Jira and Confluence, and further instances of `atlassian`.
func (f *Facts) Family(ctx context.Context) ([]okta.App, error) {
	return read(ctx, &f.family, f.okta, func(ctx context.Context, r *okta.Reader) ([]okta.App, error) {
		return once(ctx, &f.lasting.family, func(ctx context.Context) ([]okta.App, error) {
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
			return ordered(out, appOrder), nil
		})
	})
}

func appOrder(a okta.App) string { return a.Label + "\x00" + a.ID }

// App is the one app instance this run is about: the Intent's, else the only
// one. ErrNoApp when there is none, *NoAppError when none has the wanted id,
// *AmbiguousError when several could be meant.
//
// An app whose id is known is read by it, which counts in a bucket of its own;
// OneApp asks whether it is still the only one.
func (f *Facts) App(ctx context.Context) (okta.App, error) {
	return read(ctx, &f.app, f.okta, func(ctx context.Context, r *okta.Reader) (okta.App, error) {
		if f.intent.AppID != "" {
			return f.wantedApp(ctx, r)
		}
		id, known := f.lasting.appID.get()
		if !known {
			return f.OneApp(ctx)
		}
		app, err := r.App(ctx, id)
		if errors.Is(err, clients.ErrNotFound) || err == nil && app.Status != "ACTIVE" {
			f.lasting.appID.forget()
			return f.OneApp(ctx)
		}
		return app, err
	})
}

// OneApp is App, proven by the list of all instances where the Intent names none.
func (f *Facts) OneApp(ctx context.Context) (okta.App, error) {
	if f.intent.AppID != "" {
		return f.App(ctx)
	}
	apps, err := f.Apps(ctx)
	if err != nil {
		return okta.App{}, err
	}
	active := slices.DeleteFunc(slices.Clone(apps), func(a okta.App) bool { return a.Status != "ACTIVE" })
	switch {
	case len(apps) == 0:
		return okta.App{}, ErrNoApp
	case len(active) == 1:
		f.lasting.appID.set(active[0].ID)
		return active[0], nil
	case len(apps) == 1:
		return apps[0], nil
	}
	return okta.App{}, &AmbiguousError{Apps: apps}
}

func (f *Facts) wantedApp(ctx context.Context, r *okta.Reader) (okta.App, error) {
	app, err := r.App(ctx, f.intent.AppID)
	if !errors.Is(err, clients.ErrNotFound) {
		return app, err
	}
	apps, err := f.Apps(ctx)
	if err != nil {
		return okta.App{}, err
	}
	return okta.App{}, &NoAppError{ID: f.intent.AppID, Apps: apps}
}
