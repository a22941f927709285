package scale

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/clients/sandbox/world"
	"github.com/provision-cli/provision/clients/scim"
	"github.com/provision-cli/provision/clients/site"
)

// tenants are a sandbox in which everybody is assigned and provisioned, and many groups are pushed.
type tenants struct {
	box   *sandbox.Sandbox
	at    sandbox.Addresses
	app   string
	meter *clients.Meter
}

// grown starts tenants of so many people and groups, of which so many more are pushed.
func grown(t *testing.T, people, groups, pushed int) *tenants {
	t.Helper()
	box, err := sandbox.Start(t.Context(), sandbox.Options{Scenario: "ready", Users: people, Groups: groups})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	g := &tenants{box: box, at: box.Addresses(), meter: &clients.Meter{}}
	w := box.World()
	w.Lock()
	g.app = w.AtlassianApp().ID
	everyone := w.Okta.GroupNamed("Everyone").ID
	var push []*world.Group
	for _, group := range w.Okta.Groups {
		if group.Type == "OKTA_GROUP" && len(push) < pushed && !strings.HasPrefix(group.Name, "atlassian-test") {
			push = append(push, group)
		}
	}
	w.Unlock()
	g.send(t, http.MethodPut, "/groups/"+everyone, `{}`)
	g.settle(t)
	for _, group := range push {
		g.send(t, http.MethodPost, "/group-push/mappings", fmt.Sprintf(`{"sourceGroupId":%q,"status":"ACTIVE","targetGroupName":%q}`, group.ID, group.Name))
	}
	g.settle(t)
	return g
}

// send changes the app as its admin would, past the client under test.
func (g *tenants) send(t *testing.T, method, at, body string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, g.at.OktaURL+"/api/v1/apps/"+g.app+at, bytes.NewBufferString(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "SSWS "+g.at.OktaToken)
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Fatalf("%s %s: %s", method, at, res.Status)
	}
}

func (g *tenants) settle(t *testing.T) {
	t.Helper()
	ctx, done := context.WithTimeout(t.Context(), 10*time.Minute)
	defer done()
	if err := g.box.Settle(ctx); err != nil {
		t.Fatal(err)
	}
}

// facts are a fresh reading through a transport that refuses writes and counts.
func (g *tenants) facts(t *testing.T, tell func(facts.Progress)) *facts.Facts {
	t.Helper()
	base := func(text string) *url.URL {
		u, err := url.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		return u
	}
	rt := func(service string) http.RoundTripper {
		return clients.Transport(clients.TransportOptions{Service: service, ReadOnly: true, Allow: atlassian.ReadRoutes(), Meter: g.meter})
	}
	src := facts.Sources{
		Okta:      okta.NewReader(base(g.at.OktaURL), clients.NewSecret(g.at.OktaToken), rt("okta")),
		Atlassian: atlassian.NewReader(base(g.at.AtlassianAPIURL), clients.NewSecret(g.at.AtlassianAPIKey), rt("admin")),
		SCIM:      scim.NewReader(base(g.at.SCIMBaseURL), clients.NewSecret(g.at.SCIMAPIKey), rt("scim")),
		Sites:     []facts.SiteSource{{URL: g.at.SiteURL, Reader: site.NewReader(base(g.at.SiteURL), g.at.SiteEmail, clients.NewSecret(g.at.SiteToken), rt("site"))}},
		Meter:     g.meter, OnProgress: tell,
	}
	return facts.New(src, facts.Intent{}, facts.Kept{DirectoryID: path.Base(g.at.SCIMBaseURL)}, time.Now())
}

// budget is how many calls of each service an audit or a forecast may make, from what the world really holds.
func (g *tenants) budget() map[string]int {
	w := g.box.World()
	w.Lock()
	defer w.Unlock()
	app, d := w.AtlassianApp(), w.Atlassian.Directories[0]
	scope := map[string]bool{}
	for _, a := range app.Groups {
		scope[a.GroupID] = true
	}
	for _, m := range app.Mappings {
		scope[m.GroupID] = true
	}
	members := 0
	for id := range scope {
		members += max(1, pages(len(w.Okta.Group(id).Members), 200))
	}
	return map[string]int{
		"okta":  members + pages(len(app.Users), 500) + pages(len(w.Okta.Groups), 200) + 20,
		"scim":  pages(len(d.Users), 100) + pages(len(d.Groups), 100) + 10,
		"admin": pages(len(w.Atlassian.Accounts), 100) + pages(len(w.Atlassian.Groups), 100) + len(scope) + 10,
	}
}

func pages(n, of int) int { return (n + of - 1) / of }
