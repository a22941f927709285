package checks

func prerequisiteChecks() []Check {
	return []Check{
		{
			ID: "domain-verified", Title: "The e-mail domains in use are verified", Severity: High, Topic: Prerequisites,
			Reads:   "The organization's domains; the addresses of the people in scope.",
			Why:     "Atlassian manages, and lets Okta sign in, only accounts of domains the organization has proven to own.",
			Detects: "No domain has the status verified, or one of the people in scope has not.",
			After:   []string{"atlassian-reachable"},
			Run:     domainVerified,
		},
		{
			ID: "domain-claimed", Title: "Accounts of the domains in use are claimed", Severity: High, Topic: Prerequisites,
			Reads:   "Managed users of each domain; the addresses of the people in scope.",
			Why:     "Until one account is claimed, a domain cannot be linked to the directory, and its people count as external.",
			Detects: "A search for managed users of the domain finds nobody; the domain's own status does not tell.",
			After:   []string{"atlassian-reachable"},
			Run:     domainClaimed,
		},
		{
			ID: "domain-linked", Title: "The domain is linked to the directory", Severity: Medium, Topic: Prerequisites,
			Reads:   "Nothing: no API tells it.",
			Why:     "Accounts of a domain that is not linked do not sign in through this identity provider.",
			Detects: "A person looks and says so.",
			After:   []string{"domain-claimed"},
			Run:     domainLinked,
		},
		{
			ID: "guard-active", Title: "Atlassian Guard is subscribed", Severity: High, Topic: Prerequisites,
			Reads:   "The SCIM directory, which exists only with Guard; accounts billed by Guard.",
			Why:     "When Guard lapses, Atlassian deletes the directory and makes its groups local.",
			Detects: "No API says it: a directory that answers or a billed account is proof, their absence is none.",
			Run:     guardActive,
		},
		{
			ID: "lifecycle-management", Title: "Okta Lifecycle Management is licensed", Severity: High, Topic: Prerequisites,
			Reads:   "The app's provisioning features; people provisioned already.",
			Why:     "Without it the app has no Provisioning tab.",
			Detects: "No API says it: features or provisioned people are proof, their absence is none.",
			After:   []string{"okta-reachable"},
			Run:     lifecycleManagement,
		},
		{
			ID: "sites-present", Title: "The organization has a Jira or Confluence site", Severity: High, Topic: Prerequisites,
			Reads:   "The organization's workspaces.",
			Why:     "Groups are synced only to Jira products and Confluence.",
			Detects: "No workspace of these products is online.",
			After:   []string{"atlassian-reachable"},
			Run:     sitesPresent,
		},
		{
			ID: "test-groups", Title: "Groups for a first run exist", Severity: Low, Topic: Prerequisites,
			Reads:   "Okta groups that are named in the settings, or whose name begins with atlassian-test-.",
			Why:     "A mistake with a test group disables test accounts; with a real one, real people.",
			Detects: "No such group, or one without members.",
			After:   []string{"okta-reachable"},
			Run:     testGroups,
		},
	}
}
