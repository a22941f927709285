package okta

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/engine"
	"github.com/provision-cli/provision/clients/sandbox/world"
)

// tenant is a small org that a test calls; its engine is never started, so that jobs only queue.
type tenant struct {
	t      *testing.T
	w      *world.World
	e      *engine.Engine
	h      http.Handler
	app    *world.App
	token  string
	now    time.Time
	admins map[string]string
}

// answer is what the stand-in answered.
type answer struct {
	status int
	header http.Header
	raw    string
	body   any
}

func start2026() time.Time { return time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC) }

// newTenant has six users, three groups, the Atlassian app and a token of a super admin.
func newTenant(t *testing.T, o Options) *tenant {
	t.Helper()
	te := &tenant{t: t, now: start2026(), admins: map[string]string{}}
	te.w = world.New(7, func() time.Time { return te.now })
	ok := &te.w.Okta
	ok.ID, ok.Subdomain, ok.Company, ok.UserTypeID = "00oORG", "example", "Example Inc", "otyDEFAULT0000000001"
	for _, name := range []string{"ada", "ben", "cleo", "dan", "eve", "Flo"} {
		ok.AddUser(&world.User{ID: "00u" + name, Status: "ACTIVE", Login: name + "@example.com", Email: name + "@example.com",
			FirstName: strings.ToUpper(name[:1]) + name[1:], LastName: "Smith", Created: te.now, LastUpdated: te.now,
			Custom: map[string]string{"workEmail": name + "@work.example.com"}})
	}
	ok.User("00ueve").Status = "DEPROVISIONED"
	for _, g := range []struct{ id, kind, name string }{
		{"00geveryone", "BUILT_IN", "Everyone"}, {"00gjira", "OKTA_GROUP", "atlassian-jira"}, {"00gconf", "OKTA_GROUP", "Atlassian-confluence"},
	} {
		ok.AddGroup(&world.Group{ID: g.id, Type: g.kind, Name: g.name, Created: te.now, LastUpdated: te.now, LastMembershipUpdated: te.now})
	}
	for _, id := range []string{"00uada", "00uben", "00ucleo"} {
		ok.Group("00gjira").Join(id)
	}
	te.app = te.w.AddAtlassianApp()
	te.app.ID = "0oaATLASSIAN00000001"
	for _, p := range te.app.Profile {
		if p.SourceType == "user" {
			p.TargetID = te.app.ID
		} else {
			p.SourceID = te.app.ID
		}
	}
	te.e = engine.New(te.w, nil)
	te.h = Handler(te.w, te.e, o)
	te.token = te.admin("SUPER_ADMIN")
	return te
}

// admin returns the secret of a token whose owner has these roles.
func (te *tenant) admin(roles ...string) string {
	key := strings.Join(roles, "+")
	if te.admins[key] == "" {
		id := "00T" + key
		te.w.Okta.Tokens = append(te.w.Okta.Tokens, &world.OktaToken{ID: id, Name: key, Secret: "secret-" + key, OwnerID: "00uada",
			Roles: roles, Created: te.now, LastUsed: te.now, NetworkConnection: "ANYWHERE"})
		te.admins[key] = "secret-" + key
	}
	return te.admins[key]
}

// call sends a request with the tenant's token; body is JSON text, or empty for none.
func (te *tenant) call(method, path, body string) answer {
	te.t.Helper()
	return te.as(te.token, method, path, body)
}

func (te *tenant) as(token, method, path, body string) answer {
	te.t.Helper()
	r := httptest.NewRequestWithContext(te.t.Context(), method, "https://example.okta.com"+path, strings.NewReader(body))
	r.TLS = nil
	if token != "" {
		r.Header.Set("Authorization", "SSWS "+token)
	}
	rec := httptest.NewRecorder()
	te.h.ServeHTTP(rec, r)
	out := answer{status: rec.Code, header: rec.Header(), raw: rec.Body.String()}
	if out.raw != "" {
		if err := json.Unmarshal(rec.Body.Bytes(), &out.body); err != nil {
			te.t.Fatalf("%s %s answered no JSON: %q", method, path, out.raw)
		}
	}
	return out
}

// get is a GET that must be answered with 200.
func (te *tenant) get(path string) answer { te.t.Helper(); return te.must(200, "GET", path, "") }

// must is a call that must be answered with this status.
func (te *tenant) must(status int, method, path, body string) answer {
	te.t.Helper()
	a := te.call(method, path, body)
	if a.status != status {
		te.t.Fatalf("%s %s: status %d, want %d: %s", method, path, a.status, status, a.raw)
	}
	return a
}

// refused is a call that must be answered with this error, whose causes must contain cause.
func (te *tenant) refused(status int, code, cause, method, path, body string) {
	te.t.Helper()
	a := te.must(status, method, path, body)
	if a.text("errorCode") != code || !strings.Contains(a.raw, cause) {
		te.t.Errorf("%s %s: answered %s, want %s with %q", method, path, a.raw, code, cause)
	}
}

// at follows keys and list positions through the body.
func (a answer) at(path ...any) any {
	v := a.body
	for _, p := range path {
		switch key := p.(type) {
		case string:
			o, _ := v.(map[string]any)
			v = o[key]
		case int:
			l, _ := v.([]any)
			if key >= len(l) {
				return nil
			}
			v = l[key]
		}
	}
	return v
}

func (a answer) text(path ...any) string { s, _ := a.at(path...).(string); return s }

// ids are the ids of a list.
func (a answer) ids() string {
	var out []string
	for _, v := range asList(a.body) {
		out = append(out, text(asObject(v), "id"))
	}
	return strings.Join(out, " ")
}

func asObject(v any) object { o, _ := v.(object); return o }

func asList(v any) list { l, _ := v.(list); return l }

// next is path and query of the next page, empty on the last one.
func (a answer) next() string { return a.link("next") }

func (a answer) link(rel string) string {
	for l := range strings.SplitSeq(strings.Join(a.header.Values("Link"), ", "), ", ") {
		if target, found := strings.CutSuffix(l, `>; rel="`+rel+`"`); found {
			u, err := url.Parse(strings.TrimPrefix(target, "<"))
			if err != nil {
				return "unreadable: " + l
			}
			return u.RequestURI()
		}
	}
	return ""
}

// choose sets a variant.
func (te *tenant) choose(id, value string) {
	te.t.Helper()
	if err := te.w.Choose(id, value); err != nil {
		te.t.Fatal(err)
	}
}

// connect turns the app's provisioning on, as a person does in the console.
func (te *tenant) connect() {
	te.app.Provisioning = world.Provisioning{Enabled: true, BaseURL: "http://127.0.0.1:1/scim/directory/d", Token: "key", Create: true, Update: true, Deactivate: true}
}

const appPath = "/api/v1/apps/0oaATLASSIAN00000001"
