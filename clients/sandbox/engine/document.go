package engine

import (
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

const (
	userSchema       = "urn:ietf:params:scim:schemas:core:2.0:User"
	groupSchema      = "urn:ietf:params:scim:schemas:core:2.0:Group"
	enterpriseSchema = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	atlassianSchema  = "urn:scim:schemas:extension:atlassian-custom:1.0:Attributes"
	patchSchema      = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
)

// place is where an app profile's attribute stands in a SCIM user: in an extension, in an object, or at the top.
type place struct{ schema, object, name string }

var places = map[string]place{
	"firstName": {object: "name", name: "givenName"}, "givenName": {object: "name", name: "givenName"},
	"lastName": {object: "name", name: "familyName"}, "familyName": {object: "name", name: "familyName"},
	"middleName":      {object: "name", name: "middleName"},
	"honorificPrefix": {object: "name", name: "honorificPrefix"}, "honorificSuffix": {object: "name", name: "honorificSuffix"},
	"displayName": {name: "displayName"}, "nickName": {name: "nickName"}, "title": {name: "title"}, "locale": {name: "locale"},
	"preferredLanguage": {name: "preferredLanguage"}, "timezone": {name: "timezone"},
	"department":   {schema: enterpriseSchema, name: "department"},
	"organization": {schema: enterpriseSchema, name: "organization"},
	"costCenter":   {schema: enterpriseSchema, name: "costCenter"}, "division": {schema: enterpriseSchema, name: "division"},
	"employeeNumber": {schema: enterpriseSchema, name: "employeeNumber"},
	"basedIn":        {schema: atlassianSchema, name: "basedIn"},
}

// unmapped is what Okta maps to a SCIM app that nobody has touched.
var unmapped = map[string]world.MappingProperty{
	"email": {Expression: "user.email", PushStatus: "PUSH"}, "firstName": {Expression: "user.firstName", PushStatus: "PUSH"},
	"lastName": {Expression: "user.lastName", PushStatus: "PUSH"}, "displayName": {Expression: "user.displayName", PushStatus: "PUSH"},
}

func mapping(app *world.App) map[string]world.MappingProperty {
	for _, m := range app.Profile {
		if m.SourceType == "user" && m.TargetID == app.ID {
			return m.Properties
		}
	}
	return unmapped
}

// profile renders the app profile of a user. What is mapped for creation only keeps its value in old; nil is a first time.
func profile(app *world.App, u *world.User, old map[string]any) map[string]any {
	p := map[string]any{}
	for name, m := range mapping(app) {
		if old != nil && m.PushStatus == "DONT_PUSH" {
			if v, ok := old[name]; ok {
				p[name] = v
			}
			continue
		}
		if v := evaluate(m.Expression, u); v != "" {
			p[name] = v
		}
	}
	return p
}

// values are the SCIM attributes of an app profile; a mapped attribute without a value is nil.
func values(app *world.App, au *world.AppUser, u *world.User, p map[string]any) document {
	d := document{
		"userName":    au.UserName,
		"displayName": strings.TrimSpace(u.FirstName + " " + u.LastName),
		"locale":      locale(u),
		"emails":      emails(u, p),
	}
	for name := range mapping(app) {
		at, known := places[name]
		value, has := p[name]
		switch {
		case !known, !has && (name == "displayName" || name == "locale"):
		case at.schema != "":
			put(d, at.schema, at.name, value)
		case at.object != "":
			put(d, at.object, at.name, value)
		default:
			d[at.name] = value
		}
	}
	return d
}

func put(d document, object, name string, value any) {
	o, ok := d[object].(document)
	if !ok {
		o = document{}
		d[object] = o
	}
	o[name] = value
}

func locale(u *world.User) string {
	if u.Locale == "" {
		return "en-US"
	}
	return strings.ReplaceAll(u.Locale, "_", "-")
}

func emails(u *world.User, p map[string]any) []any {
	address, kind := u.Email, "work"
	for _, name := range []string{"email", "primaryEmail"} {
		if s, ok := p[name].(string); ok {
			address = s
		}
	}
	for _, name := range []string{"emailType", "primaryEmailType"} {
		if s, ok := p[name].(string); ok {
			kind = s
		}
	}
	return []any{document{"primary": true, "value": address, "type": kind}}
}
