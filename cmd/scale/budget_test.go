package scale

import (
	"maps"
	"os"
	"slices"
	"strconv"
	"sync"
	"testing"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/checks/forecast"
)

// sizes are the numbers of people; PROVISION_SCALE adds one more, such as 100000.
func sizes(t *testing.T) []int {
	t.Helper()
	list := []int{1000, 10_000}
	if more, err := strconv.Atoi(os.Getenv("PROVISION_SCALE")); err == nil {
		list = append(list, more)
	}
	return list
}

func TestBudgets(t *testing.T) {
	t.Parallel()
	for _, people := range sizes(t) {
		t.Run(strconv.Itoa(people), func(t *testing.T) {
			t.Parallel()
			g := grown(t, people, min(2000, people/5), 50)
			t.Run("check", func(t *testing.T) { audit(t, g) })
			t.Run("forecast", func(t *testing.T) { foretell(t, g) })
			t.Run("memory", func(t *testing.T) { remembers(t, g, people) })
			if n := g.box.Stats().Mutations.Client; n != 51 {
				t.Errorf("%d writes of clients; only the 51 that made the tenants are expected", n)
			}
		})
	}
}

func audit(t *testing.T, g *tenants) {
	t.Helper()
	var mu sync.Mutex
	last := map[string]facts.Progress{}
	before := g.meter.Count()
	f := g.facts(t, func(p facts.Progress) {
		mu.Lock()
		defer mu.Unlock()
		last[p.What] = p
	})
	estimate, err := f.Estimate(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	f.AheadAll(t.Context())
	results := checks.Run(t.Context(), checks.Catalogue(), f, nil)
	for _, r := range results {
		if r.Status == checks.Unknown && r.ID != "okta-token-life" {
			t.Errorf("%s: could not look: %s", r.ID, r.Summary)
		}
	}
	spent := within(t, g, before)
	for service, calls := range estimate.Calls {
		if n := spent[service]; n > calls || calls > 2*n+25 {
			t.Errorf("%s: %d calls were foretold, and %d made", service, calls, n)
		}
	}
	for _, what := range []string{"people assigned to the app", "people in the directory", "members of Okta groups", "accounts of the organization"} {
		if p := last[what]; p.Read == 0 || p.Of != p.Read {
			t.Errorf("%s: progress ended at %d of %d", what, p.Read, p.Of)
		}
	}
}

func foretell(t *testing.T, g *tenants) {
	t.Helper()
	f := g.facts(t, nil)
	push, err := f.PushGroups(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	assign, err := f.AssignGroups(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	before := g.meter.Count()
	out, err := forecast.Of(t.Context(), f, push, assign)
	if err != nil || len(out.People) < 900 || len(out.Groups) < 50 {
		t.Fatalf("%d people, %d groups: %v", len(out.People), len(out.Groups), err)
	}
	within(t, g, before)
}

// within returns the calls since before, and compares them with the budget.
func within(t *testing.T, g *tenants, before map[string]int) map[string]int {
	t.Helper()
	spent, budget := g.meter.Count(), g.budget()
	for _, service := range slices.Sorted(maps.Keys(budget)) {
		spent[service] -= before[service]
		t.Logf("%s: %d calls of %d", service, spent[service], budget[service])
		if spent[service] > budget[service] {
			t.Errorf("%s: %d calls, the budget is %d", service, spent[service], budget[service])
		}
	}
	return spent
}
