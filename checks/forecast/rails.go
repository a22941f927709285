package forecast

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// Rail is a limit on what one run may do to people without a typed number.
type Rail struct {
	ID, Title    string
	Count, Limit int
	People       []string // logins, sorted; names in Atlassian where Okta knows nobody
	Missing      int      // people who are known by number only
	Way          string   // how to get by without accepting it; empty where only the people decide
}

// The rails.
const (
	RailNames      = "names"       // sign-on names that change
	RailAccessLost = "access-lost" // people who lose access
	RailTakenOver  = "taken-over"  // existing accounts taken over
	RailCreated    = "created"     // accounts created
	RailProtected  = "protected"   // protected people touched
	RailSeats      = "seats"       // more people than seats
	RailEmptied    = "emptied"     // a group that exists would be empty
	RailShrunk     = "shrunk"      // a source group that has lost most of its members
)

// Sentence says what the rail counted against its limit.
func (r Rail) Sentence() string {
	if r.ID == RailSeats {
		return fmt.Sprintf("%s: %d, seats left: %d", r.Title, r.Count, r.Limit)
	}
	return fmt.Sprintf("%s: %d, the limit is %d", r.Title, r.Count, r.Limit)
}

// Touch is what a plan does to people, by login; who is named twice counts once.
type Touch struct {
	Scope                                  int // how many people the plan could reach: a tenth of them is the limit for names and access
	Names, Lost, Taken, Created, Protected []string
	Emptied                                map[string][]string // by group, who leaves it
	Needs                                  []Need
}

// Need is what a plan needs of one product on one site.
type Need struct {
	Product, Site string
	Needed, Left  int // Left -1: not known
	People        []Person
}

// absolute is how many accounts one run may make or take over, and the most of names and access that it may take.
const absolute = 20

// Limits returns the rails that a plan trips: above a tenth of the people in scope, but at most twenty, for names
// and access lost; above twenty for accounts made or taken over; above none for protected people and emptied groups;
// above the seats left.
func Limits(t Touch) []Rail {
	tenth := min(absolute, max(1, (t.Scope+9)/10))
	var tripped []Rail
	for _, r := range []Rail{
		{ID: RailNames, Title: "sign-on names that change", Limit: tenth, People: t.Names},
		{ID: RailAccessLost, Title: "people who lose access", Limit: tenth, People: t.Lost},
		{ID: RailTakenOver, Title: "existing accounts taken over", Limit: absolute, People: t.Taken},
		{ID: RailCreated, Title: "accounts created", Limit: absolute, People: t.Created},
		{ID: RailProtected, Title: "protected people touched", Limit: 0, People: t.Protected},
	} {
		r.People = each(r.People)
		if r.Count = len(r.People); r.Count > r.Limit {
			tripped = append(tripped, r)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(t.Emptied)) {
		if people := each(t.Emptied[name]); len(people) > 0 {
			tripped = append(tripped, Rail{
				ID: RailEmptied, Title: "people of " + name + ", which would be left empty", Count: len(people), People: people,
				Way: "Assign the members of the Okta group first, or choose another group: nobody of it is provisioned.",
			})
		}
	}
	for _, n := range t.Needs {
		if n.Left >= 0 && n.Needed > n.Left {
			tripped = append(tripped, Rail{
				ID: RailSeats, Title: fmt.Sprintf("people who need a seat of %s on %s", n.Product, n.Site), Count: n.Needed, Limit: n.Left, People: each(loginsOf(n.People)),
				Way: "Make room first: Atlassian Administration ▸ Billing ▸ the product; or grant a smaller group, or another site, with --grant.",
			})
		}
	}
	return tripped
}

func loginsOf(people []Person) []string {
	out := make([]string, 0, len(people))
	for _, p := range people {
		out = append(out, p.Login)
	}
	return out
}

// each is every name once, sorted.
func each(names []string) []string { return slices.Compact(slices.Sorted(slices.Values(names))) }

// Shrunk is the rail for a source group that has less than half of the active members that it had on a day: an
// emptied source takes access from everyone at once. False: it is not tripped.
func Shrunk(group string, was, now int, on time.Time) (Rail, bool) {
	if 2*now >= was {
		return Rail{}, false
	}
	return Rail{
		ID: RailShrunk, Title: fmt.Sprintf("people missing from %s, which had %d active members on %s", group, was, on.Format("2 Jan 2006")),
		Count: was - now, Limit: was / 2, Missing: was - now,
		Way: "Look first who emptied it, and why: Okta Admin ▸ Directory ▸ Groups ▸ " + group + " ▸ People; a broken group rule or import looks like this.",
	}, true
}
