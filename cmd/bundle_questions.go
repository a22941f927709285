package cmd

// openQuestion is something that no document of the vendors says and that the program depends on.
type openQuestion struct {
	ID     string   `json:"id"`
	Asks   string   `json:"asks"`
	Files  []string `json:"files"`
	Looked bool     `json:"answered_requests"` // whether any request that could settle it was answered
}

// questions are the open ones, with where in the bundle their answers are.
func (c *collected) questions() any {
	const (
		app, prov, schema, push = "answers/okta-app.json", "answers/okta-provisioning.json", "answers/okta-mapping.json", "answers/okta-push.json"
		assign, log, scim, org  = "answers/okta-assignments.json", "answers/okta-log.json", "answers/scim.json", "answers/atlassian.json"
	)
	list := []struct {
		id, asks string
		files    []string
		paths    []string
	}{
		{"okta-app-name", "the app's name in Okta's catalogue and the keys of its settings", []string{app}, []string{"/api/v1/apps", "/api/v1/apps/{id}"}},
		{"okta-app-features", "which features the app lists once provisioning is on", []string{app}, []string{"/api/v1/apps", "/api/v1/apps/{id}"}},
		{"okta-connection", "what the connection and features operations answer for this app", []string{prov}, []string{"/api/v1/apps/{id}/connections/default", "/api/v1/apps/{id}/features/USER_PROVISIONING"}},
		{"okta-primary-email", "which attribute of the app is SCIM's primary e-mail, and how it is mapped", []string{schema}, []string{"/api/v1/meta/schemas/apps/{id}/default"}},
		{"okta-username-push-status", "whether Okta shows when app user names are updated", []string{app}, []string{"/api/v1/apps", "/api/v1/apps/{id}"}},
		{"okta-push-shape", "which fields a group push mapping of this app has, and when it says ERROR", []string{push}, []string{"/api/v1/apps/{id}/group-push/mappings"}},
		{"okta-app-user-state", "status, sync state and external id of provisioned people", []string{assign}, []string{"/api/v1/apps/{id}/users"}},
		{"okta-log-target", "what the System Log names in provisioning events", []string{log}, []string{"/api/v1/logs"}},
		{"scim-config", "the form of ServiceProviderConfig's answer", []string{scim}, []string{"/scim/directory/{id}/ServiceProviderConfig"}},
		{"scim-page", "the page size of the directory's lists, and whether records name their groups", []string{scim}, []string{"/scim/directory/{id}/Users"}},
		{"domain-unclaimed", "the status shown for a domain that is verified and not claimed", []string{org}, []string{"/admin/v1/orgs/{id}/domains"}},
		{"workspaces", "which fields a product has, and whether its capacity is told", []string{org}, []string{"/admin/v2/orgs/{id}/workspaces"}},
		{"next-link", "whether links.next is a cursor or a URL", []string{org}, []string{"/admin/v2/orgs/{id}/directories/-/users/search", "/admin/v2/orgs/{id}/directories/-/groups/search"}},
		{"org-key", "whether a key is refused where no scope is documented", []string{org}, []string{"/admin/v2/orgs/{id}/directories/-/groups/search"}},
		{"limits", "which rate limits each operation is under", []string{"limits.json"}, []string{"/api/v1/apps", "/admin/v1/orgs"}},
	}
	out := []openQuestion{}
	for _, q := range list {
		looked := false
		for _, path := range q.paths {
			looked = looked || len(c.answers.operations(func(p string) bool { return p == path })) > 0
		}
		out = append(out, openQuestion{q.id, q.asks, q.files, looked})
	}
	return map[string]any{"questions": out}
}
