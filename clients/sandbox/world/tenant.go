package world

import "time"

// org fills in the Okta org itself.
func (b *builder) org(users int) {
	b.Okta.ID, b.Okta.UserTypeID = b.ID("00o"), b.ID("oty")
	b.Okta.Subdomain, b.Okta.Company = "example", "Example Inc"
	b.Okta.Users = make([]*User, 0, users)
}

// apps adds the apps that stand beside the one for Atlassian, and the admin's API token.
func (b *builder) apps() {
	owner := b.cast[0]
	b.Okta.Tokens = append(b.Okta.Tokens, &OktaToken{
		ID: b.ID("00T"), Name: "provision", Secret: "00" + b.Token(40), OwnerID: owner.ID, Roles: []string{"APP_ADMIN", "USER_ADMIN"},
		Created: b.now.Add(-9 * 24 * time.Hour), LastUsed: b.now.Add(-2 * time.Hour), NetworkConnection: "ANYWHERE",
	})
	for _, a := range [...]struct{ name, label, mode string }{
		{"google", "Google Workspace", "SAML_2_0"}, {"slack", "Slack", "SAML_2_0"}, {"salesforce", "Salesforce.com", "SAML_2_0"},
		{"bookmark", "Staff Handbook", "BOOKMARK"},
	} {
		app := b.newApp(a.name, a.label, a.mode)
		app.Groups = []*AppGroup{{GroupID: b.Okta.Groups[0].ID, LastUpdated: app.Created, Profile: map[string]any{}}}
	}
}

// newApp adds an app as Okta makes it, with its two profile mappings.
func (w *World) newApp(name, label, mode string) *App {
	now := w.Now().UTC()
	app := &App{
		ID: w.ID("0oa"), Name: name, Label: label, Status: "ACTIVE", SignOnMode: mode, Created: now, LastUpdated: now,
		UserName:      UsernameTemplate{Template: "${source.login}", Type: "BUILT_IN", PushStatus: "DONT_PUSH"},
		Settings:      appSettings(mode),
		Visibility:    map[string]any{"autoLaunch": false, "autoSubmitToolbar": false, "hide": map[string]any{"iOS": false, "web": false}, "appLinks": map[string]any{name + "_link": true}},
		Accessibility: map[string]any{"selfService": false, "errorRedirectUrl": nil, "loginRedirectUrl": nil},
	}
	app.Profile = []*ProfileMapping{
		{
			ID: w.ID("prm"), SourceID: w.Okta.UserTypeID, SourceName: "user", SourceType: "user", TargetID: app.ID, TargetName: name, TargetType: "appuser",
			Properties: toApp(),
		},
		{
			ID: w.ID("prm"), SourceID: app.ID, SourceName: name, SourceType: "appuser", TargetID: w.Okta.UserTypeID, TargetName: "user", TargetType: "user",
			Properties: map[string]MappingProperty{"firstName": {"appuser.firstName", "PUSH"}, "lastName": {"appuser.lastName", "PUSH"}},
		},
	}
	w.Okta.Apps = append(w.Okta.Apps, app)
	return app
}

func appSettings(mode string) map[string]any {
	s := map[string]any{
		"app":                map[string]any{},
		"notifications":      map[string]any{"vpn": map[string]any{"network": map[string]any{"connection": "DISABLED"}, "message": nil, "helpUrl": nil}},
		"manualProvisioning": false, "implicitAssignment": false,
		"notes": map[string]any{"admin": nil, "enduser": nil},
	}
	if mode == "SAML_2_0" {
		s["signOn"] = map[string]any{
			"defaultRelayState": nil, "ssoAcsUrlOverride": nil, "audienceOverride": nil, "recipientOverride": nil, "destinationOverride": nil,
			"attributeStatements": []any{},
		}
	}
	return s
}

// toApp are the attributes that Okta maps to a new app; the user name is not among them.
func toApp() map[string]MappingProperty {
	return map[string]MappingProperty{
		"email": {"user.email", "PUSH"}, "firstName": {"user.firstName", "PUSH"}, "lastName": {"user.lastName", "PUSH"},
		"displayName": {"user.displayName", "PUSH"}, "title": {"user.title", "PUSH"}, "department": {"user.department", "PUSH"},
		"organization": {"user.organization", "PUSH"}, "timezone": {"user.timezone", "PUSH"}, "preferredLanguage": {"user.locale", "PUSH"},
	}
}
