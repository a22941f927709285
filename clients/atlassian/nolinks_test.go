package atlassian

import (
	"strings"
	"testing"
)

// TestSCIMLinksRefusesAnAnswerWithoutLinks: no links and no answer about links are different things.
func TestSCIMLinksRefusesAnAnswerWithoutLinks(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`{}`: "no list", `{"data":[]}`: "no list", `{"scimLinks":{}}`: "JSON", `[]`: "JSON", `{"scimLinks":[`: "JSON", `<html>`: "HTML",
	} {
		_, c := serve(t, ok(body))
		if got, err := c.SCIMLinks(t.Context(), "o1", "ana@example.com"); err == nil || got != nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, %v, want %q", body, got, err, want)
		}
	}
}

// TestPathEscapesEverySegment keeps an id from leading anywhere else.
func TestPathEscapesEverySegment(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		segments []string
		want     string
	}{
		{[]string{"admin", "v1", "orgs", "o1"}, "/admin/v1/orgs/o1"},
		{[]string{"orgs", "a/b"}, "/orgs/a%2Fb"},
		{[]string{"orgs", "a?b#c"}, "/orgs/a%3Fb%23c"},
		{[]string{"orgs", "ari:cloud::x"}, "/orgs/ari:cloud::x"},
		{nil, ""},
	} {
		if got := path(tt.segments...); got != tt.want {
			t.Errorf("%q: %s, want %s", tt.segments, got, tt.want)
		}
	}
}
