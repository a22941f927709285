package report

import (
	_ "embed" // the schema is a file, so that editors and validators can read it too
	"io"
	"maps"
	"time"

	"github.com/provision-cli/provision/checks"
)

//go:embed check.schema.json
var checkSchema string

// CheckSchema writes the JSON Schema of what Check.JSON writes.
func CheckSchema(w io.Writer) error {
	_, err := io.WriteString(w, checkSchema)
	return err
}

type auditJSON struct {
	Schema  string         `json:"schema"`
	Exit    int            `json:"exit_code"`
	Summary map[string]int `json:"summary"`
	Since   *sinceJSON     `json:"since,omitempty"`
	Calls   map[string]int `json:"calls"`
	Results []resultJSON   `json:"results"`
}

type sinceJSON struct {
	Last   *time.Time `json:"last"`
	New    int        `json:"new"`
	Same   int        `json:"same"`
	Mended int        `json:"mended"`
}

type resultJSON struct {
	ID         string         `json:"id"`
	Topic      string         `json:"topic"`
	Title      string         `json:"title"`
	Severity   string         `json:"severity"`
	Status     string         `json:"status"`
	Summary    string         `json:"summary"`
	Fix        string         `json:"fix"`
	Link       string         `json:"link"`
	Evidence   []evidenceJSON `json:"evidence"`
	Suppressed *Suppression   `json:"suppressed"`
	Since      string         `json:"since,omitempty"`
}

// evidenceJSON says only of evidence that was accepted by its subject that it was.
type evidenceJSON struct {
	checks.Evidence
	Suppressed *Suppression `json:"suppressed,omitempty"`
}

// JSON writes the audit as provision.check/1: no time in it but that of an earlier run it was compared with.
func (c Check) JSON(w io.Writer) error {
	doc := auditJSON{
		Schema: "provision.check/1", Exit: c.Exit, Summary: c.Counts(), Results: []resultJSON{},
		Calls: map[string]int{"okta": 0, "scim": 0, "admin": 0, "site": 0},
	}
	maps.Copy(doc.Calls, c.Calls)
	if c.Since != nil {
		doc.Since = &sinceJSON{New: c.Since.New, Same: c.Since.Same, Mended: c.Since.Mended}
		if last := c.Since.Last.UTC().Truncate(time.Second); !c.Since.Last.IsZero() {
			doc.Since.Last = &last
		}
	}
	for _, r := range c.Results {
		doc.Results = append(doc.Results, r.json())
	}
	return encoder(w).Encode(doc)
}

func (r Result) json() resultJSON {
	line := resultJSON{
		ID: r.ID, Topic: r.Topic, Title: r.Title, Severity: r.Severity, Status: r.Status.String(),
		Summary: r.Summary, Fix: r.Fix, Link: r.Link, Evidence: []evidenceJSON{}, Suppressed: r.Suppressed, Since: r.Since,
	}
	for _, e := range r.Evidence {
		line.Evidence = append(line.Evidence, evidenceJSON{e, r.AcceptedBy(e)})
	}
	return line
}
