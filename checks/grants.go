package checks

import (
	"context"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
)

const grantFix = "Give the group access: Atlassian Administration ▸ Apps ▸ the app ▸ Manage access ▸ Add group; or provision setup --only access."

// opened is one synced group with the roles it has.
type opened struct {
	group okta.Group
	roles []atlassian.RoleAssignment
}

// synced are the groups to push that have arrived, with their roles, and how
// many groups there are to push.
func synced(ctx context.Context, f *facts.Facts) ([]opened, int, error) {
	groups, err := f.PushGroups(ctx)
	if err != nil {
		return nil, 0, err
	}
	found, err := f.OrgGroups(ctx, facts.Names(groups))
	if err != nil {
		return nil, 0, err
	}
	var out []opened
	for _, g := range groups {
		org, ok := facts.Synced(found[lower(g.Name)])
		if !ok {
			continue
		}
		roles, err := f.RoleAssignments(ctx, org)
		if err != nil {
			return nil, 0, err
		}
		out = append(out, opened{group: g, roles: roles})
	}
	return out, len(groups), nil
}

func accessGranted(ctx context.Context, f *facts.Facts) Finding {
	arrived, total, err := synced(ctx, f)
	switch {
	case err != nil:
		return Of(err)
	case total == 0:
		return skip("No group is pushed yet.")
	case len(arrived) == 0:
		return skip("Waits for push-arrived: none of %s is in the organization yet.", count(total, "group", "groups"))
	}
	var missing []Evidence
	if grants := f.Intent().Grants; len(grants) > 0 {
		missing, err = missingGrants(ctx, f, grants, arrived)
	} else {
		missing = openNothing(arrived)
	}
	if err != nil {
		return Of(err)
	}
	if len(missing) > 0 {
		return fail("Access is missing: "+eachOnce(missing)+".", grantFix, missing...).with(orgLink(ctx, f))
	}
	return pass("%s the wanted products.", count(len(arrived), "synced group opens", "synced groups open"))
}

// eachOnce names every group once, with the products it does not open.
func eachOnce(missing []Evidence) string {
	var names []string
	products := map[string][]string{}
	for _, e := range missing {
		if _, known := products[e.Subject]; !known {
			names = append(names, e.Subject)
			products[e.Subject] = nil
		}
		if e.Field != opensField {
			products[e.Subject] = append(products[e.Subject], e.Field)
		}
	}
	for i, name := range names {
		if wanted := products[name]; len(wanted) > 0 {
			names[i] += " (" + quoted(wanted) + ")"
		} else {
			names[i] += " (no product at all)"
		}
	}
	return quoted(names)
}

// opensField stands for any product in the evidence about a group that opens none.
const opensField = "opens"

func openNothing(arrived []opened) []Evidence {
	var out []Evidence
	for _, o := range arrived {
		opens := false
		for _, a := range o.roles {
			opens = opens || facts.Opens(a)
		}
		if !opens {
			out = append(out, Evidence{Subject: o.group.Name, Field: opensField, Want: "a product", Got: "nothing"})
		}
	}
	return out
}

// missingGrants are the wishes that no role fulfils. A wish for a group that
// has not arrived waits for it; one for a group that is not pushed, or for a
// product that no site has, is missing.
func missingGrants(ctx context.Context, f *facts.Facts, grants []facts.Grant, arrived []opened) ([]Evidence, error) {
	byName := map[string]opened{}
	for _, o := range arrived {
		byName[lower(o.group.Name)], byName[lower(o.group.ID)] = o, o
	}
	pushed, err := pushedNames(ctx, f)
	if err != nil {
		return nil, err
	}
	var out []Evidence
	for _, g := range grants {
		targets, err := f.GrantTargets(ctx, g)
		if err != nil {
			return nil, err
		}
		wish := g.Product
		if g.Site != "" {
			wish += "@" + hostOf(g.Site)
		}
		if len(targets) == 0 {
			out = append(out, Evidence{Subject: g.Group, Field: wish, Want: "a site that has it", Got: "none online"})
			continue
		}
		o, ok := byName[lower(g.Group)]
		if !ok {
			if !pushed[lower(g.Group)] {
				out = append(out, Evidence{Subject: g.Group, Field: wish, Want: "a pushed group", Got: "not pushed"})
			}
			continue // what is pushed and has not arrived is push-arrived's finding
		}
		for _, w := range targets {
			if !opensWorkspace(o.roles, w.ID) {
				out = append(out, Evidence{Subject: o.group.Name, Field: place(w), Want: atlassian.RoleUser, Got: "no access"})
			}
		}
	}
	return out, nil
}

// pushedNames are the names and ids of the groups to push, in lower case.
func pushedNames(ctx context.Context, f *facts.Facts) (map[string]bool, error) {
	groups, err := f.PushGroups(ctx)
	out := map[string]bool{}
	for _, g := range groups {
		out[lower(g.Name)], out[lower(g.ID)] = true, true
	}
	return out, err
}

func opensWorkspace(roles []atlassian.RoleAssignment, resource string) bool {
	for _, a := range roles {
		if a.Resource == resource && facts.Opens(a) {
			return true
		}
	}
	return false
}

func accessDefault(ctx context.Context, f *facts.Facts) Finding {
	arrived, total, err := synced(ctx, f)
	switch {
	case err != nil:
		return Of(err)
	case total == 0 || len(arrived) == 0:
		return skip("No synced group is in the organization yet.")
	}
	var evidence []Evidence
	for _, o := range arrived {
		for _, a := range o.roles {
			if a.DefaultRole != "" {
				evidence = append(evidence, Evidence{Subject: o.group.Name, Field: "default group of " + a.Owner, Want: "no", Got: a.DefaultRole})
			}
		}
	}
	if len(evidence) > 0 {
		return fail("Synced groups are default groups: "+subjects(evidence)+".",
			"Make another group the default, then: Atlassian Administration ▸ Apps ▸ the app ▸ Manage access ▸ the group ▸ ••• ▸ Update default group setting ▸ None.", evidence...).with(orgLink(ctx, f))
	}
	return pass("None of %s is a default group.", count(len(arrived), "synced group", "synced groups"))
}
