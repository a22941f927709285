package checks

func integrationChecks() []Check {
	return []Check{
		{
			ID: "okta-app", Title: "Okta has exactly one active Atlassian Cloud app", Severity: High, Topic: Integration,
			Reads:   "The apps named atlassian, and those whose name begins with Atlassian or Jira.",
			Why:     "Two apps would push to, or sign people in at, two places; Okta's older Jira and Confluence apps cannot do this job.",
			Detects: "None, several, inactive, or not for SAML sign-on.",
			After:   []string{"okta-reachable"},
			Run:     oktaApp,
		},
		{
			ID: "integration-enabled", Title: "The API integration is on", Severity: High, Topic: Integration,
			Reads:   "The app's connection, features and people; the directory.",
			Why:     "Without it assigning only signs people in and pushing does nothing, and Okta does not say so.",
			Detects: "A connection that is DISABLED, or features that answer: not enabled. UNKNOWN and an empty list say nothing.",
			After:   []string{"okta-app"},
			Run:     integrationEnabled,
		},
		{
			ID: "integration-options", Title: "Create Users, Update User Attributes and Deactivate Users are on", Severity: High, Topic: Integration,
			Reads:   "The app's features; the System Log where they say nothing.",
			Why:     "Each is a box of its own; without Deactivate, leavers keep their access.",
			Detects: "Some options are listed and one is not; or the System Log shows that Deactivate was switched off.",
			After:   []string{"okta-app"},
			Run:     integrationOptions,
		},
		{
			ID: "integration-credentials", Title: "Atlassian accepts the key that Okta uses", Severity: High, Topic: Integration,
			Reads:   "System Log: refused credentials, and what succeeded since; the directory.",
			Why:     "A regenerated or expired key stops all provisioning, and only Okta's log says so.",
			Detects: "An application.integration.authentication_failure with no person or group sent well after it.",
			After:   []string{"okta-app"},
			Run:     integrationCredentials,
		},
		{
			ID: "integration-one-way", Title: "Nothing flows back from Atlassian to Okta", Severity: Medium, Topic: Integration,
			Reads:   "The app's features; imports in the System Log of the last 90 days.",
			Why:     "Okta is the source here: an import or profile sourcing would overwrite people in Okta, and Atlassian has no use for passwords.",
			Detects: "PROFILE_MASTERING or PUSH_PASSWORD_UPDATES is listed, or people were imported; an empty list says nothing.",
			After:   []string{"okta-app"},
			Run:     integrationOneWay,
		},
		{
			ID: "integration-mappings", Title: "The attribute mappings were reviewed", Severity: Low, Topic: Integration,
			Reads:   "Nothing: only a person knows which attributes are wanted.",
			Why:     "Names, time zones and languages arrive as they are mapped.",
			Detects: "A person looks and says so.",
			After:   []string{"okta-app"},
			Run:     integrationMappings,
		},
	}
}
