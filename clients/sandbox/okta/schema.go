package okta

import "github.com/provision-cli/provision/clients/sandbox/world"

const scimUser = "urn:ietf:params:scim:schemas:core:2.0:User"

// attribute is one attribute of an app's user profile as a SCIM app has it.
type attribute struct{ name, title, external string }

func scimAttributes() []attribute {
	return []attribute{
		{"email", "Primary email", "emails.^[primary==true].value"},
		{"emailType", "Primary email type", "emails.^[primary==true].type"},
		{"firstName", "Given name", "name.givenName"}, {"lastName", "Family name", "name.familyName"},
		{"displayName", "Display name", "displayName"}, {"title", "Title", "title"},
		{"department", "Department", "department"}, {"organization", "Organization", "organization"},
		{"timezone", "Time zone", "timezone"}, {"preferredLanguage", "Preferred language", "preferredLanguage"},
	}
}

// appSchema answers with the profile that people have in an app; SCIM attributes appear once provisioning is on.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Schema/
func appSchema(c *call) reply {
	a, refused := c.app()
	if refused.status != 0 {
		return refused
	}
	base := object{"userName": object{"title": "Username", "type": "string", "required": true, "externalName": "userName", "scope": "SELF"}}
	if a.Provisioning.Enabled {
		for _, at := range scimAttributes() {
			c.addAttribute(base, at)
		}
	}
	return ok(object{
		"id": c.base + "/meta/schemas/apps/" + a.ID + "/default", "$schema": "http://json-schema.org/draft-04/schema#",
		"name": a.Name, "title": a.Label + " User", "created": milli(a.Created), "lastUpdated": milli(a.LastUpdated),
		"type": "object", "properties": object{"profile": object{"allOf": list{object{"$ref": "#/definitions/custom"}, object{"$ref": "#/definitions/base"}}}},
		"definitions": object{
			"custom": object{"id": "#custom", "type": "object", "properties": object{}, "required": list{}},
			"base":   object{"id": "#base", "type": "object", "properties": base, "required": list{"userName"}},
		},
	})
}

// addAttribute adds an attribute; how the primary address is marked is unknown and depends on a variant.
func (c *call) addAttribute(properties object, at attribute) {
	if at.name == "email" || at.name == "emailType" {
		switch c.w.Variant("app-schema") {
		case "title":
			at.external = ""
		case "absent":
			return
		}
	}
	properties[at.name] = property(at)
}

func property(at attribute) object {
	out := object{"title": at.title, "type": "string", "scope": "NONE", "mutability": "READ_WRITE", "master": object{"type": "PROFILE_MASTER"}}
	if at.external != "" {
		out["externalName"], out["externalNamespace"] = at.external, scimUser
	}
	return out
}

// targetFields are the attributes that a profile mapping may write, beside those that it writes already.
func (c *call) targetFields(m *world.ProfileMapping) map[string]bool {
	known := map[string]bool{}
	if m.TargetType == "user" {
		for _, name := range append(storedFields(), otherFields()...) {
			known[name] = true
		}
		return known
	}
	known["userName"], known["nickName"], known["basedIn"] = true, true, true
	for _, at := range scimAttributes() {
		known[at.name] = true
	}
	return known
}
