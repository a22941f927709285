package prompt

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
)

// Watch shows a body that changes until a key is pressed, Done is closed or ctx ends. The last body stays on the screen,
// except when a key interrupts: then the caller acts and watches again.
func (f *forms) Watch(ctx context.Context, w Watch) (Key, error) {
	s := f.sheet()
	s.hard = true
	var e ended
	over := make(chan struct{})
	m := &live{watch: w, sheet: s, ended: &e, over: over, height: 24}
	m.body = w.body()
	err := f.run(ctx, m, &e)
	close(over)
	if err != nil || m.key == KeyDone || m.key == KeyEnter {
		f.Show(w.block(m.body))
	}
	if err != nil {
		return KeyDone, err
	}
	return m.key, nil
}

func (w Watch) block(body Block) Block {
	if w.Title == "" {
		return body
	}
	return append(Block{{Text: w.Title, Strong: true}, {}}, body...)
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
	switch key := m.String(); key {
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

// View draws as much as fits; the foot stays.
func (l *live) View() tea.View {
	if l.ended.done {
		return tea.NewView("")
	}
	rows := l.sheet.rows(l.watch.block(l.body))
	foot := l.sheet.foot(l.watch.Keys, false)
	if l.height <= 8 {
		foot = nil
	}
	room := max(1, l.height-len(foot)-2)
	if len(rows) > room {
		room = max(1, room-1)
		l.from = min(l.from, len(rows)-room)
		more := fmt.Sprintf("rows %d to %d of %d, up and down scroll", l.from+1, l.from+room, len(rows))
		rows = append(rows[l.from:l.from+room:l.from+room], l.sheet.theme.faint.Render(more))
	}
	if len(foot) > 0 {
		rows = append(append(rows, ""), foot...)
	}
	return tea.NewView(strings.Join(rows, "\n"))
}
