package sandbox

import (
	"testing"
	"time"
)

// TestCloseWaitsForTheEngine keeps the engine's workers busy by holding the world: Close may return only once they have it.
func TestCloseWaitsForTheEngine(t *testing.T) {
	t.Parallel()
	s, err := Start(t.Context(), Options{Scenario: "ready"})
	if err != nil {
		t.Fatal(err)
	}
	closed := make(chan error, 1)
	s.world.Lock()
	app := s.world.AtlassianApp()
	s.engine.PushNow(app, app.Mappings[0])
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
