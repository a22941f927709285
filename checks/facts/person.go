package facts

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/scim"
)

// The readings of this file are about one person, a call or two each, however
// large the tenants are. Nothing of them is remembered: who follows a person
// asks each once.

// someLeast is how many people who are named alike are read at most.
const someLeast = 200

// PeopleNamed are the people in Okta whom a text names: by login, e-mail
// address or id, else by name; deactivated ones too. It may be nobody, or several.
func (f *Facts) PeopleNamed(ctx context.Context, name string) ([]okta.User, error) {
	name = strings.TrimSpace(name)
	if name == "" {
		return nil, nil
	}
	found, err := f.people(ctx, namedSearch(name))
	if err != nil {
		return nil, err
	}
	exact := slices.DeleteFunc(slices.Clone(found), func(u okta.User) bool {
		return !strings.EqualFold(u.Profile.Login, name) && !strings.EqualFold(u.Profile.Email, name)
	})
	switch {
	case len(exact) > 0:
		return exact, nil
	case len(found) > 0 || strings.ContainsAny(name, " /") || strings.EqualFold(name, "me"):
		return found, nil
	}
	// The search may be some seconds behind; the look-up is not, and knows ids too.
	r, err := f.okta()
	if err != nil {
		return nil, err
	}
	u, err := r.User(ctx, name)
	if errors.Is(err, clients.ErrNotFound) || err == nil && u.ID == "" {
		return nil, nil
	}
	return []okta.User{u}, err
}

// namedSearch finds a text as login, address, or name, the given and the family name in either order.
func namedSearch(name string) string {
	q := okta.Quoted(name)
	terms := []string{"profile.login eq " + q, "profile.email eq " + q}
	words := strings.Fields(name)
	if len(words) == 1 {
		terms = append(terms, "profile.firstName eq "+q, "profile.lastName eq "+q)
	}
	for i := 1; i < min(len(words), 4); i++ {
		a, b := okta.Quoted(strings.Join(words[:i], " ")), okta.Quoted(strings.Join(words[i:], " "))
		terms = append(terms, "(profile.firstName eq "+a+" and profile.lastName eq "+b+")", "(profile.firstName eq "+b+" and profile.lastName eq "+a+")")
	}
	return strings.Join(terms, " or ")
}

// PeopleNear are people in Okta whose login, address or name begins as the
// text does; at most 200, in Okta's order.
func (f *Facts) PeopleNear(ctx context.Context, name string) ([]okta.User, error) {
	words := strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(" .@_-", r) })
	var terms []string
	for _, w := range words[:min(2, len(words))] {
		start := okta.Quoted(string([]rune(w)[:min(3, len([]rune(w)))]))
		for _, field := range []string{"login", "email", "firstName", "lastName"} {
			terms = append(terms, "profile."+field+" sw "+start)
		}
	}
	if len(terms) == 0 {
		return nil, nil
	}
	return f.people(ctx, strings.Join(terms, " or "))
}

func (f *Facts) people(ctx context.Context, search string) ([]okta.User, error) {
	r, err := f.okta()
	if err != nil {
		return nil, err
	}
	var out []okta.User
	for u, err := range r.Users(ctx, okta.UserQuery{Search: search}) {
		if err != nil {
			return nil, err
		}
		if out = append(out, u); len(out) == someLeast {
			break
		}
	}
	return ordered(out, func(u okta.User) string { return strings.ToLower(u.Profile.Login) + "\x00" + u.ID }), nil
}

// GroupsOf are the Okta groups that a person is in, by name.
func (f *Facts) GroupsOf(ctx context.Context, userID string) ([]okta.Group, error) {
	r, err := f.okta()
	if err != nil {
		return nil, err
	}
	found, err := collect(r.UserGroups(ctx, userID))
	return ordered(found, func(g okta.Group) string { return g.Name + "\x00" + g.ID }), err
}

// AppUser is a person's assignment to the app; clients.ErrNotFound where they are not assigned.
func (f *Facts) AppUser(ctx context.Context, userID string) (okta.AppUser, error) {
	app, err := f.App(ctx)
	if err != nil {
		return okta.AppUser{}, err
	}
	r, err := f.okta()
	if err != nil {
		return okta.AppUser{}, err
	}
	a, err := r.AppUser(ctx, app.ID, userID)
	if err == nil && a.ID == "" {
		err = fmt.Errorf("read the assignment of %s: the answer is no assignment", userID)
	}
	return a, err
}

// RecordOf is a person's record in the directory, found as SCIMUsers.Of finds
// it: by the id that Okta remembers, by the Okta id that the record remembers,
// then by user name. Nil where there is none.
func (f *Facts) RecordOf(ctx context.Context, userID string, a okta.AppUser, userName string) (*scim.User, error) {
	r, err := f.scim()
	if err != nil {
		return nil, err
	}
	asks := []func() (scim.User, error){
		func() (scim.User, error) { return r.User(ctx, a.ExternalID) },
		func() (scim.User, error) { return r.UserWithExternalID(ctx, userID) },
		func() (scim.User, error) { return r.UserNamed(ctx, userName) },
	}
	for i, known := range []string{a.ExternalID, userID, userName} {
		if known == "" {
			continue
		}
		u, err := asks[i]()
		if err == nil && u.ID != "" {
			return &u, nil
		}
		// No such record is one thing; a search that is answered 404 says that there is no such directory.
		_, refused := errors.AsType[*clients.Error](err)
		if err != nil && (!errors.Is(err, clients.ErrNotFound) || refused && i > 0) {
			return nil, err
		}
	}
	return nil, nil
}

// SCIMGroupNamed is one group of the directory with its members; clients.ErrNotFound where there is none.
func (f *Facts) SCIMGroupNamed(ctx context.Context, name string) (scim.Group, error) {
	r, err := f.scim()
	if err != nil {
		return scim.Group{}, err
	}
	return r.GroupNamed(ctx, name)
}

// Account is one account that the organization knows, by its id; clients.ErrNotFound where there is none.
func (f *Facts) Account(ctx context.Context, id string) (atlassian.User, error) {
	r, err := f.atlassian()
	if err != nil {
		return atlassian.User{}, err
	}
	org, err := f.Org(ctx)
	if err != nil {
		return atlassian.User{}, err
	}
	for u, err := range r.Users(ctx, org.ID, atlassian.UserQuery{AccountIDs: []string{id}}) {
		if err != nil {
			return atlassian.User{}, err
		}
		// A service that ignores the filter answers with everybody.
		if u.AccountID == id {
			return u, nil
		}
	}
	return atlassian.User{}, fmt.Errorf("search the organization's accounts for %s: %w", id, clients.ErrNotFound)
}

// ErrManyGroups says that more groups came back than anybody is in: a service
// that ignores the filter answers with all.
var ErrManyGroups = errors.New("more than 100 groups came back for one account, so they may not be its own")

// GroupsOfAccount are the groups of the organization that an account is in, by name.
func (f *Facts) GroupsOfAccount(ctx context.Context, accountID string) ([]atlassian.Group, error) {
	r, err := f.atlassian()
	if err != nil {
		return nil, err
	}
	org, err := f.Org(ctx)
	if err != nil {
		return nil, err
	}
	var out []atlassian.Group
	for g, err := range r.Groups(ctx, org.ID, atlassian.GroupQuery{AccountIDs: []string{accountID}}) {
		if err != nil {
			return nil, err
		}
		if len(out) == 100 {
			return nil, ErrManyGroups
		}
		out = append(out, g)
	}
	return ordered(out, func(g atlassian.Group) string { return strings.ToLower(g.Name) + "\x00" + g.ID }), nil
}

// ProvisioningOf are the System Log's entries of the last days about sending
// one person to the app, the oldest first. An entry names the person, or, as
// in the one real sample known, the person's user name in the app alone.
func (f *Facts) ProvisioningOf(ctx context.Context, userID, userName string, days int) ([]okta.Event, error) {
	app, err := f.App(ctx)
	if err != nil {
		return nil, err
	}
	since := f.now.Add(-time.Duration(days) * 24 * time.Hour)
	kind, target := `eventType sw "application.provision.user"`, "target.id eq "+okta.Quoted(userID)
	filter := kind + " and " + target
	if userName != "" {
		filter = kind + " and (" + target + " or target.alternateId eq " + okta.Quoted(userName) + ")"
	}
	found, err := f.eventsOf(ctx, since, filter)
	if badFilter(err) {
		found, err = f.eventsOf(ctx, since, target+" and "+kind)
	}
	if err != nil {
		return nil, err
	}
	found = slices.DeleteFunc(slices.Clone(found), func(e okta.Event) bool { return !about(e, app) })
	slices.SortStableFunc(found, func(a, b okta.Event) int { return a.Published.Compare(b.Published) })
	return found, nil
}
