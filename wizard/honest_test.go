package wizard

import (
	"errors"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox"
)

// outcome is the end of a run in one word, and whether it is one of the honest ends.
func outcome(err error) (string, bool) {
	var (
		open   *OpenError
		person *PersonError
		rail   *RailError
		change *ChangeError
		missed *MissingError
	)
	switch {
	case err == nil:
		return "done", true
	case errors.As(err, &open):
		return "open: " + err.Error(), true
	case errors.As(err, &person):
		return "a person: " + err.Error(), true
	case errors.As(err, &rail):
		return "rail: " + err.Error(), true
	case errors.As(err, &missed): // a group that another admin pushed has no grant that anybody named
		return "missing: " + err.Error(), true
	case errors.As(err, &change):
		return "change: " + err.Error(), true
	}
	return "unexpected: " + err.Error(), false
}

// honest runs setup alone and fails the test where its end is none, or where it says done and the tenants say otherwise.
func honest(t *testing.T, o sandbox.Options) string {
	t.Helper()
	b := start(t, o)
	rep, err := b.run(b.alone())
	word, ok := outcome(err)
	if !ok {
		t.Errorf("%s\n%s", word, b.events)
	}
	wrong := b.untrue()
	if err == nil && len(wrong) > 0 {
		t.Errorf("false: %s, and in truth %q\n%s", statuses(rep), wrong, b.events)
	}
	if err != nil && len(wrong) == 0 {
		word += " (all is well in truth)"
	}
	return word
}

func TestEveryVariantEndsHonestly(t *testing.T) {
	t.Parallel()
	for id, values := range sandbox.List().Variants {
		for _, value := range values[1:] {
			t.Run(id+"="+value, func(t *testing.T) {
				t.Parallel()
				t.Logf("%-44s %s", id+"="+value, honest(t, sandbox.Options{Operator: true, Variants: map[string]string{id: value}}))
			})
		}
	}
}

func TestEveryDriftEndsHonestly(t *testing.T) {
	t.Parallel()
	own := map[string]bool{} // they have a row in TestWrongWorlds, which holds them to the same
	for _, c := range wrongWorlds() {
		for _, id := range c.world.Drifts {
			own[id] = true
		}
	}
	for _, id := range sandbox.List().Drifts {
		if own[id] {
			continue
		}
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			t.Logf("%-30s %s", id, honest(t, sandbox.Options{Operator: true, Drifts: []string{id}}))
		})
	}
}

// TestAllUnknownsAtOnce turns every open question to its last answer but those that end a run by themselves.
func TestAllUnknownsAtOnce(t *testing.T) {
	t.Parallel()
	chosen := map[string]string{}
	for id, values := range sandbox.List().Variants {
		chosen[id] = values[len(values)-1]
	}
	delete(chosen, "org-key")
	t.Log(honest(t, sandbox.Options{Operator: true, Variants: chosen}), len(chosen))
}
