// Package wire holds the answers of the Atlassian stand-ins against the vendor's API description. It stands apart,
// because the tests beside the code import the standard library only.
package wire

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"github.com/provision-cli/provision/clients/sandbox/admin"
	"github.com/provision-cli/provision/clients/sandbox/directory"
	"github.com/provision-cli/provision/clients/sandbox/world"
)

// described is the API description, and what was seen of it.
type described struct {
	router     routers.Router
	operations []string
	seen       map[string]bool
}

func describe(t *testing.T) *described {
	t.Helper()
	folder := os.Getenv("PROVISION_SPECS")
	if folder == "" {
		t.Skip("PROVISION_SPECS names no folder of API descriptions")
	}
	doc, err := openapi3.NewLoader().LoadFromFile(filepath.Join(folder, "atlassian-admin-v2.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	doc.Servers = openapi3.Servers{{URL: "http://api.example"}}
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		t.Fatal(err)
	}
	openapi3filter.RegisterBodyDecoder("application/scim+json", openapi3filter.JSONBodyDecoder)
	d := &described{router: router, seen: map[string]bool{}}
	for path, item := range doc.Paths.Map() {
		for method := range item.Operations() {
			d.operations = append(d.operations, method+" "+path)
		}
	}
	return d
}

// tenants serves a fresh world of both services for one variant.
func tenants(t *testing.T, variant string) http.Handler {
	t.Helper()
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	w := world.New(3, func() time.Time { return now })
	if id, value, ok := strings.Cut(variant, "="); ok {
		if err := w.Choose(id, value); err != nil {
			t.Fatal(err)
		}
	}
	a := &w.Atlassian
	a.OrgID, a.OrgName, a.UserDirectoryID, a.GuardActive = "org1", "Example", "ud1", true
	a.Keys = []*world.OrgKey{{ID: "k1", Label: "key", Secret: "org-key", CreatedBy: "boss", Created: now, Expires: now.AddDate(1, 0, 0)}}
	a.Domains = []*world.Domain{{ID: "dom1", Name: "example.com", Verified: true, Claimed: true, LinkedTo: "d1"}, {ID: "dom2", Name: "b.example", Verified: true}}
	a.Sites = []*world.Site{{ID: "s1", URL: "https://s1.example"}}
	a.Workspaces = []*world.Workspace{{ARI: "ari:cloud:jira-software::site/s1", TypeKey: "jira-software", Name: "Jira", Status: "online", SiteID: "s1", Seats: 1}}
	a.Directories = []*world.Directory{{ID: "d1", Key: "scim-key", Expires: now.AddDate(1, 0, 0)}}
	for _, id := range []string{"boss", "ann", "bob"} {
		a.AddAccount(&world.Account{ID: id, Email: id + "@example.com", Name: id, Managed: true, Status: "active", Created: now, LastActive: now})
	}
	g := &world.OrgGroup{ID: "g1", Name: "local", Roles: map[string][]string{a.Workspaces[0].ARI: {"atlassian/user"}}, Default: map[string]string{a.Workspaces[0].ARI: "atlassian/user"}}
	g.Join("ann")
	a.AddGroup(g)
	a.AddGroup(&world.OrgGroup{ID: "g2", Name: "empty"})
	a.AddGroup(&world.OrgGroup{ID: "g3", Name: "synced", SCIMGroupID: "sg1"})
	a.Directories[0].AddUser(&world.SCIMUser{ID: "u1", UserName: "ann", ExternalID: "x1", Email: "ann@example.com", AccountID: "ann", Active: true, Created: now, Modified: now})
	a.Directories[0].AddGroup(&world.SCIMGroup{ID: "sg1", DisplayName: "synced", OrgGroupID: "g3", Created: now, Modified: now})
	w.AddEvent("group_created", "boss", "Created a group")
	a.Events[0].ID = "e1"
	mux := http.NewServeMux()
	mux.Handle("/admin/", admin.Handler(w))
	mux.Handle("/scim/directory/", directory.Handler(w))
	return mux
}

// exchange sends a request, holds both sides against the description, and returns the status.
func (d *described) exchange(t *testing.T, h http.Handler, key, method, path, body string) int {
	t.Helper()
	newRequest := func() *http.Request {
		req := httptest.NewRequest(method, "http://api.example"+path, strings.NewReader(body))
		req.Header.Set("Authorization", "Bearer "+key)
		if body != "" {
			kind := "application/json"
			if strings.HasPrefix(path, "/scim/") {
				kind = "application/scim+json"
			}
			req.Header.Set("Content-Type", kind)
		}
		return req
	}
	req := newRequest()
	route, params, err := d.router.FindRoute(req)
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	rw := httptest.NewRecorder()
	h.ServeHTTP(rw, newRequest())
	input := &openapi3filter.RequestValidationInput{
		Request: req, PathParams: params, Route: route,
		Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, IncludeResponseStatus: true},
	}
	if rw.Code < http.StatusBadRequest {
		if err := openapi3filter.ValidateRequest(t.Context(), input); err != nil {
			t.Errorf("request %s %s: %v", method, path, err)
		}
	}
	err = openapi3filter.ValidateResponse(t.Context(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: input, Status: rw.Code, Header: rw.Header(), Body: io.NopCloser(bytes.NewReader(rw.Body.Bytes())),
		Options: input.Options,
	})
	if err != nil {
		t.Errorf("answer %d of %s %s: %v\n%s", rw.Code, method, path, err, rw.Body)
	}
	d.seen[method+" "+route.Path] = true
	return rw.Code
}

// call is a request and the status that it should get.
type call struct {
	method, path, body string
	status             int
}

// anyVariant are the variants that change an answer's form without leaving the description.
func anyVariant() []string {
	return []string{"", "next-link=url", "role-assign=object", "role-assign=late", "scim-page=whole", "guard-evidence=none", "domain-unclaimed=unverified", "collision=silent", "default-collision=conflict"}
}

func TestAnswersKeepToTheDescription(t *testing.T) {
	d := describe(t)
	for _, variant := range anyVariant() {
		t.Run(variant, func(t *testing.T) {
			h := tenants(t, variant)
			for _, c := range append(adminCalls(), scimCalls()...) {
				key := "org-key"
				if strings.HasPrefix(c.path, "/scim/") {
					key = "scim-key"
				}
				got := d.exchange(t, h, key, c.method, c.path, c.body)
				if variant == "" && got != c.status {
					t.Errorf("%s %s: %d, want %d", c.method, c.path, got, c.status)
				}
				d.exchange(t, h, "wrong", c.method, c.path, c.body)
				if key == "scim-key" {
					d.exchange(t, h, "org-key", c.method, c.path, c.body)
				}
			}
		})
	}
	slices.Sort(d.operations)
	for _, o := range d.operations {
		if !d.seen[o] {
			t.Errorf("operation %s is described and was not asked", o)
		}
	}
	t.Logf("%d of %d operations seen", len(d.seen), len(d.operations))
}

// A key with scopes is refused in a documented form where no scope is documented.
func TestRefusalsKeepToTheDescription(t *testing.T) {
	d := describe(t)
	h := tenants(t, "org-key=scoped")
	for _, c := range adminCalls() {
		d.exchange(t, h, "org-key", c.method, c.path, c.body)
		d.exchange(t, h, "org-key", c.method, strings.Replace(c.path, "org1", "org9", 1), c.body)
	}
}
