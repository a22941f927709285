package report

import (
	"io"

	"github.com/provision-cli/provision/checks"
)

type questionJSON struct {
	ID       string `json:"id"`
	Topic    string `json:"topic"`
	Title    string `json:"title"`
	Severity string `json:"severity"`
	Reads    string `json:"reads"`
	Why      string `json:"why"`
	Detects  string `json:"detects"`
}

// CatalogueJSON writes every question that check asks.
func CatalogueJSON(w io.Writer) error {
	list := []questionJSON{}
	for _, c := range checks.Catalogue() {
		list = append(list, questionJSON{ID: c.ID, Topic: c.Topic, Title: c.Title, Severity: c.Severity, Reads: c.Reads, Why: c.Why, Detects: c.Detects})
	}
	return encoder(w).Encode(list)
}
