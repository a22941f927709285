package checks

func assignChecks() []Check {
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
	}
}
