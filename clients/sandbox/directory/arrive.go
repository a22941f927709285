package directory

import (
	"slices"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// fate is what becomes of a group's name in the organization.
type fate int

const (
	// synced reaches the organization.
	synced fate = iota
	// swallowed is accepted and never reaches the organization: the silent trap.
	swallowed
	// parked is accepted and waits on the page Review groups.
	parked
	// contested is refused and waits on the page Review groups.
	contested
	// refused is refused.
	refused
)

// fate looks at the group of the organization that has the name already, in any case.
// https://developer.atlassian.com/cloud/admin/user-provisioning/rest/intro/
func (r *request) fate(name string) fate {
	g := r.w.Atlassian.GroupNamed(name)
	switch {
	case g == nil:
		return synced
	case g.Synced():
		return refused
	case g.BuiltIn || g.IsDefault():
		if r.w.Variant("default-collision") == "conflict" {
			return refused
		}
		return swallowed
	case r.w.Variant("collision") == "silent":
		return parked
	}
	return contested
}

// arrive brings a new group to the organization, or to where its name lets it come.
func (r *request) arrive(g *world.SCIMGroup, f fate) {
	switch f {
	case synced:
		now := r.w.Now()
		to := &world.OrgGroup{ID: r.w.UUID(), Name: g.DisplayName, SCIMGroupID: g.ID, VisibleAt: now.Add(r.w.Delay)}
		r.w.Atlassian.AddGroup(to)
		g.OrgGroupID = to.ID
		r.w.AddEvent("scim_group_synced", "", "Synced group "+g.DisplayName)
	case parked:
		r.park(g.DisplayName, g.ID)
	}
}

// park puts a group on the page Review groups; it says whether it was not there yet.
func (r *request) park(name, scimGroupID string) bool {
	local := r.w.Atlassian.GroupNamed(name)
	for _, c := range r.w.Atlassian.Conflicts {
		if c.OrgGroupID == local.ID && c.DirectoryID == r.dir.ID && c.SCIMGroupID == scimGroupID {
			return false
		}
	}
	r.w.Atlassian.Conflicts = append(r.w.Atlassian.Conflicts, &world.Conflict{
		OrgGroupID: local.ID, DirectoryID: r.dir.ID, SCIMGroupID: scimGroupID,
	})
	return true
}

func unpark(w *world.World, d *world.Directory, scimGroupID string) {
	w.Atlassian.Conflicts = slices.DeleteFunc(w.Atlassian.Conflicts, func(c *world.Conflict) bool {
		return c.DirectoryID == d.ID && c.SCIMGroupID == scimGroupID
	})
}

// checkMembers refuses unknown members and more members than a group takes.
func (r *request) checkMembers(ids []string) answer {
	if len(ids) > memberLimit {
		return tooManyMembers()
	}
	for _, id := range ids {
		if r.dir.User(id) == nil {
			return invalid("invalidValue", "Member not found: "+id)
		}
	}
	return answer{}
}

func tooManyMembers() answer {
	return invalid("tooMany", "A group cannot have more than 35000 members.")
}

// join adds members; those with an account join the organization's group too.
func (r *request) join(g *world.SCIMGroup, ids []string) {
	to := r.w.Atlassian.Group(g.OrgGroupID)
	for _, id := range ids {
		g.Join(id)
		if u := r.dir.User(id); to != nil && u != nil && belongs(r.w, r.dir, u) {
			to.Join(u.AccountID)
		}
	}
}

// leave removes members; whoever is none is passed over.
func (r *request) leave(g *world.SCIMGroup, ids []string) {
	to := r.w.Atlassian.Group(g.OrgGroupID)
	for _, id := range ids {
		g.Leave(id)
		if u := r.dir.User(id); to != nil && u != nil {
			to.Leave(u.AccountID)
		}
	}
}

// replaceMembers makes the members exactly these.
func (r *request) replaceMembers(g *world.SCIMGroup, ids []string) {
	stays := make(map[string]bool, len(ids))
	for _, id := range ids {
		stays[id] = true
	}
	r.leave(g, slices.DeleteFunc(slices.Clone(g.Members), func(id string) bool { return stays[id] }))
	r.join(g, ids)
}
