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
	accounts, err := w.f.OrgUsers(ctx, w.addresses(members))
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

// memberships are the names of the chosen groups of each person, sorted.
func (w *world) memberships(ctx context.Context, groups []okta.Group) (map[string][]string, error) {
	out := map[string][]string{}
	for _, g := range groups {
		members, err := w.f.Members(ctx, g.ID)
		if err != nil {
			return nil, err
		}
		for u := range members.All() {
			if !slices.Contains(out[u.ID], g.Name) {
				out[u.ID] = append(out[u.ID], g.Name)
			}
		}
	}
	for _, names := range out {
		slices.Sort(names)
	}
	return out, nil
}

// addresses are all under which one of these people may have an account.
func (w *world) addresses(members facts.Users) []string {
	var out []string
	for u := range members.All() {
		for _, a := range w.names(u) {
			if strings.Contains(a, "@") && !slices.Contains(out[max(0, len(out)-3):], a) {
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

// outcome follows one person the way Okta and Atlassian would.
func (w *world) outcome(ctx context.Context, p *Person, u okta.User, accounts facts.Accounts) error {
	switch {
	case !u.Active():
		p.fate(AbsentInactive, "inactive in Okta ("+u.Status+"), so never sent")
		return nil
	case !w.isAssigned(*p):
		p.fate(AbsentUnassigned, "in a pushed group, but not assigned to the app, so never sent")
		return nil
	}
	if problem := unusable(*p); problem != "" {
		p.fate(Unusable, problem)
		return nil
	}
	w.domain(p)
	if record := w.record(u, *p); record != nil {
		w.known(p, record, accounts)
		return nil
	}
	return w.fresh(ctx, p, accounts)
}

func (w *world) isAssigned(p Person) bool {
	if w.app.Has(p.ID) {
		return true
	}
	for _, g := range w.assign {
		if slices.Contains(p.Groups, g.Name) {
			return true
		}
	}
	return false
}

func (p *Person) fate(o Outcome, problem string) {
	p.Outcome = o
	if problem != "" {
		p.Problems = append(p.Problems, problem)
	}
}

// maxAddress is Okta's limit of an app's user name.
const maxAddress = 100

func unusable(p Person) string {
	switch {
	case p.UserName == "":
		return "the user name format gives no user name"
	case facts.EmailDomain(p.Email) == "" || strings.ContainsAny(p.Email, " \t,;"):
		return "the primary e-mail is no address: " + p.Email
	case len(p.Email) > maxAddress || len(p.UserName) > maxAddress:
		return "the address has more than 100 characters"
	}
	return ""
}

// domain notes who will count as external.
func (w *world) domain(p *Person) {
	if d := facts.EmailDomain(p.Email); !w.domains[d] {
		p.Problems = append(p.Problems, d+" is no domain of the organization: the account stays external")
	}
}
