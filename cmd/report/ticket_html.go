package report

import (
	"fmt"
	"html/template"
	"io"
)

// TicketHTML writes the document as one page that needs nothing beside itself.
func TicketHTML(w io.Writer, t Ticket) error {
	return writePage(w, "ticket.html", template.FuncMap{"changeFacts": changeFacts}, t.document())
}

// Title names the document.
func (ticket) Title() string { return "Change: user provisioning from Okta to Atlassian" }

// Fields are who made the document, when and on what.
func (t ticket) Fields() [][2]string { return t.Made.Fields() }

// Tiles are what the document counts.
func (t ticket) Tiles() []tally {
	plain := func(n int, word string) tally { return tally{N: n, mark: mark{Word: word}} }
	return []tally{plain(t.Changes, "changes by API"), plain(t.ByHand, "by hand"), plain(t.Touched, "people affected"), plain(len(t.NotSeen), "not known")}
}

// Contents are the document's parts.
func (t ticket) Contents() []section {
	return []section{
		{"changes", "What changes, where"},
		{"people", fmt.Sprintf("Who is affected, and how (%d)", t.Touched)},
		{"costs", "What it costs"},
		{"back", "Going back"},
		{"unseen", fmt.Sprintf("What this document does not know (%d)", len(t.NotSeen))},
	}
}
