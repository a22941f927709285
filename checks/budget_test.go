package checks_test

import (
	"testing"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/clients/sandbox"
)

// TestBudget asks everything of a larger world: no call per person or group.
func TestBudget(t *testing.T) {
	t.Parallel()
	const people, groups = 1500, 40
	box, err := sandbox.Start(t.Context(), sandbox.Options{Scenario: "ready", Users: people, Groups: groups})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	checks.Run(t.Context(), checks.Catalogue(), read(t, box.Addresses()), nil)
	calls := map[string]int{}
	for _, r := range box.Stats().Requests {
		if r.From == "client" {
			calls[r.Service] += r.Count
		}
	}
	const inScope = 3
	for service, most := range map[string]int{
		"okta":  inScope*(1+people/200) + 1 + people/500 + 1 + groups/200 + 20,
		"scim":  people/100 + 1 + groups/100 + 1 + 10,
		"admin": people/100 + groups/100 + inScope + 10,
		"site":  3,
	} {
		if calls[service] > most {
			t.Errorf("%s: %d calls, at most %d", service, calls[service], most)
		}
	}
	t.Logf("calls %v for %d people", calls, people)
}
