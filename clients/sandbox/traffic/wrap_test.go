package traffic

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

func TestStatuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		want    int
	}{
		"nothing written": {func(http.ResponseWriter, *http.Request) {}, 200},
		"only a body":     {func(rw http.ResponseWriter, _ *http.Request) { io.WriteString(rw, "x") }, 200},
		"no content":      {func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(204) }, 204},
		"the first wins":  {func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(404); io.WriteString(rw, "x") }, 404},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := New()
			var seen Seen
			r.OnRequest(func(s Seen) { seen = s })
			rec := httptest.NewRecorder()
			r.Wrap("site", c.handler).ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/rest/api/3/mypermissions?permissions=ADMINISTER", nil))
			if want := (Seen{"site", "GET", "/rest/api/3/mypermissions", "client", c.want}); seen != want || rec.Code != c.want {
				t.Errorf("seen %+v, answered %d", seen, rec.Code)
			}
		})
	}
}

func TestControllersReachThrough(t *testing.T) {
	t.Parallel()
	r := New()
	seen := make(chan Seen, 2)
	r.OnRequest(func(s Seen) { seen <- s })
	s := httptest.NewServer(r.Wrap("okta", http.HandlerFunc(func(rw http.ResponseWriter, req *http.Request) {
		c := http.NewResponseController(rw)
		if req.URL.Path == "/flush" {
			io.WriteString(rw, "first")
			if err := c.Flush(); err != nil {
				t.Errorf("flush: %v", err)
			}
			return
		}
		conn, _, err := c.Hijack()
		if err != nil {
			t.Errorf("hijack: %v", err)
			return
		}
		conn.Close()
		panic(http.ErrAbortHandler)
	})))
	defer s.Close()
	do(t, http.DefaultClient, "GET", s.URL+"/flush", "")
	if got := <-seen; got.Status != 200 {
		t.Errorf("flushed: %+v", got)
	}
	if _, err := http.Post(s.URL+"/hijack", "", nil); !errors.Is(err, io.EOF) {
		t.Errorf("hijacked: %v", err)
	}
	if got := <-seen; got.Status != 0 {
		t.Errorf("a broken connection has status %d", got.Status)
	}
}

func TestTapOfABrokenConnection(t *testing.T) {
	t.Parallel()
	r := New()
	var got Exchange
	r.Tap(func(x Exchange) { got = x })
	h := r.Wrap("scim", http.HandlerFunc(func(rw http.ResponseWriter, req *http.Request) {
		io.ReadAll(req.Body)
		panic(http.ErrAbortHandler)
	}))
	func() {
		defer func() {
			if err, _ := recover().(error); !errors.Is(err, http.ErrAbortHandler) {
				t.Error("the panic was swallowed")
			}
		}()
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/x", strings.NewReader("sent")))
	}()
	if got.Status != 0 || string(got.RequestBody) != "sent" || len(got.ResponseBody) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestNothingIsCopiedWithoutATap(t *testing.T) {
	t.Parallel()
	r := New()
	body := io.NopCloser(strings.NewReader("x"))
	req := httptest.NewRequest(http.MethodPost, "/x", body)
	r.Wrap("okta", http.HandlerFunc(func(rw http.ResponseWriter, got *http.Request) {
		if got.Body != req.Body || find(rw).body != nil {
			t.Error("bodies are copied")
		}
	})).ServeHTTP(httptest.NewRecorder(), req)
}

func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	r := New()
	var told atomic.Int32
	r.OnRequest(func(Seen) { told.Add(1) })
	h := r.Wrap("okta", http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) { Mutated(rw) }))
	var g sync.WaitGroup
	for i := range 50 {
		g.Go(func() {
			for k := range 20 {
				h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodPut, fmt.Sprintf("/api/v1/apps/a%d/groups/g%d", i, k), nil))
				r.Stats()
			}
		})
	}
	g.Wait()
	s := r.Stats()
	if len(s.Requests) != 1 || s.Requests[0].Count != 1000 || s.Mutations.Client != 1000 || told.Load() != 1000 {
		t.Errorf("%+v, told %d times", s, told.Load())
	}
	if s.MaxInFlight < 1 || s.MaxInFlight > 50 {
		t.Errorf("max in flight %d", s.MaxInFlight)
	}
}

// pipe is one end of a connection without a network, with addresses of its own.
type pipe struct {
	net.Conn
	here, there place
}

func (p pipe) LocalAddr() net.Addr  { return p.here }
func (p pipe) RemoteAddr() net.Addr { return p.there }

type place string

func (p place) Network() string { return "memory" }
func (p place) String() string  { return string(p) }

func TestEngineOverAnotherWay(t *testing.T) {
	t.Parallel()
	r := New()
	var from string
	client := r.EngineClientOver(func(context.Context, string, string) (net.Conn, error) {
		here, there := net.Pipe()
		go func() {
			defer there.Close()
			req, err := http.ReadRequest(bufio.NewReader(there))
			if err != nil {
				t.Error(err)
				return
			}
			from = r.sender("scim", ends{"engine-1", "scim-1"})
			io.WriteString(there, "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
			req.Body.Close()
		}()
		return pipe{here, "engine-1", "scim-1"}, nil
	})
	do(t, client, "GET", "http://scim.test/", "")
	if from != Engine || r.sender("scim", ends{"engine-2", "scim-1"}) != Client || r.sender("console", ends{"engine-1", "scim-1"}) != Console {
		t.Errorf("from %q", from)
	}
}

// memory listens without a network: whoever dials says which ends the connection has.
type memory struct {
	calls chan net.Conn
	once  sync.Once
}

func (m *memory) Accept() (net.Conn, error) {
	if c, ok := <-m.calls; ok {
		return c, nil
	}
	return nil, net.ErrClosed
}

func (m *memory) Close() error {
	m.once.Do(func() { close(m.calls) })
	return nil
}

func (m *memory) Addr() net.Addr { return place("memory") }

func (m *memory) dial(from, to place) func(context.Context, string, string) (net.Conn, error) {
	return func(context.Context, string, string) (net.Conn, error) {
		here, there := net.Pipe()
		m.calls <- pipe{there, to, from}
		return pipe{here, from, to}, nil
	}
}

// TestOnePortMayServeTwoDestinations: the system may give a client the local port that the engine has to somewhere else.
func TestOnePortMayServeTwoDestinations(t *testing.T) {
	t.Parallel()
	r, m := New(), &memory{calls: make(chan net.Conn)}
	s := &httptest.Server{Listener: m, Config: &http.Server{Handler: r.Wrap("scim", http.HandlerFunc(echo))}}
	s.Start()
	t.Cleanup(s.Close)
	engine := r.EngineClientOver(m.dial("10.0.0.1:5000", "10.0.0.2:80"))
	plain := &http.Client{Transport: &http.Transport{DialContext: m.dial("10.0.0.1:5000", "10.0.0.2:81")}}
	for _, c := range []struct {
		client *http.Client
		want   string
	}{{engine, Engine}, {plain, Client}, {engine, Engine}} {
		if from := do(t, c.client, "GET", "http://scim.test/", "").Header.Get("X-From"); from != c.want {
			t.Errorf("from %q, want %q", from, c.want)
		}
	}
	engine.CloseIdleConnections()
	plain.CloseIdleConnections()
	plain.Transport = &http.Transport{DialContext: m.dial("10.0.0.1:5000", "10.0.0.2:80"), DisableKeepAlives: true}
	if from := do(t, plain, "GET", "http://scim.test/", "").Header.Get("X-From"); from != Client {
		t.Errorf("the ends of a closed connection still make a client %q", from)
	}
}

func TestEngineThatCannotConnect(t *testing.T) {
	t.Parallel()
	r := New()
	refused := errors.New("refused")
	client := r.EngineClientOver(func(context.Context, string, string) (net.Conn, error) { return nil, refused })
	if _, err := client.Get("http://scim.test/"); !errors.Is(err, refused) {
		t.Errorf("got %v", err)
	}
	if len(r.engine) != 0 {
		t.Errorf("known: %v", r.engine)
	}
}
