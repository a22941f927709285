package checks

func emailChecks() []Check {
	return []Check{
		{
			ID: "email-attribute", Title: "Sign-on name and primary e-mail come from the same attribute", Severity: High, Topic: Email,
			Reads:   "The app's user name format, its user schema, the attribute mapping.",
			Why:     "Atlassian matches people by e-mail: two addresses make two accounts.",
			Detects: "The user name format takes another Okta attribute than the mapping of the primary e-mail.",
			After:   []string{"okta-app"},
			Run:     emailAttribute,
		},
		{
			ID: "email-update", Title: "The sign-on name is updated on create and update", Severity: Medium, Topic: Email,
			Reads:   "The pushStatus of the user name format.",
			Why:     "A name that is set only at creation stays behind when the address changes.",
			Detects: "pushStatus DONT_PUSH; Okta shows none for its built-in formats.",
			After:   []string{"okta-app"},
			Run:     emailUpdate,
		},
		{
			ID: "email-population", Title: "Everyone's sign-on name, primary e-mail and directory record agree", Severity: High, Topic: Email,
			Reads:   "Everyone assigned, the members of the groups to assign, the directory.",
			Why:     "Assignments keep the user name they were made with until somebody presses Update Now.",
			Detects: "Person by person: the app's user name, the mapped attribute, the record's user name and address.",
			After:   []string{"okta-app", "scim-key"},
			Run:     emailPopulation,
		},
	}
}
