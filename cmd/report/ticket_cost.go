package report

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/provision-cli/provision/checks/forecast"
	"github.com/provision-cli/provision/wizard"
)

// cost is one number of a ticket, and how it was reckoned.
type cost struct {
	What   string `json:"what"`
	Amount string `json:"amount"`
	How    string `json:"how"`
}

const unknown = "unknown"

// costs reckons what carrying out a plan takes in calls, minutes and seats.
func costs(rep wizard.Report, r Reading) []cost {
	own, sent, moving, minutes, counted := 0, 0, 0, 0, map[string]bool{}
	for _, s := range rep.Steps {
		if len(s.Changes)+len(s.ByHand()) > 0 {
			moving++
		}
		for _, c := range s.Changes {
			own, sent = own+c.Cost.Own, sent+c.Cost.Sent
		}
		for _, g := range s.Guides {
			if !counted[g.ID] {
				minutes, counted[g.ID] = minutes+g.Minutes, true
			}
		}
	}
	read := 0
	for _, n := range r.Calls {
		read += n
	}
	again := read * (moving + 1)
	list := []cost{
		{"Calls of this program to change things", strconv.Itoa(own), "the sum of what stands at each change"},
		{"Calls of this program to read", fmt.Sprintf("about %d", again), fmt.Sprintf(
			"this dry run read everything with %d calls (%s; counted). A real run reads once at the beginning and again for each of the %d steps that move something; every further minute of waiting adds more", read, services(r.Calls), moving)},
		{"Calls of Okta to the Atlassian directory", fmt.Sprintf("about %d", sent), "the sum of what stands at each change; twice as many at most where Okta writes by reading first. Retries after an error are not counted"},
		duration(r, moving+1, own),
		{"Minutes until Okta has sent everything", unknown, "neither Okta nor Atlassian says how fast these jobs run. setup watches, counts who has arrived, and after at most 20 minutes names who is missing"},
		{"Minutes of a person by hand", fmt.Sprintf("about %d", minutes), "the sum of what stands at each step by hand"},
	}
	return append(list, seats(rep)...)
}

// services lists counted calls, sorted by service.
func services(calls map[string]int) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(calls)) {
		parts = append(parts, fmt.Sprintf("%s %d", name, calls[name]))
	}
	return cmp.Or(strings.Join(parts, ", "), "none")
}

// duration is how long this program's own calls take at most. Okta counts kinds of calls apart; those with the same
// limit are taken as one kind, so that the true figure is lower.
func duration(r Reading, readings, own int) cost {
	c := cost{What: "Minutes of this program's own calls", Amount: unknown, How: "Okta answered no rate limit, so nothing is known"}
	longest := 0.0
	for _, limit := range slices.Sorted(maps.Keys(r.Limits)) {
		calls := r.Limits[limit]*readings + own
		if n := math.Ceil(float64(calls) / (float64(limit) * r.Share)); n > longest {
			longest = n
			c.Amount = fmt.Sprintf("at most about %.0f", n)
			c.How = fmt.Sprintf("%d calls go to Okta under an answered limit of %d a minute, of which %.0f %% is used; all other calls are over before", calls, limit, r.Share*100)
		}
	}
	return c
}

// seats counts, for each product and site, the people who need a seat; somebody in two groups needs one.
func seats(rep wizard.Report) []cost {
	type place struct{ product, site string }
	left, people := map[place]int{}, map[place]map[string]bool{}
	for _, s := range rep.Steps {
		for _, c := range s.Changes {
			for _, seat := range c.Seats {
				p := place{seat.Product, seat.Site}
				left[p] = seat.Left
				if people[p] == nil {
					people[p] = map[string]bool{}
				}
				for _, who := range c.Affects {
					if who.Effect == wizard.TakesSeat {
						people[p][strings.ToLower(who.Login)] = true
					}
				}
			}
		}
	}
	var list []cost
	for p, who := range people {
		list = append(list, seat(forecast.Seat{Product: p.product, Site: p.site, Needed: len(who), Left: left[p]}))
	}
	slices.SortFunc(list, func(a, b cost) int { return cmp.Compare(a.What, b.What) })
	return list
}

func seat(s forecast.Seat) cost {
	c := cost{What: "Seats of " + s.Product + " on " + s.Site, Amount: fmt.Sprintf("at most %d, left: %d", s.Needed, s.Left)}
	c.How = "everyone in the groups that open it, once; whoever has a seat already needs none. What is left was read from the site"
	if s.Left < 0 {
		c.Amount = fmt.Sprintf("at most %d, left: %s", s.Needed, unknown)
		c.How = "everyone in the groups that open it, once; whoever has a seat already needs none. No API tells what is left, or no site credential was given"
	}
	return c
}
