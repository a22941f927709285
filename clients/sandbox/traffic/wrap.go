package traffic

import (
	"bytes"
	"io"
	"net/http"
)

// Wrap counts the requests to one service (okta, scim, admin, site, console).
func (r *Recorder) Wrap(service string, h http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, req *http.Request) {
		w := &writer{ResponseWriter: rw, recorder: r, from: r.sender(service, dialled(req))}
		tap := r.begin(w.from)
		var body *bytes.Buffer
		if tap != nil {
			body, w.body = &bytes.Buffer{}, &bytes.Buffer{}
			req.Body = tee{io.TeeReader(req.Body, body), req.Body}
		}
		// Deferred, because a handler that breaks off the connection does it by panicking.
		defer func() {
			r.end(w.from, service, req, w.status)
			if tap != nil {
				tap(Exchange{
					Service: service, From: w.from, Method: req.Method, Path: req.URL.Path, Query: req.URL.Query(),
					RequestHeader: req.Header.Clone(), RequestBody: body.Bytes(),
					Status: w.status, ResponseHeader: rw.Header().Clone(), ResponseBody: w.body.Bytes(),
				})
			}
		}()
		h.ServeHTTP(w, req)
		w.settle()
	})
}

func (r *Recorder) begin(from string) func(Exchange) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if from == Client {
		r.inFlight++
		r.maxInFlight = max(r.maxInFlight, r.inFlight)
	}
	return r.tap
}

func (r *Recorder) end(from, service string, req *http.Request, status int) {
	route := Route(req.URL.EscapedPath())
	r.mu.Lock()
	if from == Client {
		r.inFlight--
	}
	r.counts[Request{Service: service, Method: req.Method, Route: route, From: from}]++
	seen := r.seen
	r.mu.Unlock()
	if seen != nil {
		seen(Seen{Service: service, Method: req.Method, Route: route, From: from, Status: status})
	}
}

// Mutated notes that the request changed the stored world; a handler calls it once for such a request.
func Mutated(rw http.ResponseWriter) {
	if w := find(rw); w != nil {
		w.recorder.mutated(w.from)
	}
}

// From says who sent the request that is answered through rw; it is empty outside of Wrap.
func From(rw http.ResponseWriter) string {
	if w := find(rw); w != nil {
		return w.from
	}
	return ""
}

func find(rw http.ResponseWriter) *writer {
	for {
		if w, ok := rw.(*writer); ok {
			return w
		}
		u, ok := rw.(interface{ Unwrap() http.ResponseWriter })
		if !ok {
			return nil
		}
		rw = u.Unwrap()
	}
}

type writer struct {
	http.ResponseWriter
	recorder *Recorder
	from     string
	status   int
	body     *bytes.Buffer
}

// Unwrap lets http.ResponseController reach Flush and Hijack.
func (w *writer) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// WriteHeader notes the status.
func (w *writer) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write copies the body while somebody taps.
func (w *writer) Write(p []byte) (int, error) {
	w.settle()
	if w.body != nil {
		w.body.Write(p)
	}
	return w.ResponseWriter.Write(p)
}

// settle applies what net/http does with a handler that never sets a status.
func (w *writer) settle() {
	if w.status == 0 {
		w.status = http.StatusOK
	}
}

type tee struct {
	io.Reader
	io.Closer
}
