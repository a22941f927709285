package okta

import "testing"

func TestQuote(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Sales":          `"Sales"`,
		`a "b" \c`:       `"a \"b\" \\c"`,
		"<R&D>":          `"<R&D>"`,
		"Zoë":            `"Zoë"`,
		"\x1b[31mred\a":  `"\u001b[31mred\u0007"`,
		"two\nlines\tup": `"two\nlines\tup"`,
		"":               `""`,
	} {
		if got := quote(text); got != want {
			t.Errorf("%q becomes %s, not %s", text, got, want)
		}
	}
}
