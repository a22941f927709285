package okta

import (
	"net/http"
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// longestUserName is how many characters an app user name may have.
const longestUserName = 100

// appUsers lists the people that an app is assigned to. The links drop expand and share one header, as recorded.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationUsers/
func appUsers(c *call) reply {
	a, refused := c.app()
	if refused.status != 0 {
		return refused
	}
	q := strings.ToLower(c.query.Get("q"))
	keep := func(u *world.AppUser) bool {
		known := c.w.Okta.User(u.UserID)
		return q == "" || strings.HasPrefix(strings.ToLower(u.UserName), q) || known != nil && userStarts(known, q)
	}
	id := func(u *world.AppUser) string { return u.UserID }
	show := func(u *world.AppUser) any { return c.showAppUser(a, u) }
	return listed(c, paging{size: 50, most: 500, joined: true}, a.Users, id, keep, show)
}

// appUser answers with one person's assignment.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationUsers/
func appUser(c *call) reply {
	a, u, refused := c.appUser()
	if refused.status != 0 {
		return refused
	}
	return ok(c.showAppUser(a, u))
}

func (c *call) appUser() (*world.App, *world.AppUser, reply) {
	a, refused := c.app()
	if refused.status != 0 {
		return nil, nil, refused
	}
	u := a.User(c.id(1))
	if u == nil {
		return nil, nil, missing(c.id(1), "AppUser")
	}
	return a, u, reply{}
}

// assignUser assigns one person, or turns an assignment by a group into one of its own.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationUsers/
func assignUser(c *call) reply {
	a, refused := c.app()
	if refused.status != 0 {
		return refused
	}
	body, good := c.decode()
	if !good {
		return malformed()
	}
	u := c.w.Okta.User(text(body, "id"))
	switch {
	case text(body, "id") == "":
		return blank("id")
	case u == nil:
		return missing(text(body, "id"), "User")
	case u.Status == "DEPROVISIONED" || u.Status == "SUSPENDED":
		return fault(http.StatusForbidden, "E0000117", "Cannot assign apps or update app profiles for an inactive user.")
	}
	c.e.AssignUser(a, u.ID)
	return c.writeAppUser(a, a.User(u.ID), body)
}

// updateAppUser changes the user name or profile of an assignment.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationUsers/
func updateAppUser(c *call) reply {
	a, u, refused := c.appUser()
	if refused.status != 0 {
		return refused
	}
	body, good := c.decodeOptional()
	if !good {
		return malformed()
	}
	return c.writeAppUser(a, u, body)
}

func (c *call) writeAppUser(a *world.App, u *world.AppUser, body object) reply {
	name, profile := text(child(body, "credentials"), "userName"), child(body, "profile")
	if len(name) > longestUserName {
		return invalid("userName", "userName: The field is too long")
	}
	for _, key := range sortedKeys(profile) {
		switch profile[key].(type) {
		case object, list:
			return invalid("profile", key+": The field must be a single value")
		}
	}
	if name != "" {
		u.UserName = name
	}
	u.Profile = over(u.Profile, profile)
	u.LastUpdated = c.w.Now()
	c.changed = true
	return ok(c.showAppUser(a, u))
}

// unassignUser takes the app away from one person.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationUsers/
func unassignUser(c *call) reply {
	a, u, refused := c.appUser()
	if refused.status != 0 {
		return refused
	}
	c.e.UnassignUser(a, u.UserID)
	c.changed = true
	return noContent()
}

func (c *call) showAppUser(a *world.App, u *world.AppUser) object {
	var external any
	if u.ExternalID != "" {
		external = u.ExternalID
	}
	links := object{"app": c.href("apps", a.ID), "user": c.href("users", u.UserID)}
	if g := c.w.Okta.Group(u.GroupID); g != nil && u.Scope == "GROUP" {
		links["group"] = over(c.href("groups", g.ID), object{"name": g.Name})
	}
	out := object{
		"id": u.UserID, "externalId": external, "created": milli(u.Created), "lastUpdated": milli(u.LastUpdated),
		"scope": u.Scope, "status": u.Status, "statusChanged": milli(u.StatusChanged), "passwordChanged": nil,
		"syncState": c.syncState(u), "credentials": object{"userName": u.UserName}, "profile": over(nil, u.Profile), "_links": links,
	}
	if !u.LastSync.IsZero() {
		out["lastSync"] = milli(u.LastSync)
	}
	if known := c.w.Okta.User(u.UserID); known != nil && c.query.Get("expand") == "user" {
		out["_embedded"] = object{"user": c.showUser(known)}
	}
	return out
}

// syncState is the state that the org shows: its meaning depends on profile sourcing, and DISABLED is normal for an app
// that Okta only pushes to.
func (c *call) syncState(u *world.AppUser) string {
	if c.w.Variant("sync-state") == "disabled" {
		return "DISABLED"
	}
	return u.SyncState
}
