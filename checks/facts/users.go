package facts

import (
	"iter"
	"slices"

	"github.com/provision-cli/provision/clients/okta"
)

// Users are people of Okta; the zero value holds nobody.
type Users struct {
	list []okta.User
}

// NewUsers keeps these people, in this order.
func NewUsers(list ...okta.User) Users { return Users{list: list} }

// Len is how many they are.
func (l Users) Len() int { return len(l.list) }

// All are the people in the order of the list.
func (l Users) All() iter.Seq[okta.User] { return slices.Values(l.list) }

// AppUsers are the people assigned to the app; the zero value holds nobody.
type AppUsers struct {
	list []okta.AppUser
	byID map[string]okta.AppUser
}

// NewAppUsers keeps these assignments, in this order.
func NewAppUsers(list ...okta.AppUser) *AppUsers {
	out := &AppUsers{list: list, byID: make(map[string]okta.AppUser, len(list))}
	for _, u := range list {
		out.byID[u.ID] = u
	}
	return out
}

// Len is how many people are assigned.
func (a *AppUsers) Len() int { return len(a.list) }

// All are the assignments in the order Okta lists them.
func (a *AppUsers) All() iter.Seq[okta.AppUser] { return slices.Values(a.list) }

// Of is the assignment of an Okta user, the zero value where there is none.
func (a *AppUsers) Of(userID string) okta.AppUser { return a.byID[userID] }

// Has says whether an Okta user is assigned.
func (a *AppUsers) Has(userID string) bool {
	_, ok := a.byID[userID]
	return ok
}
