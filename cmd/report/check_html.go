package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/provision-cli/provision/checks"
)

// HTML writes the audit as one page that an auditor keeps and prints: what is wrong first, then everything that was
// asked and answered, then how it was asked.
func (c Check) HTML(w io.Writer) error {
	if c.Made.On.IsZero() {
		c.Made.On = c.Began
	}
	return writePage(w, "check.html", nil, auditPage{c})
}

// auditPage is an audit as its page shows it.
type auditPage struct{ Check }

// Title names the document.
func (auditPage) Title() string { return "Audit: user provisioning from Okta to Atlassian" }

// Fields are who asked whom, when and with what, and what the end of the run means.
func (p auditPage) Fields() [][2]string {
	asked := fmt.Sprintf("%s, %s (%s), %s", amount(len(p.Results), "question", "questions"), amount(p.Total(), "call", "calls"), calls(p.Calls), took(p.Took))
	list := [][2]string{
		{"Asked", p.Made.when()},
		{"Profile", p.Made.Profile},
		{"Okta", orUnknown(either(p.Made.Okta, p.Okta))},
		{"Atlassian organization", orUnknown(either(p.Made.Organization, p.Organization))},
		{"Directory", orUnknown(p.Made.Directory)},
		{"Sites", orUnknown(strings.Join(p.Made.Sites, ", "))},
		{"Read", asked},
		{"Exit code", fmt.Sprintf("%d: %s", p.Exit, p.meaning())},
	}
	if p.Since != nil {
		list = append(list, [2]string{"Compared", p.Since.sentence()})
	}
	if p.Sandbox {
		list = append(list, [2]string{"Sandbox", "stand-ins of both tenants: this is no audit of real ones"})
	}
	return list
}

func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// calls are the requests by service, in the order in which the program names them.
func calls(by map[string]int) string {
	list := []string{}
	for _, service := range []string{"okta", "scim", "admin", "site"} {
		if by[service] > 0 {
			list = append(list, service+" "+number(by[service]))
		}
	}
	if len(list) == 0 {
		return "none was sent"
	}
	return strings.Join(list, ", ")
}

func (p auditPage) meaning() string {
	switch {
	case p.Exit == 0:
		return "nothing that counts as wrong was found"
	case p.Exit == 3:
		return "nothing was found wrong, but not everything could be looked at"
	case len(p.with(checks.Fail)) > 0:
		return "something is wrong"
	}
	return "something counts as wrong because --fail-on says so"
}

// Headline is the audit in one sentence.
func (p auditPage) Headline() string {
	n := p.Counts()
	switch {
	case len(p.Results) == 0:
		return "Nothing was asked."
	case n["fail"] > 0:
		return fmt.Sprintf("Something is wrong: %d of %s.", n["fail"], amount(len(p.Results), "question", "questions"))
	case n["unknown"] > 0:
		return fmt.Sprintf("Nothing was found wrong, but %s could not be looked at.", amount(n["unknown"], "question", "questions"))
	case n["warn"] > 0:
		return fmt.Sprintf("Nothing is wrong; %s.", amount(n["warn"], "warning", "warnings"))
	}
	return "Nothing is wrong."
}

// Tiles are the answers by kind.
func (p auditPage) Tiles() []tally {
	n, list := p.Counts(), []tally{}
	for _, s := range answers {
		list = append(list, tally{N: n[s.String()], mark: markOf(s)})
	}
	if n["suppressed"] > 0 {
		list = append(list, tally{N: n["suppressed"], mark: suppressedMark})
	}
	return list
}

// answers are all statuses, the most urgent first.
var answers = [...]checks.Status{checks.Fail, checks.Warn, checks.Unknown, checks.Manual, checks.Pass, checks.Skip}

var suppressedMark = mark{Class: "soft", Sign: "–", Word: "suppressed"}

func markOf(s checks.Status) mark {
	return [...]mark{
		checks.Pass: {"good", "✓", "yes"}, checks.Warn: {"warn", "!", "warning"}, checks.Fail: {"bad", "✗", "wrong"},
		checks.Manual: {"ask", "☐", "for a person"}, checks.Skip: {"soft", "·", "does not apply"}, checks.Unknown: {"ask", "?", "could not look"},
	}[s]
}

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
