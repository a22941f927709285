package checks

import (
	"context"
	"fmt"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
)

func emailPopulation(ctx context.Context, f *facts.Facts) Finding {
	list, err := assignedNow(ctx, f)
	if err != nil {
		return Of(err)
	}
	source, err := f.SourceOf(ctx)
	if err != nil {
		return Of(err)
	}
	if list.Len() == 0 {
		return skip("Nobody is assigned yet.")
	}
	accounts, err := f.Linked(ctx, accountIDs(list))
	if err != nil {
		return Of(err)
	}
	evidence, wrong, waiting := population(ctx, f, list, source, func(p facts.Person) []Evidence { return disagree(ctx, f, p, source, accounts) })
	switch {
	case wrong > 0:
		return fail(fmt.Sprintf("%d of %s assigned: sign-on name, primary e-mail, directory record and account do not agree.", wrong, people(list.Len())),
			"Press Update Now: Okta ▸ Atlassian Cloud ▸ Sign On ▸ Update Now. Whoever has an account under the old address logs in once first; who is still doubled: ask Atlassian support, with the addresses.",
			evidence...).with(appLink(ctx, f, "signon"))
	case waiting > 0:
		return skip("%s email-wellformed or email-unique; for everyone else the names agree.", count(waiting, "person waits for", "people wait for"))
	}
	return pass("%s assigned; sign-on name, primary e-mail, directory record and account agree for everyone.", people(list.Len()))
}

// assignedNow are the active people assigned to the app, with what the groups to assign tell of them.
func assignedNow(ctx context.Context, f *facts.Facts) (facts.Joined, error) {
	groups, err := f.AssignGroups(ctx)
	if err != nil {
		return facts.Joined{}, err
	}
	everyone, err := f.Joined(ctx, groups, true)
	return everyone.Where(func(p facts.Person) bool { return p.Assigned && p.Active() }), err
}

// population compares everyone whose address can be compared. Whoever has no usable address, or shares one, is
// email-wellformed's or email-unique's finding already.
func population(ctx context.Context, f *facts.Facts, list facts.Joined, source facts.Source, compare func(facts.Person) []Evidence) (evidence []Evidence, wrong, waiting int) {
	holders := map[string]int{}
	for p := range list.All() {
		holders[lower(primaryAddress(ctx, f, p, source))]++
	}
	for p := range list.All() {
		address := primaryAddress(ctx, f, p, source)
		found := compare(p)
		switch {
		case len(found) == 0:
		case oddness(address) != "" || holders[lower(address)] > 1:
			waiting++
		default:
			wrong++
			evidence = append(evidence, found...)
		}
	}
	return evidence, wrong, waiting
}

// disagree compares one person's names; letter case does not count. An account that the organization does not show says
// nothing.
func disagree(ctx context.Context, f *facts.Facts, p facts.Person, source facts.Source, accounts facts.Accounts) []Evidence {
	want := primaryAddress(ctx, f, p, source)
	if want == "" {
		return []Evidence{{Subject: p.Login(), Field: "primary e-mail", Want: "an address", Got: "(empty)"}}
	}
	var out []Evidence
	compare := func(field, got string) {
		if !strings.EqualFold(want, got) {
			out = append(out, Evidence{Subject: p.Login(), Field: field, Want: want, Got: shown(got)})
		}
	}
	compare("sign-on name", p.App.UserName)
	if p.Record == nil {
		return out
	}
	compare("directory user name", p.Record.UserName)
	compare("directory e-mail", p.Record.Email)
	if account := accounts.ByID(p.Record.AccountID); account.Email != "" {
		compare("account's e-mail", account.Email)
	}
	return out
}

// primaryAddress is what Okta would send as primary e-mail: the mapped
// attribute of the person, or what the app keeps of someone whose Okta profile
// was not read.
func primaryAddress(ctx context.Context, f *facts.Facts, p facts.Person, source facts.Source) string {
	if p.Known {
		return source.Of(p.User)
	}
	variable := "email"
	if primary, err := f.PrimaryEmail(ctx); err == nil {
		variable = primary.Variable
	}
	if value := p.App.Attribute(variable); value != "" {
		return value
	}
	return p.App.UserName
}
