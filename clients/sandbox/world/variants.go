package world

import (
	"fmt"
	"slices"
	"strings"
)

// Variant is a question that no document of a vendor answers, with the ways in which the vendor may behave.
type Variant struct {
	ID string
	// Values are the possible answers; the first is the default.
	Values []string
	// About says what is unknown.
	About string
}

// Variants are all open questions that the program depends on.
func Variants() []Variant {
	return []Variant{
		{"push-answers", []string{"recorded", "documented"}, "group push mappings: POST 200 and DELETE 200 as recorded, or 201 and 204 as documented; documented also sends lastPush and errorSummary"},
		{"app-features", []string{"listed", "empty"}, "whether the app's features show provisioning that is on"},
		{"username-push-status", []string{"custom", "never"}, "whether pushStatus is shown for CUSTOM templates, or never"},
		{"username-update", []string{"button", "automatic"}, "whether app usernames follow a changed template only after Update Now, or by themselves"},
		{"put-keeps-provisioning", []string{"keeps", "wipes"}, "whether PUT of the app without features keeps its provisioning"},
		{"connection", []string{"unknown", "enabled", "not-found"}, "what connections/default answers for the app once provisioning is on"},
		{"features-endpoint", []string{"not-supported", "not-enabled", "answers"}, "what the features endpoint answers for the app"},
		{"roles", []string{"refused", "listed"}, "whether an app admin may read its own roles"},
		{"app-schema", []string{"external-name", "title", "absent"}, "how the app's schema names the primary e-mail: by externalName, by title only, or not at all"},
		{"mapping-before-provisioning", []string{"stays-active", "error", "pushes-later"}, "a push mapping made while provisioning was off"},
		{"repush", []string{"pushes", "nothing"}, "whether INACTIVE then ACTIVE pushes a group again"},
		{"late-members", []string{"left-out", "arrive"}, "members provisioned after their group was pushed"},
		{"same-group", []string{"late", "works"}, "one group both assigned and pushed: late members are left out, or it works"},
		{"target-group", []string{"shown", "hidden"}, "whether the group that Okta keeps for the app behind a push mapping can be read, with the name it was pushed under"},
		{"engine", []string{"oin", "aiw"}, "whether Okta deactivates and changes members with PATCH (oin) or PUT (aiw)"},
		{"system-log", []string{"full", "silent"}, "whether the System Log shows provisioning events"},
		{"sync-state", []string{"shown", "disabled"}, "an app user's syncState: it follows the jobs, or is DISABLED always, as an app that only pushes may show it"},
		{"log-target", []string{"app", "appuser"}, "what the System Log names in provisioning events: the app, or, as in the one real sample, only the app user and debugData.appname"},
		{"push-error", []string{"error", "stays-active"}, "the mapping of a push that failed: ERROR, or ACTIVE as if nothing had happened"},
		{"push-order", []string{"waits", "races"}, "a group pushed right after an assignment: it waits for the assigned people's jobs, or leaves out whoever is still queued"},
		{"collision", []string{"conflict", "silent"}, "a pushed group whose name a local group has: 409, or accepted and parked"},
		{"default-collision", []string{"silent", "conflict"}, "a pushed group whose name a default or built-in group has: accepted and never synced, or 409"},
		{"domain-unclaimed", []string{"verified", "unverified"}, "the claim status shown for a domain that is verified and not claimed"},
		{"external-users", []string{"linked", "refused"}, "users outside the verified domains: provisioned as external, or 400"},
		{"scim-config", []string{"object", "string"}, "the form of ServiceProviderConfig's answer"},
		{"scim-page", []string{"hundred", "whole"}, "the page size of SCIM lists without count: 100, or all with itemsPerPage 10000"},
		{"role-assign", []string{"no-content", "object", "late"}, "assign answers 204, or 200 with a body, or 202 and shows it 30 s later"},
		{"next-link", []string{"cursor", "url"}, "the form of links.next in v2 lists"},
		{"org-key", []string{"unscoped", "scoped"}, "an organization key without scopes, or one that is refused where no scope is documented"},
		{"guard-evidence", []string{"billable", "none"}, "whether managed accounts show access_billable while Guard is active"},
		{"dpop", []string{"off", "required"}, "whether the service app demands a proof of possession (DPoP) with each call"},
		{"oauth-scope", []string{"refuse", "consent", "subset"}, "a token asked for with a scope that is not granted: invalid_scope, consent_required, or a token with the granted ones"},
		{"me-app", []string{"not-found", "refused"}, "what users/me answers a service app: 404, or 403"},
		{"app-scopes", []string{"all", "reads", "no-apps"}, "what is granted to the service app: all scopes of the job, those that read, or all but those of apps"},
		{"app-roles", []string{"given", "none"}, "whether the service app has its admin roles, or none"},
		{"clock", []string{"exact", "ahead", "behind"}, "Okta's clock, in its Date header and its judgement of OAuth: this machine's, or two hours away from it"},
		{"token-life", []string{"3600", "5"}, "how many seconds an access token lives"},
	}
}

// Variant returns the value in force for an open question. An unknown id is a mistake in the sandbox itself.
func (w *World) Variant(id string) string {
	if v := w.Chosen[id]; v != "" {
		return v
	}
	for _, v := range Variants() {
		if v.ID == id {
			return v.Values[0]
		}
	}
	panic("no such variant: " + id)
}

// Choose sets a variant; an unknown id or value is an error that lists what exists.
func (w *World) Choose(id, value string) error {
	for _, v := range Variants() {
		if v.ID != id {
			continue
		}
		if slices.Contains(v.Values, value) {
			w.Chosen[id] = value
			return nil
		}
		return fmt.Errorf("variant %s has no value %q: choose from %s", id, value, strings.Join(v.Values, ", "))
	}
	return fmt.Errorf("no variant %q: list them with provision sandbox --list", id)
}
