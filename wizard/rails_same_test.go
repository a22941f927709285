package wizard

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/checks/forecast"
	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/clients/sandbox/world"
	"github.com/provision-cli/provision/wizard/session"
)

// TestSetupAndForecastCountTheSame plans every step of setup and forecasts the
// same groups in the same world: the rails are one and the same, person by person.
func TestSetupAndForecastCountTheSame(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		options sandbox.Options
		flags   map[string][]string
		before  func(*bench)
		want    string // rails that must be among them
	}{
		{"nothing trips", sandbox.Options{Scenario: "ready"}, nil, nil, ""},
		{"many accounts", sandbox.Options{Scenario: "fresh", Users: 300}, map[string][]string{
			session.PushGroups.ID: {world.TestJiraGroup}, session.AssignGroups.ID: {world.JiraGroup}, session.Grants.ID: {world.TestJiraGroup + "=confluence"},
		}, nil, "created taken-over"},
		{"a protected person", sandbox.Options{Scenario: "ready"}, map[string][]string{
			session.AssignGroups.ID: {world.ConfluenceGroup}, session.Protect.ID: {"tbecker@old.example", "nobody@example.com", "wanjiru.mwangi@example.com"},
			session.PushGroups.ID: {world.TestJiraGroup}, session.Grants.ID: {world.TestJiraGroup + "=jira-software"},
		}, nil, "protected"},
		{"a group whose people all leave", sandbox.Options{Scenario: "ready"}, map[string][]string{
			session.PushGroups.ID: {world.TestJiraGroup}, session.AssignGroups.ID: {world.TestAssignGroup}, session.Grants.ID: {world.TestJiraGroup + "=jira-software"},
		}, func(b *bench) { b.unpushed(); b.shrink(world.TestJiraGroup, 0) }, "access-lost emptied"},
		{"no seat left", sandbox.Options{Scenario: "ready"}, map[string][]string{
			session.PushGroups.ID: {world.TestJiraGroup}, session.AssignGroups.ID: {world.TestAssignGroup}, session.Grants.ID: {world.TestJiraGroup + "=jira-software"},
		}, func(b *bench) { b.closeProducts(world.TestJiraGroup); b.fillSeats() }, "seats"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := start(t, c.options)
			if c.before != nil {
				c.before(b)
			}
			env := b.variables()
			env["PROVISION_SITE_URL"] = b.sandbox.Addresses().SiteURL
			s := b.session(env, func(o *session.Options) {
				maps.Copy(o.Flags, c.flags)
			})
			planned, forecasted := railsOfSetup(t, s), railsOfForecast(t, s)
			if !slices.Equal(planned, forecasted) {
				t.Errorf("setup:    %s\nforecast: %s", strings.Join(planned, "\n          "), strings.Join(forecasted, "\n          "))
			}
			for id := range strings.FieldsSeq(c.want) {
				if !slices.ContainsFunc(forecasted, func(r string) bool { return strings.HasPrefix(r, id+" ") }) {
					t.Errorf("%s is not tripped: %q", id, forecasted)
				}
			}
			if c.want == "" && len(forecasted) > 0 {
				t.Errorf("tripped: %q", forecasted)
			}
		})
	}
}

// unpushed forgets the mapping of the first test group: it is there, and nobody pushes it.
func (b *bench) unpushed() {
	w := b.sandbox.World()
	w.Lock()
	defer w.Unlock()
	app := w.AtlassianApp()
	app.Mappings = app.Mappings[1:]
}

// railsOfSetup are the rails of every step, as the runner counts them.
func railsOfSetup(t *testing.T, s *session.Session) []string {
	t.Helper()
	var out []string
	for _, plan := range []func() ([]Change, error){
		func() ([]Change, error) {
			return planPush(t.Context(), s, checks.Result{Check: checks.Check{ID: "push-arrived"}})
		},
		func() ([]Change, error) { return planAssignments(t.Context(), s) },
		func() ([]Change, error) {
			return planAccess(t.Context(), s, checks.Result{Check: checks.Check{ID: "access-granted"}})
		},
	} {
		changes, err := plan()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range Rails(changes) {
			out = append(out, fmt.Sprint(r.ID, " ", r.Sentence(), " ", logins(r.People)))
		}
	}
	slices.Sort(out)
	return out
}

func railsOfForecast(t *testing.T, s *session.Session) []string {
	t.Helper()
	push, err := s.Facts().PushGroups(t.Context())
	if err != nil && !facts.Undecided(err) {
		t.Fatal(err)
	}
	assign, err := s.Facts().AssignGroups(t.Context())
	if err != nil && !facts.Undecided(err) {
		t.Fatal(err)
	}
	fc, err := forecast.Of(t.Context(), s.Facts(), push, assign)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range fc.Rails {
		out = append(out, fmt.Sprint(r.ID, " ", r.Sentence(), " ", r.People))
	}
	slices.Sort(out)
	return out
}
