package facts

import (
	"context"
	"strings"

	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/scim"
)

// SCIMUsers are the people of the directory, found by each of their names.
type SCIMUsers struct {
	List       []scim.User
	ByID       map[string]*scim.User
	ByUserName map[string]*scim.User // lower case
	ByExternal map[string]*scim.User // the Okta user id that Okta wrote as externalId
	ByEmail    map[string]*scim.User // primary address, lower case
}

// SCIMUsers reads all people of the directory.
func (f *Facts) SCIMUsers(ctx context.Context) (*SCIMUsers, error) {
	return read(ctx, &f.scimUsers, f.scim, func(ctx context.Context, r *scim.Reader) (*SCIMUsers, error) {
		list, err := collect(r.Users(ctx))
		if err != nil {
			return nil, err
		}
		return indexUsers(list), nil
	})
}

func indexUsers(list []scim.User) *SCIMUsers {
	out := &SCIMUsers{
		List: list, ByID: make(map[string]*scim.User, len(list)), ByUserName: make(map[string]*scim.User, len(list)),
		ByExternal: make(map[string]*scim.User, len(list)), ByEmail: make(map[string]*scim.User, len(list)),
	}
	for i := range list {
		u := &list[i]
		out.ByID[u.ID] = u
		out.ByUserName[strings.ToLower(u.UserName)] = u
		if u.ExternalID != "" {
			out.ByExternal[u.ExternalID] = u
		}
		if u.Email != "" {
			out.ByEmail[strings.ToLower(u.Email)] = u
		}
	}
	return out
}

// Of finds the record of a person: by the id that Okta remembers, by the Okta
// id that the record remembers, then by user name. Nil where there is none.
func (s *SCIMUsers) Of(userID string, a okta.AppUser) *scim.User {
	if u := s.ByID[a.ExternalID]; u != nil && a.ExternalID != "" {
		return u
	}
	if u := s.ByExternal[userID]; u != nil {
		return u
	}
	if a.UserName == "" {
		return nil
	}
	return s.ByUserName[strings.ToLower(a.UserName)]
}

// SCIMGroups are the groups of the directory.
type SCIMGroups struct {
	List   []scim.Group
	ByID   map[string]*scim.Group
	byName map[string]*scim.Group
}

// Named finds a group by its name, letter case aside, as Atlassian compares names.
func (s *SCIMGroups) Named(name string) *scim.Group { return s.byName[strings.ToLower(name)] }

// SCIMGroups reads all groups of the directory with their members.
func (f *Facts) SCIMGroups(ctx context.Context) (*SCIMGroups, error) {
	return read(ctx, &f.scimGroups, f.scim, func(ctx context.Context, r *scim.Reader) (*SCIMGroups, error) {
		list, err := collect(r.Groups(ctx))
		if err != nil {
			return nil, err
		}
		out := &SCIMGroups{List: list, ByID: make(map[string]*scim.Group, len(list)), byName: make(map[string]*scim.Group, len(list))}
		for i := range list {
			out.ByID[list[i].ID] = &list[i]
			out.byName[strings.ToLower(list[i].DisplayName)] = &list[i]
		}
		return out, nil
	})
}

// SCIMConfig asks the directory for its ServiceProviderConfig: an answer
// proves that base URL and key belong together.
func (f *Facts) SCIMConfig(ctx context.Context) (scim.Config, error) {
	return read(ctx, &f.scimConfig, f.scim, func(ctx context.Context, r *scim.Reader) (scim.Config, error) { return r.Config(ctx) })
}
