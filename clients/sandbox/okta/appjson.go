package okta

import (
	"github.com/provision-cli/provision/clients/sandbox/world"
)

// kind is what an app is in Okta's catalog, as far as answers depend on it.
type kind struct {
	// unnamed says that the app never has a sign-on mode, whatever was sent.
	unnamed bool
	// required is a key of settings.app that must not be blank, empty for none.
	required string
	// connects says that the connection and feature endpoints document the app.
	connects bool
}

func kindOf(name string) kind {
	switch name {
	case "atlassian":
		// Which keys the real app has is unknown; the vendor's page asks for the unique id of the SP entity id.
		return kind{required: "uniqueId"}
	case "deelhr", "active_directory", "csv_directory_v2":
		return kind{unnamed: true}
	case "okta_org2org", "zscalerbyz", "google", "office365", "slack", "zoomus":
		return kind{connects: true}
	}
	return kind{}
}

// showApp is an app in the form of the recorded answers.
func (c *call) showApp(a *world.App) any {
	var mode any
	if a.SignOnMode != "" {
		mode = a.SignOnMode
	}
	signing := object{}
	if key := signingKey(a); key != "" {
		signing["kid"] = key
	}
	logout := object{"status": "UNSUPPORTED"}
	if a.SignOnMode == "SAML_2_0" {
		logout = object{"status": "DISABLED", "supportType": "FULL", "identityStack": "NOT_SHARED", "protocol": "PROPRIETARY"}
	}
	return object{
		"id": a.ID, "orn": "orn:okta:idp:" + c.w.Okta.ID + ":apps:" + a.Name + ":" + a.ID,
		"name": a.Name, "label": a.Label, "status": a.Status, "created": milli(a.Created), "lastUpdated": milli(a.LastUpdated),
		"accessibility": over(defaultAccessibility(), a.Accessibility),
		"visibility":    visibility(a),
		"settings":      over(defaultSettings(a.SignOnMode), a.Settings),
		"features":      c.featuresOf(a), "signOnMode": mode, "universalLogout": logout,
		"credentials": object{"userNameTemplate": c.showTemplate(a.UserName), "signing": signing},
		"_links":      c.appLinks(a),
	}
}

// showTemplate shows pushStatus for CUSTOM templates only, as every recording does.
func (c *call) showTemplate(t world.UsernameTemplate) object {
	out := object{"template": t.Template, "type": t.Type}
	if t.Suffix != "" {
		out["suffix"] = t.Suffix
	}
	if t.Type == "CUSTOM" && c.w.Variant("username-push-status") == "custom" {
		out["pushStatus"] = "DONT_PUSH"
		if t.PushStatus != "" {
			out["pushStatus"] = t.PushStatus
		}
	}
	return out
}

func signingKey(a *world.App) string {
	if a.SignOnMode != "SAML_2_0" && a.SignOnMode != "OPENID_CONNECT" {
		return ""
	}
	return digest("kid"+a.ID, 43)
}

func defaultAccessibility() object {
	return object{"selfService": false, "errorRedirectUrl": nil, "loginRedirectUrl": nil}
}

func visibility(a *world.App) object {
	out := over(object{"autoLaunch": false, "autoSubmitToolbar": false, "hide": object{"iOS": false, "web": false}}, a.Visibility)
	if out["appLinks"] == nil {
		out["appLinks"] = object{"login": true}
	}
	return out
}

func defaultSettings(mode string) object {
	out := object{
		"app": object{}, "manualProvisioning": false, "implicitAssignment": false, "emOptInStatus": "NONE",
		"notifications": object{"vpn": object{"network": object{"connection": "DISABLED"}, "message": nil, "helpUrl": nil}},
		"notes":         object{"admin": nil, "enduser": nil},
	}
	if mode == "SAML_2_0" {
		out["signOn"] = object{"defaultRelayState": nil, "ssoAcsUrlOverride": nil, "audienceOverride": nil,
			"recipientOverride": nil, "destinationOverride": nil, "attributeStatements": list{}}
	}
	return out
}

func (c *call) appLinks(a *world.App) object {
	self := func(parts ...string) object { return c.href(append([]string{"apps", a.ID}, parts...)...) }
	out := object{
		"uploadLogo": over(self("logo"), hints("POST")),
		"appLinks":   list{object{"name": "login", "type": "text/html", "href": c.base + "/home/" + a.Name + "/" + a.ID + "/aln" + digest("link"+a.ID, 17)}},
		"groups":     self("groups"), "users": self("users"),
		"logo":              list{object{"name": "medium", "type": "image/png", "href": "https://ok12static.oktacdn.com/fs/bcg/4/" + a.Name}},
		"profileEnrollment": c.href("policies", "rst"+digest("enrollment"+c.w.Okta.ID, 17)),
		"policies":          over(self("policies"), hints("PUT")),
		"accessPolicy":      c.href("policies", "rst"+digest("access"+c.w.Okta.ID, 17)),
	}
	if a.SignOnMode == "SAML_2_0" {
		out["help"] = object{"type": "text/html", "href": c.adminHost() + "/app/" + a.Name + "/" + a.ID + "/setup/help/SAML_2_0/external-doc"}
		out["metadata"] = over(self("sso", "saml", "metadata"), object{"type": "application/xml"})
	}
	if a.Status == "ACTIVE" {
		out["deactivate"] = self("lifecycle", "deactivate")
	} else {
		out["activate"] = self("lifecycle", "activate")
	}
	return out
}
