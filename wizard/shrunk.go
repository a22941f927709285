package wizard

import (
	"context"
	"fmt"
	"slices"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/checks/forecast"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/wizard/store"
)

// inUse are the groups pushed or assigned, each once.
func inUse(ctx context.Context, f *facts.Facts) ([]okta.Group, error) {
	push, err := f.PushGroups(ctx)
	if err := undecided(err); err != nil {
		return nil, err
	}
	assign, err := f.AssignGroups(ctx)
	if err := undecided(err); err != nil {
		return nil, err
	}
	var groups []okta.Group
	for _, g := range slices.Concat(push, assign) {
		if !slices.ContainsFunc(groups, func(o okta.Group) bool { return o.ID == g.ID }) {
			groups = append(groups, g)
		}
	}
	return groups, nil
}

func undecided(err error) error {
	if facts.Undecided(err) {
		return nil
	}
	return orNoApp(err)
}

// shrunk returns a rail for each group in use that has less than half of the active members that it had when a run last
// reached its end: an emptied source takes access from everyone at once, and a write would carry that on. It is about the
// steps that act on groups.
func (r *Runner) shrunk(ctx context.Context, st Step) ([]Rail, error) {
	before := r.Session.Store.State().Groups
	if len(before) == 0 || !slices.Contains([]string{"push", "assign", "access"}, st.ID) {
		return nil, nil
	}
	groups, err := inUse(ctx, r.Session.Facts())
	if err != nil {
		return nil, err
	}
	var rails []Rail
	for _, g := range groups {
		was, known := before[g.ID]
		if !known {
			continue
		}
		n, err := activeMembers(ctx, r.Session.Facts(), g)
		if err != nil {
			return nil, err
		}
		if rail, tripped := forecast.Shrunk(g.Name, was.Members, n, was.On); tripped {
			rails = append(rails, asRail(rail, nil))
		}
	}
	return rails, nil
}

func activeMembers(ctx context.Context, f *facts.Facts, g okta.Group) (int, error) {
	members, err := f.Members(ctx, g.ID)
	if err != nil {
		return 0, err
	}
	n := 0
	for u := range members.All() {
		if u.Active() {
			n++
		}
	}
	return n, nil
}

// seen remembers how many members the groups in use have at the end of a run. It warns of what no plan stopped at: a group
// that shrank while there was nothing to write. That it could not count spoils no run that has proven everything.
func (r *Runner) seen(ctx context.Context) {
	if r.DryRun || r.Session.NoStore || r.Session.ReadOnly || !r.walksAll() {
		return
	}
	now, err := r.count(ctx, r.Session.Store.State().Groups)
	if err == nil {
		err = r.Session.Store.UpdateState(func(st *store.State) { st.Groups = now })
	}
	if err != nil && ctx.Err() == nil {
		r.Session.Warn("How many members the groups have was not kept: " + err.Error())
	}
	r.warn()
}

// count counts the groups in use. One that has not changed keeps its date, so that a run that finds all well writes nothing new.
func (r *Runner) count(ctx context.Context, before map[string]store.Seen) (map[string]store.Seen, error) {
	f := r.Session.Facts()
	groups, err := inUse(ctx, f)
	if err != nil {
		return nil, err
	}
	now := map[string]store.Seen{}
	for _, g := range groups {
		n, err := activeMembers(ctx, f, g)
		if err != nil {
			return nil, err
		}
		was, known := before[g.ID]
		if 2*n < was.Members {
			r.Session.Warn(fmt.Sprintf("%s has %d active members; on %s it had %d. Look who emptied it, and why.", g.Name, n, was.On.Format("2 Jan 2006"), was.Members))
		}
		now[g.ID] = store.Seen{Members: n, On: r.Session.Now()}
		if known && was.Members == n {
			now[g.ID] = was
		}
	}
	return now, nil
}

// walksAll says whether the run proves all of setup; a part of it proves nothing about the groups.
func (r *Runner) walksAll() bool { return len(r.Steps) == len(Setup(SetupOptions{})) }
