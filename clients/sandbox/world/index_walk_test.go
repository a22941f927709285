package world

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

// TestDirectoryIndexesAgree changes records at random and compares every look-up with a search through the list.
func TestDirectoryIndexesAgree(t *testing.T) {
	t.Parallel()
	keys := []string{"a", "b", "c", "d"}
	walk(t, func() (func(*rand.Rand), func() string) {
		d, ids := &Directory{}, 0
		g := &SCIMGroup{ID: "g", DisplayName: "everybody"}
		d.AddGroup(g)
		step := func(r *rand.Rand) {
			name, external := pick(r, keys), pick(r, keys)
			switch {
			case r.IntN(3) == 0 && len(d.Users) > 0:
				d.RemoveUser(pick(r, d.Users))
			case d.UserNamed(name) != nil || d.UserWithExternalID(external) != nil:
			case r.IntN(2) == 0 && len(d.Users) > 0:
				u := pick(r, d.Users)
				oldName, oldExternal := u.UserName, u.ExternalID
				u.UserName, u.ExternalID = name, external
				d.Reindex(u, oldName, oldExternal)
			default:
				ids++
				u := &SCIMUser{ID: strconv.Itoa(ids), UserName: name}
				if r.IntN(3) > 0 {
					u.ExternalID = external
				}
				d.AddUser(u)
				g.Join(u.ID)
			}
		}
		return step, func() string {
			for _, key := range keys {
				var byName, byExternal *SCIMUser
				for _, u := range d.Users {
					if u.UserName == key {
						byName = u
					}
					if u.ExternalID == key {
						byExternal = u
					}
				}
				if d.UserNamed(key) != byName || d.UserWithExternalID(key) != byExternal {
					return key + " is not found, or somebody else is"
				}
			}
			for _, u := range d.Users {
				if d.User(u.ID) != u || !g.Has(u.ID) {
					return u.ID + " is lost"
				}
			}
			if len(g.Members) != len(d.Users) || len(d.userByID) != len(d.Users) {
				return "a removed record is still a member, or found by id"
			}
			if d.UserWithExternalID("") != nil {
				return "a record without externalId is found by the empty one"
			}
			return ""
		}
	})
}

// TestAddressesFindTheirAccount changes addresses at random; an address belongs to whoever got it last, in any case.
func TestAddressesFindTheirAccount(t *testing.T) {
	t.Parallel()
	addresses := []string{"ana@a.example", "ANA@a.example", "ken@a.example", "Ken@B.example", "eva@b.example"}
	walk(t, func() (func(*rand.Rand), func() string) {
		a, owner := &Atlassian{}, map[string]*Account{}
		step := func(r *rand.Rand) {
			email := pick(r, addresses)
			other := owner[strings.ToLower(email)]
			if r.IntN(2) == 0 && len(a.Accounts) > 0 {
				acc := pick(r, a.Accounts)
				if other != nil && other != acc {
					return
				}
				delete(owner, strings.ToLower(acc.Email))
				a.ChangeEmail(acc, email)
				owner[strings.ToLower(email)] = acc
				return
			}
			if other == nil {
				acc := &Account{ID: strconv.Itoa(len(a.Accounts)), Email: email}
				a.AddAccount(acc)
				owner[strings.ToLower(email)] = acc
			}
		}
		return step, func() string {
			for _, email := range []string{"Ana@A.example", "ken@a.example", "ken@b.example", "EVA@b.example"} {
				if a.AccountWithEmail(email) != owner[strings.ToLower(email)] {
					return email + " belongs to somebody else"
				}
			}
			for _, acc := range a.Accounts {
				if a.Account(acc.ID) != acc {
					return acc.ID + " is lost"
				}
			}
			return ""
		}
	})
}

// TestTheNewOwnerKeepsTheAddress is what happens when an account gives up an address that another has taken meanwhile.
func TestTheNewOwnerKeepsTheAddress(t *testing.T) {
	t.Parallel()
	a := &Atlassian{}
	first, second := &Account{ID: "1", Email: "ana@a.example"}, &Account{ID: "2", Email: "x@a.example"}
	a.AddAccount(first)
	a.AddAccount(second)
	a.ChangeEmail(second, "Ana@a.example")
	a.ChangeEmail(first, "old@a.example")
	if a.AccountWithEmail("ana@a.example") != second || a.AccountWithEmail("old@a.example") != first || a.AccountWithEmail("x@a.example") != nil {
		t.Error("an address is lost with the account that had it before")
	}
	d := &Directory{}
	was, now := &SCIMUser{ID: "1", UserName: "ana", ExternalID: "00u1"}, &SCIMUser{ID: "2", UserName: "x", ExternalID: "00u2"}
	d.AddUser(was)
	d.AddUser(now)
	now.UserName, now.ExternalID = "ana", "00u1"
	d.Reindex(now, "x", "00u2")
	was.UserName, was.ExternalID = "old", "00u0"
	d.Reindex(was, "ana", "00u1")
	if d.UserNamed("ana") != now || d.UserWithExternalID("00u1") != now || d.UserNamed("old") != was || d.UserNamed("x") != nil {
		t.Error("a userName is lost with the record that had it before")
	}
	was.ExternalID = "00u1"
	d.RemoveUser(was)
	if d.UserWithExternalID("00u1") != now || d.UserNamed("old") != nil || d.User("1") != nil || len(d.Users) != 1 {
		t.Error("an externalId is lost with a removed record that had it too")
	}
}

// TestRemovingOneOfTwoGroups tells groups of one name apart: Okta and the organization may hold several.
func TestRemovingOneOfTwoGroups(t *testing.T) {
	t.Parallel()
	w := New(1, nil)
	o, a, d := &w.Okta, &w.Atlassian, &Directory{}
	for _, id := range []string{"1", "2"} {
		o.AddGroup(&Group{ID: id, Name: "Team"})
		a.AddGroup(&OrgGroup{ID: id, Name: "Team"})
		d.AddGroup(&SCIMGroup{ID: id, DisplayName: "Team"})
	}
	if o.GroupNamed("Team").ID != "1" || a.GroupNamed("TEAM").ID != "1" || d.GroupNamed("Team").ID != "1" {
		t.Error("the first of a name is not the oldest")
	}
	o.RemoveGroup("1")
	a.RemoveGroup("1")
	d.RemoveGroup("1")
	o.RemoveGroup("none")
	a.RemoveGroup("none")
	d.RemoveGroup("none")
	if o.GroupNamed("Team").ID != "2" || a.GroupNamed("team").ID != "2" || d.GroupNamed("Team").ID != "2" {
		t.Error("the second of a name is not found once the first is gone")
	}
	if o.Group("1") != nil || a.Group("1") != nil || d.Group("1") != nil || len(o.Groups)+len(a.Groups)+len(d.Groups) != 3 {
		t.Error("a removed group leaves traces")
	}
	if d.GroupNamed("team") != nil || o.GroupNamed("team") != nil {
		t.Error("Okta and the directory tell names apart by case")
	}
}
