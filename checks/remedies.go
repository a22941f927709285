package checks

// remedy says how a wrong answer is mended, whatever the case, and where the vendors write about it.
type remedy struct {
	mends string
	docs  []string
}

// The vendors' pages, each named once.
const (
	docPage       = "https://support.atlassian.com/provisioning-users/docs/configure-user-provisioning-with-okta/"
	docKeyExpiry  = "https://support.atlassian.com/provisioning-users/docs/manage-scim-api-key-expiration/"
	docLimits     = "https://support.atlassian.com/provisioning-users/docs/users-and-groups-limits/"
	docConflicts  = "https://support.atlassian.com/provisioning-users/docs/resolve-group-conflicts-when-syncing-users/"
	docLink       = "https://support.atlassian.com/provisioning-users/docs/link-domains/"
	docProvision  = "https://developer.atlassian.com/cloud/admin/user-provisioning/rest/intro/"
	docRecords    = "https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-users/"
	docAddress    = "https://developer.atlassian.com/cloud/admin/user-provisioning/email-change/"
	docOrg        = "https://developer.atlassian.com/cloud/admin/organization/rest/intro/"
	docOrgKey     = "https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-api-key/"
	docDomains    = "https://developer.atlassian.com/cloud/admin/organization/rest/api-group-domains/"
	docOrgGroups  = "https://developer.atlassian.com/cloud/admin/organization/rest/api-group-groups/"
	docOrgUsers   = "https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/"
	docWorkspaces = "https://developer.atlassian.com/cloud/admin/organization/rest/api-group-workspaces/"
	docRename     = "https://developer.atlassian.com/cloud/admin/organization/rename-group/"
	docToken      = "https://developer.okta.com/docs/guides/create-an-api-token/main/"
	docErrors     = "https://developer.okta.com/docs/reference/error-codes/"
	docApps       = "https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/"
	docFeatures   = "https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationFeatures/"
	docAppUsers   = "https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationUsers/"
	docMappings   = "https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ProfileMapping/"
	docPush       = "https://developer.okta.com/docs/api/openapi/okta-management/management/tag/GroupPushMapping/"
	docEvents     = "https://developer.okta.com/docs/reference/api/event-types/"
	docSCIM       = "https://developer.okta.com/docs/api/openapi/okta-scim/guides/scim-20/"
	docTrouble    = "https://help.okta.com/en-us/Content/Topics/users-groups-profiles/usgp-group-push-troubleshoot.htm"
	docOverlap    = "https://help.okta.com/oie/en-us/content/topics/users-groups-profiles/app-assignments-group-push.htm"
	docJiraGroups = "https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-groups/"
)

// remedies are by the id of the check.
var remedies = map[string]remedy{
	"okta-reachable":      {"Correct the address, or make a token: Okta Admin Console ▸ Security ▸ API ▸ Tokens ▸ Create token.", []string{docToken, docErrors}},
	"okta-rights":         {"Give the token's owner the application administrator and group administrator roles: Okta Admin Console ▸ Security ▸ Administrators.", []string{docToken, docErrors}},
	"okta-token-life":     {"Make the token as somebody who is application and group administrator and no more, and use it at least once in 30 days: " + menuTokens + ".", []string{docToken}},
	"atlassian-reachable": {"Make a key without scopes: Atlassian Administration ▸ Settings ▸ API keys ▸ Create API key.", []string{docOrg, docOrgKey}},
	"atlassian-key-life":  {"Make a new key before the old one ends: Atlassian Administration ▸ Settings ▸ API keys ▸ Create API key.", []string{docOrgKey}},
	"site-admin":          {"Use the token of a Jira administrator, or make this person one: Jira ▸ Settings ▸ System ▸ Global permissions.", []string{docPage, docJiraGroups}},

	"domain-verified":      {verifyFix, []string{docPage, docDomains}},
	"domain-claimed":       {claimFix, []string{docPage, docOrgUsers}},
	"domain-linked":        {menuDirectory + " ▸ View domains ▸ Link domain.", []string{docPage, docLink}},
	"guard-active":         {"Subscribe: " + menuBilling + "; after a lapse make a new directory and key, rename or delete the local groups, and push again.", []string{docPage}},
	"lifecycle-management": {"Ask the owner of the Okta contract for Lifecycle Management.", []string{docPage}},
	"sites-present":        {"Add a Jira product or Confluence, or pay for the suspended one: Atlassian Administration ▸ Apps, and ▸ Billing.", []string{docPage, docWorkspaces}},
	"test-groups":          {makeTestFix, []string{docPage}},

	"scim-key":               {scimKeyFix, []string{docPage, docKeyExpiry}},
	"directory-organization": {"Give the organization's own API key, or URL and key of its own directory.", []string{docOrg, docProvision}},
	"scim-key-life":          {"Make a new key: " + menuDirectory + " ▸ ••• ▸ Regenerate API key; enter it in Okta at once.", []string{docKeyExpiry}},
	"directory-headroom":     {"Assign fewer people, or split the group by a group rule; Atlassian support may raise a limit.", []string{docLimits, docProvision}},
	"sites-added":            {menuDirectory + " ▸ User provisioning ▸ Sites.", []string{docPage}},

	"okta-app":                {"Add or activate the app: Okta Admin Console ▸ Applications; deactivate older ones, or choose one with --app-id.", []string{docPage, docApps}},
	"integration-enabled":     {enableFix, []string{docPage, docFeatures}},
	"integration-options":     {optionsFix, []string{docPage, docFeatures}},
	"integration-credentials": {"Enter the directory's present key: " + menuEnable + " ▸ Test API Credentials ▸ Save; then Okta ▸ Dashboard ▸ Tasks ▸ Retry Selected.", []string{docPage, docEvents}},
	"integration-one-way":     {"Untick it: Okta ▸ Atlassian Cloud ▸ Provisioning ▸ To Okta, and ▸ To App ▸ Sync Password.", []string{docPage, docFeatures}},
	"integration-mappings":    {"Okta ▸ Atlassian Cloud ▸ Provisioning ▸ To App ▸ Atlassian Cloud Attribute Mappings.", []string{docPage, docMappings}},

	"email-attribute":  {"Set both to the same attribute: " + menuFormat + "; and Provisioning ▸ To App ▸ Attribute Mappings ▸ Primary email.", []string{docPage, docMappings}},
	"email-update":     {menuFormat + "; Update application username on: Create and update.", []string{docPage, docApps}},
	"email-population": {"Press Update Now: Okta ▸ Atlassian Cloud ▸ Sign On ▸ Update Now.", []string{docPage, docAddress}},
	"email-domains":    {"Verify and claim the domain, or give addresses of your domains: " + menuPerson + ".", []string{docDomains, docAddress}},
	"email-unique":     {"Give each an address of their own: " + menuPerson + ".", []string{docPage, docRecords}},
	"email-wellformed": {"Give each a proper address: " + menuPerson + ".", []string{docPage, docRecords}},

	"push-kind":           {ownGroupFix, []string{docPush}},
	"push-size":           {"Split the group by a group rule: Okta Admin Console ▸ Directory ▸ Groups ▸ Rules ▸ Add rule.", []string{docLimits, docProvision}},
	"push-name-conflict":  {conflictFix, []string{docConflicts, docRename}},
	"push-default-group":  {"Rename the Okta group, or unset the default: Atlassian Administration ▸ Apps ▸ the app ▸ Manage access ▸ the group ▸ ••• ▸ Update default group setting.", []string{docProvision, docOrgGroups}},
	"push-status":         {"Mend the cause, then " + menuPush + " ▸ Errors ▸ Retry All Groups.", []string{docTrouble, docPush}},
	"push-arrived":        {"Push again: " + menuPush + " ▸ the group ▸ Push now.", []string{docTrouble, docPush}},
	"push-renamed":        {renamedFix, []string{docProvision, docRename}},
	"push-assign-overlap": {"Assign a group of its own, kept in step by a group rule: Okta Admin Console ▸ Directory ▸ Groups ▸ Rules ▸ Add rule.", []string{docOverlap, docTrouble}},
	"push-members":        {"Push again: " + menuPush + " ▸ the group ▸ Push now; assign whoever is not assigned.", []string{docTrouble}},

	"assign-groups":              {menuAssign + " ▸ Assign to Groups.", []string{docPage}},
	"assign-provisioned":         {"Retry failed tasks: Okta ▸ Dashboard ▸ Tasks ▸ Retry Selected; whoever is not assigned: " + menuAssign + " ▸ Assign to Groups.", []string{docPage, docSCIM}},
	"assign-errors":              {retryTasks, []string{docEvents, docSCIM}},
	"assign-linked":              {"Unassign and assign them again in Okta, which disables their account for a moment: " + menuAssign + ".", []string{docRecords, docAddress}},
	"assign-before-provisioning": {"Press Provision User: " + menuAssign + " ▸ Provision User.", []string{docAppUsers}},
	"assign-orphans":             {"Assign each to the app, and unassign whoever has left; or deactivate the account: Atlassian Administration ▸ Directory ▸ Managed accounts.", []string{docSCIM, docRecords}},
	"assign-inactive":            {"Unassign whoever should lose access: " + menuAssign + "; reactivate whoever should not have: Atlassian Administration ▸ Directory ▸ Managed accounts.", []string{docSCIM, docOrgUsers}},
	"assign-attributes":          {"Mend the profile: " + menuPerson + "; or map another attribute: Okta ▸ Atlassian Cloud ▸ Provisioning ▸ To App ▸ Attribute Mappings.", []string{docMappings, docRecords}},

	"access-granted":       {grantFix, []string{docPage, docOrgGroups}},
	"access-default":       {"Make another group the default, then unset this one: Atlassian Administration ▸ Apps ▸ the app ▸ Manage access ▸ the group ▸ ••• ▸ Update default group setting ▸ None.", []string{docConflicts, docOrgGroups}},
	"access-seats":         {"Buy seats, or push smaller groups: Atlassian Administration ▸ Billing ▸ Manage subscriptions.", []string{docJiraGroups}},
	"access-admin-lockout": {"Make an account outside your domains an organization admin: Atlassian Administration ▸ Directory ▸ Administrators ▸ Invite.", []string{docOrgUsers}},
}

// withRemedies completes the checks of the catalogue.
func withRemedies(list []Check) []Check {
	for i, c := range list {
		list[i].Mends, list[i].Docs = remedies[c.ID].mends, remedies[c.ID].docs
	}
	return list
}
