package okta

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/traffic"
	"github.com/provision-cli/provision/clients/sandbox/world"
)

func TestChangesAreCounted(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	rec := traffic.New()
	te.h = rec.Wrap("okta", te.h)
	mapping := te.toApp()
	for _, tc := range []struct {
		method, path, body string
		status, changes    int
	}{
		{"GET", "/api/v1/apps", "", 200, 0},
		{"GET", "/api/v1/users/me", "", 200, 0},
		{"PUT", appPath + "/groups/00gjira", "{}", 200, 1},
		{"PUT", appPath + "/groups/00gjira", "{}", 200, 0},
		{"PUT", appPath + "/groups/00gjira", `{"priority":3}`, 200, 1},
		{"PUT", "/api/v1/groups/00gjira/users/00udan", "", 204, 1},
		{"PUT", "/api/v1/groups/00gjira/users/00udan", "", 204, 0},
		{"DELETE", "/api/v1/groups/00gjira/users/00uFlo", "", 204, 0},
		{"POST", appPath + "/group-push/mappings", `{"sourceGroupId":"00gjira","targetGroupName":"x"}`, 200, 1},
		{"POST", appPath + "/group-push/mappings", `{"sourceGroupId":"00gjira","targetGroupName":"x"}`, 400, 0},
		{"POST", mapping, `{"properties":{"email":{"expression":"user.login","pushStatus":"PUSH"}}}`, 200, 1},
		{"POST", mapping, `{"properties":{"email":{"expression":"user.login","pushStatus":"PUSH"}}}`, 200, 0},
		{"POST", appPath + "/connections/default", `{"profile":{"authScheme":"TOKEN"}}`, 200, 0},
		{"POST", appPath + "/connections/default/lifecycle/activate", "", 204, 0},
		{"POST", appPath + "/lifecycle/activate", "", 200, 0},
		{"PUT", appPath, `{"label":"x"}`, 200, 1},
		{"PUT", appPath, `{}`, 400, 0},
		{"POST", "/api/v1/users/00uben/lifecycle/suspend", "", 200, 1},
		{"DELETE", appPath + "/groups/00gjira", "", 204, 1},
		{"POST", "/api/v1/groups", `{"profile":{"name":"n"}}`, 200, 1},
	} {
		before := rec.Stats().Mutations.Client
		te.must(tc.status, tc.method, tc.path, tc.body)
		if got := rec.Stats().Mutations.Client - before; got != tc.changes {
			t.Errorf("%s %s %s counts %d changes, want %d", tc.method, tc.path, tc.body, got, tc.changes)
		}
	}
}

// TestManyAtOnce is for the race detector: readers and writers of the same things over real connections.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.connect()
	srv := httptest.NewServer(te.h)
	defer srv.Close()
	var all sync.WaitGroup
	for i := range 16 {
		all.Go(func() {
			path, method := appPath, "GET"
			switch i % 4 {
			case 1:
				path, method = appPath+"/groups/00gjira", "PUT"
			case 2:
				path = appPath + "/users?expand=user"
			case 3:
				path, method = "/api/v1/groups/00gjira/users/00udan", "PUT"
			}
			r, err := http.NewRequestWithContext(t.Context(), method, srv.URL+path, strings.NewReader(""))
			if err != nil {
				t.Error(err)
				return
			}
			r.Header.Set("Authorization", "SSWS "+te.token)
			resp, err := srv.Client().Do(r)
			if err != nil {
				t.Error(err)
				return
			}
			resp.Body.Close()
			if resp.StatusCode >= 300 {
				t.Errorf("%s %s: %s", method, path, resp.Status)
			}
		})
	}
	all.Wait()
}

// BenchmarkLastPage reads the last page of a long list, which must cost no more than the first.
func BenchmarkLastPage(b *testing.B) {
	t := &testing.T{}
	te := newTenant(t, Options{})
	for i := range 100_000 {
		id := fmt.Sprintf("00u%06d", i)
		te.w.Okta.AddUser(&world.User{ID: id, Status: "ACTIVE", Login: id + "@example.com", Email: id + "@example.com"})
	}
	after := cursor{pos: 99_800, id: te.w.Okta.Users[99_799].ID}.String()
	for b.Loop() {
		te.get("/api/v1/users?limit=200&after=" + after)
	}
}

func TestPageCostsOnlyItself(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	items := make([]int, 100_000)
	for i := range items {
		items[i] = i
	}
	looked := 0
	id := strconv.Itoa
	keep := func(int) bool { looked++; return true }
	c := &call{server: &server{w: te.w}, query: map[string][]string{"after": {cursor{pos: 90_000, id: "89999"}.String()}}}
	got, refused := cut(c, paging{size: 200, most: 200}, items, id, keep)
	if refused.status != 0 || len(got.items) != 200 || got.items[0] != 90_000 || got.next == "" {
		t.Fatalf("page of %d items, next %q", len(got.items), got.next)
	}
	if looked > 201 {
		t.Errorf("a page of 200 looked at %d items", looked)
	}
}
