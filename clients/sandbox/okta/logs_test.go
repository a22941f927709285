package okta

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// event writes into the tenant's log; age is how long ago it happened.
func (te *tenant) event(uuid, kind, result string, age time.Duration, targets ...string) {
	e := &world.LogEvent{UUID: uuid, EventType: kind, DisplayMessage: "Message of " + uuid, Severity: "INFO", Result: result, Published: te.now.Add(-age),
		ActorID: "00uada", ActorType: "User", ActorName: "ada@example.com", TransactionType: "JOB", Debug: map[string]string{"appname": "atlassian"}}
	for _, id := range targets {
		e.Targets = append(e.Targets, world.LogTarget{ID: id, Type: "AppUser", AlternateID: id + "@example.com", DisplayName: id})
	}
	te.w.Okta.Log = append(te.w.Okta.Log, e)
}

func (a answer) uuids() string {
	var out []string
	for _, v := range asList(a.body) {
		out = append(out, text(asObject(v), "uuid"))
	}
	return strings.Join(out, " ")
}

func logTenant(t *testing.T) *tenant {
	t.Helper()
	te := newTenant(t, Options{})
	te.event("old", "application.lifecycle.update", "SUCCESS", 100*day)
	te.event("month", "application.lifecycle.update", "SUCCESS", 30*day)
	te.event("fail", "application.provision.user.push", "FAILURE", 3*time.Hour, "00uben", "0oa1")
	te.event("push", "application.provision.group_push.pushed", "SUCCESS", 2*time.Hour, "00gjira", "0oa1")
	te.event("user", "user.session.start", "SUCCESS", time.Hour, "00uben")
	return te
}

func TestLogFilters(t *testing.T) {
	t.Parallel()
	te := logTenant(t)
	for filter, want := range map[string]string{
		"": "fail push user",
		`target.id eq "0oa1" and eventType sw "application.provision"`: "fail push",
		`target.id eq "00uben" and target.id eq "0oa1"`:                "fail",
		`outcome.result eq "FAILURE" or eventType co "session"`:        "fail user",
		`debugContext.debugData.appname eq "atlassian"`:                "fail push user",
		`debugContext.debugData.customMessage pr`:                      "",
		`(severity eq "INFO") and actor.id eq "00uada"`:                "fail push user",
		`eventType gt "user"`:                                          "user",
		`target.alternateId eq "00gjira@example.com"`:                  "push",
		`transaction.type eq "JOB" and uuid eq "push"`:                 "push",
		`outcome.reason pr or displayMessage co "of fail"`:             "fail",
		`target.type eq "AppUser" and target.displayName eq "00gjira"`: "push",
		`actor.type eq "User" and actor.alternateId sw "ada"`:          "fail push user",
	} {
		if got := te.get("/api/v1/logs?filter=" + url.QueryEscape(filter)).uuids(); got != want {
			t.Errorf("%s: %q, want %q", filter, got, want)
		}
	}
}

func TestLogTimes(t *testing.T) {
	t.Parallel()
	te := logTenant(t)
	at := func(age time.Duration) string { return url.QueryEscape(te.now.Add(-age).Format(time.RFC3339)) }
	for query, want := range map[string]string{
		"since=" + at(60*day):                               "month fail push user",
		"since=" + at(120*day):                              "month fail push user",
		"since=" + at(60*day) + "&until=" + at(2*time.Hour): "month fail",
		"sortOrder=DESCENDING":                              "user push fail",
		"q=ben":                                             "fail user",
		"q=ben+session":                                     "user",
		"limit=2":                                           "fail push",
	} {
		if got := te.get("/api/v1/logs?" + query).uuids(); got != want {
			t.Errorf("logs?%s: %q, want %q", query, got, want)
		}
	}
}

func TestLogErrors(t *testing.T) {
	t.Parallel()
	te := logTenant(t)
	for query, code := range map[string]string{
		"filter=" + url.QueryEscape(`published gt "2026-01-01T00:00:00Z"`): "E0000031",
		"filter=" + url.QueryEscape(`nonsense eq "x"`):                     "E0000053",
		"filter=" + url.QueryEscape(`eventType eq`):                        "E0000053",
		"filter=" + url.QueryEscape(`eventType like "x"`):                  "E0000053",
		"filter=" + url.QueryEscape(`debugContext.debugData.x gt "1"`):     "E0000031",
		"since=" + te.now.Add(-181*day).Format(time.RFC3339):               "E0000053",
		"since=yesterday": "E0000001", "until=never": "E0000001", "sortOrder=UP": "E0000001",
		"q=" + strings.Repeat("x", 41): "E0000001", "after=zzz": "E0000029",
	} {
		te.refused(400, code, "", "GET", "/api/v1/logs?"+query, "")
	}
}

func TestLogPolling(t *testing.T) {
	t.Parallel()
	te := logTenant(t)
	a := te.get("/api/v1/logs?limit=2&filter=" + url.QueryEscape(`eventType pr`))
	if !strings.Contains(a.next(), "filter=") {
		t.Errorf("next %q lost the filter", a.next())
	}
	a = te.get(a.next())
	if a.uuids() != "user" || a.next() == "" {
		t.Fatalf("second page %q with next %q", a.uuids(), a.next())
	}
	a = te.get(a.next())
	if a.uuids() != "" || a.next() == "" {
		t.Fatalf("an empty poll has %q and next %q", a.uuids(), a.next())
	}
	te.event("new", "user.session.end", "SUCCESS", 0)
	if a = te.get(a.next()); a.uuids() != "new" {
		t.Errorf("the next poll has %q", a.uuids())
	}
}

func TestLogPollingFromAnEmptyLog(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	a := te.get("/api/v1/logs")
	te.event("first", "user.session.end", "SUCCESS", 0)
	if a = te.get(a.next()); a.uuids() != "first" {
		t.Errorf("the next poll has %q", a.uuids())
	}
}

func TestBoundedLogEnds(t *testing.T) {
	t.Parallel()
	te := logTenant(t)
	for _, query := range []string{"until=" + te.now.Add(time.Hour).Format(time.RFC3339), "sortOrder=DESCENDING"} {
		path, pages := "/api/v1/logs?limit=2&"+query, 0
		for ; path != "" && pages < 10; pages++ {
			path = te.get(path).next()
		}
		if pages != 2 {
			t.Errorf("%s: %d pages, want 2", query, pages)
		}
	}
}

func TestLogEventShape(t *testing.T) {
	t.Parallel()
	te := logTenant(t)
	e := asObject(te.get("/api/v1/logs").at(0))
	if out := child(e, "outcome"); out["result"] != "FAILURE" || out["reason"] != nil {
		t.Errorf("outcome %v: a missing reason is null", out)
	}
	if e["published"] != "2026-11-02T06:00:00.000Z" || fmt.Sprint(child(child(e, "debugContext"), "debugData")["appname"]) != "atlassian" {
		t.Errorf("event: %v", e)
	}
}

func TestWritesAreLogged(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.put(te.writable())
	te.pushed("00gjira")
	a := te.get("/api/v1/logs")
	for _, kind := range []string{"application.lifecycle.update", "application.provision.group_push.mapping.created"} {
		if !strings.Contains(a.raw, kind) {
			t.Errorf("%s is not in the log: %s", kind, a.raw)
		}
	}
}
