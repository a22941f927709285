package facts

import (
	"context"
	"iter"
	"time"

	"github.com/provision-cli/provision/checks/facts/texts"
	"github.com/provision-cli/provision/clients/okta"
)

// AppUsers are the people assigned to the app; the zero value holds nobody.
type AppUsers struct {
	texts   *texts.Store
	list    texts.List[assignment]
	byID    texts.Index
	profile texts.Attributes
}

type assignment struct {
	id, external, userName                texts.Ref
	scope, status, sync, group, groupName texts.Ref
	created, synced                       uint32 // seconds since 1970, 0: never
	profile                               texts.Set
}

// NewAppUsers keeps these assignments, in this order.
func NewAppUsers(list ...okta.AppUser) *AppUsers {
	out := &AppUsers{texts: &texts.Store{}}
	for _, u := range list {
		out.keep(u)
	}
	return out
}

func (a *AppUsers) keep(u okta.AppUser) {
	k := a.texts.Keep
	kept := assignment{
		id: k(u.ID), external: k(u.ExternalID), userName: k(u.UserName), scope: k(u.Scope), status: k(u.Status), sync: k(u.SyncState),
		group: k(u.GroupID), groupName: k(u.GroupName), created: seconds(u.Created), synced: seconds(u.LastSync),
	}
	if profile, ok := u.Profile.(okta.AttributeMap); ok {
		by := make(map[string]string, len(profile))
		for name := range profile {
			by[name] = profile.Attribute(name)
		}
		kept.profile = a.profile.Keep(a.texts, by)
	}
	a.byID.Put(u.ID, a.list.Add(kept), a.id)
}

func (a *AppUsers) id(at int) string { return a.texts.Of(a.list.At(at).id) }

func (a *AppUsers) at(i int) okta.AppUser {
	k, of := a.list.At(i), a.texts.Of
	return okta.AppUser{
		ID: of(k.id), ExternalID: of(k.external), UserName: of(k.userName), Scope: of(k.scope), Status: of(k.status), SyncState: of(k.sync),
		GroupID: of(k.group), GroupName: of(k.groupName), Created: instant(k.created), LastSync: instant(k.synced), Profile: keptProfile{a, k.profile},
	}
}

// keptProfile is what the app keeps of a person.
type keptProfile struct {
	of  *AppUsers
	set texts.Set
}

// Attribute returns the text of a variable.
func (p keptProfile) Attribute(name string) string { return p.of.profile.Text(p.of.texts, p.set, name) }

// seconds are enough to tell when somebody arrived.
func seconds(t time.Time) uint32 {
	if t.Unix() <= 0 {
		return 0
	}
	return uint32(min(t.Unix(), 1<<32-1)) //nolint:gosec // bounded on both sides
}

func instant(seconds uint32) time.Time {
	if seconds == 0 {
		return time.Time{}
	}
	return time.Unix(int64(seconds), 0).UTC()
}

// Len is how many people are assigned.
func (a *AppUsers) Len() int { return a.list.Len() }

// All are the assignments in the order Okta lists them.
func (a *AppUsers) All() iter.Seq[okta.AppUser] {
	return func(yield func(okta.AppUser) bool) {
		for i := range a.list.Len() {
			if !yield(a.at(i)) {
				return
			}
		}
	}
}

// Of is the assignment of an Okta user, the zero value where there is none.
func (a *AppUsers) Of(userID string) okta.AppUser {
	if i := a.place(userID); i >= 0 {
		return a.at(i)
	}
	return okta.AppUser{}
}

// Has says whether an Okta user is assigned.
func (a *AppUsers) Has(userID string) bool { return a.place(userID) >= 0 }

func (a *AppUsers) place(userID string) int { return a.byID.One(userID, a.id) }

// AppUsers are the people assigned to the app, directly or through a group.
func (f *Facts) AppUsers(ctx context.Context) (*AppUsers, error) {
	return ofApp(ctx, f, &f.appUsers, func(ctx context.Context, r *okta.Reader, app okta.App) (*AppUsers, error) {
		out := &AppUsers{texts: f.texts}
		err := stream(f, "people assigned to the app", nil, r.AppUsers(ctx, app.ID), out.keep)
		if err != nil {
			return nil, err
		}
		return out, nil
	})
}
