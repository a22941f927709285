package prompt

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// list is a Choice on the screen. It is our own, because huh's lists know no disabled rows and mark rows of one name together, and two groups may share a name.
type list struct {
	choice Choice
	sheet  sheet
	ended  *ended

	chosen map[int]bool
	filter string
	found  []int // options that fit the filter
	cursor int   // in found
	wrong  string
	height int
}

func newList(c Choice, s sheet, e *ended) *list {
	l := &list{choice: c, sheet: s, ended: e, chosen: map[int]bool{}, height: 24}
	for i, o := range c.Options {
		if o.Chosen && !o.Disabled && c.Many {
			l.chosen[i] = true
		}
	}
	l.search("")
	if first := slices.IndexFunc(c.Options, func(o Option) bool { return o.Chosen && !o.Disabled }); first >= 0 {
		l.cursor = first
	}
	return l
}

// Init does nothing.
func (l *list) Init() tea.Cmd { return nil }

// Update moves, marks, narrows and accepts. A paste only narrows.
func (l *list) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if l.ended.done {
		return l, nil
	}
	switch m := msg.(type) {
	case tea.WindowSizeMsg:
		l.height = m.Height
		l.sheet.width = min(max(m.Width, leastWidth), usefulWidth)
	case tea.PasteMsg:
		if l.choice.Filter {
			l.search(l.filter + oneLine(m.Content))
		}
	case tea.KeyPressMsg:
		l.wrong = ""
		return l, l.press(m)
	}
	return l, nil
}

func (l *list) press(m tea.KeyPressMsg) tea.Cmd {
	switch key := m.String(); key {
	case "ctrl+c", "ctrl+d":
		return l.ended.with(ErrCancelled)
	case "esc":
		if l.filter != "" {
			l.search("")
			return nil
		}
		return l.ended.with(ErrBack)
	case "ctrl+b":
		return l.ended.with(ErrBack)
	case "enter":
		return l.accept()
	case "backspace":
		runes := []rune(l.filter)
		l.search(string(runes[:max(0, len(runes)-1)]))
	case "space":
		l.space()
	default:
		if !l.move(key) && m.Text != "" && l.choice.Filter {
			l.search(l.filter + m.Text)
		}
	}
	return nil
}

// move says whether the key was one of movement.
func (l *list) move(key string) bool {
	step := map[string]int{"up": -1, "ctrl+p": -1, "down": 1, "ctrl+n": 1, "pgup": -l.room(), "pgdown": l.room(), "home": -len(l.found), "end": len(l.found)}[key]
	if step == 0 && !l.choice.Filter {
		step = map[string]int{"k": -1, "j": 1}[key]
	}
	l.cursor = max(0, min(len(l.found)-1, l.cursor+step))
	return step != 0
}

// space marks in a choice of many, and is a letter of the filter in a choice of one.
func (l *list) space() {
	if !l.choice.Many {
		if l.choice.Filter {
			l.search(l.filter + " ")
		}
		return
	}
	if len(l.found) == 0 {
		return
	}
	i := l.found[l.cursor]
	if o := l.choice.Options[i]; o.Disabled {
		l.wrong = Sanitize(o.Label) + ": " + o.why()
		return
	}
	l.chosen[i] = !l.chosen[i]
}

func (l *list) accept() tea.Cmd {
	picks := l.picks()
	if err := l.choice.accept(picks); err != nil {
		l.wrong = err.Error()
		return nil
	}
	return l.ended.with(nil)
}

// picks are the chosen options in the order of the options.
func (l *list) picks() []int {
	var picks []int
	if !l.choice.Many {
		if len(l.found) > 0 {
			picks = append(picks, l.found[l.cursor])
		}
		return picks
	}
	for i := range l.choice.Options {
		if l.chosen[i] {
			picks = append(picks, i)
		}
	}
	return picks
}

func (l *list) search(filter string) {
	l.filter = filter
	l.found = l.choice.matching(filter)
	l.cursor = 0
}

// matching are the indexes of the options that have the text in label or detail, in any case.
func (c Choice) matching(filter string) []int {
	filter = strings.ToLower(strings.TrimSpace(filter))
	found := make([]int, 0, len(c.Options))
	for i, o := range c.Options {
		if strings.Contains(strings.ToLower(o.Label+" "+o.Detail), filter) {
			found = append(found, i)
		}
	}
	return found
}

// room is how many options fit on the screen.
func (l *list) room() int { return max(1, l.height-len(l.head())-len(l.tail())-1) }

// View draws the page of options around the cursor.
func (l *list) View() tea.View {
	if l.ended.done {
		return tea.NewView("")
	}
	rows := l.head()
	room := l.room()
	first := max(0, l.cursor/room*room)
	for at := first; at < min(first+room, len(l.found)); at++ {
		rows = append(rows, l.row(at))
	}
	return tea.NewView(strings.Join(append(rows, l.tail()...), "\n"))
}

func (l *list) head() []string {
	rows := l.sheet.rows(Block{{Text: l.choice.Title, Strong: true}})
	if l.choice.Help != "" && l.height > 10 {
		rows = append(rows, l.sheet.rows(Block{{Text: l.choice.Help, Faint: true}})...)
	}
	if l.choice.Filter && l.height > 5 {
		rows = append(rows, ansi.Truncate(l.sheet.say("▸ ")+orElse(Sanitize(l.filter), l.sheet.theme.faint.Render("type to narrow")), l.sheet.width, ""))
	}
	return rows
}

func (l *list) tail() []string {
	var rows []string
	if l.wrong != "" {
		rows = l.sheet.rows(Block{{Sign: Wrong, Text: l.wrong}})
	}
	if l.height <= 8 {
		return rows
	}
	count := fmt.Sprintf("%d of %d shown", len(l.found), len(l.choice.Options))
	if l.choice.Many {
		count += fmt.Sprintf(", %d chosen", len(l.picks()))
	}
	keys := []KeyHelp{{KeyEnter, "accept"}}
	if l.choice.Many {
		keys = append(keys, KeyHelp{' ', "choose"})
	}
	rows = append(rows, l.sheet.theme.faint.Render(count))
	return append(rows, l.sheet.foot(keys, false)...)
}

func (l *list) row(at int) string {
	o := l.choice.Options[l.found[at]]
	cursor, text := "  ", Sanitize(o.Label)
	if at == l.cursor {
		cursor = l.sheet.theme.signs[Pick].Render(l.sheet.say("▸ "))
		text = l.sheet.theme.strong.Render(text)
	}
	detail := Sanitize(o.Detail)
	if o.Disabled {
		detail = o.why()
	}
	if detail != "" {
		text += "   " + l.sheet.theme.faint.Render(detail)
	}
	return ansi.Truncate(cursor+l.box(o, l.chosen[l.found[at]])+text, l.sheet.width, "…")
}

func (l *list) box(o Option, chosen bool) string {
	switch {
	case o.Disabled:
		return l.sheet.theme.faint.Render("[-] ")
	case !l.choice.Many:
		return ""
	case chosen:
		return "[x] "
	}
	return "[ ] "
}
