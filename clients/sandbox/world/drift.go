package world

// Drift is one way in which a well set up pair of tenants goes wrong; its id is that of the check that finds it,
// or, where several worlds have one check, what is odd.
type Drift struct {
	ID string
	// About says what changes.
	About string
	// Alone marks a drift that hides others, so that the scenario drifted leaves it out.
	Alone bool
	// OverFresh marks a drift that also makes sense before the set-up.
	OverFresh bool

	apply func(*builder)
}

const (
	alone     = true
	overFresh = true
)

// Drifts are all drifts in the order in which they are applied.
func Drifts() []Drift {
	return []Drift{
		{"okta-reachable", "the Okta token was revoked, and the service app deactivated", alone, overFresh, oktaReachable},
		{"okta-rights", "the token's owner, and the service app, are left with a role that reads groups and no apps", alone, overFresh, oktaRights},
		{"okta-token-life", "the token's owner, and the service app, are super admins, which is more than the job needs", false, overFresh, tokenLife},
		{"atlassian-reachable", "the organization key was revoked", alone, overFresh, atlassianReachable},
		{"atlassian-key-life", "the organization key expires in five days", false, overFresh, keyLife},
		{"site-admin", "the site's credentials belong to somebody who does not administer it", alone, overFresh, siteAdmin},
		{"domain-verified", "the main domain is no longer verified", false, overFresh, domainVerified},
		{"domain-claimed", "the main domain is verified and none of its accounts is claimed", false, overFresh, domainClaimed},
		{"domain-linked", "the main domain is not linked to the directory", false, false, domainLinked},
		{"access-admin-lockout", "every organization admin is in a synced domain", false, overFresh, adminLockout},
		{"sites-present", "every product of every site is offline", alone, overFresh, sitesPresent},
		{"okta-app", "the Atlassian Cloud app is inactive", alone, false, oktaApp},
		{"scim-key", "somebody regenerated the directory's key: the admin's copy is dead, Okta has the new one", alone, false, scimKey},
		{"scim-key-life", "the directory's key expires in two weeks", false, false, scimKeyLife},
		{"directory-headroom", "the directory reports nearly as many people as it takes", false, false, directoryHeadroom},
		{"lifecycle-management", "the app was made anew without a licence for provisioning: it only signs people in", alone, false, lifecycleManagement},
		{"integration-enabled", "the app's API integration is off", alone, false, integrationEnabled},
		{"integration-options", "Deactivate Users is not ticked", false, false, integrationOptions},
		{"integration-one-way", "the app also fills Okta profiles from Atlassian, and pushes passwords", false, false, integrationOneWay},
		{"integration-credentials", "the app holds a dead key, and every call since was refused", false, false, integrationCredentials},
		{"email-attribute", "the application username is the Okta username", false, false, emailAttribute},
		{"email-update", "the application username is updated on creation only", false, false, emailUpdate},
		{"email-population", "one person signs on with an old address and is provisioned with the new one", false, false, emailPopulation},
		{"email-domains", "somebody's address belongs to no domain of the organization", false, false, emailDomains},
		{"push-name-conflict", "a pushed group has the name of a local group", false, false, pushNameConflict},
		{"push-default-group", "a pushed group has the name of a default group", false, false, pushDefaultGroup},
		{"push-status", "a group that had arrived can no longer be pushed", false, false, pushStatus},
		{"push-arrived", "a group is pushed, Okta says active, and nothing is in the directory", false, false, pushArrived},
		{"push-assign-overlap", "a pushed group is assigned too", false, false, pushAssignOverlap},
		{"push-members", "a pushed group lacks one member and keeps one who has left", false, false, pushMembers},
		{"push-renamed", "a pushed group was renamed in Okta", false, false, pushRenamed},
		{"assign-provisioned", "somebody is assigned and was never provisioned", false, false, assignProvisioned},
		{"assign-before-provisioning", "somebody was assigned before provisioning was on", false, false, assignBefore},
		{"assign-errors", "somebody's last update failed", false, false, assignErrors},
		{"assign-linked", "somebody is in the directory without an account", false, false, assignLinked},
		{"assign-inactive", "somebody assigned is suspended in Okta and active in Atlassian", false, false, assignInactive},
		{"assign-orphans", "the directory holds somebody whom Okta does not know", false, false, assignOrphans},
		{"assign-attributes", "somebody's time zone and language are of a form that Atlassian ignores", false, false, assignAttributes},
		{"assign-groups", "people are assigned one by one, not through the assignment group", alone, false, assignGroups},
		{"access-granted", "a pushed group opens no product", false, false, accessGranted},
		{"access-default", "a synced group is a default group", false, false, accessDefault},
		{"access-seats", "Jira of the first site has fewer seats than people", false, false, accessSeats},
		{"app-twice", "there is a second Atlassian Cloud app", alone, false, appTwice},
		{"app-older", "Okta's older apps for Jira and Confluence stand beside the app", alone, overFresh, appOlder},
		{"app-sso-elsewhere", "people sign in through another app", alone, false, ssoElsewhere},
		{"group-empty", "the second test group has no member", alone, overFresh, groupEmpty},
		{"push-size", "the first test group reports more members than a synced group may have", alone, overFresh, pushSize},
		{"group-name-twice", "two groups have the name of the first test group", alone, overFresh, groupNameTwice},
		{"email-wellformed", "somebody's address is longer than a user name may be", alone, overFresh, emailWellformed},
		{"user-without-email", "somebody has no address", alone, overFresh, userWithoutEmail},
		{"email-unique", "two people have one address in different case", alone, overFresh, emailUnique},
		{"domain-elsewhere", "another organization has taken over the main domain", alone, overFresh, domainElsewhere},
		{"site-suspended", "the first site is suspended", alone, overFresh, siteSuspended},
		{"seats-none", "every seat of Jira on the first site is taken", alone, overFresh, seatsNone},
		{"org-elsewhere", "the organization key leads to another organization than the directory's", alone, false, orgElsewhere},
		{"guard-active", "Guard has lapsed: the directory is gone and its groups are local", alone, overFresh, guardActive},
	}
}

func driftIDs() []string {
	var ids []string
	for _, d := range Drifts() {
		ids = append(ids, d.ID)
	}
	return ids
}
