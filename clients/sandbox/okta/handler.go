// Package okta is the stand-in of an Okta org's Management API, written from the vendor's documents and recorded
// answers. It answers over a world and hands everything that Okta would provision to the engine.
package okta

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/engine"
	"github.com/provision-cli/provision/clients/sandbox/traffic"
	"github.com/provision-cli/provision/clients/sandbox/world"
)

// bodyLimit is how many bytes of a request are read.
const bodyLimit = 4 << 20

// Options are how the stand-in behaves.
type Options struct {
	// RateLimits says whether the last published Workforce limits hold; without them headers are sent, but no 429.
	RateLimits bool
}

// Handler serves the Management API of the world's Okta org.
func Handler(w *world.World, e *engine.Engine, o Options) http.Handler {
	return &server{w: w, e: e, limits: limits{on: o.RateLimits, windows: map[string]*window{}}, routes: routes()}
}

// server holds what all requests share; limits is guarded by the world's lock.
type server struct {
	w      *world.World
	e      *engine.Engine
	limits limits
	routes []route
	// answered counts requests, for their ids.
	answered int
}

// call is one request; the world's lock is held as long as it is worked on.
type call struct {
	*server
	r     *http.Request
	base  string
	query url.Values
	ids   []string
	body  []byte
	token *world.OktaToken
	// changed says whether the request changed the stored world.
	changed bool
}

// ServeHTTP answers one request.
func (s *server) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, bodyLimit))
	if err != nil {
		body = []byte("{")
	}
	c := &call{server: s, r: r, base: base(r), query: r.URL.Query(), body: body}
	out := s.answer(c, rw.Header())
	if c.changed {
		traffic.Mutated(rw)
	}
	rw.WriteHeader(out.status)
	rw.Write(out.bytes)
}

// answer works on the request under the lock and leaves the rate limit and the links in the header.
func (s *server) answer(c *call, h http.Header) encoded {
	s.w.Lock()
	defer s.w.Unlock()
	s.answered++
	h.Set("X-Okta-Request-Id", digest(fmt.Sprint("request", s.answered), 22))
	now := s.w.Now()
	route, ids, refused := find(s.routes, c.r.Method, c.r.URL.Path)
	c.ids = ids
	token, denied := c.authenticate(now)
	c.token = token
	account := ""
	if token != nil {
		account = token.ID
	}
	over := s.limits.count(h, account, route.bucket, now)
	switch {
	case over:
		return throttled().encode(h)
	case route.access == open && refused.status == 0:
		return route.do(c).encode(h)
	case denied.status != 0:
		return denied.encode(h)
	case refused.status != 0:
		return refused.encode(h)
	case !allowed(token.Roles, route.access):
		return forbidden().encode(h)
	}
	token.LastUsed = now
	return route.do(c).encode(h)
}

// base is the address under which the client reached the org.
func base(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// adminHost is the address of the org's Admin Console.
func (c *call) adminHost() string { return "https://" + c.w.Okta.Subdomain + "-admin.okta.com" }

// id returns the nth variable segment of the path.
func (c *call) id(n int) string { return c.ids[n] }

// href returns a link to a resource of the org.
func (c *call) href(parts ...string) object {
	return object{"href": c.base + "/api/v1/" + strings.Join(parts, "/")}
}
