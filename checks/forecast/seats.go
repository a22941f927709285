package forecast

import (
	"context"
	"sort"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
)

// Seat is the seats of one product on one site.
type Seat struct {
	Product, Site string
	Needed        int // at most: whoever has a seat by another group needs none
	Left          int // -1: unknown
}

// place is one product on one site.
type place struct{ product, site string }

// Seats says how many people who come through these groups may need a seat,
// at most, and how many are left: someone already in a group that opens the
// product has one. Sites without a credential, and Confluence everywhere,
// tell no seats. A site that does not answer is an error here; in a whole
// forecast its seats are unknown.
func Seats(ctx context.Context, f *facts.Facts, push []okta.Group) ([]Seat, error) {
	w := newWorld(f, push, nil)
	w.strict = true
	if err := facts.Together(ctx, w.lookOkta, w.lookDirectory); err != nil {
		return nil, err
	}
	return w.seats(ctx)
}

func (w *world) seats(ctx context.Context) ([]Seat, error) {
	workspaces, err := w.f.Workspaces(ctx)
	if err != nil {
		return nil, err
	}
	need := map[place]map[string]bool{}
	where := map[place]atlassian.Workspace{}
	for _, g := range w.push {
		roles, err := w.roles(ctx, g)
		if err != nil {
			return nil, err
		}
		opens, err := w.products(ctx, g, roles, workspaces)
		if err != nil {
			return nil, err
		}
		for _, ws := range opens {
			p := place{ws.TypeKey, ws.HostURL}
			where[p] = ws
			if need[p] == nil {
				need[p] = map[string]bool{}
			}
			if err := w.comers(ctx, g, openTo(roles, ws), need[p]); err != nil {
				return nil, err
			}
		}
	}
	return w.withLeft(ctx, need, where)
}

// products are the workspaces that a group opens, or is to open.
func (w *world) products(ctx context.Context, g okta.Group, roles []atlassian.RoleAssignment, list []atlassian.Workspace) ([]atlassian.Workspace, error) {
	wanted := map[string]bool{}
	for _, grant := range w.f.Intent().Grants {
		if grant.Group != g.Name && grant.Group != g.ID {
			continue
		}
		targets, err := w.f.GrantTargets(ctx, grant)
		if err != nil {
			return nil, err
		}
		for _, ws := range targets {
			wanted[ws.ID] = true
		}
	}
	var out []atlassian.Workspace
	for _, ws := range list {
		if wanted[ws.ID] || openTo(roles, ws) {
			out = append(out, ws)
		}
	}
	return out, nil
}

func openTo(roles []atlassian.RoleAssignment, ws atlassian.Workspace) bool {
	for _, a := range roles {
		if a.Resource == ws.ID && facts.Opens(a) {
			return true
		}
	}
	return false
}

// roles are those of the synced group of this name; none before it arrives.
func (w *world) roles(ctx context.Context, g okta.Group) ([]atlassian.RoleAssignment, error) {
	found, err := w.f.OrgGroups(ctx, facts.Names(w.push))
	if err != nil {
		return nil, err
	}
	synced, ok := facts.Synced(found[key(g.Name)])
	if !ok {
		return nil, nil
	}
	return w.f.RoleAssignments(ctx, synced)
}

// comers adds the members of a group who have no seat through it yet.
func (w *world) comers(ctx context.Context, g okta.Group, open bool, into map[string]bool) error {
	members, err := w.f.Members(ctx, g.ID)
	if err != nil {
		return err
	}
	inside := map[string]bool{}
	if theirs := w.records.Named(g.Name); theirs != nil && open {
		for id := range theirs.Members() {
			inside[id] = true
		}
	}
	for u := range members.All() {
		r := w.users.Of(u.ID, w.app.Of(u.ID))
		seated := r != nil && r.Active && inside[r.ID]
		if u.Active() && !seated {
			into[u.ID] = true
		}
	}
	return nil
}

func (w *world) withLeft(ctx context.Context, need map[place]map[string]bool, where map[place]atlassian.Workspace) ([]Seat, error) {
	out := make([]Seat, 0, len(need))
	for p, who := range need {
		left, err := seatsLeft(ctx, w.f, where[p])
		if err != nil && w.strict {
			return nil, err
		}
		out = append(out, Seat{Product: p.product, Site: p.site, Needed: len(who), Left: left})
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Product != out[j].Product {
			return out[i].Product < out[j].Product
		}
		return out[i].Site < out[j].Site
	})
	return out, nil
}

// unlimited stands for as many seats as anyone can need.
const unlimited = 1 << 30

func seatsLeft(ctx context.Context, f *facts.Facts, w atlassian.Workspace) (int, error) {
	i := f.SiteOf(w)
	if i < 0 {
		return -1, nil
	}
	roles, err := f.SiteRoles(ctx, i)
	if err != nil {
		return -1, err
	}
	for _, r := range roles {
		switch {
		case r.Key != w.TypeKey:
		case r.Unlimited:
			return unlimited, nil
		default:
			return max(0, r.Remaining), nil
		}
	}
	return -1, nil
}
