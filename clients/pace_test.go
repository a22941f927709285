package clients

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// window is a server with Okta's fixed windows: each begins with the first request after the last one's end.
type window struct {
	mu           sync.Mutex
	limit        int
	used         int
	reset        time.Time
	most         int           // used in any one window
	atOnce, peak int           // under way
	takes        time.Duration // for an answer
}

func (s *window) RoundTrip(*http.Request) (*http.Response, error) {
	s.mu.Lock()
	if now := time.Now(); !now.Before(s.reset) {
		s.used, s.reset = 0, now.Truncate(time.Second).Add(time.Minute)
	}
	s.used++
	s.atOnce++
	s.most, s.peak = max(s.most, s.used), max(s.peak, s.atOnce)
	header := map[string]string{
		"X-Rate-Limit-Limit": strconv.Itoa(s.limit), "X-Rate-Limit-Remaining": strconv.Itoa(max(0, s.limit-s.used)),
		"X-Rate-Limit-Reset": strconv.FormatInt(s.reset.Unix(), 10),
	}
	over := s.used > s.limit
	s.mu.Unlock()
	<-time.After(s.takes)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.atOnce--
	if over {
		return answer(429, header, ""), nil
	}
	return answer(200, header, "{}"), nil
}

func TestPaceKeepsToItsShare(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name                 string
		limit, workers, each int
		share                float64
		most                 int
		least                time.Duration
	}{
		{"half, one after the other", 50, 1, 60, 0.5, 25, 2 * time.Minute},
		{"half, many at once", 50, 8, 10, 0.5, 25, 3 * time.Minute},
		{"a quarter of little", 10, 4, 3, 0.25, 2, 5 * time.Minute},
		{"at least one", 1, 2, 2, 0.5, 1, 3 * time.Minute},
		{"all", 20, 4, 10, 1, 20, time.Minute},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				server := &window{limit: test.limit, takes: 100 * time.Millisecond}
				waits := 0
				var mu sync.Mutex
				rt := Transport(TransportOptions{Service: "okta", Share: test.share, Base: server, Waiting: func(w Wait) {
					mu.Lock()
					defer mu.Unlock()
					if waits++; time.Until(w.Until) > 62*time.Second {
						t.Errorf("a wait until %v", w.Until)
					}
				}})
				start := time.Now()
				var all sync.WaitGroup
				for range test.workers {
					all.Go(func() {
						for range test.each {
							if res, err := rt.RoundTrip(request(t, "GET", "/api/v1/apps")); err != nil || res.StatusCode != 200 {
								t.Errorf("got %v, %v", res, err)
							}
						}
					})
				}
				all.Wait()
				took := time.Since(start)
				if server.most > test.most || took < test.least || took > test.least+2*time.Minute || waits == 0 {
					t.Errorf("used %d of %d in one window, %d waits, took %v, want at least %v", server.most, test.limit, waits, took, test.least)
				}
			})
		})
	}
}

func TestPaceAsksOneByOneUntilItKnowsTheLimit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := &window{limit: 4, takes: time.Second}
		rt := Transport(TransportOptions{Service: "okta", Base: server})
		var all sync.WaitGroup
		for range 6 {
			all.Go(func() { _, _ = rt.RoundTrip(request(t, "GET", "/api/v1/logs")) })
		}
		all.Wait()
		if server.most > 2 {
			t.Errorf("used %d of 4 in one window", server.most)
		}
	})
}

func TestPaceLeavesOtherBucketsAlone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		windows := map[string]*window{}
		rt := Transport(TransportOptions{Service: "okta", Base: fake(func(req *http.Request) (*http.Response, error) {
			if windows[req.URL.Path] == nil {
				windows[req.URL.Path] = &window{limit: 2}
			}
			return windows[req.URL.Path].RoundTrip(req)
		})})
		start := time.Now()
		for _, path := range []string{"/api/v1/apps", "/api/v1/apps/a", "/api/v1/groups", "/api/v1/groups/g", "/api/v1/users/u", "/api/v1/logs"} {
			if _, err := rt.RoundTrip(request(t, "GET", path)); err != nil {
				t.Error(err)
			}
		}
		if took := time.Since(start); took != 0 {
			t.Errorf("took %v", took)
		}
		if _, err := rt.RoundTrip(request(t, "GET", "/api/v1/apps")); err != nil || time.Since(start) < time.Minute {
			t.Errorf("a second request of one bucket took %v (%v)", time.Since(start), err)
		}
	})
}

func TestPaceWaitsWhenOthersHaveUsedTheWindow(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sent := 0
		rt := Transport(TransportOptions{Service: "okta", Base: fake(func(*http.Request) (*http.Response, error) {
			sent++
			return answer(200, map[string]string{
				"X-Rate-Limit-Limit": "100", "X-Rate-Limit-Remaining": strconv.Itoa(sent - 1),
				"X-Rate-Limit-Reset": strconv.FormatInt(time.Now().Add(30*time.Second).Unix(), 10),
			}, "{}"), nil
		})})
		start := time.Now()
		for range 2 {
			_, _ = rt.RoundTrip(request(t, "GET", "/api/v1/apps"))
		}
		if took := time.Since(start); took != 31*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

func TestPaceDoesNotSlowServicesWithoutLimits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		meter := &Meter{}
		rt := Transport(TransportOptions{Service: "scim", Meter: meter, Base: fake(func(*http.Request) (*http.Response, error) {
			return answer(200, nil, "{}"), nil
		})})
		start := time.Now()
		for range 500 {
			_, _ = rt.RoundTrip(request(t, "GET", "/Users"))
		}
		if time.Since(start) != 0 || meter.Count()["scim"] != 500 {
			t.Errorf("took %v for %v", time.Since(start), meter.Count())
		}
	})
}

func TestPaceGoesOnWhenLimitsAreNoLongerAnswered(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sent := 0
		rt := Transport(TransportOptions{Service: "okta", Base: fake(func(req *http.Request) (*http.Response, error) {
			if sent++; sent == 1 {
				return (&window{limit: 2}).RoundTrip(req)
			}
			if sent%2 == 0 {
				return nil, io.ErrClosedPipe
			}
			return answer(200, nil, "{}"), nil
		})})
		for range 8 {
			_, _ = rt.RoundTrip(request(t, "GET", "/api/v1/logs"))
		}
		if sent != 8 {
			t.Errorf("sent %d", sent)
		}
	})
}

func TestPaceEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := Transport(TransportOptions{Service: "okta", Base: &window{limit: 2}})
		if _, err := rt.RoundTrip(request(t, "GET", "/api/v1/logs")); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(5*time.Second, cancel)
		start := time.Now()
		_, err := rt.RoundTrip(request(t, "GET", "/api/v1/logs").WithContext(ctx))
		if !errors.Is(err, context.Canceled) || time.Since(start) != 5*time.Second {
			t.Errorf("got %v after %v", err, time.Since(start))
		}
	})
}

func TestBucketOf(t *testing.T) {
	t.Parallel()
	tests := map[string][]string{
		"apps":        {"/api/v1/apps", "/api/v1/apps/a/users", "/api/v1/apps/a/group-push/mappings/m", "/api/v1/apps/a/connections/default", "/api/v1/apps/a/features/USER_PROVISIONING"},
		"apps/{id}":   {"/api/v1/apps/a"},
		"groups":      {"/api/v1/groups", "/api/v1/groups/g/users", "/api/v1/groups/g/apps"},
		"groups/{id}": {"/api/v1/groups/g"},
		"users":       {"/api/v1/users"},
		"users/{id}":  {"/api/v1/users/u", "/api/v1/users/me"},
		"users/*":     {"/api/v1/users/u/roles"},
		"logs":        {"/api/v1/logs"},
		"api-tokens":  {"/api/v1/api-tokens", "/api/v1/api-tokens/t"},
		"other":       {"/api/v1/mappings", "/api/v1/mappings/m", "/api/v1/meta/schemas/apps/a/default", "/api/v1/meta/types/user", "/api/v1/org"},
		".well-known": {"/.well-known/okta-organization"},
		"":            {"/", ""},
	}
	for want, paths := range tests {
		for _, path := range paths {
			if got := bucketOf("okta", path); got != want {
				t.Errorf("%s is in %q, want %q", path, got, want)
			}
		}
	}
	if a, b := bucketOf("scim", "/Users"), bucketOf("scim", "/Groups/x"); a != b {
		t.Errorf("another service has the buckets %q and %q", a, b)
	}
}
