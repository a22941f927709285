package clients

import (
	"log/slog"
	"net/http"
	"time"
)

// TransportOptions says how the requests to one service are sent.
type TransportOptions struct {
	Service  string
	Base     http.RoundTripper // nil: a clone of http.DefaultTransport
	Share    float64           // part of the answered rate limit that may be used, 0 < Share <= 1; 0 means 0.5
	ReadOnly bool              // refuse every write with ErrReadOnly
	Allow    []string          // routes that read in spite of their verb: "POST /admin/v2/orgs/{id}/workspaces"
	Timeout  time.Duration     // of one attempt with its body; 0 means 90 s
	Meter    *Meter            // counts what is really sent; may be nil
	Waiting  func(Wait)        // told once before each wait of a second or more; may be nil
	Log      *slog.Logger      // method, path, status, time and request id of each attempt; may be nil
}

// Wait is a pause that a vendor's limit or failure asks for.
type Wait struct {
	Service string
	Until   time.Time
	Why     string
}

// Transport returns the chain that every client of a service should share: read-only guard, retries,
// pacing, log and meter, base. Each attempt is paced and counted, as the vendor counts it too.
func Transport(o TransportOptions) http.RoundTripper {
	if o.Share <= 0 || o.Share > 1 {
		o.Share = 0.5
	}
	if o.Timeout <= 0 {
		o.Timeout = 90 * time.Second
	}
	if o.Base == nil {
		o.Base = base()
	}
	reads := parseRoutes(o.Allow)
	var rt http.RoundTripper = &attempt{next: o.Base, timeout: o.Timeout}
	rt = &recorder{next: rt, service: o.Service, meter: o.Meter, log: o.Log}
	rt = &pacer{next: rt, service: o.Service, share: o.Share, waiting: o.Waiting, meter: o.Meter, buckets: map[string]*bucket{}}
	rt = &retrier{next: rt, service: o.Service, reads: reads, waiting: o.Waiting}
	if o.ReadOnly {
		rt = &guard{next: rt, reads: reads, log: o.Log}
	}
	return rt
}

func base() http.RoundTripper {
	if t, ok := http.DefaultTransport.(*http.Transport); ok {
		return t.Clone()
	}
	return http.DefaultTransport
}
