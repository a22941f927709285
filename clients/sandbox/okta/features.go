package okta

import "github.com/provision-cli/provision/clients/sandbox/world"

// features lists the provisioning features of an app.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationFeatures/
func features(c *call) reply {
	a, refused := c.featureApp()
	if refused.status != 0 {
		return refused
	}
	return ok(list{c.outbound(a), c.inbound(a)})
}

// feature answers with one provisioning feature.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationFeatures/
func feature(c *call) reply {
	if !knownFeature(c.id(1)) {
		return missing(c.id(1), "PublicAppFeatureSetName")
	}
	a, refused := c.featureApp()
	if refused.status != 0 {
		return refused
	}
	return ok(c.showFeature(a))
}

// setFeature changes some capabilities of a provisioning feature.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationFeatures/
func setFeature(c *call) reply {
	if !knownFeature(c.id(1)) {
		return missing(c.id(1), "PublicAppFeatureSetName")
	}
	body, good := c.decode()
	if !good {
		return malformed()
	}
	a, refused := c.featureApp()
	if refused.status != 0 {
		return refused
	}
	if c.id(1) == "USER_PROVISIONING" {
		before := a.Provisioning
		p, update := &a.Provisioning, child(body, "update")
		turn(&p.Create, child(child(body, "create"), "lifecycleCreate"))
		turn(&p.Update, child(update, "profile"))
		turn(&p.Deactivate, child(update, "lifecycleDeactivate"))
		c.changed = *p != before
	}
	if c.changed {
		a.LastUpdated = c.w.Now()
		c.e.ProvisioningSaved(a)
	}
	return ok(c.showFeature(a))
}

// turn sets an option to what a capability says, if it says anything.
func turn(option *bool, capability object) {
	switch text(capability, "status") {
	case "ENABLED":
		*option = true
	case "DISABLED":
		*option = false
	}
}

func knownFeature(name string) bool {
	return name == "USER_PROVISIONING" || name == "INBOUND_PROVISIONING"
}

// featureApp returns the app of the path if its features can be read, or the answer of those that cannot.
func (c *call) featureApp() (*world.App, reply) {
	a, refused := c.app()
	if refused.status != 0 {
		return nil, refused
	}
	off := invalid("feature", "Provisioning is not enabled for the app instance.")
	variant := c.w.Variant("features-endpoint")
	switch {
	case a.Name == "atlassian" && variant == "not-enabled":
		return nil, off
	case !kindOf(a.Name).connects && (a.Name != "atlassian" || variant != "answers"):
		return nil, invalid("feature", "Provisioning is not supported.")
	case !a.Provisioning.Enabled:
		return nil, off
	}
	return a, reply{}
}

func (c *call) showFeature(a *world.App) object {
	if c.id(1) == "INBOUND_PROVISIONING" {
		return c.inbound(a)
	}
	return c.outbound(a)
}

// outbound is USER_PROVISIONING; the feature is ENABLED whatever its capabilities say.
func (c *call) outbound(a *world.App) object {
	p := a.Provisioning
	return c.showCapabilities(a, "USER_PROVISIONING", "User provisioning settings from Okta to a downstream application", object{
		"create": object{"lifecycleCreate": status(p.Create)},
		"update": object{
			"profile": status(p.Update), "lifecycleDeactivate": status(p.Deactivate),
			"password": object{"status": "DISABLED", "seed": "RANDOM", "change": "KEEP_EXISTING"},
		},
	})
}

func (c *call) inbound(a *world.App) object {
	about := "In-bound provisioning settings for provisioning users from an application to Okta"
	return c.showCapabilities(a, "INBOUND_PROVISIONING", about, object{
		"importSettings": object{
			"username": object{"userNameFormat": "EMAIL"},
			"schedule": object{"status": "DISABLED", "fullImport": nil, "incrementalImport": nil},
		},
		"importRules": object{"userCreateAndMatch": object{
			"exactMatchCriteria": "USERNAME", "allowPartialMatch": true, "autoConfirmPartialMatch": false,
			"autoConfirmExactMatch": false, "autoConfirmNewUsers": false, "autoActivateNewUsers": false,
		}},
	})
}

func (c *call) showCapabilities(a *world.App, name, about string, capabilities object) object {
	return object{
		"name": name, "status": "ENABLED", "description": about, "capabilities": capabilities,
		"_links": object{"self": over(c.href("apps", a.ID, "features", name), hints("GET", "PUT"))},
	}
}

func status(on bool) object {
	if on {
		return object{"status": "ENABLED"}
	}
	return object{"status": "DISABLED"}
}
