package checks

import (
	"context"
	"fmt"
	"sort"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
)

const (
	// maxAddress is Okta's limit of an app's user name, which is the address.
	maxAddress = 100

	menuPerson = "Okta Admin Console ▸ Directory ▸ People ▸ the person ▸ Profile ▸ Edit"
)

func emailWellformed(ctx context.Context, f *facts.Facts) Finding {
	list, err := toProvision(ctx, f)
	if err != nil {
		return Of(err)
	}
	var evidence []Evidence
	for _, a := range list {
		if odd := oddness(a.address); odd != "" {
			evidence = append(evidence, Evidence{Subject: a.login, Field: "primary e-mail", Want: "an address of at most 100 characters", Got: odd})
		}
	}
	switch {
	case len(list) == 0:
		return skip("Nobody is to be provisioned yet.")
	case len(evidence) > 0:
		return fail(fmt.Sprintf("%d of %s without a usable e-mail address, so Atlassian would refuse them: %s.", len(evidence), people(len(list)), subjects(evidence)),
			"Give each a proper address: "+menuPerson+"; or take them out of the group that is assigned.", evidence...)
	}
	return pass("%s to provision, each with a usable e-mail address.", people(len(list)))
}

// oddness says what is wrong with an address; empty for a good one. It refuses only what neither side can take.
func oddness(address string) string {
	local, domain, at := strings.Cut(address, "@")
	switch {
	case address == "":
		return "(empty)"
	case !at || local == "" || domain == "" || strings.Contains(domain, "@") || strings.ContainsAny(address, " \t\r\n,;<>"):
		return address + ", which is no address"
	case len(address) > maxAddress:
		return fmt.Sprintf("%s, which has %d characters", address, len(address))
	}
	return ""
}

func emailUnique(ctx context.Context, f *facts.Facts) Finding {
	list, err := toProvision(ctx, f)
	if err != nil {
		return Of(err)
	}
	by := map[string][]addressed{}
	for _, a := range list {
		if a.address != "" {
			by[strings.ToLower(a.address)] = append(by[strings.ToLower(a.address)], a)
		}
	}
	var evidence []Evidence
	for _, same := range by {
		for i, a := range same {
			if len(same) > 1 {
				evidence = append(evidence, Evidence{Subject: a.login, Field: "primary e-mail", Want: "an address of their own", Got: a.address + ", as " + same[(i+1)%len(same)].login + " has"})
			}
		}
	}
	sort.Slice(evidence, func(i, j int) bool { return evidence[i].Subject < evidence[j].Subject })
	switch {
	case len(list) == 0:
		return skip("Nobody is to be provisioned yet.")
	case len(evidence) > 0:
		return fail("These people share an e-mail address, letter case aside, so Atlassian would take one of them and refuse the others: "+subjects(evidence)+".",
			"Give each an address of their own: "+menuPerson+"; or take all but one out of the group that is assigned.", evidence...)
	}
	return pass("%s to provision, each with an address of their own.", people(len(list)))
}

// addressed is somebody who would be provisioned, with the primary e-mail that Okta would send.
type addressed struct{ login, address string }

// toProvision are the active members of the groups that are assigned or are to be; without such groups, everybody who is
// assigned. The directory has no say in it.
func toProvision(ctx context.Context, f *facts.Facts) ([]addressed, error) {
	groups, err := f.AssignGroups(ctx)
	if facts.Undecided(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	source, err := f.SourceOf(ctx)
	if err != nil {
		return nil, err
	}
	if len(groups) == 0 {
		return assignedPeople(ctx, f, source)
	}
	members, err := f.MembersOf(ctx, groups)
	if err != nil {
		return nil, err
	}
	var out []addressed
	for u := range members.All() {
		if u.Active() {
			out = append(out, addressed{u.Profile.Login, source.Of(u)})
		}
	}
	return out, nil
}

// assignedPeople are those assigned one by one, with what the app keeps of them.
func assignedPeople(ctx context.Context, f *facts.Facts, source facts.Source) ([]addressed, error) {
	users, err := f.AppUsers(ctx)
	if err != nil {
		return nil, err
	}
	var out []addressed
	for a := range users.All() {
		p := facts.Person{ID: a.ID, App: a, Assigned: true}
		if p.Active() {
			out = append(out, addressed{p.Login(), primaryAddress(ctx, f, p, source)})
		}
	}
	return out, nil
}
