package console

import (
	"embed"
	"html/template"
	"io"
	"net/http"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

//go:embed pages/*.html
var pages embed.FS

// page is what a template gets.
type page struct {
	Title   string
	Actions []Action
	Action  Action
	Shown   Shown
	Wrong   string
	World   *world.World
	App     *world.App
	Pushed  []pushed
}

// pushed is a line under Push Groups.
type pushed struct {
	Name, Status, Error string
	Members             int
}

func (d *Desk) page(name string) http.HandlerFunc {
	return func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		p := page{Title: "Sandbox"}
		switch name {
		case "atlassian":
			p.Title = "Atlassian Administration"
		case "okta":
			p.Title = "Okta Admin"
		}
		for _, a := range Actions() {
			if a.Console == name {
				p.Actions = append(p.Actions, a)
			}
		}
		d.render(rw, name, p)
	}
}

// render writes a template with the world held, so that what it shows belongs together.
func (d *Desk) render(out io.Writer, name string, p page) {
	t, err := template.ParseFS(pages, "pages/*.html")
	if err != nil {
		_, _ = io.WriteString(out, err.Error())
		return
	}
	d.World.Lock()
	defer d.World.Unlock()
	p.World, p.App = d.World, d.World.AtlassianApp()
	if p.App != nil {
		for _, m := range p.App.Mappings {
			p.Pushed = append(p.Pushed, pushed{Name: m.TargetName, Status: m.Status, Error: m.ErrorSummary, Members: len(m.Pushed)})
		}
	}
	if err := t.ExecuteTemplate(out, name, p); err != nil {
		_, _ = io.WriteString(out, template.HTMLEscapeString(err.Error()))
	}
}
