package assume

func directory() []Assumption {
	return []Assumption{
		{SCIMConfig, "ServiceProviderConfig answers with the object of RFC 7643.", "GET /scim/directory/{id}/ServiceProviderConfig",
			"A string, as documented once: that it answers is proof enough, what the directory can do is not known.", "scim-config=string", "Atlassian: SCIM service provider configuration"},
		{SCIMPage, "A page of a SCIM list holds as many entries as were asked for, 100 at most.", "itemsPerPage of GET /scim/directory/{id}/Users",
			"Reading goes on by the number received, so a larger page is read as well.", "scim-page=whole", "Atlassian: SCIM paging"},
		{SCIMRate, "The directory answers 429 with Retry-After or X-RateLimit-Reset when it has had enough.", "headers of SCIM answers",
			"A bare 429 is waited out with growing pauses.", "", "Atlassian: rate limits"},
		{SCIMKeyLife, "A directory's key ends one year after it was made, and no API tells when.", "Directory ▸ Provisioning in the console",
			"The date that setup remembers warns too early, or of nothing.", "", "Atlassian: SCIM API key expiry"},
		{ExternalUsers, "Users outside the verified domains are provisioned as external users.", "their records and links in the directory",
			"They are refused with 400; the forecast says of each of them that it may be.", "external-users=refused", "Atlassian: users outside verified domains"},
		{DomainVerified, "A domain that is verified and not claimed is shown as verified.", "status in GET /admin/v1/orgs/{id}/domains",
			"It is shown as unverified; whether an account of it is managed is what counts.", "domain-unclaimed=unverified", "Atlassian: domain claims"},
		{GuardBilled, "Managed accounts show access_billable while Guard is active.", "GET /admin/v1/orgs/{id}/users",
			"Guard cannot be proven so; a person looks at the billing page and attests it.", "guard-evidence=none", "Atlassian: Guard Standard"},
		{GuardServes, "A directory answers only while Guard is active.", "GET /scim/directory/{id}/ServiceProviderConfig",
			"An answer would be taken for proof of a subscription that has ended.", "", "Atlassian: Guard Standard"},
	}
}

func organization() []Assumption {
	return []Assumption{
		{NextCursor, "links.next of version 2 lists is a cursor.", "links.next of /admin/v2/orgs/{id}/directories",
			"A URL is taken apart for its cursor.", "next-link=url", "Atlassian: paging of the organizations API"},
		{OrgKey, "An organization key without scopes may call everything that is used here.", "403 of an operation that documents no scope",
			"The refused answer names the operation; an unscoped key is advised.", "org-key=scoped", "Atlassian: API key scopes"},
		{GroupSynced, "A group that came from a directory says so by externalSynced.", "groups/search of /admin/v2/orgs/{id}/directories/-",
			"No pushed group would be proven to have arrived; the directory's own list still shows it.", "", "Atlassian: groups of the organization"},
		{NameBatches, "groups/search takes ten names at once.", "400 of groups/search",
			"The search fails with the answer's words; more than 20 groups are read as a whole list.", "", "Atlassian: search forms"},
		{RoleAssign, "Granting a role answers 204 without a body.", "status of role-assignments/assign",
			"200 with a body is success as well; the role is read afterwards in any case.", "role-assign=object", "Atlassian: role assignments"},
		{RoleAssignLate, "A granted role shows at once.", "role-assignments after the grant",
			"It shows later; setup waits for it before it calls the grant failed.", "role-assign=late", "Atlassian: role assignments"},
		{Capacity, "A workspace may tell its capacity, and need not.", "capacity in /admin/v2/orgs/{id}/workspaces",
			"Seats are said to be unknown where no site credential shows them.", "", "Atlassian: workspaces"},
		{SeatsUnlimited, "Unlimited seats are hasUnlimitedSeats, or a negative number.", "GET /rest/api/3/applicationrole",
			"A number would be taken for a limit, and the rail for seats would trip.", "", "Atlassian: application roles"},
		{Links, "The consoles' addresses that no document names lead where they did.", "links of guides, marked unconfirmed",
			"The page is not found; the menu path stands first in each guide.", "", "Atlassian and Okta: addresses of the consoles"},
	}
}
