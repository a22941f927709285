package clients

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

func status(code int) func() (*http.Response, error) {
	return func() (*http.Response, error) { return answer(code, nil, ""), nil }
}

func fails(err error) func() (*http.Response, error) {
	return func() (*http.Response, error) { return nil, err }
}

func cut() (*http.Response, error) {
	res := answer(200, nil, "")
	res.Body = io.NopCloser(io.MultiReader(strings.NewReader("{"), brokenReader{}))
	return res, nil
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestRetriesOnlyWhatMayBeRepeated(t *testing.T) {
	t.Parallel()
	reset := fmt.Errorf("read tcp: %w", &os.SyscallError{Syscall: "read", Err: syscall.ECONNRESET})
	tests := []struct {
		name, method, path string
		answer             func() (*http.Response, error)
		tries              int
	}{
		{"a read throttled", "GET", "/api/v1/apps", status(429), 5},
		{"a write throttled", "POST", "/api/v1/apps/a/group-push/mappings", status(429), 5},
		{"a change throttled", "PATCH", "/x", status(429), 5},
		{"a read failing", "GET", "/api/v1/apps", status(500), 3},
		{"a read unavailable", "HEAD", "/api/v1/apps", status(503), 3},
		{"a read locked", "GET", "/api/v1/apps", status(423), 3},
		{"an assignment failing", "PUT", "/api/v1/apps/a/groups/g", status(502), 3},
		{"a removal failing", "DELETE", "/x", status(500), 3},
		{"a reading POST failing", "POST", "/v2/orgs/o1/users/search", status(500), 3},
		{"a whole app failing", "PUT", "/api/v1/apps/a", status(500), 1},
		{"a write failing", "POST", "/x", status(500), 1},
		{"a change failing", "PATCH", "/x", status(503), 1},
		{"not implemented", "GET", "/x", status(501), 1},
		{"refused", "GET", "/x", status(403), 1},
		{"not there", "GET", "/x", status(404), 1},
		{"a read reset", "GET", "/x", fails(reset), 3},
		{"a read ended", "GET", "/x", fails(io.EOF), 3},
		{"a read cut", "GET", "/x", cut, 3},
		{"a write reset", "POST", "/x", fails(reset), 1},
		{"a write cut", "POST", "/x", cut, 1},
		{"no such host", "GET", "/x", fails(errors.New("no such host")), 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tries, meter := 0, &Meter{}
				rt := Transport(TransportOptions{
					Service: "okta", Allow: []string{"POST /v2/orgs/{id}/users/search"}, Meter: meter,
					Base: fake(func(req *http.Request) (*http.Response, error) {
						tries++
						if req.Body != nil {
							if body, _ := io.ReadAll(req.Body); req.ContentLength > 0 && string(body) != "{}" {
								t.Errorf("try %d sent %q", tries, body)
							}
						}
						return test.answer()
					}),
				})
				_, err := rt.RoundTrip(request(t, test.method, test.path))
				if tries != test.tries || meter.Count()["okta"] != tries {
					t.Errorf("%d tries, %d counted, want %d (%v)", tries, meter.Count()["okta"], test.tries, err)
				}
			})
		})
	}
}

func TestRetryWaits(t *testing.T) {
	t.Parallel()
	epoch := func(in time.Duration) func() string {
		return func() string { return strconv.FormatInt(time.Now().Add(in).Unix(), 10) }
	}
	fixed := func(text string) func() string { return func() string { return text } }
	tests := []struct {
		name        string
		header      map[string]func() string
		least, most time.Duration
	}{
		{"nothing said", nil, time.Second, 1250 * time.Millisecond},
		{"Retry-After in seconds", map[string]func() string{"Retry-After": fixed("7")}, 7 * time.Second, 7 * time.Second},
		{"Retry-After as a date", map[string]func() string{
			"Retry-After": func() string { return time.Now().UTC().Add(9 * time.Second).Format(http.TimeFormat) },
		}, 9 * time.Second, 9 * time.Second},
		{"Okta's reset", map[string]func() string{
			"X-Rate-Limit-Limit": fixed("50"), "X-Rate-Limit-Remaining": fixed("0"), "X-Rate-Limit-Reset": epoch(20 * time.Second),
		}, 21 * time.Second, 21 * time.Second},
		{"Okta's reset too far", map[string]func() string{
			"X-Rate-Limit-Limit": fixed("50"), "X-Rate-Limit-Remaining": fixed("0"), "X-Rate-Limit-Reset": epoch(time.Hour),
		}, 65 * time.Second, 65 * time.Second},
		{"Okta's limit of requests at once", map[string]func() string{
			"X-Rate-Limit-Limit": fixed("0"), "X-Rate-Limit-Remaining": fixed("0"), "X-Rate-Limit-Reset": epoch(20 * time.Second),
		}, time.Second, 1250 * time.Millisecond},
		{"Atlassian's reset", map[string]func() string{
			"X-RateLimit-Limit": fixed("10"), "X-RateLimit-Remaining": fixed("0"),
			"X-RateLimit-Reset": func() string { return time.Now().UTC().Add(90 * time.Second).Format(time.RFC3339) },
		}, 91 * time.Second, 91 * time.Second},
		{"Atlassian's reset to the minute", map[string]func() string{
			"X-RateLimit-Limit": fixed("10"), "X-RateLimit-Remaining": fixed("0"),
			"X-RateLimit-Reset": func() string { return time.Now().UTC().Add(time.Minute).Format("2006-01-02T15:04Z") },
		}, time.Second, 61 * time.Second},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tries := 0
				var told []Wait
				rt := Transport(TransportOptions{
					Service: "okta", Waiting: func(w Wait) { told = append(told, w) },
					Base: fake(func(*http.Request) (*http.Response, error) {
						tries++
						if tries > 1 {
							return answer(200, nil, "{}"), nil
						}
						header := map[string]string{}
						for name, value := range test.header {
							header[name] = value()
						}
						return answer(429, header, ""), nil
					}),
				})
				start := time.Now()
				res, err := rt.RoundTrip(request(t, "GET", "/api/v1/apps"))
				if took := time.Since(start); err != nil || res.StatusCode != 200 || took < test.least || took > test.most {
					t.Errorf("took %v, want %v to %v (%v)", took, test.least, test.most, err)
				}
				if len(told) != 1 || told[0].Service != "okta" || told[0].Why != throttled || told[0].Until != time.Now() {
					t.Errorf("told %v", told)
				}
			})
		})
	}
}

func TestRetryGivesUpWhenTheWaitIsTooLong(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tries := 0
		rt := Transport(TransportOptions{Service: "admin", Base: fake(func(*http.Request) (*http.Response, error) {
			tries++
			return answer(429, map[string]string{"Retry-After": "3600"}, ""), nil
		})})
		start := time.Now()
		res, err := rt.RoundTrip(request(t, "GET", "/x"))
		if err != nil || res.StatusCode != 429 || tries != 1 || time.Since(start) != 0 {
			t.Errorf("%d tries in %v: %v, %v", tries, time.Since(start), res, err)
		}
	})
}

func TestRetryHonoursTheContext(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		limit  func(context.Context) (context.Context, context.CancelFunc)
		status int
		want   error
		took   time.Duration
	}{
		{"cancelled while waiting", func(ctx context.Context) (context.Context, context.CancelFunc) {
			ctx, cancel := context.WithCancel(ctx)
			time.AfterFunc(3*time.Second, cancel)
			return ctx, cancel
		}, 0, context.Canceled, 3 * time.Second},
		{"a deadline before the end of the wait", func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithTimeout(ctx, 3*time.Second)
		}, 429, nil, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := test.limit(t.Context())
				defer cancel()
				rt := Transport(TransportOptions{Service: "admin", Base: fake(func(*http.Request) (*http.Response, error) {
					return answer(429, map[string]string{"Retry-After": "30"}, ""), nil
				})})
				start := time.Now()
				res, err := rt.RoundTrip(request(t, "GET", "/x").WithContext(ctx))
				if !errors.Is(err, test.want) || (res == nil) != (test.status == 0) || time.Since(start) != test.took {
					t.Errorf("got %v, %v after %v", res, err, time.Since(start))
				}
			})
		})
	}
}

func TestOneAttemptHasATimeLimit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tries := 0
		rt := Transport(TransportOptions{Service: "okta", Timeout: 20 * time.Second, Base: fake(func(req *http.Request) (*http.Response, error) {
			if tries++; tries < 3 {
				<-req.Context().Done()
				return nil, req.Context().Err()
			}
			return answer(200, nil, "{}"), nil
		})})
		start := time.Now()
		if res, err := rt.RoundTrip(request(t, "GET", "/x")); err != nil || res.StatusCode != 200 || tries != 3 {
			t.Errorf("%d tries: %v", tries, err)
		}
		if took := time.Since(start); took < 40*time.Second || took > 45*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

func TestABodyThatCannotBeSentAgainIsRefused(t *testing.T) {
	t.Parallel()
	req := request(t, "POST", "/x")
	req.GetBody = nil
	rt := Transport(TransportOptions{Base: fake(func(*http.Request) (*http.Response, error) {
		t.Error("it was sent")
		return answer(200, nil, ""), nil
	})})
	if _, err := rt.RoundTrip(req); err == nil {
		t.Error("no error")
	}
}
