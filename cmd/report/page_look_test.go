package report

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"slices"
	"testing"
)

// tooWide are the elements that stick out of the screen to the right.
const tooWide = `(() => { const w = document.documentElement.clientWidth;
	return [...document.querySelectorAll('body, body *')].filter(e => { const r = e.getBoundingClientRect(); return r.width > 0 && r.right > w + .5 && getComputedStyle(e).position != 'absolute' })
		.map(e => e.outerHTML.slice(0, 120)).concat(document.documentElement.scrollWidth > w ? ['the page: ' + document.documentElement.scrollWidth] : []).slice(0, 5) })()`

// tooFaint are the texts whose colour has less than 4.5:1 to what is behind them.
const tooFaint = `(() => {
	const rgb = s => s.match(/[\d.]+/g).map(Number);
	const light = c => c.slice(0, 3).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((s, v, i) => s + v * [.2126, .7152, .0722][i], 0);
	const behind = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c } return [255, 255, 255] };
	const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let n; (n = walk.nextNode());) {
		if (!n.data.trim()) continue;
		const a = light(rgb(getComputedStyle(n.parentElement).color)), b = light(behind(n.parentElement));
		const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
		if (ratio < 4.5) found.push(ratio.toFixed(2) + ' ' + n.data.slice(0, 60));
	}
	return found.slice(0, 5) })()`

// empty holds the page to a list of faults without any.
func empty(t *testing.T, p *tab, expression, what string) {
	t.Helper()
	var found []string
	if p.eval(t, expression, &found); len(found) > 0 {
		t.Errorf("%s: %q", what, found)
	}
}

func pageText(t *testing.T, p *tab) string {
	t.Helper()
	var got string
	p.eval(t, "document.body.innerText", &got)
	return got
}

// heard is what a screen reader makes of the tables; of their cells a narrow screen shows only those that say something.
func heard(t *testing.T, p *tab) map[string]int {
	t.Helper()
	var tree struct {
		Nodes []struct {
			Ignored bool
			Role    struct{ Value string }
		}
	}
	p.ask(t, "Accessibility.getFullAXTree", nil, &tree)
	count := map[string]int{}
	for _, n := range tree.Nodes {
		if role := n.Role.Value; !n.Ignored && slices.Contains([]string{"table", "caption", "row", "rowheader", "columnheader"}, role) {
			count[role]++
		}
	}
	return count
}

func unfold(t *testing.T, p *tab) {
	t.Helper()
	var n int
	p.eval(t, `(l => { l.forEach(d => d.open = true); return l.length })([...document.querySelectorAll('details')])`, &n)
}

// prints makes a PDF of a page that nobody has unfolded, and compares how much is written on it with how much there is.
func prints(t *testing.T, b *browser, s rendered) {
	t.Helper()
	p := b.open(t, s.document, false)
	pages := sheets(t, p.pdf(t))
	unfold(t, p)
	p.ask(t, "Emulation.setEmulatedMedia", map[string]any{"media": "print"}, nil)
	want := len(regexp.MustCompile(`\s`).ReplaceAllString(pageText(t, p), ""))
	all := 0
	for i, glyphs := range pages {
		if all += glyphs; glyphs == 0 {
			t.Errorf("page %d of %d is blank", i+1, len(pages))
		}
	}
	if len(pages) == 0 || all < want*95/100 {
		t.Errorf("%d pages with %d letters of %d", len(pages), all, want)
	}
	p.quiet(t)
}

var (
	streams = regexp.MustCompile(`(?s)/Filter /FlateDecode.*?stream\r?\n(.*?)\r?\nendstream`)
	glyphs  = regexp.MustCompile(`<([0-9A-Fa-f]+)>`)
)

// sheets counts the letters on every page of a PDF: Chromium writes one compressed stream of drawing for each.
func sheets(t *testing.T, pdf []byte) []int {
	t.Helper()
	var pages []int
	for _, m := range streams.FindAllSubmatch(pdf, -1) {
		r, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			continue
		}
		drawing, _ := io.ReadAll(r) // a font that is cut by the word endstream is no drawing
		if !bytes.Contains(drawing, []byte(" Tf")) || !bytes.Contains(drawing, []byte("BT\n")) {
			continue
		}
		letters := 0
		for _, word := range glyphs.FindAllSubmatch(drawing, -1) {
			letters += len(word[1]) / 4
		}
		pages = append(pages, letters)
	}
	if n := bytes.Count(pdf, []byte("/Type /Page\n")); n != len(pages) {
		t.Errorf("%d pages, %d of them with letters", n, len(pages))
	}
	return pages
}
