package checks

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/okta"
)

const menuPush = "Okta ▸ Atlassian Cloud ▸ Push Groups"

func pushStatus(ctx context.Context, f *facts.Facts) Finding {
	mappings, err := f.PushMappings(ctx)
	if err != nil {
		return Of(err)
	}
	if len(mappings) == 0 {
		return skip("No group is pushed yet.")
	}
	broken, idle, active := byStatus(ctx, f, mappings)
	link := appLink(ctx, f, "group-push")
	const retry = "Mend the cause, then " + menuPush + " ▸ Errors ▸ Retry All Groups."
	switch {
	case len(broken) > 0:
		return fail("Okta's push is in error for "+subjects(broken)+".", retry, append(broken, idle...)...).with(link)
	case len(idle) > 0:
		return warn("Okta's push is switched off for "+subjects(idle)+".", menuPush+" ▸ the group ▸ Activate group push, or unlink it.", idle...).with(link)
	}
	logged, err := failedPushes(ctx, f, active)
	if err != nil {
		return Of(err)
	}
	if len(logged) > 0 {
		return warn("Okta logged a failed push of "+subjects(logged)+" and no success since, though it shows no error.", retry, logged...).with(link)
	}
	return pass("None of %s is in error.", count(len(mappings), "push mapping", "push mappings"))
}

// byStatus parts the mappings whose groups are this check's to judge.
func byStatus(ctx context.Context, f *facts.Facts, mappings []okta.PushMapping) (broken, idle []Evidence, active []okta.Group) {
	taken := takenNames(ctx, f)
	for _, m := range mappings {
		name := groupName(ctx, f, m.GroupID)
		if taken[name] {
			continue
		}
		e := Evidence{Subject: name, Field: "push mapping", Want: "ACTIVE", Got: m.Status}
		switch m.Status {
		case "ERROR":
			if m.ErrorSummary != "" {
				e.Got += ": " + m.ErrorSummary
			}
			broken = append(broken, e)
		case "INACTIVE":
			idle = append(idle, e)
		default:
			active = append(active, okta.Group{ID: m.GroupID, Name: name})
		}
	}
	return broken, idle, active
}

// failedPushes are the groups whose last push failed as far as the log tells:
// no document says that a failed push always shows in its mapping.
func failedPushes(ctx context.Context, f *facts.Facts, groups []okta.Group) ([]Evidence, error) {
	failed, err := failedJobs(ctx, f)
	if err != nil {
		return nil, err
	}
	var doubts []doubt
	for _, g := range groups {
		if j, ok := failed.of(groupNames(g)...); ok {
			doubts = append(doubts, doubt{g.Name, groupNames(g), j})
		}
	}
	return unsettled(ctx, f, doubts)
}

// takenNames are the groups whose name a local Atlassian group has: that is
// push-name-conflict's and push-default-group's finding, not one more of its own.
func takenNames(ctx context.Context, f *facts.Facts) map[string]bool {
	out := map[string]bool{}
	twins, _, err := namesakes(ctx, f)
	if err != nil {
		return out
	}
	for _, t := range twins {
		out[t.Name] = true
	}
	return out
}

// groupName is an Okta group's name, else its id: a name is a courtesy here.
func groupName(ctx context.Context, f *facts.Facts, id string) string {
	groups, err := f.PushGroups(ctx)
	if err == nil {
		for _, g := range groups {
			if g.ID == id {
				return g.Name
			}
		}
	}
	if g, err := f.Group(ctx, id); err == nil {
		return g.Name
	}
	return id
}

func pushArrived(ctx context.Context, f *facts.Facts) Finding {
	groups, err := f.PushGroups(ctx)
	if err != nil {
		return Of(err)
	}
	if len(groups) == 0 {
		return skip("No group is pushed yet.")
	}
	var evidence []Evidence
	formers, err := f.Formers(ctx)
	if err != nil {
		return Of(err)
	}
	taken, waiting := takenNames(ctx, f), map[string]bool{}
	for _, g := range groups {
		if by := settledBy(g, taken, formers); by != "" {
			waiting[by] = true
			continue
		}
		found, err := arrival(ctx, f, g, facts.Names(groups))
		if err != nil {
			return Of(err)
		}
		if found.Subject != "" {
			evidence = append(evidence, found)
		}
	}
	if len(evidence) > 0 {
		return fail(fmt.Sprintf("%d of %s not arrived: %s.", len(evidence), count(len(groups), "pushed group has", "pushed groups have"), subjects(evidence)),
			arrivalFix(evidence), evidence...).with(appLink(ctx, f, "group-push"))
	}
	if len(waiting) > 0 {
		return skip("Waits for %s; the other groups have arrived.", strings.Join(slices.Sorted(maps.Keys(waiting)), " and "))
	}
	return pass("%s arrived in the directory and in the organization.", count(len(groups), "pushed group has", "pushed groups have"))
}

// settledBy is the check whose finding the group is already; empty where it is push-arrived's own.
func settledBy(g okta.Group, taken map[string]bool, formers map[string]facts.Former) string {
	switch {
	case taken[g.Name]:
		return "push-name-conflict or push-default-group"
	case formers[g.ID].Was != nil:
		return "push-renamed"
	}
	return ""
}

// arrivalFix doubts the organization too where the directory has a group that the organization never shows.
func arrivalFix(evidence []Evidence) string {
	fix := "Push again: " + menuPush + " ▸ the group ▸ Push now; or provision setup --only push."
	for _, e := range evidence {
		if e.Got == noneYet {
			return fix + " What the directory has and the organization does not show within an hour may be in another organization: provision explain directory-organization."
		}
	}
	return fix
}

// noneYet is what the organization shows of a group that is only in the directory so far.
const noneYet = "none yet"

// arrival follows one group along its way; an empty Evidence means that it has
// arrived. A mapping alone proves nothing.
func arrival(ctx context.Context, f *facts.Facts, g okta.Group, all []string) (Evidence, error) {
	mappings, err := f.PushMappings(ctx)
	if err != nil {
		return Evidence{}, err
	}
	mapped := false
	for _, m := range mappings {
		mapped = mapped || m.GroupID == g.ID
	}
	if !mapped {
		return Evidence{Subject: g.Name, Field: "push mapping in Okta", Want: "one", Got: "none"}, nil
	}
	records, err := f.SCIMGroups(ctx)
	if err != nil {
		return Evidence{}, err
	}
	if records.Named(g.Name) == nil {
		return Evidence{Subject: g.Name, Field: "group in the directory", Want: "one", Got: "none"}, nil
	}
	found, err := f.OrgGroups(ctx, all)
	if err != nil {
		return Evidence{}, err
	}
	if _, ok := facts.Synced(found[lower(g.Name)]); ok {
		return Evidence{}, nil
	}
	if len(found[lower(g.Name)]) > 0 {
		return Evidence{Subject: g.Name, Field: "synced group in the organization", Want: "one", Got: "a local group of this name"}, nil
	}
	return Evidence{Subject: g.Name, Field: "synced group in the organization", Want: "one", Got: noneYet}, nil
}

func pushAssignOverlap(ctx context.Context, f *facts.Facts) Finding {
	push, err := f.PushGroups(ctx)
	if err != nil {
		return Of(err)
	}
	assigned, err := assignedIDs(ctx, f)
	if err != nil {
		return Of(err)
	}
	var both []Evidence
	for _, g := range push {
		if assigned[g.ID] {
			both = append(both, Evidence{Subject: g.Name, Field: "use", Want: "assigned or pushed", Got: "assigned and pushed"})
		}
	}
	switch {
	case len(push) == 0 || len(assigned) == 0:
		return skip("No group is both; nothing is pushed and assigned yet.")
	case len(both) > 0:
		return warn("Assigned and pushed at once: "+subjects(both)+". Okta does not support it.",
			"Assign a group of its own, kept in step by a group rule: Okta Admin Console ▸ Directory ▸ Groups ▸ Rules ▸ Add rule.", both...).with(appLink(ctx, f, "assignments"))
	}
	return pass("No group is both assigned and pushed.")
}

// assignedIDs are the groups assigned now and those that are to be.
func assignedIDs(ctx context.Context, f *facts.Facts) (map[string]bool, error) {
	now, err := f.AppGroups(ctx)
	if err != nil {
		return nil, err
	}
	wanted, err := f.AssignGroups(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string]bool{}
	for _, g := range now {
		out[g.ID] = true
	}
	for _, g := range wanted {
		out[g.ID] = true
	}
	return out, nil
}
