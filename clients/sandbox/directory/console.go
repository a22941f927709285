package directory

import (
	"slices"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// keyLife is how long a SCIM API key lives.
// https://support.atlassian.com/provisioning-users/docs/manage-scim-api-key-expiration/
const keyLife = 365 * 24 * time.Hour

// Create makes a SCIM directory with a key of one year, as Security > Identity providers does. The caller holds the
// world's lock. Without a Guard subscription there is no directory: it returns nil.
func Create(w *world.World, name string) *world.Directory {
	if !w.Atlassian.GuardActive {
		return nil
	}
	d := &world.Directory{ID: w.UUID(), Name: name}
	w.Atlassian.Directories = append(w.Atlassian.Directories, d)
	Regenerate(w, d.ID)
	w.AddEvent("identity_provider_directory_created", "", "Created identity provider directory "+name)
	return d
}

// Regenerate gives a directory a new key and returns it; the old key stops working at once. The caller holds the
// world's lock. An unknown directory gives an empty key.
func Regenerate(w *world.World, directoryID string) string {
	d := w.Atlassian.Directory(directoryID)
	if d == nil {
		return ""
	}
	d.Key = "ATSCIM" + w.Token(58)
	d.KeyCreated = w.Now()
	d.Expires = d.KeyCreated.Add(keyLife)
	w.AddEvent("scim_api_key_regenerated", "", "Regenerated the user provisioning API key of "+d.Name)
	return d.Key
}

// Settle answers a conflict with "Sync group", as the page Review groups does: the local group becomes the synced one
// and its members are overwritten with those of the directory. The caller holds the world's lock. It says whether
// there was such a conflict.
// https://support.atlassian.com/provisioning-users/docs/resolve-group-conflicts-when-syncing-users/
func Settle(w *world.World, c *world.Conflict) bool {
	at := slices.Index(w.Atlassian.Conflicts, c)
	d, local := w.Atlassian.Directory(c.DirectoryID), w.Atlassian.Group(c.OrgGroupID)
	if at < 0 || d == nil || local == nil {
		return false
	}
	w.Atlassian.Conflicts = slices.Delete(w.Atlassian.Conflicts, at, at+1)
	g := d.Group(c.SCIMGroupID)
	if g == nil {
		now := w.Now()
		g = &world.SCIMGroup{ID: w.UUID(), DisplayName: local.Name, Created: now, Modified: now}
		d.AddGroup(g)
	}
	g.OrgGroupID, local.SCIMGroupID = local.ID, g.ID
	overwrite(w, d, g, local)
	return true
}

// overwrite makes the members of an organization's group those of the directory's group.
func overwrite(w *world.World, d *world.Directory, g *world.SCIMGroup, to *world.OrgGroup) {
	for _, id := range slices.Clone(to.Members) {
		to.Leave(id)
	}
	for _, id := range g.Members {
		if u := d.User(id); u != nil && belongs(w, d, u) {
			to.Join(u.AccountID)
		}
	}
}

// RemoveGroup is what DELETE /Groups/{id} does, whoever sends it: the group goes in the organization and its sites too.
// The caller holds the world's lock.
func RemoveGroup(w *world.World, d *world.Directory, g *world.SCIMGroup) {
	d.RemoveGroup(g.ID)
	if g.OrgGroupID != "" {
		w.Atlassian.RemoveGroup(g.OrgGroupID)
	}
	unpark(w, d, g.ID)
	w.AddEvent("scim_group_deleted", "", "Deleted group "+g.DisplayName)
}
