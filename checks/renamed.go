package checks

import (
	"context"

	"github.com/provision-cli/provision/checks/facts"
)

const renamedFix = "Give the Okta group its former name back. Or unlink it, push it again under its new name, give that access, then delete the old one: " +
	menuPush + " ▸ the group ▸ Unlink pushed group."

// pushRenamed asks Okta's present name of every pushed group against the name that the directory knows: Atlassian renames
// no synced group.
func pushRenamed(ctx context.Context, f *facts.Facts) Finding {
	mappings, err := f.PushMappings(ctx)
	if err != nil {
		return Of(err)
	}
	if len(mappings) == 0 {
		return skip("No group is pushed yet.")
	}
	formers, err := f.Formers(ctx)
	if err != nil {
		return Of(err)
	}
	groups, err := f.PushedGroups(ctx)
	if err != nil {
		return Of(err)
	}
	var evidence []Evidence
	for _, g := range groups {
		if was, ok := formers[g.ID]; ok {
			evidence = append(evidence, Evidence{Subject: g.Name, Field: "name in the directory", Want: g.Name, Got: was.Was.DisplayName})
		}
	}
	if len(evidence) > 0 {
		return fail("Renamed in Okta after the push, and not in Atlassian: "+becomes(evidence)+".", renamedFix, evidence...).with(appLink(ctx, f, "group-push"))
	}
	return pass("None of %s was renamed in Okta since.", count(len(groups), "pushed group", "pushed groups"))
}

// becomes lists old and new names for a sentence.
func becomes(evidence []Evidence) string {
	names := make([]string, len(evidence))
	for i, e := range evidence {
		names[i] = e.Got + " (now " + e.Want + ")"
	}
	return quoted(names)
}
