package checks

import (
	"context"
	"fmt"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/okta"
)

// difference is how one pushed group differs between the two sides.
type difference struct {
	group      string
	missing    []Evidence // provisioned members who are not in the directory's group
	leftOver   []Evidence // active people of the directory's group who are not in Okta's
	unassigned []Evidence // active members who are not assigned, so Okta leaves them out
}

func pushMembers(ctx context.Context, f *facts.Facts) Finding {
	groups, err := f.PushGroups(ctx)
	if err != nil {
		return Of(err)
	}
	if len(groups) == 0 {
		return skip("No group is pushed yet.")
	}
	var all []difference
	compared, members := 0, 0
	for _, g := range groups {
		d, n, err := compareMembers(ctx, f, g)
		if err != nil {
			return Of(err)
		}
		if n >= 0 {
			compared++
			members += n
			all = append(all, d)
		}
	}
	if compared == 0 {
		return skip("None of %s has arrived in the directory yet.", count(len(groups), "pushed group", "pushed groups"))
	}
	return membersFinding(ctx, f, all, members)
}

func membersFinding(ctx context.Context, f *facts.Facts, all []difference, members int) Finding {
	var missing, leftOver, unassigned []Evidence
	var names []string
	for _, d := range all {
		if len(d.missing)+len(d.leftOver) > 0 {
			names = append(names, d.group)
		}
		missing, leftOver, unassigned = append(missing, d.missing...), append(leftOver, d.leftOver...), append(unassigned, d.unassigned...)
	}
	link := appLink(ctx, f, "group-push")
	const push = menuPush + " ▸ the group ▸ Push now"
	switch {
	case len(missing) > 0 && len(leftOver) > 0:
		return fail(fmt.Sprintf("%s: %s missing, %s left over, who still %s access.", quoted(names), memberships(missing), memberships(leftOver), verb(distinct(leftOver), "has", "have")),
			push+".", append(missing, leftOver...)...).with(link)
	case len(leftOver) > 0:
		return fail(fmt.Sprintf("%s: %s still %s access after leaving the group.", quoted(names), memberships(leftOver), verb(distinct(leftOver), "has", "have")), push+".", leftOver...).with(link)
	case len(missing) > 0:
		return fail(fmt.Sprintf("%s: %s missing.", quoted(names), memberships(missing)), push+".", missing...).with(link)
	case len(unassigned) > 0:
		return warn(fmt.Sprintf("%s in pushed groups %s not assigned to the app, so Okta leaves them out.", people(distinct(unassigned)), verb(distinct(unassigned), "is", "are")),
			"Assign them through a group: Okta ▸ Atlassian Cloud ▸ Assignments ▸ Assign to Groups.", unassigned...).with(appLink(ctx, f, "assignments"))
	}
	return pass("%s the same members on both sides, %s in all.", count(len(all), "pushed group has", "pushed groups have"), count(members, "membership", "memberships"))
}

// memberships counts people, and their memberships where somebody has several.
func memberships(list []Evidence) string {
	n := distinct(list)
	if n == len(list) {
		return people(n)
	}
	return fmt.Sprintf("%d memberships of %s", len(list), people(n))
}

// distinct is how many people or things the evidence is about.
func distinct(list []Evidence) int {
	seen := map[string]bool{}
	for _, e := range list {
		seen[e.Subject] = true
	}
	return len(seen)
}

// compareMembers compares one group; -1 members means that it has not arrived.
func compareMembers(ctx context.Context, f *facts.Facts, g okta.Group) (difference, int, error) {
	d := difference{group: g.Name}
	records, err := f.SCIMGroups(ctx)
	if err != nil {
		return d, -1, err
	}
	theirs := records.Named(g.Name)
	if theirs == nil {
		formers, err := f.Formers(ctx)
		if err != nil {
			return d, -1, err
		}
		theirs = formers[g.ID].Was
	}
	if theirs == nil {
		return d, -1, nil
	}
	joined, err := f.Joined(ctx, []okta.Group{g}, false)
	if err != nil {
		return d, -1, err
	}
	users, err := f.SCIMUsers(ctx)
	if err != nil {
		return d, -1, err
	}
	ours := d.missingFrom(theirs, joined)
	for id := range theirs.Members() {
		u := users.ByID(id)
		if ours[id] || u == nil || !u.Active {
			continue
		}
		d.leftOver = append(d.leftOver, Evidence{Subject: u.UserName, Field: "member of " + g.Name, Want: "no", Got: "yes"})
	}
	return d, joined.Len(), nil
}

// missingFrom notes who is missing, and returns the records of Okta's members.
func (d *difference) missingFrom(theirs *facts.SCIMGroup, joined facts.Joined) map[string]bool {
	ours := make(map[string]bool, joined.Len())
	for p := range joined.All() {
		if p.Record != nil {
			ours[p.Record.ID] = true
		}
		switch {
		case !p.Active():
		case !p.Assigned:
			d.unassigned = append(d.unassigned, Evidence{Subject: p.Login(), Field: "assigned to the app", Want: "yes", Got: "no"})
		case p.Record != nil && p.Record.Active && !theirs.Has(p.Record.ID):
			d.missing = append(d.missing, Evidence{Subject: p.Login(), Field: "member of " + d.group, Want: "yes", Got: "no"})
		}
	}
	return ours
}
