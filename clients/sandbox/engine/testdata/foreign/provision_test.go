package foreign

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/clients/scim"
)

// The groups that every world has.
const (
	assigned = "atlassian-test-users"
	pushed   = "atlassian-test-jira-users"
)

// bench is a stand-in Okta whose app points at the foreign server.
type bench struct {
	t       *testing.T
	server  *server
	sandbox *sandbox.Sandbox
	okta    *okta.Client
	scim    *scim.Reader
	app     string
}

func start(t *testing.T, family string) *bench {
	t.Helper()
	s, err := sandbox.Start(t.Context(), sandbox.Options{Users: 40, Groups: 8, Variants: map[string]string{"engine": family}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	a := s.Addresses()
	base, err := url.Parse(a.OktaURL)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, server: serve(t), sandbox: s, okta: okta.NewClient(base, clients.NewSecret(a.OktaToken), nil)}
	b.scim = scim.NewReader(b.server.base, clients.NewSecret(key), nil)
	b.operate("add-app")
	for app, err := range b.okta.Apps(t.Context(), okta.AppQuery{Name: "atlassian"}) {
		if err != nil {
			t.Fatal(err)
		}
		b.app = app.ID
	}
	return b
}

func (b *bench) operate(action string) {
	b.t.Helper()
	if _, err := b.sandbox.Operate(b.t.Context(), action); err != nil {
		b.t.Fatal(err)
	}
}

// connect types the foreign server's URL and a key into the console, and returns the console's status.
func (b *bench) connect(with string) int {
	b.t.Helper()
	return b.send(http.MethodPost, b.sandbox.Addresses().ConsoleURL+"/actions/enter-credentials",
		"application/x-www-form-urlencoded", url.Values{"app": {b.app}, "base_url": {b.server.base.String()}, "api_key": {with}}.Encode())
}

// change asks the stand-in Okta for something that the program never does.
func (b *bench) change(method, path, body string) {
	b.t.Helper()
	if status := b.send(method, b.sandbox.Addresses().OktaURL+"/api/v1"+path, "application/json", body); status >= 300 {
		b.t.Fatalf("%s %s: %d", method, path, status)
	}
	b.settle()
}

func (b *bench) send(method, address, kind, body string) int {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Authorization", "SSWS "+b.sandbox.Addresses().OktaToken)
	r.Header.Set("Content-Type", kind)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	return res.StatusCode
}

func (b *bench) settle() {
	b.t.Helper()
	if err := b.sandbox.Settle(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) group(name string) okta.Group {
	b.t.Helper()
	list, err := b.okta.GroupsNamed(b.t.Context(), name)
	if err != nil || len(list) != 1 {
		b.t.Fatalf("groups named %s: %v, %v", name, list, err)
	}
	return list[0]
}

// members are the active people of an Okta group by id.
func (b *bench) members(id string) map[string]okta.User {
	b.t.Helper()
	people := map[string]okta.User{}
	for u, err := range b.okta.Members(b.t.Context(), id) {
		if err != nil {
			b.t.Fatal(err)
		}
		if u.Active() {
			people[u.ID] = u
		}
	}
	return people
}

// users are the foreign server's users by external id, as our reader sees them.
func (b *bench) users() map[string]scim.User {
	b.t.Helper()
	list := map[string]scim.User{}
	for u, err := range b.scim.Users(b.t.Context()) {
		if err != nil {
			b.t.Fatal(err)
		}
		list[u.ExternalID] = u
	}
	return list
}

// joined returns who of an Okta group's people is a member of the foreign group of that name.
func (b *bench) joined(ctx context.Context, name string) []string {
	b.t.Helper()
	g, err := b.scim.GroupNamed(ctx, name)
	if err != nil {
		b.t.Fatal(err)
	}
	var ids []string
	for id, u := range b.users() {
		if slices.Contains(g.Members, u.ID) {
			ids = append(ids, id)
		}
	}
	if len(ids) != len(g.Members) {
		b.t.Errorf("%s has members %v, known are %v", name, g.Members, ids)
	}
	slices.Sort(ids)
	return ids
}
