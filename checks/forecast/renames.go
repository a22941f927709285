package forecast

import (
	"context"
	"errors"
	"slices"
	"sort"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/okta"
)

// Renames forecasts a change of the app's user name format: SSOBefore and
// SSOAfter for everyone assigned now and every active member of assign, and
// what would become of them with the new name. to is the new template, such as
// `user.email` or `${source.email}`. The Okta profile of someone assigned one
// by one is read with a call of its own.
func Renames(ctx context.Context, f *facts.Facts, to string, assign []okta.Group) (Forecast, error) {
	w, err := look(ctx, f, nil, assign)
	if err != nil {
		return Forecast{}, err
	}
	users, err := w.everyone(ctx)
	if err != nil {
		return Forecast{}, err
	}
	accounts, err := w.lookPeople(ctx, users)
	if err != nil {
		return Forecast{}, err
	}
	in, err := w.memberships(ctx, assign)
	if err != nil {
		return Forecast{}, err
	}
	after := facts.ParseSource(to)
	var out Forecast
	for u := range users.All() {
		if !u.Active() {
			continue
		}
		p := w.start(u, in[u.ID])
		p.SSOAfter = after.Of(u)
		p.UserName = p.SSOAfter
		if err := w.outcome(ctx, &p, u, accounts); err != nil {
			return Forecast{}, err
		}
		if !w.app.Has(u.ID) {
			// Who is not assigned yet has no sign-on name that could change.
			p.SSOBefore = ""
		}
		out.People = append(out.People, p)
	}
	w.sharing(out.People)
	out.Counts = counts(out.People)
	return out, nil
}

// everyone are the members of the groups to assign and all who are assigned.
func (w *world) everyone(ctx context.Context) (facts.Users, error) {
	groups := append([]okta.Group(nil), w.assign...)
	assigned, err := w.f.AssignedGroups(ctx)
	if err != nil && !errors.Is(err, facts.ErrNoApp) {
		return facts.Users{}, err
	}
	members, err := w.f.MembersOf(ctx, append(groups, assigned...))
	if err != nil {
		return facts.Users{}, err
	}
	users := slices.Collect(members.All())
	seen := map[string]bool{}
	for _, u := range users {
		seen[u.ID] = true
	}
	for a := range w.app.All() {
		if seen[a.ID] {
			continue
		}
		u, err := w.f.User(ctx, a.ID)
		if err != nil {
			return facts.Users{}, err
		}
		users = append(users, u)
	}
	sort.Slice(users, func(i, j int) bool {
		if users[i].Profile.Login != users[j].Profile.Login {
			return users[i].Profile.Login < users[j].Profile.Login
		}
		return users[i].ID < users[j].ID
	})
	return facts.NewUsers(users...), nil
}
