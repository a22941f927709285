package okta

import (
	"fmt"
	"slices"
	"sort"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// createApp adds an app of the catalog; a blank setting that the app needs is named in the error.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/
func createApp(c *call) reply {
	body, good := c.decode()
	if !good {
		return malformed()
	}
	name, label := text(body, "name"), text(body, "label")
	if label == "" {
		return blank("label")
	}
	if name == "" {
		name = c.w.Okta.Subdomain + "_" + label + "_1"
	}
	k := kindOf(name)
	if key := k.required; key != "" && unset(child(child(body, "settings"), "app")[key]) {
		return blank(key)
	}
	mode := text(body, "signOnMode")
	if k.unnamed {
		mode = ""
	}
	template, refused := newTemplate(world.UsernameTemplate{}, child(child(body, "credentials"), "userNameTemplate"))
	if refused.status != 0 {
		return refused
	}
	a := c.w.CreateApp(name, label, mode)
	if c.query.Get("activate") == "false" {
		a.Status = "INACTIVE"
	}
	c.overwrite(a, body, template)
	c.changed = true
	return ok(c.showApp(a))
}

// replaceApp replaces the whole app: what is left out is reset, and sending features ends the app's provisioning.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/
func replaceApp(c *call) reply {
	a, refused := c.app()
	if refused.status != 0 {
		return refused
	}
	body, good := c.decode()
	switch name := text(body, "name"); {
	case !good:
		return malformed()
	case name != "" && name != a.Name:
		return invalid("name", "name: The field cannot be changed")
	case text(body, "label") == "":
		return blank("label")
	}
	settings := child(child(body, "settings"), "app")
	for _, key := range sortedKeys(child(a.Settings, "app")) {
		if !unset(child(a.Settings, "app")[key]) && unset(settings[key]) {
			return blank(key)
		}
	}
	template, refused := newTemplate(a.UserName, child(child(body, "credentials"), "userNameTemplate"))
	if refused.status != 0 {
		return refused
	}
	renamed := template != a.UserName
	c.overwrite(a, body, template)
	if renamed {
		c.e.TemplateChanged(a)
	}
	if _, sent := body["features"]; sent || c.w.Variant("put-keeps-provisioning") == "wipes" {
		a.Provisioning = world.Provisioning{}
		c.e.ProvisioningSaved(a)
	}
	c.changed = true
	c.record("application.lifecycle.update", "Update application", appTarget(a))
	return ok(c.showApp(a))
}

// overwrite puts everything of an app that a client may write in the place of what was there.
func (c *call) overwrite(a *world.App, body object, template world.UsernameTemplate) {
	a.Label, a.UserName, a.LastUpdated = text(body, "label"), template, c.w.Now()
	a.Visibility, a.Accessibility = child(body, "visibility"), child(body, "accessibility")
	a.Settings = newSettings(a, child(body, "settings"))
}

// newSettings are the settings that a body asks for: settings of the app itself that it leaves out stay as null, and an
// app of the catalog takes none of the sign-on settings that only custom apps have.
func newSettings(a *world.App, body object) object {
	out, app := over(nil, body), over(nil, child(body, "app"))
	for key := range child(a.Settings, "app") {
		if _, sent := app[key]; !sent {
			app[key] = nil
		}
	}
	out["app"] = app
	signOn := child(body, "signOn")
	if a.SignOnMode != "SAML_2_0" || signOn["ssoAcsUrl"] != nil {
		return out
	}
	known := child(defaultSettings(a.SignOnMode), "signOn")
	kept := object{}
	for key, v := range signOn {
		if _, takes := known[key]; takes || key == "configuredAttributeStatements" {
			kept[key] = v
		}
	}
	out["signOn"] = kept
	return out
}

// newTemplate reads a username template. Where it says nothing of pushStatus, the same template keeps its setting, which
// the API does not show for every type, and another CUSTOM one is pushed on creation only.
func newTemplate(before world.UsernameTemplate, body object) (world.UsernameTemplate, reply) {
	t := world.UsernameTemplate{Template: text(body, "template"), Type: text(body, "type"), PushStatus: text(body, "pushStatus")}
	t.Suffix = text(body, "suffix") + text(body, "userSuffix")
	if t.Type == "" {
		t.Type = "BUILT_IN"
	}
	if t.Template == "" {
		t.Template = "${source.login}"
	}
	if !slices.Contains([]string{"NONE", "BUILT_IN", "CUSTOM"}, t.Type) {
		return t, invalid("userNameTemplate", fmt.Sprintf("type: '%s' is not a valid value", t.Type))
	}
	if !slices.Contains([]string{"", "PUSH", "DONT_PUSH", "NOT_CONFIGURED"}, t.PushStatus) {
		return t, invalid("userNameTemplate", fmt.Sprintf("pushStatus: '%s' is not a valid value", t.PushStatus))
	}
	switch same := before.Template == t.Template && before.Type == t.Type; {
	case t.PushStatus != "":
	case same || t.Type != "CUSTOM":
		t.PushStatus = before.PushStatus
	default:
		t.PushStatus = "DONT_PUSH"
	}
	return t, reply{}
}

// unset says whether a setting counts as left out.
func unset(v any) bool { return v == nil || v == "" }

func sortedKeys(o object) []string {
	var out []string
	for k := range o {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
