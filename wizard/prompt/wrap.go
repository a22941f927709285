package prompt

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// token is what must stay on one row, and the blanks before it where it does not begin a row.
type token struct {
	text  string
	gap   int
	style *lipgloss.Style // nil: plain
}

// split cuts text at blanks; what is fixed stays whole.
func split(text string, style *lipgloss.Style, fixed bool) []token {
	if fixed && text != "" {
		return []token{{text: text, style: style}}
	}
	var out []token
	gap := 0
	for i, word := range strings.Split(text, " ") {
		if i > 0 {
			gap++
		}
		if word == "" {
			continue
		}
		out = append(out, token{text: word, gap: gap, style: style})
		gap = 0
	}
	return out
}

func (s sheet) flow(indent int, tokens []token) []string {
	return s.flowHanging(indent, indent+2, tokens)
}

// flowHanging fills rows with tokens; the first row begins at indent, the others at hang.
func (s sheet) flowHanging(indent, hang int, tokens []token) []string {
	indent, hang = min(indent, s.width/2), min(hang, s.width/2)
	var rows []string
	row := []token{{text: strings.Repeat(" ", indent)}}
	used := indent
	for _, t := range tokens {
		width := ansi.StringWidth(t.text)
		if len(row) > 1 && used+t.gap+width > s.width {
			rows = append(rows, styled(row))
			row, used = []token{{text: strings.Repeat(" ", hang)}}, hang
			t.gap = 0
		}
		row = append(row, t)
		used += t.gap + width
	}
	return s.broken(append(rows, styled(row)))
}

// styled joins tokens; neighbours of one style share their codes, so that a phrase stays one phrase.
func styled(row []token) string {
	var out strings.Builder
	for i := 0; i < len(row); {
		var run strings.Builder
		style := row[i].style
		out.WriteString(strings.Repeat(" ", row[i].gap))
		run.WriteString(row[i].text)
		for i++; i < len(row) && row[i].style == style; i++ {
			run.WriteString(strings.Repeat(" ", row[i].gap) + row[i].text)
		}
		if style == nil {
			out.WriteString(run.String())
			continue
		}
		out.WriteString(style.Render(run.String()))
	}
	return out.String()
}

// broken cuts rows that are still too long, where the terminal would cut them off instead of continuing below.
func (s sheet) broken(rows []string) []string {
	if !s.hard {
		return rows
	}
	var out []string
	for _, row := range rows {
		out = append(out, strings.Split(ansi.Hardwrap(row, s.width, true), "\n")...)
	}
	return out
}

// Table aligns rows by display width; the last column is not padded. The rows become plain lines, which the caller may indent or sign.
func Table(rows [][]string) Block {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], ansi.StringWidth(Sanitize(cell)))
		}
	}
	block := make(Block, 0, len(rows))
	for _, row := range rows {
		var b strings.Builder
		for i, cell := range row {
			cell = Sanitize(cell)
			if i < len(row)-1 {
				cell = pad(cell, widths[i]) + "   "
			}
			b.WriteString(cell)
		}
		block = append(block, Line{Text: strings.TrimRight(b.String(), " ")})
	}
	return block
}
