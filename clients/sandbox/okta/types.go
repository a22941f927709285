package okta

import "strings"

// userTypes lists the org's user types: the default one.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserType/
func userTypes(c *call) reply { return ok(list{c.showUserType()}) }

// userType answers with one user type; default stands for the id of the default one.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserType/
func userType(c *call) reply {
	if id := c.id(0); id != "default" && id != c.w.Okta.UserTypeID {
		return missing(id, "UserType")
	}
	return ok(c.showUserType())
}

func (c *call) showUserType() object {
	created := milli(c.founded())
	link := func(rel string, parts ...string) object {
		return over(c.href(parts...), object{"rel": rel, "method": "GET"})
	}
	return object{
		"id": c.w.Okta.UserTypeID, "displayName": "User", "name": "user", "default": true,
		"description": "Okta user profile template with default permission settings",
		"createdBy":   "spr" + digest("system"+c.w.Okta.ID, 17), "lastUpdatedBy": "spr" + digest("system"+c.w.Okta.ID, 17),
		"created": created, "lastUpdated": created,
		"_links": object{
			"schema": link("schema", "meta", "schemas", "user", c.userSchemaID()),
			"self":   link("self", "meta", "types", "user", c.w.Okta.UserTypeID),
		},
	}
}

func (c *call) userSchemaID() string { return "osc" + strings.TrimPrefix(c.w.Okta.UserTypeID, "oty") }
