package sandbox

import (
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestCloseWaitsForTheEngine keeps the engine busy by holding the world: Close may return only once a worker has got it.
// It is not parallel, so that the only busy engine is its own.
func TestCloseWaitsForTheEngine(t *testing.T) {
	s, err := Start(t.Context(), Options{Scenario: "ready"})
	if err != nil {
		t.Fatal(err)
	}
	closed := make(chan error, 1)
	s.world.Lock()
	app := s.world.AtlassianApp()
	s.engine.PushNow(app, app.Mappings[0])
	untilBusy(t)
	go func() { closed <- s.Close() }()
	select {
	case err := <-closed:
		t.Errorf("Close returned (%v) while the engine still ran", err)
		closed <- err
	case <-time.After(100 * time.Millisecond):
	}
	s.world.Unlock()
	if err := <-closed; err != nil {
		t.Error(err)
	}
	if err := s.Settle(t.Context()); err == nil && s.engine.Pending() > 0 {
		t.Error("a stopped engine says that all is done")
	}
}

// untilBusy returns once a worker of an engine has taken a job.
func untilBusy(t *testing.T) {
	t.Helper()
	stacks := make([]byte, 1<<20)
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); runtime.Gosched() {
		if n := runtime.Stack(stacks, true); strings.Contains(string(stacks[:n]), "engine.(*Engine).run(") {
			return
		}
	}
	t.Fatal("no worker took the job")
}
