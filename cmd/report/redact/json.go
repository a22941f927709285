package redact

import (
	"math"
	"regexp"
	"slices"
	"strings"
)

// most is how many elements of a list are kept: more show no further shape. Lists of words are kept longer.
const (
	most      = 3
	mostWords = 60
)

// JSON is a decoded JSON document without anybody's or anything's name: keys,
// types, numbers, and words of the vendors stay, and of each list the first
// elements.
func (r *Redactor) JSON(doc any) any {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.value("", doc)
}

func (r *Redactor) value(key string, doc any) any {
	switch v := doc.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, e := range v {
			out[r.keyOf(k)] = r.value(k, e)
		}
		return out
	case []any:
		return r.list(key, v)
	case string:
		return r.text(key, v)
	case float64:
		if math.Abs(v) >= 1e9 {
			return 0.0 // a moment, or a number that is somebody's
		}
		return v
	}
	return doc
}

func (r *Redactor) list(key string, v []any) []any {
	limit := mostWords
	if slices.ContainsFunc(v, func(e any) bool { _, word := e.(string); return !word }) {
		limit = most
	}
	out := []any{}
	for _, e := range v[:min(limit, len(v))] {
		out = append(out, r.value(key, e))
	}
	return out
}

func (r *Redactor) keyOf(key string) string {
	if shaped(key) && r.joined[norm(key)] == "" {
		return key
	}
	return r.token("key", key)
}

func (r *Redactor) text(key, text string) string {
	switch {
	case isExpression(key):
		return r.expression(text)
	case isText(key):
		return r.sentence(text)
	}
	if known, ok := r.known(text); ok {
		return known
	}
	if kept(key, text) {
		return text
	}
	return r.plain(text)
}

// plain is the pseudonym of a text that no key makes a word of the vendors.
func (r *Redactor) plain(text string) string {
	switch {
	case text == "":
		return ""
	case isDate(text):
		return digits.ReplaceAllString(text, "0")
	case address.FindString(text) == text:
		return r.mail(text)
	case link.FindString(text) == text:
		return r.url(text)
	case strings.HasPrefix(text, "ari:cloud:"):
		return r.ari(text)
	case isID(text) && !strings.ContainsAny(text, " \t\n"):
		return r.ids(text)
	case dots.FindString(text) == text && dotted(text), number.FindString(text) == text:
		return r.host(text)
	}
	return r.token("text", text)
}

var digits = regexp.MustCompile(`[0-9]`)

func (r *Redactor) mail(text string) string {
	if known, ok := r.known(text); ok {
		return known
	}
	local, domain, _ := cutLast(text, "@")
	if ownNames[local] { // a product at a site
		return local + "@" + r.host(norm(domain))
	}
	return r.person(text) + "@" + r.host(norm(domain))
}

func cutLast(text, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(text, sep); i >= 0 {
		return text[:i], text[i+len(sep):], true
	}
	return text, "", false
}

// ari keeps the product and the kind of an Atlassian resource.
func (r *Redactor) ari(text string) string {
	parts := strings.SplitN(text, ":", 6)
	for i, p := range parts[2:] {
		kind, id, found := strings.Cut(p, "/")
		switch {
		case found:
			parts[i+2] = enumOr(kind) + "/" + r.mark("id", id, 8)
		case p != "":
			parts[i+2] = enumOr(p)
		}
	}
	return strings.Join(parts, ":")
}

var lowerWord = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

func enumOr(word string) string {
	if lowerWord.MatchString(word) {
		return word
	}
	return "…"
}

var literal = regexp.MustCompile(`"[^"]*"|'[^']*'`)

// expression keeps Okta's expression language, and no literal that holds a letter or a digit.
func (r *Redactor) expression(text string) string {
	return literal.ReplaceAllStringFunc(text, func(m string) string {
		inner := m[1 : len(m)-1]
		if trimmed(inner) == "" {
			return m
		}
		return m[:1] + r.token("text", inner) + m[:1]
	})
}
