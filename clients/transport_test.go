package clients

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// fake answers requests in memory, so that tests about time can run on the fake clock of testing/synctest.
type fake func(*http.Request) (*http.Response, error)

func (f fake) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

func answer(status int, header map[string]string, body string) *http.Response {
	h := http.Header{}
	h.Set("Date", time.Now().UTC().Format(http.TimeFormat))
	for key, value := range header {
		h.Set(key, value)
	}
	return &http.Response{
		StatusCode: status, Status: strconv.Itoa(status) + " " + http.StatusText(status),
		Header: h, Body: io.NopCloser(strings.NewReader(body)),
	}
}

func request(t *testing.T, method, path string) *http.Request {
	t.Helper()
	var body io.Reader
	if method == "POST" || method == "PUT" || method == "PATCH" {
		body = strings.NewReader("{}")
	}
	req, err := http.NewRequestWithContext(t.Context(), method, "https://example.okta.com"+path, body)
	if err != nil {
		t.Fatal(err)
	}
	return req
}

func TestReadOnlyLetsReadsThrough(t *testing.T) {
	t.Parallel()
	sent, meter := 0, &Meter{}
	rt := Transport(TransportOptions{
		Service: "admin", ReadOnly: true, Meter: meter, Log: slog.New(slog.DiscardHandler),
		Allow: []string{"POST /admin/v2/orgs/{id}/workspaces"},
		Base: fake(func(*http.Request) (*http.Response, error) {
			sent++
			return answer(200, nil, "{}"), nil
		}),
	})
	tests := []struct {
		method, path string
		read         bool
	}{
		{"GET", "/anything", true},
		{"HEAD", "/anything", true},
		{"POST", "/admin/v2/orgs/o1/workspaces", true},
		{"POST", "/admin/v2/orgs/o1/workspaces/more", false},
		{"POST", "/admin/v2/orgs//workspaces", false},
		{"POST", "/admin/v2/orgs/o1%2Fx/workspaces", true},
		{"POST", "/admin/v2/orgs/o1/x/workspaces", false},
		{"PUT", "/admin/v2/orgs/o1/workspaces", false},
		{"PATCH", "/anything", false},
		{"DELETE", "/anything", false},
		{"post", "/anything", false},
		{"OPTIONS", "/anything", false},
	}
	want := 0
	for _, test := range tests {
		res, err := rt.RoundTrip(request(t, test.method, test.path))
		if test.read {
			want++
		}
		if (err == nil) != test.read || (err != nil && !errors.Is(err, ErrReadOnly)) || (res != nil) != test.read {
			t.Errorf("%s %s: %v", test.method, test.path, err)
		}
	}
	if sent != want || meter.Count()["admin"] != want {
		t.Errorf("%d requests left, %d were counted, want %d", sent, meter.Count()["admin"], want)
	}
}

func TestReadOnlyThroughAConnection(t *testing.T) {
	t.Parallel()
	c := connTo(t, func(http.ResponseWriter, *http.Request) { t.Error("a write left") })
	c.HTTP = &http.Client{Transport: Transport(TransportOptions{Service: "okta", ReadOnly: true})}
	_, err := c.Do(t.Context(), Request{Method: "PUT", Path: "/api/v1/users/" + "a%40example.com", Body: struct{}{}}, nil)
	if !errors.Is(err, ErrReadOnly) || strings.Contains(err.Error(), "example.com") || Uncertain(err) {
		t.Errorf("got %v", err)
	}
}

func TestLogNamesNeitherQueryNorHeaderNorBody(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	fails := false
	rt := Transport(TransportOptions{
		Service: "okta", Log: slog.New(slog.NewJSONHandler(&b, nil)),
		Base: fake(func(*http.Request) (*http.Response, error) {
			if fails {
				return nil, errors.New("broke with " + plain)
			}
			return answer(200, map[string]string{"X-Okta-Request-Id": "r1"}, `{"body":1}`), nil
		}),
	})
	req := request(t, "GET", "/api/v1/users/jane@example.com?q=joe")
	req.Header.Set("Authorization", "SSWS "+plain)
	for _, fails = range []bool{false, true} {
		_, _ = rt.RoundTrip(req)
	}
	for _, hidden := range []string{"jane", "joe", "SSWS", plain, "body"} {
		if strings.Contains(b.String(), hidden) {
			t.Errorf("the log shows %s: %s", hidden, b.String())
		}
	}
	for _, shown := range []string{`"method":"GET"`, `"path":"/api/v1/users/{login}"`, `"status":200`, `"request":"r1"`, `"time":`, `"service":"okta"`, `"error":"broke`} {
		if !strings.Contains(b.String(), shown) {
			t.Errorf("the log lacks %s: %s", shown, b.String())
		}
	}
}

func TestMeterIsShared(t *testing.T) {
	t.Parallel()
	var m Meter
	if got := m.Count(); got == nil || len(got) != 0 {
		t.Errorf("a new meter counts %v", got)
	}
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() { m.add("okta"); m.add("scim") })
	}
	all.Wait()
	if got := m.Count(); got["okta"] != 50 || got["scim"] != 50 {
		t.Errorf("got %v", got)
	}
	var none *Meter
	none.add("okta")
}

func TestTransportHasDefaults(t *testing.T) {
	t.Parallel()
	c := connTo(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "{}") })
	c.HTTP = &http.Client{Transport: Transport(TransportOptions{})}
	if _, err := c.Do(t.Context(), Request{Method: "GET", Path: "/x"}, nil); err != nil {
		t.Error(err)
	}
}
