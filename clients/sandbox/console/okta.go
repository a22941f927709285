package console

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

func addApp(d *Desk, form url.Values) (Shown, bool, error) {
	label := or(form, "label", "Atlassian Cloud")
	for _, a := range d.World.Okta.Apps {
		if strings.EqualFold(a.Label, label) {
			return nil, false, refuse("An app with the label %s exists already.", label)
		}
	}
	app := d.World.AddAtlassianApp()
	app.Label = label
	return Shown{"app": app.ID}, true, nil
}

// revokeAccessTokens ends what the service app was given; its next call gets 401, and it may ask anew at once.
func revokeAccessTokens(d *Desk, _ url.Values) (Shown, bool, error) {
	n := d.World.Okta.Service.Revoke()
	return Shown{"revoked": strconv.Itoa(n)}, false, nil
}

func activateApp(_ *Desk, app *world.App, _ url.Values) (Shown, bool, error) {
	changed := app.Status != "ACTIVE"
	app.Status = "ACTIVE"
	return Shown{"app": app.ID}, changed, nil
}

// formats are the names that the Sign On tab has for username formats.
func format(name string) (template, kind string) {
	switch strings.ToLower(name) {
	case "email":
		return "${source.email}", "BUILT_IN"
	case "email-lowercase", "email (lowercase)":
		return "${fn:toLowerCase(source.email)}", "BUILT_IN"
	case "email-prefix", "email prefix":
		return `${fn:substringBefore(source.email, "@")}`, "BUILT_IN"
	case "okta-username", "okta username":
		return "${source.login}", "BUILT_IN"
	}
	if strings.HasPrefix(name, "${") {
		return name, "BUILT_IN"
	}
	return name, "CUSTOM"
}

func setUsernameFormat(d *Desk, app *world.App, form url.Values) (Shown, bool, error) {
	template, kind := format(or(form, "format", "email"))
	if kind == "CUSTOM" && !strings.Contains(template, ".") {
		return nil, false, refuse("%s is neither a format nor an expression such as user.email.", template)
	}
	push := "PUSH"
	switch or(form, "update_on", "create-and-update") {
	case "create-and-update", "PUSH":
	case "create-only", "DONT_PUSH":
		push = "DONT_PUSH"
	default:
		return nil, false, refuse("update_on is create-and-update or create-only.")
	}
	was := app.UserName
	app.UserName.Template, app.UserName.Type, app.UserName.PushStatus = template, kind, push
	if was == app.UserName {
		return Shown{"format": template}, false, nil
	}
	app.LastUpdated = d.World.Now().UTC()
	d.Engine.TemplateChanged(app)
	return Shown{"format": template}, true, nil
}

func updateNow(d *Desk, app *world.App, _ url.Values) (Shown, bool, error) {
	d.Engine.UpdateNow(app)
	return Shown{"update": "Application usernames are being updated."}, true, nil
}

func reviewMappings(_ *Desk, app *world.App, _ url.Values) (Shown, bool, error) {
	shown := Shown{}
	for _, m := range app.Profile {
		if m.TargetID == app.ID {
			for name, p := range m.Properties {
				shown[name] = p.Expression
			}
		}
	}
	return shown, false, nil
}

// oktaGroup returns the group that the form names by name or id.
func (d *Desk) oktaGroup(form url.Values) (*world.Group, error) {
	name := strings.TrimSpace(form.Get("group"))
	if name == "" {
		return nil, refuse("group: The field cannot be left blank")
	}
	if g := d.World.Okta.Group(name); g != nil {
		return g, nil
	}
	if g := d.World.Okta.GroupNamed(name); g != nil {
		return g, nil
	}
	return nil, refuse("No group is called %s.", name)
}

func pushGroup(d *Desk, app *world.App, form url.Values) (Shown, bool, error) {
	g, err := d.oktaGroup(form)
	if err != nil {
		return nil, false, err
	}
	if !app.Provisioning.Enabled {
		return nil, false, refuse("Push Groups needs an enabled API integration.")
	}
	for _, m := range app.Mappings {
		if m.GroupID == g.ID {
			return nil, false, refuse("%s is pushed already.", g.Name)
		}
	}
	now := d.World.Now().UTC()
	m := &world.PushMapping{
		ID: d.World.ID("gPm"), GroupID: g.ID, TargetGroupID: d.World.ID("00g"), TargetName: g.Name, Status: "ACTIVE", Created: now, LastUpdated: now,
		Pushed: map[string]bool{},
	}
	app.Mappings = append(app.Mappings, m)
	d.Engine.Push(app, m)
	return Shown{"mapping": m.ID}, true, nil
}

func pushNow(d *Desk, app *world.App, form url.Values) (Shown, bool, error) {
	only := strings.TrimSpace(form.Get("group"))
	var done []string
	for _, m := range app.Mappings {
		g := d.World.Okta.Group(m.GroupID)
		if only != "" && only != m.ID && only != m.GroupID && (g == nil || g.Name != only) {
			continue
		}
		if m.Status == "INACTIVE" && only == "" {
			continue
		}
		d.Engine.PushNow(app, m)
		done = append(done, m.TargetName)
	}
	if done == nil && only != "" {
		return nil, false, refuse("%s is not pushed.", only)
	}
	return Shown{"groups": strings.Join(done, ", ")}, len(done) > 0, nil
}

func assignGroup(d *Desk, app *world.App, form url.Values) (Shown, bool, error) {
	g, err := d.oktaGroup(form)
	if err != nil {
		return nil, false, err
	}
	if app.Group(g.ID) != nil {
		return Shown{"group": g.ID}, false, nil
	}
	app.Groups = append(app.Groups, &world.AppGroup{GroupID: g.ID, Priority: len(app.Groups), LastUpdated: d.World.Now().UTC(), Profile: map[string]any{}})
	d.Engine.AssignGroup(app, g.ID)
	return Shown{"group": g.ID}, true, nil
}

func provisionUser(d *Desk, app *world.App, form url.Values) (Shown, bool, error) {
	only := strings.TrimSpace(form.Get("user"))
	var done []string
	for _, au := range app.Users {
		u := d.World.Okta.User(au.UserID)
		if u == nil || only == "" && au.ExternalID != "" {
			continue
		}
		if only != "" && only != u.ID && !strings.EqualFold(only, u.Login) && !strings.EqualFold(only, u.Email) {
			continue
		}
		d.Engine.ProvisionUser(app, u.ID)
		done = append(done, u.Login)
	}
	if only != "" && done == nil {
		return nil, false, refuse("%s is not assigned to the app.", only)
	}
	return Shown{"users": strings.Join(done, ", ")}, len(done) > 0, nil
}

func retryFailed(d *Desk, app *world.App, _ url.Values) (Shown, bool, error) {
	if len(app.Tasks) == 0 {
		return Shown{"tasks": "none failed"}, false, nil
	}
	d.Engine.RetryFailed(app)
	return Shown{"tasks": "retried"}, true, nil
}
