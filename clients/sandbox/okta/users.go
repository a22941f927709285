package okta

import (
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

func userID(u *world.User) string { return u.ID }

// users lists people: with search (also deactivated ones), with filter, with q (never paged), or all but the deactivated.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/
func users(c *call) reply {
	search, refused := criteria(c.query.Get("search"), userSearch)
	if refused.status != 0 {
		return refused
	}
	filter, refused := criteria(c.query.Get("filter"), userFilter)
	if refused.status != 0 {
		return refused
	}
	q := strings.ToLower(c.query.Get("q"))
	keep := func(u *world.User) bool {
		field := func(name string) []string { return userField(u, name) }
		switch {
		case search != nil:
			return search.matches(field)
		case filter != nil:
			return filter.matches(field)
		}
		return u.Status != "DEPROVISIONED" && userStarts(u, q)
	}
	p := paging{size: 200, most: 200, keeps: []string{"filter", "search"}}
	out := listed(c, p, c.w.Okta.Users, userID, keep, c.showUserShort)
	if q != "" {
		out.links = nil
	}
	return out
}

// userStarts says whether a name or the address of a person starts with q, which is in lower case.
func userStarts(u *world.User, q string) bool {
	for _, v := range []string{u.FirstName, u.LastName, u.Email, u.Login} {
		if strings.HasPrefix(strings.ToLower(v), q) {
			return true
		}
	}
	return false
}

func userSearch(field string) []string {
	switch field {
	case "profile.firstName", "profile.lastName", "profile.email", "profile.login":
		return []string{"eq", "sw", "co", "gt", "ge", "lt", "le", "pr"}
	case "id", "status":
		return []string{"eq", "pr"}
	case "created", "activated", "statusChanged", "lastUpdated":
		return []string{"eq", "gt", "ge", "lt", "le", "pr"}
	}
	if strings.HasPrefix(field, "profile.") {
		return []string{"eq", "sw", "gt", "ge", "lt", "le", "pr"}
	}
	return nil
}

func userFilter(field string) []string {
	switch field {
	case "id", "status", "profile.login", "profile.email", "profile.firstName", "profile.lastName":
		return []string{"eq"}
	case "lastUpdated":
		return []string{"eq", "gt", "ge", "lt", "le"}
	}
	return nil
}

// userField returns the values of a searchable field; property names are case-sensitive.
func userField(u *world.User, name string) []string {
	switch name {
	case "id":
		return []string{u.ID}
	case "status":
		return []string{u.Status}
	case "created":
		return when(u.Created)
	case "activated":
		return when(u.Activated)
	case "statusChanged":
		return when(u.StatusChanged)
	case "lastUpdated":
		return when(u.LastUpdated)
	}
	attribute := strings.TrimPrefix(name, "profile.")
	if p := profileField(u, attribute); p != nil {
		return []string{*p}
	}
	return []string{u.Custom[attribute]}
}

// findUser returns the person with that id or login, or nil.
func (c *call) findUser(key string) *world.User {
	if u := c.w.Okta.User(key); u != nil {
		return u
	}
	for _, u := range c.w.Okta.Users {
		if strings.EqualFold(u.Login, key) {
			return u
		}
	}
	return nil
}

// me answers with the token's owner; a service app is nobody, and what it gets is documented nowhere.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/
func me(c *call) reply {
	switch {
	case c.grant != nil && c.w.Variant("me-app") == "refused":
		return forbidden()
	case c.grant != nil:
		return missing("me", "User")
	}
	return ok(c.showUser(c.w.Okta.User(c.token.OwnerID)))
}

// user answers with one person, found by id or login.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/
func user(c *call) reply {
	u := c.findUser(c.id(0))
	if u == nil {
		return missing(c.id(0), "User")
	}
	return ok(c.showUser(u))
}
