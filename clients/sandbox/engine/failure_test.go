package engine

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// refusing answers requests of one method with a status and a body.
func refusing(method string, status int, body string) func(http.ResponseWriter, *http.Request) bool {
	return func(rw http.ResponseWriter, r *http.Request) bool {
		if r.Method != method {
			return false
		}
		rw.WriteHeader(status)
		io.WriteString(rw, body)
		return true
	}
}

func TestProvisioningFails(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, method string
		status       int
		body         string
		want         string
		events       string
	}{
		{"401", "GET", 401, `{"error":"Key expired","traceId":"t"}`,
			"Error while verifying if user ann@example.com exists: Unauthorized. Errors reported by remote server: Key expired",
			"integration.authentication_failure FAILURE *; provision.user.push FAILURE *"},
		{"409", "POST", 409, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"409","detail":"Resource [USER]: with email[x] already exists."}`,
			"Error while creating user ann@example.com: Conflict. Errors reported by remote server: Resource [USER]: with email[x] already exists.",
			"provision.user.push FAILURE *"},
		{"400", "POST", 400, `{"detail":"no"}`, "Error while creating user ann@example.com: Bad Request. Errors reported by remote server: no", "provision.user.push FAILURE *"},
		{"500 without a body", "POST", 500, "", "Error while creating user ann@example.com: Internal Server Error. Errors reported by remote server: Internal Server Error", "provision.user.push FAILURE *"},
		{"html", "GET", 502, "<html><body>oops", "Error while verifying if user ann@example.com exists: Bad Gateway. Errors reported by remote server: Invalid JSON: Unrecognized token '<html'", "provision.user.push FAILURE *"},
		{"bad json", "GET", 200, "error: oops", "Error while verifying if user ann@example.com exists: Bad Gateway. Errors reported by remote server: Invalid JSON: Unrecognized token 'error:'", "provision.user.push FAILURE *"},
		{"empty answer to POST", "POST", 201, "", "Create new user returned empty user.", "provision.user.push FAILURE *"},
		{"numbers in quotes", "GET", 200, `{"totalResults":0,"startIndex":"1","itemsPerPage":0,"Resources":[]}`, "Error while verifying if user ann@example.com exists", "provision.user.sync FAILURE"},
		{"redirect", "GET", 302, "", "Error while verifying if user ann@example.com exists: Found. Errors reported by remote server: Found", "provision.user.push FAILURE *"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			b.user("ann")
			b.scim.refuse = refusing(c.method, c.status, c.body)
			if got := b.do(func() { b.AssignUser(b.app, "00uann") }); strings.Count(got, c.method) != 1 {
				t.Errorf("sent\n%s", got)
			}
			au := b.app.User("00uann")
			if au.Status != "STAGED" || au.SyncState != "ERROR" || au.Error != c.want || au.ExternalID != "" {
				t.Errorf("%+v", au)
			}
			if len(b.app.Tasks) != 1 || b.app.Tasks[0].Summary != c.want || b.app.Tasks[0].UserID != au.UserID || b.app.Tasks[0].ID == "" {
				t.Errorf("tasks %v", b.app.Tasks)
			}
			want := "user_membership.add SUCCESS; " + strings.ReplaceAll(c.events, "*", c.want)
			if e := b.events("application."); e != want {
				t.Errorf("events %s\nwant   %s", e, want)
			}
			b.scim.refuse = nil
			b.sent(b.do(func() { b.RetryFailed(b.app) }), `GET /Users?filter=userName eq "ann@example.com"`, "POST /Users")
			if au.Status != "PROVISIONED" || au.Error != "" || len(b.app.Tasks) != 0 || len(b.failed) != 0 {
				t.Errorf("after the retry: %+v, tasks %v", au, b.app.Tasks)
			}
		})
	}
}

func TestNotFoundMeansNone(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.user("ann")
	b.scim.refuse = refusing("GET", 404, `{"status":"404"}`)
	b.do(func() { b.AssignUser(b.app, "00uann") })
	if b.app.User("00uann").Status != "PROVISIONED" {
		t.Errorf("%+v", b.app.User("00uann"))
	}
}

func TestCreateOff(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.user("ann")
	b.app.Provisioning.Create = false
	b.sent(b.do(func() { b.AssignUser(b.app, "00uann") }), `GET /Users?filter=userName eq "ann@example.com"`)
	if e := b.app.User("00uann").Error; e != "Matching user not found" {
		t.Errorf("error %q", e)
	}
}

func TestLaterJobsFail(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.assign("ann", "bob")
	b.scim.refuse = refusing("PUT", 404, `{"detail":"gone"}`)
	b.do(func() { b.w.Okta.User("00uann").LastName = "Moe"; b.UserChanged("00uann") })
	au := b.app.User("00uann")
	if au.Status != "PROVISIONED" || au.SyncState != "ERROR" || !strings.Contains(au.Error, "Not Found. Errors reported by remote server: gone") {
		t.Errorf("%+v", au)
	}
	b.scim.refuse = refusing("PATCH", 500, `{"detail":"no"}`)
	b.do(func() { b.UnassignUser(b.app, "00ubob") })
	if e := b.events("application.provision.user.deactivate"); !strings.HasPrefix(e, " FAILURE Error while deactivating user bob@example.com") {
		t.Errorf("events %q", e)
	}
	b.scim.refuse = nil
	got := b.do(func() { b.RetryFailed(b.app) })
	if !strings.Contains(got, "PATCH /Users/") || !strings.Contains(got, "PUT /Users/") || len(b.app.Tasks) != 0 || au.SyncState != "SYNCHRONIZED" {
		t.Errorf("after the retry: %v %+v\n%s", b.app.Tasks, au, got)
	}
}

func TestDeactivatingWhatIsGone(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.assign("ann")
	b.scim.refuse = refusing("PATCH", 404, `{}`)
	b.do(func() { b.UnassignUser(b.app, "00uann") })
	if len(b.app.Tasks) != 0 {
		t.Errorf("tasks %v", b.app.Tasks[0])
	}
}

func TestTasksOfAnotherTime(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.assign("ann", "bob")
	b.app.User("00uann").ExternalID = ""
	b.app.Tasks = []*world.Task{{ID: "t1", UserID: "00uann"}, {ID: "t2", UserID: "00ubob"}, {ID: "t3", UserID: "00unobody"}}
	got := b.do(func() { b.RetryFailed(b.app) })
	if strings.Count(got, "filter=") != 1 || strings.Count(got, "PUT") != 2 || len(b.app.Tasks) != 0 {
		t.Errorf("sent\n%s", got)
	}
}

func TestThrottled(t *testing.T) {
	t.Parallel()
	m := time.Minute
	for _, c := range []struct {
		retryAfter string
		times      int
		waits      []time.Duration
		ok         bool
	}{
		{"7", 3, []time.Duration{7 * time.Second, 14 * time.Second, 28 * time.Second}, true},
		{"", 2, []time.Duration{5 * m, 10 * m}, true},
		{"Mon, 23 Nov 2026 12:00:00 GMT", 1, []time.Duration{5 * m}, true},
		{"1.5", 1, []time.Duration{5 * m}, true},
		{"1", 99, []time.Duration{1e9, 2e9, 4e9, 8e9, 16e9, 32e9, 64e9, 128e9, 256e9}, false},
	} {
		t.Run(c.retryAfter, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			b.user("ann")
			left := c.times
			b.scim.refuse = func(rw http.ResponseWriter, r *http.Request) bool {
				if left == 0 {
					return false
				}
				left--
				if c.retryAfter != "" {
					rw.Header().Set("Retry-After", c.retryAfter)
				}
				rw.WriteHeader(429)
				return true
			}
			b.do(func() { b.AssignUser(b.app, "00uann") })
			if fmt.Sprint(b.waits) != fmt.Sprint(c.waits) {
				t.Errorf("waited %v, want %v", b.waits, c.waits)
			}
			au := b.app.User("00uann")
			if ok := au.Status == "PROVISIONED" && len(b.app.Tasks) == 0; ok != c.ok {
				t.Errorf("%+v, tasks %v", au, b.app.Tasks)
			}
			if n := strings.Count(b.events("application.integration.rate_limit_exceeded"), "FAILURE"); n != len(c.waits) {
				t.Errorf("%d pauses in the log", n)
			}
		})
	}
}

func TestSocketLimit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		r := remote{base: "http://scim.test", http: &http.Client{Transport: stalled{}}}
		err := r.probe(t.Context())
		if want := "Error authenticating. Errors reported by remote server: Socket timeout: no answer within 60 seconds"; err == nil || err.Error() != want {
			t.Errorf("got %v", err)
		}
		if d := time.Since(began); d != time.Minute {
			t.Errorf("gave up after %v", d)
		}
	})
}

// stalled never answers.
type stalled struct{}

func (stalled) RoundTrip(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

func TestStoppingEndsPausesAndWaits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := world.New(1, time.Now)
		app := &world.App{ID: "a", Status: "ACTIVE", Provisioning: world.Provisioning{Enabled: true, BaseURL: "http://scim.test", Token: "k"}}
		w.Okta.AddUser(&world.User{ID: "u", Status: "ACTIVE", Login: "u@example.com"})
		w.Okta.Apps = append(w.Okta.Apps, app)
		e := New(w, &http.Client{Transport: throttling{}})
		ctx, cancel := context.WithCancel(t.Context())
		e.Start(ctx)
		w.Lock()
		e.AssignUser(app, "u")
		w.Unlock()
		limited, end := context.WithTimeout(t.Context(), time.Hour)
		defer end()
		if err := e.Wait(limited); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("waiting for a paused job: %v", err)
		}
		if n := e.Pending(); n != 1 {
			t.Errorf("%d pending", n)
		}
		cancel()
		synctest.Wait()
		if err := e.Wait(t.Context()); !errors.Is(err, ErrStopped) {
			t.Errorf("waiting for a stopped engine: %v", err)
		}
	})
}

// throttling answers 429 without saying how long.
type throttling struct{}

func (throttling) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: 429, Header: http.Header{}, Body: http.NoBody, Request: r}, nil
}

func TestCredentials(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	e := New(world.New(1, time.Now), nil)
	if err := e.Test(t.Context(), s.URL+"/", testKey); err != nil {
		t.Error(err)
	}
	if got := s.take(); got[0].Line != "GET /Users?startIndex=1&count=2" {
		t.Errorf("sent %v", got[0].Line)
	}
	for name, c := range map[string][2]string{
		"wrong key":  {s.URL, "se-cret"},
		"swapped":    {"se-cret", s.URL},
		"line break": {s.URL, "se-cret\n"},
		"no server":  {"http://127.0.0.1:1", "se-cret"},
	} {
		err := e.Test(t.Context(), c[0], c[1])
		if err == nil || strings.Contains(err.Error(), "se-cret") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPackedAnswers(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.user("ann")
	b.scim.refuse = func(rw http.ResponseWriter, r *http.Request) bool {
		if r.Method != http.MethodGet {
			return false
		}
		rw.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(rw)
		io.WriteString(z, `{"totalResults":0,"startIndex":1,"itemsPerPage":0,"Resources":[]}`)
		z.Close()
		return true
	}
	b.do(func() { b.AssignUser(b.app, "00uann") })
	if b.app.User("00uann").Status != "PROVISIONED" {
		t.Errorf("%+v", b.app.User("00uann"))
	}
}
