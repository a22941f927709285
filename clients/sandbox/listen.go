package sandbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
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
func open() (*doors, error) {
	d := &doors{}
	for _, l := range d.each() {
		door, err := net.Listen("tcp", "127.0.0.1:0")
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
	server := &http.Server{
		Handler: h, ReadHeaderTimeout: 10 * time.Second, ErrorLog: log.New(io.Discard, "", 0),
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	s.stops = append(s.stops, func(limit context.Context) error {
		cancel()
		if server.Shutdown(limit) != nil {
			_ = server.Close()
		}
		if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
}
