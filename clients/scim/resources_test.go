package scim

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients"
)

const linked = `{"schemas":["urn:scim:schemas:extension:atlassian-external:1.0","urn:ietf:params:scim:schemas:core:2.0:User"],
 "id":"u1","externalId":"00u1","userName":"testUser","displayName":"Ana Ruiz","emails":[{"value":"old@example.com","type":"home"},{"value":"a@example.com","type":"work","primary":true}],
 "groups":[{"type":"Group","value":"g1","display":"jira","$ref":"x"}],"active":false,"urn:scim:schemas:extension:atlassian-external:1.0":{"atlassianAccountId":"602b"},
 "meta":{"resourceType":"User","location":"x"},"newField":{"a":1}}`

const bare = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"u2","userName":"b@example.com","emails":[{"value":"b@example.com"},{"value":"c@example.com"}],"groups":[]}`

func TestUserFields(t *testing.T) {
	t.Parallel()
	_, r := serve(t, always(200, fmt.Sprintf(listOf, 2, 1, linked+","+bare)))
	got, err := all(r.Users(t.Context()))
	want := []User{
		{ID: "u1", UserName: "testUser", ExternalID: "00u1", Email: "a@example.com", DisplayName: "Ana Ruiz", AccountID: "602b", Groups: []string{"g1"}},
		{ID: "u2", UserName: "b@example.com", Email: "b@example.com", Active: true},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestUserByID(t *testing.T) {
	t.Parallel()
	s, r := serve(t, always(200, linked))
	got, err := r.User(t.Context(), "u/1")
	if err != nil || got.AccountID != "602b" {
		t.Errorf("got %+v, %v", got, err)
	}
	if uri := s.requests()[0].URL.RequestURI(); uri != "/scim/directory/d1/Users/u%2F1" {
		t.Errorf("asked %s", uri)
	}
	if _, err := r.User(t.Context(), ""); err == nil || len(s.requests()) != 1 {
		t.Errorf("an empty id would read the list of all: %v", err)
	}
}

func TestUserNamed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		resources string
		total     int
		want      string
		err       error
	}{
		"found":              {bare, 1, "u2", nil},
		"filter ignored":     {linked + "," + bare, 2, "u2", nil},
		"none":               {"", 0, "", clients.ErrNotFound},
		"only others":        {linked, 1, "", clients.ErrNotFound},
		"found, yet cut off": {bare, 7, "u2", nil},
		"cut off":            {linked, 7, "", ErrCutShort},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, r := serve(t, always(200, fmt.Sprintf(listOf, c.total, 1, c.resources)))
			got, err := r.UserNamed(t.Context(), "B@example.com")
			if got.ID != c.want || !errors.Is(err, c.err) || (err == nil) != (c.err == nil) {
				t.Errorf("got %+v, %v; want %q, %v", got, err, c.want, c.err)
			}
			if f := s.requests()[0].URL.Query().Get("filter"); f != `userName eq "B@example.com"` {
				t.Errorf("filter %s", f)
			}
			if err != nil && strings.Contains(err.Error(), "example.com") {
				t.Errorf("the error names the person: %v", err)
			}
		})
	}
}

func TestGroupNamed(t *testing.T) {
	t.Parallel()
	group := func(id, name string) string {
		return fmt.Sprintf(`{"id":%q,"displayName":%q,"members":[{"type":"User","value":"u1","display":"x"}]}`, id, name)
	}
	for name, c := range map[string]struct {
		groups []string
		want   string
		err    error
	}{
		"exact":           {[]string{group("1", "jira")}, "1", nil},
		"exact, not near": {[]string{group("1", "JIRA"), group("2", "jira")}, "2", nil},
		"only near":       {[]string{group("1", "Jira")}, "1", nil},
		"none":            {nil, "", clients.ErrNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, r := serve(t, always(200, fmt.Sprintf(listOf, len(c.groups), 1, strings.Join(c.groups, ","))))
			got, err := r.GroupNamed(t.Context(), "jira")
			if got.ID != c.want || !errors.Is(err, c.err) || (err == nil) != (c.err == nil) {
				t.Errorf("got %+v, %v", got, err)
			}
			if err == nil && !reflect.DeepEqual(got.Members, []string{"u1"}) {
				t.Errorf("members %v", got.Members)
			}
			if f := s.requests()[0].URL.Query().Get("filter"); f != `displayName eq "jira"` {
				t.Errorf("filter %s", f)
			}
		})
	}
}

func TestOneResourceNotFound(t *testing.T) {
	t.Parallel()
	_, r := serve(t, always(404, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404","detail":"Resource not found"}`))
	if got, err := r.User(t.Context(), "u9"); !errors.Is(err, clients.ErrNotFound) || !reflect.DeepEqual(got, User{}) {
		t.Errorf("got %+v, %v", got, err)
	}
	if got, err := r.Group(t.Context(), "g9"); !errors.Is(err, clients.ErrNotFound) || !reflect.DeepEqual(got, Group{}) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestGroupByID(t *testing.T) {
	t.Parallel()
	s, r := serve(t, always(200, `{"schemas":["s"],"id":"g1","displayName":"jira"}`))
	got, err := r.Group(t.Context(), "g1")
	if err != nil || !reflect.DeepEqual(got, Group{ID: "g1", DisplayName: "jira"}) {
		t.Errorf("got %+v, %v", got, err)
	}
	if uri := s.requests()[0].URL.RequestURI(); uri != "/scim/directory/d1/Groups/g1" {
		t.Errorf("asked %s", uri)
	}
}

func TestConfig(t *testing.T) {
	t.Parallel()
	object := `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],"patch":{"supported":true},"filter":{"supported":true,"maxResults":10000},"bulk":{"supported":false}}`
	for name, c := range map[string]struct {
		body string
		want Config
	}{
		"object":            {object, Config{Patch: true, Filter: true}},
		"no patch":          {strings.Replace(object, `"patch":{"supported":true}`, `"patch":{"supported":false}`, 1), Config{Filter: true}},
		"object in string":  {fmt.Sprintf("%q", object), Config{Patch: true, Filter: true}},
		"string":            {`"a text"`, Config{Raw: true}},
		"empty string":      {`""`, Config{Raw: true}},
		"cut inside string": {fmt.Sprintf("%q", object[:20]), Config{Raw: true}},
		"a number":          {`7`, Config{Raw: true}},
		"other object":      {`{"anything":1}`, Config{Raw: true}},
		"other types":       {`{"patch":true,"filter":1}`, Config{Raw: true}},
		"null":              {`null`, Config{Raw: true}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, r := serve(t, always(200, c.body))
			got, err := r.Config(t.Context())
			if err != nil || got != c.want {
				t.Errorf("got %+v, %v; want %+v", got, err, c.want)
			}
			if req := s.requests()[0]; req.Method != http.MethodGet || req.URL.RequestURI() != "/scim/directory/d1/ServiceProviderConfig" || !strings.Contains(req.Header.Get("Accept"), "application/scim+json") {
				t.Errorf("asked %s %s", req.Method, req.URL)
			}
		})
	}
}

func TestConfigIsNoProofOfAnything(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status int
		body   string
	}{
		"a page of HTML":       {200, `<html>sign in</html>`},
		"an empty answer":      {200, ``},
		"a refusal":            {401, `{"error":"no","traceId":"t"}`},
		"a cut object":         {200, `{"patch":{"supported":true},"filter":{"supp`},
		"a cut string":         {200, `"a te`},
		"text that is no JSON": {200, `a text`},
		"more than one value":  {200, `{} {}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, r := serve(t, always(c.status, c.body))
			if got, err := r.Config(t.Context()); err == nil || got != (Config{}) {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
}

func TestConfigOfAConnectionThatBreaks(t *testing.T) {
	t.Parallel()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/scim+json")
		w.Header().Set("Content-Length", "1000")
		_, _ = io.WriteString(w, `{"patch":{"supported":true},"filter":{"supported":true}}`)
	}))
	t.Cleanup(srv.Close)
	base, err := url.Parse(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := NewReader(base, clients.NewSecret("k"), nil).Config(t.Context()); err == nil || got != (Config{}) {
		t.Errorf("got %+v, %v from half an answer", got, err)
	}
}
