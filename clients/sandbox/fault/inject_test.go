package fault

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/traffic"
)

const fine = `{"answer":"as it should be"}`

// serve puts one fault before a stand-in that counts what reached it.
func serve(t *testing.T, service, spec string) (url string, reached *atomic.Int32) {
	t.Helper()
	s, err := Parse(spec)
	if err != nil {
		t.Fatal(err)
	}
	reached = &atomic.Int32{}
	server := httptest.NewServer(New(s).Wrap(service, http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		reached.Add(1)
		rw.Header().Set("X-Kept", "yes")
		rw.WriteHeader(http.StatusCreated)
		io.WriteString(rw, fine)
	})))
	t.Cleanup(server.Close)
	return server.URL, reached
}

func post(url string) (*http.Response, string, error) {
	// A connection of its own, because a client repeats what a kept one loses.
	c := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	res, err := c.Post(url, "application/json", strings.NewReader(`{"a":1}`))
	if err != nil {
		return nil, "", err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	return res, string(b), err
}

func TestStatuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		service, kind string
		status        int
		keys          string
		text          string
	}{
		{"okta", "401", 401, "errorCauses errorCode errorId errorLink errorSummary", "E0000011"},
		{"okta", "403", 403, "errorCauses errorCode errorId errorLink errorSummary", "E0000006"},
		{"okta", "429", 429, "errorCauses errorCode errorId errorLink errorSummary", "E0000047"},
		{"okta", "500", 500, "errorCauses errorCode errorId errorLink errorSummary", "E0000009"},
		{"okta", "503", 503, "errorCauses errorCode errorId errorLink errorSummary", "E0000010"},
		{"scim", "401", 401, "error traceId", "Unauthorized"},
		{"scim", "403", 403, "error traceId", "Forbidden"},
		{"scim", "429", 429, "detail schemas status", `"429"`},
		{"scim", "500", 500, "detail schemas status", "messages:2.0:Error"},
		{"admin", "401", 401, "code message", "401"},
		{"admin", "403", 403, "error message path requestId status timestamp", "/api/x"},
		{"admin", "429", 429, "errors", "ADMIN-429-1"},
		{"admin", "503", 503, "errors", "ADMIN-503-1"},
		{"site", "403", 403, "errorMessages errors", "Forbidden"},
	} {
		t.Run(c.service+" "+c.kind, func(t *testing.T) {
			t.Parallel()
			url, reached := serve(t, c.service, c.service+":"+c.kind)
			res, body, err := post(url + "/x")
			if err != nil {
				t.Fatal(err)
			}
			var keys map[string]any
			if err := json.Unmarshal([]byte(body), &keys); err != nil {
				t.Fatal(err)
			}
			if res.StatusCode != c.status || len(keys) != len(strings.Fields(c.keys)) || !strings.Contains(body, c.text) {
				t.Errorf("%d %s", res.StatusCode, body)
			}
			for k := range strings.FieldsSeq(c.keys) {
				if _, ok := keys[k]; !ok {
					t.Errorf("no %s in %s", k, body)
				}
			}
			if reached.Load() != 0 {
				t.Error("the stand-in was reached")
			}
		})
	}
}

func TestThrottlingHeaders(t *testing.T) {
	t.Parallel()
	for spec, want := range map[string][2]string{
		"okta:429":      {"X-Rate-Limit-Reset", "Retry-After"},
		"scim:429":      {"Retry-After", "X-Rate-Limit-Reset"},
		"admin:429":     {"X-Ratelimit-Reset", "X-Rate-Limit-Reset"},
		"okta:429-bare": {"Content-Type", "X-Rate-Limit-Reset"},
		"scim:429-bare": {"Content-Type", "Retry-After"},
	} {
		service, _, _ := strings.Cut(spec, ":")
		url, _ := serve(t, service, spec)
		res, _, err := post(url)
		if err != nil {
			t.Fatal(err)
		}
		if res.Header.Get(want[0]) == "" || res.Header.Get(want[1]) != "" {
			t.Errorf("%s: %v", spec, res.Header)
		}
	}
}

func TestBrokenConnections(t *testing.T) {
	t.Parallel()
	for kind, reached := range map[string]int32{"reset-before": 0, "reset-after": 1} {
		url, n := serve(t, "okta", "okta:"+kind)
		_, _, err := post(url)
		if !errors.Is(err, syscall.ECONNRESET) && !errors.Is(err, io.EOF) {
			t.Errorf("%s: %v", kind, err)
		}
		if n.Load() != reached {
			t.Errorf("%s: the stand-in acted %d times", kind, n.Load())
		}
	}
}

func TestCut(t *testing.T) {
	t.Parallel()
	url, _ := serve(t, "okta", "okta:cut")
	res, body, err := post(url)
	if !errors.Is(err, io.ErrUnexpectedEOF) || body != fine[:len(fine)/2] {
		t.Fatalf("%q, %v", body, err)
	}
	if res.StatusCode != http.StatusCreated || res.Header.Get("X-Kept") != "yes" {
		t.Errorf("%d %v", res.StatusCode, res.Header)
	}
}

func TestPage(t *testing.T) {
	t.Parallel()
	url, reached := serve(t, "scim", "scim:html")
	res, body, err := post(url)
	if err != nil || res.StatusCode != 200 || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") || !strings.HasPrefix(body, "<!DOCTYPE") {
		t.Errorf("%v %q %v", res, body, err)
	}
	if reached.Load() != 0 {
		t.Error("the stand-in was reached")
	}
}

func TestTimeoutEndsWithTheClient(t *testing.T) {
	t.Parallel()
	url, reached := serve(t, "okta", "okta:timeout")
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := http.DefaultClient.Do(req); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	if reached.Load() != 0 {
		t.Error("the stand-in was reached")
	}
	// The server's Close in the cleanup hangs if the request is still held.
}

func TestSlow(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, err := Parse("okta:slow")
		if err != nil {
			t.Fatal(err)
		}
		h := New(s).Wrap("okta", http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { io.WriteString(rw, fine) }))
		began := time.Now()
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/", nil))
		if rec.Body.String() != fine || time.Since(began) != slowness {
			t.Errorf("%q after %v", rec.Body, time.Since(began))
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		defer func() {
			if err, _ := recover().(error); !errors.Is(err, http.ErrAbortHandler) || time.Since(began) != slowness+time.Second {
				t.Errorf("a slow answer outlives its client: %v", time.Since(began))
			}
		}()
		h.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/", nil).WithContext(ctx))
	})
}

func TestOnlyMatchingRequestsCount(t *testing.T) {
	t.Parallel()
	url, reached := serve(t, "okta", "okta/POST /b:500@2")
	var got []int
	for _, path := range []string{"/b", "/a", "/a", "/b", "/b"} {
		res, _, err := post(url + path)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, res.StatusCode)
	}
	if want := [5]int{201, 201, 201, 500, 201}; [5]int(got) != want || reached.Load() != 4 {
		t.Errorf("%v, reached %d", got, reached.Load())
	}
}

func TestEngineIsSparedAndMutationsAreSeen(t *testing.T) {
	t.Parallel()
	s, err := Parse("scim:reset-after@2+")
	if err != nil {
		t.Fatal(err)
	}
	rec := traffic.New()
	server := httptest.NewServer(rec.Wrap("scim", New(s).Wrap("scim", http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		traffic.Mutated(rw)
	}))))
	defer server.Close()
	engine := rec.EngineClient()
	defer engine.CloseIdleConnections()
	for range 3 {
		res, err := engine.Get(server.URL)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
	}
	if _, _, err := post(server.URL); err != nil {
		t.Errorf("the first request of a client: %v", err)
	}
	if _, _, err := post(server.URL); err == nil {
		t.Error("the second request of a client was answered")
	}
	if m := rec.Stats().Mutations; m != (traffic.Mutations{Client: 2, Engine: 3}) {
		t.Errorf("%+v", m)
	}
}

func TestTheFirstOfSeveralActsAndAllCount(t *testing.T) {
	t.Parallel()
	var specs []Spec
	for _, text := range []string{"okta:500@2", "okta:403@2+", "scim:401"} {
		s, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		specs = append(specs, s)
	}
	h := New(specs...).Wrap("okta", http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	for i, want := range []int{200, 500, 403, 403} {
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/", nil))
		if rec.Code != want {
			t.Errorf("answer %d is %d, want %d", i+1, rec.Code, want)
		}
	}
}

func TestCutOfNothingBreaksOff(t *testing.T) {
	t.Parallel()
	s, err := Parse("okta:cut")
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(New(s).Wrap("okta", http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { rw.WriteHeader(204) })))
	defer server.Close()
	if _, _, err := post(server.URL); !errors.Is(err, io.EOF) {
		t.Errorf("got %v", err)
	}
}

func TestTokenEndpointHasItsOwnForm(t *testing.T) {
	t.Parallel()
	url, _ := serve(t, "okta", "okta:503")
	_, body, err := post(url + "/oauth2/v1/token")
	if err != nil || !strings.Contains(body, `"error":"temporarily_unavailable"`) || strings.Contains(body, "errorCode") {
		t.Errorf("%s, %v", body, err)
	}
}
