package wizard

// Setup returns the seven steps in their order. Each is proven before the next begins.
func Setup(o SetupOptions) []Step {
	return []Step{
		prerequisites(), // what must be true on both sides
		directory(),     // made in Atlassian by a person; its key goes into the keyring
		integration(),   // entered in Okta by a person; its effect is watched
		email(o),        // sign-on name and primary e-mail must be the same
		push(),          // groups appear in Atlassian, still empty of people
		assign(),        // people follow; every one is accounted for
		access(),        // the groups open Jira and Confluence
	}
}

// SetupOptions are choices that change what a step does.
type SetupOptions struct {
	// EmailByAPI changes the application username format through the API instead of guiding.
	EmailByAPI bool
}
