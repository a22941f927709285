package report

import (
	"io"

	"github.com/provision-cli/provision/checks"
)

type questionJSON struct {
	ID       string   `json:"id"`
	Topic    string   `json:"topic"`
	Title    string   `json:"title"`
	Severity string   `json:"severity"`
	Reads    string   `json:"reads"`
	Why      string   `json:"why"`
	Detects  string   `json:"detects"`
	Fix      string   `json:"fix"`
	Links    []string `json:"links"`
	After    []string `json:"after"`
}

// CatalogueJSON writes every question that check asks.
func CatalogueJSON(w io.Writer) error {
	list := []questionJSON{}
	for _, c := range checks.Catalogue() {
		list = append(list, question(c))
	}
	return encoder(w).Encode(list)
}

// QuestionJSON writes one of them.
func QuestionJSON(w io.Writer, c checks.Check) error { return encoder(w).Encode(question(c)) }

func question(c checks.Check) questionJSON {
	return questionJSON{
		ID: c.ID, Topic: c.Topic, Title: c.Title, Severity: c.Severity, Reads: c.Reads, Why: c.Why, Detects: c.Detects,
		Fix: c.Mends, Links: listOf(c.Docs), After: listOf(c.After),
	}
}

// listOf is a list that JSON shows as one also where it is empty.
func listOf(texts []string) []string { return append([]string{}, texts...) }
