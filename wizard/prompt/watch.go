package prompt

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// Watch shows a body that changes until a key is pressed, Done is closed or ctx ends. What is true beyond it stays on the screen,
// except when a key interrupts: then the caller acts and watches again.
func (f *forms) Watch(ctx context.Context, w Watch) (Key, error) {
	s := f.sheet()
	s.hard = true
	var e ended
	over := make(chan struct{})
	m := &live{watch: w, sheet: s, ended: &e, over: over, height: heightOf(f.out), above: f.answered()}
	m.body = w.body()
	err := f.run(ctx, m, &e)
	close(over)
	if err != nil || m.key == KeyDone || m.key == KeyEnter {
		f.Show(w.left(m.body))
	}
	if err != nil {
		return KeyDone, err
	}
	f.answers = m.key != KeyDone && m.key != KeyEnter
	return m.key, nil
}

func (w Watch) block(body Block) Block { return append(w.head(), body...) }

func (w Watch) head() Block {
	if w.Title == "" {
		return nil
	}
	return Block{{Text: w.Title, Strong: true}, {}}
}

// left is what a Watch leaves behind: ages and instructions are over with it, and a title with nothing below it says nothing.
func (w Watch) left(body Block) Block {
	kept := body.lasting()
	if len(kept) == 0 && len(body) > 0 {
		return nil
	}
	return w.block(kept)
}

// live is a Watch on the screen.
type live struct {
	watch  Watch
	sheet  sheet
	ended  *ended
	over   <-chan struct{}
	body   Block
	key    Key
	from   int // first row shown, where not all fit
	height int
	above  int // rows shown because a key asked for them; the screen waits until they are read
}

type (
	updated struct{}
	done    struct{}
)

// Init begins to listen.
func (l *live) Init() tea.Cmd { return l.listen }

// listen waits for the next thing to happen. After the end it must not take an update from the next Watch of the same channel.
func (l *live) listen() tea.Msg {
	select {
	case <-l.over:
		return nil
	default:
	}
	select {
	case <-l.over:
		return nil
	case <-l.watch.Done:
		return done{}
	case _, open := <-l.watch.Update:
		if !open {
			return closed{}
		}
		return updated{}
	}
}

type closed struct{}

// Update redraws, ends or scrolls. A paste is no key.
func (l *live) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if l.ended.done {
		return l, nil
	}
	switch m := msg.(type) {
	case tea.WindowSizeMsg:
		l.height = m.Height
		l.sheet.width = min(max(m.Width, leastWidth), usefulWidth)
	case updated:
		l.body = l.watch.body()
		return l, l.listen
	case closed:
		l.watch.Update = nil
		return l, l.listen
	case done:
		l.body = l.watch.body()
		return l, l.ended.with(nil)
	case tea.KeyPressMsg:
		return l, l.press(m)
	}
	return l, nil
}

func (l *live) press(m tea.KeyPressMsg) tea.Cmd {
	key := m.String()
	if key != "ctrl+c" && key != "ctrl+d" && l.covered() {
		l.above = 0
		return nil
	}
	switch key {
	case "ctrl+c", "ctrl+d":
		return l.ended.with(ErrCancelled)
	case "esc", "ctrl+b":
		if listed(l.watch.Keys, 'b') {
			return l.end('b')
		}
		return l.ended.with(ErrBack)
	case "up", "down", "pgup", "pgdown":
		l.scroll(map[string]int{"up": -1, "down": 1, "pgup": -5, "pgdown": 5}[key])
		return nil
	case "enter":
		return l.end(KeyEnter)
	}
	for _, r := range m.Text {
		return l.end(Key(r))
	}
	return nil
}

// end ends with a key that acts; Caps Lock does not matter.
func (l *live) end(k Key) tea.Cmd {
	for _, key := range []Key{k, Key(unicode.ToLower(rune(k)))} {
		if listed(l.watch.Keys, key) {
			l.key = key
			return l.ended.with(nil)
		}
	}
	return nil
}

func (l *live) scroll(by int) { l.from = max(0, l.from+by) }

// View draws as much as fits. Of a small screen the keys give way first, then the title: what is watched stays.
func (l *live) View() tea.View {
	if l.ended.done || l.ended.over {
		return tea.NewView("")
	}
	if l.covered() {
		return tea.NewView(l.sheet.theme.faint.Render(ansi.Truncate("Any key goes on, ctrl-c stops", l.sheet.width, "")))
	}
	rows, foot := l.layout()
	if room := l.room(foot); len(rows) > room {
		rows = l.window(rows, room)
	}
	return tea.NewView(strings.Join(append(rows, foot...), "\n"))
}

// covered says whether drawing would push away what a key has just asked for.
func (l *live) covered() bool {
	if l.above == 0 {
		return false
	}
	rows, foot := l.layout()
	return l.above+len(rows)+len(foot) > l.height
}

// fewRows of a body are worth more than the keys and the title.
const fewRows = 3

// layout chooses how much of title and keys is drawn, so that a few rows of the body fit.
func (l *live) layout() (rows, foot []string) {
	head, body := l.sheet.rows(l.watch.head()), l.sheet.rows(l.body)
	all, least := append(slices.Clone(head), body...), min(len(body), fewRows)
	full := append([]string{""}, l.sheet.foot(l.watch.Keys, false)...)
	short := l.sheet.shortFoot(l.watch.Keys)
	for _, foot := range [][]string{full, short} {
		if room := l.room(foot); len(all) <= room || len(head)+least < room {
			return all, foot
		}
	}
	if room := l.room(short); len(body) <= room || least < room {
		return body, short
	}
	return body, nil
}

func (l *live) room(foot []string) int { return max(1, l.height-len(foot)-1) }

// window cuts the rows to what fits and says which they are, where there is a row for that.
func (l *live) window(rows []string, room int) []string {
	if room < 2 {
		return rows[:room]
	}
	room--
	l.from = min(l.from, len(rows)-room)
	more := fmt.Sprintf("rows %d to %d of %d, up and down scroll", l.from+1, l.from+room, len(rows))
	return append(rows[l.from:l.from+room:l.from+room], l.sheet.theme.faint.Render(ansi.Truncate(more, l.sheet.width, "")))
}
