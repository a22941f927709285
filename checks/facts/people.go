package facts

import (
	"context"
	"iter"
	"slices"
	"sort"
	"strings"

	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/scim"
)

// Person is one person as both sides know them.
type Person struct {
	ID       string
	User     okta.User    // zero when no list of the run holds them: see Known
	Known    bool         // User was read
	App      okta.AppUser // zero when not assigned
	Assigned bool         // assigned to the app
	Record   *scim.User   // nil when not in the directory
	Groups   []string     // names of the given groups that they are in
}

// Name is the person's name, else what is known of them.
func (p Person) Name() string {
	if name := strings.TrimSpace(p.User.Profile.FirstName + " " + p.User.Profile.LastName); name != "" {
		return name
	}
	return p.Login()
}

// Login is the person's Okta login, else the app's user name, else the id.
func (p Person) Login() string {
	switch {
	case p.User.Profile.Login != "":
		return p.User.Profile.Login
	case p.App.UserName != "":
		return p.App.UserName
	}
	return p.ID
}

// gone are the states of an assignment that is no longer one.
var gone = map[string]bool{"DEPROVISIONED": true, "INACTIVE": true, "REVOKED": true, "SUSPENDED": true, "UNASSIGNED": true}

// Active says whether Okta would send this person.
func (p Person) Active() bool {
	if p.Known {
		return p.User.Active()
	}
	return !gone[p.App.Status]
}

// Joined are people as both sides know them, sorted by login.
type Joined struct {
	list []Person
}

// Len is how many they are.
func (j Joined) Len() int { return len(j.list) }

// All are the people, sorted by login.
func (j Joined) All() iter.Seq[Person] { return slices.Values(j.list) }

// Joined are the members of the given groups and, with everyone, all others
// who are assigned to the app, each joined with their assignment and their
// record. Both tenants are read side by side. They are sorted by login.
func (f *Facts) Joined(ctx context.Context, groups []okta.Group, everyone bool) (Joined, error) {
	var users *AppUsers
	var records *SCIMUsers
	err := Together(ctx,
		func(ctx context.Context) (err error) { users, err = f.AppUsers(ctx); return err },
		func(ctx context.Context) (err error) { records, err = f.SCIMUsers(ctx); return err })
	if err != nil {
		return Joined{}, err
	}
	byID, err := f.membersByID(ctx, groups)
	if err != nil {
		return Joined{}, err
	}
	for id, p := range byID {
		p.App, p.Assigned = users.Of(id), users.Has(id)
	}
	if everyone {
		for u := range users.All() {
			if byID[u.ID] == nil {
				byID[u.ID] = &Person{ID: u.ID, App: u, Assigned: true}
			}
		}
	}
	out := make([]Person, 0, len(byID))
	for _, p := range byID {
		p.Record = records.Of(p.ID, p.App)
		out = append(out, *p)
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Login() != out[j].Login() {
			return out[i].Login() < out[j].Login()
		}
		return out[i].ID < out[j].ID
	})
	return Joined{list: out}, nil
}

func (f *Facts) membersByID(ctx context.Context, groups []okta.Group) (map[string]*Person, error) {
	out := map[string]*Person{}
	for _, g := range groups {
		members, err := f.Members(ctx, g.ID)
		if err != nil {
			return nil, err
		}
		for u := range members.All() {
			p := out[u.ID]
			if p == nil {
				p = &Person{ID: u.ID, User: u, Known: true}
				out[u.ID] = p
			}
			p.Groups = append(p.Groups, g.Name)
		}
	}
	return out, nil
}
