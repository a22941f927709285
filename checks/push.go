package checks

func pushChecks() []Check { return append(pushableChecks(), pushedChecks()...) }

// pushableChecks ask before a push whether it can arrive.
func pushableChecks() []Check {
	return []Check{
		{
			ID: "push-kind", Title: "The groups to push are Okta's own", Severity: Medium, Topic: Push,
			Reads:   "The kind of each group to push.",
			Why:     "Okta does not push its built-in groups, and the members of a group of another app are decided there.",
			Detects: "Type BUILT_IN, or APP_GROUP.",
			After:   []string{"okta-app"},
			Run:     pushKind,
		},
		{
			ID: "push-size", Title: "No group to push is too large", Severity: High, Topic: Push,
			Reads:   "The member count of each group to push.",
			Why:     "Atlassian takes at most 35,000 members in a synced group.",
			Detects: "Okta counts more.",
			After:   []string{"okta-app"},
			Run:     pushSize,
		},
		{
			ID: "push-name-conflict", Title: "No local Atlassian group has the name of a pushed group", Severity: High, Topic: Push,
			Reads:   "The organization's groups with the names of the groups to push, letter case aside.",
			Why:     "Atlassian refuses such a push, or parks it until a person settles it; settling overwrites the local members.",
			Detects: "A group of that name that no directory made.",
			After:   []string{"okta-app", "atlassian-reachable"},
			Run:     pushNameConflict,
		},
		{
			ID: "push-default-group", Title: "No pushed group has the name of a default or built-in group", Severity: High, Topic: Push,
			Reads:   "The roles of local groups with these names; the sites' default groups.",
			Why:     "The directory accepts such a group, and it never reaches a site: nothing says that it failed.",
			Detects: "A local group of that name is a default group of a product, or built in.",
			After:   []string{"okta-app", "atlassian-reachable"},
			Run:     pushDefaultGroup,
		},
	}
}

// pushedChecks ask whether it has.
func pushedChecks() []Check {
	return []Check{
		{
			ID: "push-status", Title: "No push mapping is in error", Severity: High, Topic: Push,
			Reads:   "The app's push mappings; failures in the System Log of the last 7 days.",
			Why:     "Okta sends no membership changes for a mapping in error.",
			Detects: "Status ERROR, or a logged failure with no success after it. ACTIVE is no proof of arrival: push-arrived asks for that.",
			After:   []string{"okta-app"},
			Run:     pushStatus,
		},
		{
			ID: "push-arrived", Title: "Every pushed group has arrived in the organization", Severity: High, Topic: Push,
			Reads:   "Push mappings, the directory's groups, the organization's groups.",
			Why:     "Only a group that reached the organization can open a product.",
			Detects: "No mapping, no group in the directory, or no synced group in the organization.",
			After:   []string{"okta-app", "scim-key", "atlassian-reachable"},
			Run:     pushArrived,
		},
		{
			ID: "push-renamed", Title: "No pushed group was renamed in Okta since", Severity: Medium, Topic: Push,
			Reads:   "Push mappings, the names of their Okta groups, the directory's groups; for one whose name is missing there, the group that Okta keeps for the app, and the System Log.",
			Why:     "Atlassian renames no synced group: the push fails, or the old name stays.",
			Detects: "The directory has the group under the name that it was pushed with, and not under its present one.",
			After:   []string{"okta-app", "scim-key"},
			Run:     pushRenamed,
		},
		{
			ID: "push-assign-overlap", Title: "No group is both assigned and pushed", Severity: Medium, Topic: Push,
			Reads:   "The app's groups and push mappings.",
			Why:     "Okta does not support it: late members may be left out, and leavers may stay.",
			Detects: "The same group in both lists.",
			After:   []string{"okta-app"},
			Run:     pushAssignOverlap,
		},
		{
			ID: "push-members", Title: "Pushed groups have the same members on both sides", Severity: High, Topic: Push,
			Reads:   "Members of the Okta groups, assignments, the directory's people and groups.",
			Why:     "A missing member has no access; a member left over keeps access after leaving.",
			Detects: "Provisioned members who are not in the directory's group, and active ones there who are not in Okta's.",
			After:   []string{"okta-app", "scim-key"},
			Run:     pushMembers,
		},
	}
}
