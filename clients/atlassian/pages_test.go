package atlassian

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients"
)

func TestCursorOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		link, want string
		err        bool
	}{
		{"", "", false},
		{"kloHX1ZQVasDAkx_P48NYQ", "kloHX1ZQVasDAkx_P48NYQ", false},
		{"a/b+c==", "a/b+c==", false},
		{"https://api.atlassian.com/admin/v1/orgs?cursor=b%2Fc%3D", "b/c=", false},
		{"/admin/v1/orgs?limit=5&cursor=x", "x", false},
		{"?cursor=x", "x", false},
		{"https://evil.example/steal?cursor=x", "x", false},
		{"https://api.atlassian.com/admin/v1/orgs", "", true},
		{"https://api.atlassian.com/%zz?cursor=x", "", true},
	} {
		got, err := cursorOf(c.link)
		if got != c.want || (err != nil) != c.err {
			t.Errorf("cursorOf(%q) = %q, %v", c.link, got, err)
		}
	}
}

func TestListFollowsEveryFormOfNext(t *testing.T) {
	t.Parallel()
	first := func(links string) answer {
		return ok(`{"data":[{"directoryId":"1","name":"one"}]` + links + `}`)
	}
	last := func(links string) answer { return ok(`{"data":[{"directoryId":"2","name":"two"}]` + links + `}`) }
	for name, c := range map[string]struct {
		answers []answer
		second  string // the query of the second request; empty for none
	}{
		"bare":            {[]answer{first(`,"links":{"next":"c/1+="}`), last(`,"links":{"next":null}`)}, "cursor=c%2F1%2B%3D&limit=100"},
		"url":             {[]answer{first(`,"links":{"next":"https://api.atlassian.com/x?cursor=c1"}`), last(`,"links":{}`)}, "cursor=c1&limit=100"},
		"absent":          {[]answer{first(``)}, ""},
		"null links":      {[]answer{first(`,"links":null`)}, ""},
		"empty":           {[]answer{first(`,"links":{"next":""}`)}, ""},
		"empty page":      {[]answer{ok(`{"data":[],"links":{"next":"c1"}}`), last(``)}, "cursor=c1&limit=100"},
		"null data, more": {[]answer{ok(`{"data":null,"links":{"next":"c1"}}`), last(``)}, "cursor=c1&limit=100"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, c2 := serve(t, c.answers...)
			got, err := all(c2.Directories(t.Context(), "o1"))
			if err != nil || len(got) == 0 {
				t.Fatalf("got %v, %v", got, err)
			}
			want := []string{"GET /admin/v2/orgs/o1/directories?limit=100"}
			if c.second != "" {
				want = append(want, "GET /admin/v2/orgs/o1/directories?"+c.second)
			}
			var lines []string
			for _, r := range s.requests() {
				lines = append(lines, r.Line)
				if r.Auth != "Bearer org-key" {
					t.Errorf("authorization %q", r.Auth)
				}
			}
			if !slices.Equal(lines, want) {
				t.Errorf("asked %q, want %q", lines, want)
			}
		})
	}
}

func TestListRefuses(t *testing.T) {
	t.Parallel()
	page := `{"data":[{"directoryId":"1"}],"links":{"next":%q}}`
	for name, c := range map[string]struct {
		answers []answer
		want    string
		items   int
	}{
		"a repeated cursor":  {[]answer{ok(fmt.Sprintf(page, "a"))}, "offered twice", 2},
		"a circle":           {[]answer{ok(fmt.Sprintf(page, "a")), ok(fmt.Sprintf(page, "b")), ok(fmt.Sprintf(page, "a"))}, "offered twice", 3},
		"a link, no cursor":  {[]answer{ok(fmt.Sprintf(page, "https://x/y"))}, "no cursor", 1},
		"an answer, no data": {[]answer{ok(`{"links":{}}`)}, "no list", 0},
		"a later failure":    {[]answer{ok(fmt.Sprintf(page, "a")), {500, `{}`}}, "500", 1},
		"another type":       {[]answer{ok(`{"data":{"a":1}}`)}, "JSON", 0},
		"a page of HTML":     {[]answer{ok(`<html></html>`)}, "HTML", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, c2 := serve(t, c.answers...)
			got, err := all(c2.Directories(t.Context(), "o1"))
			if err == nil || !strings.Contains(err.Error(), c.want) || len(got) != c.items {
				t.Errorf("got %d items, %v; want %d, %q", len(got), err, c.items, c.want)
			}
		})
	}
}

func TestListNeverLeavesItsHost(t *testing.T) {
	t.Parallel()
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		t.Error("the other host was asked")
	}))
	t.Cleanup(elsewhere.Close)
	s, c := serve(t, ok(`{"data":[],"links":{"next":"`+elsewhere.URL+`/admin/v1/orgs?cursor=z"}}`), ok(`{"data":[]}`))
	if _, err := all(c.Orgs(t.Context())); err != nil {
		t.Fatal(err)
	}
	if got := s.requests(); len(got) != 2 || got[1].Line != "GET /admin/v1/orgs?cursor=z" {
		t.Errorf("asked %v", got)
	}
}

func TestListStopsWhenTheReaderStops(t *testing.T) {
	t.Parallel()
	s, c := serve(t, ok(`{"data":[{"id":"1"},{"id":"2"}],"links":{"next":"a"}}`))
	for o, err := range c.Orgs(t.Context()) {
		if err != nil || o.ID == "1" {
			break
		}
	}
	if n := len(s.requests()); n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
}

func TestListHonoursTheContext(t *testing.T) {
	t.Parallel()
	s, c := serve(t, ok(`{"data":[]}`))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := all(c.Orgs(ctx)); !errors.Is(err, context.Canceled) || len(s.requests()) != 0 {
		t.Errorf("got %v after %d requests", err, len(s.requests()))
	}
}

func TestEmptyIDsAreNeverSent(t *testing.T) {
	t.Parallel()
	s, c := serve(t, ok(`{"data":[]}`))
	if _, err := all(c.Domains(t.Context(), "")); err == nil || len(s.requests()) != 0 {
		t.Errorf("got %v after %d requests", err, len(s.requests()))
	}
}

func TestReaderHasNoWrites(t *testing.T) {
	t.Parallel()
	base := &url.URL{Scheme: "https", Host: "api.atlassian.com"}
	var r any = NewReader(base, clients.Secret{}, nil)
	if _, ok := r.(interface {
		AssignRole(context.Context, string, string, string, string, string) error
	}); ok {
		t.Error("a Reader can assign roles")
	}
}
