package report

import (
	"cmp"
	"maps"
	"slices"

	"github.com/provision-cli/provision/checks/forecast"
)

// Forecast is what test-groups shows: a forecast, what it rests on, and how to go on.
type Forecast struct {
	forecast.Forecast

	// Profile, Okta and Organization say whose tenants they are; Sandbox that they are stand-ins.
	Profile, Okta, Organization string
	Sandbox                     bool
	// Assign are the groups that give the people their accounts, by name; AssignFrom says who named them.
	Assign     []string
	AssignFrom string
	// Notes are sentences about what the forecast does not rest on.
	Notes []string
	// Next is the command that goes on, Follow the one that follows whoever needs attention most; both quoted for a shell.
	Next, Follow string
	// Calls are the requests of this run, by service.
	Calls map[string]int
	Exit  int
	// ChangesOnly leaves out groups and people for whom nothing changes. In the text, All names everyone, and Quiet only
	// who would end wrong.
	ChangesOnly, All, Quiet bool
	// Since is what changed since a saved forecast, nil where none was given.
	Since *Shifts
	// Made is who asked when, with which program, on which tenants; HTML shows it.
	Made Made
}

// Fate is how many people share an outcome.
type Fate struct {
	Outcome forecast.Outcome
	Words   string
	People  []forecast.Person
	Bad     bool
}

// Fates counts the people by outcome, from good to bad; outcomes that nobody has are left out.
func (f Forecast) Fates() []Fate {
	by := map[forecast.Outcome][]forecast.Person{}
	for _, p := range f.People {
		by[p.Outcome] = append(by[p.Outcome], p)
	}
	var list []Fate
	for o := range by {
		list = append(list, Fate{Outcome: o, Words: FateWords(o), People: by[o], Bad: by[o][0].Bad()})
	}
	slices.SortFunc(list, func(a, b Fate) int {
		return cmp.Or(cmp.Compare(rank(a.Outcome), rank(b.Outcome)), cmp.Compare(a.Outcome, b.Outcome))
	})
	return list
}

// shownGroups are the groups that the result holds.
func (f Forecast) shownGroups() []forecast.GroupOutcome {
	if !f.ChangesOnly {
		return f.Groups
	}
	return slices.DeleteFunc(slices.Clone(f.Groups), func(g forecast.GroupOutcome) bool {
		return g.Outcome == forecast.GroupSynced && len(g.Gains)+len(g.Loses)+len(g.Problems) == 0
	})
}

// shownPeople are the people whom the result holds.
func (f Forecast) shownPeople() []forecast.Person {
	if !f.ChangesOnly {
		return f.People
	}
	return slices.DeleteFunc(slices.Clone(f.People), func(p forecast.Person) bool { return !p.Changed() })
}

// Attention are the people to look at first: who would end wrong, by how hard that is to mend, then who loses something,
// then who is protected.
func (f Forecast) Attention() []forecast.Person {
	var list []forecast.Person
	for _, p := range f.shownPeople() {
		if alarm(p) > 0 {
			list = append(list, p)
		}
	}
	slices.SortStableFunc(list, func(a, b forecast.Person) int { return cmp.Compare(alarm(b), alarm(a)) })
	return list
}

// Remark is something worth knowing of people for whom nothing goes wrong, by login.
type Remark struct {
	Text   string
	People []string
}

// Remarks are what is said of those who need no attention, each thing once, what is said of most people first.
func (f Forecast) Remarks() []Remark {
	by := map[string][]string{}
	for _, p := range f.shownPeople() {
		for _, text := range p.Problems {
			if alarm(p) == 0 {
				by[text] = append(by[text], p.Login)
			}
		}
	}
	var list []Remark
	for _, text := range slices.Sorted(maps.Keys(by)) {
		list = append(list, Remark{text, by[text]})
	}
	slices.SortStableFunc(list, func(a, b Remark) int { return cmp.Compare(len(b.People), len(a.People)) })
	return list
}

// alarm is how much somebody needs attention; 0: none.
func alarm(p forecast.Person) int {
	switch {
	case p.Bad():
		return 20 + hardship(p.Outcome)
	case len(p.Loses) > 0:
		return 3
	case p.Protected != "" && p.Changed():
		return 2
	}
	return 0
}

// hardship puts what cannot be taken back before what a tick in a console mends.
func hardship(o forecast.Outcome) int {
	mildest := []forecast.Outcome{forecast.AbsentUnassigned, forecast.AbsentInactive, forecast.AbsentStuck, forecast.Unlinked, forecast.Unusable, forecast.OtherDirectory, forecast.SecondAccount}
	return slices.Index(mildest, o)
}

// BadGroups are the groups whose push would go wrong.
func (f Forecast) BadGroups() int {
	n := 0
	for _, g := range f.Groups {
		if g.Bad() {
			n++
		}
	}
	return n
}

// sizes are the rails that only say how many; the others say that somebody would be hurt.
var sizes = []string{forecast.RailCreated, forecast.RailTakenOver}

// Wrong says whether anything would go wrong: for a group, for somebody, for access or for seats.
func (f Forecast) Wrong() bool {
	bad := func(p forecast.Person) bool { return p.Bad() }
	harm := func(r forecast.Rail) bool { return !slices.Contains(sizes, r.ID) }
	short := func(s forecast.Seat) bool { return s.Short() }
	return f.BadGroups() > 0 || slices.ContainsFunc(f.People, bad) || slices.ContainsFunc(f.Rails, harm) || slices.ContainsFunc(f.Seats, short)
}

// Access is a product and who would gain or lose it, by login.
type Access struct {
	Product       string
	Gained, Ceded []string
}

// Access says who gains and who loses which product.
func (f Forecast) Access() []Access {
	by := map[string]*Access{}
	of := func(product string) *Access {
		if by[product] == nil {
			by[product] = &Access{Product: product}
		}
		return by[product]
	}
	for _, p := range f.People {
		for _, product := range p.Gains {
			of(product).Gained = append(of(product).Gained, p.Login)
		}
		for _, product := range p.Loses {
			of(product).Ceded = append(of(product).Ceded, p.Login)
		}
	}
	var list []Access
	for _, product := range slices.Sorted(maps.Keys(by)) {
		list = append(list, *by[product])
	}
	return list
}
