package prompt

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// TestTheLastScreenIsEmpty also where the program is ended from outside: what it showed would stand there twice, because what
// stays is written anew.
func TestTheLastScreenIsEmpty(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		message tea.Msg
		empty   bool
	}{"the end": {tea.QuitMsg{}, true}, "a key": {tea.KeyPressMsg{Code: 'x'}, false}, "news": {updated{}, false}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := &ended{}
			l := &live{watch: Watch{Title: "Waiting", Body: func() Block { return Block{{Text: "still"}} }}, ended: e, height: 24, body: Block{{Text: "still"}}}
			l.sheet.width = 80
			if got := e.once(l, c.message); got != c.message {
				t.Errorf("%v becomes %v", c.message, got)
			}
			if got := l.View().Content == ""; got != c.empty {
				t.Errorf("the screen is %q", l.View().Content)
			}
			if e.done {
				t.Error("an end from outside is no answer")
			}
		})
	}
	if (&ended{}).once(nil, tea.RequestWindowSize()) != nil {
		t.Error("the second look at the size goes on")
	}
}
