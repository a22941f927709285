package report

import (
	"encoding/csv"
	"fmt"
	"io"

	"github.com/provision-cli/provision/checks"
)

// CSV writes a row for each piece of evidence, and one for an answer without any.
func (c Check) CSV(w io.Writer) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"id", "topic", "title", "severity", "status", "since", "suppressed", "summary", "fix", "link", "subject", "field", "want", "got"}}
	for _, r := range c.Results {
		if len(r.Evidence) == 0 {
			rows = append(rows, r.row(checks.Evidence{}))
		}
		for _, e := range r.Evidence {
			rows = append(rows, r.row(e))
		}
	}
	for _, row := range rows {
		for i := range row {
			row[i] = harmless(row[i])
		}
		if err := out.Write(row); err != nil {
			return fmt.Errorf("write the table: %w", err)
		}
	}
	out.Flush()
	return out.Error()
}

func (r Result) row(e checks.Evidence) []string {
	accepted := r.Suppressed
	if accepted == nil {
		accepted = r.AcceptedBy(e)
	}
	word := ""
	if accepted != nil {
		word = accepted.sentence()
	}
	return []string{
		r.ID, r.Topic, r.Title, r.Severity, r.Status.String(), r.Since, word, r.Summary, r.Fix, r.Link,
		e.Subject, e.Field, e.Want, e.Got,
	}
}

// sentence says who accepted it, until when and why.
func (s Suppression) sentence() string {
	return "until " + s.Expires + " by " + s.By + ": " + s.Reason
}
