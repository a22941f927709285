package engine

import (
	"errors"
	"net/http"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// slowEnd is a directory that never answers, and whose connection takes a second to be given up.
type slowEnd struct{ asked, ended atomic.Int32 }

func (s *slowEnd) RoundTrip(r *http.Request) (*http.Response, error) {
	s.asked.Add(1)
	<-r.Context().Done()
	<-time.After(time.Second)
	s.ended.Add(1)
	return nil, r.Context().Err()
}

// TestStopWaitsForTheWorkers ends in a deadlock of the bubble when a worker outlives Stop.
func TestStopWaitsForTheWorkers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		slow := &slowEnd{}
		w, app, e := crowd(t, 2, slow)
		var changes atomic.Int32
		e.OnChange = func() { changes.Add(1) }
		w.Lock()
		e.AssignUser(app, "u0")
		e.AssignUser(app, "u1")
		w.Unlock()
		synctest.Wait()
		before := changes.Load()
		e.Stop()
		if slow.asked.Load() != 2 || slow.ended.Load() != 2 {
			t.Errorf("%d requests were under way, %d ended before Stop returned", slow.asked.Load(), slow.ended.Load())
		}
		if changes.Load() != before {
			t.Error("a request that was broken off counts as a failure")
		}
		if err := e.Wait(t.Context()); !errors.Is(err, ErrStopped) {
			t.Errorf("Wait after Stop: %v", err)
		}
		e.Stop()
	})
}

// throttled is a directory that sends everybody away for an hour.
type throttled struct{}

func (throttled) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusTooManyRequests, Header: http.Header{"Retry-After": {"3600"}}, Body: http.NoBody, Request: r}, nil
}

func TestStopForgetsPausedJobs(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w, app, e := crowd(t, 1, throttled{})
		w.Lock()
		e.AssignUser(app, "u0")
		w.Unlock()
		synctest.Wait()
		if e.Pending() != 1 || len(e.paused) != 1 {
			t.Fatalf("%d jobs pending, %d paused", e.Pending(), len(e.paused))
		}
		e.Stop()
		if len(e.paused) != 0 {
			t.Error("a paused job's timer runs on")
		}
		w.Lock()
		defer w.Unlock()
		if len(app.Tasks) != 0 || app.Users[0].Status == "PROVISIONED" {
			t.Errorf("a stopped engine left %d tasks and %+v", len(app.Tasks), app.Users[0])
		}
	})
}

func TestStopEndsAnIdleEngine(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		e := New(world.New(1, time.Now), nil)
		e.Start(t.Context())
		e.Stop()
		if err := e.Wait(t.Context()); err != nil {
			t.Errorf("nothing was queued: %v", err)
		}
	})
}
