package clients

import (
	"fmt"
	"log/slog"
	"net/http"
	"strings"
)

// route is a method and the segments of a path, in which {id} stands for any one segment.
type route struct {
	method   string
	segments []string
}

type routes []route

func parseRoutes(list []string) routes {
	out := make(routes, 0, len(list))
	for _, text := range list {
		method, path, _ := strings.Cut(text, " ")
		out = append(out, route{method, strings.Split(strings.Trim(path, "/"), "/")})
	}
	return out
}

func (rs routes) match(method, path string) bool {
	segments := strings.Split(strings.Trim(path, "/"), "/")
	for _, r := range rs {
		if r.method == method && r.matches(segments) {
			return true
		}
	}
	return false
}

func (r route) matches(segments []string) bool {
	if len(r.segments) != len(segments) {
		return false
	}
	for i, want := range r.segments {
		if strings.HasPrefix(want, "{") {
			if segments[i] == "" {
				return false
			}
		} else if want != segments[i] {
			return false
		}
	}
	return true
}

// guard refuses what is not a read, before it leaves.
type guard struct {
	next  http.RoundTripper
	reads routes
	log   *slog.Logger
}

// RoundTrip passes reads on, and answers anything else with ErrReadOnly.
func (g *guard) RoundTrip(req *http.Request) (*http.Response, error) {
	if isRead(req.Method) || g.reads.match(req.Method, req.URL.EscapedPath()) {
		return g.next.RoundTrip(req)
	}
	if req.Body != nil {
		_ = req.Body.Close()
	}
	path := safePath(req.URL.EscapedPath())
	if g.log != nil {
		g.log.WarnContext(req.Context(), "refused a write", "method", req.Method, "path", path)
	}
	return nil, fmt.Errorf("%s %s: %w", req.Method, path, ErrReadOnly)
}

func isRead(method string) bool {
	return method == http.MethodGet || method == http.MethodHead || method == ""
}
