package forecast

import (
	"context"
	"slices"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/okta"
)

// people forecasts everyone in the chosen groups.
func (w *world) people(ctx context.Context) ([]Person, error) {
	all := slices.Concat(w.push, w.assign)
	members, err := w.f.MembersOf(ctx, all)
	if err != nil {
		return nil, err
	}
	in, err := w.memberships(ctx, all)
	if err != nil {
		return nil, err
	}
	accounts, err := w.lookPeople(ctx, members)
	if err != nil {
		return nil, err
	}
	out := make([]Person, 0, members.Len())
	for u := range members.All() {
		p := w.start(u, in[u.ID])
		if err := w.outcome(ctx, &p, u, accounts); err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	w.sharing(out)
	return out, nil
}

// lookPeople reads the accounts of these people and asks which of their domains are claimed.
func (w *world) lookPeople(ctx context.Context, members facts.Users) (facts.Accounts, error) {
	for u := range members.All() {
		d := facts.EmailDomain(w.primary.Of(u))
		if w.domains[d] != verified || w.asked[d] {
			continue
		}
		w.asked[d] = true
		is, err := w.f.Claimed(ctx, d)
		if err != nil {
			return facts.Accounts{}, err
		}
		if is {
			w.domains[d] = claimed
		}
	}
	return w.f.OrgUsers(ctx, w.addresses(members))
}

// memberships are the names of the chosen groups of each person, sorted.
func (w *world) memberships(ctx context.Context, groups []okta.Group) (map[string][]string, error) {
	out := map[string][]string{}
	for _, g := range groups {
		members, err := w.f.Members(ctx, g.ID)
		if err != nil {
			return nil, err
		}
		for u := range members.All() {
			out[u.ID] = append(out[u.ID], g.Name)
		}
		if w.assigned[g.ID] {
			for u := range members.All() {
				w.through[u.ID] = true
			}
		}
	}
	for id, names := range out {
		slices.Sort(names)
		out[id] = slices.Compact(names)
	}
	return out, nil
}

// addresses are all under which one of these people may have an account.
func (w *world) addresses(members facts.Users) []string {
	var out []string
	for u := range members.All() {
		names := w.names(u)
		if r := w.record(u.ID, w.userName(u)); r != nil {
			names = append(names, key(r.Email))
		}
		for _, a := range names {
			if strings.Contains(a, "@") && !slices.Contains(out[max(0, len(out)-4):], a) {
				out = append(out, a)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// names are a person's primary address, sign-on name, e-mail and login, in lower case.
func (w *world) names(u okta.User) []string {
	out := []string{key(w.primary.Of(u)), key(w.userName(u)), key(u.Profile.Email), key(u.Profile.Login)}
	slices.Sort(out[1:])
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// userName is the app's user name now, else what its format would give.
func (w *world) userName(u okta.User) string {
	if a := w.app.Of(u.ID); a.UserName != "" {
		return a.UserName
	}
	return w.format.Of(u)
}

func (w *world) start(u okta.User, groups []string) Person {
	p := Person{
		ID: u.ID, Login: u.Profile.Login, Name: strings.TrimSpace(u.Profile.FirstName + " " + u.Profile.LastName),
		Email: w.primary.Of(u), UserName: w.userName(u), Groups: groups,
	}
	p.SSOBefore, p.SSOAfter = p.UserName, p.UserName
	for _, name := range w.names(u) {
		if why := w.protected[name]; why != "" {
			p.Protected = why
		}
	}
	return p
}

func (w *world) isAssigned(p Person) bool { return w.app.Has(p.ID) || w.through[p.ID] }

func (p *Person) fate(o Outcome, problem string) {
	p.Outcome = o
	p.say(problem)
}

func (p *Person) say(problem string) {
	if problem != "" {
		p.Problems = append(p.Problems, problem)
	}
}
