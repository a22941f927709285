package wizard

import (
	"sort"

	"github.com/provision-cli/provision/checks/forecast"
)

// Rail is a limit on what one run may do to people without a typed number: forecast's, with the people as plans know them.
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
	return forecast.Rail{ID: r.ID, Title: r.Title, Count: r.Count, Limit: r.Limit}.Sentence()
}

// Rails returns the rails that a plan trips.
func Rails(changes []Change) []Rail {
	touch := forecast.Touch{
		Names: logins(with(changes, NameChanges)), Lost: logins(with(changes, AccessLost)), Taken: logins(with(changes, TakenOver)),
		Created: logins(with(changes, Created)), Protected: logins(protected(changes)), Emptied: map[string][]string{},
	}
	known := map[string]Person{}
	for _, c := range changes {
		touch.Scope = max(touch.Scope, c.Scope)
		for _, p := range c.Affects {
			known[p.Login] = p
		}
		if c.Empties != "" {
			touch.Emptied[c.Empties] = logins(with([]Change{c}, AccessLost))
		}
	}
	touch.Needs = needs(changes)
	rails := forecast.Limits(touch)
	out := make([]Rail, 0, len(rails))
	for _, r := range rails {
		out = append(out, asRail(r, known))
	}
	return out
}

// asRail puts the people of a plan in place of their logins.
func asRail(r forecast.Rail, known map[string]Person) Rail {
	out := Rail{ID: r.ID, Title: r.Title, Count: r.Count, Limit: r.Limit, Missing: r.Missing, Way: r.Way}
	for _, login := range r.People {
		out.People = append(out.People, known[login])
	}
	return out
}

func logins(people []Person) []string {
	out := make([]string, len(people))
	for i, p := range people {
		out[i] = p.Login
	}
	return out
}

// needs adds up what all changes need of each product on each site.
func needs(changes []Change) []forecast.Need {
	var out []forecast.Need
	seen := map[forecast.Seat]bool{}
	for _, c := range changes {
		for _, s := range c.Seats {
			product := forecast.Seat{Product: s.Product, Site: s.Site}
			if !seen[product] {
				seen[product] = true
				n, people := needOf(changes, product)
				need := forecast.Need{Product: s.Product, Site: s.Site, Needed: n, Left: s.Left}
				for _, p := range people {
					need.People = append(need.People, forecast.Person{Login: p.Login})
				}
				out = append(out, need)
			}
		}
	}
	return out
}

// needOf counts one product: somebody in two groups needs one seat.
func needOf(changes []Change, product forecast.Seat) (int, []Person) {
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
