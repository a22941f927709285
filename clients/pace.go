package clients

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"time"
)

// pacer keeps the requests of each of a vendor's buckets below a share of the limit that the vendor answers.
type pacer struct {
	next    http.RoundTripper
	service string
	share   float64
	waiting func(Wait)
	meter   *Meter

	mu      sync.Mutex
	buckets map[string]*bucket
}

// RoundTrip sends the request once its bucket has room.
func (p *pacer) RoundTrip(req *http.Request) (*http.Response, error) {
	b := p.bucket(bucketOf(p.service, req.URL.Path))
	if err := p.enter(req.Context(), b); err != nil {
		return nil, err
	}
	res, err := p.next.RoundTrip(req)
	if res != nil {
		p.meter.allow(p.service, req.URL.Path, b.leave(res.Header, p.share))
	} else {
		b.leave(nil, p.share)
	}
	return res, err
}

func (p *pacer) bucket(key string) *bucket {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.buckets[key] == nil {
		p.buckets[key] = &bucket{changed: make(chan struct{})}
	}
	return p.buckets[key]
}

// enter returns when the request may be sent.
func (p *pacer) enter(ctx context.Context, b *bucket) error {
	told := false
	for {
		ok, left, changed := b.take()
		if ok {
			return nil
		}
		var timer <-chan time.Time
		if left > 0 {
			if !told {
				announce(p.waiting, p.service, left, "this run's share of the rate limit is used up")
			}
			told, timer = true, time.After(left)
		}
		select {
		case <-timer:
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// bucketOf names the bucket in which a vendor counts a request. Okta's, as far as published: the app or group by itself
// counts apart from everything below it.
func bucketOf(service, path string) string {
	if service != "okta" {
		return ""
	}
	segments := strings.Split(strings.Trim(path, "/"), "/")
	if len(segments) < 3 || segments[0] != "api" {
		return segments[0]
	}
	kind, depth := segments[2], len(segments)-3
	switch kind {
	case "apps", "groups", "users":
		if depth == 1 {
			return kind + "/{id}"
		}
		if kind == "users" && depth > 1 {
			return "users/*"
		}
		return kind
	case "logs", "api-tokens":
		return kind
	}
	return "other"
}
