package prompt

import (
	"context"
	"fmt"
	"strings"
	"unicode"
)

// Watch writes the body once, then only the lines that are new. On a terminal a typed letter is a key; without one it waits for Done or the end of ctx.
func (l *lines) Watch(ctx context.Context, w Watch) (Key, error) {
	heard, stop := interrupts()
	defer stop()
	l.Show(w.block(nil))
	said := l.news(w.body(), nil)
	var typed <-chan chunk
	if _, terminal := l.in.terminal(); terminal {
		l.in.forget()
		l.Show(Block{{Text: lineKeys(w.Keys)}})
		typed = l.in.begin()
	}
	for {
		select {
		case <-ctx.Done():
			return KeyDone, context.Cause(ctx)
		case s := <-heard:
			return KeyDone, meaning(ctx, s)
		case <-w.Done:
			l.news(w.body().lasting(), said)
			return KeyDone, nil
		case _, open := <-w.Update:
			if !open {
				w.Update = nil
			}
			said = l.news(w.body(), said)
		case c := <-typed:
			l.in.take(c)
			if key, err := l.key(w.Keys); key != KeyDone || err != nil {
				return key, err
			}
			typed = l.in.begin()
		}
	}
}

// news says the lines that were not said in the round before, and returns what is said now. An age that ticks is said once.
func (l *lines) news(b Block, before map[string]bool) map[string]bool {
	s := l.sheet()
	now := map[string]bool{}
	var fresh Block
	for i, line := range b {
		text := strings.Join(s.line(line), "\n")
		if line.Quiet {
			text = fmt.Sprintf("quiet %d", i)
		}
		if !before[text] && text != "" {
			fresh = append(fresh, line)
		}
		now[text] = true
	}
	l.Show(fresh)
	return now
}

// key is the key that a whole line stands for. KeyDone: no line was one.
func (l *lines) key(keys []KeyHelp) (Key, error) {
	for {
		text, whole := l.in.whole()
		if !whole {
			break
		}
		text = strings.ToLower(strings.TrimSpace(text))
		if k, ok := meant(text, keys); ok {
			return k, nil
		}
		if text == "back" {
			return KeyDone, ErrBack
		}
		l.Show(Block{{Sign: Wrong, Text: fmt.Sprintf("nothing is done by %q. %s", text, lineKeys(keys))}})
	}
	if l.in.err != nil {
		return KeyDone, ErrCancelled
	}
	return KeyDone, nil
}

// meant is the key for a letter, for the word beside it, or for Enter alone.
func meant(text string, keys []KeyHelp) (Key, bool) {
	for _, k := range keys {
		switch text {
		case "":
			if k.Key == KeyEnter {
				return k.Key, true
			}
		case string(unicode.ToLower(rune(k.Key))), strings.ToLower(k.Word):
			return k.Key, true
		case "back":
			if k.Key == 'b' {
				return k.Key, true
			}
		}
	}
	return KeyDone, false
}

func lineKeys(keys []KeyHelp) string {
	var parts []string
	for _, k := range keys {
		if k.Key == KeyEnter {
			parts = append(parts, "Enter alone: "+Sanitize(k.Word))
			continue
		}
		parts = append(parts, string(rune(k.Key))+" "+Sanitize(k.Word))
	}
	return "Type a letter and Enter: " + strings.Join(parts, ", ") + "."
}
