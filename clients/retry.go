package clients

import (
	"net/http"
	"time"
)

type retrier struct {
	next    http.RoundTripper
	service string
	reads   routes
	timeout time.Duration
	waiting func(Wait)
}

func (r *retrier) RoundTrip(req *http.Request) (*http.Response, error) { return r.next.RoundTrip(req) }
