package report

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/wizard"
	"github.com/provision-cli/provision/wizard/prompt"
)

// unfolded is how many pieces of evidence a screen names before it says how many more there are.
const unfolded = 12

// Detail is how much of an audit is shown as text.
type Detail int

// How much is shown: what is wrong unfolded and a line for the rest, everything unfolded, or only what is wrong.
const (
	Usual Detail = iota
	Verbose
	Terse
)

// Text writes the audit by topic, what is wrong unfolded.
func (c Check) Text(w io.Writer, d Detail, o prompt.Options) error {
	b := c.head(d)
	topic := ""
	for _, r := range c.Results {
		if d == Terse && !c.terse(r) {
			continue
		}
		if r.Topic != topic {
			topic = r.Topic
			b = append(b, prompt.Line{}, prompt.Line{Text: strings.ToUpper(topic[:1]) + topic[1:], Strong: true})
		}
		b = append(b, c.answer(r, d)...)
	}
	if len(b) > 0 {
		b = append(b, prompt.Line{})
	}
	if c.Since != nil {
		b = append(b, prompt.Line{Text: c.Since.sentence()})
	}
	return prompt.Render(w, append(b, prompt.Line{Text: c.Tally()}), o)
}

func (c Check) head(d Detail) prompt.Block {
	if d == Terse {
		return nil
	}
	text := "provision check: " + c.Okta
	if c.Okta == "" {
		text = "provision check: no Okta org"
	}
	if c.Organization != "" {
		text += " → " + c.Organization
	}
	return prompt.Block{{Text: text, Strong: true, ID: fmt.Sprintf("%s, %s, %s", several(len(c.Results), "question"), several(c.Total(), "call"), took(c.Took))}}
}

func took(d time.Duration) string {
	switch whole := int(d.Round(time.Second).Seconds()); {
	case d < 10*time.Second:
		return fmt.Sprintf("%.1f s", d.Seconds())
	case whole < 60:
		return fmt.Sprintf("%d s", whole)
	default:
		return fmt.Sprintf("%d min %d s", whole/60, whole%60)
	}
}

// terse says whether an answer is shown where only what is wrong is.
func (c Check) terse(r Result) bool {
	switch {
	case r.Since == Mended:
		return true
	case r.Suppressed != nil:
		return false
	}
	blind := r.Status == checks.Unknown && r.Severity != checks.Info
	return r.Status == checks.Warn || blind || c.FailOn.Fails(r.Status)
}

// answer is one question: a line, and beneath it what there is to know and to do.
func (c Check) answer(r Result, d Detail) prompt.Block {
	line := prompt.Line{Sign: signOf(r.Status), Text: r.Title, Detail: r.Since, Indent: 2}
	folded := r.Status == checks.Pass && d != Verbose
	if !folded {
		line.ID = r.ID
	}
	b := prompt.Block{line}
	switch {
	case folded:
		return b
	case r.Suppressed != nil:
		b[0].Sign, b[0].Text = prompt.Suppressed, r.Title
		b = append(b, prompt.Line{Text: "Suppressed " + r.Suppressed.sentence(), Indent: 4})
		if d != Verbose {
			return append(b, prompt.Line{Text: r.Status.String() + ": " + r.Summary, Indent: 4, Faint: true})
		}
	case c.Waits(r) != "":
		return append(b, prompt.Line{Text: r.Summary, Indent: 4, Faint: true})
	}
	b = append(b, prompt.Line{Text: r.Summary, Indent: 4})
	b = append(b, r.evidence(d)...)
	return append(b, r.next()...)
}

// evidence names who and what is behind an answer, as far as a screen takes it.
func (r Result) evidence(d Detail) prompt.Block {
	var b prompt.Block
	fresh := r.fresh()
	for i, e := range r.Evidence {
		if i == unfolded && d != Verbose {
			b = append(b, prompt.Line{Text: fmt.Sprintf("and %d more; -v names all", len(r.Evidence)-unfolded), Indent: 6, Faint: true})
			break
		}
		line := prompt.Line{Text: evidenceText(e), Indent: 6, Detail: fresh[e.Subject]}
		if accepted := r.AcceptedBy(e); accepted != nil {
			line.Sign, line.Detail = prompt.Suppressed, "suppressed "+accepted.sentence()
		}
		b = append(b, line)
	}
	if r.MendedToo > 0 {
		b = append(b, prompt.Line{Text: fmt.Sprintf("%d that the last run named: mended", r.MendedToo), Indent: 6, Faint: true})
	}
	return b
}

// next is what to do, and where to read more.
func (r Result) next() prompt.Block {
	var b prompt.Block
	switch {
	case strings.HasPrefix(r.Fix, "Look"): // nothing is known to be wrong
		b = append(b, prompt.Line{Text: r.Fix, Indent: 4})
	case r.Fix != "":
		b = append(b, prompt.Line{Text: "Fix: " + r.Fix, Indent: 4})
	}
	if r.Link != "" {
		b = append(b, prompt.Line{Text: r.Link, Indent: 4, Faint: true, Fixed: true})
	}
	if r.Status == checks.Fail || r.Status == checks.Warn || r.Status == checks.Unknown {
		b = append(b, prompt.Line{Text: "More: provision explain " + r.ID, Indent: 4, Faint: true})
	}
	return b
}

// evidenceText is one piece of evidence as setup words it too.
func evidenceText(e checks.Evidence) string {
	return wizard.EvidenceBlock(checks.Result{Finding: checks.Finding{Evidence: []checks.Evidence{e}}})[0].Text
}

func signOf(s checks.Status) prompt.Sign {
	return [...]prompt.Sign{prompt.Yes, prompt.Warning, prompt.Wrong, prompt.Person, prompt.NotApplicable, prompt.Unknown}[s]
}

// fresh marks the subjects that an earlier run did not have, where others of it are known.
func (r Result) fresh() map[string]string {
	marks := map[string]string{}
	if len(r.Fresh) < len(r.Evidence) {
		for _, subject := range r.Fresh {
			marks[subject] = New
		}
	}
	return marks
}

func (s Since) sentence() string {
	if s.Last.IsZero() {
		return "Since the last run: there is no earlier run of this profile to compare with."
	}
	text := fmt.Sprintf("Since the last run, %s: %d new, %d the same, %d mended", s.Last.Local().Format("2 Jan 2006 15:04"), s.New, s.Same, s.Mended)
	if s.Rotated {
		text += "; a credential has changed since, so people and groups are not compared"
	}
	return text
}
