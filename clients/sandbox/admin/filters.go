package admin

import (
	"net/url"
	"slices"
	"strings"
)

// all reads a repeated query parameter, whose values may also be joined by commas.
func all(q url.Values, name string) []string {
	var values []string
	for _, v := range q[name] {
		values = append(values, strings.Split(v, ",")...)
	}
	return values
}

// has says whether a filter lets a value through; an empty filter lets everything through.
func has(filter []string, value string) bool {
	return len(filter) == 0 || slices.Contains(filter, value)
}

// hasFold is has without regard to case.
func hasFold(filter []string, value string) bool {
	return len(filter) == 0 || slices.ContainsFunc(filter, func(f string) bool { return strings.EqualFold(f, value) })
}

// contains says whether a text holds a term in any case.
func contains(text, term string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(term))
}
