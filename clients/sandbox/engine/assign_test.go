package engine

import (
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

func TestDeactivate(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, family string
		act          func(b *bench, g *world.Group)
		want         []string
	}{
		{"group unassigned", "oin", func(b *bench, g *world.Group) { b.UnassignGroup(b.app, g.ID) }, []string{"PATCH /Users/s1"}},
		{"group unassigned", "aiw", func(b *bench, g *world.Group) { b.UnassignGroup(b.app, g.ID) }, []string{"GET /Users/s1", "PUT /Users/s1"}},
		{"left the group", "oin", func(b *bench, g *world.Group) { g.Leave("00uann"); b.MembershipChanged(g.ID, "00uann", false) }, []string{"PATCH /Users/s1"}},
		{"deactivated", "oin", func(b *bench, g *world.Group) {
			b.w.Okta.User("00uann").Status = "DEPROVISIONED"
			b.UserChanged("00uann")
		}, []string{"PATCH /Users/s1"}},
		{"suspended", "oin", func(b *bench, g *world.Group) { b.w.Okta.User("00uann").Status = "SUSPENDED"; b.UserChanged("00uann") }, nil},
		{"option off", "oin", func(b *bench, g *world.Group) { b.app.Provisioning.Deactivate = false; b.UnassignGroup(b.app, g.ID) }, nil},
		{"kept by another group", "oin", func(b *bench, g *world.Group) {
			b.group("other", "ann")
			b.AssignGroup(b.app, "other")
			b.UnassignGroup(b.app, g.ID)
		}, nil},
	} {
		t.Run(c.name+" "+c.family, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, "engine="+c.family)
			g := b.group("g", "ann")
			b.do(func() { b.AssignGroup(b.app, g.ID) })
			got := b.exchanges(func() { c.act(b, g) })
			b.sent(lines(got), c.want...)
			switch {
			case c.want == nil && c.name != "option off":
				if b.app.User("00uann") == nil {
					t.Error("the assignment is gone")
				}
				return
			case b.app.User("00uann") != nil:
				t.Error("the assignment is still there")
			}
			switch {
			case len(got) == 1:
				sameJSON(t, got[0].Body, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"active":false}}]}`)
			case len(got) == 2 && !strings.Contains(got[1].Body, `"active":false`):
				t.Errorf("PUT %s", got[1].Body)
			}
		})
	}
}

func TestInactivePeopleAreNotProvisioned(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	g := b.group("g", "ann", "bob", "cid")
	b.w.Okta.User("00uann").Status = "SUSPENDED"
	b.w.Okta.User("00ubob").Status = "DEPROVISIONED"
	b.w.Okta.User("00ucid").Status = "STAGED"
	b.sent(b.do(func() { b.AssignGroup(b.app, g.ID) }))
	if b.app.User("00ubob") != nil || b.app.User("00uann").Status != "STAGED" {
		t.Error("wrong assignments")
	}
	got := b.do(func() {
		for _, id := range g.Members {
			b.w.Okta.User(id).Status = "ACTIVE"
			b.UserChanged(id)
		}
	})
	if n := strings.Count(got, "POST /Users"); n != 3 {
		t.Errorf("%d people were provisioned once active:\n%s", n, got)
	}
}

func TestReactivation(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	g := b.group("assigned", "ann")
	p := b.group("pushed", "ann")
	m := b.mapping(p.ID)
	b.do(func() { b.AssignGroup(b.app, g.ID); b.Push(b.app, m) })
	u := b.w.Okta.User("00uann")
	b.do(func() { u.Status = "DEPROVISIONED"; b.UserChanged(u.ID) })
	b.sent(b.do(func() { p.Leave(u.ID); b.MembershipChanged(p.ID, u.ID, false) }))
	b.scim.docs["/Users/s1"]["active"] = false
	b.sent(b.do(func() { u.Status = "ACTIVE"; b.UserChanged(u.ID) }),
		`GET /Users?filter=userName eq "ann@example.com"`, "GET /Users/s1", "PUT /Users/s1", "PATCH /Users/s1")
	if !m.Pushed[u.ID] {
		t.Error("the old membership was removed")
	}
}

func TestAssignedBeforeProvisioning(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	g := b.group("g", "ann", "bob")
	b.app.Provisioning.Enabled = false
	b.sent(b.do(func() { b.AssignGroup(b.app, g.ID) }))
	if au := b.app.User("00uann"); au.Status != "ACTIVE" || au.ExternalID != "" || !au.BeforeProvisioning || au.SyncState != "DISABLED" {
		t.Errorf("%+v", au)
	}
	b.sent(b.do(func() { b.app.Provisioning.Enabled = true; b.ProvisioningSaved(b.app) }), "GET /Users?startIndex=1&count=2")
	b.sent(b.do(func() { b.w.Okta.User("00uann").Title = "Chief"; b.UserChanged("00uann"); b.AssignGroup(b.app, g.ID) }))
	b.sent(b.do(func() { b.ProvisionUser(b.app, "00uann") }), `GET /Users?filter=userName eq "ann@example.com"`, "POST /Users")
	got := b.do(func() { b.UnassignGroup(b.app, g.ID); b.AssignGroup(b.app, g.ID) })
	if !strings.Contains(got, "POST /Users\n") || strings.Contains(got, "s2") || b.app.User("00ubob").ExternalID == "" {
		t.Errorf("assigned again:\n%s", got)
	}
}
