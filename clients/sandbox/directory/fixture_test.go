package directory

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/traffic"
	"github.com/provision-cli/provision/clients/sandbox/world"
)

const (
	dirID   = "d1"
	dirKey  = "scim-key-1"
	orgKey  = "org-key"
	managed = "example.com"
)

// tenant is an organization with one directory, one linked domain, and a way to talk to the directory.
type tenant struct {
	t       testing.TB
	w       *world.World
	d       *world.Directory
	now     time.Time
	handler http.Handler
	rec     *traffic.Recorder
	key     string
}

func newTenant(tb testing.TB, variants ...string) *tenant {
	tb.Helper()
	tn := &tenant{t: tb, key: dirKey, now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)}
	tn.w = world.New(7, func() time.Time { return tn.now })
	for _, v := range variants {
		id, value, _ := strings.Cut(v, "=")
		if err := tn.w.Choose(id, value); err != nil {
			tb.Fatal(err)
		}
	}
	a := &tn.w.Atlassian
	a.OrgID, a.UserDirectoryID, a.GuardActive = "org1", "ud1", true
	a.Keys = []*world.OrgKey{{ID: "k1", Secret: orgKey}}
	a.Domains = []*world.Domain{
		{ID: "dom1", Name: managed, Verified: true, Claimed: true, LinkedTo: dirID},
		{ID: "dom2", Name: "unclaimed.example", Verified: true, LinkedTo: dirID},
	}
	tn.d = &world.Directory{ID: dirID, Name: "Okta", Key: dirKey, KeyCreated: tn.now, Expires: tn.now.AddDate(1, 0, 0)}
	a.Directories = []*world.Directory{tn.d}
	tn.rec = traffic.New()
	tn.handler = tn.rec.Wrap("scim", Handler(tn.w))
	return tn
}

// mutations is how many requests have changed the world.
func (tn *tenant) mutations() int { return tn.rec.Stats().Mutations.Client }

// do sends a request to a path under the directory and returns status and decoded body.
func (tn *tenant) do(method, path, body string) (int, map[string]any) {
	tn.t.Helper()
	rw := tn.raw(method, "/scim/directory/"+dirID+path, body)
	var got map[string]any
	if rw.Body.Len() > 0 {
		if err := json.Unmarshal(rw.Body.Bytes(), &got); err != nil {
			tn.t.Fatalf("%s %s: %v: %s", method, path, err, rw.Body)
		}
	}
	return rw.Code, got
}

func (tn *tenant) raw(method, path, body string) *httptest.ResponseRecorder {
	req := httptest.NewRequest(method, path, strings.NewReader(body))
	if tn.key != "" {
		req.Header.Set("Authorization", "Bearer "+tn.key)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/scim+json; charset=utf-8")
	}
	return tn.send(req)
}

func (tn *tenant) send(req *http.Request) *httptest.ResponseRecorder {
	rw := httptest.NewRecorder()
	tn.handler.ServeHTTP(rw, req)
	return rw
}

// must is do with the status that is expected.
func (tn *tenant) must(status int, method, path, body string) map[string]any {
	tn.t.Helper()
	got, answer := tn.do(method, path, body)
	if got != status {
		tn.t.Fatalf("%s %s: status %d, want %d: %v", method, path, got, status, answer)
	}
	return answer
}

// account puts an account into the organization.
func (tn *tenant) account(email string, isManaged bool) *world.Account {
	acc := &world.Account{ID: "acc-" + email, Email: email, Name: email, Managed: isManaged, Status: "active", Source: "invited", Created: tn.now}
	tn.w.Atlassian.AddAccount(acc)
	return acc
}

// localGroup puts a local group into the organization.
func (tn *tenant) localGroup(name string) *world.OrgGroup {
	g := &world.OrgGroup{ID: "local-" + name, Name: name}
	tn.w.Atlassian.AddGroup(g)
	return g
}

// user provisions somebody and returns the record.
func (tn *tenant) user(email string) *world.SCIMUser {
	tn.t.Helper()
	id, _ := tn.must(http.StatusCreated, "POST", "/Users", userBody(email))["id"].(string)
	return tn.d.User(id)
}

// group pushes a group and returns the record.
func (tn *tenant) group(name string, members ...*world.SCIMUser) *world.SCIMGroup {
	tn.t.Helper()
	id, _ := tn.must(http.StatusCreated, "POST", "/Groups", groupBody(name, members...))["id"].(string)
	return tn.d.Group(id)
}

func userBody(email string) string {
	return `{"schemas":["` + userURN + `"],"userName":"` + email + `","externalId":"okta-` + email + `","active":true,
		"name":{"givenName":"Test","familyName":"User"},"displayName":"Test User","locale":"en-US","groups":[],"password":"1mz050nq",
		"emails":[{"primary":true,"value":"` + email + `","type":"work"}]}`
}

func groupBody(name string, members ...*world.SCIMUser) string {
	listed := []any{}
	for _, u := range members {
		listed = append(listed, map[string]any{"value": u.ID, "display": u.UserName})
	}
	text, _ := json.Marshal(map[string]any{"schemas": []string{groupURN}, "displayName": name, "members": listed})
	return string(text)
}

// patch is the body of a PATCH with these operations.
func patch(operations ...string) string {
	return `{"schemas":["` + patchURN + `"],"Operations":[` + strings.Join(operations, ",") + `]}`
}

// field walks into decoded JSON.
func field(v any, path ...string) any {
	for _, name := range path {
		m, _ := v.(map[string]any)
		v = m[name]
	}
	return v
}

func encoded(tb testing.TB, v any) string {
	tb.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}
