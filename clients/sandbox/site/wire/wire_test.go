// Package wire holds the site's answers against the vendor's API description. It stands apart, because the tests
// beside the code import the standard library only.
package wire

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"github.com/provision-cli/provision/clients/sandbox/site"
	"github.com/provision-cli/provision/clients/sandbox/world"
)

func describe(t *testing.T) routers.Router {
	t.Helper()
	folder := os.Getenv("PROVISION_SPECS")
	if folder == "" {
		t.Skip("PROVISION_SPECS names no folder of API descriptions")
	}
	doc, err := openapi3.NewLoader().LoadFromFile(filepath.Join(folder, "jira-platform-2023-08.subset.json"))
	if err != nil {
		t.Fatal(err)
	}
	doc.Servers = openapi3.Servers{{URL: "http://site.example"}}
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		t.Fatal(err)
	}
	openapi3filter.RegisterBodyDecoder("application/json;charset=UTF-8", openapi3filter.JSONBodyDecoder)
	return router
}

func tenant() *world.World {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	w := world.New(3, func() time.Time { return now })
	a := &w.Atlassian
	a.Sites = []*world.Site{{
		ID:     "s1",
		Admins: []world.SiteLogin{{Email: "boss@example.com", Token: "t", AccountID: "boss"}},
		Users:  []world.SiteLogin{{Email: "ann@example.com", Token: "t", AccountID: "ann"}},
	}}
	a.Workspaces = []*world.Workspace{{ARI: "jira", TypeKey: "jira-software", SiteID: "s1", Seats: 10}, {ARI: "jsm", TypeKey: "jira-servicedesk", SiteID: "s1", Seats: -1}}
	g := &world.OrgGroup{ID: "g1", Name: "jira-users", Roles: map[string][]string{"jira": {world.UserRole}}, Default: map[string]string{"jira": world.UserRole}}
	for _, id := range []string{"boss", "ann"} {
		a.AddAccount(&world.Account{ID: id, Email: id + "@example.com", Name: id, Status: "active"})
		g.Join(id)
	}
	a.AddGroup(g)
	return w
}

func TestAnswersKeepToTheDescription(t *testing.T) {
	router := describe(t)
	w := tenant()
	h := site.Handler(w, "s1")
	tests := []struct {
		path   string
		status map[string]int
	}{
		{"/applicationrole", map[string]int{"boss": 200, "ann": 403, "": 401}},
		{"/applicationrole/jira-software", map[string]int{"boss": 200, "ann": 403, "": 401}},
		{"/applicationrole/none", map[string]int{"boss": 404}},
		{"/group/bulk?maxResults=1&accessType=user&applicationKey=jira-software", map[string]int{"boss": 200, "ann": 200, "": 401}},
		{"/group/bulk?accessType=king", map[string]int{"boss": 400}},
		{"/group/member?groupId=g1&maxResults=1", map[string]int{"boss": 200, "ann": 403, "": 401}},
		{"/group/member", map[string]int{"boss": 400}},
		{"/group/member?groupId=none", map[string]int{"boss": 404}},
		{"/mypermissions?permissions=ADMINISTER", map[string]int{"boss": 200, "ann": 200, "": 401}},
		{"/mypermissions", map[string]int{"boss": 400}},
		{"/myself", map[string]int{"boss": 200, "ann": 200, "": 401}},
		{"/instance/license", map[string]int{"boss": 200, "": 401}},
	}
	for _, tt := range tests {
		for who, status := range tt.status {
			req := httptest.NewRequest(http.MethodGet, "http://site.example/rest/api/3"+tt.path, nil)
			if who != "" {
				req.SetBasicAuth(who+"@example.com", "t")
			}
			route, params, err := router.FindRoute(req)
			if err != nil {
				t.Fatalf("GET %s: %v", tt.path, err)
			}
			rw := httptest.NewRecorder()
			h.ServeHTTP(rw, req)
			if rw.Code != status {
				t.Errorf("GET %s as %q: %d, want %d", tt.path, who, rw.Code, status)
			}
			options := &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, IncludeResponseStatus: true}
			err = openapi3filter.ValidateResponse(t.Context(), &openapi3filter.ResponseValidationInput{
				RequestValidationInput: &openapi3filter.RequestValidationInput{Request: req, PathParams: params, Route: route, Options: options},
				Status:                 rw.Code, Header: rw.Header(), Body: io.NopCloser(bytes.NewReader(rw.Body.Bytes())), Options: options,
			})
			if err != nil {
				t.Errorf("answer %d of GET %s: %v\n%s", rw.Code, tt.path, err, rw.Body)
			}
		}
	}
}
