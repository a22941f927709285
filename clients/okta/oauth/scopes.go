package oauth

// ReadScopes are what reading both tenants wholly needs of Okta.
func ReadScopes() []string {
	return []string{
		"okta.apps.read", "okta.groups.read", "okta.users.read", "okta.logs.read", "okta.profileMappings.read", "okta.schemas.read", "okta.userTypes.read", "okta.orgs.read",
	}
}

// WriteScopes are what setup needs beside them: apps for assignments, the user name format and, with groups, for push mappings.
func WriteScopes() []string {
	return []string{"okta.apps.manage", "okta.groups.manage", "okta.profileMappings.manage"}
}

// OptionalScopes show the roles of the app and the tokens of the org; without them the questions about both stay open.
func OptionalScopes() []string { return []string{"okta.roles.read", "okta.apiTokens.read"} }
