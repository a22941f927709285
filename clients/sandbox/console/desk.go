// Package console plays the vendors' consoles: what has no API is done here, by a person with a browser or curl, or by
// the sandbox's operator.
package console

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/engine"
	"github.com/provision-cli/provision/clients/sandbox/traffic"
	"github.com/provision-cli/provision/clients/sandbox/world"
)

// Desk is where both consoles are open.
type Desk struct {
	World  *world.World
	Engine *engine.Engine
	// Traffic gives stats.json.
	Traffic *traffic.Recorder
}

// Refusal is an action that the console turned down, in the vendor's or the sandbox's words.
type Refusal struct{ Text string }

// Error returns the words.
func (r *Refusal) Error() string { return r.Text }

func refuse(format string, args ...any) error { return &Refusal{Text: fmt.Sprintf(format, args...)} }

// Shown is what a console shows after an action; keys and addresses are shown this once.
type Shown map[string]string

// Do carries out one action with the fields of its form. It says whether anything in the world changed; an unknown
// action and a turned down one are errors, the latter a *Refusal.
func (d *Desk) Do(ctx context.Context, id string, form url.Values) (Shown, bool, error) {
	for _, a := range Actions() {
		if a.ID == id {
			return a.run(ctx, d, form)
		}
	}
	var known []string
	for _, a := range Actions() {
		known = append(known, a.ID)
	}
	return nil, false, fmt.Errorf("no console action %q: choose from %s", id, strings.Join(known, ", "))
}

// locked wraps an action that needs the world for itself.
func locked(f func(d *Desk, form url.Values) (Shown, bool, error)) runner {
	return func(_ context.Context, d *Desk, form url.Values) (Shown, bool, error) {
		d.World.Lock()
		defer d.World.Unlock()
		return f(d, form)
	}
}

// onApp wraps an action on the app for Atlassian Cloud.
func onApp(f func(d *Desk, app *world.App, form url.Values) (Shown, bool, error)) runner {
	return locked(func(d *Desk, form url.Values) (Shown, bool, error) {
		app, err := d.app(form)
		if err != nil {
			return nil, false, err
		}
		return f(d, app, form)
	})
}

// app returns the app that the form names, or the first for Atlassian Cloud.
func (d *Desk) app(form url.Values) (*world.App, error) {
	if id := form.Get("app"); id != "" {
		if app := d.World.Okta.App(id); app != nil {
			return app, nil
		}
		return nil, refuse("No app has the id %s.", id)
	}
	if app := d.World.AtlassianApp(); app != nil {
		return app, nil
	}
	return nil, refuse("There is no Atlassian Cloud app yet: add it first.")
}

// directory returns the SCIM directory that the form names, or the first.
func (d *Desk) directory(form url.Values) (*world.Directory, error) {
	all := d.World.Atlassian.Directories
	if len(all) == 0 {
		return nil, refuse("There is no directory yet: create it first.")
	}
	want := form.Get("directory")
	if want == "" {
		return all[0], nil
	}
	for _, dir := range all {
		if dir.ID == want || strings.EqualFold(dir.Name, want) {
			return dir, nil
		}
	}
	return nil, refuse("No directory is called %s.", want)
}

// or returns the field's value, or another where it is empty.
func or(form url.Values, field, otherwise string) string {
	if v := strings.TrimSpace(form.Get(field)); v != "" {
		return v
	}
	return otherwise
}
