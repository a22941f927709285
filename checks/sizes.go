package checks

import (
	"context"
	"fmt"
	"strconv"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/checks/forecast"
)

const (
	ownGroupFix = "Make an Okta group with the same people, kept in step by a group rule: Okta Admin Console ▸ Directory ▸ Groups ▸ Rules ▸ Add rule; then name it with --push-group."
	splitFix    = "Split it by a group rule into groups of at most %d people, and name these with --push-group: Okta Admin Console ▸ Directory ▸ Groups ▸ Rules ▸ Add rule."
)

// pushKind stops at Okta's built-in groups; groups of other apps can be pushed, but somebody else fills them.
func pushKind(ctx context.Context, f *facts.Facts) Finding {
	groups, err := f.PushGroups(ctx)
	if err != nil {
		return Of(err)
	}
	var builtIn, imported []Evidence
	for _, g := range groups {
		e := Evidence{Subject: g.Name, Field: "kind", Want: "OKTA_GROUP", Got: g.Type}
		switch g.Type {
		case "BUILT_IN":
			builtIn = append(builtIn, e)
		case "APP_GROUP":
			imported = append(imported, e)
		}
	}
	switch {
	case len(groups) == 0:
		return skip("No group is to be pushed.")
	case len(builtIn) > 0:
		finding := fail("Okta does not push its built-in groups: "+subjects(builtIn)+".", ownGroupFix, append(builtIn, imported...)...)
		finding.Stop = true
		return finding
	case len(imported) > 0:
		return warn("Another app fills these groups, so who is in Atlassian is decided there: "+subjects(imported)+".", ownGroupFix, imported...)
	}
	return pass("%s to push, of Okta's own making.", count(len(groups), "group", "groups"))
}

func pushSize(ctx context.Context, f *facts.Facts) Finding {
	groups, err := f.PushGroups(ctx)
	if err != nil {
		return Of(err)
	}
	if len(groups) == 0 {
		return skip("No group is to be pushed.")
	}
	sizes, err := f.Sizes(ctx, groups)
	if err != nil {
		return Of(err)
	}
	largest := 0
	var large []Evidence
	for _, g := range groups {
		n, told := sizes[g.ID]
		if !told {
			members, err := f.Members(ctx, g.ID)
			if err != nil {
				return Of(err)
			}
			n = members.Len()
		}
		largest = max(largest, n)
		if n > forecast.MaxMembers {
			large = append(large, Evidence{Subject: g.Name, Field: "members", Want: fmt.Sprintf("at most %d", forecast.MaxMembers), Got: strconv.Itoa(n)})
		}
	}
	if len(large) > 0 {
		finding := fail(fmt.Sprintf("Atlassian takes at most %d members in a synced group; too large: %s.", forecast.MaxMembers, subjects(large)),
			fmt.Sprintf(splitFix, forecast.MaxMembers), large...)
		finding.Stop = true
		return finding
	}
	return pass("The largest of %s to push has %s.", count(len(groups), "group", "groups"), count(largest, "member", "members"))
}

// severalGroups is about a name that does not tell which group is meant; an id does.
func severalGroups(err *facts.GroupError) Finding {
	evidence := []Evidence{{Subject: err.Name, Field: "Okta groups of this name", Want: "1", Got: strconv.Itoa(len(err.Found))}}
	for _, g := range err.Found {
		evidence = append(evidence, Evidence{Subject: g.ID, Field: "kind", Want: "OKTA_GROUP", Got: g.Type})
	}
	return fail(sentence(err), "Name it by its id instead, with --push-group or --assign-group: the id stands in the address of the group's page, Okta Admin Console ▸ Directory ▸ Groups ▸ the group.", evidence...)
}
