package prompt

import (
	"fmt"
	"io"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

const (
	usualWidth  = 80
	usefulWidth = 100 // longer rows are hard to read
	leastWidth  = 16  // below this a hanging indent leaves nothing for the text
)

// Render writes a block: wrapped to the width of w with hanging indents, URLs never broken, in colour only where w takes it.
func Render(w io.Writer, b Block, o Options) error {
	o = o.filled()
	s := newSheet(w, o)
	text := strings.Join(s.rows(b), "\n")
	if len(b) > 0 {
		text += "\n"
	}
	if _, err := io.WriteString(Writer(w, o), text); err != nil {
		return fmt.Errorf("show: %w", err)
	}
	return nil
}

// sheet is what a block is laid out on.
type sheet struct {
	width int
	words bool
	hard  bool // break what is too long for a row, since the terminal will not do it
	theme theme
}

func newSheet(w io.Writer, o Options) sheet {
	width := o.Width
	if width <= 0 {
		width = widthOf(w)
	}
	if width <= 0 {
		width = usualWidth
	}
	return sheet{
		width: min(max(width, leastWidth), usefulWidth),
		words: o.words(),
		theme: newTheme(UseColor(w, o.Color, o.Env)),
	}
}

// rows are the styled rows of a block.
func (s sheet) rows(b Block) []string {
	var out []string
	for _, l := range b {
		out = append(out, s.line(l)...)
	}
	return out
}

func (s sheet) line(l Line) []string {
	switch {
	case l.rail != nil:
		return s.rail(l.rail)
	case l.progress != nil:
		return s.flow(l.Indent, s.bar(l))
	}
	hang := l.Indent + s.hang(l)
	tokens := append(s.lead(l), s.text(l)...)
	if len(tokens) == 0 {
		return []string{""}
	}
	if l.ID != "" {
		return s.rightEdge(l, s.flowHanging(l.Indent, hang, tokens))
	}
	return s.flowHanging(l.Indent, hang, tokens)
}

// hang is how far the rows after the first stand in.
func (s sheet) hang(l Line) int {
	switch {
	case l.Hang > 0:
		return l.Hang
	case l.Sign != None && !s.words, l.Detail != "":
		return 2
	}
	return 0
}

// lead is the sign, or the word for it.
func (s *sheet) lead(l Line) []token {
	if l.Sign.known() == None {
		return nil
	}
	if s.words {
		return []token{{text: l.Sign.Word() + ":"}}
	}
	return []token{{text: l.Sign.String(), style: &s.theme.signs[l.Sign.known()]}}
}

// mark is what stands before a text that is not a Line.
func (s sheet) mark(sign Sign) string {
	if s.words {
		return sign.Word() + ": "
	}
	return sign.String() + " "
}

// text is the text and the detail as tokens; runs of blanks inside are kept, since they align.
func (s *sheet) text(l Line) []token {
	var style *lipgloss.Style
	switch {
	case l.Strong:
		style = &s.theme.strong
	case l.Faint:
		style = &s.theme.faint
	}
	out := split(s.say(l.Text), style, l.Fixed)
	detail := split(s.say(l.Detail), &s.theme.faint, l.Fixed)
	if len(out) > 0 && l.Sign.known() != None {
		out[0].gap++
	}
	if len(detail) > 0 {
		detail[0].gap = 3
	}
	return append(out, detail...)
}

// say is the text as this sheet can show it.
func (s sheet) say(text string) string {
	text = Sanitize(text)
	if s.words {
		return inWords.Replace(text)
	}
	return text
}

// inWords replaces what a screen reader spells out and a terminal without UTF-8 cannot show.
var inWords = strings.NewReplacer("→", "->", "▸", ">", "…", "...", "•", "*", "’", "'", "“", `"`, "”", `"`, "–", "-", "—", "-", "·", "-", "✓", "yes", "✗", "wrong", "☐", "for a person")

// rightEdge puts the ID at the end of the first row, or on a row of its own.
func (s sheet) rightEdge(l Line, rows []string) []string {
	id := s.say(l.ID)
	styled := s.theme.faint.Render(id)
	if gap := s.width - ansi.StringWidth(rows[0]) - ansi.StringWidth(id); gap >= 2 && !s.words {
		rows[0] += strings.Repeat(" ", gap) + styled
		return rows
	}
	if s.words {
		rows[len(rows)-1] += " (" + id + ")"
		return rows
	}
	indent := max(0, min(l.Indent+2, s.width-ansi.StringWidth(id)))
	return append(rows, strings.Repeat(" ", indent)+styled)
}

// rail in words is one sentence: a row of signs says nothing to the ear.
func (s sheet) rail(steps []RailStep) []string {
	if s.words {
		return []string{railWords(steps)}
	}
	var tokens []token
	for i, step := range steps {
		mark := step.Sign.String()
		if mark != "" {
			mark = s.theme.signs[step.Sign.known()].Render(mark) + " "
		}
		title := Sanitize(step.Title)
		switch step.Sign {
		case Here:
			title = s.theme.strong.Render(title)
		case ToCome, NotApplicable:
			title = s.theme.faint.Render(title)
		}
		tokens = append(tokens, token{text: mark + title, gap: min(i, 1) * 2})
	}
	return s.flow(0, tokens)
}

func railWords(steps []RailStep) string {
	done := 0
	for i, step := range steps {
		if step.Sign == Here {
			return fmt.Sprintf("Step %d of %d: %s", i+1, len(steps), Sanitize(step.Title))
		}
		if step.Sign == Yes {
			done++
		}
	}
	return fmt.Sprintf("%d of %d steps done", done, len(steps))
}

const (
	barWidth   = 28
	labelWidth = 20 // bars of several lines begin in one column
)

func (s sheet) bar(l Line) []token {
	done, total := max(l.progress.done, 0), max(l.progress.total, 0)
	count := fmt.Sprintf("%d of %d", done, total)
	label := s.say(l.Text)
	if s.words {
		return []token{{text: label + ":"}, {text: count, gap: 1}}
	}
	width := min(barWidth, max(4, s.width-l.Indent-labelWidth-len(count)-2))
	full := 0
	if total > 0 {
		full = min(width, width*done/total)
	}
	bar := s.theme.accent.Render(strings.Repeat("█", full)) + s.theme.faint.Render(strings.Repeat("░", width-full))
	return []token{{text: pad(label, labelWidth)}, {text: bar}, {text: count, gap: 2}}
}

func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-ansi.StringWidth(text)))
}
