package wizard

import (
	"testing"

	"github.com/provision-cli/provision/clients/sandbox"
)

func TestSetupWithAPersonReachesTheEnd(t *testing.T) {
	t.Parallel()
	b := start(t, sandbox.Options{})
	p := b.person()
	rep := b.must(b.withPerson(p))
	for _, s := range rep.Steps {
		if s.Status != "done" {
			t.Errorf("step %s: %s", s.ID, s.Status)
		}
	}
	if wrong := b.untrue(); len(wrong) > 0 {
		t.Errorf("claimed done, and %q", wrong)
	}
	again, before := b.person(), b.mutations()
	b.must(b.withPerson(again))
	if n := b.mutations() - before; n != 0 {
		t.Errorf("a second run made %d mutations", n)
	}
	if len(again.asked) != 1 || len(again.prompts("confirm")) != 1 {
		t.Errorf("a second run asks %q; only widening may be offered again", again.asked)
	}
}
