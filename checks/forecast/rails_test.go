package forecast

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

func many(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("p%03d@acme.example", i)
	}
	return out
}

func TestLimits(t *testing.T) {
	t.Parallel()
	need := func(needed, left int) []Need {
		return []Need{{Product: "jira-software", Site: "https://acme.atlassian.net", Needed: needed, Left: left, People: []Person{{Login: "b"}, {Login: "a"}}}}
	}
	for _, tt := range []struct {
		name  string
		touch Touch
		want  string // "id count/limit", empty for none
	}{
		{"nothing", Touch{}, ""},
		{"a tenth of a small scope is one", Touch{Scope: 3, Lost: many(1)}, ""},
		{"two of three", Touch{Scope: 3, Lost: many(2)}, "access-lost 2/1"},
		{"a tenth, rounded up", Touch{Scope: 11, Names: many(2)}, ""},
		{"above it", Touch{Scope: 11, Names: many(3)}, "names 3/2"},
		{"never more than twenty", Touch{Scope: 5000, Lost: many(21)}, "access-lost 21/20"},
		{"twenty of thousands", Touch{Scope: 5000, Lost: many(20)}, ""},
		{"twenty made", Touch{Created: many(20)}, ""},
		{"twenty-one made", Touch{Scope: 5000, Created: many(21)}, "created 21/20"},
		{"twenty-one taken over", Touch{Taken: many(21)}, "taken-over 21/20"},
		{"the same person often", Touch{Created: append(many(15), many(15)...)}, ""},
		{"one protected person", Touch{Protected: many(1)}, "protected 1/0"},
		{"an emptied group", Touch{Emptied: map[string][]string{"b": many(2), "a": many(1), "c": nil}}, "emptied 1/0, emptied 2/0"},
		{"as many seats as people", Touch{Needs: need(5, 5)}, ""},
		{"one seat too few", Touch{Needs: need(6, 5)}, "seats 6/5"},
		{"no seat", Touch{Needs: need(1, 0)}, "seats 1/0"},
		{"seats not known", Touch{Needs: need(500, -1)}, ""},
		{"several", Touch{Scope: 9, Names: many(2), Protected: many(1), Needs: need(2, 1)}, "names 2/1, protected 1/0, seats 2/1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, r := range Limits(tt.touch) {
				got = append(got, fmt.Sprintf("%s %d/%d", r.ID, r.Count, r.Limit))
				if !slices.IsSorted(r.People) || r.Title == "" {
					t.Errorf("%+v", r)
				}
			}
			if strings.Join(got, ", ") != tt.want {
				t.Errorf("tripped %q, want %q", got, tt.want)
			}
		})
	}
}

func TestShrunk(t *testing.T) {
	t.Parallel()
	day := time.Date(2026, 11, 3, 0, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		was, now int
		trips    bool
	}{{0, 0, false}, {10, 10, false}, {10, 5, false}, {10, 4, true}, {11, 5, true}, {3, 20, false}, {1, 0, true}} {
		r, trips := Shrunk("staff", tt.was, tt.now, day)
		if trips != tt.trips {
			t.Errorf("from %d to %d: %v", tt.was, tt.now, trips)
		}
		if trips && (r.ID != RailShrunk || r.Missing != tt.was-tt.now || r.Count != r.Missing || !strings.Contains(r.Title, "3 Nov 2026") || !strings.Contains(r.Way, "staff ▸ People")) {
			t.Errorf("%+v", r)
		}
	}
}

func TestRailSentences(t *testing.T) {
	t.Parallel()
	for want, r := range map[string]Rail{
		"accounts created: 21, the limit is 20":                       {ID: RailCreated, Title: "accounts created", Count: 21, Limit: 20},
		"people who need a seat of confluence on x: 4, seats left: 3": {ID: RailSeats, Title: "people who need a seat of confluence on x", Count: 4, Limit: 3},
	} {
		if got := r.Sentence(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestEffects: what the rails count of each outcome; who was sent before gets no account any more.
func TestEffects(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		p    Person
		want Effect
	}{
		{Person{Outcome: Create, New: true}, Makes}, {Person{Outcome: SecondAccount, New: true}, Makes}, {Person{Outcome: SecondAccount}, Leaves},
		{Person{Outcome: LinkManaged, New: true}, TakesOver}, {Person{Outcome: LinkExternal, New: true}, TakesOver}, {Person{Outcome: Reactivate, New: true}, TakesOver},
		{Person{Outcome: Provisioned}, Leaves}, {Person{Outcome: Unlinked}, Leaves}, {Person{Outcome: AbsentStuck}, Leaves}, {Person{Outcome: Unusable, New: true}, Leaves},
		{Person{Outcome: OtherDirectory, New: true}, Leaves}, {Person{Outcome: AbsentInactive}, Leaves},
	} {
		if got := tt.p.Effect(); got != tt.want {
			t.Errorf("%s, new %v: %d, want %d", tt.p.Outcome, tt.p.New, got, tt.want)
		}
	}
}
