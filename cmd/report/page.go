package report

import (
	"bufio"
	"embed"
	"fmt"
	"html/template"
	"io"
	"strconv"
	"strings"

	"github.com/provision-cli/provision/wizard/prompt"
)

//go:embed page.html page.css ticket.html check.html forecast.html
var page embed.FS

// section is a line of a document's table of contents.
type section struct{ ID, Title string }

// mark is the sign, the word and the colour of an answer: never the colour alone.
type mark struct{ Class, Sign, Word string }

// tally is a number and what was counted.
type tally struct {
	N int
	mark
}

// writePage writes a document as one file that needs nothing beside itself: no script, no picture, no other file. It
// goes out as it is made, so that a document about very many people needs no memory for them.
func writePage(w io.Writer, name string, own template.FuncMap, data any) error {
	style, err := page.ReadFile("page.css")
	if err != nil {
		return err
	}
	t := template.New(name).Funcs(template.FuncMap{
		"clean": prompt.Sanitize, "number": number, "web": web, "labels": labels,
		"inc":   func(i int) int { return i + 1 },
		"style": func() template.CSS { return template.CSS(style) },
	}).Funcs(own)
	if t, err = t.ParseFS(page, "page.html", name); err != nil {
		return err
	}
	out := bufio.NewWriterSize(w, 1<<16)
	if err := t.Execute(out, data); err != nil {
		return err
	}
	return out.Flush()
}

// web says whether a link leads to a page: what a tenant calls a link may be anything.
func web(link string) bool {
	return strings.HasPrefix(link, "https://") || strings.HasPrefix(link, "http://")
}

// number groups the digits of a number by three.
func number(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// labels name the cells of a table's rows after the first, for a narrow screen, which stacks them and hides the heads.
func labels(heads ...string) template.CSS {
	var b strings.Builder
	for i, head := range heads {
		fmt.Fprintf(&b, "--c%d: '%s: ';", i+2, head)
	}
	return template.CSS(b.String())
}

// amount is a number with what is counted: one, or many.
func amount(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(n) + " " + many
}

// when is who made a document when, and with what.
func (m Made) when() string {
	text := m.On.Format("2 Jan 2006 15:04:05 MST")
	if m.By != "" {
		text += " by " + m.By
	}
	return text + ", with provision " + m.With
}
