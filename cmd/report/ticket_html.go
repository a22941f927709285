package report

import (
	"embed"
	"html/template"
	"io"
	"strings"

	"github.com/provision-cli/provision/wizard/prompt"
)

//go:embed ticket.html
var page embed.FS

// TicketHTML writes the document as one page that needs nothing beside itself: no script, no picture, no other file.
func TicketHTML(w io.Writer, t Ticket) error {
	tmpl, err := template.New("ticket.html").Funcs(template.FuncMap{
		"clean": prompt.Sanitize, "changeFacts": changeFacts, "inc": func(i int) int { return i + 1 },
		"web": func(link string) bool {
			return strings.HasPrefix(link, "https://") || strings.HasPrefix(link, "http://")
		},
	}).ParseFS(page, "ticket.html")
	if err != nil {
		return err
	}
	return tmpl.Execute(w, t.document())
}
