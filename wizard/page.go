package wizard

// Instruction is one instruction of the vendor's page, and what became of it.
type Instruction struct {
	ID   string `json:"id"`
	Text string `json:"text"`
	Step string `json:"step"`
	// Guide is the id of the guide that has a person do it, Call the API call that does it; one of them may be empty.
	Guide string `json:"guide,omitempty"`
	Call  string `json:"call,omitempty"`
	// Proof is the check that asks whether it is so.
	Proof string `json:"proof"`
}

// Page returns every instruction of "Configure user provisioning with Okta" in the page's order.
func Page() []Instruction {
	return []Instruction{
		{ID: "P1", Text: "Have Okta Lifecycle Management", Step: "prerequisites", Guide: "lifecycle-management", Proof: "lifecycle-management"},
		{ID: "P2", Text: "Be an admin of the Atlassian organization", Step: "prerequisites", Call: "GET /admin/v1/orgs", Proof: "atlassian-reachable"},
		{ID: "P3", Text: "Verify one or more domains", Step: "prerequisites", Guide: "verify-domain", Proof: "domain-verified"},
		{ID: "P4", Text: "Subscribe to Atlassian Access (today Guard Standard)", Step: "prerequisites", Guide: "subscribe-guard", Proof: "guard-active"},
		{ID: "P5", Text: "Be an admin of at least one Jira or Confluence site", Step: "prerequisites", Call: "GET /rest/api/3/mypermissions", Guide: "make-site", Proof: "site-admin"},
		{ID: "T", Text: "Begin with test accounts and test groups", Step: "prerequisites", Guide: "make-test-groups", Proof: "test-groups"},
		{ID: "1.1", Text: "Open Directory ▸ User provisioning (today Security ▸ Identity providers)", Step: "directory", Guide: "create-directory", Proof: "scim-key"},
		{ID: "1.2", Text: "Create a token (today: choose Okta, set up user provisioning)", Step: "directory", Guide: "create-directory", Proof: "scim-key"},
		{ID: "1.3", Text: "Name the directory", Step: "directory", Guide: "create-directory", Proof: "scim-key"},
		{ID: "1.4", Text: "Copy directory base URL and API key, and keep them safe", Step: "directory", Guide: "create-directory", Call: "GET /scim/directory/{id}/ServiceProviderConfig", Proof: "scim-key"},
		{ID: "1.5", Text: "Add Jira or Confluence sites", Step: "directory", Guide: "add-site", Proof: "sites-added"},
		{ID: "2.1", Text: "Add the Atlassian Cloud app in Okta", Step: "integration", Guide: "add-app", Proof: "okta-app"},
		{ID: "2.2", Text: "Provisioning ▸ Configure API Integration", Step: "integration", Guide: "enter-credentials", Proof: "integration-enabled"},
		{ID: "2.3", Text: "Enable API integration", Step: "integration", Guide: "enter-credentials", Proof: "integration-enabled"},
		{ID: "2.4", Text: "Enter directory base URL and API key", Step: "integration", Guide: "enter-credentials", Proof: "integration-enabled"},
		{ID: "2.5", Text: "Test API Credentials; if the test passes, Save", Step: "integration", Guide: "enter-credentials", Proof: "integration-credentials"},
		{ID: "2.6", Text: "Open To App", Step: "integration", Guide: "enable-options", Proof: "integration-options"},
		{ID: "2.7", Text: "Enable the options; map attributes or leave the defaults", Step: "integration", Guide: "enable-options", Proof: "integration-options"},
		{ID: "2.8", Text: "Save the integration settings", Step: "integration", Guide: "enable-options", Proof: "integration-options"},
		{ID: "3.1", Text: "Note the field that maps to Primary email", Step: "email", Guide: "set-username-format", Call: "GET /api/v1/mappings/{id}", Proof: "email-attribute"},
		{ID: "3.2", Text: "Look at Application username format; people with an old address log in once first", Step: "email", Guide: "set-username-format", Call: "GET /api/v1/apps/{id}", Proof: "email-attribute"},
		{ID: "3.3", Text: "Set Application username format to the same attribute", Step: "email", Guide: "set-username-format", Call: "PUT /api/v1/apps/{id} with --email-by-api", Proof: "email-attribute"},
		{ID: "3.4", Text: "Update application username on: Create and update; Save", Step: "email", Guide: "set-username-format", Call: "PUT /api/v1/apps/{id} with --email-by-api", Proof: "email-update"},
		{ID: "3.5", Text: "Update Now", Step: "email", Guide: "update-now", Proof: "email-population"},
		{ID: "4.1", Text: "Push Groups ▸ By name ▸ Save", Step: "push", Call: "POST /api/v1/apps/{id}/group-push/mappings", Guide: "push-now", Proof: "push-arrived"},
		{ID: "4.2", Text: "Review that all desired groups have been pushed", Step: "push", Call: "GET /scim/directory/{id}/Groups", Guide: "push-now", Proof: "push-arrived"},
		{ID: "5.1", Text: "Open Assignments", Step: "assign", Call: "GET /api/v1/apps/{id}/groups", Proof: "assign-groups"},
		{ID: "5.2", Text: "Assign ▸ Groups", Step: "assign", Call: "PUT /api/v1/apps/{id}/groups/{id}", Proof: "assign-groups"},
		{ID: "5.3", Text: "Default values, which can be left blank; Save and Go Back", Step: "assign", Call: "PUT /api/v1/apps/{id}/groups/{id} with an empty profile", Proof: "assign-groups"},
		{ID: "5.4", Text: "Verify that users are synced", Step: "assign", Call: "GET /scim/directory/{id}/Users", Guide: "provision-user", Proof: "assign-provisioned"},
		{ID: "6.1", Text: "Product access of the site", Step: "access", Call: "POST /admin/v2/orgs/{id}/workspaces", Guide: "grant-access", Proof: "access-granted"},
		{ID: "6.2", Text: "Add group: the synchronized group", Step: "access", Call: "POST /admin/v2/orgs/{id}/directories/{id}/groups/{id}/role-assignments/assign", Guide: "grant-access", Proof: "access-granted"},
		{ID: "6.3", Text: "Add groups; do not make a synced group a default group", Step: "access", Call: "GET /admin/v2/orgs/{id}/directories/{id}/groups/{id}/role-assignments", Guide: "unset-default-group", Proof: "access-default"},
	}
}
