package report

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/provision-cli/provision/checks/forecast"
	"github.com/provision-cli/provision/wizard/prompt"
)

// seatLines say for each product on each site whether its seats suffice.
func (f Forecast) seatLines() prompt.Block {
	var b prompt.Block
	for _, s := range f.Seats {
		if s.Needed == 0 {
			continue
		}
		line := prompt.Line{Sign: prompt.Yes, Text: seatText(s), Indent: 2}
		switch {
		case s.Short():
			line.Sign = prompt.Wrong
		case s.Left < 0:
			line.Sign = prompt.Unknown
		}
		b = append(b, line)
	}
	return b
}

func seatText(s forecast.Seat) string {
	text := fmt.Sprintf("Seats of %s on %s: %s needed, ", s.Product, hostOf(s.Site), number(s.Needed))
	switch {
	case s.Unlimited():
		return text + "no limit"
	case s.Left < 0:
		return text + "no API tells what is left"
	}
	return text + number(s.Left) + " left"
}

// hostOf is a site as people know it.
func hostOf(site string) string {
	if u, err := url.Parse(site); err == nil && u.Host != "" {
		return u.Host
	}
	return site
}

func (f Forecast) accessLines() prompt.Block {
	var b prompt.Block
	for _, a := range f.Access() {
		if len(a.Gained) > 0 {
			b = append(b, prompt.Line{Sign: prompt.Yes, Text: fmt.Sprintf("%s gain %s", counted(len(a.Gained)), a.Product), Indent: 2})
		}
		if len(a.Ceded) > 0 {
			b = append(b, prompt.Line{Sign: prompt.Wrong, Text: fmt.Sprintf("%s lose %s: %s", counted(len(a.Ceded)), a.Product, f.named(a.Ceded)), Indent: 2})
		}
	}
	if f.Billed > 0 {
		b = append(b, prompt.Line{Sign: prompt.Warning, Text: "Atlassian Guard would bill " + number(f.Billed) + plural(f.Billed, " account", " accounts") + " anew", Indent: 2})
	}
	for _, text := range f.Unknown {
		b = append(b, prompt.Line{Sign: prompt.Unknown, Text: text, Indent: 2, Hang: 2})
	}
	return b
}

func counted(n int) string { return number(n) + plural(n, " person would", " people would") }

// railLines are the limits at which setup would stop.
func (f Forecast) railLines() prompt.Block {
	if len(f.Rails) == 0 {
		return nil
	}
	b := prompt.Block{{Text: "setup would stop here until the number of people is typed", Strong: true, Indent: 2}}
	for _, r := range f.Rails {
		b = append(b, prompt.Line{Sign: prompt.Warning, Text: railText(r), Detail: f.named(r.People), Indent: 4})
		if r.Way != "" {
			b = append(b, prompt.Line{Text: r.Way, Indent: 8})
		}
	}
	return b
}

// railText is the rail's sentence with its numbers as they are written here.
func railText(r forecast.Rail) string {
	if r.ID == forecast.RailSeats {
		return fmt.Sprintf("%s: %s, seats left: %s", r.Title, number(r.Count), number(r.Limit))
	}
	return fmt.Sprintf("%s: %s, the limit is %s", r.Title, number(r.Count), number(r.Limit))
}

// sinceLines say what changed since a saved forecast.
func (f Forecast) sinceLines() prompt.Block {
	if f.Since == nil {
		return nil
	}
	if len(f.Since.Groups)+len(f.Since.People) == 0 {
		return prompt.Block{{Sign: prompt.Yes, Text: "The same as in " + f.Since.File, Indent: 2}}
	}
	b := prompt.Block{{Text: "Since " + f.Since.File, Strong: true, Indent: 2}}
	for _, s := range f.Since.Groups {
		b = append(b, prompt.Line{Sign: prompt.Pick, Text: s.Name, Detail: s.Words(GroupWords), Indent: 4})
	}
	for i, s := range f.Since.People {
		if i == few && !f.All {
			return append(b, prompt.Line{Text: "and " + number(len(f.Since.People)-few) + " more people: -v names them", Indent: 4, Faint: true})
		}
		b = append(b, prompt.Line{Sign: prompt.Pick, Text: s.Name, Detail: s.Words(FateWords), Indent: 4})
	}
	return b
}

// end says what it would cost, how it stands as a whole, and how to go on.
func (f Forecast) end() prompt.Block {
	var b prompt.Block
	if f.Cost.Calls > 0 {
		b = append(b, prompt.Line{}, prompt.Line{
			Text: fmt.Sprintf("Okta would make about %s calls to Atlassian, in about %s %s.", number(f.Cost.Calls), number(f.Cost.Minutes), plural(f.Cost.Minutes, "minute", "minutes")), Indent: 2,
		})
	}
	sign, when := prompt.Yes, "Go on:"
	if f.Wrong() {
		sign, when = prompt.Wrong, "When it is right:"
	}
	b = append(b, prompt.Line{}, prompt.Line{Sign: sign, Text: f.headline(above), Strong: true}, prompt.Line{})
	for _, c := range [][2]string{{"Why, hop by hop:", f.Follow}, {when, f.Next}} {
		if c[1] != "" {
			b = append(b, prompt.Line{Text: c[0], Indent: 2}, prompt.Line{Text: c[1], Indent: 4, Fixed: true})
		}
	}
	return b
}

// above is where the rest of a text stands.
const above = ": see above"

// Headline is the forecast in one sentence.
func (f Forecast) Headline() string { return f.headline("") }

// headline is Headline that adds where to look for what it does not name.
func (f Forecast) headline(look string) string {
	bad, wrong := 0, []string{}
	for _, p := range f.People {
		if p.Bad() {
			bad++
		}
	}
	if n := f.BadGroups(); n > 0 {
		wrong = append(wrong, fmt.Sprintf("%s of %s", number(n), number(len(f.Groups))+plural(len(f.Groups), " group", " groups")))
	}
	if bad > 0 {
		wrong = append(wrong, fmt.Sprintf("%s of %s", number(bad), number(len(f.People))+plural(len(f.People), " person", " people")))
	}
	switch {
	case len(wrong) > 0:
		return "It would go wrong for " + strings.Join(wrong, " and ") + "."
	case f.Wrong():
		return "Every group and person would arrive, but not as they should" + look + "."
	}
	return fmt.Sprintf("Nothing would go wrong: %s, %s.", number(len(f.Groups))+plural(len(f.Groups), " group", " groups"), number(len(f.People))+plural(len(f.People), " person", " people"))
}
