package wizard

import (
	"fmt"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks/forecast"
)

// crowd is n people on whom a change has one effect.
func crowd(n int, e Effect) []Person {
	people := make([]Person, n)
	for i := range people {
		people[i] = Person{Login: fmt.Sprintf("%s%03d@example.com", e, i), Name: "Somebody", Effect: e}
	}
	return people
}

func TestRailsTripJustAboveTheirLimit(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		change  Change
		tripped string // "id count/limit", empty for none
	}{
		{"no change at all", Change{}, ""},
		{"one name in a small scope", Change{Affects: crowd(1, NameChanges), Scope: 3}, ""},
		{"two names in a scope of ten", Change{Affects: crowd(2, NameChanges), Scope: 10}, "names 2/1"},
		{"two names in a scope of eleven, a tenth rounded up", Change{Affects: crowd(2, NameChanges), Scope: 11}, ""},
		{"three names in a scope of eleven", Change{Affects: crowd(3, NameChanges), Scope: 11}, "names 3/2"},
		{"twenty names in a scope of thousands", Change{Affects: crowd(20, NameChanges), Scope: 5000}, ""},
		{"twenty-one names in a scope of thousands", Change{Affects: crowd(21, NameChanges), Scope: 5000}, "names 21/20"},
		{"one name with no scope known", Change{Affects: crowd(1, NameChanges)}, ""},
		{"access lost at its limit", Change{Affects: crowd(10, AccessLost), Scope: 100}, ""},
		{"access lost above it", Change{Affects: crowd(11, AccessLost), Scope: 100}, "access-lost 11/10"},
		{"accounts created at their limit", Change{Affects: crowd(20, Created), Scope: 20}, ""},
		{"accounts created above it", Change{Affects: crowd(21, Created), Scope: 2000}, "created 21/20"},
		{"accounts taken over at their limit", Change{Affects: crowd(20, TakenOver)}, ""},
		{"accounts taken over above it", Change{Affects: crowd(21, TakenOver)}, "taken-over 21/20"},
		{"a protected person", Change{Affects: []Person{{Login: "root@example.com", Protected: "organization admin"}}}, "protected 1/0"},
		{"as many seats as people", Change{Affects: crowd(5, TakesSeat), Seats: []forecast.Seat{{Product: "confluence", Site: "s", Needed: 5, Left: 5}}}, ""},
		{"one seat too few", Change{Affects: crowd(6, TakesSeat), Seats: []forecast.Seat{{Product: "confluence", Site: "s", Needed: 6, Left: 5}}}, "seats 6/5"},
		{"no seat left", Change{Affects: crowd(1, TakesSeat), Seats: []forecast.Seat{{Needed: 1, Left: 0}}}, "seats 1/0"},
		{"nobody knows how many seats are left", Change{Affects: crowd(500, TakesSeat), Seats: []forecast.Seat{{Needed: 500, Left: -1}}}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, r := range Rails([]Change{c.change}) {
				got = append(got, fmt.Sprintf("%s %d/%d", r.ID, r.Count, r.Limit))
			}
			if strings.Join(got, ", ") != c.tripped {
				t.Errorf("tripped %q, want %q", got, c.tripped)
			}
		})
	}
}

func TestRailsCountEachPersonOnceOverAllChanges(t *testing.T) {
	t.Parallel()
	twice := []Change{{Affects: crowd(15, Created), Scope: 15}, {Affects: crowd(15, Created), Scope: 15}}
	if r := Rails(twice); len(r) != 0 {
		t.Errorf("fifteen people in two changes tripped %v", r)
	}
	people := append(crowd(21, Created), crowd(21, TakenOver)...)
	people[0].Protected, people[21].Protected = "organization admin", "owner of a token"
	rails := Rails([]Change{{Affects: people}})
	if len(rails) != 3 {
		t.Fatalf("rails %v", rails)
	}
	if n := distinct(rails); n != 42 {
		t.Errorf("%d people over the rails, want 42: the protected are among them", n)
	}
}

func TestRailsAreOverTheWholePlan(t *testing.T) {
	t.Parallel()
	split := []Change{{Affects: crowd(30, Created)[:15]}, {Affects: crowd(30, Created)[15:]}}
	if r := Rails(split); len(r) != 1 || r[0].Count != 30 {
		t.Errorf("a plan cut in two passed: %v", r)
	}
}

// TestSeatsAreOverTheWholePlan: two groups for one product share its seats.
func TestSeatsAreOverTheWholePlan(t *testing.T) {
	t.Parallel()
	seat := forecast.Seat{Product: "jira-software", Site: "s", Needed: 6, Left: 10}
	everybody := crowd(12, TakesSeat)
	r := Rails([]Change{{Affects: everybody[:6], Seats: []forecast.Seat{seat}}, {Affects: everybody[6:], Seats: []forecast.Seat{seat}}})
	if len(r) != 1 || r[0].Count != 12 {
		t.Errorf("twelve people for ten seats: %v", r)
	}
}

func TestRailSentenceHoldsCountAndLimit(t *testing.T) {
	t.Parallel()
	text := (&RailError{Rails: Rails([]Change{{Affects: crowd(21, Created)}}), People: 21}).Error()
	for _, want := range []string{"accounts created: 21, the limit is 20", "--accept-affected 21", "before the first write of this plan"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q lacks %q", text, want)
		}
	}
}
