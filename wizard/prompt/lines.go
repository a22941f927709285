package prompt

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
)

// lines is the Prompter that writes one fact a line and reads one line an answer: for screen readers, plain terminals and pipes.
// It is our own, because huh's accessible mode takes the end of the input for an answer, loses piped lines and leaves the terminal silent after ctrl-c.
type lines struct {
	view
	in *reader
}

// say writes a line that is not a block: a prompt stays on its row.
func (l *lines) say(text string) { _, _ = io.WriteString(l.out, text) }

// intro is what comes before a question.
func (l *lines) intro(title, help string, more ...string) {
	b := Block{{Text: title}}
	for _, text := range append([]string{help}, more...) {
		if text != "" {
			b = append(b, Line{Text: text})
		}
	}
	l.Show(b)
}

// wrong repeats the name of what was asked, since the question may be far above.
func (l *lines) wrong(title string, err error) {
	l.Show(Block{{Sign: Wrong, Text: title + ": " + err.Error()}})
}

// next reads an answer; "back" goes back.
func (l *lines) next(ctx context.Context, prompt string) (string, error) {
	heard, stop := interrupts()
	defer stop()
	l.say(Sanitize(prompt) + ": ")
	text, err := l.in.line(ctx, heard)
	if _, terminal := l.in.terminal(); err != nil || !terminal {
		l.say("\n") // which a person's Enter would have made
	}
	if err != nil {
		return "", err
	}
	return judged(text)
}

func judged(text string) (string, error) {
	text = strings.TrimSpace(text)
	if strings.EqualFold(text, "back") {
		return "", ErrBack
	}
	return text, nil
}

// Ask asks for one line of text.
func (l *lines) Ask(ctx context.Context, q Question) (string, error) {
	if _, terminal := l.in.terminal(); q.Secret && !terminal {
		return "", fmt.Errorf("ask for %s: %w", q.Title, ErrNoTerminal)
	}
	l.in.forget() // before anything is written, so that whoever answers what is written is heard
	l.intro(q.Title, q.help(), q.example(), actions(q.Keys))
	for {
		text, err := l.once(ctx, q)
		if err != nil {
			return "", err
		}
		if key, ok := typedKey(text, q.Keys); ok {
			return "", &KeyError{key}
		}
		answer, err := q.accept(unfold(text))
		if err == nil {
			return answer, nil
		}
		l.in.forget()
		l.wrong(q.Title, err)
	}
}

func (q Question) example() string {
	if q.Placeholder == "" {
		return ""
	}
	return "For example " + Sanitize(q.Placeholder)
}

// once reads one answer. A paste of several lines answers one question: what is left of it is forgotten before the next.
func (l *lines) once(ctx context.Context, q Question) (string, error) {
	if !q.Secret {
		return l.next(ctx, q.Title)
	}
	heard, stop := interrupts()
	defer stop()
	text, err := l.in.secret(ctx, heard, func() { l.say(Sanitize(q.Title) + ", not shown while you type: ") })
	l.say("\n")
	if err != nil {
		return "", err
	}
	return judged(text)
}

// actions names the keys in the form in which a line gives them.
func actions(keys []KeyHelp) string {
	parts := []string{"Type back to return"}
	for _, k := range keys {
		if k.Key != KeyEnter && k.Key != 'b' {
			parts = append(parts, ":"+string(rune(k.Key))+" "+Sanitize(k.Word))
		}
	}
	return strings.Join(parts, ", ") + "."
}

// typedKey is the key that ":o" stands for; the colon tells it from an answer.
func typedKey(text string, keys []KeyHelp) (Key, bool) {
	runes := []rune(text)
	if len(runes) != 2 || runes[0] != ':' || !listed(keys, Key(runes[1])) {
		return KeyDone, false
	}
	return Key(runes[1]), true
}

// Confirm asks yes or no, in words, until one of them comes.
func (l *lines) Confirm(ctx context.Context, c Confirmation) (bool, error) {
	l.in.forget()
	l.intro(c.Title, Sanitize(c.Help))
	for {
		text, err := l.next(ctx, "Type yes or no. Enter means "+strings.ToLower(c.word(c.Default)))
		if err != nil {
			return false, err
		}
		yes, err := c.parse(text)
		if err == nil {
			return yes, nil
		}
		l.in.forget()
		l.wrong(c.Title, err)
	}
}

func (c Confirmation) parse(text string) (bool, error) {
	switch strings.ToLower(text) {
	case "":
		return c.Default, nil
	case "y", "yes", strings.ToLower(c.yes()):
		return true, nil
	case "n", "no", strings.ToLower(c.no()):
		return false, nil
	}
	return false, errors.New("type yes or no")
}
