//go:build !windows

package prompt

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
)

func TestWatchRedrawsAndEndsWhenDone(t *testing.T) {
	t.Parallel()
	y := newTTY(t, 80, 24)
	p, ctx := y.prompter(Options{}), testContext(t)
	var n atomic.Int64
	update, finished := make(chan struct{}), make(chan struct{})
	got := start(func() (Key, error) {
		return p.Watch(ctx, Watch{Title: "Assignment", Update: update, Done: finished, Body: func() Block {
			return Block{Progress("linked", int(n.Load()), 214), {Sign: Warning, Text: "Li Wei", Detail: "inactive"}}
		}})
	})
	y.see("0 of 214")
	n.Store(169)
	update <- struct{}{}
	y.see("169 of 214")
	n.Store(214)
	close(finished)
	if key, err := end(t, y, got); key != KeyDone || err != nil {
		t.Errorf("got %v, %v", key, err)
	}
	y.until("last screen", func(screen string) bool {
		return strings.Count(screen, "214 of 214") == 1 && !strings.Contains(screen, "ctrl-c stop")
	})
	if strings.Contains(y.written(), "\x1b[?1049h") {
		t.Error("the alternate screen was used")
	}
}

func TestWatchKeysActAtOnce(t *testing.T) {
	t.Parallel()
	keys := []KeyHelp{{'o', "open"}, {'c', "copy"}, {'h', "hand over"}, {'b', "back"}, {'?', "why"}, {'p', "let the operator"}, {KeyEnter, "I have done it"}}
	for name, c := range map[string]struct {
		press string
		want  Key
		err   error
	}{
		"o": {"o", 'o', nil}, "c": {"c", 'c', nil}, "h": {"h", 'h', nil}, "b": {"b", 'b', nil}, "?": {"?", '?', nil}, "p": {"p", 'p', nil},
		"Caps Lock":          {"O", 'o', nil},
		"Enter":              {"\r", KeyEnter, nil},
		"escape goes back":   {"\x1b", 'b', nil},
		"others are ignored": {"xyz" + paste("o\n") + "h", 'h', nil},
		"first of a burst":   {"oooo\r", 'o', nil},
		"ctrl-c":             {"\x03", KeyDone, ErrCancelled},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			y := newTTY(t, 100, 24)
			p, ctx := y.prompter(Options{}), testContext(t)
			got := start(func() (Key, error) { return p.Watch(ctx, Watch{Title: "Directory", Keys: keys}) })
			y.press("Enter I have done it", c.press)
			if key, err := end(t, y, got); key != c.want || !errors.Is(err, c.err) {
				t.Errorf("got %q, %v", key, err)
			}
		})
	}
}

func TestWatchWithoutBackEndsByEscape(t *testing.T) {
	t.Parallel()
	y := newTTY(t, 80, 24)
	p, ctx := y.prompter(Options{}), testContext(t)
	got := start(func() (Key, error) { return p.Watch(ctx, Watch{Title: "Directory"}) })
	y.press("esc back", "\x1b")
	if _, err := end(t, y, got); !errors.Is(err, ErrBack) {
		t.Errorf("got %v", err)
	}
}

func TestWatchEndsWithTheContext(t *testing.T) {
	t.Parallel()
	for _, plain := range []bool{false, true} {
		y := newTTY(t, 80, 24)
		why := errors.New("out of time")
		ctx, cancel := context.WithCancelCause(testContext(t))
		p := y.prompter(Options{Accessible: plain})
		got := start(func() (Key, error) { return p.Watch(ctx, Watch{Title: "Directory"}) })
		y.see("Directory")
		cancel(why)
		if _, err := end(t, y, got); !errors.Is(err, why) {
			t.Errorf("got %v", err)
		}
	}
}

func TestAnOldWatchTakesNoUpdateOfTheNext(t *testing.T) {
	t.Parallel()
	y := newTTY(t, 80, 24)
	p, ctx := y.prompter(Options{}), testContext(t)
	update := make(chan struct{})
	for round := range 3 {
		title := fmt.Sprintf("Round %d", round)
		got := start(func() (Key, error) {
			return p.Watch(ctx, Watch{Title: title, Update: update, Body: func() Block { return nil }, Keys: []KeyHelp{{'o', "open"}}})
		})
		y.see(title)
		update <- struct{}{}
		y.press(title, "o")
		if key, err := end(t, y, got); key != 'o' || err != nil {
			t.Fatalf("got %v, %v", key, err)
		}
	}
}

func TestAClosedUpdateChannelIsNoEnd(t *testing.T) {
	t.Parallel()
	for _, plain := range []bool{false, true} {
		y := newTTY(t, 80, 24)
		p, ctx := y.prompter(Options{Accessible: plain}), testContext(t)
		update := make(chan struct{})
		close(update)
		got := start(func() (Key, error) {
			return p.Watch(ctx, Watch{Title: "Directory", Update: update, Keys: []KeyHelp{{'o', "open"}}})
		})
		y.press("open", "o\r")
		if key, err := end(t, y, got); key != 'o' || err != nil {
			t.Errorf("got %v, %v", key, err)
		}
	}
}

func TestWatchScrollsWhatDoesNotFit(t *testing.T) {
	t.Parallel()
	y := newTTY(t, 60, 12)
	p, ctx := y.prompter(Options{}), testContext(t)
	got := start(func() (Key, error) {
		return p.Watch(ctx, Watch{Title: "Many", Keys: []KeyHelp{{'o', "open"}}, Body: func() Block {
			var b Block
			for i := range 40 {
				b = append(b, Line{Text: fmt.Sprintf("row %02d", i)})
			}
			return b
		}})
	})
	y.press("row 00", "\x1b[6~")
	y.gone("row 00")
	y.see("row 09")
	y.press("rows 6 to", "o")
	if key, err := end(t, y, got); key != 'o' || err != nil {
		t.Errorf("got %v, %v", key, err)
	}
}

// TestWatchKeepsItsBodyOnASmallScreen: the keys give way, then the title, and what is watched stays.
func TestWatchKeepsItsBodyOnASmallScreen(t *testing.T) {
	t.Parallel()
	keys := []KeyHelp{{KeyEnter, "I have done it"}, {'o', "open"}, {'c', "copy"}, {'h', "hand over"}, {'b', "back"}, {'?', "why"}, {'p', "let the sandbox's operator do it"}}
	for _, size := range [][2]int{{40, 10}, {40, 7}, {30, 5}, {20, 3}, {16, 2}} {
		y := newTTY(t, size[0], size[1])
		p, ctx := y.prompter(Options{}), testContext(t)
		got := start(func() (Key, error) {
			return p.Watch(ctx, Watch{Title: "Waiting for: The directory exists and its key works", Keys: keys, Body: func() Block {
				return Block{{Sign: Person, Text: "Press Enter when you have them; then paste: SCIM base URL, API key", Indent: 4}, {Text: "read 1s ago", Quiet: true}}
			}})
		})
		y.press("Press", "o")
		if key, err := end(t, y, got); key != 'o' || err != nil {
			t.Errorf("%v: got %v, %v", size, key, err)
		}
	}
}

// TestWhatAKeyAsksForIsNotCovered: on a small screen the watch waits until the answer is read.
func TestWhatAKeyAsksForIsNotCovered(t *testing.T) {
	t.Parallel()
	y := newTTY(t, 40, 10)
	p, ctx := y.prompter(Options{}), testContext(t)
	w := Watch{Title: "Waiting", Keys: []KeyHelp{{KeyEnter, "done"}, {'?', "why"}}, Body: func() Block { return Block{{Text: "still open"}} }}
	got := start(func() (Key, error) { return p.Watch(ctx, w) })
	y.press("still open", "?")
	if key, err := end(t, y, got); key != '?' || err != nil {
		t.Fatalf("got %v, %v", key, err)
	}
	p.Show(Block{{Text: "because"}, {}, {Text: "of"}, {}, {Text: "this"}, {}, {Text: "and that"}})
	got = start(func() (Key, error) { return p.Watch(ctx, w) })
	y.see("because")
	y.press("Any key goes on", "\r")
	y.press("still open", "\r")
	if key, err := end(t, y, got); key != KeyEnter || err != nil {
		t.Errorf("got %v, %v", key, err)
	}
}

// TestWhatPassesIsNotLeftBehind: ages and instructions end with the watch, on a terminal and line by line.
func TestWhatPassesIsNotLeftBehind(t *testing.T) {
	t.Parallel()
	finished := make(chan struct{})
	close(finished)
	y := newTTY(t, 80, 24)
	p, ctx := y.prompter(Options{}), testContext(t)
	for _, body := range []Block{{{Text: "linked"}, {Text: "read 0s ago", Quiet: true}}, {{Text: "Press Enter", Quiet: true}}} {
		if _, err := p.Watch(ctx, Watch{Title: "Title", Done: finished, Body: func() Block { return body }}); err != nil {
			t.Fatal(err)
		}
	}
	p.Show(Block{{Text: "the end"}})
	y.until("only what stays", func(screen string) bool {
		return strings.Contains(screen, "the end") && strings.Count(screen, "Title") == 1 && strings.Contains(screen, "linked") &&
			!strings.Contains(screen, "ago") && !strings.Contains(screen, "Press Enter")
	})
}
