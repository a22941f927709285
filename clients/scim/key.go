package scim

import (
	"strings"
	"unicode"

	"github.com/provision-cli/provision/clients"
)

// ParseKey cleans a pasted API key: blanks, line breaks, quotes, a label or
// "Bearer" before it are dropped. The error is a *KeyError.
func ParseKey(text string) (clients.Secret, error) {
	words := words(text)
	start := 0
	for i, w := range words {
		if strings.EqualFold(w, "bearer") || strings.HasSuffix(w, ":") {
			start = i + 1
		}
	}
	key := strings.Join(words[start:], "")
	switch {
	case key == "":
		return clients.Secret{}, &KeyError{Kind: KindEmpty}
	case strings.Contains(key, "://"), strings.Contains(key, "/scim/directory"), strings.Contains(key, "atlassian.com/"):
		return clients.Secret{}, &KeyError{Kind: KindURL}
	case strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r > '~' }):
		return clients.Secret{}, &KeyError{Kind: KindCharacters}
	}
	return clients.NewSecret(key), nil
}

// words cuts a pasted text at blanks and takes away what copying adds: quotes,
// angle brackets, and characters that cannot be seen.
func words(text string) []string {
	text = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
	var out []string
	for w := range strings.FieldsSeq(text) {
		if w = strings.Trim(w, "\"'`<>“”‘’«»,;"); w != "" {
			out = append(out, w)
		}
	}
	return out
}
