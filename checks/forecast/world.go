package forecast

import (
	"context"
	"errors"
	"slices"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/okta"
)

// world is everything a forecast reads, both tenants side by side.
type world struct {
	f            *facts.Facts
	push, assign []okta.Group
	app          *facts.AppUsers
	users        *facts.SCIMUsers
	records      *facts.SCIMGroups
	format       facts.Source // the app's user name
	primary      facts.Source // SCIM's primary e-mail
	mappings     map[string]okta.PushMapping
	assigned     map[string]bool // groups assigned now or chosen to be
	through      map[string]bool // people whom an assigned group gives the app
	protected    map[string]string
	domains      map[string]string // the organization's own: claimed, verified or foreign
	asked        map[string]bool   // domains of which the claim was asked for
	strict       bool              // a site that does not answer is an error
}

func newWorld(f *facts.Facts, push, assign []okta.Group) *world {
	return &world{
		f: f, push: push, assign: assign, assigned: map[string]bool{}, mappings: map[string]okta.PushMapping{},
		through: map[string]bool{}, domains: map[string]string{}, asked: map[string]bool{},
	}
}

func look(ctx context.Context, f *facts.Facts, push, assign []okta.Group) (*world, error) {
	w := newWorld(f, push, assign)
	f.Ahead(ctx, slices.Concat(push, assign))
	if err := facts.Together(ctx, w.lookOkta, w.lookDirectory, w.lookOrganization); err != nil {
		return nil, err
	}
	return w, w.lookProtected(ctx)
}

// lookOkta reads the app. Before there is one nobody is assigned, and the user
// name is what the e-mail step will make it.
func (w *world) lookOkta(ctx context.Context) error {
	w.primary = w.f.EmailSource(ctx)
	for _, g := range w.assign {
		w.assigned[g.ID] = true
	}
	app, err := w.f.App(ctx)
	if errors.Is(err, facts.ErrNoApp) {
		w.app, w.format = &facts.AppUsers{}, w.primary
		return nil
	}
	if err != nil {
		return err
	}
	w.format = facts.ParseSource(app.UserName.Template)
	if w.app, err = w.f.AppUsers(ctx); err != nil {
		return err
	}
	return w.lookGroups(ctx)
}

func (w *world) lookGroups(ctx context.Context) error {
	mappings, err := w.f.PushMappings(ctx)
	if err != nil {
		return err
	}
	for _, m := range mappings {
		w.mappings[m.GroupID] = m
	}
	groups, err := w.f.AppGroups(ctx)
	for _, g := range groups {
		w.assigned[g.ID] = true
	}
	return err
}

// lookDirectory reads the directory; before there is one it is empty.
func (w *world) lookDirectory(ctx context.Context) (err error) {
	if !w.f.HasSCIM() {
		w.users, w.records = &facts.SCIMUsers{}, &facts.SCIMGroups{}
		return nil
	}
	if w.users, err = w.f.SCIMUsers(ctx); err != nil {
		return err
	}
	w.records, err = w.f.SCIMGroups(ctx)
	return err
}

func (w *world) lookOrganization(ctx context.Context) error {
	list, err := w.f.Domains(ctx)
	if err != nil {
		return err
	}
	for _, d := range list {
		w.domains[key(d.Name)] = foreign
		if d.Status == "verified" {
			w.domains[key(d.Name)] = verified
		}
	}
	return nil
}

// lookProtected gathers whom no change may touch unseen: the organization's
// admins, the owner of the Okta token, and whom the admin named.
func (w *world) lookProtected(ctx context.Context) error {
	w.protected = map[string]string{}
	admins, err := w.f.Admins(ctx)
	if err != nil && !errors.Is(err, facts.ErrRolesHidden) {
		return err
	}
	for _, a := range admins {
		w.protect(a.Email, "organization admin")
	}
	// A service app has no owner; any other reason shows in okta-reachable.
	if me, err := w.f.Me(ctx); err == nil {
		w.protect(me.Profile.Login, "owner of the Okta token")
		w.protect(me.Profile.Email, "owner of the Okta token")
	}
	for _, name := range w.f.Intent().Protect {
		w.protect(name, "named with --protect")
	}
	return nil
}

func (w *world) protect(name, why string) {
	if name != "" && w.protected[key(name)] == "" {
		w.protected[key(name)] = why
	}
}
