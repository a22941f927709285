package facts

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
)

// fewGroups is how many groups are looked up one by one; for more, the whole
// list costs fewer calls than one call a group.
const fewGroups = 5

type groupIndex struct {
	list   []okta.Group
	byID   map[string]okta.Group
	byName map[string][]okta.Group
}

func (f *Facts) groupIndex(ctx context.Context) (*groupIndex, error) {
	return read(ctx, &f.groups, f.okta, func(ctx context.Context, r *okta.Reader) (*groupIndex, error) {
		// With member counts, so that whoever wants these need not read the list again.
		var list []okta.Group
		err := stream(f, "Okta groups", nil, r.Groups(ctx, okta.GroupQuery{Stats: true}), func(g okta.Group) { list = append(list, g) })
		if err != nil {
			return nil, err
		}
		index := &groupIndex{list: list, byID: make(map[string]okta.Group, len(list)), byName: make(map[string][]okta.Group, len(list))}
		for _, g := range list {
			index.byID[g.ID] = g
			index.byName[g.Name] = append(index.byName[g.Name], g)
		}
		return index, nil
	})
}

// GroupsNamed are the Okta groups with exactly this name; it may be several,
// of different kinds.
func (f *Facts) GroupsNamed(ctx context.Context, name string) ([]okta.Group, error) {
	return f.named.get(ctx, name, func(ctx context.Context) ([]okta.Group, error) {
		r, err := f.okta()
		if err != nil {
			return nil, err
		}
		return r.GroupsNamed(ctx, name)
	})
}

// Group is one Okta group by id.
func (f *Facts) Group(ctx context.Context, id string) (okta.Group, error) {
	if index, known := f.groups.known(ctx); known {
		if g, ok := index.byID[id]; ok {
			return g, nil
		}
	}
	return f.group.get(ctx, id, func(ctx context.Context) (okta.Group, error) {
		r, err := f.okta()
		if err != nil {
			return okta.Group{}, err
		}
		g, err := r.Group(ctx, id)
		if err == nil && g.ID == "" {
			err = fmt.Errorf("read okta group %s: the answer is no group", id)
		}
		return g, err
	})
}

// TestGroups are the Okta groups whose name begins with prefix, with their
// member counts where Okta tells them.
func (f *Facts) TestGroups(ctx context.Context, prefix string) ([]okta.Group, error) {
	if prefix == "" {
		index, err := f.groupIndex(ctx)
		if err != nil {
			return nil, err
		}
		return index.list, nil
	}
	if index, known := f.groups.known(ctx); known {
		return slices.DeleteFunc(slices.Clone(index.list), func(g okta.Group) bool { return !startsWith(g.Name, prefix) }), nil
	}
	return f.named.get(ctx, prefix+"*", func(ctx context.Context) ([]okta.Group, error) {
		r, err := f.okta()
		if err != nil {
			return nil, err
		}
		return collect(r.Groups(ctx, okta.GroupQuery{NameStarts: prefix, Stats: true}))
	})
}

// manyPeople is from how many members on a group's people are kept without the
// attributes that nobody will ask for.
const manyPeople = 1000

// startsWith compares as Okta's search does, letter case aside.
func startsWith(name, prefix string) bool {
	return strings.HasPrefix(strings.ToLower(name), strings.ToLower(prefix))
}

// Members are the people of an Okta group, inactive ones included; those of a
// large group with the usual attributes and those that something is filled from.
func (f *Facts) Members(ctx context.Context, groupID string) (Users, error) {
	return f.members.get(ctx, groupID, func(ctx context.Context) (Users, error) {
		r, err := f.okta()
		if err != nil {
			return Users{}, err
		}
		var wanted func(string) bool
		out := Users{crowd: f.crowd}
		err = stream(f, "members of Okta groups", nil, r.Members(ctx, groupID), func(u okta.User) {
			if out.at = append(out.at, f.crowd.keep(u, wanted)); len(out.at) == manyPeople {
				wanted = f.wanted(ctx)
			}
		})
		if err != nil {
			return Users{}, err
		}
		out.at = slices.Clip(out.at)
		return out, nil
	})
}

// User is one Okta person by id; for the few that no list of the run holds.
func (f *Facts) User(ctx context.Context, id string) (okta.User, error) {
	return f.user.get(ctx, id, func(ctx context.Context) (okta.User, error) {
		r, err := f.okta()
		if err != nil {
			return okta.User{}, err
		}
		return r.User(ctx, id)
	})
}

// PushGroups are the groups to be pushed: the Intent's, else those of the
// app's push mappings. A wanted group that does not exist is a *GroupError.
func (f *Facts) PushGroups(ctx context.Context) ([]okta.Group, error) {
	if len(f.intent.PushGroups) > 0 {
		return f.resolve(ctx, f.intent.PushGroups)
	}
	mappings, err := f.PushMappings(ctx)
	if err != nil {
		return nil, err
	}
	ids := make([]string, 0, len(mappings))
	for _, m := range mappings {
		ids = append(ids, m.GroupID)
	}
	return f.groupsByID(ctx, ids)
}

// AssignGroups are the groups to be assigned to the app: the Intent's, else
// those assigned now. A wanted group that does not exist is a *GroupError.
func (f *Facts) AssignGroups(ctx context.Context) ([]okta.Group, error) {
	if len(f.intent.AssignGroups) > 0 {
		return f.resolve(ctx, f.intent.AssignGroups)
	}
	return f.AssignedGroups(ctx)
}

// AssignedGroups are the groups assigned to the app now, whatever is wanted.
func (f *Facts) AssignedGroups(ctx context.Context) ([]okta.Group, error) {
	assigned, err := f.AppGroups(ctx)
	if err != nil {
		return nil, err
	}
	ids := make([]string, 0, len(assigned))
	for _, g := range assigned {
		ids = append(ids, g.ID)
	}
	return f.groupsByID(ctx, ids)
}

// People are the members of the groups to be pushed or assigned, each once,
// sorted by login. Without the one app and without an Intent there are none.
func (f *Facts) People(ctx context.Context) (Users, error) {
	push, err := f.PushGroups(ctx)
	if err != nil && !Undecided(err) {
		return Users{}, err
	}
	assign, err := f.AssignGroups(ctx)
	if err != nil && !Undecided(err) {
		return Users{}, err
	}
	return f.MembersOf(ctx, append(append([]okta.Group(nil), push...), assign...))
}

// MembersOf are the people of these groups, each once, sorted by login.
func (f *Facts) MembersOf(ctx context.Context, groups []okta.Group) (Users, error) {
	m, err := f.memberships(ctx, groups)
	if err != nil {
		return Users{}, err
	}
	return f.crowd.byLogin(m.people), nil
}

// resolve finds groups by name, else by id.
func (f *Facts) resolve(ctx context.Context, wanted []string) ([]okta.Group, error) {
	out := make([]okta.Group, 0, len(wanted))
	seen := map[string]bool{}
	for _, w := range wanted {
		g, err := f.resolveOne(ctx, w, len(wanted) > fewGroups)
		if err != nil {
			return nil, err
		}
		if !seen[g.ID] {
			seen[g.ID] = true
			out = append(out, g)
		}
	}
	return out, nil
}

func (f *Facts) resolveOne(ctx context.Context, wanted string, many bool) (okta.Group, error) {
	found, err := f.candidates(ctx, wanted, many)
	if err != nil {
		return okta.Group{}, err
	}
	if len(found) == 1 {
		return found[0], nil
	}
	if len(found) == 0 && isGroupID(wanted) {
		g, err := f.groupByID(ctx, wanted, many)
		if err == nil || !errors.Is(err, clients.ErrNotFound) {
			return g, err
		}
	}
	return okta.Group{}, &GroupError{Name: wanted, Found: found}
}

func (f *Facts) candidates(ctx context.Context, name string, many bool) ([]okta.Group, error) {
	if !many {
		return f.GroupsNamed(ctx, name)
	}
	index, err := f.groupIndex(ctx)
	if err != nil {
		return nil, err
	}
	return index.byName[name], nil
}

// isGroupID says whether a text could be an Okta group id, which all begin so.
func isGroupID(text string) bool { return len(text) == 20 && text[:3] == "00g" }

// groupsByID reads groups known by id, each once; one that is gone is left out.
func (f *Facts) groupsByID(ctx context.Context, ids []string) ([]okta.Group, error) {
	var out []okta.Group
	seen := map[string]bool{}
	for _, id := range ids {
		if seen[id] {
			continue
		}
		seen[id] = true
		g, err := f.groupByID(ctx, id, len(ids) > fewGroups)
		if errors.Is(err, clients.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, g)
	}
	return ordered(out, func(g okta.Group) string { return g.Name + "\x00" + g.ID }), nil
}

func (f *Facts) groupByID(ctx context.Context, id string, many bool) (okta.Group, error) {
	if many {
		index, err := f.groupIndex(ctx)
		if err != nil {
			return okta.Group{}, err
		}
		if g, ok := index.byID[id]; ok {
			return g, nil
		}
	}
	return f.Group(ctx, id)
}
