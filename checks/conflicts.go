package checks

import (
	"context"
	"fmt"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/checks/forecast"
)

const conflictFix = "Rename the Okta group, or rename or delete the local one, or take it over: " + menuDirectory +
	" ▸ User provisioning ▸ Review groups ▸ Sync group, which overwrites its members."

func pushNameConflict(ctx context.Context, f *facts.Facts) Finding {
	twins, total, err := namesakes(ctx, f)
	if err != nil {
		return Of(err)
	}
	if total == 0 {
		return skip("No group is to be pushed.")
	}
	var evidence []Evidence
	for _, t := range twins {
		if t.Outcome == forecast.GroupCollides || t.Outcome == forecast.GroupBuiltIn {
			evidence = append(evidence, Evidence{Subject: t.Name, Field: "local group of this name", Want: "none", Got: t.ID})
		}
	}
	if len(evidence) > 0 {
		return fail("Atlassian has local groups of these names: "+subjects(evidence)+".", conflictFix, evidence...).with(orgLink(ctx, f))
	}
	return pass("No local Atlassian group has the name of any of the %s to push.", count(total, "group", "groups"))
}

func pushDefaultGroup(ctx context.Context, f *facts.Facts) Finding {
	twins, total, err := namesakes(ctx, f)
	if err != nil {
		return Of(err)
	}
	if total == 0 {
		return skip("No group is to be pushed.")
	}
	var evidence, hints []Evidence
	for _, t := range twins {
		switch t.Outcome {
		case forecast.GroupDefault:
			evidence = append(evidence, Evidence{Subject: t.Name, Field: "default group of", Want: "nothing", Got: strings.Join(t.Of, ", ")})
		case forecast.GroupBuiltIn:
			hints = append(hints, Evidence{Subject: t.Name, Field: "name", Want: "none that Atlassian's own groups bear", Got: t.Name})
		}
	}
	if len(evidence) > 0 {
		return fail("Default or built-in groups have these names, so a push would be accepted and never arrive: "+subjects(evidence)+".",
			"Rename the Okta group, or unset the default: Atlassian Administration ▸ Apps ▸ the app ▸ Manage access ▸ the group ▸ ••• ▸ Update default group setting.", evidence...).with(orgLink(ctx, f))
	}
	if len(hints) > 0 {
		// No document lists the built-in names, so that a likely one is a reason to look and no more.
		return warn("No default group has these names, but built-in groups of Atlassian often do: "+subjects(hints)+". Such a push may be accepted and never arrive.",
			"If it does not arrive, rename the Okta group, or push another one.", hints...).with(orgLink(ctx, f))
	}
	return pass("None of the %s to push has the name of a default or built-in group.", count(total, "group", "groups"))
}

// namesakes are the local Atlassian groups with the names of the groups to push.
func namesakes(ctx context.Context, f *facts.Facts) ([]forecast.Namesake, int, error) {
	groups, err := f.PushGroups(ctx)
	if err != nil {
		return nil, 0, err
	}
	twins, err := forecast.Namesakes(ctx, f, facts.Names(groups))
	if err != nil {
		return nil, 0, fmt.Errorf("look for groups of the same names: %w", err)
	}
	return twins, len(groups), nil
}
