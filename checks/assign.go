package checks

func assignChecks() []Check { return append(provisionedChecks(), leftoverChecks()...) }

// provisionedChecks ask whether everyone assigned has arrived.
func provisionedChecks() []Check {
	return []Check{
		{
			ID: "assign-groups", Title: "The groups are assigned to the app", Severity: High, Topic: Assign,
			Reads:   "The app's groups.",
			Why:     "Only people assigned to the app are sent; pushing a group sends nobody.",
			Detects: "A wanted group is not among the app's.",
			After:   []string{"okta-app"},
			Run:     assignGroups,
		},
		{
			ID: "assign-provisioned", Title: "Every active member of the assigned groups is in the directory", Severity: High, Topic: Assign,
			Reads:   "Members of the assigned groups, assignments, the directory's people.",
			Why:     "Who is not in the directory has no account there and is left out of pushed groups, silently.",
			Detects: "Person by person: no record, or an inactive one.",
			After:   []string{"okta-app", "scim-key"},
			Run:     assignProvisioned,
		},
		{
			ID: "assign-errors", Title: "No provisioning task has failed", Severity: High, Topic: Assign,
			Reads:   "The sync state of assignments; failures in the System Log of the last 7 days.",
			Why:     "After a failure nothing heals by itself; a person must retry it.",
			Detects: "syncState ERROR, or a logged failure about somebody who is still not right in the directory, or who has no logged success since.",
			After:   []string{"okta-app", "scim-key"},
			Run:     assignErrors,
		},
		{
			ID: "assign-linked", Title: "Every record in the directory is linked to an Atlassian account", Severity: Medium, Topic: Assign,
			Reads:   "The directory's people; for those without a link, the organization's links.",
			Why:     "A record without an account gives nobody access.",
			Detects: "An active person's record without an Atlassian account id.",
			After:   []string{"okta-app", "scim-key"},
			Run:     assignLinked,
		},
		{
			ID: "assign-before-provisioning", Title: "Nobody was assigned before provisioning was on", Severity: High, Topic: Assign,
			Reads:   "Everyone assigned, members of the assigned and pushed groups, the directory.",
			Why:     "Okta never sends whoever was assigned before the API integration was on, and says so only beside the person.",
			Detects: "An assignment that is ACTIVE, without the id of a record.",
			After:   []string{"okta-app", "scim-key"},
			Run:     assignBefore,
		},
	}
}

// leftoverChecks ask who is there who should not be, or not as sent.
func leftoverChecks() []Check {
	return []Check{
		{
			ID: "assign-orphans", Title: "Everyone active in the directory is assigned in Okta", Severity: High, Topic: Assign,
			Reads:   "Everyone assigned, the directory's people.",
			Why:     "Whoever is in the directory and not assigned keeps the account after leaving: nothing will ever take it.",
			Detects: "An active record that is nobody's assignment.",
			After:   []string{"okta-app", "scim-key"},
			Run:     assignOrphans,
		},
		{
			ID: "assign-inactive", Title: "Everyone active in Atlassian is active in Okta, and the other way round", Severity: High, Topic: Assign,
			Reads:   "Members of the assigned and pushed groups, suspended people, the directory, the linked accounts.",
			Why:     "Okta sends nothing when somebody is suspended: the account stays open.",
			Detects: "Somebody suspended in Okta whose record is active, or an account that was deactivated in Atlassian.",
			After:   []string{"okta-app", "scim-key", "atlassian-reachable"},
			Run:     assignInactive,
		},
		{
			ID: "assign-attributes", Title: "Atlassian takes everyone's name, time zone and language", Severity: Low, Topic: Assign,
			Reads:   "Everyone assigned, members of the assigned and pushed groups, the attribute mapping, the app's schema.",
			Why:     "Atlassian drops values that it does not know, in silence: people then see wrong times, or no name.",
			Detects: "A time zone that is no IANA name of a place, a language that is no code, a person without any name.",
			After:   []string{"okta-app", "scim-key"},
			Run:     assignAttributes,
		},
	}
}
