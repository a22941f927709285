package assume

// Assumptions about Okta's app for Atlassian Cloud.
const (
	AppKey            ID = "app-key"
	AppFeatures       ID = "app-features"
	ConnectionUnknown ID = "connection-unknown"
	ConnectionFound   ID = "connection-found"
	FeaturesRefused   ID = "features-refused"
	FeaturesSilent    ID = "features-silent"
	TemplateStatus    ID = "template-push-status"
	TemplateApplied   ID = "template-applied-by-button"
	PutKeeps          ID = "put-keeps-provisioning"
	PrimaryEmailName  ID = "primary-email-external-name"
	PrimaryEmailTitle ID = "primary-email-title"
	MappingFilter     ID = "mapping-filter"
	SyncState         ID = "sync-state"
	LogEvents         ID = "log-events"
	LogTarget         ID = "log-target"
	LogToggles        ID = "log-toggles"
)

// Assumptions about Okta's group push and its provisioning engine.
const (
	PushCreated     ID = "push-answers-200"
	PushError       ID = "push-error-shown"
	PushAgain       ID = "push-again"
	PushBefore      ID = "push-before-provisioning"
	PushWaits       ID = "push-waits-for-people"
	PushTarget      ID = "push-target-shown"
	LateMembers     ID = "late-members-left-out"
	SameGroup       ID = "same-group-late"
	Deactivation    ID = "deactivation-by-patch"
	CollisionLocal  ID = "collision-local"
	CollisionAccess ID = "collision-default"
)

// Assumptions about rights and rates in Okta.
const (
	RolesRefused  ID = "roles-refused"
	TokensRefused ID = "tokens-refused"
	PushBucket    ID = "push-bucket"
	DPoPDefault   ID = "dpop-default"
	ScopeRefused  ID = "scope-refused"
	MeNotFound    ID = "me-not-found"
	ScopesGranted ID = "scopes-granted"
	RolesGiven    ID = "roles-given"
	ClockExact    ID = "clock-exact"
	TokenHour     ID = "token-hour"
)

// Assumptions about Atlassian's SCIM directory.
const (
	SCIMConfig     ID = "scim-config-object"
	SCIMPage       ID = "scim-page"
	SCIMRate       ID = "scim-rate"
	SCIMKeyLife    ID = "scim-key-life"
	ExternalUsers  ID = "external-users-linked"
	DomainVerified ID = "domain-unclaimed-verified"
	GuardBilled    ID = "guard-billable"
	GuardServes    ID = "guard-serves-scim"
)

// Assumptions about the Atlassian organization and its sites.
const (
	NextCursor     ID = "next-cursor"
	OrgKey         ID = "org-key-unscoped"
	GroupSynced    ID = "group-synced-shown"
	NameBatches    ID = "name-batches"
	RoleAssign     ID = "role-assign-no-content"
	RoleAssignLate ID = "role-assign-at-once"
	Capacity       ID = "capacity-told"
	SeatsUnlimited ID = "seats-unlimited"
	Links          ID = "console-links"
)
