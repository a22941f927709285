package okta

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/engine"
	"github.com/provision-cli/provision/clients/sandbox/world"
)

// remote is a SCIM server that knows as much as these tests need: it stores what is posted and finds it by name.
type remote struct {
	mu    sync.Mutex
	users map[string]object
	calls []string
}

func (s *remote) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = append(s.calls, r.Method+" "+r.URL.Path)
	var body object
	_ = json.NewDecoder(r.Body).Decode(&body)
	switch {
	case r.Header.Get("Authorization") != "Bearer key":
		rw.WriteHeader(http.StatusUnauthorized)
	case r.Method == http.MethodGet && strings.Count(r.URL.Path, "/") == 1:
		fmt.Fprint(rw, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"startIndex":1,"itemsPerPage":0,"Resources":[]}`)
	case r.Method == http.MethodPost:
		id := fmt.Sprintf("scim-%d", len(s.users)+1)
		body["id"] = id
		s.users[id] = body
		rw.WriteHeader(http.StatusCreated)
		fmt.Fprint(rw, toJSON(body))
	default:
		id := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
		fmt.Fprint(rw, toJSON(s.users[id]))
	}
}

// provisioned is a tenant whose engine runs and writes into a SCIM server.
func provisioned(t *testing.T) (*tenant, *remote) {
	t.Helper()
	s := &remote{users: map[string]object{}}
	srv := httptest.NewServer(s)
	t.Cleanup(srv.Close)
	te := newTenant(t, Options{})
	te.e = engine.New(te.w, srv.Client())
	te.h = Handler(te.w, te.e, Options{})
	te.connect()
	te.app.Provisioning.BaseURL = srv.URL
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	te.e.Start(ctx)
	return te, s
}

// settle waits until the engine has nothing left to do.
func (te *tenant) settle() {
	te.t.Helper()
	ctx, cancel := context.WithTimeout(te.t.Context(), 10*time.Second)
	defer cancel()
	if err := te.e.Wait(ctx); err != nil {
		te.t.Fatal(err)
	}
}

func TestAssignedPeopleAreProvisioned(t *testing.T) {
	t.Parallel()
	te, s := provisioned(t)
	te.must(200, "PUT", appPath+"/groups/00gjira", "{}")
	te.settle()
	a := te.get(appPath + "/users")
	for i := range 3 {
		if a.text(i, "status") != "PROVISIONED" || !strings.HasPrefix(a.text(i, "externalId"), "scim-") || a.text(i, "syncState") == "ERROR" {
			t.Errorf("person %d: %s", i, toJSON(a.at(i)))
		}
	}
	if len(s.users) != 3 {
		t.Errorf("the directory has %d people: %v", len(s.users), s.calls)
	}
	id := te.pushed("00gjira")
	te.settle()
	if got := te.get(pushPath + "/" + id); got.text("status") != "ACTIVE" {
		t.Errorf("pushed: %s", got.raw)
	}
	if len(s.users) != 4 {
		t.Errorf("the group did not arrive: %v", s.calls)
	}
	if log := te.get("/api/v1/logs?filter=" + escape(`eventType sw "application.provision"`)); len(asList(log.body)) == 0 {
		t.Error("the log has no provisioning events")
	}
}

func TestWrongKeyShowsInTheAppUser(t *testing.T) {
	t.Parallel()
	te, s := provisioned(t)
	te.app.Provisioning.Token = "old"
	te.must(200, "POST", appPath+"/users", `{"id":"00uben","scope":"USER"}`)
	te.settle()
	a := te.get(appPath + "/users/00uben")
	if a.at("externalId") != nil || a.text("status") == "PROVISIONED" || len(s.users) != 0 {
		t.Errorf("with a wrong key: %s", a.raw)
	}
	if log := te.get("/api/v1/logs?filter=" + escape(`outcome.result eq "FAILURE"`)); len(asList(log.body)) == 0 {
		t.Error("the log has no failure")
	}
}

func TestAssignedBeforeProvisioning(t *testing.T) {
	t.Parallel()
	te, s := provisioned(t)
	p := te.app.Provisioning
	te.app.Provisioning = world.Provisioning{}
	te.must(200, "PUT", appPath+"/groups/00gjira", "{}")
	te.app.Provisioning = p
	te.settle()
	if a := te.get(appPath + "/users/00uben"); a.text("status") != "ACTIVE" || a.at("externalId") != nil || len(s.users) != 0 {
		t.Errorf("assigned before: %s", a.raw)
	}
}

func TestWindowInRealTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		te := newTenant(t, Options{RateLimits: true})
		te.w.Now = time.Now
		for _, token := range te.w.Okta.Tokens {
			token.LastUsed = time.Now()
		}
		for range 60 {
			te.get("/api/v1/logs")
		}
		over := te.must(429, "GET", "/api/v1/logs", "")
		var reset int64
		if _, err := fmt.Sscan(over.header.Get("X-Rate-Limit-Reset"), &reset); err != nil {
			t.Fatal(err)
		}
		date, err := http.ParseTime(over.header.Get("Date"))
		if err != nil {
			t.Fatal(err)
		}
		wait(t, time.Unix(reset, 0).Sub(date)-time.Second)
		te.must(429, "GET", "/api/v1/logs", "")
		wait(t, 2*time.Second)
		te.get("/api/v1/logs")
	})
}

// wait lets the bubble's clock run.
func wait(t *testing.T, d time.Duration) {
	t.Helper()
	select {
	case <-time.After(d):
	case <-t.Context().Done():
	}
}

func TestSyncStateMayAlwaysBeDisabled(t *testing.T) {
	t.Parallel()
	for variant, want := range map[string][2]string{"shown": {"SYNCHRONIZED", "ERROR"}, "disabled": {"DISABLED", "DISABLED"}} {
		te, _ := provisioned(t)
		te.choose("sync-state", variant)
		te.must(200, "POST", appPath+"/users", `{"id":"00uada","scope":"USER"}`)
		te.settle()
		a := te.get(appPath + "/users/00uada")
		if a.text("syncState") != want[0] || a.text("status") != "PROVISIONED" {
			t.Errorf("%s, provisioned: %s", variant, a.raw)
		}
		te.app.Provisioning.Token = "old"
		te.must(200, "POST", appPath+"/users", `{"id":"00uben","scope":"USER"}`)
		te.settle()
		a = te.get(appPath + "/users/00uben")
		if a.text("syncState") != want[1] || a.text("status") != "STAGED" || a.at("externalId") != nil {
			t.Errorf("%s, failed: %s", variant, a.raw)
		}
	}
}
