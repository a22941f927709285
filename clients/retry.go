package clients

import (
	"errors"
	"math/rand/v2"
	"net/http"
	"time"
)

const (
	maxTries    = 5
	maxFailures = 2 // further tries after a server's failure or a broken connection
)

// retrier sends a request again where that cannot do harm: after 429 any, after a failure only what may be repeated.
type retrier struct {
	next    http.RoundTripper
	service string
	reads   routes
	waiting func(Wait)
}

// RoundTrip returns the first answer that is final, or the last one.
func (r *retrier) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := rewindable(req); err != nil {
		return nil, err
	}
	failures := 0
	for try := 1; ; try++ {
		again, err := rewind(req)
		if err != nil {
			return nil, err
		}
		res, err := r.next.RoundTrip(again)
		why := r.reason(req, res, err)
		if why == "" || try == maxTries {
			return res, err
		}
		if why != throttled {
			if failures++; failures > maxFailures {
				return res, err
			}
		}
		wait := delay(res, try)
		if wait > maxWait {
			return res, err
		}
		announce(r.waiting, r.service, wait, why)
		if stopped := pause(req.Context(), wait); stopped != nil {
			if req.Context().Err() == nil {
				return res, err // the deadline comes before the end of the wait: what came says more
			}
			return nil, stopped
		}
	}
}

const throttled = "too many requests"

// reason says why a request should be sent again; empty: it should not.
func (r *retrier) reason(req *http.Request, res *http.Response, err error) string {
	switch {
	case req.Context().Err() != nil || errors.Is(err, errTooLarge):
		return ""
	case err == nil && res.StatusCode == http.StatusTooManyRequests:
		return throttled
	case !r.repeatable(req):
		return ""
	case err != nil && transient(err):
		return "the connection broke"
	case err == nil && (res.StatusCode >= 500 && res.StatusCode != http.StatusNotImplemented || res.StatusCode == http.StatusLocked):
		return "the server answered " + res.Status
	}
	return ""
}

func (r *retrier) repeatable(req *http.Request) bool {
	switch {
	case isRead(req.Method) || req.Method == http.MethodDelete:
		return true
	case req.Method == http.MethodPut:
		return assignment.match(req.Method, req.URL.EscapedPath())
	}
	return r.reads.match(req.Method, req.URL.EscapedPath())
}

// assignment is the one PUT whose repetition changes nothing; Okta's other PUTs replace whole objects.
var assignment = parseRoutes([]string{"PUT /api/v1/apps/{id}/groups/{id}"})

// delay is what the server asks for, or else a second, doubled with every try, with some jitter.
func delay(res *http.Response, try int) time.Duration {
	if res != nil {
		if asked, ok := retryAfter(res.Header); ok {
			return asked
		}
	}
	backoff := time.Second << (try - 1)
	return backoff + rand.N(backoff/4)
}

func announce(waiting func(Wait), service string, wait time.Duration, why string) {
	if waiting != nil && wait >= time.Second {
		waiting(Wait{Service: service, Until: time.Now().Add(wait), Why: why})
	}
}

func rewindable(req *http.Request) error {
	if req.Body == nil || req.Body == http.NoBody || req.GetBody != nil {
		return nil
	}
	return errors.New("a request that cannot be sent twice: its body has no GetBody")
}

func rewind(req *http.Request) (*http.Request, error) {
	if req.GetBody == nil {
		return req, nil
	}
	body, err := req.GetBody()
	if err != nil {
		return nil, err
	}
	again := req.Clone(req.Context())
	again.Body = body
	return again, nil
}
