package assume

import (
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
)

// Watch carries requests by next, and notes what only an answer's status or the beginning and end of its text tells.
func Watch(next http.RoundTripper, r *Record) http.RoundTripper { return &watch{next, r} }

type watch struct {
	next   http.RoundTripper
	record *Record
}

// RoundTrip hands on request and answer as they are.
func (w *watch) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := w.next.RoundTrip(req)
	if err != nil || w.record == nil {
		return resp, err
	}
	w.record.status(req.Method, req.URL.Path, resp)
	if look := looks(req.URL.Path); look != nil && resp.StatusCode == http.StatusOK {
		resp.Body = &ends{ReadCloser: resp.Body, done: func(text string) { look(w.record, text) }}
	}
	return resp, nil
}

// CloseIdleConnections is asked of the transport underneath.
func (w *watch) CloseIdleConnections() {
	if c, ok := w.next.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}

// status notes what the status of an answer says.
func (r *Record) status(method, path string, resp *http.Response) {
	code := resp.StatusCode
	ok := code >= 200 && code < 300
	saw := "answered " + strconv.Itoa(code)
	switch {
	case method == http.MethodPost && strings.HasSuffix(path, "/group-push/mappings") && ok:
		r.Tell(PushCreated, code == http.StatusOK, saw)
	case method == http.MethodPost && strings.HasSuffix(path, "/role-assignments/assign") && ok:
		r.Tell(RoleAssign, code == http.StatusNoContent, saw)
	case path == "/api/v1/api-tokens" && code == http.StatusForbidden:
		r.Confirm(TokensRefused)
	case path == "/oauth2/v1/token" && code == http.StatusBadRequest && resp.Header.Get("Dpop-Nonce") != "":
		r.Refute(DPoPDefault, "the app demands DPoP")
	case strings.Contains(path, "/scim/directory/") && code == http.StatusTooManyRequests:
		r.Tell(SCIMRate, resp.Header.Get("Retry-After")+resp.Header.Get("X-Ratelimit-Reset") != "", "429 without a time")
	}
}

var (
	nextLink     = regexp.MustCompile(`"next"\s*:\s*"([^"]+)"`)
	itemsPerPage = regexp.MustCompile(`"itemsPerPage"\s*:\s*"?(\d+)`)
)

// looks is what to look for in the text of an answer, nil for nothing.
func looks(path string) func(*Record, string) {
	switch {
	case strings.Contains(path, "/admin/v2/orgs/"):
		return func(r *Record, text string) {
			if m := nextLink.FindStringSubmatch(text); m != nil {
				r.Tell(NextCursor, !strings.Contains(m[1], "://") && !strings.HasPrefix(m[1], "/"), "links.next is a URL")
			}
		}
	case strings.Contains(path, "/scim/directory/") && (strings.HasSuffix(path, "/Users") || strings.HasSuffix(path, "/Groups")):
		return func(r *Record, text string) {
			if m := itemsPerPage.FindStringSubmatch(text); m != nil {
				n, err := strconv.Atoi(m[1])
				r.Tell(SCIMPage, err == nil && n <= 100, "itemsPerPage is "+m[1])
			}
		}
	}
	return nil
}

// kept is how much of the beginning and of the end of an answer is looked at: what is sought stands outside the list.
const kept = 2 << 10

// ends hands on a body and remembers its beginning and its end.
type ends struct {
	io.ReadCloser

	done       func(string)
	head, tail []byte
}

// Read remembers what passes.
func (e *ends) Read(p []byte) (int, error) {
	n, err := e.ReadCloser.Read(p)
	rest := p[:n]
	if free := kept - len(e.head); free > 0 {
		first := min(free, n)
		e.head = append(e.head, rest[:first]...)
		rest = rest[first:]
	}
	if e.tail = append(e.tail, rest...); len(e.tail) > kept {
		e.tail = append(e.tail[:0], e.tail[len(e.tail)-kept:]...)
	}
	return n, err
}

// Close looks at what was remembered.
func (e *ends) Close() error {
	if e.done != nil {
		e.done(string(e.head) + string(e.tail))
		e.done = nil
	}
	return e.ReadCloser.Close()
}
