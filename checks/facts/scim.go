package facts

import (
	"context"
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/provision-cli/provision/checks/assume"
	"github.com/provision-cli/provision/checks/facts/texts"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/scim"
)

// SCIMUsers are the people of the directory, found by each of their names; the zero value holds nobody.
type SCIMUsers struct {
	texts                                 *texts.Store
	list                                  texts.List[record]
	byID, byUserName, byExternal, byEmail texts.Index
}

type record struct {
	id, userName, external, email, display, account texts.Ref
	inactive                                        bool
}

// SCIMUsers reads all people of the directory. What groups a record says that
// it is in is not kept: SCIMGroups says who is in a group.
func (f *Facts) SCIMUsers(ctx context.Context) (*SCIMUsers, error) {
	return read(ctx, &f.scimUsers, f.scim, func(ctx context.Context, r *scim.Reader) (*SCIMUsers, error) {
		out := &SCIMUsers{texts: f.texts}
		var of int
		if err := stream(f, "people in the directory", &of, r.UsersOf(ctx, &of), out.keep); err != nil {
			return nil, err
		}
		return out, nil
	})
}

// NewSCIMUsers keeps these records, in this order; of two with the same name the last is found.
func NewSCIMUsers(list ...scim.User) *SCIMUsers {
	out := &SCIMUsers{texts: &texts.Store{}}
	for _, u := range list {
		out.keep(u)
	}
	return out
}

func (s *SCIMUsers) keep(u scim.User) {
	k := s.texts.Keep
	at := s.list.Add(record{
		id: k(u.ID), userName: k(u.UserName), external: k(u.ExternalID), email: k(u.Email), display: k(u.DisplayName), account: k(u.AccountID), inactive: !u.Active,
	})
	s.byID.Put(u.ID, at, s.id)
	s.byUserName.Put(strings.ToLower(u.UserName), at, s.userName)
	if u.ExternalID != "" {
		s.byExternal.Put(u.ExternalID, at, s.external)
	}
	if u.Email != "" {
		s.byEmail.Put(strings.ToLower(u.Email), at, s.email)
	}
}

func (s *SCIMUsers) id(at int) string { return s.texts.Of(s.list.At(at).id) }
func (s *SCIMUsers) userName(at int) string {
	return strings.ToLower(s.texts.Of(s.list.At(at).userName))
}
func (s *SCIMUsers) external(at int) string { return s.texts.Of(s.list.At(at).external) }
func (s *SCIMUsers) email(at int) string    { return strings.ToLower(s.texts.Of(s.list.At(at).email)) }

func (s *SCIMUsers) at(i int) scim.User {
	k, of := s.list.At(i), s.texts.Of
	return scim.User{
		ID: of(k.id), UserName: of(k.userName), ExternalID: of(k.external), Email: of(k.email), DisplayName: of(k.display), AccountID: of(k.account), Active: !k.inactive,
	}
}

func (s *SCIMUsers) pointer(i int) *scim.User {
	if i < 0 {
		return nil
	}
	u := s.at(i)
	return &u
}

// Len is how many records there are.
func (s *SCIMUsers) Len() int { return s.list.Len() }

// All are the records in the order the directory lists them.
func (s *SCIMUsers) All() iter.Seq[scim.User] {
	return func(yield func(scim.User) bool) {
		for i := range s.list.Len() {
			if !yield(s.at(i)) {
				return
			}
		}
	}
}

// ByID is the record with an id, nil where there is none.
func (s *SCIMUsers) ByID(id string) *scim.User { return s.pointer(s.byID.One(id, s.id)) }

// ByUserName is the record with a user name, letter case aside, nil where there is none.
func (s *SCIMUsers) ByUserName(name string) *scim.User {
	return s.pointer(s.byUserName.One(strings.ToLower(name), s.userName))
}

// ByExternal is the record that bears an Okta user id, nil where there is none.
func (s *SCIMUsers) ByExternal(userID string) *scim.User {
	return s.pointer(s.byExternal.One(userID, s.external))
}

// ByEmail is the record with a primary address, letter case aside, nil where there is none.
func (s *SCIMUsers) ByEmail(address string) *scim.User {
	return s.pointer(s.byEmail.One(strings.ToLower(address), s.email))
}

// Of finds the record of a person: by the id that Okta remembers, by the Okta
// id that the record remembers, then by user name. Nil where there is none.
func (s *SCIMUsers) Of(userID string, a okta.AppUser) *scim.User {
	return s.pointer(s.place(userID, a.ExternalID, a.UserName))
}

func (s *SCIMUsers) place(userID, externalID, userName string) int {
	if externalID != "" {
		if i := s.byID.One(externalID, s.id); i >= 0 {
			return i
		}
	}
	if i := s.byExternal.One(userID, s.external); i >= 0 {
		return i
	}
	if userName == "" {
		return -1
	}
	return s.byUserName.One(strings.ToLower(userName), s.userName)
}

// SCIMGroup is a group of the directory; nil is a group that is not there, which holds nobody.
type SCIMGroup struct {
	ID, DisplayName string

	texts   *texts.Store
	members []texts.Ref
	once    sync.Once
	sorted  []texts.Ref
}

// Len is how many members the group has.
func (g *SCIMGroup) Len() int {
	if g == nil {
		return 0
	}
	return len(g.members)
}

// Members are the ids of the members' records.
func (g *SCIMGroup) Members() iter.Seq[string] {
	return func(yield func(string) bool) {
		if g == nil {
			return
		}
		for _, m := range g.members {
			if !yield(g.texts.Of(m)) {
				return
			}
		}
	}
}

// Has says whether the record with an id is a member.
func (g *SCIMGroup) Has(id string) bool {
	if g == nil {
		return false
	}
	ref, known := g.texts.Find(id)
	if !known {
		return false
	}
	g.once.Do(func() {
		g.sorted = slices.Clone(g.members)
		slices.Sort(g.sorted)
	})
	_, has := slices.BinarySearch(g.sorted, ref)
	return has
}

// SCIMGroups are the groups of the directory; the zero value holds none.
type SCIMGroups struct {
	list   []*SCIMGroup
	byName map[string]*SCIMGroup
}

// NewSCIMGroups keeps these groups, in this order; of two with the same name the last is found.
func NewSCIMGroups(list ...scim.Group) *SCIMGroups {
	out, store := &SCIMGroups{}, &texts.Store{}
	for _, g := range list {
		out.keep(store, g)
	}
	return out
}

func (s *SCIMGroups) keep(store *texts.Store, g scim.Group) {
	kept := &SCIMGroup{ID: g.ID, DisplayName: g.DisplayName, texts: store, members: make([]texts.Ref, 0, len(g.Members))}
	for _, id := range g.Members {
		kept.members = append(kept.members, store.Keep(id))
	}
	if s.byName == nil {
		s.byName = map[string]*SCIMGroup{}
	}
	s.list = append(s.list, kept)
	s.byName[strings.ToLower(g.DisplayName)] = kept
}

// All are the groups in the order the directory lists them.
func (s *SCIMGroups) All() iter.Seq[*SCIMGroup] { return slices.Values(s.list) }

// Named finds a group by its name, letter case aside, as Atlassian compares names.
func (s *SCIMGroups) Named(name string) *SCIMGroup { return s.byName[strings.ToLower(name)] }

// SCIMGroups reads all groups of the directory with their members.
func (f *Facts) SCIMGroups(ctx context.Context) (*SCIMGroups, error) {
	return read(ctx, &f.scimGroups, f.scim, func(ctx context.Context, r *scim.Reader) (*SCIMGroups, error) {
		out := &SCIMGroups{}
		var of int
		if err := stream(f, "groups in the directory", &of, r.GroupsOf(ctx, &of), func(g scim.Group) { out.keep(f.texts, g) }); err != nil {
			return nil, err
		}
		return out, nil
	})
}

// SCIMConfig asks the directory for its ServiceProviderConfig: an answer
// proves that base URL and key belong together.
func (f *Facts) SCIMConfig(ctx context.Context) (scim.Config, error) {
	return read(ctx, &f.scimConfig, f.scim, func(ctx context.Context, r *scim.Reader) (scim.Config, error) {
		found, err := r.Config(ctx)
		if err == nil {
			f.sources.Assumed.Tell(assume.SCIMConfig, !found.Raw, "not the object of RFC 7643")
		}
		return found, err
	})
}
