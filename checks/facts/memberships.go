package facts

import (
	"context"
	"slices"

	"github.com/provision-cli/provision/clients/okta"
)

// set is a set of groups that somebody is in; many people share one.
type set uint32

// memberships say which of some groups each person is in.
type memberships struct {
	groups []okta.Group
	people []uint32 // who is in any of them, each once
	in     []set    // by place in the crowd
	sets   [][]string
	next   map[step]set
}

// step leads from one set to the one with another group in it.
type step struct {
	from  set
	group int
}

// memberships reads the members of groups; a group given twice counts once.
func (f *Facts) memberships(ctx context.Context, groups []okta.Group) (*memberships, error) {
	m := &memberships{sets: [][]string{nil}, next: map[step]set{}}
	var lists []Users
	for _, g := range groups {
		if slices.ContainsFunc(m.groups, func(known okta.Group) bool { return known.ID == g.ID }) {
			continue
		}
		members, err := f.Members(ctx, g.ID)
		if err != nil {
			return nil, err
		}
		m.groups, lists = append(m.groups, g), append(lists, members)
	}
	m.in = make([]set, f.crowd.len())
	for group, members := range lists {
		for _, at := range members.at {
			m.join(at, group)
		}
	}
	return m, nil
}

func (m *memberships) join(at uint32, group int) {
	from := m.in[at]
	if from == 0 {
		m.people = append(m.people, at)
	}
	to, known := m.next[step{from, group}]
	if !known {
		names := append(slices.Clone(m.sets[from]), m.groups[group].Name)
		m.sets = append(m.sets, names)
		to = set(len(m.sets) - 1)
		m.next[step{from, group}] = to
	}
	m.in[at] = to
}

func (m *memberships) of(at uint32) set {
	if m == nil || int(at) >= len(m.in) {
		return 0
	}
	return m.in[at]
}

func (m *memberships) names(s set) []string {
	if m == nil {
		return nil
	}
	return m.sets[s]
}

// Memberships are the names of the groups that people are in, of some groups.
type Memberships struct {
	crowd *crowd
	in    *memberships
}

// Of are the names of the groups that an Okta user is in, sorted, each once.
// The slice is shared by all who are in the same groups.
func (m Memberships) Of(userID string) []string {
	at := m.crowd.place(userID)
	if at < 0 {
		return nil
	}
	return m.in.names(m.in.of(uint32(at)))
}

// Memberships say which of these groups everybody is in.
func (f *Facts) Memberships(ctx context.Context, groups []okta.Group) (Memberships, error) {
	in, err := f.memberships(ctx, groups)
	if err != nil {
		return Memberships{}, err
	}
	for i, names := range in.sets {
		slices.Sort(names)
		in.sets[i] = slices.Compact(names)
	}
	return Memberships{crowd: f.crowd, in: in}, nil
}
