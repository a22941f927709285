package checks

import (
	"context"
	"fmt"

	"github.com/provision-cli/provision/checks/facts"
)

// early says whether somebody was assigned before provisioning was on: Okta shows such an assignment as ACTIVE, without the
// id of a record, and never sends it by itself.
func early(p facts.Person) bool {
	return p.Assigned && p.App.Status == "ACTIVE" && p.App.ExternalID == "" && (p.Record == nil || !p.Record.Active)
}

func assignBefore(ctx context.Context, f *facts.Facts) Finding {
	everyone, err := f.InScope(ctx)
	if err != nil {
		return Of(err)
	}
	var evidence []Evidence
	assigned := 0
	for p := range everyone.All() {
		if !p.Assigned || !p.Active() {
			continue
		}
		assigned++
		if early(p) {
			evidence = append(evidence, Evidence{Subject: p.Login(), Field: "assignment", Want: "provisioned", Got: "assigned before provisioning was on"})
		}
	}
	switch {
	case assigned == 0:
		return skip("Nobody is assigned to the app yet.")
	case len(evidence) > 0:
		return fail(fmt.Sprintf("%s assigned before provisioning was on; Okta sends nothing for them: %s.", countOf(len(evidence), assigned), subjects(evidence)),
			"Press Provision User: "+menuAssign+" ▸ Provision User; or unassign and assign them again.", evidence...).with(appLink(ctx, f, "assignments"))
	}
	return pass("Nobody of %s was assigned before provisioning was on.", people(assigned))
}

// countOf is "1 of 20 people".
func countOf(n, all int) string { return fmt.Sprintf("%d of %s", n, people(all)) }
