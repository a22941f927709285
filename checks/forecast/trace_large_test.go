package forecast

import (
	"slices"
	"testing"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/sandbox"
)

// TestTheCallsDoNotGrowWithTheTenants follows people in a world where every list has many pages, and one who is in every pushed group.
func TestTheCallsDoNotGrowWithTheTenants(t *testing.T) {
	t.Parallel()
	box, err := sandbox.Start(t.Context(), sandbox.Options{Scenario: "drifted", Users: 6000, Groups: 900})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	inEveryPushedGroup(t, box, "priya.sharma@example.com")
	for _, who := range []string{"Priya Sharma", "ken.ito@example.com", "Jonas Lind", "rita.gomes@example.com", "Tom Becker", "otto.lorenz@example.com", idOf(t, box, "eva.berg@example.com")} {
		got := follow(t, box, facts.Intent{}, who)
		t.Logf("%s: %s", who, got.Status())
	}
	many := follow(t, box, facts.Intent{}, "Priya Sharma")
	if i := slices.IndexFunc(many.Hops, func(h Hop) bool { return h.ID == "scim-group.more" }); i < 0 || many.Hops[i].Says == "" {
		t.Error("the groups that were not looked into are not told")
	}
	if who := many.Person; who.ID == "" {
		t.Error("the forecast of this person is missing")
	}
}

// inEveryPushedGroup puts one person into all groups that are pushed.
func inEveryPushedGroup(t *testing.T, box *sandbox.Sandbox, login string) {
	t.Helper()
	w, person := box.World(), idOf(t, box, login)
	w.Lock()
	defer w.Unlock()
	mappings := w.AtlassianApp().Mappings
	if len(mappings) < 6 {
		t.Fatalf("only %d groups are pushed", len(mappings))
	}
	for _, m := range mappings {
		if g := w.Okta.Group(m.GroupID); !g.Has(person) {
			g.Join(person)
		}
	}
}
