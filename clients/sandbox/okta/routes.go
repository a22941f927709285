package okta

// routes are all operations of the stand-in; of two that match, the first counts.
func routes() []route {
	var all []route
	for _, some := range [][]route{orgRoutes(), oauthRoutes(), userRoutes(), groupRoutes(), appRoutes(), provisioningRoutes(), profileRoutes()} {
		all = append(all, some...)
	}
	return all
}

func orgRoutes() []route {
	return []route{
		{"GET", "/.well-known/okta-organization", open, bucketOther, organization},
		{"GET", "/api/v1/org", readAny, bucketOther, org},
		{"GET", "/api/v1/api-tokens", readTokens, bucketOther, tokens},
		{"DELETE", "/api/v1/api-tokens/current", anyone, bucketOther, revokeCurrent},
		{"GET", "/api/v1/api-tokens/*", readTokens, bucketOther, token},
		{"DELETE", "/api/v1/api-tokens/*", superOnly, bucketOther, revoke},
		{"GET", "/api/v1/logs", readLogs, bucketLogs, logs},
	}
}

func userRoutes() []route {
	return []route{
		{"GET", "/api/v1/users", readAny, bucketUsers, users},
		{"POST", "/api/v1/users", writeUsers, bucketUsers, createUser},
		{"GET", "/api/v1/users/me", anyone, bucketUser, me},
		{"GET", "/api/v1/users/*", readAny, bucketUser, user},
		{"POST", "/api/v1/users/*", writeUsers, bucketUsers, updateUser},
		{"PUT", "/api/v1/users/*", writeUsers, bucketUsers, replaceUser},
		{"GET", "/api/v1/users/*/roles", anyone, bucketUsers, userRoles},
		{"GET", "/api/v1/users/*/groups", readAny, bucketUsers, userGroups},
		{"POST", "/api/v1/users/*/lifecycle/*", writeUsers, bucketUsers, changeUser},
	}
}

func groupRoutes() []route {
	return []route{
		{"GET", "/api/v1/groups", readAny, bucketGroups, groups},
		{"POST", "/api/v1/groups", writeGroups, bucketGroups, createGroup},
		{"GET", "/api/v1/groups/*", readAny, bucketGroup, group},
		{"PUT", "/api/v1/groups/*", writeGroups, bucketGroup, replaceGroup},
		{"DELETE", "/api/v1/groups/*", writeGroups, bucketGroup, deleteGroup},
		{"GET", "/api/v1/groups/*/users", readAny, bucketGroups, members},
		{"PUT", "/api/v1/groups/*/users/*", writeMembers, bucketGroups, addMember},
		{"DELETE", "/api/v1/groups/*/users/*", writeMembers, bucketGroups, removeMember},
		{"GET", "/api/v1/groups/*/apps", readApps, bucketGroups, groupApps},
	}
}

func appRoutes() []route {
	return []route{
		{"GET", "/api/v1/apps", readApps, bucketApps, apps},
		{"POST", "/api/v1/apps", writeApps, bucketApps, createApp},
		{"GET", "/api/v1/apps/*", readApps, bucketApp, app},
		{"PUT", "/api/v1/apps/*", writeApps, bucketApp, replaceApp},
		{"DELETE", "/api/v1/apps/*", writeApps, bucketApp, deleteApp},
		{"POST", "/api/v1/apps/*/lifecycle/activate", writeApps, bucketApps, activateApp},
		{"POST", "/api/v1/apps/*/lifecycle/deactivate", writeApps, bucketApps, deactivateApp},
		{"GET", "/api/v1/apps/*/groups", readApps, bucketApps, appGroups},
		{"GET", "/api/v1/apps/*/groups/*", readApps, bucketApps, appGroup},
		{"PUT", "/api/v1/apps/*/groups/*", writeApps, bucketApps, assignGroup},
		{"DELETE", "/api/v1/apps/*/groups/*", writeApps, bucketApps, unassignGroup},
		{"GET", "/api/v1/apps/*/users", readApps, bucketApps, appUsers},
		{"POST", "/api/v1/apps/*/users", writeApps, bucketApps, assignUser},
		{"GET", "/api/v1/apps/*/users/*", readApps, bucketApps, appUser},
		{"POST", "/api/v1/apps/*/users/*", writeApps, bucketApps, updateAppUser},
		{"DELETE", "/api/v1/apps/*/users/*", writeApps, bucketApps, unassignUser},
	}
}

func provisioningRoutes() []route {
	return []route{
		{"GET", "/api/v1/apps/*/connections/default", readApps, bucketApps, connection},
		{"POST", "/api/v1/apps/*/connections/default", writeApps, bucketApps, setConnection},
		{"POST", "/api/v1/apps/*/connections/default/lifecycle/activate", writeApps, bucketApps, activateConnection},
		{"POST", "/api/v1/apps/*/connections/default/lifecycle/deactivate", writeApps, bucketApps, deactivateConnection},
		{"GET", "/api/v1/apps/*/features", readApps, bucketApps, features},
		{"GET", "/api/v1/apps/*/features/*", readApps, bucketApps, feature},
		{"PUT", "/api/v1/apps/*/features/*", writeApps, bucketApps, setFeature},
		{"GET", "/api/v1/apps/*/group-push/mappings", readApps, bucketApps, pushMappings},
		{"POST", "/api/v1/apps/*/group-push/mappings", writeApps, bucketApps, createPushMapping},
		{"GET", "/api/v1/apps/*/group-push/mappings/*", readApps, bucketApps, pushMapping},
		{"PATCH", "/api/v1/apps/*/group-push/mappings/*", writeApps, bucketApps, setPushMapping},
		{"DELETE", "/api/v1/apps/*/group-push/mappings/*", writeApps, bucketApps, deletePushMapping},
	}
}

func profileRoutes() []route {
	return []route{
		{"GET", "/api/v1/meta/types/user", readApps, bucketOther, userTypes},
		{"GET", "/api/v1/meta/types/user/*", readApps, bucketOther, userType},
		{"GET", "/api/v1/meta/schemas/apps/*/default", readApps, bucketOther, appSchema},
		{"GET", "/api/v1/mappings", readApps, bucketOther, mappings},
		{"GET", "/api/v1/mappings/*", readApps, bucketOther, mapping},
		{"POST", "/api/v1/mappings/*", writeApps, bucketOther, updateMapping},
	}
}
