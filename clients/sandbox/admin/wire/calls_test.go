package wire

// adminCalls asks every described operation of the organization API, in an order in which each finds what it needs.
func adminCalls() []call {
	const v1, v2, links = "/admin/v1/orgs/org1", "/admin/v2/orgs/org1", "/admin/user-provisioning/v1/org/org1"
	const groups, users = v2 + "/directories/ud1/groups", v2 + "/directories/-/users"
	const role = `{"roleId":"atlassian/user","resourceId":"ari:cloud:jira-software::site/s1"}`
	return []call{
		{"GET", "/admin/v1/orgs", "", 200},
		{"GET", v1, "", 200},
		{"GET", v1 + "/domains", "", 200},
		{"GET", v1 + "/domains/dom2", "", 200},
		{"GET", v1 + "/domains/none", "", 404},
		{"GET", v1 + "/users", "", 200},
		{"GET", v1 + "/users?cursor=bad", "", 400},
		{"GET", v1 + "/events", "", 200},
		{"GET", v1 + "/events-stream?limit=1&sortOrder=desc", "", 200},
		{"GET", v1 + "/events/e1", "", 200},
		{"GET", v1 + "/event-actions", "", 200},
		{"GET", v1 + "/policies", "", 200},
		{"GET", v1 + "/policies/p1", "", 404},
		{"GET", v2 + "/directories?limit=10", "", 200},
		{"POST", groups + "/search", `{"groupNames":["local","synced"],"expand":["counts.users","counts.resources"]}`, 200},
		{"POST", groups + "/search", `{"limit":1}`, 200},
		{"POST", groups + "/search", ``, 200},
		{"GET", groups + "?limit=2", "", 200},
		{"POST", groups, `{"name":"new"}`, 201},
		{"POST", groups, `{"name":"NEW"}`, 409},
		{"GET", groups + "/count", "", 200},
		{"GET", groups + "/stats", "", 200},
		{"GET", groups + "/g1", "", 200},
		{"GET", groups + "/none", "", 404},
		{"DELETE", groups + "/g1", "", 403},
		{"POST", groups + "/g1/memberships", `{"accountId":"bob"}`, 409},
		{"POST", groups + "/g2/memberships", `{"accountId":"bob"}`, 204},
		{"POST", groups + "/g2/memberships", `{"accountId":"nobody"}`, 404},
		{"DELETE", groups + "/g2/memberships/ann", "", 204},
		{"GET", groups + "/g1/role-assignments", "", 200},
		{"POST", groups + "/g2/role-assignments/assign", role, 409},
		{"POST", groups + "/g3/role-assignments/assign", role, 204},
		{"POST", groups + "/g3/role-assignments/revoke", role, 204},
		{"DELETE", groups + "/g2/memberships/bob", "", 204},
		{"DELETE", groups + "/g2", "", 204},
		{"POST", users + "/search", `{"limit":1,"expand":["platformRoles","groups","counts.resources","productAccess"]}`, 200},
		{"POST", users + "/search", `{"emails":["ann@example.com"]}`, 200},
		{"GET", users + "/count?claimStatus=managed", "", 200},
		{"POST", v2 + "/workspaces", `{"query":{"and":[{"field":{"name":"attributes.type","values":["jira-software"]}}]},"limit":20}`, 200},
		{"POST", v2 + "/workspaces", `{"query":{"field":{"name":"colour","values":["red"]}}}`, 400},
		{"GET", links + "/user/ann/get-scim-links", "", 200},
		{"POST", links + "/get-scim-links-for-email", `{"email":"ann@example.com"}`, 200},
		{"PATCH", links + "/scimDirectoryId/d1/scimUserId/u1/unlink", "", 204},
		{"PATCH", links + "/scimDirectoryId/d1/scimUserId/none/unlink", "", 404},
		{"DELETE", links + "/user/bob/onlyDeleteUserInDB", "", 204},
		{"GET", "/admin/api-access/v1/orgs/org1/api-keys", "", 200},
	}
}

// scimCalls asks every described operation of the directory, with Okta's bodies where the description is as open.
func scimCalls() []call {
	const base = "/scim/directory/d1"
	const userURN, groupURN = "urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:core:2.0:Group"
	user := func(email string) string {
		return `{"schemas":["` + userURN + `"],"userName":"` + email + `","displayName":"A","title":"","emails":[{"value":"` + email + `","type":"work","primary":true}],"active":true}`
	}
	patch := func(op string) string {
		return `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[` + op + `]}`
	}
	calls := []call{
		{"GET", base + "/ServiceProviderConfig", "", 200},
		{"GET", base + "/ResourceTypes", "", 200},
		{"GET", base + "/ResourceTypes/User", "", 200},
		{"GET", base + "/ResourceTypes/Group", "", 200},
		{"GET", base + "/Schemas", "", 200},
		{"GET", base + "/Schemas/" + userURN, "", 200},
		{"GET", base + "/Schemas/" + groupURN, "", 200},
		{"GET", base + "/Schemas/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "", 200},
		{"GET", base + "/Users?startIndex=1&count=2", "", 200},
		{"GET", base + "/Users?filter=userName%20eq%20%22ann%22&attributes=userName", "", 200},
		{"GET", base + "/Users?filter=title%20eq%20%22x%22", "", 400},
		{"POST", base + "/Users", user("cy@example.com"), 201},
		{"POST", base + "/Users", user("CY@example.com"), 409},
		{"GET", base + "/Users/u1", "", 200},
		{"GET", base + "/Users/none", "", 404},
		{"PUT", base + "/Users/u1", user("ann@example.com"), 200},
		{"PATCH", base + "/Users/u1", patch(`{"op":"replace","value":{"active":false}}`), 200},
		{"PATCH", base + "/Users/u1", patch(`{"op":"replace","path":"name.givenName","value":"Ann"}`), 200},
		{"GET", base + "/Groups", "", 200},
		{"GET", base + "/Groups?filter=displayName%20eq%20%22synced%22", "", 200},
		{"POST", base + "/Groups", `{"schemas":["` + groupURN + `"],"displayName":"team","members":[]}`, 201},
		{"POST", base + "/Groups", `{"schemas":["` + groupURN + `"],"displayName":"local","members":[]}`, 201},
		{"POST", base + "/Groups", `{"schemas":["` + groupURN + `"],"displayName":"TEAM","members":[]}`, 409},
		{"GET", base + "/Groups/sg1", "", 200},
		{"PATCH", base + "/Groups/sg1", patch(`{"op":"add","path":"members","value":[{"value":"u1"}]}`), 200},
		{"PATCH", base + "/Groups/sg1", patch(`{"op":"remove","path":"members[value eq \"u1\"]"}`), 200},
		{"PATCH", base + "/Groups/sg1", patch(`{"op":"add","path":"members","value":[{"value":"nobody"}]}`), 400},
		{"PUT", base + "/Groups/sg1", `{"schemas":["` + groupURN + `"],"displayName":"synced","members":[{"value":"u1"}]}`, 200},
		{"DELETE", base + "/Groups/sg1", "", 204},
		{"DELETE", base + "/Users/u1", "", 204},
		{"DELETE", base + "/Users/u1", "", 404},
		{"GET", "/scim/directory/d9/Users", "", 404},
	}
	return calls
}
