package wire

const (
	apps     = "GET /api/v1/apps"
	app      = "GET /api/v1/apps/{appId}"
	putApp   = "PUT /api/v1/apps/{appId}"
	logs     = "GET /api/v1/logs"
	mappings = "POST /api/v1/apps/{appId}/group-push/mappings"
	newUser  = "POST /scim/directory/{directoryId}/Users"
	putUser  = "PUT /scim/directory/{directoryId}/Users/{userId}"

	noNull    = "Value is not nullable"
	noStatus  = "status is not supported"
	anyRun    = ""
	nullShown = "recorded apps show null for an address that is not set; the description forgets nullable"
	nullKept  = "a whole-object PUT sends back what was read, nulls included; recorded PUTs do the same"
	nullLog   = "captured events show null for what an event lacks; the description forgets nullable"
	nullOrg   = "recorded organizations show null for what nobody filled in; the description forgets nullable"
	wholeUser = "Okta reads the user and sends the answer back with its own values merged over it, unknown keys included; the description, closed on purpose, lists what a client may set"
	oktasUser = "Okta's SCIM 2.0 reference shows it in every new user; the directory's description, closed on purpose, does not list it"
)

// deviations are the differences from the descriptions that are meant. Recorded answers outrank a description.
func deviations() []deviation {
	list := []deviation{
		{"okta", apps, "answer", "/*/accessibility/errorRedirectUrl", noNull, anyRun, nullShown},
		{"okta", apps, "answer", "/*/accessibility/loginRedirectUrl", noNull, anyRun, nullShown},
		{"okta", app, "answer", "/accessibility/errorRedirectUrl", noNull, anyRun, nullShown},
		{"okta", app, "answer", "/accessibility/loginRedirectUrl", noNull, anyRun, nullShown},
		{"okta", "GET /api/v1/groups/{groupId}/apps", "answer", "/*/accessibility/errorRedirectUrl", noNull, anyRun, nullShown},
		{"okta", "GET /api/v1/groups/{groupId}/apps", "answer", "/*/accessibility/loginRedirectUrl", noNull, anyRun, nullShown},
		{"okta", putApp, "answer", "/accessibility/errorRedirectUrl", noNull, anyRun, nullShown},
		{"okta", putApp, "answer", "/accessibility/loginRedirectUrl", noNull, anyRun, nullShown},
		{"okta", putApp, "request", "/accessibility/errorRedirectUrl", noNull, anyRun, nullKept},
		{"okta", putApp, "request", "/accessibility/loginRedirectUrl", noNull, anyRun, nullKept},
		{"okta", "GET /api/v1/groups", "answer", "/*/profile", "anyOf", anyRun, "recorded groups without a description show null; the description forgets nullable"},
		{"okta", "GET /api/v1/apps/{appId}/features/{featureName}", "answer", "", "400 " + noStatus, anyRun, "recorded: 400 E0000001 for an app that this API cannot provision; the description lists 401, 403, 404 and 429"},
		{"okta", mappings, "answer", "", "200 " + noStatus, anyRun, "recorded: 200 for a new mapping; described is 201, which the variant push-answers=documented gives"},
		{"okta", "DELETE /api/v1/apps/{appId}/group-push/mappings/{mappingId}", "answer", "", "200 " + noStatus, anyRun, "recorded: 200 with an empty body; described is 204, which the variant push-answers=documented gives"},
		{"okta", "GET /api/v1/users/{id}/groups", "operation", "", "no matching operation", anyRun, "recorded: a person's groups in the form of the list of all groups; the extract of the description leaves the operation out"},
		{"okta", "POST " + shape("/oauth2/v1/token"), "operation", "", "no matching operation", anyRun, "the token endpoint is the org's authorization server's; the management API's description says nothing of it"},
		{"okta", "GET /api/v1/api-tokens", "answer", "/*/tokenWindow", "pattern", anyRun, "recorded: P30D; the description's pattern, whose look-aheads were repaired away, matches no duration at all"},
		{"scim", newUser, "request", "/", `property "groups"`, anyRun, oktasUser},
		{"scim", newUser, "request", "/", `property "locale"`, anyRun, oktasUser},
		{"scim", newUser, "request", "/", `property "password"`, anyRun, oktasUser},
		{"scim", "PUT /scim/directory/{directoryId}/Groups/{id}", "request", "/", `property "id"`, "engine=aiw", "a replacement may carry what is read-only, RFC 7644 section 3.5.1; the description, closed on purpose, does not list it"},
		{"scim", "GET /scim/directory/{directoryId}/ServiceProviderConfig", "answer", "/", "must be an object", "scim-config=string", "the older official description types this answer as a string"},
	}
	for _, field := range []string{
		"actor/detailEntry", "authenticationContext/externalSessionId", "client/device", "client/geographicalContext", "client/id",
		"client/ipAddress", "client/userAgent", "client/zone", "legacyEventType", "outcome/reason", "target/*/detailEntry",
	} {
		list = append(list, deviation{"okta", logs, "answer", "/*/" + field, noNull, anyRun, nullLog})
	}
	for _, field := range []string{"address1", "address2", "city", "country", "expiresAt", "postalCode", "state"} {
		list = append(list, deviation{"okta", "GET /api/v1/org", "answer", "/" + field, noNull, anyRun, nullOrg})
	}
	for _, property := range []string{"groups", "id", "locale", "meta", "urn:scim:schemas:extension:atlassian-external:1.0"} {
		list = append(list, deviation{"scim", putUser, "request", "/", `property "` + property + `"`, anyRun, wholeUser})
	}
	return list
}
