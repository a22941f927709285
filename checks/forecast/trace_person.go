package forecast

import (
	"context"
	"slices"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/scim"
)

// person is what the forecast says of this one person, by its own rules, over
// what was read for the trace; zero where something of it could not be read.
func (w *way) person(ctx context.Context, f *facts.Facts) Person {
	for _, err := range []error{w.groups.err, w.domains.err, w.others.err, w.assigned.err, w.mappings.err} {
		if err != nil {
			return Person{}
		}
	}
	if w.app.err != nil && !w.noApp() || w.record.err != nil && f.HasSCIM() {
		return Person{}
	}
	one := newWorld(f, w.pushed(), nil)
	one.app, one.users, one.records = &facts.AppUsers{}, &facts.SCIMUsers{}, &facts.SCIMGroups{}
	one.format, one.primary = w.email, w.email
	if w.app.err == nil {
		one.format = facts.ParseSource(w.app.is.UserName.Template)
	}
	if w.isAssigned() {
		one.app = facts.NewAppUsers(w.a.is)
	}
	if w.record.is != nil {
		one.users = facts.NewSCIMUsers(*w.record.is)
	}
	var groups []scim.Group
	for _, g := range w.scimGroups {
		if g.err == nil {
			groups = append(groups, g.is)
		}
	}
	one.records = facts.NewSCIMGroups(groups...)
	if one.lookOrganization(ctx) != nil {
		return Person{}
	}
	if d := facts.EmailDomain(w.address()); one.domains[d] == verified && (w.account.is.ClaimStatus == "managed" || w.claimed.is) {
		one.domains[d] = claimed
	}
	now, later := w.assigning()
	one.through[w.user.ID] = len(now)+len(later) > 0
	p := one.start(w.user, w.chosenNames(append(now, later...)))
	if one.outcome(ctx, &p, w.user, w.accounts()) != nil {
		return Person{}
	}
	return p
}

func (w *way) accounts() facts.Accounts {
	list := slices.Clone(w.others.is)
	if w.account.err == nil {
		list = append(list, w.account.is)
	}
	return facts.NewAccounts(list...)
}

// chosenNames are the person's groups that are pushed or assigned, or are to be.
func (w *way) chosenNames(assigning []okta.Group) []string {
	names := facts.Names(slices.Concat(w.pushed(), assigning))
	slices.Sort(names)
	return slices.Compact(names)
}
