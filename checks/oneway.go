package checks

import (
	"context"
	"slices"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
)

// backward are features that this integration must not have; what Okta lists with every saved integration (IMPORT_*) only
// says that an import is possible.
var backward = [...]struct{ feature, says, box string }{
	{"PROFILE_MASTERING", "Atlassian is a source of Okta profiles", "To Okta ▸ Profile & Lifecycle Sourcing"},
	{"PUSH_PASSWORD_UPDATES", "passwords are pushed", "To App ▸ Sync Password"},
}

// imported is what Okta logs when an import took in a person.
const imported = "application.provision.user.import"

func integrationOneWay(ctx context.Context, f *facts.Facts) Finding {
	app, err := f.App(ctx)
	if err != nil {
		return Of(err)
	}
	link := appLink(ctx, f, "user-management")
	var evidence []Evidence
	var says, boxes []string
	for _, b := range backward {
		if app.Has(b.feature) {
			evidence = append(evidence, Evidence{Subject: app.Label, Field: b.feature, Want: "not listed", Got: "listed"})
			says, boxes = append(says, b.says), append(boxes, b.box)
		}
	}
	if len(evidence) > 0 {
		return fail("Not one-way: "+strings.Join(says, ", and ")+".", "Untick it: Okta ▸ Atlassian Cloud ▸ Provisioning ▸ "+strings.Join(boxes, ", and ▸ ")+" ▸ Edit ▸ Save.", evidence...).with(link)
	}
	events, err := f.AppEvents(ctx, f.Now().Add(-logKept), ofType(imported))
	if err != nil {
		return Of(err)
	}
	if len(events) > 0 {
		last := events[len(events)-1]
		return warn("Okta has imported people from Atlassian, last on "+date(last.Published)+".", "Leave Import alone, and set no schedule: Okta ▸ Atlassian Cloud ▸ Provisioning ▸ To Okta ▸ General ▸ Edit.",
			Evidence{Subject: app.Label, Field: "imports", Want: "none", Got: date(last.Published)}).with(link)
	}
	if !slices.ContainsFunc(app.Features, isPush) {
		return manual("Okta does not show the provisioning options of this app.",
			"Look: Okta ▸ Atlassian Cloud ▸ Provisioning ▸ To Okta; no import schedule, no profile sourcing; and To App: Sync Password unticked.").with(link)
	}
	return pass("Nothing flows back: no profile sourcing, no password sync, no import in 90 days.")
}
