// Package okta is the stand-in of an Okta org's Management API, written from the vendor's documents and recorded
// answers. It answers over a world and hands everything that Okta would provision to the engine.
package okta

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

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
	return &server{w: w, e: e, limits: limits{on: o.RateLimits, windows: map[string]*window{}}, used: map[string]time.Time{}, routes: routes()}
}

// server holds what all requests share; limits is guarded by the world's lock.
type server struct {
	w      *world.World
	e      *engine.Engine
	limits limits
	routes []route
	// used are the ids of signed assertions and proofs, which work once, with the time until which each must be known.
	used map[string]time.Time
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
	// token is the caller's; that of a service app has the app's roles and no owner.
	token *world.OktaToken
	// grant is the caller's access token; it is nil for an API token.
	grant *world.AccessToken
	// clock is the org's time, which its Date header shows and OAuth judges by.
	clock time.Time
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
	c.clock = now.Add(s.skew())
	account, denied := "", reply{}
	if route.access != open {
		c.token, denied = c.authenticate(now)
	}
	if c.token != nil {
		account = c.token.ID
	}
	over := s.limits.count(h, account, route.bucket, c.clock)
	switch {
	case over:
		return throttled().encode(h)
	case route.access == open && refused.status == 0:
		return route.do(c).encode(h)
	case denied.status != 0:
		return denied.encode(h)
	case refused.status != 0:
		return refused.encode(h)
	case !c.scoped(route):
		return c.unscoped(route).encode(h)
	case !allowed(c.token.Roles, route.access):
		return forbidden().encode(h)
	}
	c.token.LastUsed = now
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
