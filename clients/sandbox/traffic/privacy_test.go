package traffic

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestNothingPersonalIsCounted sends ids, names and addresses in every place of a path and query, and looks for them in
// stats.json and in what the operator is told.
func TestNothingPersonalIsCounted(t *testing.T) {
	t.Parallel()
	r := New()
	var told strings.Builder
	r.OnRequest(func(s Seen) { told.WriteString(s.Service + s.Method + s.Route + s.From + "\n") })
	h := r.Wrap("okta", http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(204) }))
	for _, path := range []string{
		"/api/v1/users/ana.ruiz@example.com", "/api/v1/users/ana.ruiz%40example.com?x=1", "/api/v1/groups?search=profile.name+eq+%22Secret%22", "/api/v1/apps/0oaSecret/users/00uSecret",
		"/scim/directory/Secret/Users?filter=userName+eq+%22ana.ruiz@example.com%22", "/Secret", "/api/v1/Secret/apps", "/admin/v1/orgs/Secret/users/Secret/more",
	} {
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, path, nil))
	}
	text, err := json.Marshal(r.Stats())
	if err != nil {
		t.Fatal(err)
	}
	for where, seen := range map[string]string{"stats.json": string(text), "the operator": told.String()} {
		for _, personal := range []string{"Secret", "ana", "example.com", "%", "?", "eq"} {
			if strings.Contains(strings.ReplaceAll(seen, "requests", ""), personal) {
				t.Errorf("%s holds %q:\n%s", where, personal, seen)
			}
		}
		if strings.Count(seen, "/api/v1/users/{id}") == 0 || !strings.Contains(seen, "/scim/directory/{id}/Users") {
			t.Errorf("%s lacks the routes:\n%s", where, seen)
		}
	}
}

// TestHeadersTellNobodyApart: who sends is known by the process, so a client cannot pass for the engine.
func TestHeadersTellNobodyApart(t *testing.T) {
	t.Parallel()
	r := New()
	h := r.Wrap("scim", http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) { Mutated(rw) }))
	req := httptest.NewRequest(http.MethodPost, "/scim/directory/d/Users", nil)
	req.Header.Set("User-Agent", "Okta SCIM Client 1.0.0")
	req.Header.Set("X-From", Engine)
	h.ServeHTTP(httptest.NewRecorder(), req)
	if s := r.Stats(); s.Requests[0].From != Client || s.Mutations.Client != 1 || s.Mutations.Engine != 0 {
		t.Errorf("%+v", s)
	}
}
