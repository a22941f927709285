// Package sandbox starts stand-ins of both vendors on this machine: an Okta org with a real provisioning engine, an
// Atlassian organization with SCIM directories, its sites, and the consoles that only a person can use. It is written
// from the vendors' documents alone and shares nothing with the clients.
package sandbox

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/admin"
	"github.com/provision-cli/provision/clients/sandbox/console"
	"github.com/provision-cli/provision/clients/sandbox/directory"
	"github.com/provision-cli/provision/clients/sandbox/engine"
	"github.com/provision-cli/provision/clients/sandbox/fault"
	"github.com/provision-cli/provision/clients/sandbox/okta"
	"github.com/provision-cli/provision/clients/sandbox/site"
	"github.com/provision-cli/provision/clients/sandbox/traffic"
	"github.com/provision-cli/provision/clients/sandbox/world"
)

// Exchange is one request and its answer, as a tap sees it.
type Exchange = traffic.Exchange

// Stats is what stats.json shows.
type Stats = traffic.Stats

// Options say what to start. Zero values mean: fresh (ready where drifts are asked for), 200 users, 20 groups, seed 1,
// no delay, no rate limits, no operator.
type Options struct {
	Scenario string
	Drifts   []string
	// Variants are values by id; Faults are specs as in provision sandbox --fault.
	Variants      map[string]string
	Faults        []string
	Users, Groups int
	Seed          uint64
	// Delay is how long Atlassian takes to show what a directory received.
	Delay time.Duration
	// RateLimits makes Okta answer 429 above its last published limits.
	RateLimits bool
	// Operator plays the person who works in the consoles.
	Operator bool
	// Tap, if set, gets every exchange of every service.
	Tap func(Exchange)
}

// Sandbox is a running pair of tenants.
type Sandbox struct {
	world    *world.World
	engine   *engine.Engine
	desk     *console.Desk
	traffic  *traffic.Recorder
	operator *operator
	urls     urls

	cancel context.CancelFunc
	client *http.Client
	stops  []func(context.Context) error
	once   sync.Once
	closed error
}

// Start builds the world, listens on free ports of 127.0.0.1 and serves until Close. Unknown ids in the options are
// errors that list what exists. The context bounds the start alone.
func Start(ctx context.Context, o Options) (*Sandbox, error) {
	specs, err := faults(o.Faults)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	doors, err := open(ctx)
	if err != nil {
		return nil, err
	}
	s := &Sandbox{traffic: traffic.New(), urls: doors.urls()}
	s.world, err = world.Build(world.BuildOptions{
		Scenario: o.Scenario, Drifts: o.Drifts, Variants: o.Variants, Users: o.Users, Groups: o.Groups, Seed: o.Seed,
		APIURL: s.urls.api, SiteURLs: s.urls.sites[:],
	})
	if err != nil {
		return nil, errors.Join(err, doors.close())
	}
	s.world.Delay = o.Delay
	if o.Tap != nil {
		s.traffic.Tap(o.Tap)
	}
	s.run(doors, fault.New(specs...), o)
	return s, nil
}

// run starts the engine, the servers and the operator.
func (s *Sandbox) run(doors *doors, faults *fault.Injector, o Options) {
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	s.client = s.traffic.EngineClient()
	s.engine = engine.New(s.world, s.client)
	s.engine.OnChange = s.traffic.EngineMutated
	s.engine.Start(ctx)
	s.desk = &console.Desk{World: s.world, Engine: s.engine, Traffic: s.traffic}
	wrap := func(service string, h http.Handler) http.Handler {
		return s.traffic.Wrap(service, faults.Wrap(service, h))
	}
	api := http.NewServeMux()
	api.Handle("/scim/", wrap("scim", directory.Handler(s.world)))
	api.Handle("/", wrap("admin", admin.Handler(s.world)))
	s.serve(doors.okta, wrap("okta", okta.Handler(s.world, s.engine, okta.Options{RateLimits: o.RateLimits})))
	s.serve(doors.api, api)
	for i, l := range doors.sites {
		s.serve(l, wrap("site", site.Handler(s.world, s.world.Atlassian.Sites[i].ID)))
	}
	s.serve(doors.console, s.traffic.Wrap("console", console.Handler(s.desk)))
	if o.Operator {
		s.operator = newOperator(s)
		s.operator.start(ctx)
	}
}

// Close stops listening, lets running requests end for two seconds, and ends the operator and the engine: nothing of the
// sandbox runs once it returns. Closing twice is harmless.
func (s *Sandbox) Close() error {
	s.once.Do(func() {
		s.cancel()
		ctx, done := context.WithTimeout(context.Background(), 2*time.Second)
		defer done()
		for _, stop := range s.stops {
			s.closed = errors.Join(s.closed, stop(ctx))
		}
		if s.operator != nil {
			s.operator.wait()
		}
		s.engine.Stop()
		s.client.CloseIdleConnections()
	})
	return s.closed
}

// World returns both tenants, for tests: hold its lock while reading or changing it.
func (s *Sandbox) World() *world.World { return s.world }

// Settle waits until the stand-in Okta has nothing queued or running.
func (s *Sandbox) Settle(ctx context.Context) error { return s.engine.Wait(ctx) }

// Stats returns what the services were asked so far.
func (s *Sandbox) Stats() Stats { return s.traffic.Stats() }

// Operate plays the person for one console action now and returns what the console shows, keys included.
func (s *Sandbox) Operate(ctx context.Context, action string) (map[string]string, error) {
	shown, changed, err := s.desk.Play(ctx, action)
	if changed {
		s.traffic.ConsoleMutated()
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", action, err)
	}
	return shown, nil
}

func faults(texts []string) ([]fault.Spec, error) {
	var specs []fault.Spec
	for _, text := range texts {
		spec, err := fault.Parse(text)
		if err != nil {
			return nil, fmt.Errorf("fault %q: %w", text, err)
		}
		specs = append(specs, spec)
	}
	return specs, nil
}
