package facts

import (
	"context"
	"iter"
	"slices"
	"strings"

	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/scim"
)

// SCIMUsers are the people of the directory, found by each of their names; the zero value holds nobody.
type SCIMUsers struct {
	list                                  []scim.User
	byID, byUserName, byExternal, byEmail map[string]*scim.User
}

// SCIMUsers reads all people of the directory.
func (f *Facts) SCIMUsers(ctx context.Context) (*SCIMUsers, error) {
	return read(ctx, &f.scimUsers, f.scim, func(ctx context.Context, r *scim.Reader) (*SCIMUsers, error) {
		list, err := collect(r.Users(ctx))
		if err != nil {
			return nil, err
		}
		return NewSCIMUsers(list...), nil
	})
}

// NewSCIMUsers keeps these records, in this order; of two with the same name the last is found.
func NewSCIMUsers(list ...scim.User) *SCIMUsers {
	out := &SCIMUsers{
		list: list, byID: make(map[string]*scim.User, len(list)), byUserName: make(map[string]*scim.User, len(list)),
		byExternal: make(map[string]*scim.User, len(list)), byEmail: make(map[string]*scim.User, len(list)),
	}
	for i := range list {
		u := &list[i]
		out.byID[u.ID] = u
		out.byUserName[strings.ToLower(u.UserName)] = u
		if u.ExternalID != "" {
			out.byExternal[u.ExternalID] = u
		}
		if u.Email != "" {
			out.byEmail[strings.ToLower(u.Email)] = u
		}
	}
	return out
}

// Len is how many records there are.
func (s *SCIMUsers) Len() int { return len(s.list) }

// All are the records in the order the directory lists them.
func (s *SCIMUsers) All() iter.Seq[scim.User] { return slices.Values(s.list) }

// ByID is the record with an id, nil where there is none.
func (s *SCIMUsers) ByID(id string) *scim.User { return s.byID[id] }

// ByUserName is the record with a user name, letter case aside, nil where there is none.
func (s *SCIMUsers) ByUserName(name string) *scim.User { return s.byUserName[strings.ToLower(name)] }

// ByExternal is the record that bears an Okta user id, nil where there is none.
func (s *SCIMUsers) ByExternal(userID string) *scim.User { return s.byExternal[userID] }

// ByEmail is the record with a primary address, letter case aside, nil where there is none.
func (s *SCIMUsers) ByEmail(address string) *scim.User { return s.byEmail[strings.ToLower(address)] }

// Of finds the record of a person: by the id that Okta remembers, by the Okta
// id that the record remembers, then by user name. Nil where there is none.
func (s *SCIMUsers) Of(userID string, a okta.AppUser) *scim.User {
	if u := s.ByID(a.ExternalID); u != nil && a.ExternalID != "" {
		return u
	}
	if u := s.ByExternal(userID); u != nil {
		return u
	}
	if a.UserName == "" {
		return nil
	}
	return s.ByUserName(a.UserName)
}

// SCIMGroup is a group of the directory; nil is a group that is not there, which holds nobody.
type SCIMGroup struct {
	ID, DisplayName string
	members         []string
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
	if g == nil {
		return func(func(string) bool) {}
	}
	return slices.Values(g.members)
}

// Has says whether the record with an id is a member.
func (g *SCIMGroup) Has(id string) bool { return g != nil && slices.Contains(g.members, id) }

// SCIMGroups are the groups of the directory; the zero value holds none.
type SCIMGroups struct {
	list   []*SCIMGroup
	byName map[string]*SCIMGroup
}

// NewSCIMGroups keeps these groups, in this order; of two with the same name the last is found.
func NewSCIMGroups(list ...scim.Group) *SCIMGroups {
	out := &SCIMGroups{byName: make(map[string]*SCIMGroup, len(list))}
	for _, g := range list {
		kept := &SCIMGroup{ID: g.ID, DisplayName: g.DisplayName, members: g.Members}
		out.list = append(out.list, kept)
		out.byName[strings.ToLower(g.DisplayName)] = kept
	}
	return out
}

// All are the groups in the order the directory lists them.
func (s *SCIMGroups) All() iter.Seq[*SCIMGroup] { return slices.Values(s.list) }

// Named finds a group by its name, letter case aside, as Atlassian compares names.
func (s *SCIMGroups) Named(name string) *SCIMGroup { return s.byName[strings.ToLower(name)] }

// SCIMGroups reads all groups of the directory with their members.
func (f *Facts) SCIMGroups(ctx context.Context) (*SCIMGroups, error) {
	return read(ctx, &f.scimGroups, f.scim, func(ctx context.Context, r *scim.Reader) (*SCIMGroups, error) {
		list, err := collect(r.Groups(ctx))
		if err != nil {
			return nil, err
		}
		return NewSCIMGroups(list...), nil
	})
}

// SCIMConfig asks the directory for its ServiceProviderConfig: an answer
// proves that base URL and key belong together.
func (f *Facts) SCIMConfig(ctx context.Context) (scim.Config, error) {
	return read(ctx, &f.scimConfig, f.scim, func(ctx context.Context, r *scim.Reader) (scim.Config, error) { return r.Config(ctx) })
}
