package console

import (
	"context"
	"net/url"
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// tried are the address and key that a form holds, or that the app has saved.
func (d *Desk) tried(form url.Values, saved bool) (app *world.App, base, key string, err error) {
	d.World.Lock()
	defer d.World.Unlock()
	app, err = d.app(form)
	if err != nil {
		return nil, "", "", err
	}
	base, key = strings.TrimSpace(form.Get("base_url")), strings.TrimSpace(form.Get("api_key"))
	if saved && base == "" {
		base = app.Provisioning.BaseURL
	}
	if saved && key == "" {
		key = app.Provisioning.Token
	}
	switch {
	case base == "":
		return nil, "", "", refuse("Base URL: The field cannot be left blank")
	case key == "":
		return nil, "", "", refuse("API Token: The field cannot be left blank")
	}
	return app, strings.TrimRight(base, "/"), key, nil
}

func testCredentials(ctx context.Context, d *Desk, form url.Values) (Shown, bool, error) {
	_, base, key, err := d.tried(form, true)
	if err != nil {
		return nil, false, err
	}
	if err := d.Engine.Test(ctx, base, key); err != nil {
		return nil, false, refuse("%s", err)
	}
	return Shown{"test": "Atlassian Cloud was verified successfully!"}, false, nil
}

func enterCredentials(ctx context.Context, d *Desk, form url.Values) (Shown, bool, error) {
	app, base, key, err := d.tried(form, false)
	if err != nil {
		return nil, false, err
	}
	if err := d.Engine.Test(ctx, base, key); err != nil {
		return nil, false, refuse("%s", err)
	}
	d.World.Lock()
	defer d.World.Unlock()
	p := &app.Provisioning
	changed := !p.Enabled || p.BaseURL != base || p.Token != key
	p.Enabled, p.BaseURL, p.Token, p.TestedAt = true, base, key, d.World.Now().UTC()
	if changed {
		app.LastUpdated = d.World.Now().UTC()
		d.Engine.ProvisioningSaved(app)
	}
	return Shown{"test": "Atlassian Cloud was verified successfully!", "integration": "saved"}, changed, nil
}

func enableOptions(d *Desk, app *world.App, form url.Values) (Shown, bool, error) {
	p := &app.Provisioning
	if !p.Enabled {
		return nil, false, refuse("Provisioning is not enabled for the app instance.")
	}
	was := *p
	p.Create, p.Update, p.Deactivate = ticked(form, "create"), ticked(form, "update"), ticked(form, "deactivate")
	shown := Shown{"create": onOff(p.Create), "update": onOff(p.Update), "deactivate": onOff(p.Deactivate)}
	if was == *p {
		return shown, false, nil
	}
	app.LastUpdated = d.World.Now().UTC()
	d.Engine.ProvisioningSaved(app)
	return shown, true, nil
}

func ticked(form url.Values, field string) bool {
	switch strings.ToLower(strings.TrimSpace(form.Get(field))) {
	case "", "0", "off", "false", "no":
		return false
	}
	return true
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}
