package report

import (
	"fmt"
	"io"
	"maps"
	"strings"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/wizard"
	"github.com/provision-cli/provision/wizard/prompt"
)

// Check is the result of an audit.
type Check struct {
	Results []checks.Result
	Calls   map[string]int
	Exit    int
}

type auditJSON struct {
	Schema  string         `json:"schema"`
	Exit    int            `json:"exit_code"`
	Summary map[string]int `json:"summary"`
	Calls   map[string]int `json:"calls"`
	Results []resultJSON   `json:"results"`
}

type resultJSON struct {
	ID         string            `json:"id"`
	Topic      string            `json:"topic"`
	Title      string            `json:"title"`
	Severity   string            `json:"severity"`
	Status     string            `json:"status"`
	Summary    string            `json:"summary"`
	Fix        string            `json:"fix"`
	Link       string            `json:"link"`
	Evidence   []checks.Evidence `json:"evidence"`
	Suppressed *string           `json:"suppressed"`
}

func (c Check) counts() map[string]int {
	counts := map[string]int{"pass": 0, "warn": 0, "fail": 0, "manual": 0, "skip": 0, "unknown": 0}
	for _, r := range c.Results {
		counts[r.Status.String()]++
	}
	return counts
}

// JSON writes the audit as provision.check/1.
func (c Check) JSON(w io.Writer) error {
	doc := auditJSON{Schema: "provision.check/1", Exit: c.Exit, Summary: c.counts(), Calls: map[string]int{"okta": 0, "scim": 0, "admin": 0, "site": 0}, Results: []resultJSON{}}
	maps.Copy(doc.Calls, c.Calls)
	for _, r := range c.Results {
		line := resultJSON{
			ID: r.ID, Topic: r.Topic, Title: r.Title, Severity: r.Severity, Status: r.Status.String(),
			Summary: r.Summary, Fix: r.Fix, Link: r.Link, Evidence: r.Evidence,
		}
		if line.Evidence == nil {
			line.Evidence = []checks.Evidence{}
		}
		doc.Results = append(doc.Results, line)
	}
	return encoder(w).Encode(doc)
}

// Text writes the audit by topic, what is wrong unfolded.
func (c Check) Text(w io.Writer, o prompt.Options) {
	b := prompt.Block{}
	topic := ""
	for _, r := range c.Results {
		if r.Topic != topic {
			topic = r.Topic
			b = append(b, prompt.Line{}, prompt.Line{Text: strings.ToUpper(topic[:1]) + topic[1:], Strong: true})
		}
		b = append(b, wizard.ResultBlock(r)...)
	}
	n := c.counts()
	b = append(b, prompt.Line{}, prompt.Line{Text: fmt.Sprintf("%d yes, %d warnings, %d wrong, %d could not look, %d for a person, %d do not apply",
		n["pass"], n["warn"], n["fail"], n["unknown"], n["manual"], n["skip"])})
	prompt.Render(w, b, o)
}
