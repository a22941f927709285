package fault

import (
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/traffic"
)

// slowness is how long a slow answer takes.
const slowness = 3 * time.Second

// Injector lets requests go wrong; it counts the matching requests of each fault.
type Injector struct {
	mu    sync.Mutex
	specs []Spec
	seen  []int
}

// New returns an injector of these faults. Of several that hit the same request the first acts.
func New(specs ...Spec) *Injector { return &Injector{specs: specs, seen: make([]int, len(specs))} }

// Wrap puts the faults of one service before its handler. Requests that did not come from a client pass and do not count;
// traffic.Recorder.Wrap, which knows that, has to be outside.
func (i *Injector) Wrap(service string, h http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if from := traffic.From(rw); from != "" && from != traffic.Client {
			h.ServeHTTP(rw, r)
			return
		}
		kind, n := i.pick(service, r)
		act(kind, service, n, rw, r, h)
	})
}

// pick counts the request for every fault it matches, and returns the kind of the first that hits.
func (i *Injector) pick(service string, r *http.Request) (kind string, n int) {
	i.mu.Lock()
	defer i.mu.Unlock()
	for k, s := range i.specs {
		if !s.matches(service, r.Method, r.URL.EscapedPath()) {
			continue
		}
		i.seen[k]++
		if kind == "" && s.hits(i.seen[k]) {
			kind, n = s.Kind, i.seen[k]
		}
	}
	return kind, n
}

func act(kind, service string, n int, rw http.ResponseWriter, r *http.Request, h http.Handler) {
	switch kind {
	case "":
		h.ServeHTTP(rw, r)
	case "reset-before":
		reset(rw)
	case "reset-after":
		h.ServeHTTP(&held{ResponseWriter: rw, header: http.Header{}}, r)
		reset(rw)
	case "timeout":
		// The server notices that the client has gone only once the body is read.
		_, _ = io.Copy(io.Discard, r.Body)
		<-r.Context().Done()
		panic(http.ErrAbortHandler)
	case "slow":
		slow(rw, r, h)
	case "cut":
		w := &held{ResponseWriter: rw, header: http.Header{}}
		h.ServeHTTP(w, r)
		w.cut()
	case "html":
		page(rw)
	default:
		refuse(kind, service, n, rw, r)
	}
}

func slow(rw http.ResponseWriter, r *http.Request, h http.Handler) {
	t := time.NewTimer(slowness)
	defer t.Stop()
	select {
	case <-t.C:
		h.ServeHTTP(rw, r)
	case <-r.Context().Done():
		panic(http.ErrAbortHandler)
	}
}

func page(rw http.ResponseWriter) {
	rw.Header().Set("Content-Type", "text/html; charset=utf-8")
	rw.WriteHeader(http.StatusOK)
	io.WriteString(rw, "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><h1>Sign in to continue</h1></body></html>\n")
}
