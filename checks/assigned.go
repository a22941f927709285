package checks

import (
	"context"
	"fmt"

	"github.com/provision-cli/provision/checks/facts"
)

const menuAssign = "Okta ▸ Atlassian Cloud ▸ Assignments"

func assignGroups(ctx context.Context, f *facts.Facts) Finding {
	groups, err := f.AssignGroups(ctx)
	if err != nil {
		return Of(err)
	}
	assigned, err := f.AppGroups(ctx)
	if err != nil {
		return Of(err)
	}
	is := map[string]bool{}
	for _, g := range assigned {
		is[g.ID] = true
	}
	var missing []Evidence
	for _, g := range groups {
		if !is[g.ID] {
			missing = append(missing, Evidence{Subject: g.Name, Field: "assigned to the app", Want: "yes", Got: "no"})
		}
	}
	switch {
	case len(groups) == 0:
		return noGroupAssigned(ctx, f)
	case len(missing) > 0:
		return fail("Not assigned to the app: "+subjects(missing)+".", menuAssign+" ▸ Assign to Groups; or provision setup --only assign.", missing...).with(appLink(ctx, f, "assignments"))
	}
	return pass("%s: %s.", count(len(groups), "group is assigned", "groups are assigned"), quoted(facts.Names(groups)))
}

func noGroupAssigned(ctx context.Context, f *facts.Facts) Finding {
	users, err := f.AppUsers(ctx)
	if err != nil {
		return Of(err)
	}
	if users.Len() == 0 {
		return skip("Nobody is assigned to the app yet.")
	}
	return warn(people(users.Len())+" assigned one by one, and no group.", "Assign groups instead, so that leavers are not forgotten: "+menuAssign+" ▸ Assign to Groups.",
		Evidence{Subject: appLabel(ctx, f), Field: "groups assigned", Want: "at least 1", Got: "none"}).with(appLink(ctx, f, "assignments"))
}

// appLabel is what the app is called in this org.
func appLabel(ctx context.Context, f *facts.Facts) string {
	app, err := f.App(ctx)
	if err != nil || app.Label == "" {
		return "Atlassian Cloud"
	}
	return app.Label
}

func assignProvisioned(ctx context.Context, f *facts.Facts) Finding {
	everyone, err := inAssigned(ctx, f)
	if err != nil {
		return Of(err)
	}
	var evidence []Evidence
	total, inactive, waiting := 0, 0, 0
	for p := range everyone.All() {
		if !p.Active() {
			inactive++
			continue
		}
		total++
		if early(p) {
			waiting++
		} else if got := absence(p); got != "" {
			evidence = append(evidence, Evidence{Subject: p.Login(), Field: "in the directory", Want: "active", Got: got})
		}
	}
	left := ""
	if inactive > 0 {
		left = fmt.Sprintf(" %s inactive in Okta, so never sent.", people(inactive))
	}
	switch {
	case total == 0:
		return skip("Nobody is to be provisioned yet.%s", left)
	case len(evidence) > 0:
		return fail(fmt.Sprintf("%d of %s not in the directory, or inactive there.%s", len(evidence), people(total), left), provisionFix(evidence), evidence...).with(appLink(ctx, f, "assignments"))
	}
	if waiting > 0 {
		return skip("%s assign-before-provisioning; the others are in the directory.%s", count(waiting, "person waits for", "people wait for"), left)
	}
	return pass("%s in the directory, all active.%s", people(total), left)
}

// inAssigned are the members of the groups to assign; without such groups,
// everybody who is assigned.
func inAssigned(ctx context.Context, f *facts.Facts) (facts.Joined, error) {
	groups, err := f.AssignGroups(ctx)
	if err != nil {
		return facts.Joined{}, err
	}
	return f.Joined(ctx, groups, len(groups) == 0)
}

const (
	beforeProvisioning = "assigned, not provisioned"
	notAssigned        = "not assigned"
)

// absence says why a person is not well in the directory; empty when they are.
func absence(p facts.Person) string {
	switch {
	case p.Record != nil && p.Record.Active:
		return ""
	case p.Record != nil:
		return "inactive"
	case !p.Assigned:
		return notAssigned
	case p.App.ExternalID != "":
		return "gone: Okta remembers record " + p.App.ExternalID
	case p.App.SyncState == "ERROR":
		return "failed in Okta"
	case p.App.Status == "STAGED" || p.App.Status == "PENDING":
		return "queued in Okta"
	}
	return beforeProvisioning
}

func provisionFix(evidence []Evidence) string {
	for _, e := range evidence {
		if e.Got == beforeProvisioning {
			return "Okta sends nobody who was assigned before provisioning was on: " + menuAssign + " ▸ Provision User; failed tasks: Okta ▸ Dashboard ▸ Tasks ▸ Retry Selected."
		}
	}
	return "Retry failed tasks: Okta ▸ Dashboard ▸ Tasks ▸ Retry Selected; whoever is not assigned: " + menuAssign + " ▸ Assign to Groups."
}

// fewLinks is for how many people without a link the organization is asked, one call each.
const fewLinks = 20

func assignLinked(ctx context.Context, f *facts.Facts) Finding {
	everyone, err := inAssigned(ctx, f)
	if err != nil {
		return Of(err)
	}
	var evidence []Evidence
	records, asked := 0, 0
	for p := range everyone.All() {
		if !p.Active() || p.Record == nil || !p.Record.Active {
			continue
		}
		records++
		if p.Record.AccountID != "" {
			continue
		}
		if asked < fewLinks && f.HasAtlassian() {
			asked++
			if linkedElsewhere(ctx, f, p) {
				continue
			}
		}
		evidence = append(evidence, Evidence{Subject: p.Login(), Field: "Atlassian account", Want: "linked", Got: "none"})
	}
	switch {
	case records == 0:
		return skip("Nobody is in the directory yet.")
	case len(evidence) > 0:
		return fail(fmt.Sprintf("%d of %s in the directory linked to no account.", len(evidence), people(records)),
			"Unassign and assign them again in Okta: "+menuAssign+"; this disables their account for a moment.", evidence...).with(appLink(ctx, f, "assignments"))
	}
	return pass("%s in the directory, all linked to an account.", people(records))
}

// linkedElsewhere asks the organization's own links where the record shows none.
func linkedElsewhere(ctx context.Context, f *facts.Facts, p facts.Person) bool {
	links, err := f.SCIMLinks(ctx, p.Record.Email)
	if err != nil {
		return false
	}
	for _, l := range links {
		if l.SCIMUserID == p.Record.ID && l.AccountID != "" {
			return true
		}
	}
	return false
}
