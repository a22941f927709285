package prompt

import (
	"slices"
	"strings"
)

// inField are the keys whose control form a terminal or the text field needs for itself: ctrl-c stops, ctrl-h is Backspace, ctrl-? is Delete.
const inFieldFrom, inFieldTo = "ch?", "ytg"

// ctrlOf is the letter that acts together with ctrl for k while text can be typed.
func ctrlOf(k Key) rune {
	if i := strings.IndexRune(inFieldFrom, rune(k)); i >= 0 {
		return rune(inFieldTo[i])
	}
	return rune(k)
}

func keyName(k Key) string {
	switch k {
	case KeyDone:
		return "none"
	case KeyEnter:
		return "Enter"
	case ' ':
		return "Space"
	}
	return string(rune(k))
}

func listed(keys []KeyHelp, k Key) bool {
	return slices.ContainsFunc(keys, func(h KeyHelp) bool { return h.Key == k })
}

func without(keys []KeyHelp, k Key) []KeyHelp {
	return slices.DeleteFunc(slices.Clone(keys), func(h KeyHelp) bool { return h.Key == k })
}

// shortFoot names the keys of a Watch without their words.
func (s sheet) shortFoot(keys []KeyHelp) []string {
	var names []string
	for _, k := range keys {
		names = append(names, keyName(k.Key))
	}
	if !listed(keys, 'b') {
		names = append(names, "esc")
	}
	return s.flowHanging(0, 0, split(strings.Join(append(names, "ctrl-c"), " "), &s.theme.strong, false))
}

// foot are the rows that say which keys act: with ctrl where text can be typed, as they are elsewhere.
func (s sheet) foot(keys []KeyHelp, typing bool) []string {
	tokens := []token{}
	add := func(key, word string) {
		tokens = append(tokens, token{text: s.theme.strong.Render(key) + " " + s.theme.faint.Render(s.say(word)), gap: min(len(tokens), 1) * 3})
	}
	back := false
	for _, k := range keys {
		switch {
		case k.Key == 'b':
			if !typing {
				back = true
				add("b", k.Word)
			}
		case k.Key == KeyEnter:
			add("Enter", k.Word)
		case typing:
			add("ctrl-"+string(ctrlOf(k.Key)), k.Word)
		default:
			add(keyName(k.Key), k.Word)
		}
	}
	if !back {
		add("esc", "back")
	}
	add("ctrl-c", "stop")
	return s.flowHanging(0, 0, tokens)
}
