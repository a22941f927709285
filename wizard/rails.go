package wizard

import (
	"fmt"
	"sort"

	"github.com/provision-cli/provision/checks/forecast"
)

// Rail is a limit on what one run may do to people without a typed number.
type Rail struct {
	ID, Title    string
	Count, Limit int
	People       []Person
	// Missing are people who are known by number only.
	Missing int
	// Way is how to get by without accepting it, empty where only the people decide.
	Way string
}

// Sentence says what the rail counted against its limit.
func (r Rail) Sentence() string {
	if r.ID == railSeats {
		return fmt.Sprintf("%s: %d, seats left: %d", r.Title, r.Count, r.Limit)
	}
	return fmt.Sprintf("%s: %d, the limit is %d", r.Title, r.Count, r.Limit)
}

const railSeats = "seats"

// Rails returns the rails that a plan trips.
func Rails(changes []Change) []Rail {
	scope, seats := 0, []forecast.Seat(nil)
	for _, c := range changes {
		scope, seats = max(scope, c.Scope), append(seats, c.Seats...)
	}
	tenth := min(20, max(1, (scope+9)/10))
	rails := []Rail{
		{ID: "names", Title: "sign-on names that change", Limit: tenth, People: with(changes, NameChanges)},
		{ID: "access-lost", Title: "people who lose access", Limit: tenth, People: with(changes, AccessLost)},
		{ID: "taken-over", Title: "existing accounts taken over", Limit: 20, People: with(changes, TakenOver)},
		{ID: "created", Title: "accounts created", Limit: 20, People: with(changes, Created)},
		{ID: "protected", Title: "protected people touched", Limit: 0, People: protected(changes)},
	}
	var tripped []Rail
	for _, r := range rails {
		if r.Count = len(r.People); r.Count > r.Limit {
			tripped = append(tripped, r)
		}
	}
	return append(tripped, seatRails(changes, seats)...)
}

// seatRails adds up what all changes need of one product on one site; somebody in two groups needs one seat.
func seatRails(changes []Change, seats []forecast.Seat) []Rail {
	var tripped []Rail
	seen := map[forecast.Seat]bool{}
	for _, s := range seats {
		product := forecast.Seat{Product: s.Product, Site: s.Site}
		if seen[product] {
			continue
		}
		seen[product] = true
		needed, people := needs(changes, product)
		if s.Left >= 0 && needed > s.Left {
			tripped = append(tripped, Rail{
				ID: railSeats, Title: fmt.Sprintf("people who need a seat of %s on %s", s.Product, s.Site), Count: needed, Limit: s.Left, People: people,
				Way: "Make room first: Atlassian Administration ▸ Billing ▸ the product; or grant a smaller group, or another site, with --grant.",
			})
		}
	}
	return tripped
}

func needs(changes []Change, product forecast.Seat) (int, []Person) {
	sum, most, about := 0, 0, []Change(nil)
	for _, c := range changes {
		for _, s := range c.Seats {
			if s.Product == product.Product && s.Site == product.Site {
				sum, most, about = sum+s.Needed, max(most, s.Needed), append(about, c)
			}
		}
	}
	people := with(about, TakesSeat)
	return max(most, min(sum, len(people))), people
}

func with(changes []Change, e Effect) []Person {
	return collect(changes, func(p Person) bool { return p.Effect == e })
}

func protected(changes []Change) []Person {
	return collect(changes, func(p Person) bool { return p.Protected != "" })
}

// collect returns each person once, by login.
func collect(changes []Change, is func(Person) bool) []Person {
	seen := map[string]Person{}
	for _, c := range changes {
		for _, p := range c.Affects {
			if is(p) {
				seen[p.Login] = p
			}
		}
	}
	people := make([]Person, 0, len(seen))
	for _, p := range seen {
		people = append(people, p)
	}
	sort.Slice(people, func(i, j int) bool { return people[i].Login < people[j].Login })
	return people
}

// distinct counts the people over all rails; it is the number that must be typed.
func distinct(rails []Rail) int {
	seen, missing := map[string]bool{}, 0
	for _, r := range rails {
		missing += r.Missing
		for _, p := range r.People {
			seen[p.Login] = true
		}
	}
	return len(seen) + missing
}
