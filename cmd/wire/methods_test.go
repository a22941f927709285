package wire

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/okta/oauth"
	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/clients/scim"
	"github.com/provision-cli/provision/clients/site"
)

// ids are what the calls need of a world that is set up.
type ids struct {
	app, user, person, login, group, free, pushed, mapping, profile string // Okta's
	org, directory, orgGroup, workspace, email                      string // Atlassian's
	record, scimGroup, userName, groupName                          string // the directory's
}

// known reads the ids from a ready world, and makes room for the writes.
func known(t *testing.T, s *sandbox.Sandbox) ids {
	t.Helper()
	w := s.World()
	w.Lock()
	defer w.Unlock()
	app, a := w.AtlassianApp(), &w.Atlassian
	d, m := a.Directories[0], app.Mappings[0]
	k := ids{
		app: app.ID, user: w.Okta.Tokens[0].OwnerID, group: app.Groups[0].GroupID, pushed: m.GroupID, mapping: m.ID,
		org: a.OrgID, workspace: a.Workspaces[0].ARI, groupName: m.TargetName, directory: a.UserDirectoryID,
	}
	for _, p := range app.Profile {
		if p.SourceType == "user" {
			k.profile = p.ID
		}
	}
	for _, g := range w.Okta.Groups {
		if app.Group(g.ID) == nil && g.ID != m.GroupID && len(g.Members) > 0 && a.GroupNamed(g.Name) == nil {
			k.free = g.ID
		}
	}
	u := app.Users[0]
	k.person, k.userName, k.record = u.UserID, u.UserName, u.ExternalID
	k.login, k.email = w.Okta.User(u.UserID).Login, w.Okta.User(u.UserID).Email
	k.scimGroup, k.orgGroup = d.GroupNamed(m.TargetName).ID, a.GroupNamed(m.TargetName).ID
	return k
}

// call is one use of a client's method.
type call func(context.Context) error

// all reads a list to its end.
func all[T any](items iter.Seq2[T, error]) error {
	for _, err := range items {
		if err != nil {
			return err
		}
	}
	return nil
}

func only[T any](_ T, err error) error { return err }

func oktaReads(r *okta.Reader, k ids) map[string]call {
	return map[string]call{
		"Organization":    func(c context.Context) error { return only(r.Organization(c)) },
		"Org":             func(c context.Context) error { return only(r.Org(c)) },
		"Me":              func(c context.Context) error { return only(r.Me(c)) },
		"Roles":           func(c context.Context) error { return only(r.Roles(c, k.user)) },
		"Tokens":          func(c context.Context) error { return all(r.Tokens(c)) },
		"Apps":            func(c context.Context) error { return all(r.Apps(c, okta.AppQuery{Q: "Atlassian"})) },
		"App":             func(c context.Context) error { return only(r.App(c, k.app)) },
		"Connection":      func(c context.Context) error { return only(r.Connection(c, k.app)) },
		"Feature":         func(c context.Context) error { return only(r.Feature(c, k.app)) },
		"DefaultUserType": func(c context.Context) error { return only(r.DefaultUserType(c)) },
		"ProfileMappings": func(c context.Context) error { return all(r.ProfileMappings(c, "", k.app)) },
		"ProfileMapping":  func(c context.Context) error { return only(r.ProfileMapping(c, k.profile)) },
		"AppSchema":       func(c context.Context) error { return only(r.AppSchema(c, k.app)) },
		"Groups":          func(c context.Context) error { return all(r.Groups(c, okta.GroupQuery{Stats: true})) },
		"GroupsNamed":     func(c context.Context) error { return only(r.GroupsNamed(c, k.groupName)) },
		"Group":           func(c context.Context) error { return only(r.Group(c, k.group)) },
		"GroupApps":       func(c context.Context) error { return all(r.GroupApps(c, k.group)) },
		"Members":         func(c context.Context) error { return all(r.Members(c, k.group)) },
		"User":            func(c context.Context) error { return only(r.User(c, k.login)) },
		"Users": func(c context.Context) error {
			return all(r.Users(c, okta.UserQuery{Search: "profile.login eq " + okta.Quoted(k.login)}))
		},
		"UserGroups":   func(c context.Context) error { return all(r.UserGroups(c, k.person)) },
		"AppGroups":    func(c context.Context) error { return all(r.AppGroups(c, k.app)) },
		"AppUsers":     func(c context.Context) error { return all(r.AppUsers(c, k.app)) },
		"AppUser":      func(c context.Context) error { return only(r.AppUser(c, k.app, k.person)) },
		"PushMappings": func(c context.Context) error { return all(r.PushMappings(c, k.app)) },
		"PushMapping":  func(c context.Context) error { return only(r.PushMapping(c, k.app, k.mapping)) },
		"Events": func(c context.Context) error {
			return all(r.Events(c, okta.EventQuery{Filter: `target.id eq "` + k.app + `"`, Since: time.Now().Add(-time.Hour)}))
		},
	}
}

func oktaWrites(o *okta.Client, k ids) map[string]call {
	return map[string]call{
		"ReplaceUsernameTemplate": func(c context.Context) error {
			_, _, err := o.ReplaceUsernameTemplate(c, k.app, okta.UsernameTemplate{Template: "user.email", Type: "CUSTOM", PushStatus: "PUSH"})
			return err
		},
		"AssignGroup":       func(c context.Context) error { return only(o.AssignGroup(c, k.app, k.free)) },
		"CreatePushMapping": func(c context.Context) error { return only(o.CreatePushMapping(c, k.app, k.free, "wire-free")) },
		"SetPushMapping":    func(c context.Context) error { return only(o.SetPushMapping(c, k.app, k.mapping, "INACTIVE")) },
		"UnlinkPushMapping": func(c context.Context) error { return unlink(c, o, k) },
		"UpdateProfileMapping": func(c context.Context) error {
			return only(o.UpdateProfileMapping(c, k.profile, map[string]*okta.MappingProperty{"title": {Expression: "user.title", PushStatus: "PUSH"}}))
		},
	}
}

// unlink ends the free group's mapping, which CreatePushMapping may have made.
func unlink(ctx context.Context, o *okta.Client, k ids) error {
	var of okta.PushMapping
	for m, err := range o.PushMappings(ctx, k.app) {
		if err != nil {
			return err
		}
		if m.GroupID == k.free {
			of = m
		}
	}
	if of.ID == "" {
		made, err := o.CreatePushMapping(ctx, k.app, k.free, "wire-free")
		if err != nil {
			return err
		}
		of = made
	}
	if _, err := o.SetPushMapping(ctx, k.app, of.ID, "INACTIVE"); err != nil {
		return err
	}
	return o.UnlinkPushMapping(ctx, k.app, of.ID)
}

func adminReads(r *atlassian.Reader, k ids) map[string]call {
	return map[string]call{
		"Orgs":        func(c context.Context) error { return all(r.Orgs(c)) },
		"Domains":     func(c context.Context) error { return all(r.Domains(c, k.org)) },
		"Directories": func(c context.Context) error { return all(r.Directories(c, k.org)) },
		"Groups":      func(c context.Context) error { return all(r.Groups(c, k.org, atlassian.GroupQuery{All: true})) },
		"RoleAssignments": func(c context.Context) error {
			return all(r.RoleAssignments(c, k.org, k.directory, k.orgGroup))
		},
		"Users": func(c context.Context) error {
			return all(r.Users(c, k.org, atlassian.UserQuery{Emails: []string{k.email}, PlatformRoles: true}))
		},
		"ManagedAccounts": func(c context.Context) error { return all(r.ManagedAccounts(c, k.org)) },
		"Workspaces":      func(c context.Context) error { return all(r.Workspaces(c, k.org)) },
		"SCIMLinks":       func(c context.Context) error { return only(r.SCIMLinks(c, k.org, k.email)) },
		"Keys":            func(c context.Context) error { return all(r.Keys(c, k.org)) },
	}
}

func adminWrites(a *atlassian.Client, k ids) map[string]call {
	return map[string]call{
		"AssignRole": func(c context.Context) error {
			return a.AssignRole(c, k.org, k.directory, k.orgGroup, atlassian.RoleUser, k.workspace)
		},
	}
}

func scimReads(r *scim.Reader, k ids) map[string]call {
	return map[string]call{
		"Config":    func(c context.Context) error { return only(r.Config(c)) },
		"Users":     func(c context.Context) error { return all(r.Users(c)) },
		"User":      func(c context.Context) error { return only(r.User(c, k.record)) },
		"UserNamed": func(c context.Context) error { return only(r.UserNamed(c, k.userName)) },
		"UserWithExternalID": func(c context.Context) error {
			if _, err := r.UserWithExternalID(c, k.person); err != nil && !errors.Is(err, clients.ErrNotFound) {
				return err
			}
			return nil
		},
		"Groups":     func(c context.Context) error { return all(r.Groups(c)) },
		"Group":      func(c context.Context) error { return only(r.Group(c, k.scimGroup)) },
		"GroupNamed": func(c context.Context) error { return only(r.GroupNamed(c, k.groupName)) },
		"UsersOf":    func(c context.Context) error { return listed(c, r.UsersOf) },
		"GroupsOf":   func(c context.Context) error { return listed(c, r.GroupsOf) },
		"UserTotal": func(c context.Context) error {
			n, err := r.UserTotal(c)
			if err == nil && n == 0 {
				return errors.New("a directory that is set up holds nobody")
			}
			return err
		},
	}
}

// listed reads a list to its end and holds it against the length that the directory gives.
func listed[T any](ctx context.Context, of func(context.Context, *int) iter.Seq2[T, error]) error {
	total, n := 0, 0
	for _, err := range of(ctx, &total) {
		if err != nil {
			return err
		}
		n++
	}
	if n == 0 || n != total {
		return fmt.Errorf("%d read of %d", n, total)
	}
	return nil
}

func siteReads(r *site.Reader, k ids) map[string]call {
	return map[string]call{
		"ApplicationRoles": func(c context.Context) error { return only(r.ApplicationRoles(c)) },
		"Administer":       func(c context.Context) error { return only(r.Administer(c)) },
		"GroupMembers":     func(c context.Context) error { return all(r.GroupMembers(c, k.orgGroup)) },
		"GroupsWithAccess": func(c context.Context) error { return all(r.GroupsWithAccess(c, "jira-software")) },
	}
}

// surface is every method of every client, reads apart from writes.
type surface struct{ reads, writes []map[string]call }

// open builds the clients as a session does and checks that no method of theirs is left out.
func open(t *testing.T, b *bench, readOnly bool) surface {
	t.Helper()
	a, k := b.sandbox.Addresses(), known(t, b.sandbox)
	over := func(base http.RoundTripper, service string) http.RoundTripper {
		return clients.Transport(clients.TransportOptions{Service: service, Base: base, Share: 1, ReadOnly: readOnly, Allow: atlassian.ReadRoutes()})
	}
	rt := func(service string) http.RoundTripper { return over(nil, service) }
	o := okta.NewClient(parse(t, a.OktaURL), clients.NewSecret(a.OktaToken), rt("okta"))
	org := atlassian.NewClient(parse(t, a.AtlassianAPIURL), clients.NewSecret(a.AtlassianAPIKey), rt("admin"))
	dir := scim.NewReader(parse(t, a.SCIMBaseURL), clients.NewSecret(a.SCIMAPIKey), rt("scim"))
	place := site.NewReader(parse(t, a.SiteURL), a.SiteEmail, clients.NewSecret(a.SiteToken), rt("site"))
	s := surface{
		reads:  []map[string]call{oktaReads(o.Reader, k), adminReads(org.Reader, k), scimReads(dir, k), siteReads(place, k)},
		writes: []map[string]call{oktaWrites(o, k), adminWrites(org, k)},
	}
	s.reads[0]["ClientRoles"] = func(c context.Context) error {
		return only(okta.NewAppClient(parse(t, a.OktaURL), a.OktaClientID, over(signed(t, a), "okta")).ClientRoles(c))
	}
	whole(t, o, s.reads[0], s.writes[0])
	whole(t, org, s.reads[1], s.writes[1])
	whole(t, dir, s.reads[2])
	whole(t, place, s.reads[3])
	return s
}

// signed adds the access token of the org's service app, which alone asks for its own roles.
func signed(t *testing.T, a sandbox.Addresses) http.RoundTripper {
	t.Helper()
	key, err := oauth.ParseKey(clients.NewSecret(a.OktaPrivateKey), a.OktaPrivateKeyID)
	if err != nil {
		t.Fatal(err)
	}
	app := oauth.App{ClientID: a.OktaClientID, Key: key, Scopes: oauth.ReadScopes(), Optional: oauth.OptionalScopes()}
	return oauth.NewTransport(parse(t, a.OktaURL), app, oauth.Options{Base: http.DefaultTransport})
}

// whole fails for a method that asks the service and that no call uses.
func whole(t *testing.T, client any, calls ...map[string]call) {
	t.Helper()
	typ := reflect.TypeOf(client)
	for m := range typ.Methods() {
		if asks(m) && !slices.ContainsFunc(calls, func(c map[string]call) bool { return c[m.Name] != nil }) {
			t.Errorf("%s.%s is called by nothing here", typ, m.Name)
		}
	}
}

// asks says whether a method can send a request: all that do take a context.
func asks(m reflect.Method) bool {
	return m.Type.NumIn() > 1 && m.Type.In(1) == reflect.TypeFor[context.Context]()
}

func parse(t *testing.T, text string) *url.URL {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// everyMethod calls each method of each client once.
func everyMethod(t *testing.T, l *ledger) {
	t.Helper()
	b := start(t, sandbox.Options{Scenario: "ready", Variants: map[string]string{"roles": "listed", "features-endpoint": "answers"}})
	s := open(t, b, false)
	b.sandbox.World().Lock()
	owner := b.sandbox.World().Okta.Tokens[0]
	owner.Roles = append(owner.Roles, "SUPER_ADMIN") // only a super admin may list the tokens
	b.sandbox.World().Unlock()
	for _, calls := range append(s.reads, s.writes...) {
		for name, f := range calls {
			if err := f(t.Context()); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	b.settle()
	l.hold(t, methodsRun, "", b.take())
}
