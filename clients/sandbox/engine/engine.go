// Package engine is the stand-in's counterpart of Okta's provisioning engine: it turns assignments and pushed groups of
// an app into SCIM requests over HTTP, and writes down what came of them as Okta does.
package engine

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

const (
	workers = 8
	// batch is how many members one PATCH carries; Okta sends several smaller ones and documents no size.
	batch = 500
	// socketLimit is how long Okta waits for an answer.
	socketLimit = time.Minute
)

// ErrStopped is what Wait returns when the engine's context ended with jobs still queued.
var ErrStopped = errors.New("the engine was stopped with jobs still queued")

// Engine provisions the apps of one world.
//
// Except for New, Start, Stop, Wait, Pending and Test, every method is called with the world's lock held, changes the world,
// queues jobs, and returns at once.
type Engine struct {
	// OnChange, when set before Start, is called after every change that a job makes to the Okta side of the world.
	OnChange func()
	// After calls f once d has passed, unless stop is called before; nil means time.AfterFunc. It is set before Start.
	After func(d time.Duration, f func()) (stop func() bool)

	world *world.World
	http  http.Client
	queue queue

	// mu guards what follows; it is taken after the world's lock, never before it.
	mu sync.Mutex
	// gathering holds the queued job that further membership changes of a mapping may join.
	gathering map[*world.PushMapping]*job
	// failed holds the job behind each task, so that it can be tried again.
	failed map[*world.Task]*job
	// deactivates is each app's Deactivate Users option as it was last saved.
	deactivates map[string]bool
	paused      map[*job]func() bool

	// running counts the workers and the end of the context that Start was given.
	running sync.WaitGroup
	cancel  context.CancelFunc
}

// New returns an engine for w that sends its requests through hc, following no redirect; nil means http.DefaultClient.
func New(w *world.World, hc *http.Client) *Engine {
	if hc == nil {
		hc = http.DefaultClient
	}
	e := &Engine{
		world: w, http: *hc,
		gathering: map[*world.PushMapping]*job{}, failed: map[*world.Task]*job{},
		deactivates: map[string]bool{}, paused: map[*job]func() bool{},
	}
	e.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	e.queue.init()
	return e
}

// Start lets the workers run until ctx ends or Stop is called. The world's lock is not held.
func (e *Engine) Start(ctx context.Context) {
	if e.After == nil {
		e.After = func(d time.Duration, f func()) func() bool { return time.AfterFunc(d, f).Stop }
	}
	e.world.Lock()
	for _, app := range e.world.Okta.Apps {
		e.deactivates[app.ID] = app.Provisioning.Deactivate
	}
	e.world.Unlock()
	ctx, e.cancel = context.WithCancel(ctx)
	e.running.Add(1)
	context.AfterFunc(ctx, func() {
		defer e.running.Done()
		e.stop()
	})
	for range workers {
		e.running.Go(func() { e.work(ctx) })
	}
}

// Stop breaks off what is running and returns once no worker is left; what is queued stays so. It follows Start, and
// stopping twice is harmless. The world's lock is not held.
func (e *Engine) Stop() {
	e.cancel()
	e.running.Wait()
	// A worker may have paused a job after the first stop.
	e.stop()
}

// Wait returns once nothing is queued, running or paused; the world's lock is not held.
// Its errors are that of ctx, and ErrStopped.
func (e *Engine) Wait(ctx context.Context) error { return e.queue.wait(ctx) }

// Pending is the number of jobs that are queued, running or paused.
func (e *Engine) Pending() int { return e.queue.len() }

// Test does what Test API Credentials does: one read of the directory's users. The world's lock is not held.
// Source: facts on Okta's SCIM client, "Test API Credentials".
func (e *Engine) Test(ctx context.Context, baseURL, key string) error {
	return e.remote(world.Provisioning{BaseURL: baseURL, Token: key}).probe(ctx)
}

// lock runs f with the world's lock held.
func (e *Engine) lock(f func()) {
	e.world.Lock()
	defer e.world.Unlock()
	f()
}

func (e *Engine) changed() {
	if e.OnChange != nil {
		e.OnChange()
	}
}
