package okta

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// TestDefaultPageSizes: the page that a list has when none is asked for stands in rel="self" (okta.md §2).
func TestDefaultPageSizes(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	for path, want := range map[string]string{
		"/api/v1/apps": "20", appPath + "/users": "50", appPath + "/groups": "20", "/api/v1/mappings": "20", pushPath: "100",
		"/api/v1/users": "200", "/api/v1/groups": "10000", "/api/v1/groups/00gjira/users": "1000",
	} {
		a := te.get(path)
		if self := a.link("self"); !strings.Contains(self, "limit="+want) {
			t.Errorf("%s: self is %s, want limit=%s", path, self, want)
		}
		if a.next() != "" {
			t.Errorf("%s: a single page has a next: %s", path, a.next())
		}
	}
}

// TestLimitsOfLists: what lies above a list's maximum is refused or cut, never silently more (§2, §8, §9).
func TestLimitsOfLists(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	for i := range 260 {
		u := &world.User{ID: fmt.Sprintf("00ux%03d", i), Status: "ACTIVE", Login: fmt.Sprintf("x%03d@example.com", i), Email: fmt.Sprintf("x%03d@example.com", i), Created: te.now, LastUpdated: te.now}
		te.w.Okta.AddUser(u)
	}
	for path, most := range map[string]int{"/api/v1/users?limit=201": 200, "/api/v1/users?limit=200": 200, "/api/v1/users": 200} {
		a := te.call("GET", path, "")
		if n := len(asList(a.body)); a.status == 200 && n > most || a.status != 200 && a.status != 400 {
			t.Errorf("%s: %d with %d people", path, a.status, n)
		}
	}
}

// TestNextForgetsFilters: q and search stay in the next link of apps and users; mappings lose their ids, and an app's
// users lose expand (§2, §6, §9).
func TestNextForgetsFilters(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.w.CreateApp("atlassian", "Atlassian two", "SAML_2_0")
	for _, id := range []string{"00uada", "00uben"} {
		te.app.Assign(&world.AppUser{UserID: id, Scope: "USER", Status: "ACTIVE", SyncState: "DISABLED", UserName: id, Created: te.now, LastUpdated: te.now, StatusChanged: te.now})
	}
	for path, want := range map[string]struct{ keeps, drops string }{
		"/api/v1/apps?q=Atlassian&limit=1":                               {"q=Atlassian", "\x00"},
		"/api/v1/users?search=status+eq+%22ACTIVE%22&limit=1":            {"search=", "\x00"},
		appPath + "/users?expand=user&limit=1":                           {"limit=1", "expand"},
		"/api/v1/mappings?sourceId=" + te.w.Okta.UserTypeID + "&limit=1": {"limit=1", "sourceId"},
	} {
		next := te.get(path).next()
		if !strings.Contains(next, "after=") || !strings.Contains(next, want.keeps) || strings.Contains(next, want.drops) {
			t.Errorf("%s: next is %q, want %q in it and %q not", path, next, want.keeps, want.drops)
		}
	}
	te.refused(400, "E0000029", "Invalid cursor", "GET", "/api/v1/apps?after=nonsense", "")
}

// TestClocksOfTwoForms: apps show milliseconds, push mappings none (§2, §8).
func TestClocksOfTwoForms(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	app := te.get(appPath)
	for _, key := range []string{"created", "lastUpdated"} {
		if at, err := time.Parse("2006-01-02T15:04:05.000Z", app.text(key)); err != nil || !at.Equal(te.now) {
			t.Errorf("the app's %s is %q", key, app.text(key))
		}
	}
	id := te.pushed("00gjira")
	mapping := te.get(pushPath + "/" + id)
	for _, key := range []string{"created", "lastUpdated"} {
		if at, err := time.Parse("2006-01-02T15:04:05Z", mapping.text(key)); err != nil || !at.Equal(te.now) {
			t.Errorf("the mapping's %s is %q", key, mapping.text(key))
		}
	}
}

// TestAMappingProvesNothing: ACTIVE and a target at once, with provisioning off and nothing that could be pushed (§8).
func TestAMappingProvesNothing(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	a := te.must(200, "POST", pushPath, `{"sourceGroupId":"00gconf","targetGroupName":"x"}`)
	if te.app.Provisioning.Enabled || a.text("status") != "ACTIVE" || a.text("targetGroupId") == "" || te.app.Mappings[0].RemoteID != "" {
		t.Errorf("%s", a.raw)
	}
	te.now = te.now.Add(20 * time.Second)
	if later := te.get(pushPath + "/" + a.text("id")); later.raw != a.raw {
		t.Errorf("after 20 s: %s, was %s", later.raw, a.raw)
	}
	list := te.get(pushPath + "?sourceGroupId=00gconf")
	if list.ids() != a.text("id") || strings.Contains(list.link("self"), "sourceGroupId") {
		t.Errorf("by source: %s, self %s", list.ids(), list.link("self"))
	}
	if none := te.get(pushPath + "?sourceGroupId=00gNONE&after="); none.raw != "[]" {
		t.Errorf("nothing found: %q, want an empty list", none.raw)
	}
	for _, key := range []string{"app", "sourceGroup", "targetGroup"} {
		if a.at("_links", key) == nil {
			t.Errorf("no link to the %s", key)
		}
	}
	if a.at("_links", "self") != nil {
		t.Error("a mapping has a link to itself")
	}
}

// TestErrorsOfEveryKind: the code, the status, and causes that are a list, empty but for the 400s (§1).
func TestErrorsOfEveryKind(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	reader := te.admin("READ_ONLY_ADMIN")
	for _, tc := range []struct {
		token, method, path, body string
		status                    int
		code                      string
		causes                    int
	}{
		{"wrong", "GET", "/api/v1/apps", "", 401, "E0000011", 0},
		{reader, "PUT", appPath + "/groups/00gjira", "{}", 403, "E0000006", 0},
		{te.token, "GET", "/api/v1/apps/0oaNONE", "", 404, "E0000007", 0},
		{te.token, "GET", "/api/v1/groups/00gNONE", "", 404, "E0000007", 0},
		{te.token, "GET", "/api/v1/users/nobody@example.com", "", 404, "E0000007", 0},
		{te.token, "GET", appPath + "/groups/00gjira", "", 404, "E0000007", 0},
		{te.token, "GET", appPath + "/features", "", 400, "E0000001", 1},
		{te.token, "POST", pushPath, "{", 400, "E0000003", 0},
		{te.token, "GET", "/api/v1/logs?filter=eventType+like+%22x%22", "", 400, "E0000053", 0},
		{te.token, "GET", "/api/v1/logs?filter=published+eq+%22x%22", "", 400, "E0000031", 1},
	} {
		a := te.as(tc.token, tc.method, tc.path, tc.body)
		causes, isList := a.at("errorCauses").([]any)
		if a.status != tc.status || a.text("errorCode") != tc.code || !isList || len(causes) < tc.causes {
			t.Errorf("%s %s: %d %s, want %d %s", tc.method, tc.path, a.status, a.raw, tc.status, tc.code)
		}
		if a.text("errorLink") != tc.code || a.text("errorId") == "" || a.text("errorSummary") == "" {
			t.Errorf("%s %s: %s", tc.method, tc.path, a.raw)
		}
		if tc.status == 404 && !strings.HasPrefix(a.text("errorSummary"), "Not found: Resource not found: ") {
			t.Errorf("%s: %s", tc.path, a.text("errorSummary"))
		}
	}
}

// TestThrottledWithoutRetryAfter: 429 E0000047, a reset in seconds of the server's clock, and failed calls count too (§11).
func TestThrottledWithoutRetryAfter(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{RateLimits: true})
	var last answer
	calls := 0
	for last.status != 429 && calls < 2000 {
		last = te.call("GET", "/api/v1/apps/0oaNONE/groups", "")
		calls++
	}
	if last.status != 429 || last.text("errorCode") != "E0000047" || last.header.Get("Retry-After") != "" || last.header.Get("X-Rate-Limit-Remaining") != "0" {
		t.Fatalf("after %d failing calls: %d %v", calls, last.status, last.header)
	}
	reset, err := strconv.ParseInt(last.header.Get("X-Rate-Limit-Reset"), 10, 64)
	if wait := time.Unix(reset, 0).Sub(te.now); err != nil || wait <= 0 || wait > time.Minute+time.Second {
		t.Errorf("reset in %s: %v", wait, err)
	}
	te.now = time.Unix(reset+1, 0)
	if a := te.call("GET", "/api/v1/apps/0oaNONE/groups", ""); a.status != 404 {
		t.Errorf("after the reset: %d", a.status)
	}
}
