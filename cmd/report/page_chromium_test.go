package report

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/checks/forecast"
)

// rendered is a report as bytes and what its page has to show.
type rendered struct {
	name     string
	document []byte
	rows     map[string]int // by selector
	names    []string       // every one of them stands on the page
}

func samples(t *testing.T) []rendered {
	t.Helper()
	audit, future := sampleAudit(50), sampleForecast(140)
	asked := len(checks.Catalogue())
	check := rendered{"check", written(t, audit.HTML), map[string]int{
		".answers tbody tr": asked, "#how ~ details article": asked, "#wrong ~ article tbody tr": 50, ".counts li": 7, "h1": 1,
	}, nil}
	for _, c := range checks.Catalogue() {
		check.names = append(check.names, c.ID)
	}
	forecasted := rendered{"forecast", written(t, future.HTML), map[string]int{
		"#people ~ div tbody tr": 140, "#people ~ div details": len(fates), "#first ~ table tbody tr": firstRows, "#groups ~ article": 10,
		".counts li": len(fates), "#since ~ table tbody tr": 2, "h1": 1,
	}, nil}
	for _, p := range future.People {
		forecasted.names = append(forecasted.names, p.Login, p.Name)
	}
	tk := plan()
	ticket := rendered{"ticket", []byte(htmlOf(t, tk)), map[string]int{"#people + table tbody tr": len(tk.document().Affected), "article": 6, "h1": 1}, []string{"mia@example.com"}}
	return []rendered{ticket, check, forecasted}
}

func written(t *testing.T, write func(w io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReportsInChromium(t *testing.T) {
	t.Parallel()
	b := startBrowser(t)
	t.Run("what the test would see", func(t *testing.T) { sees(t, b) })
	for _, s := range samples(t) {
		t.Run(s.name, func(t *testing.T) {
			p := b.open(t, s.document, false)
			shows(t, p, s)
			walks(t, p)
			jumps(t, p)
			unfold(t, p)
			for _, name := range s.names {
				if !strings.Contains(pageText(t, p), name) {
					t.Errorf("the page does not show %s", name)
				}
			}
			p.look(t, 1280, "light")
			wide := heard(t, p)
			p.look(t, 390, "light")
			if narrow := heard(t, p); wide["row"] == 0 || !maps.Equal(wide, narrow) {
				t.Errorf("a screen reader hears %v, and on a telephone %v", wide, narrow)
			}
			for _, width := range []int{390, 1280} {
				for _, scheme := range []string{"light", "dark"} {
					p.look(t, width, scheme)
					empty(t, p, tooWide, fmt.Sprintf("at %d px these are too wide", width))
					empty(t, p, tooFaint, scheme+": these have too little contrast")
				}
			}
			p.quiet(t)
		})
		t.Run(s.name+" printed", func(t *testing.T) { prints(t, b, s) })
	}
	t.Run("a hostile tenant", func(t *testing.T) { withstands(t, b) })
	t.Run("100,000 people", func(t *testing.T) { bears(t, b) })
}

// sees makes sure that nothing passes only because the test is blind.
func sees(t *testing.T, b *browser) {
	t.Helper()
	p := b.open(t, []byte(`<!DOCTYPE html><title>x</title><body style="background: #fff"><p id="p" style="width: 2000px; color: #eee">pale</p><script>alert(1)</script><img src="https://example.com/x.png">`), true)
	p.look(t, 390, "light")
	for name, expression := range map[string]string{"width": tooWide, "contrast": tooFaint} {
		var found []string
		if p.eval(t, expression, &found); len(found) == 0 {
			t.Errorf("%s: not seen", name)
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.dialogs != 1 || len(p.requests) != 2 || len(p.messages) == 0 {
		t.Errorf("%d dialogs, requests %q, messages %q", p.dialogs, p.requests, p.messages)
	}
}

// shows compares the page with what it was made from, and holds it to what a reader without eyes needs.
func shows(t *testing.T, p *tab, s rendered) {
	t.Helper()
	for selector, want := range s.rows {
		var got int
		if p.eval(t, fmt.Sprintf("document.querySelectorAll(%q).length", selector), &got); got != want {
			t.Errorf("%d of %s, not %d", got, selector, want)
		}
	}
	for what, expression := range map[string]string{
		"a heading skips a level":        `(l => l.filter((n, i) => i && n > l[i-1] + 1).map(String))([...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1]))`,
		"a table has no caption":         `[...document.querySelectorAll('table')].filter(t => !t.caption || !t.caption.textContent.trim()).map(t => t.outerHTML.slice(0, 99))`,
		"a heading cell has no scope":    `[...document.querySelectorAll('th:not([scope])')].map(t => t.outerHTML)`,
		"a row has no name":              `[...document.querySelectorAll('tbody tr')].filter(r => r.cells[0].tagName != 'TH').map(r => r.innerText)`,
		"a row has other columns":        `[...document.querySelectorAll('tbody tr')].filter(r => r.cells.length != r.closest('table').tHead.rows[0].cells.length).map(r => r.innerText)`,
		"an id stands twice":             `(l => l.filter((id, i) => l.indexOf(id) != i))([...document.querySelectorAll('[id]')].map(e => e.id))`,
		"a link leads nowhere":           `[...document.querySelectorAll('a[href^="#"]')].filter(a => !document.getElementById(a.hash.slice(1))).map(a => a.hash)`,
		"something could run or fetch":   `[...document.querySelectorAll('script,link,img,iframe,object,embed,form,base,svg,video,audio')].map(e => e.outerHTML)`,
		"a label names nothing":          `[...document.querySelectorAll('[aria-labelledby]')].filter(e => !document.getElementById(e.getAttribute('aria-labelledby'))).map(e => e.outerHTML.slice(0, 99))`,
		"a summary stands in no details": `[...document.querySelectorAll('summary')].filter(e => e.parentElement.tagName != 'DETAILS' || !e.innerText.trim()).map(e => e.outerHTML)`,
	} {
		empty(t, p, expression, what)
	}
	var lang, title string
	p.eval(t, "document.documentElement.lang", &lang)
	if p.eval(t, "document.title", &title); lang != "en" || title == "" {
		t.Errorf("language %q, title %q", lang, title)
	}
}

// walks goes through the page with the Tab key and unfolds what can be unfolded with Enter.
func walks(t *testing.T, p *tab) {
	t.Helper()
	p.look(t, 1280, "light")
	var stops int
	p.eval(t, `[...document.querySelectorAll('a[href],summary')].filter(e => e.checkVisibility({contentVisibilityAuto: true})).length`, &stops)
	for i := range min(stops, 25) {
		p.press(t, "Tab", 9, "")
		var at struct {
			Tag, Style string
			Width      float64
			Seen, Open bool
		}
		where := `(e => ({tag: e.tagName, style: getComputedStyle(e).outlineStyle, width: parseFloat(getComputedStyle(e).outlineWidth),
			open: e.parentElement.open === true, seen: e.getBoundingClientRect().bottom > 0 && e.getBoundingClientRect().top < innerHeight}))(document.activeElement)`
		p.eval(t, where, &at)
		if at.Tag != "A" && at.Tag != "SUMMARY" || at.Style == "none" || at.Width < 2 || !at.Seen {
			t.Errorf("stop %d: %+v", i+1, at)
		}
		if at.Tag != "SUMMARY" {
			continue
		}
		for _, want := range []bool{!at.Open, at.Open} { // and back, so that the next stop is another
			p.press(t, "Enter", 13, "\r")
			if p.eval(t, where, &at); at.Open != want {
				t.Errorf("stop %d: Enter does not unfold", i+1)
			}
		}
	}
	if stops < 4 {
		t.Errorf("%d stops", stops)
	}
}

// jumps follows links to what is folded, and back to a part.
func jumps(t *testing.T, p *tab) {
	t.Helper()
	var hashes []string
	p.eval(t, `[...document.querySelectorAll('a[href^="#"]')].map(a => a.hash)`, &hashes)
	for _, hash := range []string{hashes[0], hashes[len(hashes)-1]} {
		var seen bool
		p.eval(t, fmt.Sprintf(`(document.querySelector('a[href=%q]').click(), true)`, hash), &seen)
		p.eval(t, fmt.Sprintf(`document.querySelector(%q).checkVisibility({contentVisibilityAuto: true})`, hash), &seen)
		if !seen {
			t.Errorf("%s is not shown by its link", hash)
		}
	}
}

// withstands opens reports of tenants that do what they can, with scripts allowed.
func withstands(t *testing.T, b *browser) {
	t.Helper()
	for name, document := range hostiles(t) {
		p := b.open(t, document, true)
		unfold(t, p)
		empty(t, p, `[...document.querySelectorAll('script,img,svg,iframe,a[href^="javascript"],[onerror],[onload],[onclick],#evil,marquee')].map(e => e.outerHTML)`, name+": a tenant made these")
		got := pageText(t, p)
		if !strings.Contains(got, "<script>alert(1)</script>") || strings.ContainsAny(got, "\x1b\u202e\u2066\u0000") {
			t.Errorf("%s: the name is not shown, or shown with what it hides: %.300q", name, got)
		}
		p.quiet(t)
	}
}

// hostiles are the reports about a tenant whose every text is evil.
func hostiles(t *testing.T) map[string][]byte {
	t.Helper()
	tk := plan()
	tk.Made.Organization, tk.Message = evil, evil
	tk.Report.Steps[1].Guides[0].Link = "javascript:alert(1)"
	future := sampleForecast(len(fates))
	future.Organization, future.Made.Organization, future.Next, future.AssignFrom = evil, evil, evil, evil
	future.Notes, future.Assign = []string{evil}, []string{evil}
	future.Since = &Shifts{File: evil, People: []Shift{{Name: evil, Was: evil, Is: evil}}}
	for i := range future.Groups {
		g := &future.Groups[i]
		g.Name, g.AtlassianID, g.Problems, g.Opens, g.Gains, g.Loses = evil, evil, []string{evil}, []string{evil}, []string{evil}, []string{evil}
	}
	for i := range future.People {
		p := &future.People[i]
		p.Name, p.Login, p.Email, p.UserName, p.SSOBefore, p.SSOAfter, p.Protected, p.Account, p.SCIMEmail = evil, evil, evil, evil, evil, evil+"2", evil, evil, evil
		p.Groups, p.Problems, p.Gains, p.Loses = []string{evil}, []string{evil}, []string{evil}, []string{evil}
	}
	future.Seats = []forecast.Seat{{Product: evil, Site: evil}}
	future.Rails = []forecast.Rail{{ID: evil, Title: evil, People: []string{evil}, Way: evil}}
	audit := sampleAudit(1)
	audit.Made.Okta, audit.Made.By, audit.Organization = evil, evil, evil
	for i := range audit.Results {
		r := &audit.Results[i]
		r.Summary, r.Fix, r.Link = evil, evil, "javascript:alert(1)"
		r.Evidence = []checks.Evidence{{Subject: evil, Field: evil, Want: evil, Got: evil}}
		if r.Suppressed != nil {
			r.Suppressed = &Suppression{Reason: evil, By: evil, Expires: evil}
		}
	}
	return map[string][]byte{"ticket": []byte(htmlOf(t, tk)), "check": written(t, audit.HTML), "forecast": written(t, future.HTML)}
}

// evil is what somebody may call a group to get into a report.
const evil = `<script>alert(1)</script><img src=x onerror=alert(2)><svg/onload=alert(3)>"'><a id=evil href="javascript:alert(4)">{{.Made}}</td></table></details></style><!--` +
	"\u202e\u2066\x1b[31m\x1b]8;;https://evil.example\x07\x00\n\r\u2028&lt;b&gt;"

// bears opens a forecast of 100,000 people, folded as it is, and looks at somebody in the middle.
func bears(t *testing.T, b *browser) {
	t.Helper()
	const n = 100_000
	document := written(t, sampleForecast(n).HTML)
	if perPerson := len(document) / n; perPerson > 300 {
		t.Errorf("%d bytes a person", perPerson)
	}
	p := b.open(t, document, false)
	var rows int
	if p.eval(t, `document.querySelectorAll('#people ~ div tbody tr').length`, &rows); rows != n {
		t.Errorf("%d rows", rows)
	}
	p.look(t, 390, "dark")
	empty(t, p, `document.documentElement.scrollWidth > innerWidth ? [String(document.documentElement.scrollWidth)] : []`, "too wide")
	var high float64
	if p.eval(t, `document.documentElement.scrollHeight`, &high); high > 200_000 {
		t.Errorf("%v px high although the lists are folded", high)
	}
	printed := sheets(t, p.pdf(t))
	if len(printed) > 40 {
		t.Errorf("%d pages are printed although nobody has unfolded a list", len(printed))
	}
	p.quiet(t)
	t.Logf("%d MB, %d pages while folded", len(document)>>20, len(printed))
}

// quiet says whether a page asked for anything but itself, or said anything.
func (p *tab) quiet(t *testing.T) {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	others := slices.DeleteFunc(slices.Clone(p.requests), func(url string) bool {
		return strings.HasPrefix(url, "file://") && strings.HasSuffix(url, "/report.html")
	})
	if len(p.requests) != 1 || len(others) > 0 || p.dialogs > 0 || len(p.messages) > 0 {
		t.Errorf("requests %q, %d dialogs, messages %q", p.requests, p.dialogs, p.messages)
	}
}
