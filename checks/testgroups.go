package checks

import (
	"context"
	"fmt"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/okta"
)

const (
	testPrefix   = "atlassian-test-"
	makeTestFix  = "Make a test group with a few test accounts: Okta Admin Console ▸ Directory ▸ Groups ▸ Add group, named atlassian-test-jira-users or atlassian-test-confluence-users; and atlassian-test-users, with the members of both, to assign."
	fillGroupFix = "Add test accounts: Okta Admin Console ▸ Directory ▸ Groups ▸ the group ▸ Assign people."
)

func testGroups(ctx context.Context, f *facts.Facts) Finding {
	in := f.Intent()
	if len(in.PushGroups)+len(in.AssignGroups) > 0 {
		return wantedGroups(ctx, f)
	}
	mappings, err := f.PushMappings(ctx)
	if err != nil && !facts.Undecided(err) {
		return Of(err)
	}
	if len(mappings) > 0 {
		return pass("Groups are pushed already; the first run is over.")
	}
	groups, err := f.TestGroups(ctx, testPrefix)
	if err != nil {
		return Of(err)
	}
	var names []string
	var empty []Evidence
	for _, g := range groups {
		names = append(names, fmt.Sprintf("%s (%s)", g.Name, membersOf(g)))
		if g.Users == 0 {
			empty = append(empty, Evidence{Subject: g.Name, Field: "members", Want: "at least 1", Got: "0"})
		}
	}
	switch {
	case len(groups) == 0:
		return warn("No Okta group's name begins with "+testPrefix+". A first run with real groups touches real people at once.", makeTestFix)
	case len(empty) == len(groups):
		return warn("The test groups have no members: "+subjects(empty)+".", fillGroupFix, empty...)
	case len(empty) > 0:
		return warn("Test groups exist, but without members: "+subjects(empty)+".", fillGroupFix, empty...)
	}
	return pass("%s: %s.", count(len(groups), "test group exists", "test groups exist"), quoted(names))
}

func membersOf(g okta.Group) string {
	if g.Users < 0 {
		return "members not counted"
	}
	return people(g.Users)
}

// wantedGroups asks whether the groups that are named exist and hold somebody.
func wantedGroups(ctx context.Context, f *facts.Facts) Finding {
	groups, err := bothGroups(ctx, f)
	if err != nil {
		return Of(err)
	}
	var names []string
	var empty []Evidence
	for _, g := range groups {
		members, err := f.Members(ctx, g.ID)
		if err != nil {
			return Of(err)
		}
		names = append(names, fmt.Sprintf("%s (%s)", g.Name, people(members.Len())))
		if active(members) == 0 {
			empty = append(empty, Evidence{Subject: g.Name, Field: "active members", Want: "at least 1", Got: "0"})
		}
	}
	if len(empty) > 0 {
		return warn("Groups without an active member: "+subjects(empty)+".", fillGroupFix, empty...)
	}
	return pass("The groups exist: %s.", quoted(names))
}

// bothGroups are the groups to push and to assign, each once. Without the one
// app only the named ones are known.
func bothGroups(ctx context.Context, f *facts.Facts) ([]okta.Group, error) {
	push, err := f.PushGroups(ctx)
	if err != nil && !facts.Undecided(err) {
		return nil, err
	}
	assign, err := f.AssignGroups(ctx)
	if err != nil && !facts.Undecided(err) {
		return nil, err
	}
	seen := map[string]bool{}
	var out []okta.Group
	for _, g := range append(append([]okta.Group(nil), push...), assign...) {
		if !seen[g.ID] {
			seen[g.ID] = true
			out = append(out, g)
		}
	}
	return out, nil
}

func active(users facts.Users) int {
	n := 0
	for u := range users.All() {
		if u.Active() {
			n++
		}
	}
	return n
}
