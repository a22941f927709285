package okta

import "github.com/provision-cli/provision/clients/sandbox/world"

// connection answers with the provisioning connection. For apps that Okta does not document here it says UNKNOWN,
// whatever was set up by hand; the variant connection has other possibilities.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationConnections/
func connection(c *call) reply {
	a, refused := c.app()
	if refused.status != 0 {
		return refused
	}
	return c.showConnection(a)
}

func (c *call) showConnection(a *world.App) reply {
	switch {
	case kindOf(a.Name).connects:
		return ok(c.knownConnection(a))
	case a.Name == "atlassian" && c.w.Variant("connection") == "enabled":
		return ok(c.knownConnection(a))
	case a.Name == "atlassian" && c.w.Variant("connection") == "not-found":
		return missing(a.ID, "AppInstance")
	}
	return ok(object{"status": "UNKNOWN", "profile": object{"authScheme": "UNKNOWN"}})
}

// knownConnection is a connection that was never set up (without profile, as recorded), disabled, or enabled.
func (c *call) knownConnection(a *world.App) object {
	link := func(parts ...string) object {
		return c.href(append([]string{"apps", a.ID, "connections", "default"}, parts...)...)
	}
	links := object{"self": over(link(), hints("POST", "GET"))}
	out := object{"authScheme": "TOKEN", "status": "DISABLED", "_links": links}
	if a.Provisioning.BaseURL != "" {
		out["profile"], out["baseUrl"] = object{"authScheme": "TOKEN"}, a.Provisioning.BaseURL
	}
	if a.Provisioning.Enabled {
		out["status"] = "ENABLED"
		links["deactivate"] = over(link("lifecycle", "deactivate"), hints("POST"))
		return out
	}
	links["activate"] = over(link("lifecycle", "activate"), hints("POST"))
	return out
}

// setConnection stores base URL and token where Okta documents the app; elsewhere it answers as a read does and stores nothing.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationConnections/
func setConnection(c *call) reply {
	a, refused := c.app()
	if refused.status != 0 {
		return refused
	}
	body, good := c.decode()
	if !good {
		return malformed()
	}
	profile := child(body, "profile")
	if text(profile, "authScheme") == "" {
		return blank("profile")
	}
	if kindOf(a.Name).connects {
		a.Provisioning.BaseURL, a.Provisioning.Token = text(body, "baseUrl"), text(profile, "token")
		a.Provisioning.Enabled = c.query.Get("activate") == "true"
		c.changed = true
	}
	return c.showConnection(a)
}

// activateConnection answers 204 whether or not there is anything to activate.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationConnections/
func activateConnection(c *call) reply { return c.switchConnection(true) }

// deactivateConnection answers 204 whether or not there is anything to deactivate.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationConnections/
func deactivateConnection(c *call) reply { return c.switchConnection(false) }

func (c *call) switchConnection(on bool) reply {
	a, refused := c.app()
	if refused.status != 0 {
		return refused
	}
	if kindOf(a.Name).connects && a.Provisioning.Enabled != on {
		a.Provisioning.Enabled = on
		c.changed = true
	}
	return noContent()
}
