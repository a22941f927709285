package forecast

import (
	"context"
	"net/url"
	"slices"

	"github.com/provision-cli/provision/clients/atlassian"
)

// door is a product that a group opens, or is to open.
type door struct {
	workspace atlassian.Workspace
	now       bool // it does so already
}

// String is the product and the host of its site.
func (o door) String() string { return o.workspace.TypeKey + " on " + hostOf(o.workspace.HostURL) }

func hostOf(site string) string {
	if u, err := url.Parse(site); err == nil && u.Host != "" {
		return u.Host
	}
	return site
}

// doors are the products that a group opens or is to open. What is to be
// granted reaches no group that is not synced.
func (w *world) doors(ctx context.Context, p *pushing) ([]door, error) {
	workspaces, err := w.f.Workspaces(ctx)
	if err != nil {
		return nil, err
	}
	var roles []atlassian.RoleAssignment
	if p.org != nil {
		if roles, err = w.f.RoleAssignments(ctx, *p.org); err != nil {
			return nil, err
		}
	}
	list, err := w.products(ctx, p.group, roles, workspaces)
	if err != nil {
		return nil, err
	}
	var out []door
	for _, ws := range list {
		if now := openTo(roles, ws); now || p.twin == nil {
			out = append(out, door{ws, now})
		}
	}
	return out, nil
}

// seatsOf counts who gains each product that the groups open.
func (w *world) seatsOf(ctx context.Context, pushes []*pushing, people []Person) ([]Seat, error) {
	need := map[place]map[string]bool{}
	where := map[place]atlassian.Workspace{}
	for _, g := range pushes {
		for _, o := range g.opens {
			if g.outcome.Bad() {
				continue
			}
			p := place{o.workspace.TypeKey, o.workspace.HostURL}
			where[p], need[p] = o.workspace, map[string]bool{}
		}
	}
	for p := range need {
		name := door{workspace: where[p]}.String()
		for _, person := range people {
			if slices.Contains(person.Gains, name) {
				need[p][person.ID] = true
			}
		}
	}
	return w.withLeft(ctx, need, where)
}
