package cmd

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/provision-cli/provision/cmd/report/redact"
)

// recorder carries requests and keeps of each operation one answer a status; who is in the others it tells the redactor.
type recorder struct {
	next http.RoundTripper
	who  *redact.Redactor

	mu   sync.Mutex
	seen map[string]*operation
}

// operation is what was asked in one way.
type operation struct {
	method, path string         // the path with {id} for what is somebody's
	counts       map[int]int    // by status
	bodies       map[int]any    // decoded, one a status
	headers      map[string]any // of the last answer: those that say something of limits and form
	broken       int            // without an answer
}

// biggest is up to where an answer is read; session's clients take no more either.
const biggest = 64 << 20

// RoundTrip sends the request and learns from the answer. Nothing of the request but its verb and its path's words is kept.
func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	res, err := r.next.RoundTrip(req)
	if strings.Contains(req.URL.Path, "/oauth2/") { // its answers are credentials
		return res, err
	}
	if err != nil {
		r.note(req, nil, nil)
		return res, err
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, biggest))
	rest := res.Body
	res.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(body), &failing{err}, rest), rest}
	var doc any
	if json.Unmarshal(body, &doc) == nil {
		r.who.Learn(doc)
	}
	r.note(req, res, shape(doc, body))
	return res, nil
}

// failing ends with the error that ended the reading, if there was one.
type failing struct{ err error }

func (f *failing) Read([]byte) (int, error) {
	if f.err != nil {
		return 0, f.err
	}
	return 0, io.EOF
}

// shape is a document with few elements in its lists; what is no JSON is told by its size.
func shape(doc any, body []byte) any {
	switch v := doc.(type) {
	case nil:
		if len(body) > 0 && !bytes.Equal(bytes.TrimSpace(body), []byte("null")) {
			return map[string]any{"not_json_bytes": len(body)}
		}
	case []any:
		return slices.Clone(v[:min(3, len(v))])
	case map[string]any:
		out := maps.Clone(v)
		for k, e := range v {
			if list, ok := e.([]any); ok {
				out[k] = slices.Clone(list[:min(60, len(list))])
			}
		}
		return out
	}
	return doc
}

func (r *recorder) note(req *http.Request, res *http.Response, body any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	path := redact.Path(req.URL.Path)
	key := req.Method + " " + path
	if r.seen == nil {
		r.seen = map[string]*operation{}
	}
	o := r.seen[key]
	if o == nil {
		o = &operation{method: req.Method, path: path, counts: map[int]int{}, bodies: map[int]any{}}
		r.seen[key] = o
	}
	if res == nil {
		o.broken++
		return
	}
	o.counts[res.StatusCode]++
	if old, there := o.bodies[res.StatusCode]; !there || thin(old) {
		o.bodies[res.StatusCode] = body
	}
	o.headers = telling(res.Header)
}

// thin says whether an answer shows no shape, so that a later one may take its place.
func thin(doc any) bool {
	switch v := doc.(type) {
	case nil:
		return true
	case []any:
		return len(v) == 0
	case map[string]any:
		list, ok := v["Resources"].([]any)
		data, is := v["data"].([]any)
		return ok && len(list) == 0 || is && len(data) == 0
	}
	return false
}

// telling are the headers that say how much may be asked, and in what form answers come.
func telling(h http.Header) map[string]any {
	out := map[string]any{}
	for name, values := range h {
		lower := strings.ToLower(name)
		switch {
		case strings.HasPrefix(lower, "x-rate-limit-"), strings.HasPrefix(lower, "x-ratelimit-"), lower == "retry-after", lower == "content-type":
			out[lower] = strings.Join(values, ", ")
		case lower == "link":
			out[lower] = fmt.Sprintf("%d headers, %d links, next: %t", len(values), strings.Count(strings.Join(values, ","), "rel="), strings.Contains(strings.Join(values, ","), `rel="next"`))
		}
	}
	return out
}

// operations are those whose path begins so, in order.
func (r *recorder) operations(mine func(path string) bool) []*operation {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []*operation
	for _, key := range slices.Sorted(maps.Keys(r.seen)) {
		if mine(r.seen[key].path) {
			out = append(out, r.seen[key])
		}
	}
	return out
}
