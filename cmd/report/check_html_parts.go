package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/provision-cli/provision/checks"
)

// auditPart is answers of one kind, unfolded.
type auditPart struct {
	ID, Title, Note string
	Results         []auditAnswer
}

// Parts are the answers that somebody has to know of, the most urgent first; a kind without any is left out, but for
// what is wrong.
func (p auditPage) Parts() []auditPart {
	list := []auditPart{
		{ID: "wrong", Title: "Wrong", Results: p.with(checks.Fail)},
		{ID: "warnings", Title: "Warnings", Results: p.with(checks.Warn)},
		{ID: "blind", Title: "Could not look", Note: "Nothing is known about these: neither that they are right nor that they are wrong.", Results: p.with(checks.Unknown)},
		{ID: "person", Title: "For a person", Note: "No API tells these. Somebody looks in the console.", Results: p.with(checks.Manual)},
		{ID: "suppressed", Title: "Suppressed", Note: "Known and accepted by somebody until a day; they count for nothing until then.", Results: p.suppressed()},
		{ID: "mended", Title: "Mended since the last run", Results: p.mended()},
	}
	return slices.DeleteFunc(list, func(part auditPart) bool { return part.ID != "wrong" && len(part.Results) == 0 })
}

// with returns the answers of a status: those that were looked at before those that wait for another, the gravest first.
func (p auditPage) with(s checks.Status) []auditAnswer {
	list := p.filter(func(r Result) bool { return r.Suppressed == nil && r.Status == s })
	gravest := []string{checks.High, checks.Medium, checks.Low, checks.Info}
	slices.SortStableFunc(list, func(a, b auditAnswer) int {
		return cmp.Or(order(a.Waits != "")-order(b.Waits != ""), slices.Index(gravest, a.Severity)-slices.Index(gravest, b.Severity))
	})
	return list
}

func (p auditPage) suppressed() []auditAnswer {
	return p.filter(func(r Result) bool { return r.Suppressed != nil })
}

func (p auditPage) mended() []auditAnswer {
	return p.filter(func(r Result) bool { return r.Since == Mended })
}

func (p auditPage) filter(is func(Result) bool) []auditAnswer {
	var list []auditAnswer
	for _, r := range p.Results {
		if is(r) {
			list = append(list, auditAnswer{r, p.Waits(r)})
		}
	}
	return list
}

// Topics are all answers in the order of asking.
func (p auditPage) Topics() []auditPart {
	var list []auditPart
	for _, r := range p.Results {
		if n := len(list); n == 0 || list[n-1].ID != "topic-"+r.Topic {
			list = append(list, auditPart{ID: "topic-" + r.Topic, Title: capital(r.Topic)})
		}
		part := &list[len(list)-1]
		part.Results = append(part.Results, auditAnswer{r, p.Waits(r)})
	}
	return list
}

func capital(text string) string {
	if text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// Contents are the document's parts.
func (p auditPage) Contents() []section {
	var list []section
	for _, part := range p.Parts() {
		list = append(list, section{part.ID, fmt.Sprintf("%s (%s)", part.Title, number(len(part.Results)))})
	}
	return append(list, section{"all", "Every answer, by topic"}, section{"how", "What was asked, and how"})
}

// auditAnswer is one answer as the page shows it.
type auditAnswer struct {
	Result
	Waits string // the id of the question that it waits for, empty where it was asked
}

// Mark is the sign and the word of the answer.
func (a auditAnswer) Mark() mark {
	if a.Suppressed != nil {
		return suppressedMark
	}
	return markOf(a.Status)
}

// Facts are what there is to know and to do beside the sentence.
func (a auditAnswer) Facts() [][2]string {
	list := [][2]string{{"What to do", a.Fix}}
	if a.Suppressed != nil {
		list = [][2]string{
			{"Answer", a.Status.String()}, {"Reason", a.Suppressed.Reason}, {"By", a.Suppressed.By},
			{"Until", dayOf(a.Suppressed.Expires)}, {"What to do", a.Fix},
		}
	}
	if a.MendedToo > 0 {
		list = append(list, [2]string{"Mended", number(a.MendedToo) + " that the last run named"})
	}
	return list
}

// dayOf writes a day as everything else in the program does.
func dayOf(text string) string {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return text
	}
	return day.Format("2 Jan 2006")
}

// Table returns the evidence, nil where there is none.
func (a auditAnswer) Table() *table[checks.Evidence] {
	if len(a.Evidence) == 0 {
		return nil
	}
	fresh, accepted := map[string]bool{}, map[string]string{}
	if len(a.Fresh) < len(a.Evidence) { // where all of it is new, the answer itself says so
		for _, subject := range a.Fresh {
			fresh[subject] = true
		}
	}
	for _, x := range a.Accepted {
		accepted[x.Subject] = x.sentence()
	}
	who := func(e checks.Evidence) []string {
		if fresh[e.Subject] {
			return []string{e.Subject, "(" + New + ")"}
		}
		return []string{e.Subject}
	}
	return newTable("Evidence", column[checks.Evidence]{"Who or what", who}, slices.Values(a.Evidence), openRows,
		column[checks.Evidence]{"What", func(e checks.Evidence) []string { return line(e.Field) }},
		column[checks.Evidence]{"Should be", func(e checks.Evidence) []string { return line(e.Want) }},
		column[checks.Evidence]{"Is", func(e checks.Evidence) []string { return line(e.Got) }},
		column[checks.Evidence]{"Accepted", func(e checks.Evidence) []string { return line(accepted[e.Subject]) }},
	)
}
