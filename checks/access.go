package checks

func accessChecks() []Check {
	return []Check{
		{
			ID: "access-granted", Title: "The pushed groups open the wanted products", Severity: High, Topic: Access,
			Reads:   "The role assignments of the synced groups; the organization's workspaces.",
			Why:     "A group that opens nothing lets nobody in.",
			Detects: "A wish is not among the group's roles; without wishes, a pushed group that opens no product.",
			After:   []string{"okta-app", "atlassian-reachable"},
			Run:     accessGranted,
		},
		{
			ID: "access-default", Title: "No synced group is a default group", Severity: High, Topic: Access,
			Reads:   "The role assignments of the synced groups.",
			Why:     "Default groups take in everyone who gets the product; a synced group is filled by Okta only.",
			Detects: "defaultRole is set for a synced group.",
			After:   []string{"okta-app", "atlassian-reachable"},
			Run:     accessDefault,
		},
		{
			ID: "access-seats", Title: "There are seats for everyone", Severity: Medium, Topic: Access,
			Reads:   "The seats of each site with a credential; the members of the groups that open its products.",
			Why:     "Who finds no seat gets no access.",
			Detects: "More people to come than seats left.",
			After:   []string{"okta-app", "atlassian-reachable", "scim-key"},
			Run:     accessSeats,
		},
		{
			ID: "access-admin-lockout", Title: "An organization admin is outside the synced domains", Severity: High, Topic: Access,
			Reads:   "The organization's admins, its domains, the directory.",
			Why:     "When sign-on or sync breaks, somebody must still be able to get in and mend it.",
			Detects: "Every admin's address belongs to a domain of the organization, or to the directory.",
			After:   []string{"atlassian-reachable"},
			Run:     accessAdminLockout,
		},
	}
}
