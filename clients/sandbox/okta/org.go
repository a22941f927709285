package okta

import (
	"slices"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// organization answers anybody who the org is.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/OrgSettingMetadata/
func organization(c *call) reply {
	return ok(object{
		"id": c.w.Okta.ID, "cell": "op3", "pipeline": "idx",
		"_links": object{"organization": object{"href": c.base}},
		"settings": object{
			"analyticsCollectionEnabled": false, "bugReportingEnabled": true, "omEnabled": false, "pssoEnabled": false,
			"desktopMFAEnabled": false, "itpEnabled": false, "op4wEnabled": true,
		},
	})
}

// org answers with the org's general settings.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/OrgSettingGeneral/
func org(c *call) reply {
	o := c.w.Okta
	created := c.founded()
	return ok(object{
		"id": o.ID, "subdomain": o.Subdomain, "companyName": o.Company, "status": "ACTIVE", "expiresAt": nil,
		"created": milli(created), "lastUpdated": milli(created), "website": "https://" + o.Subdomain + ".okta.com",
		"phoneNumber": "", "endUserSupportHelpURL": "", "supportPhoneNumber": "",
		"address1": nil, "address2": nil, "city": nil, "state": nil, "country": nil, "postalCode": nil,
		"_links": object{
			"preferences":       c.href("org", "preferences"),
			"uploadLogo":        over(c.href("org", "logo"), hints("POST")),
			"oktaCommunication": c.href("org", "privacy", "oktaCommunication"),
			"logo":              object{"href": c.base + "/img/logo.png"},
			"oktaSupport":       c.href("org", "privacy", "oktaSupport"),
			"contacts":          c.href("org", "contacts"),
		},
	})
}

// founded is when the org came into being: with its first user.
func (c *call) founded() time.Time {
	if len(c.w.Okta.Users) == 0 {
		return c.w.Now()
	}
	return c.w.Okta.Users[0].Created
}

func hints(methods ...string) object { return object{"hints": object{"allow": methods}} }

// tokens lists the org's API tokens on one page.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApiToken/
func tokens(c *call) reply {
	out := list{}
	for _, t := range c.w.Okta.Tokens {
		if !t.Revoked {
			out = append(out, c.showToken(t))
		}
	}
	return ok(out)
}

// token answers with one API token.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApiToken/
func token(c *call) reply {
	t := c.tokenByID()
	if t == nil {
		return missing(c.id(0), "Token")
	}
	return ok(c.showToken(t))
}

// revoke ends a token.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApiToken/
func revoke(c *call) reply {
	t := c.tokenByID()
	if t == nil {
		return missing(c.id(0), "Token")
	}
	t.Revoked, c.changed = true, true
	return noContent()
}

// revokeCurrent ends the token of the request.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApiToken/
func revokeCurrent(c *call) reply {
	c.token.Revoked, c.changed = true, true
	return noContent()
}

func (c *call) tokenByID() *world.OktaToken {
	i := slices.IndexFunc(c.w.Okta.Tokens, func(t *world.OktaToken) bool { return t.ID == c.id(0) && !t.Revoked })
	if i < 0 {
		return nil
	}
	return c.w.Okta.Tokens[i]
}

func (c *call) showToken(t *world.OktaToken) object {
	network := object{"connection": "ANYWHERE"}
	if t.NetworkConnection == "ZONE" {
		network = object{"connection": "ZONE", "exclude": list{}}
	}
	return object{
		"id": t.ID, "name": t.Name, "userId": t.OwnerID, "clientName": "Okta API", "tokenWindow": "P30D",
		"network": network, "expiresAt": milli(lastUse(t).Add(tokenWindow)),
		"created": milli(t.Created), "lastUpdated": milli(lastUse(t)),
		"_links": object{
			"self": over(c.href("api-tokens", t.ID), hints("GET", "DELETE")),
			"user": over(c.href("users", t.OwnerID), hints("GET")),
		},
	}
}
