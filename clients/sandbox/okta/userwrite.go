package okta

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// createUser adds a person, active unless activate=false.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/
func createUser(c *call) reply {
	body, good := c.decode()
	if !good {
		return malformed()
	}
	now := c.w.Now()
	u := &world.User{ID: c.w.ID("00u"), Status: "STAGED", Created: now, StatusChanged: now, LastUpdated: now}
	if out := c.setProfile(u, child(body, "profile"), "newUser"); out.status != 0 {
		return out
	}
	if c.query.Get("activate") != "false" {
		u.Status, u.Activated = "PROVISIONED", now
		if len(child(child(body, "credentials"), "password")) > 0 {
			u.Status = "ACTIVE"
		}
	}
	c.w.Okta.AddUser(u)
	c.changed = true
	return ok(c.showUser(u))
}

// updateUser changes some attributes of a person.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/
func updateUser(c *call) reply { return c.writeUser(false) }

// replaceUser replaces all attributes of a person.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/
func replaceUser(c *call) reply { return c.writeUser(true) }

func (c *call) writeUser(whole bool) reply {
	u := c.findUser(c.id(0))
	if u == nil {
		return missing(c.id(0), "User")
	}
	body, good := c.decode()
	if !good {
		return malformed()
	}
	if u.Status == "DEPROVISIONED" {
		return wrongStatus()
	}
	after := *u
	after.Custom = map[string]string{}
	if whole {
		for _, name := range storedFields() {
			*profileField(&after, name) = ""
		}
	} else {
		maps.Copy(after.Custom, u.Custom)
	}
	if out := c.setProfile(&after, child(body, "profile"), "user"); out.status != 0 {
		return out
	}
	after.LastUpdated = c.w.Now()
	*u = after
	c.changed = true
	c.e.UserChanged(u.ID)
	return ok(c.showUser(u))
}

// setProfile writes attributes into u and checks the result; u is spoilt when the answer is an error.
func (c *call) setProfile(u *world.User, profile object, what string) reply {
	if u.Custom == nil {
		u.Custom = map[string]string{}
	}
	for name, value := range profile {
		v, isText := value.(string)
		if !isText && value != nil {
			v = fmt.Sprint(value)
		}
		if field := profileField(u, name); field != nil {
			*field = v
			continue
		}
		if !slices.Contains(otherFields(), name) && !c.custom(name) {
			return invalid(what, fmt.Sprintf("Property name '%s' is not defined in profile", name))
		}
		if delete(u.Custom, name); value != nil {
			u.Custom[name] = v
		}
	}
	return c.checkProfile(u)
}

// custom says whether the org's schema has a custom attribute: whether anybody has a value for it.
func (c *call) custom(name string) bool {
	return slices.ContainsFunc(c.w.Okta.Users, func(u *world.User) bool { _, has := u.Custom[name]; return has })
}

func (c *call) checkProfile(u *world.User) reply {
	for _, name := range []string{"login", "email", "firstName", "lastName"} {
		if *profileField(u, name) == "" {
			return blank(name)
		}
	}
	if len(u.Login) < 5 || len(u.Login) > 100 {
		return invalid("login", "login: Username must be between 5 and 100 characters.")
	}
	if local, domain, found := strings.Cut(u.Email, "@"); !found || local == "" || domain == "" {
		return invalid("email", "email: Does not match required pattern")
	}
	if other := c.findUser(u.Login); other != nil && other.ID != u.ID {
		return invalid("login", "login: An object with this field already exists in the current organization")
	}
	return reply{}
}

// lifecycles are the life-cycle operations that a status allows.
func lifecycles(status string) []string {
	switch status {
	case "STAGED":
		return []string{"activate", "deactivate"}
	case "PROVISIONED", "RECOVERY":
		return []string{"reactivate", "deactivate", "suspend"}
	case "ACTIVE", "PASSWORD_EXPIRED":
		return []string{"deactivate", "suspend"}
	case "LOCKED_OUT":
		return []string{"unlock", "deactivate", "suspend"}
	case "SUSPENDED":
		return []string{"unsuspend", "deactivate"}
	case "DEPROVISIONED":
		return []string{"activate"}
	}
	return nil
}

// changeUser carries out a life-cycle operation.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserLifecycle/
func changeUser(c *call) reply {
	u := c.findUser(c.id(0))
	if u == nil {
		return missing(c.id(0), "User")
	}
	name := c.id(1)
	after, known := map[string]string{"activate": "PROVISIONED", "reactivate": "PROVISIONED", "deactivate": "DEPROVISIONED",
		"suspend": "SUSPENDED", "unsuspend": "ACTIVE", "unlock": "ACTIVE"}[name]
	switch {
	case !known:
		return fault(http.StatusNotFound, "E0000008", "The requested path was not found")
	case !slices.Contains(lifecycles(u.Status), name) && name == "unlock":
		return fault(http.StatusForbidden, "E0000032", "Unlock is not allowed for this user.", "The user is not locked out.")
	case !slices.Contains(lifecycles(u.Status), name):
		return wrongStatus()
	}
	now := c.w.Now()
	u.Status, u.StatusChanged, u.LastUpdated = after, now, now
	if after == "PROVISIONED" {
		u.Activated = now
	}
	c.changed = true
	c.e.UserChanged(u.ID)
	if name == "activate" && c.query.Get("sendEmail") == "false" {
		secret := c.w.Token(20)
		return ok(object{"activationUrl": c.base + "/welcome/" + secret, "activationToken": secret})
	}
	return ok(object{})
}
