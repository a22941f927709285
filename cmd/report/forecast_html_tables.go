package report

import (
	"slices"
	"strings"

	"github.com/provision-cli/provision/checks/forecast"
)

// firstRows is how many of the people to look at first stand open.
const firstRows = 50

var personHead = column[forecast.Person]{"Person", func(p forecast.Person) []string {
	if p.Name == "" || p.Name == p.Login {
		return []string{p.Login}
	}
	return []string{p.Name, p.Login}
}}

// fateColumn is what would become of somebody, for a table of people with several outcomes.
var fateColumn = column[forecast.Person]{"What would happen", func(p forecast.Person) []string { return []string{FateWords(p.Outcome)} }}

// personColumns are what a page says of somebody.
var personColumns = []column[forecast.Person]{
	{"To know", toKnow},
	{"Groups", func(p forecast.Person) []string { return p.Groups }},
	{"Gains", func(p forecast.Person) []string { return p.Gains }},
}

// toKnow is what is not the same for most people.
func toKnow(p forecast.Person) []string {
	texts := PersonTexts(p)
	renamed := p.SSOBefore != "" && !strings.EqualFold(p.SSOBefore, p.SSOAfter)
	switch {
	case renamed:
		texts = append(texts, "signs on as "+p.SSOAfter+" instead of "+p.SSOBefore)
	case p.UserName != "" && !strings.EqualFold(p.UserName, p.Login):
		texts = append(texts, "signs on as "+p.UserName)
	}
	if p.Outcome != forecast.SecondAccount && p.Account != "" && !strings.EqualFold(p.Account, either(p.UserName, p.Login)) {
		texts = append(texts, "has the account "+p.Account)
	}
	if p.Billed {
		texts = append(texts, "Atlassian Guard would bill the account anew")
	}
	return texts
}

// forecastGroup is a group as the page shows it.
type forecastGroup struct{ forecast.GroupOutcome }

// Mark is the sign and the words of what would become of the group.
func (g forecastGroup) Mark() mark {
	m := mark{"good", "✓", GroupWords(g.Outcome)}
	switch {
	case g.Bad():
		m.Class, m.Sign = "bad", "✗"
	case len(g.Problems)+len(g.Loses) > 0:
		m.Class, m.Sign = "warn", "!"
	}
	return m
}

// Moves are the people whom the push would add to a group that exists, and remove from it.
func (g forecastGroup) Moves() *table[[2]string] {
	var rows [][2]string
	for _, name := range g.Loses {
		rows = append(rows, [2]string{name, "removed"})
	}
	for _, name := range g.Gains {
		rows = append(rows, [2]string{name, "added"})
	}
	return pairs("Who would be added and removed", "Person", "By the push", rows)
}

// GroupList are the groups as the page shows them.
func (p forecastPage) GroupList() []forecastGroup {
	var list []forecastGroup
	for _, g := range p.Groups {
		list = append(list, forecastGroup{g})
	}
	return list
}

// Losing are the people who would lose a product.
func (p forecastPage) Losing() *table[[2]string] {
	var rows [][2]string
	for _, a := range p.Access() {
		for _, login := range a.Ceded {
			rows = append(rows, [2]string{login, a.Product})
		}
	}
	return pairs("Who would lose a product", "Sign-in name in Okta", "Loses", rows)
}

// Billing are the people whose accounts Guard would bill anew.
func (p forecastPage) Billing() *table[[2]string] {
	var rows [][2]string
	for i := range p.Forecast.People {
		if q := p.Forecast.People[i]; q.Billed {
			rows = append(rows, [2]string{q.Login, q.Name})
		}
	}
	return pairs("Accounts that Atlassian Guard would bill anew", "Sign-in name in Okta", "Person", rows)
}

// forecastRail is a limit as the page shows it.
type forecastRail struct{ forecast.Rail }

// Sentence is the limit in words.
func (r forecastRail) Sentence() string { return capital(railText(r.Rail)) }

// Names are the people whom the limit counted.
func (r forecastRail) Names() *table[[2]string] {
	var rows [][2]string
	for _, name := range r.People {
		rows = append(rows, [2]string{name, ""})
	}
	t := pairs("The people of this limit", "Sign-in name in Okta", "", rows)
	t.open, t.Folded = 0, amount(len(r.People), "person", "people")
	return t
}

// Limits are the rails that setup would stop at.
func (p forecastPage) Limits() []forecastRail {
	var list []forecastRail
	for _, r := range p.Rails {
		list = append(list, forecastRail{r})
	}
	return list
}

// Changed are the groups and people whose outcome is another than in the saved forecast.
func (p forecastPage) Changed() *table[[2]string] {
	var rows [][2]string
	for _, s := range p.Since.Groups {
		rows = append(rows, [2]string{s.Name, s.Words(GroupWords)})
	}
	for _, s := range p.Since.People {
		rows = append(rows, [2]string{s.Name, s.Words(FateWords)})
	}
	return pairs("What is another than in "+p.Since.File, "Group or person", "Change", rows)
}

// SeatMark says whether the seats suffice.
func (forecastPage) SeatMark(s forecast.Seat) mark {
	switch {
	case s.Unlimited():
		return mark{"good", "✓", "no limit"}
	case s.Left < 0:
		return mark{"ask", "?", "no API tells what is left"}
	case s.Short():
		return mark{"bad", "✗", number(s.Left) + " left"}
	}
	return mark{"good", "✓", number(s.Left) + " left"}
}

func pairs(caption, a, b string, rows [][2]string) *table[[2]string] {
	return newTable(caption, column[[2]string]{a, func(r [2]string) []string { return []string{r[0]} }}, slices.Values(rows), openRows,
		column[[2]string]{b, func(r [2]string) []string { return line(r[1]) }})
}
