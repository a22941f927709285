package clients

import "net/http"

type bucket struct{}

type pacer struct {
	next    http.RoundTripper
	service string
	share   float64
	waiting func(Wait)
	buckets map[string]*bucket
}

func (p *pacer) RoundTrip(req *http.Request) (*http.Response, error) { return p.next.RoundTrip(req) }
