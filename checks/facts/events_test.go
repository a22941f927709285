package facts

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
)

// log answers the System Log by filter, and one app beside it; an answer that starts with a digit is a status.
func log(t *testing.T, answer func(filter string) string) (*Facts, *[]string) {
	t.Helper()
	asked := &[]string{}
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/api/v1/apps":
			rw.Write([]byte(oneApp))
		case r.URL.Query().Get("after") != "":
			rw.Write([]byte("[]"))
		default:
			filter := r.URL.Query().Get("filter")
			*asked = append(*asked, filter)
			text := answer(filter)
			if strings.HasPrefix(text, "400") {
				rw.WriteHeader(400)
				text = `{"errorCode":"E0000053","errorSummary":"Invalid filter"}`
			}
			rw.Write([]byte(text))
		}
	}))
	t.Cleanup(server.Close)
	base, _ := url.Parse(server.URL)
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	return New(Sources{Okta: okta.NewReader(base, clients.NewSecret("t"), nil)}, Intent{}, Kept{}, now), asked
}

func entry(uuid, at, targets, appname string) string {
	return `{"uuid":"` + uuid + `","published":"2026-11-2` + at + `T00:00:00.000Z","target":[` + targets + `],"debugContext":{"debugData":{"appname":"` + appname + `"}}}`
}

func uuids(list []okta.Event) string {
	text := ""
	for _, e := range list {
		text += e.UUID
	}
	return text
}

const (
	ours    = `{"type":"AppInstance","id":"0oa1"}`
	another = `{"type":"AppInstance","id":"0oa2"}`
	appUser = `{"type":"AppUser","id":"0ua1","alternateId":"ana@x.example"}`
)

func TestAppEventsKnowBothForms(t *testing.T) {
	t.Parallel()
	f, asked := log(t, func(string) string {
		return "[" + strings.Join([]string{
			entry("c", "3", ours, ""), entry("a", "1", appUser, "atlassian"), entry("x", "1", another+","+appUser, "atlassian"),
			entry("y", "2", appUser, "slack"), entry("z", "2", appUser, ""), entry("b", "2", "", "atlassian"),
		}, ",") + "]"
	})
	got, err := f.AppEvents(t.Context(), f.Now().Add(-time.Hour), `eventType eq "a"`, `eventType eq "b"`)
	if err != nil || uuids(got) != "abc" {
		t.Errorf("%s, %v", uuids(got), err)
	}
	const want = `(eventType eq "a" or eventType eq "b") and (target.id eq "0oa1" or debugContext.debugData.appname eq "atlassian")`
	if len(*asked) != 1 || (*asked)[0] != want {
		t.Errorf("asked %q", *asked)
	}
}

func TestAppEventsOfAnOrgThatTakesNoLongFilter(t *testing.T) {
	t.Parallel()
	f, asked := log(t, func(filter string) string {
		if strings.Contains(filter, " or ") {
			return "400"
		}
		if strings.Contains(filter, `"a"`) {
			return "[" + entry("2", "2", ours, "") + "]"
		}
		return "[" + entry("1", "1", ours, "") + "]"
	})
	got, err := f.AppEvents(t.Context(), f.Now().Add(-time.Hour), `eventType eq "a"`, `eventType eq "b"`)
	if err != nil || uuids(got) != "12" || len(*asked) != 3 || (*asked)[2] != `eventType eq "b" and target.id eq "0oa1"` {
		t.Errorf("%s, %v, asked %q", uuids(got), err, *asked)
	}
}

func TestAppEventsNeedAnAppAndALog(t *testing.T) {
	t.Parallel()
	f, _ := log(t, func(string) string { return "400" })
	if got, err := f.AppEvents(t.Context(), f.Now(), `eventType eq "a"`); err == nil || len(got) != 0 {
		t.Errorf("a log that refuses every filter: %v, %v", got, err)
	}
	f, _ = open(t, Intent{}, Kept{}, map[string]string{apps: `[]`})
	if _, err := f.AppEvents(t.Context(), f.Now(), `eventType eq "a"`); err == nil {
		t.Error("no app, and no error")
	}
}
