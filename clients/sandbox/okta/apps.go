package okta

import (
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

func appID(a *world.App) string { return a.ID }

// apps lists apps by q (start of name or label) and filter. Inactive apps are among them also without includeNonDeleted,
// as recorded, although the documentation says otherwise.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/
func apps(c *call) reply {
	filter, refused := criteria(c.query.Get("filter"), appFilter)
	if refused.status != 0 {
		return refused
	}
	if e := c.query.Get("expand"); e != "" && (!strings.HasPrefix(e, "user/") || strings.Contains(e, ",")) {
		return invalid("RequestParams", "Expand query is malformed.")
	}
	q := strings.ToLower(c.query.Get("q"))
	keep := func(a *world.App) bool {
		field := func(name string) []string { return appField(a, name) }
		return (filter == nil || filter.matches(field)) &&
			(strings.HasPrefix(strings.ToLower(a.Name), q) || strings.HasPrefix(strings.ToLower(a.Label), q))
	}
	p := paging{size: 20, most: 200, keeps: []string{"q", "filter"}}
	return listed(c, p, c.w.Okta.Apps, appID, keep, c.showApp)
}

func appFilter(field string) []string {
	switch field {
	case "id", "status", "name", "credentials.signing.kid", "settings.slo.enabled":
		return []string{"eq"}
	}
	return nil
}

func appField(a *world.App, name string) []string {
	switch name {
	case "id":
		return []string{a.ID}
	case "status":
		return []string{a.Status}
	case "name":
		return []string{a.Name}
	case "credentials.signing.kid":
		return []string{signingKey(a)}
	}
	return nil
}

// app answers with one app.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/
func app(c *call) reply {
	a, refused := c.app()
	if refused.status != 0 {
		return refused
	}
	return ok(c.showApp(a))
}

// app returns the app of the path, or the answer when there is none.
func (c *call) app() (*world.App, reply) {
	a := c.w.Okta.App(c.id(0))
	if a == nil {
		return nil, missing(c.id(0), "AppInstance")
	}
	return a, reply{}
}

// activateApp makes an app active.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/
func activateApp(c *call) reply { return c.setStatus("ACTIVE") }

// deactivateApp makes an app inactive.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/
func deactivateApp(c *call) reply { return c.setStatus("INACTIVE") }

func (c *call) setStatus(status string) reply {
	a, refused := c.app()
	if refused.status != 0 {
		return refused
	}
	if a.Status != status {
		a.Status, a.LastUpdated = status, c.w.Now()
		c.changed = true
	}
	return ok(object{})
}

// deleteApp removes an app that is inactive.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/
func deleteApp(c *call) reply {
	a, refused := c.app()
	if refused.status != 0 {
		return refused
	}
	if a.Status == "ACTIVE" {
		return fault(403, "E0000056", "Delete application forbidden.", "The application must be deactivated before deletion.")
	}
	c.w.Okta.RemoveApp(a.ID)
	c.changed = true
	return noContent()
}
