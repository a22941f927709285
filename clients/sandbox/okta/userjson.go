package okta

import (
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// profileField returns where the world keeps a base attribute, or nil for an attribute that it keeps among the custom ones.
func profileField(u *world.User, name string) *string {
	switch name {
	case "login":
		return &u.Login
	case "email":
		return &u.Email
	case "firstName":
		return &u.FirstName
	case "lastName":
		return &u.LastName
	case "displayName":
		return &u.DisplayName
	case "nickName":
		return &u.NickName
	case "title":
		return &u.Title
	case "department":
		return &u.Department
	case "organization":
		return &u.Organization
	case "timezone":
		return &u.Timezone
	case "locale":
		return &u.Locale
	case "secondEmail":
		return &u.SecondEmail
	}
	return nil
}

// storedFields are the attributes that profileField knows.
func storedFields() []string {
	return []string{"login", "email", "firstName", "lastName", "displayName", "nickName", "title", "department",
		"organization", "timezone", "locale", "secondEmail"}
}

// otherFields are the rest of Okta's base attributes.
func otherFields() []string {
	return []string{"city", "costCenter", "countryCode", "division", "employeeNumber", "honorificPrefix", "honorificSuffix",
		"manager", "managerId", "middleName", "mobilePhone", "postalAddress", "preferredLanguage", "primaryPhone", "profileUrl",
		"state", "streetAddress", "userType", "zipCode"}
}

// showUser is a person with everything that may be done to them.
func (c *call) showUser(u *world.User) object {
	out, links := c.userObject(u), object{"self": c.href("users", u.ID)}
	out["_links"] = links
	links["schema"] = c.href("meta", "schemas", "user", c.userSchemaID())
	links["type"] = c.href("meta", "types", "user", c.w.Okta.UserTypeID)
	for _, name := range userLinks(u.Status) {
		if name == "delete" {
			links[name] = over(c.href("users", u.ID), object{"method": "DELETE"})
			continue
		}
		links[name] = over(c.href("users", u.ID, linkPath(name)), object{"method": "POST"})
	}
	return out
}

// userLinks are the operations that the links of somebody in a status name.
func userLinks(status string) []string {
	switch status {
	case "STAGED":
		return []string{"activate", "resetFactors"}
	case "PROVISIONED":
		return []string{"deactivate", "reactivate", "resetFactors", "resetPassword", "suspend"}
	case "SUSPENDED":
		return []string{"deactivate", "resetFactors", "unsuspend"}
	case "DEPROVISIONED":
		return []string{"activate", "delete"}
	}
	return []string{"changePassword", "changeRecoveryQuestion", "deactivate", "expirePassword", "forgotPassword",
		"resetFactors", "resetPassword", "suspend"}
}

func linkPath(name string) string {
	switch name {
	case "changePassword":
		return "credentials/change_password"
	case "changeRecoveryQuestion":
		return "credentials/change_recovery_question"
	case "forgotPassword":
		return "credentials/forgot_password"
	case "expirePassword":
		return "lifecycle/expire_password"
	case "resetFactors":
		return "lifecycle/reset_factors"
	case "resetPassword":
		return "lifecycle/reset_password"
	}
	return "lifecycle/" + name
}

// hasPassword says whether somebody in this status has ever set one.
func hasPassword(status string) bool {
	return status != "STAGED" && status != "PROVISIONED" && status != "DEPROVISIONED"
}

// showUserShort is a person as lists have them.
func (c *call) showUserShort(u *world.User) any { return c.userObject(u) }

func (c *call) userObject(u *world.User) object {
	profile := object{"mobilePhone": nil}
	for _, name := range storedFields() {
		switch v := *profileField(u, name); {
		case v != "":
			profile[name] = v
		case name == "secondEmail":
			profile[name] = nil
		}
	}
	for k, v := range u.Custom {
		profile[k] = v
	}
	credentials, changed := object{"provider": object{"type": "OKTA", "name": "OKTA"}}, any(nil)
	if hasPassword(u.Status) {
		credentials["password"], changed = object{}, milli(u.Activated)
		credentials["emails"] = list{object{"value": u.Email, "status": "VERIFIED", "type": "PRIMARY"}}
	}
	return object{
		"id": u.ID, "status": u.Status, "created": milli(u.Created), "activated": milli(u.Activated),
		"statusChanged": milli(u.StatusChanged), "lastLogin": nil, "lastUpdated": milli(u.LastUpdated), "passwordChanged": changed,
		"type": object{"id": c.w.Okta.UserTypeID}, "profile": profile,
		"credentials": credentials,
		"_links":      object{"self": c.href("users", u.ID)},
	}
}

// when is a time as filters compare it, none for a time that never was.
func when(t time.Time) []string {
	if t.IsZero() {
		return nil
	}
	return []string{t.UTC().Format("2006-01-02T15:04:05.000Z")}
}
