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
			ID: "email-population", Title: "Everyone's sign-on name, primary e-mail, directory record and account agree", Severity: High, Topic: Email,
			Reads:   "Everyone assigned, the members of the groups to assign, the directory, the linked accounts.",
			Why:     "Assignments keep the user name they were made with until somebody presses Update Now.",
			Detects: "Person by person: the app's user name, the mapped attribute, the record's user name and address, the linked account's address.",
			After:   []string{"okta-app", "scim-key", "atlassian-reachable"},
			Run:     emailPopulation,
		},
		{
			ID: "email-domains", Title: "Everyone to provision has an address of the organization's domains", Severity: Medium, Topic: Email,
			Reads:   "The organization's domains; everyone assigned, the members of the groups to assign.",
			Why:     "Atlassian takes anybody else as an external account: the organization does not manage it, and a change of address cuts it loose.",
			Detects: "Person by person: the domain of the mapped address is none of the organization's.",
			After:   []string{"okta-app", "domain-verified"},
			Run:     emailDomains,
		},
		{
			ID: "email-wellformed", Title: "Everyone to provision has a usable e-mail address", Severity: Medium, Topic: Email,
			Reads:   "Everyone assigned, the members of the groups to assign.",
			Why:     "Atlassian knows people by their address; without one, or with one longer than Okta's 100 characters, it refuses them.",
			Detects: "Person by person: the mapped attribute is empty, no address, or too long.",
			After:   []string{"okta-app"},
			Run:     emailWellformed,
		},
		{
			ID: "email-unique", Title: "No two people share an e-mail address", Severity: High, Topic: Email,
			Reads:   "Everyone assigned, the members of the groups to assign.",
			Why:     "Atlassian does not tell capital letters from small ones: it takes the first who comes and refuses the others.",
			Detects: "The same mapped address twice, letter case aside.",
			After:   []string{"okta-app"},
			Run:     emailUnique,
		},
	}
}
