package wizard

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/clients/sandbox/world"
	"github.com/provision-cli/provision/wizard/session"
	"github.com/provision-cli/provision/wizard/store"
)

// shrink leaves so many members in an Okta group, and takes away what one product opens, so that a run has a plan.
func (b *bench) shrink(group string, to int) {
	w := b.sandbox.World()
	w.Lock()
	defer w.Unlock()
	g := w.Okta.GroupNamed(group)
	for len(g.Members) > to {
		g.Leave(g.Members[len(g.Members)-1])
	}
}

func (b *bench) closeProducts(group string) {
	w := b.sandbox.World()
	w.Lock()
	defer w.Unlock()
	clear(w.Atlassian.GroupNamed(group).Roles)
}

// TestAGroupThatShrankStopsAPlan: eight people were in the test group when setup last reached its end.
func TestAGroupThatShrankStopsAPlan(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		was, now int
		stops    bool
	}{{8, 8, false}, {16, 8, false}, {17, 8, true}, {15, 8, false}, {40, 8, true}, {0, 8, false}, {3, 8, false}} {
		t.Run(fmt.Sprintf("%d to %d", c.was, c.now), func(t *testing.T) {
			t.Parallel()
			b := start(t, sandbox.Options{Scenario: "ready"})
			b.closeProducts(world.TestJiraGroup)
			id := b.jiraGroupID()
			day := session.New(session.Options{Store: b.store}).Now()
			if err := b.store.UpdateState(func(st *store.State) { st.Groups = map[string]store.Seen{id: {Members: c.was, On: day}} }); err != nil {
				t.Fatal(err)
			}
			given := func(o *session.Options) {
				o.Flags[session.Grants.ID] = []string{world.TestJiraGroup + "=jira-software"}
			}
			_, err := b.run(b.runner(b.session(b.variables(), given)))
			var rail *RailError
			if errors.As(err, &rail) != c.stops {
				t.Fatalf("ends with %v\n%s", err, b.events)
			}
			if !c.stops {
				if seen := b.store.State().Groups[id]; err != nil || seen.Members != 8 {
					t.Errorf("ends with %v, and remembers %+v", err, seen)
				}
				return
			}
			missing := c.was - c.now
			for _, want := range []string{
				fmt.Sprintf("people missing from %s, which had %d active members on %s: %d", world.TestJiraGroup, c.was, day.Format("2 Jan 2006"), missing),
				"Look first who emptied it", "--accept-affected " + strconv.Itoa(missing),
			} {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q lacks %q", err, want)
				}
			}
			if n := b.mutations(); n != 0 || b.store.State().Groups[id].Members != c.was {
				t.Errorf("%d writes behind the rail, and it remembers %+v", n, b.store.State().Groups[id])
			}
			for accept, passes := range map[int]bool{missing - 1: false, missing + 1: false, missing: true} {
				_, err := b.run(b.runner(b.session(b.variables(), given), func(r *Runner) { r.Accept = accept }))
				if (err == nil) != passes && (b.mutations() > 0) != passes {
					t.Errorf("--accept-affected %d: %v", accept, err)
				}
				if passes {
					return
				}
			}
		})
	}
}

func (b *bench) jiraGroupID() string {
	w := b.sandbox.World()
	w.Lock()
	defer w.Unlock()
	return w.Okta.GroupNamed(world.TestJiraGroup).ID
}

// TestAGroupThatShrankIsToldWithoutAPlan: where there is nothing to write there is nothing to stop, and still something to say.
func TestAGroupThatShrankIsToldWithoutAPlan(t *testing.T) {
	t.Parallel()
	b := start(t, sandbox.Options{Scenario: "ready"})
	b.must(b.alone())
	id := b.jiraGroupID()
	seen := b.store.State().Groups[id]
	if seen.Members != 8 || seen.On.IsZero() || len(b.store.State().Groups) != 3 {
		t.Fatalf("a run that proved everything remembers %+v", b.store.State().Groups)
	}
	if err := b.store.UpdateState(func(st *store.State) { st.Groups[id] = store.Seen{Members: 30, On: seen.On} }); err != nil {
		t.Fatal(err)
	}
	b.must(b.alone())
	if want := world.TestJiraGroup + " has 8 active members; on " + seen.On.Format("2 Jan 2006") + " it had 30"; !strings.Contains(b.events.String(), want) {
		t.Errorf("nothing says %q:\n%s", want, b.events)
	}
	if b.store.State().Groups[id].Members != 8 {
		t.Error("what was told is told again")
	}
	if n := b.mutations(); n != 0 {
		t.Errorf("%d writes", n)
	}
}

// TestADryRunRemembersNoGroup: -n writes nothing, and neither does a part of setup.
func TestADryRunRemembersNoGroup(t *testing.T) {
	t.Parallel()
	for name, edit := range map[string]func(*Runner){
		"dry run":   func(r *Runner) { r.DryRun, r.Session.ReadOnly = true, true },
		"no store":  func(r *Runner) { r.Session.NoStore = true },
		"one step":  func(r *Runner) { r.Steps = r.Steps[4:5] },
		"read only": func(r *Runner) { r.Session.ReadOnly = true },
	} {
		b := start(t, sandbox.Options{Scenario: "ready"})
		b.must(b.alone(edit))
		if got := b.store.State().Groups; len(got) != 0 {
			t.Errorf("%s: remembers %v", name, got)
		}
	}
}

// TestShrunkGroupsOfARealTenant empties the source itself and meets the rail through the tenants, not through the store.
func TestShrunkGroupsOfARealTenant(t *testing.T) {
	t.Parallel()
	b := start(t, sandbox.Options{Scenario: "ready"})
	b.must(b.alone())
	b.shrink(world.TestJiraGroup, 3)
	b.closeProducts(world.TestConfluenceGroup)
	_, err := b.run(b.runner(b.session(b.variables(), func(o *session.Options) {
		o.Flags[session.Grants.ID] = []string{world.TestConfluenceGroup + "=confluence"}
	}), func(r *Runner) { r.Steps = r.Steps[6:] }))
	var rail *RailError
	if !errors.As(err, &rail) || rail.People < 5 || b.mutations() != 0 {
		t.Errorf("ends with %v after %d writes", err, b.mutations())
	}
}

// TestNobodyOutsideTheSyncedDomains: a setup that could lock every admin out says so first, and assigning an admin wants the number.
func TestNobodyOutsideTheSyncedDomains(t *testing.T) {
	t.Parallel()
	b := start(t, sandbox.Options{Scenario: "fresh", Drifts: []string{"access-admin-lockout"}, Operator: true})
	w := b.sandbox.World()
	w.Lock()
	w.Okta.GroupNamed(world.TestAssignGroup).Join(w.Okta.UserNamed("ada.novak@" + world.MainDomain).ID)
	w.Unlock()
	_, err := b.run(b.alone())
	read := b.read(err)
	for _, want := range []string{
		"Every organization admin has an address of a synced domain: ada.novak@example.com", "lock all of them out",
		"protected people touched: 1, the limit is 0", "organization admin", "--accept-affected 1",
	} {
		if !strings.Contains(read, want) {
			t.Errorf("nobody reads %q:\n%s", want, read)
		}
	}
	if _, ok := errors.AsType[*RailError](err); !ok {
		t.Errorf("--yes alone passed the rail: %v", err)
	}
	w.Lock()
	defer w.Unlock()
	if wrong := nobodyAssigned(w); wrong != "" {
		t.Error(wrong)
	}
}

// TestTheRailsOfAWorldWantTheirNumber: a wrong number writes nothing of the plan, the exact one lets it through.
func TestTheRailsOfAWorldWantTheirNumber(t *testing.T) {
	t.Parallel()
	const typed = "To go on all the same, type the number of people affected"
	grant := func(o *session.Options) {
		o.Flags[session.Grants.ID] = []string{world.TestJiraGroup + "=jira-software"}
	}
	for name, c := range map[string]struct {
		prepare func(*bench)
		number  int
	}{
		"all seats used": {func(b *bench) { b.closeProducts(world.TestJiraGroup); b.fillSeats() }, 8},
		"shrunk": {func(b *bench) {
			b.closeProducts(world.TestJiraGroup)
			id := b.jiraGroupID()
			_ = b.store.UpdateState(func(st *store.State) { st.Groups = map[string]store.Seen{id: {Members: 30}} })
		}, 22},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := start(t, sandbox.Options{Scenario: "ready"})
			c.prepare(b)
			for _, answer := range []string{strconv.Itoa(c.number - 1), strconv.Itoa(c.number + 1), "yes", "", strconv.Itoa(c.number)} {
				p := b.person()
				p.texts[typed] = []string{answer}
				r := b.runner(b.session(b.variables(), grant))
				r.Unattended, r.Prompt, r.Operate = false, p, b.sandbox.Operate
				_, err := b.run(r)
				right := answer == strconv.Itoa(c.number)
				// Behind the rail Atlassian refuses what has no seat, and says so.
				if refused := err != nil && strings.Contains(err.Error(), "no seats left"); right && !refused && (err != nil || b.mutations() == 0) {
					t.Errorf("%q did not open the rail: %v", answer, err)
				}
				if !right && (!errors.Is(err, ErrDeclined) || b.mutations() != 0) {
					t.Errorf("%q: %v, %d writes", answer, err, b.mutations())
				}
			}
		})
	}
}

// fillSeats leaves no seat of any product.
func (b *bench) fillSeats() {
	w := b.sandbox.World()
	w.Lock()
	defer w.Unlock()
	for _, ws := range w.Atlassian.Workspaces {
		ws.Seats = len(w.Atlassian.SeatHolders(ws.ARI))
	}
}
