package okta_test

import (
	"errors"
	"iter"
	"testing"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/sandbox"
)

// inSandbox starts a stand-in of both vendors; neither side shares code with the other.
func inSandbox(t *testing.T, o sandbox.Options) *okta.Client {
	t.Helper()
	s, err := sandbox.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	base, err := okta.ParseURL(s.Addresses().OktaURL)
	if err != nil {
		t.Fatal(err)
	}
	return okta.NewClient(base, clients.NewSecret(s.Addresses().OktaToken), clients.Transport(clients.TransportOptions{Service: "okta"}))
}

func all[T any](t *testing.T, what string, seq iter.Seq2[T, error]) []T {
	t.Helper()
	var out []T
	for item, err := range seq {
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		out = append(out, item)
	}
	if len(out) == 0 {
		t.Errorf("%s: none", what)
	}
	return out
}

func must[T any](t *testing.T, what string) func(T, error) T {
	t.Helper()
	return func(item T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		return item
	}
}

func TestReaderReadsASandboxThatIsReady(t *testing.T) {
	t.Parallel()
	c, ctx := inSandbox(t, sandbox.Options{Scenario: "ready", Users: 60}), t.Context()
	if got := must[okta.Organization](t, "organization")(c.Organization(ctx)); got.ID == "" {
		t.Errorf("got %+v", got)
	}
	me := must[okta.User](t, "me")(c.Me(ctx))
	if me.ID == "" || !me.Active() {
		t.Errorf("got %+v", me)
	}
	app := all(t, "apps", c.Apps(ctx, okta.AppQuery{Name: "atlassian"}))[0]
	if app.Name != "atlassian" || app.UserName.Template == "" {
		t.Errorf("got %+v", app)
	}
	users := all(t, "app users", c.AppUsers(ctx, app.ID))
	if u := must[okta.AppUser](t, "app user")(c.AppUser(ctx, app.ID, users[0].ID)); u.UserName != users[0].UserName || u.UserName == "" {
		t.Errorf("got %+v and %+v", u, users[0])
	}
	assigned := all(t, "app groups", c.AppGroups(ctx, app.ID))[0]
	group := must[okta.Group](t, "group")(c.Group(ctx, assigned.ID))
	if named := must[[]okta.Group](t, "groups named")(c.GroupsNamed(ctx, group.Name)); len(named) != 1 || named[0].ID != group.ID {
		t.Errorf("got %+v", named)
	}
	for _, m := range all(t, "members", c.Members(ctx, group.ID)) {
		if m.ID == "" || m.Attribute("email") == "" {
			t.Errorf("got %+v", m)
		}
	}
	for _, m := range all(t, "push mappings", c.PushMappings(ctx, app.ID)) {
		if again := must[okta.PushMapping](t, "push mapping")(c.PushMapping(ctx, app.ID, m.ID)); again.GroupID != m.GroupID || m.Created.IsZero() {
			t.Errorf("got %+v and %+v", m, again)
		}
	}
	kind := must[okta.UserType](t, "user type")(c.DefaultUserType(ctx))
	mapping := all(t, "mappings", c.ProfileMappings(ctx, kind.ID, app.ID))[0]
	if whole := must[okta.ProfileMapping](t, "mapping")(c.ProfileMapping(ctx, mapping.ID)); len(whole.Properties) == 0 {
		t.Errorf("got %+v", whole)
	}
	if s := must[okta.Schema](t, "schema")(c.AppSchema(ctx, app.ID)); len(s.Properties) == 0 {
		t.Errorf("got %+v", s)
	}
}

func TestClientChangesASandbox(t *testing.T) {
	t.Parallel()
	c, ctx := inSandbox(t, sandbox.Options{Scenario: "ready", Users: 60}), t.Context()
	app := all(t, "apps", c.Apps(ctx, okta.AppQuery{Name: "atlassian"}))[0]
	want := okta.UsernameTemplate{Template: "user.login", Type: "CUSTOM", PushStatus: "PUSH"}
	before, after, err := c.ReplaceUsernameTemplate(ctx, app.ID, want)
	if err != nil || string(before) != string(app.Raw) || after.UserName.Template != want.Template || len(after.Features) != len(app.Features) {
		t.Errorf("got %+v, %v", after, err)
	}
	assigned := map[string]bool{}
	for _, g := range all(t, "app groups", c.AppGroups(ctx, app.ID)) {
		assigned[g.ID] = true
	}
	for _, m := range all(t, "push mappings", c.PushMappings(ctx, app.ID)) {
		assigned[m.GroupID] = true
	}
	for _, g := range all(t, "groups", c.Groups(ctx, okta.GroupQuery{Stats: true})) {
		if assigned[g.ID] || g.Type != "OKTA_GROUP" {
			continue
		}
		if got, err := c.AssignGroup(ctx, app.ID, g.ID); err != nil || got.ID != g.ID {
			t.Errorf("got %+v, %v", got, err)
		}
		m, err := c.CreatePushMapping(ctx, app.ID, g.ID, g.Name)
		if err != nil || m.GroupID != g.ID {
			t.Fatalf("got %+v, %v", m, err)
		}
		if m, err = c.SetPushMapping(ctx, app.ID, m.ID, "INACTIVE"); err != nil || m.Status != "INACTIVE" {
			t.Errorf("got %+v, %v", m, err)
		}
		return
	}
	t.Error("no group is left to push")
}

func TestRefusalsOfASandbox(t *testing.T) {
	t.Parallel()
	c, ctx := inSandbox(t, sandbox.Options{Users: 60}), t.Context()
	if _, err := c.App(ctx, "0oa000000000000000"); !errors.Is(err, clients.ErrNotFound) {
		t.Errorf("got %v", err)
	}
	s, err := sandbox.Start(ctx, sandbox.Options{Users: 60})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	base, err := okta.ParseURL(s.Addresses().OktaURL)
	if err != nil {
		t.Fatal(err)
	}
	wrong := okta.NewReader(base, clients.NewSecret("00-not-a-token"), nil)
	if _, err := wrong.Me(ctx); !errors.Is(err, clients.ErrDenied) {
		t.Errorf("got %v", err)
	}
}
