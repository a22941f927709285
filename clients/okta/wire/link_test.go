package wire

import (
	"net/url"
	"strings"
	"testing"
)

const base = "https://example.okta.com/api/v1/apps"

func TestNext(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		headers []string
		want    string
	}{
		{"none", nil, ""},
		{"self only", []string{`<` + base + `?limit=20>; rel="self"`}, ""},
		{"two headers", []string{`<` + base + `?limit=1>; rel="self"`, `<` + base + `?after=a&limit=1>; rel="next"`}, base + "?after=a&limit=1"},
		{"one header, comma-joined", []string{`<` + base + `>; rel="self", <` + base + `?after=b>; rel="next"`}, base + "?after=b"},
		{"next first", []string{`<` + base + `?after=b>; rel="next",<` + base + `>; rel="self"`}, base + "?after=b"},
		{"a comma in the address", []string{`<` + base + `?q=a,b&after=c>; rel="next"`}, base + "?q=a,b&after=c"},
		{"a comma in a title", []string{`<` + base + `>; title="a, b"; rel="self", <` + base + `?after=d>; rel="next"`}, base + "?after=d"},
		{"without quotes", []string{`<` + base + `?after=e>;rel=next`}, base + "?after=e"},
		{"several relations", []string{`<` + base + `?after=f>; rel="last Next"`}, base + "?after=f"},
		{"capitals", []string{`<` + base + `?after=g>; REL="NEXT"`}, base + "?after=g"},
		{"another word with next in it", []string{`<` + base + `>; rel="nextish"; title="next"`}, ""},
		{"not closed", []string{`<` + base + `; rel="next"`}, ""},
		{"empty target", []string{`<>; rel="next"`}, ""},
		{"rubbish", []string{`;;,,"`, `rel="next"`}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got, ok := Next(test.headers); got != test.want || ok != (test.want != "") {
				t.Errorf("got %q, %v, want %q", got, ok, test.want)
			}
		})
	}
}

func FuzzNext(f *testing.F) {
	f.Add(`<https://example.okta.com/a>; rel="self", <https://example.okta.com/a?after=b>; rel="next"`)
	f.Add(`<a>;rel=next`)
	f.Add(`<<>>;,"`)
	f.Fuzz(func(t *testing.T, header string) {
		got, ok := Next([]string{header})
		if ok && (got == "" || !strings.Contains(header, "<"+got+">")) {
			t.Errorf("%q gives %q", header, got)
		}
		if u, err := url.Parse(header); err == nil && !strings.ContainsAny(header, "<>\",;") {
			link := `<` + u.String() + `>; rel="next"`
			if got, _ := Next([]string{link}); got != u.String() {
				t.Errorf("%q gives %q", link, got)
			}
		}
	})
}
