package clients

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// TestPageDecodesOnlyWhatIsAList: nothing that is no list passes for an empty one.
func TestPageDecodesOnlyWhatIsAList(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, list, body string
		want             []string
		found            bool
		words            string // of the error; empty: none
	}{
		{name: "array", body: `["a","b"]`, want: []string{"a", "b"}, found: true},
		{name: "empty array", body: ` [] `, found: true},
		{name: "member", list: "data", body: `{"links":{},"data":["a"],"more":[1,{"a":2}]}`, want: []string{"a"}, found: true},
		{name: "member in another case", list: "Resources", body: `{"resources":["a"]}`, want: []string{"a"}, found: true},
		{name: "null", list: "data", body: `{"data":null}`, found: true},
		{name: "no member", list: "data", body: `{"error":"x"}`},
		{name: "member is an object", list: "data", body: `{"data":{"a":1}}`, found: true, words: "no list"},
		{name: "array where an object belongs", list: "data", body: `["a"]`, words: "no object"},
		{name: "object where an array belongs", body: `{"errorCode":"E0000009"}`, found: true, words: "no list"},
		{name: "text", body: `"a"`, found: true, words: "no list"},
		{name: "empty", body: "", words: "empty"},
		{name: "blank", body: " \n ", words: "empty"},
		{name: "HTML", body: "<!doctype html><p>Sign in", words: "HTML"},
		{name: "cut in an item", body: `["a","b`, want: []string{"a"}, found: true, words: "unexpected EOF"},
		{name: "cut between items", body: `["a",`, want: []string{"a"}, found: true, words: "unexpected EOF"},
		{name: "cut after the list", list: "data", body: `{"data":["a"]`, want: []string{"a"}, found: true, words: "unexpected EOF"},
		{name: "more after the end", body: `["a"]["b"]`, want: []string{"a"}, found: true, words: "more follows"},
		{name: "another kind of item", body: `["a",{"b":1}]`, want: []string{"a"}, found: true, words: "where something else belongs"},
		{name: "no JSON", body: `[a]`, found: true, words: "not the JSON expected"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			p := Page{List: tt.list, Item: Decode(func(s string) bool { got = append(got, s); return true })}
			err := expected(p.read(http.Header{}, strings.NewReader(tt.body)))
			if (err == nil) != (tt.words == "") || err != nil && !strings.Contains(err.Error(), tt.words) {
				t.Errorf("error %v, want %q", err, tt.words)
			}
			if !slices.Equal(got, tt.want) || p.Found != tt.found || p.Items != len(tt.want) {
				t.Errorf("got %q, found %v, %d items", got, p.Found, p.Items)
			}
		})
	}
}

func TestPageEndsWhenEnoughWasRead(t *testing.T) {
	t.Parallel()
	var got []int
	p := Page{Item: Decode(func(n int) bool { got = append(got, n); return n < 2 })}
	if err := p.read(http.Header{}, strings.NewReader(`[1,2,3,broken`)); err != nil || !slices.Equal(got, []int{1, 2}) {
		t.Errorf("%v, %v", got, err)
	}
}

func TestPageBoundsOneItemNotTheList(t *testing.T) {
	t.Parallel()
	item := `"` + strings.Repeat("x", 1<<20) + `",`
	parts := []io.Reader{strings.NewReader("[")}
	for range 70 { // more than one item may have
		parts = append(parts, strings.NewReader(item))
	}
	parts = append(parts, strings.NewReader(`"end"]`))
	n := 0
	p := Page{Item: Decode(func(string) bool { n++; return true })}
	if err := p.read(http.Header{}, io.MultiReader(parts...)); err != nil || n != 71 {
		t.Errorf("%d items, %v", n, err)
	}
	endless := io.MultiReader(strings.NewReader(`["`), zeros{})
	if err := p.read(http.Header{}, endless); !errors.Is(err, errItem) {
		t.Errorf("an item without an end: %v", err)
	}
}

// zeros never ends.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '0'
	}
	return len(p), nil
}

func TestNumber(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]Number{
		`3`: {3, true}, `"3"`: {3, true}, `3.0`: {3, true}, `0`: {0, true}, `null`: {}, `"many"`: {}, `-1`: {}, `{}`: {}, `[1]`: {}, `true`: {}, `9e99`: {},
	} {
		var n Number
		if err := json.Unmarshal([]byte(body), &n); err != nil || n != want {
			t.Errorf("%s: %+v, %v", body, n, err)
		}
	}
}

func TestSeen(t *testing.T) {
	t.Parallel()
	s := Seen{}
	if !s.Add("a") || s.Add("a") || !s.Add("b") || len(s) != 2 {
		t.Errorf("%d held", len(s))
	}
}
