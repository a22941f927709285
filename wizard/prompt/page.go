package prompt

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"
)

// page is one huh field on the screen, with the keys that act below it.
// Branches between questions are made in Go, never by huh's hidden groups, which are asked all the same in some of its modes.
type page struct {
	form  *huh.Form
	field huh.Field
	sheet sheet
	keys  []KeyHelp
	foot  []KeyHelp
	typed *string // nil: nothing can be typed
	ended *ended

	closing bool // the answer is given; what comes after it in the same burst belongs to no question
	height  int
}

func (f *forms) page(field huh.Field, keys []KeyHelp, typed *string, e *ended) *page {
	s := f.sheet()
	s.hard = true
	form := huh.NewForm(huh.NewGroup(field)).WithShowHelp(false).WithAccessible(false).WithTheme(s.theme.form(s.words))
	form.SubmitCmd = tea.Quit
	return &page{form: form, field: field, sheet: s, keys: keys, typed: typed, ended: e}
}

// Init starts the form.
func (p *page) Init() tea.Cmd { return p.form.Init() }

// Update gives a message to the form, except for the keys that end the question.
func (p *page) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch m := msg.(type) {
	case tea.WindowSizeMsg:
		p.height = m.Height
		p.sheet.width = min(max(m.Width, leastWidth), usefulWidth)
		m.Width = p.sheet.width
		msg = m
	case tea.PasteMsg:
		if p.closing || p.typed == nil {
			return p, nil
		}
		m.Content = oneLine(m.Content)
		msg = m
	case tea.KeyPressMsg:
		if p.closing {
			return p, nil
		}
		if err := p.act(m.String()); err != nil {
			p.closing = true
			return p, p.ended.with(err)
		}
	}
	return p, p.pass(msg)
}

// pass hands a message to the form and notes when that has accepted an answer.
func (p *page) pass(msg tea.Msg) tea.Cmd {
	model, cmd := p.form.Update(msg)
	p.form = model.(*huh.Form)
	if key, ok := msg.(tea.KeyPressMsg); ok && p.submits(key.String()) && p.field.Error() == nil {
		p.closing = true
	}
	if p.form.State == huh.StateCompleted {
		p.ended.done = true
	}
	return cmd
}

func (p *page) submits(key string) bool {
	return key == "enter" || p.typed == nil && slices.Contains([]string{"y", "Y", "n", "N"}, key)
}

// act is the error with which a key ends the question, or nil.
func (p *page) act(key string) error {
	switch key {
	case "ctrl+c":
		return ErrCancelled
	case "ctrl+d":
		if p.typed == nil || *p.typed == "" {
			return ErrCancelled
		}
	case "esc", "ctrl+b":
		return ErrBack
	case "f1":
		key = "ctrl+" + string(ctrlOf('?'))
	}
	for _, k := range p.keys {
		if k.Key != KeyEnter && k.Key != 'b' && key == "ctrl+"+string(ctrlOf(k.Key)) {
			return &KeyError{k.Key}
		}
	}
	return nil
}

// View draws the form, and its foot where there is room.
func (p *page) View() tea.View {
	if p.closing {
		return tea.NewView("")
	}
	text := p.form.View()
	foot := p.sheet.foot(p.foot, p.typed != nil)
	if p.height == 0 || strings.Count(text, "\n")+len(foot)+2 < p.height {
		text += "\n\n" + strings.Join(foot, "\n")
	}
	return tea.NewView(text)
}

// oneLine makes a paste one line: blanks and line breaks around it and inside a key cut by a mail program mean nothing.
// A PEM key keeps its lines, as \n in two characters, the way variables hold it.
func oneLine(text string) string {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	text = strings.ReplaceAll(text, "\r", "\n")
	parts := strings.Split(text, "\n")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	if strings.HasPrefix(text, pemStart) {
		return strings.Join(parts, `\n`)
	}
	return strings.Join(parts, "")
}

const pemStart = "-----BEGIN"

// unfold gives a PEM key its lines back.
func unfold(text string) string {
	if strings.HasPrefix(text, pemStart) {
		return strings.ReplaceAll(text, `\n`, "\n")
	}
	return text
}
