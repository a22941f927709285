package sandbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// doors are the listeners of all services.
type doors struct {
	okta, api, console net.Listener
	sites              [world.Sites]net.Listener
}

// urls are the addresses of all services.
type urls struct {
	okta, api, console string
	sites              [world.Sites]string
}

// open listens on a free loopback port for each service.
func open(ctx context.Context) (*doors, error) {
	d, config := &doors{}, net.ListenConfig{}
	for _, l := range d.each() {
		door, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
		if err != nil {
			return nil, errors.Join(fmt.Errorf("listen on 127.0.0.1: %w", err), d.close())
		}
		*l = door
	}
	return d, nil
}

func (d *doors) each() []*net.Listener {
	all := []*net.Listener{&d.okta, &d.api, &d.console}
	for i := range d.sites {
		all = append(all, &d.sites[i])
	}
	return all
}

func (d *doors) close() error {
	var errs []error
	for _, l := range d.each() {
		if *l != nil {
			errs = append(errs, (*l).Close())
		}
	}
	return errors.Join(errs...)
}

func (d *doors) urls() urls {
	u := urls{okta: address(d.okta), api: address(d.api), console: address(d.console)}
	for i, l := range d.sites {
		u.sites[i] = address(l)
	}
	return u
}

func address(l net.Listener) string { return "http://" + l.Addr().String() }

// serve answers on one listener until Close, whose request handlers get two seconds to end.
func (s *Sandbox) serve(l net.Listener, h http.Handler) {
	ctx, cancel := context.WithCancel(context.Background())
	silent := &unused{conns: map[net.Conn]bool{}}
	server := &http.Server{
		Handler: h, ReadHeaderTimeout: 10 * time.Second, ErrorLog: log.New(io.Discard, "", 0), ConnState: silent.watch,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	s.stops = append(s.stops, func(limit context.Context) error {
		cancel()
		silent.close()
		if server.Shutdown(limit) != nil {
			_ = server.Close()
		}
		if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
}

// unused are connections on which nothing has been asked yet; Shutdown would wait five seconds for each.
type unused struct {
	mu    sync.Mutex
	done  bool
	conns map[net.Conn]bool
}

func (u *unused) watch(c net.Conn, state http.ConnState) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if state != http.StateNew {
		delete(u.conns, c)
		return
	}
	u.conns[c] = true
	if u.done {
		_ = c.Close()
	}
}

func (u *unused) close() {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.done = true
	for c := range u.conns {
		_ = c.Close()
	}
}
