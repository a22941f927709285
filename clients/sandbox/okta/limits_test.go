package okta

import (
	"net/http"
	"strconv"
	"testing"
	"time"
)

func TestRateLimit(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{RateLimits: true})
	first := te.get("/api/v1/apps")
	if l, r := first.header.Get("X-Rate-Limit-Limit"), first.header.Get("X-Rate-Limit-Remaining"); l != "50" || r != "49" {
		t.Errorf("limit %s, remaining %s, want 50 and 49", l, r)
	}
	if reset := first.header.Get("X-Rate-Limit-Reset"); reset != strconv.FormatInt(te.now.Add(time.Minute).Unix(), 10) {
		t.Errorf("reset %s, want a minute after %v", reset, te.now)
	}
	if date := first.header.Get("Date"); date != te.now.Format(http.TimeFormat) {
		t.Errorf("date %s, want the tenant's clock", date)
	}
	te.now = te.now.Add(20 * time.Second)
	te.must(404, "GET", "/api/v1/apps/0oaNONE/features", "")
	for range 48 {
		te.must(200, "GET", appPath+"/groups", "")
	}
	over := te.must(429, "GET", appPath+"/users", "")
	if over.text("errorCode") != "E0000047" || over.header.Get("Retry-After") != "" || over.header.Get("X-Rate-Limit-Remaining") != "0" {
		t.Errorf("too many: %s %v", over.raw, over.header)
	}
	te.get(appPath)
	te.get("/api/v1/groups")
	if a := te.as(te.admin("APP_ADMIN"), "GET", "/api/v1/apps", ""); a.status != 200 {
		t.Errorf("another token is throttled as well: %d", a.status)
	}
	te.now = te.now.Add(40 * time.Second)
	again := te.get("/api/v1/apps")
	if again.header.Get("X-Rate-Limit-Remaining") != "49" || again.header.Get("X-Rate-Limit-Reset") != strconv.FormatInt(te.now.Add(time.Minute).Unix(), 10) {
		t.Errorf("after the reset: %v", again.header)
	}
}

func TestWindowStartsWithTheFirstRequest(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{RateLimits: true})
	te.get("/api/v1/logs")
	te.now = te.now.Add(90 * time.Second)
	if got := te.get("/api/v1/logs").header.Get("X-Rate-Limit-Reset"); got != strconv.FormatInt(te.now.Add(time.Minute).Unix(), 10) {
		t.Errorf("reset %s, want a minute after the first request of the window", got)
	}
}

func TestBuckets(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{RateLimits: true})
	for path, want := range map[string]string{
		"/api/v1/apps": "50", appPath: "250", appPath + "/connections/default": "50", appPath + "/group-push/mappings": "50",
		"/api/v1/groups": "250", "/api/v1/groups/00gjira": "500", "/api/v1/groups/00gjira/users": "250",
		"/api/v1/users": "300", "/api/v1/users/00uada": "1000", "/api/v1/logs": "60", "/api/v1/mappings": "600",
	} {
		if got := te.get(path).header.Get("X-Rate-Limit-Limit"); got != want {
			t.Errorf("limit of %s is %s, want %s", path, got, want)
		}
	}
}

func TestNoRateLimit(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	for range 200 {
		te.get("/api/v1/apps")
	}
	if a := te.get("/api/v1/apps"); a.header.Get("X-Rate-Limit-Limit") != "1000000" {
		t.Errorf("headers without limits: %v", a.header)
	}
}
