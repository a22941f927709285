package okta

import "github.com/provision-cli/provision/clients/sandbox/world"

// featuresOf is the read-only list of an app's provisioning features, in an order that means nothing.
func (c *call) featuresOf(a *world.App) []string {
	p := a.Provisioning
	if !p.Enabled || c.w.Variant("app-features") == "empty" {
		return []string{}
	}
	out := []string{"IMPORT_PROFILE_UPDATES", "GROUP_PUSH", "IMPORT_USER_SCHEMA", "IMPORT_NEW_USERS"}
	if p.Create {
		out = append(out, "PUSH_NEW_USERS")
	}
	if p.Update {
		out = append(out, "PUSH_PROFILE_UPDATES")
	}
	if p.Deactivate {
		out = append(out, "PUSH_USER_DEACTIVATION")
	}
	if p.Create && p.Update && p.Deactivate {
		out = append(out, "REACTIVATE_USERS", "SCIM_PROVISIONING")
	}
	if p.ProfileSource {
		out = append(out, "PROFILE_MASTERING")
	}
	if p.SyncPassword {
		out = append(out, "PUSH_PASSWORD_UPDATES")
	}
	first := max(0, int(a.LastUpdated.Unix())%len(out))
	return append(out[first:len(out):len(out)], out[:first]...)
}
