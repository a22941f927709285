package report

import (
	"fmt"
	"io"
	"strings"

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

var suppressedMark = mark{Class: "mute", Sign: "–", Word: "suppressed"}

func markOf(s checks.Status) mark {
	return [...]mark{
		checks.Pass: {"good", "✓", "yes"}, checks.Warn: {"warn", "!", "warning"}, checks.Fail: {"bad", "✗", "wrong"},
		checks.Manual: {"ask", "☐", "for a person"}, checks.Skip: {"mute", "·", "does not apply"}, checks.Unknown: {"ask", "?", "could not look"},
	}[s]
}
