package forecast

import (
	"slices"
	"testing"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/sandbox"
	stand "github.com/provision-cli/provision/clients/sandbox/world"
)

// TestTheCallsDoNotGrowWithTheTenants follows people in a world where every list has many pages, and one who is in every pushed group.
func TestTheCallsDoNotGrowWithTheTenants(t *testing.T) {
	t.Parallel()
	box, err := sandbox.Start(t.Context(), sandbox.Options{Scenario: "drifted", Users: 6000, Groups: 900})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	inEveryPushedGroup(box, "priya.sharma@example.com")
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

func inEveryPushedGroup(box *sandbox.Sandbox, login string) {
	w := box.World()
	w.Lock()
	defer w.Unlock()
	var id string
	for _, u := range w.Okta.Users {
		if u.Login == login {
			id = u.ID
		}
	}
	app := w.AtlassianApp()
	for i := range 6 {
		g := w.Okta.Groups[len(w.Okta.Groups)-1-i]
		app.Mappings = append(app.Mappings, &stand.PushMapping{ID: w.ID("gPm"), GroupID: g.ID, TargetName: g.Name, Status: "ACTIVE", Pushed: map[string]bool{}})
		if !g.Has(id) {
			g.Join(id)
		}
	}
	for _, m := range app.Mappings {
		if g := w.Okta.Group(m.GroupID); !g.Has(id) {
			g.Join(id)
		}
	}
}
