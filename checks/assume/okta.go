package assume

func oktaApp() []Assumption {
	return []Assumption{
		{AppKey, "Okta's catalogue knows the Atlassian Cloud app as `atlassian`.", "GET /api/v1/apps?filter=name eq \"atlassian\" finds the app",
			"The app is not found by itself and must be named with --app-id.", "", "Okta: the app in the integration network"},
		{AppFeatures, "An app that provisions lists what it does in `features`.", "features of GET /api/v1/apps/{id}",
			"The To App options cannot be read; a person looks at them and attests them.", "app-features=empty", "Okta: provisioning features"},
		{ConnectionUnknown, "connections/default answers UNKNOWN for this app, whether or not provisioning is on.", "GET /api/v1/apps/{id}/connections/default",
			"ENABLED or DISABLED is taken for what it says, and no other evidence is needed.", "connection=enabled", "Okta: provisioning connection"},
		{ConnectionFound, "connections/default answers for this app at all.", "GET /api/v1/apps/{id}/connections/default",
			"404 proves nothing; features, assignments and the directory have to show that provisioning is on.", "connection=not-found", "Okta: provisioning connection"},
		{FeaturesRefused, "The features operation says that it is not supported for this app.", "400 of GET /api/v1/apps/{id}/features/USER_PROVISIONING",
			"What it answers is used: it shows each To App option.", "features-endpoint=answers", "Okta: application features"},
		{FeaturesSilent, "The refusal says \"not supported\", which holds for good.", "the message of that 400",
			"\"not enabled\" may change any day, so it is asked again in each reading.", "features-endpoint=not-enabled", "Okta: application features"},
		{TemplateStatus, "A CUSTOM user name template shows its pushStatus.", "credentials.userNameTemplate of GET /api/v1/apps/{id}",
			"\"Create and update\" cannot be read; a person looks at it and attests it.", "username-push-status=never", "Okta: user name template"},
		{TemplateApplied, "App user names follow a changed template only after Update Now.", "credentials.userName of GET /api/v1/apps/{id}/users",
			"They change by themselves; the guide for Update Now is found done.", "username-update=automatic", "Okta: user name template"},
		{PutKeeps, "PUT of the app without `features` keeps its provisioning.", "features before and after PUT /api/v1/apps/{id}",
			"Provisioning is switched off; the change stops there, says so, and the before-image is kept. By hand is the default for that reason.", "put-keeps-provisioning=wipes", "Okta: update of an application"},
		{PrimaryEmailName, "The app's schema marks the primary e-mail by its external name.", "externalName in GET /api/v1/meta/schemas/apps/{id}/default",
			"It is found by its title \"Primary email\".", "app-schema=title", "Okta: schema of a SCIM app"},
		{PrimaryEmailTitle, "The app's schema names the primary e-mail in some way.", "title in GET /api/v1/meta/schemas/apps/{id}/default",
			"The variable `email` is taken for it.", "app-schema=absent", "Okta: schema of a SCIM app"},
		{MappingFilter, "The list of mappings keeps to both ids that were asked for, on its first page.", "GET /api/v1/mappings?sourceId=&targetId=",
			"Other mappings are passed over by their ids; one on a later page could be missed, and is said to be missing.", "", "Okta: profile mappings"},
		{SyncState, "An app user's syncState follows its provisioning jobs.", "syncState of GET /api/v1/apps/{id}/users",
			"DISABLED says nothing; failed jobs are looked for in the System Log, arrivals in the directory.", "sync-state=disabled", "Okta: application users"},
		{LogEvents, "The System Log holds an entry for each provisioning job.", "application.provision.* in GET /api/v1/logs",
			"Failures show only by what is missing in the directory, without their reason.", "system-log=silent", "Okta: event types"},
		{LogTarget, "Provisioning entries name the app as a target.", "target of application.provision.* in GET /api/v1/logs",
			"They are found by debugData.appname, which several apps of the kind would share.", "log-target=appuser", "Okta: event types"},
		{LogToggles, "Only Deactivate Users leaves a documented entry when it is switched.", "application.lifecycle.update in GET /api/v1/logs",
			"The other options would be seen too; nothing is lost by not looking.", "", "Okta: System Log queries"},
	}
}

func oktaPush() []Assumption {
	return []Assumption{
		{PushCreated, "Group push answers POST with 200, as recorded.", "status of POST /api/v1/apps/{id}/group-push/mappings",
			"201, as documented, is success as well.", "push-answers=documented", "Okta: group push mappings"},
		{PushError, "The mapping of a push that failed says ERROR.", "status of GET /api/v1/apps/{id}/group-push/mappings",
			"It says ACTIVE; the group is looked for in the directory, the reason in the System Log.", "push-error=stays-active", "Okta: group push mappings"},
		{PushAgain, "A mapping made INACTIVE and then ACTIVE is pushed again.", "the group in the directory after both PATCHes",
			"Nothing arrives; setup guides through Push now in Okta's console.", "repush=nothing", "Okta: group push mappings"},
		{PushBefore, "A mapping made while provisioning is off stays ACTIVE and pushes nothing.", "the mapping, and no group in the directory",
			"It says ERROR, or pushes later; setup pushes only after the integration is proven.", "mapping-before-provisioning=error", "Okta: group push"},
		{PushWaits, "A group pushed right after an assignment waits for the assigned people.", "members of the group in the directory",
			"Whoever was still queued is left out; setup pushes again where somebody is missing.", "push-order=races", "Okta: group push"},
		{PushTarget, "The group that Okta keeps for the app behind a mapping can be read, with the name it was pushed under.", "GET /api/v1/groups/{targetGroupId}",
			"The earlier name of a renamed group is looked for in the System Log, then by its members.", "target-group=hidden", "Okta: group push mappings"},
		{LateMembers, "Members who were provisioned after the push are left out.", "members of the group in the directory",
			"They arrive by themselves, and nothing is pushed again.", "late-members=arrive", "Okta: group push troubleshooting"},
		{SameGroup, "A group that is both assigned and pushed leaves late members out.", "members of the group in the directory",
			"It works; the advice to assign another group costs one group more.", "same-group=works", "Okta: group push limits"},
		{Deactivation, "Okta deactivates and changes people with PATCH.", "what Okta sends to the directory",
			"It sends PUT; the outcome in the directory is the same, and only that is read.", "engine=aiw", "Okta: SCIM requests of its two families of apps"},
		{CollisionLocal, "A pushed group whose name a local group has is refused with 409.", "ERROR of the mapping, no synced group of the name",
			"It is parked without a word; the conflict is found by name before the push.", "collision=silent", "Atlassian: groups of the same name"},
		{CollisionAccess, "A pushed group whose name a default or built-in group has is accepted, and never synced.", "no synced group of the name in the organization",
			"409; the conflict is found by name before the push.", "default-collision=conflict", "Atlassian: default groups"},
	}
}

func oktaAccess() []Assumption {
	return []Assumption{
		{RolesRefused, "An app admin may not read its own roles.", "403 of GET /api/v1/users/{id}/roles",
			"The roles are read, and said in the answer about the token's rights.", "roles=listed", "Okta: standard roles"},
		{TokensRefused, "An app admin may not list API tokens.", "403 of GET /api/v1/api-tokens",
			"The token's expiry is read instead of reckoned.", "", "Okta: API tokens"},
		{PushBucket, "Group push counts in the rate limit of /api/v1/apps/*.", "X-Rate-Limit-Limit of its answers",
			"Its own limit is answered and kept to; estimates of the duration are off.", "", "Okta: rate limits"},
		{DPoPDefault, "A new service app may demand DPoP.", "400 of POST /oauth2/v1/token with a dpop-nonce",
			"Without the demand a plain bearer token is used.", "", "Okta: OAuth 2.0 service apps"},
	}
}
