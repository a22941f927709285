package scim

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

func TestUsersReadsWholeList(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ users, page, requests int }{
		{0, 100, 1}, {1, 100, 1}, {100, 100, 1}, {101, 100, 2}, {250, 100, 3}, {250, 40, 7},
	} {
		t.Run(fmt.Sprint(c.users, " by ", c.page), func(t *testing.T) {
			t.Parallel()
			s, r := serve(t, paged(numbered(c.users), c.page))
			got, err := all(r.Users(t.Context()))
			if err != nil || len(got) != c.users {
				t.Errorf("got %d users, %v", len(got), err)
			}
			if n := len(s.requests()); n != c.requests {
				t.Errorf("%d requests, want %d", n, c.requests)
			}
			first := s.requests()[0]
			if first.URL.RequestURI() != "/scim/directory/d1/Users?count=100&startIndex=1" || first.Header.Get("Authorization") != "Bearer directory-key" {
				t.Errorf("asked %s", first.URL)
			}
		})
	}
}

func TestGroupsReadsWholeList(t *testing.T) {
	t.Parallel()
	s, r := serve(t, paged(numbered(120), 100))
	got, err := all(r.Groups(t.Context()))
	if err != nil || len(got) != 120 {
		t.Errorf("got %d groups, %v", len(got), err)
	}
	if second := s.requests()[1].URL.RequestURI(); second != "/scim/directory/d1/Groups?count=100&startIndex=101" {
		t.Errorf("asked %s", second)
	}
}

// scripted answers with pages of ids, each with its own totalResults; then empty pages.
func scripted(totals []int, pages ...[]string) func(int, *http.Request) (int, string) {
	return func(n int, _ *http.Request) (int, string) {
		total := totals[min(n, len(totals))-1]
		if n > len(pages) {
			return 200, fmt.Sprintf(listOf, total, 1, "")
		}
		return 200, fmt.Sprintf(listOf, total, 1, people(pages[n-1]))
	}
}

func TestListThatChangesOrLies(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answer   func(int, *http.Request) (int, string)
		users    string
		requests int
		err      error
	}{
		"empty page before the total":      {scripted([]int{5}, []string{"a", "b"}), "a b", 2, ErrCutShort},
		"nothing at all of five":           {scripted([]int{5}), "", 1, ErrCutShort},
		"the same page again and again":    {always(200, fmt.Sprintf(listOf, 5, 1, people([]string{"a", "b"}))), "a b", 2, ErrCutShort},
		"one added in front while reading": {scripted([]int{4, 5, 5}, []string{"a", "b"}, []string{"b", "c"}, []string{"d"}), "a b c d", 3, nil},
		"one added at the end":             {scripted([]int{2, 3, 3}, []string{"a"}, []string{"b"}, []string{"c"}), "a b c", 3, nil},
		"one removed while reading":        {scripted([]int{4, 3}, []string{"a", "b"}, []string{"d"}), "a b d", 2, ErrCutShort},
		"a repetition inside a page":       {scripted([]int{3}, []string{"a", "b", "b"}), "a b", 1, ErrCutShort},
		"more than promised in one page":   {scripted([]int{1}, []string{"a", "b"}), "a b", 1, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, r := serve(t, c.answer)
			got, err := all(r.Users(t.Context()))
			var ids []string
			for _, u := range got {
				ids = append(ids, u.ID)
			}
			if strings.Join(ids, " ") != c.users || !errors.Is(err, c.err) || (err == nil) != (c.err == nil) {
				t.Errorf("got %q, %v; want %q, %v", ids, err, c.users, c.err)
			}
			if n := len(s.requests()); n != c.requests {
				t.Errorf("%d requests, want %d", n, c.requests)
			}
		})
	}
}

func TestListRefusesOtherAnswers(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status int
		body   string
		want   string
	}{
		"another object": {200, `{"ok":true}`, "not a SCIM list"},
		"an array":       {200, `[]`, "JSON"},
		"a broken body":  {200, `{"totalResults":1,"Resources":[{"id":`, "JSON"},
		"a page of HTML": {200, `<!doctype html>`, "HTML"},
		"an error":       {500, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"500","detail":"sorry"}`, "sorry"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, r := serve(t, always(c.status, c.body))
			if got, err := all(r.Users(t.Context())); err == nil || !strings.Contains(err.Error(), c.want) || len(got) != 0 {
				t.Errorf("got %v, %v; want %q", got, err, c.want)
			}
		})
	}
}

func TestListKeepsWhatCameBeforeAFailure(t *testing.T) {
	t.Parallel()
	whole := paged(numbered(150), 100)
	_, r := serve(t, func(n int, req *http.Request) (int, string) {
		if n == 2 {
			return 503, `{}`
		}
		return whole(n, req)
	})
	got, err := all(r.Users(t.Context()))
	if len(got) != 100 || err == nil || errors.Is(err, ErrCutShort) {
		t.Errorf("got %d users, %v", len(got), err)
	}
}

func TestListStopsWhenTheReaderStops(t *testing.T) {
	t.Parallel()
	s, r := serve(t, paged(numbered(300), 100))
	for u, err := range r.Users(t.Context()) {
		if err != nil || u.ID == "99" {
			break
		}
	}
	if n := len(s.requests()); n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
}

func TestEquals(t *testing.T) {
	t.Parallel()
	got := []string{equals("userName", `ana@example.com`), equals("displayName", `R&D "core" \ <x>`), equals("displayName", "Zürich")}
	want := []string{`userName eq "ana@example.com"`, `displayName eq "R&D \"core\" \\ <x>"`, `displayName eq "Zürich"`}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
