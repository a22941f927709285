package okta

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// TestEveryVariant reads and writes under each answer to each open question: none may break the stand-in.
func TestEveryVariant(t *testing.T) {
	t.Parallel()
	for _, v := range world.Variants() {
		for _, value := range v.Values {
			te := newTenant(t, Options{})
			te.choose(v.ID, value)
			for _, on := range []bool{false, true} {
				if on {
					te.connect()
				}
				te.probe(v.ID + "=" + value)
			}
		}
	}
}

// probe calls every route with ids that exist; no answer may be an internal error.
func (te *tenant) probe(when string) {
	te.t.Helper()
	for _, r := range routes() {
		if r.path == "/api/v1/api-tokens/current" {
			continue
		}
		path := strings.NewReplacer("/apps/*", "/apps/"+te.app.ID, "/groups/*", "/groups/00gjira", "/users/*", "/users/00uben", "/features/*",
			"/features/USER_PROVISIONING", "/lifecycle/*", "/lifecycle/suspend", "/types/user/*", "/types/user/default").Replace(r.path)
		if r.method == http.MethodDelete {
			continue
		}
		a := te.call(r.method, strings.ReplaceAll(path, "*", "none"), `{"label":"x","properties":{},"profile":{"name":"n","authScheme":"TOKEN"}}`)
		if a.status >= 500 {
			te.t.Errorf("%s: %s %s answers %d: %s", when, r.method, path, a.status, a.raw)
		}
	}
}

// FuzzRequest sends anything anywhere: every answer is a success, or an error in Okta's form.
func FuzzRequest(f *testing.F) {
	for _, r := range routes() {
		f.Add(r.method, strings.ReplaceAll(r.path, "*", "00gjira"), "limit=1&after=x", `{"profile":{"name":"n"}}`)
	}
	f.Add("PUT", appPath, "", `{"label":"x","settings":{"app":{"a":[1]},"signOn":7},"credentials":{"userNameTemplate":{"type":1}}}`)
	f.Add("POST", appPath+"/users", "", `{"id":"00uben","profile":{"a":1,"b":null,"c":[{}]}}`)
	f.Fuzz(func(t *testing.T, method, path, query, body string) {
		te := newTenant(t, Options{})
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://example.okta.com/", strings.NewReader(body))
		r.Method, r.URL.Path, r.URL.RawQuery = method, path, query
		r.Header.Set("Authorization", "SSWS "+te.token)
		rec := httptest.NewRecorder()
		te.h.ServeHTTP(rec, r)
		if rec.Code == http.StatusInternalServerError {
			t.Errorf("%s %s?%s answers %d: %s", method, path, query, rec.Code, rec.Body)
		}
		if rec.Code >= 400 && !strings.Contains(rec.Body.String(), `"errorCode":"E0000`) && path != "/oauth2/v1/token" {
			t.Errorf("%s %s?%s: %d without an error code: %s", method, path, query, rec.Code, rec.Body)
		}
	})
}
