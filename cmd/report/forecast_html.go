package report

import (
	"cmp"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/provision-cli/provision/checks/forecast"
)

// HTML writes the forecast as one page: who needs attention first, then everyone by what would happen. However many
// people there are, they are written one by one and folded by outcome.
func (f Forecast) HTML(w io.Writer) error {
	return writePage(w, "forecast.html", nil, newForecastPage(f))
}

// forecastPage is a forecast as its page shows it.
type forecastPage struct {
	Forecast
	Groups []forecast.GroupOutcome
	People []forecast.Person
	Fates  []forecastFate
	first  []forecast.Person
}

// forecastFate is everyone whom the same would happen to.
type forecastFate struct {
	ID, Words string
	Bad       bool
	N         int
	Table     *table[forecast.Person]
}

func newForecastPage(f Forecast) forecastPage {
	p := forecastPage{Forecast: f, Groups: f.shownGroups(), People: f.shownPeople(), first: f.Attention()}
	n, bad := map[forecast.Outcome]int{}, map[forecast.Outcome]bool{}
	for i := range p.People {
		n[p.People[i].Outcome]++
		bad[p.People[i].Outcome] = p.People[i].Bad()
	}
	for _, o := range slices.SortedFunc(maps.Keys(n), func(a, b forecast.Outcome) int {
		return cmp.Or(rank(a)-rank(b), cmp.Compare(a, b))
	}) {
		fate := forecastFate{ID: "fate-" + string(o), Words: FateWords(o), Bad: bad[o], N: n[o]}
		fate.Table = newTable(capital(fate.Words), personHead, p.where(o), 0, personColumns...)
		fate.Table.Folded = fmt.Sprintf("%s: %s", capital(fate.Words), number(fate.N))
		p.Fates = append(p.Fates, fate)
	}
	return p
}

// Title names the document.
func (forecastPage) Title() string { return "Forecast: what a push and an assignment would do" }

// Headline is the forecast in one sentence, which stands before the rest.
func (p forecastPage) Headline() string { return p.headline(": see below") }

// Fields are who asked, when and with what, and on which groups.
func (p forecastPage) Fields() [][2]string {
	assign := strings.Join(p.Assign, ", ")
	if p.AssignFrom != "" && assign != "" {
		assign += " (" + p.AssignFrom + ")"
	}
	list := [][2]string{
		{"Made", p.Made.when()},
		{"Profile", either(p.Made.Profile, p.Profile)},
		{"Okta", orUnknown(either(p.Made.Okta, p.Okta))},
		{"Atlassian organization", orUnknown(either(p.Made.Organization, p.Organization))},
		{"Directory", orUnknown(p.Made.Directory)},
		{"People are assigned by", assign},
		{"Read", calls(p.Calls)},
		{"Exit code", fmt.Sprintf("%d: %s", p.Exit, forecastMeaning(p.Exit))},
	}
	if p.Sandbox {
		list = append(list, [2]string{"Sandbox", "stand-ins of both tenants: this is no forecast for real ones"})
	}
	return list
}

func forecastMeaning(code int) string {
	switch code {
	case 0:
		return "nothing would go wrong"
	case 1:
		return "something would go wrong"
	case 3:
		return "not everything could be looked at"
	}
	return "the run did not end well"
}

// Tiles are the people by what would happen.
func (p forecastPage) Tiles() []tally {
	var list []tally
	for _, f := range p.Fates {
		m := mark{Class: "good", Sign: "✓", Word: f.Words}
		if f.Bad {
			m.Class, m.Sign = "bad", "✗"
		}
		list = append(list, tally{N: f.N, mark: m})
	}
	return list
}

// Contents are the document's parts.
func (p forecastPage) Contents() []section {
	list := []section{
		{"first", fmt.Sprintf("Look first at (%s)", number(len(p.first)))},
		{"groups", fmt.Sprintf("Groups (%s)", number(len(p.Groups)))},
		{"people", fmt.Sprintf("People (%s)", number(len(p.People)))},
		{"access", "Products and seats"},
		{"cost", "What it costs"},
	}
	if p.Since != nil {
		list = append(list, section{"since", "What changed since the saved forecast"})
	}
	return append(list, section{"next", "How to go on"})
}

// Look is how many people are to be looked at.
func (p forecastPage) Look() int { return len(p.first) }

// Later is how many people to look at are left to the lists by outcome.
func (p forecastPage) Later() int { return max(0, len(p.first)-firstRows) }

// First are the people to look at first.
func (p forecastPage) First() *table[forecast.Person] {
	shown := p.first[:min(firstRows, len(p.first))]
	return newTable("The worst first", personHead, slices.Values(shown), firstRows, slices.Insert(slices.Clone(personColumns), 0, fateColumn)...)
}

func (p forecastPage) where(o forecast.Outcome) iter.Seq[forecast.Person] {
	return func(yield func(forecast.Person) bool) {
		for i := range p.People {
			if p.People[i].Outcome == o && !yield(p.People[i]) {
				return
			}
		}
	}
}
