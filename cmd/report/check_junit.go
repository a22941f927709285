package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/wizard/prompt"
)

// The elements of JUnit's XML, in the order and with the attributes that the schemas of Windy Road (for Ant) and of Jenkins agree on.
type (
	suitesXML struct {
		XMLName xml.Name   `xml:"testsuites"`
		Suites  []suiteXML `xml:"testsuite"`
	}
	suiteXML struct {
		Package    string        `xml:"package,attr"`
		ID         int           `xml:"id,attr"`
		Name       string        `xml:"name,attr"`
		Timestamp  string        `xml:"timestamp,attr"`
		Hostname   string        `xml:"hostname,attr"`
		Tests      int           `xml:"tests,attr"`
		Failures   int           `xml:"failures,attr"`
		Errors     int           `xml:"errors,attr"`
		Skipped    int           `xml:"skipped,attr"`
		Time       string        `xml:"time,attr"`
		Properties []propertyXML `xml:"properties>property"`
		Cases      []caseXML     `xml:"testcase"`
		Out        string        `xml:"system-out"`
		Err        string        `xml:"system-err"`
	}
	propertyXML struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
	}
	caseXML struct {
		Name    string      `xml:"name,attr"`
		Class   string      `xml:"classname,attr"`
		Time    string      `xml:"time,attr"`
		Skipped *skippedXML `xml:"skipped"`
		Error   *problemXML `xml:"error"`
		Failure *problemXML `xml:"failure"`
	}
	skippedXML struct {
		Message string `xml:"message,attr"`
	}
	problemXML struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
)

// JUnit writes the audit for a CI's page of tests: a suite for each topic, a case for each question. What counts towards
// exit code 1 is a failure, towards 3 an error; what does not count is skipped. Warnings that do not count stand in the suite's output.
func (c Check) JUnit(w io.Writer) error {
	var doc suitesXML
	for _, r := range c.Results {
		if n := len(doc.Suites); n == 0 || doc.Suites[n-1].Name != r.Topic {
			doc.Suites = append(doc.Suites, c.suite(n, r.Topic))
		}
		doc.Suites[len(doc.Suites)-1].add(c, r)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(doc); err != nil {
		return fmt.Errorf("write the test report: %w", err)
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func (c Check) suite(id int, topic string) suiteXML {
	s := suiteXML{Package: "provision.check", ID: id, Name: topic, Timestamp: c.Began.UTC().Format("2006-01-02T15:04:05"), Hostname: "localhost"}
	total := time.Duration(0)
	for _, r := range c.Results {
		if r.Topic == topic {
			total += r.Duration
		}
	}
	s.Time = seconds(total)
	for _, p := range [][2]string{{"okta", c.Okta}, {"organization", c.Organization}} {
		if p[1] != "" {
			s.Properties = append(s.Properties, propertyXML{p[0], prompt.Sanitize(p[1])})
		}
	}
	if len(s.Properties) == 0 { // the element must be there
		s.Properties = []propertyXML{{"okta", "unknown"}}
	}
	return s
}

func (s *suiteXML) add(c Check, r Result) {
	line := caseXML{Name: r.ID, Class: "provision.check." + r.Topic, Time: seconds(r.Duration)}
	text := prompt.Sanitize(r.Title + ": " + r.Summary)
	problem := &problemXML{Message: prompt.Sanitize(r.Summary), Type: r.Status.String(), Text: r.details()}
	s.Tests++
	switch {
	case r.Suppressed != nil:
		line.Skipped = &skippedXML{"suppressed " + prompt.Sanitize(r.Suppressed.sentence()+". "+r.Summary)}
	case c.FailOn.Fails(r.Status):
		line.Failure = problem
	case r.Status == checks.Unknown && r.Severity != checks.Info:
		line.Error = problem
	case r.Status == checks.Warn:
		s.Out += "warning: " + r.ID + ": " + text + "\n"
	case r.Status != checks.Pass:
		line.Skipped = &skippedXML{text}
	}
	switch {
	case line.Failure != nil:
		s.Failures++
	case line.Error != nil:
		s.Errors++
	case line.Skipped != nil:
		s.Skipped++
	}
	s.Cases = append(s.Cases, line)
}

// details are everything behind an answer as plain lines.
func (r Result) details() string {
	lines := []string{r.Title}
	for _, e := range r.Evidence {
		text := evidenceText(e)
		if accepted := r.AcceptedBy(e); accepted != nil {
			text += " (suppressed " + accepted.sentence() + ")"
		}
		lines = append(lines, text)
	}
	for _, part := range [][2]string{{"Fix: ", r.Fix}, {"", r.Link}, {"More: provision explain ", r.ID}} {
		if part[1] != "" {
			lines = append(lines, part[0]+part[1])
		}
	}
	for i := range lines {
		lines[i] = prompt.Sanitize(lines[i])
	}
	return strings.Join(lines, "\n")
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.3f", d.Seconds()) }
