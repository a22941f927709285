package facts

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/provision-cli/provision/checks/facts/texts"
	"github.com/provision-cli/provision/clients/okta"
)

// crowd keeps everybody of Okta once, whatever lists they are in, and hands
// them out as okta.User. It is safe for concurrent use.
type crowd struct {
	texts *texts.Store

	mu    sync.RWMutex
	list  texts.List[user]
	byID  texts.Index
	extra texts.Attributes
}

// user is a person of Okta: the usual attributes, and those of others that somebody will ask for.
type user struct {
	id, status                          texts.Ref
	login, email, second                texts.Ref
	first, last, display                texts.Ref
	timezone, locale, preferredLanguage texts.Ref
	extra                               texts.Set
}

func newCrowd(store *texts.Store) *crowd { return &crowd{texts: store} }

// keep notes a person, with those other attributes that are wanted, and returns their place.
func (c *crowd) keep(u okta.User, wanted func(string) bool) uint32 {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at := c.byID.One(u.ID, c.id); at >= 0 {
		return uint32(at)
	}
	k, p := c.texts.Keep, u.Profile
	kept := user{
		id: k(u.ID), status: k(u.Status), login: k(p.Login), email: k(p.Email), second: k(p.SecondEmail), first: k(p.FirstName), last: k(p.LastName),
		display: k(p.DisplayName), timezone: k(p.Timezone), locale: k(p.Locale), preferredLanguage: k(p.PreferredLanguage),
	}
	var more map[string]string
	for name := range p.Extra {
		if wanted == nil || wanted(name) {
			if more == nil {
				more = map[string]string{}
			}
			more[name] = u.Attribute(name)
		}
	}
	if more != nil {
		kept.extra = c.extra.Keep(c.texts, more)
	}
	at := c.list.Add(kept)
	c.byID.Add(u.ID, at, c.id)
	return uint32(at)
}

// id is for the index, which holds the lock.
func (c *crowd) id(at int) string { return c.texts.Of(c.list.At(at).id) }

func (c *crowd) len() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.list.Len()
}

func (c *crowd) idOf(at uint32) string {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.id(int(at))
}

// place is where a person is, -1 for nowhere.
func (c *crowd) place(id string) int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.byID.One(id, c.id)
}

func (c *crowd) loginOf(at uint32) (login, id string) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	u := c.list.At(int(at))
	return c.texts.Of(u.login), c.texts.Of(u.id)
}

func (c *crowd) at(at uint32) okta.User {
	c.mu.RLock()
	defer c.mu.RUnlock()
	k, of := c.list.At(int(at)), c.texts.Of
	u := okta.User{ID: of(k.id), Status: of(k.status), Profile: okta.UserProfile{
		Login: of(k.login), Email: of(k.email), SecondEmail: of(k.second), FirstName: of(k.first), LastName: of(k.last),
		DisplayName: of(k.display), Timezone: of(k.timezone), Locale: of(k.locale), PreferredLanguage: of(k.preferredLanguage),
	}}
	if names := c.extra.Names(k.extra); len(names) > 0 {
		u.Profile.Extra = make(map[string]any, len(names))
		for _, name := range names {
			u.Profile.Extra[name] = c.extra.Text(c.texts, k.extra, name)
		}
	}
	return u
}

// Users are people of Okta; the zero value holds nobody.
type Users struct {
	crowd *crowd
	at    []uint32
}

// NewUsers keeps these people, in this order.
func NewUsers(list ...okta.User) Users {
	out := Users{crowd: newCrowd(&texts.Store{})}
	for _, u := range list {
		out.at = append(out.at, out.crowd.keep(u, nil))
	}
	return out
}

// Len is how many they are.
func (l Users) Len() int { return len(l.at) }

// All are the people in the order of the list.
func (l Users) All() iter.Seq[okta.User] {
	return func(yield func(okta.User) bool) {
		for _, at := range l.at {
			if !yield(l.crowd.at(at)) {
				return
			}
		}
	}
}

// byLogin sorts people and leaves out who is in twice.
func (c *crowd) byLogin(at []uint32) Users {
	slices.Sort(at)
	at = slices.Clip(slices.Compact(at))
	slices.SortFunc(at, func(a, b uint32) int {
		loginA, idA := c.loginOf(a)
		loginB, idB := c.loginOf(b)
		return cmp.Or(strings.Compare(loginA, loginB), strings.Compare(idA, idB))
	})
	return Users{crowd: c, at: at}
}
