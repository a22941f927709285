package okta

import (
	"net/url"
	"reflect"
	"testing"
	"testing/synctest"
	"time"
)

func TestEventsAreRead(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 23, 12, 0, 0, 0, time.FixedZone("CET", 3600))
	o, c := answers(t, ok(`[{"uuid":"1","eventType":"application.provision.user.sync","displayMessage":"Sync","severity":"ERROR","published":"2026-11-23T11:30:00.123Z",
	 "outcome":{"result":"FAILURE","reason":null},"target":[{"id":"0oa1","type":"AppInstance","alternateId":"Atlassian","displayName":null,"detailEntry":null}],
	 "debugContext":{"debugData":{"appname":"atlassian","n":1}}},{"uuid":"2","outcome":null,"target":null,"debugContext":null}]`))
	got, err := collect(c.Events(t.Context(), EventQuery{Filter: `target.id eq "0oa1"`, Since: at.Add(-time.Hour), Until: at}))
	want := []Event{
		{
			UUID: "1", Type: "application.provision.user.sync", Result: "FAILURE", Message: "Sync", Severity: "ERROR", Published: time.Date(2026, 11, 23, 11, 30, 0, 123e6, time.UTC),
			Targets: []Target{{ID: "0oa1", Type: "AppInstance", AlternateID: "Atlassian"}}, Debug: map[string]any{"appname": "atlassian", "n": 1.0},
		},
		{UUID: "2"},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
	o.sent(t, `GET /api/v1/logs?filter=target.id eq "0oa1"&limit=1000&since=2026-11-23T10:00:00Z&sortOrder=ASCENDING&until=2026-11-23T11:00:01Z`)
}

func TestEventsAreAlwaysBounded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		now := time.Now().UTC()
		o, c := answers(t, ok("[]"))
		if _, err := collect(c.Events(t.Context(), EventQuery{})); err != nil {
			t.Error(err)
		}
		want := url.Values{"since": {now.Add(-week).Format(time.RFC3339)}, "until": {now.Add(time.Second).Format(time.RFC3339)}}
		o.sent(t, "GET /api/v1/logs?limit=1000&since="+want.Get("since")+"&sortOrder=ASCENDING&until="+want.Get("until"))
	})
}

func TestEventsEndAtAnEmptyPage(t *testing.T) {
	t.Parallel()
	more := func(after string) string {
		return `<https://example.okta.com/api/v1/logs?after=` + after + `>; rel="next"`
	}
	o, c := answers(t, linked(`[{"uuid":"1"}]`, more("a")), linked(`[]`, more("b")))
	if got, err := collect(c.Events(t.Context(), EventQuery{})); err != nil || len(got) != 1 {
		t.Errorf("got %+v, %v", got, err)
	}
	if len(o.asked) != 2 {
		t.Errorf("asked %v", o.asked)
	}
}

// TestEventsOfThisSecondAreAsked holds the end of a query behind the moment that was meant, however it is written.
func TestEventsOfThisSecondAreAsked(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 23, 11, 0, 0, 999e6, time.UTC)
	o, c := answers(t, ok("[]"))
	if _, err := collect(c.Events(t.Context(), EventQuery{Since: at.Add(-time.Hour), Until: at})); err != nil {
		t.Error(err)
	}
	o.sent(t, "GET /api/v1/logs?limit=1000&since=2026-11-23T10:00:00Z&sortOrder=ASCENDING&until=2026-11-23T11:00:01Z")
}
