package console

import (
	"context"
	"net/url"
)

type runner = func(ctx context.Context, d *Desk, form url.Values) (Shown, bool, error)

// Action is something that only a person can do, in one of the consoles.
type Action struct {
	ID   string `json:"id"`
	Path string `json:"path"`
	// Fields are the names of the form's fields; what may be left empty says the page.
	Fields []string `json:"fields"`
	// Step is the step of the set-up that asks for it.
	Step string `json:"step"`

	// Title is the button's text, About the line above the form.
	Title string `json:"-"`
	About string `json:"-"`
	// Console is atlassian or okta.
	Console string `json:"-"`

	run runner
}

// Actions are all actions in the order of the set-up.
func Actions() []Action {
	list := []Action{
		{ID: "subscribe-guard", Step: "prerequisites", Console: "atlassian", Title: "Subscribe to Guard Standard", About: "Billing > Add Atlassian Guard Standard.", run: locked(subscribeGuard)},
		{ID: "make-site-admin", Fields: []string{"email"}, Step: "prerequisites", Console: "atlassian", Title: "Make Jira administrator", About: "Jira settings > System > Global permissions, on every site. Empty: whom the sandbox's site credentials belong to.", run: locked(makeSiteAdmin)},
		{ID: "verify-domain", Fields: []string{"domain"}, Step: "prerequisites", Console: "atlassian", Title: "Verify domain", About: "Settings > Domains. Empty: all that are unverified; a new name is added.", run: locked(verifyDomain)},
		{ID: "claim-domain", Fields: []string{"domain"}, Step: "prerequisites", Console: "atlassian", Title: "Claim accounts", About: "Settings > Domains > Claim accounts. Empty: all verified domains.", run: locked(claimDomain)},
		{ID: "create-directory", Fields: []string{"name"}, Step: "directory", Console: "atlassian", Title: "Set up user provisioning", About: "Security > Identity providers > Okta. The base URL and key are shown once.", run: locked(createDirectory)},
		{ID: "regenerate-key", Fields: []string{"directory"}, Step: "directory", Console: "atlassian", Title: "Regenerate API key", About: "The old key stops working at once.", run: locked(regenerateKey)},
		{ID: "link-domain", Fields: []string{"domain", "directory"}, Step: "directory", Console: "atlassian", Title: "Link domain", About: "Identity providers > directory > View domains. Empty: all claimed domains.", run: locked(linkDomain)},
		{ID: "add-site", Fields: []string{"site", "directory"}, Step: "directory", Console: "atlassian", Title: "Add a site", About: "Empty: all sites.", run: locked(addSite)},
		{ID: "revoke-access-tokens", Step: "integration", Console: "okta", Title: "Revoke access tokens", About: "No console does this: it is what POST /oauth2/v1/revoke does for every token that the service app has.", run: locked(revokeAccessTokens)},
		{ID: "add-app", Fields: []string{"label"}, Step: "integration", Console: "okta", Title: "Add Atlassian Cloud", About: "Applications > Browse App Catalog > Atlassian Cloud.", run: locked(addApp)},
		{ID: "activate-app", Fields: []string{"app"}, Step: "integration", Console: "okta", Title: "Activate", About: "Applications > Atlassian Cloud > Activate.", run: onApp(activateApp)},
		{ID: "test-credentials", Fields: []string{"app", "base_url", "api_key"}, Step: "integration", Console: "okta", Title: "Test API Credentials", About: "Provisioning > Integration. Empty: what is saved.", run: testCredentials},
		{ID: "enter-credentials", Fields: []string{"app", "base_url", "api_key"}, Step: "integration", Console: "okta", Title: "Save", About: "Provisioning > Configure API Integration. Saved only if the test passes.", run: enterCredentials},
		{ID: "enable-options", Fields: []string{"app", "create", "update", "deactivate"}, Step: "integration", Console: "okta", Title: "Save To App options", About: "Provisioning > To App > Edit. A field with any value ticks its option, an empty or missing one unticks it.", run: onApp(enableOptions)},
		{ID: "review-mappings", Fields: []string{"app"}, Step: "integration", Console: "okta", Title: "Show attribute mappings", About: "Provisioning > To App > Attribute Mappings. Changes nothing.", run: onApp(reviewMappings)},
		{ID: "set-username-format", Fields: []string{"app", "format", "update_on"}, Step: "email", Console: "okta", Title: "Save username format", About: "Sign On > Edit. format: email, email-lowercase, okta-username, or an expression; update_on: create-and-update or create-only.", run: onApp(setUsernameFormat)},
		{ID: "update-now", Fields: []string{"app"}, Step: "email", Console: "okta", Title: "Update Now", About: "Sign On > Update Now.", run: onApp(updateNow)},
		{ID: "push-group", Fields: []string{"app", "group"}, Step: "push", Console: "okta", Title: "Push group by name", About: "Push Groups > By name.", run: onApp(pushGroup)},
		{ID: "push-now", Fields: []string{"app", "group"}, Step: "push", Console: "okta", Title: "Push now", About: "Push Groups > group > Push now. Empty: all pushed groups.", run: onApp(pushNow)},
		{ID: "unlink-group", Fields: []string{"app", "group", "delete"}, Step: "push", Console: "okta", Title: "Unlink pushed group", About: "Push Groups > group > Unlink pushed group. delete with any value: Delete the group in the target app, else leave it.", run: onApp(unlinkGroup)},
		{ID: "settle-conflict", Fields: []string{"group"}, Step: "push", Console: "atlassian", Title: "Sync group", About: "Review groups > Sync group overwrites the members of the existing group. Empty: all conflicts.", run: locked(settleConflict)},
		{ID: "assign-group", Fields: []string{"app", "group"}, Step: "assign", Console: "okta", Title: "Assign group", About: "Assignments > Assign > Groups.", run: onApp(assignGroup)},
		{ID: "assign-user", Fields: []string{"app", "user", "group"}, Step: "assign", Console: "okta", Title: "Assign person", About: "Assignments > Assign > People; with a group, Directory > Groups > group > Assign people.", run: onApp(assignUser)},
		{ID: "unassign-user", Fields: []string{"app", "user"}, Step: "assign", Console: "okta", Title: "Unassign person", About: "Assignments > person > ✕; out of the group that gives the app. Empty: everyone whom Okta has suspended.", run: onApp(unassignUser)},
		{ID: "provision-user", Fields: []string{"app", "user"}, Step: "assign", Console: "okta", Title: "Provision User", About: "Assignments > person > Provision User. Empty: all who were assigned before provisioning was on.", run: onApp(provisionUser)},
		{ID: "retry-failed", Fields: []string{"app"}, Step: "assign", Console: "okta", Title: "Retry Selected", About: "Dashboard > Tasks.", run: onApp(retryFailed)},
		{ID: "grant-access", Fields: []string{"group", "product", "site"}, Step: "access", Console: "atlassian", Title: "Add group to product", About: "Apps > Manage app > Add groups. product is a kind such as jira-software; site empty: every site that has it.", run: locked(grantAccess)},
		{ID: "buy-seats", Fields: []string{"product", "site", "seats"}, Step: "access", Console: "atlassian", Title: "Change seats", About: "Billing > product. seats empty: some more than are held, wherever there are fewer.", run: locked(buySeats)},
		{ID: "delete-group", Fields: []string{"directory", "group"}, Step: "access", Console: "atlassian", Title: "Delete synced group", About: "No console deletes a synced group: this is DELETE /Groups/{id} with the directory's key. Empty: every group that nothing pushes any more.", run: locked(deleteGroup)},
		{ID: "unset-default-group", Fields: []string{"group"}, Step: "access", Console: "atlassian", Title: "Update default group setting", About: "Apps > Manage app > group > None. Empty: every synced default group, and every default group whose name is pushed.", run: locked(unsetDefaultGroup)},
	}
	for i := range list {
		list[i].Path = "/actions/" + list[i].ID
		if list[i].Fields == nil {
			list[i].Fields = []string{}
		}
	}
	return list
}
