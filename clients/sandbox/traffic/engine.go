package traffic

import (
	"context"
	"net"
	"net/http"
)

// EngineClient returns the HTTP client for the stand-in Okta's own requests. Its connections are known by their two
// ends, so that nothing in the requests has to give them away.
func (r *Recorder) EngineClient() *http.Client {
	return r.EngineClientOver((&net.Dialer{}).DialContext)
}

// EngineClientOver is EngineClient over another way to connect.
func (r *Recorder) EngineClientOver(dial func(ctx context.Context, network, address string) (net.Conn, error)) *http.Client {
	return &http.Client{Transport: &http.Transport{
		MaxIdleConnsPerHost: 32,
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			c, err := dial(ctx, network, address)
			if err != nil {
				return nil, err
			}
			r.mark(endsOf(c), true)
			return &engineConn{Conn: c, recorder: r}, nil
		},
	}}
}

// ends are the addresses of a connection, as whoever dialled sees them. One alone would not do: under load the system gives
// one local port to connections with different destinations.
type ends struct{ local, remote string }

func endsOf(c net.Conn) ends { return ends{c.LocalAddr().String(), c.RemoteAddr().String()} }

// dialled are the ends of the connection that a request came over.
func dialled(req *http.Request) ends {
	e := ends{local: req.RemoteAddr}
	if served, ok := req.Context().Value(http.LocalAddrContextKey).(net.Addr); ok {
		e.remote = served.String()
	}
	return e
}

type engineConn struct {
	net.Conn
	recorder *Recorder
}

// Close forgets the connection first, because the system may give its port to somebody else at once.
func (c *engineConn) Close() error {
	c.recorder.mark(endsOf(c), false)
	return c.Conn.Close()
}

func (r *Recorder) mark(e ends, engine bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if engine {
		r.engine[e] = true
		return
	}
	delete(r.engine, e)
}

func (r *Recorder) sender(service string, over ends) string {
	if service == Console {
		return Console
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.engine[over] {
		return Engine
	}
	return Client
}
