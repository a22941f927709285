package traffic

import (
	"context"
	"net"
	"net/http"
)

// EngineClient returns the HTTP client for the stand-in Okta's own requests. Its connections are known by their local
// address, so that nothing in the requests has to give them away.
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
			r.mark(c.LocalAddr().String(), true)
			return &engineConn{Conn: c, recorder: r}, nil
		},
	}}
}

type engineConn struct {
	net.Conn
	recorder *Recorder
}

// Close forgets the address first, because the system may give its port to somebody else at once.
func (c *engineConn) Close() error {
	c.recorder.mark(c.LocalAddr().String(), false)
	return c.Conn.Close()
}

func (r *Recorder) mark(address string, engine bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if engine {
		r.engine[address] = true
		return
	}
	delete(r.engine, address)
}

func (r *Recorder) sender(service, address string) string {
	if service == Console {
		return Console
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.engine[address] {
		return Engine
	}
	return Client
}
