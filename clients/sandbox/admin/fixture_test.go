package admin

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/traffic"
	"github.com/provision-cli/provision/clients/sandbox/world"
)

const (
	org1   = "/admin/v1/orgs/org1"
	org2   = "/admin/v2/orgs/org1"
	groups = org2 + "/directories/ud1/groups"
	users  = org2 + "/directories/-/users"
	links  = "/admin/user-provisioning/v1/org/org1"
	jira   = "ari:cloud:jira-software::site/s1"
	wiki   = "ari:cloud:confluence::site/s1"
)

// tenant is an organization with two products on one site, and a way to talk to its API.
type tenant struct {
	t       *testing.T
	w       *world.World
	a       *world.Atlassian
	now     time.Time
	handler http.Handler
	rec     *traffic.Recorder
	key     string
}

func newTenant(t *testing.T, variants ...string) *tenant {
	t.Helper()
	tn := &tenant{t: t, key: "org-key", now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)}
	tn.w = world.New(7, func() time.Time { return tn.now })
	for _, v := range variants {
		id, value, _ := strings.Cut(v, "=")
		if err := tn.w.Choose(id, value); err != nil {
			t.Fatal(err)
		}
	}
	tn.a = &tn.w.Atlassian
	tn.a.OrgID, tn.a.OrgName, tn.a.UserDirectoryID, tn.a.GuardActive = "org1", "Example", "ud1", true
	tn.a.Keys = []*world.OrgKey{{ID: "k1", Label: "provision", Secret: "org-key", CreatedBy: "boss", Created: tn.now, Expires: tn.now.AddDate(0, 6, 0)}}
	tn.a.Domains = []*world.Domain{{ID: "dom1", Name: "example.com", ClaimType: "dns", Verified: true, Claimed: true}}
	tn.a.Sites = []*world.Site{{ID: "s1", URL: "https://example.atlassian.net", Admins: []world.SiteLogin{{AccountID: "boss"}}}}
	tn.a.Workspaces = []*world.Workspace{
		{ARI: jira, TypeKey: "jira-software", Name: "Jira", Status: "online", SiteID: "s1", Seats: 3},
		{ARI: wiki, TypeKey: "confluence", Name: "Confluence", Status: "online", SiteID: "s1", Seats: -1},
	}
	tn.account("boss", "boss@outside.example").OrgAdmin = true
	tn.rec = traffic.New()
	tn.handler = tn.rec.Wrap("admin", Handler(tn.w))
	return tn
}

func (tn *tenant) account(id, email string) *world.Account {
	acc := &world.Account{ID: id, Email: email, Name: "Name of " + id, Managed: strings.HasSuffix(email, "@example.com"), Status: "active", Created: tn.now}
	tn.a.AddAccount(acc)
	return acc
}

// crowd adds managed accounts m0000, m0001, …
func (tn *tenant) crowd(n int) {
	for i := range n {
		tn.account(fmt.Sprintf("m%04d", i), fmt.Sprintf("m%04d@example.com", i))
	}
}

func (tn *tenant) group(id, name string, members ...string) *world.OrgGroup {
	g := &world.OrgGroup{ID: id, Name: name, Roles: map[string][]string{}, Default: map[string]string{}}
	for _, m := range members {
		g.Join(m)
	}
	tn.a.AddGroup(g)
	return g
}

func (tn *tenant) mutations() int { return tn.rec.Stats().Mutations.Client }

func (tn *tenant) send(method, path, body string) *httptest.ResponseRecorder {
	req := httptest.NewRequest(method, path, strings.NewReader(body))
	if tn.key != "" {
		req.Header.Set("Authorization", "Bearer "+tn.key)
	}
	rw := httptest.NewRecorder()
	tn.handler.ServeHTTP(rw, req)
	return rw
}

// must sends a request, expects a status, and returns the decoded body, nil for an empty one.
func (tn *tenant) must(status int, method, path, body string) map[string]any {
	tn.t.Helper()
	rw := tn.send(method, path, body)
	if rw.Code != status {
		tn.t.Fatalf("%s %s %s: status %d, want %d: %s", method, path, body, rw.Code, status, rw.Body)
	}
	if rw.Body.Len() == 0 {
		return nil
	}
	var got map[string]any
	if err := json.Unmarshal(rw.Body.Bytes(), &got); err != nil {
		tn.t.Fatalf("%s %s: %v: %s", method, path, err, rw.Body)
	}
	return got
}

// field walks into decoded JSON; a number as a name takes the element of a list.
func field(v any, path ...any) any {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[step]
		case int:
			list, _ := v.([]any)
			if step >= len(list) {
				return nil
			}
			v = list[step]
		}
	}
	return v
}

// column is one field of all elements of data.
func column(got map[string]any, path ...any) []string {
	data, _ := got["data"].([]any)
	values := make([]string, 0, len(data))
	for _, e := range data {
		values = append(values, fmt.Sprint(field(e, path...)))
	}
	return values
}

// code is the code of the first error.
func code(got map[string]any) any { return field(got, "errors", 0, "code") }
