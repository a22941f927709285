package forecast

import (
	"os"
	"reflect"
	"strconv"
	"testing"
)

// worldsInCI are drawn at every run; PROVISION_WORLDS draws more, PROVISION_WORLD one again.
const worldsInCI = 50

// TestForecastComesTrue draws worlds, forecasts, lets the sandbox really assign
// and push, and compares person by person and group by group. A difference is a
// mistake of the forecast or of the sandbox; the facts of the vendors decide.
func TestForecastComesTrue(t *testing.T) {
	t.Parallel()
	worlds, first := worldsInCI, 0
	if n, err := strconv.Atoi(os.Getenv("PROVISION_WORLDS")); err == nil {
		worlds = n
	}
	if n, err := strconv.Atoi(os.Getenv("PROVISION_WORLD")); err == nil {
		worlds, first = 1, n
	}
	seen := newCoverage()
	t.Run("worlds", func(t *testing.T) {
		for i := range worlds {
			t.Run(strconv.Itoa(first+i), func(t *testing.T) {
				t.Parallel()
				live(t, first+i, seen)
			})
		}
	})
	seen.report(t, worlds)
}

// live lets one world happen.
func live(t *testing.T, number int, seen *coverage) {
	t.Helper()
	tr := trials().Example(number)
	s := prepare(t, tr)
	before := view(t, s)
	fc, err := Of(t.Context(), s.facts(t), s.push, s.assign)
	if err != nil {
		t.Fatalf("%s: no forecast: %v", tr, err)
	}
	if again, err := Of(t.Context(), s.facts(t), s.push, s.assign); err != nil || !reflect.DeepEqual(fc, again) {
		t.Errorf("%s: the same world gave another forecast (%v)", tr, err)
	}
	if any(s.box.Stats().Mutations) != s.mutations {
		t.Errorf("%s: the forecast changed the tenants", tr)
	}
	calls := engineCalls(s.box.Stats())
	s.carryOut(t)
	made := engineCalls(s.box.Stats()) - calls
	for _, d := range differences(tr, fc, before, view(t, s)) {
		t.Errorf("%s\nreplay: PROVISION_WORLD=%d go test ./checks/forecast -run TestForecastComesTrue\n%s", d, number, tr)
	}
	if !near(made, fc.Cost.Calls) && tr.variants["engine"] != "aiw" {
		t.Errorf("Okta made %d calls, about %d were forecast\nreplay: PROVISION_WORLD=%d\n%s", made, fc.Cost.Calls, number, tr)
	}
	seen.add(fc)
}

// near is what "about" means: late members and refusals make a few calls more or less.
func near(got, said int) bool { return max(got, said)-min(got, said) <= 4+said/5 }
