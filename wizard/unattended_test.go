package wizard

import (
	"testing"

	"github.com/provision-cli/provision/clients/sandbox"
)

func TestUnattendedSetupReachesTheEnd(t *testing.T) {
	t.Parallel()
	b := start(t, sandbox.Options{Operator: true})
	rep := b.must(b.alone())
	for _, s := range rep.Steps {
		if s.Status != "done" {
			t.Errorf("step %s: %s", s.ID, s.Status)
		}
	}
	if wrong := b.untrue(); len(wrong) > 0 {
		t.Errorf("claimed done, and %q\n%s", wrong, b.events)
	}
	if b.mutations() == 0 {
		t.Error("the program wrote nothing; then who set the tenants up?")
	}
	before := b.mutations()
	b.must(b.alone())
	if n := b.mutations() - before; n != 0 {
		t.Errorf("a second run made %d mutations", n)
	}
}

func TestSetupOfReadyTenantsWritesNothing(t *testing.T) {
	t.Parallel()
	for _, operator := range []bool{false, true} {
		b := start(t, sandbox.Options{Scenario: "ready", Operator: operator})
		rep := b.must(b.alone())
		if n := b.mutations(); n != 0 {
			t.Errorf("operator %v: %d mutations by the program", operator, n)
		}
		for _, s := range rep.Steps {
			if s.Status != "done" || len(s.Changes) > 0 {
				t.Errorf("step %s: %s, changes %v", s.ID, s.Status, s.Changes)
			}
		}
	}
}
