package checks

import (
	"context"
	"fmt"
	"sort"

	"github.com/provision-cli/provision/checks/facts"
)

// assignOrphans looks for active records of the directory that belong to nobody's assignment: Okta never deletes a record,
// it deactivates it when somebody is unassigned, so that an active one was missed.
func assignOrphans(ctx context.Context, f *facts.Facts) Finding {
	var users *facts.AppUsers
	var records *facts.SCIMUsers
	err := facts.Together(ctx,
		func(ctx context.Context) (err error) { users, err = f.AppUsers(ctx); return err },
		func(ctx context.Context) (err error) { records, err = f.SCIMUsers(ctx); return err })
	if err != nil {
		return Of(err)
	}
	owned := map[string]bool{}
	for u := range users.All() {
		if r := records.Of(u.ID, u); r != nil {
			owned[r.ID] = true
		}
	}
	var evidence []Evidence
	active := 0
	for r := range records.All() {
		if !r.Active {
			continue
		}
		active++
		if !owned[r.ID] {
			evidence = append(evidence, Evidence{Subject: r.UserName, Field: "assigned to the app", Want: "yes, or inactive in the directory", Got: "no, and active"})
		}
	}
	sort.Slice(evidence, func(i, j int) bool { return evidence[i].Subject < evidence[j].Subject })
	switch {
	case active == 0:
		return skip("Nobody is in the directory yet.")
	case len(evidence) > 0:
		return fail(fmt.Sprintf("%s active in the directory and assigned to nobody in Okta, so nothing will ever take their access: %s.", people(len(evidence)), subjects(evidence)),
			"Assign each to the app: "+menuAssign+" ▸ Assign to People; whoever has left is then unassigned again, with Deactivate Users ticked. "+
				"Whom Okta does not know any more: Atlassian Administration ▸ Directory ▸ Managed accounts ▸ the person ▸ Deactivate account.", evidence...).with(appLink(ctx, f, "assignments"))
	}
	return pass("%s active in the directory, each assigned in Okta.", people(active))
}
