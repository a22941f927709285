package admin

import (
	"net/url"
	"strconv"

	"github.com/provision-cli/provision/clients/sandbox/admin/cursor"
)

// page is the part of a list that was asked for.
type page struct {
	list     string
	at, size int
}

// page reads where a list goes on: from the body's cursor, or from the query's. A whole URL from links.next counts as
// its cursor, because shipped clients send it back unchanged.
func (r *request) page(list, sent string, limit *int, usual, most int) (page, answer) {
	p := page{list: list, size: usual}
	q := r.URL.Query()
	if limit == nil && q.Has("limit") {
		n, err := strconv.Atoi(q.Get("limit"))
		if err != nil {
			return p, badRequest("limit is not a number")
		}
		limit = &n
	}
	if limit != nil {
		p.size = *limit
	}
	if p.size < 1 || p.size > most {
		return p, badRequest("limit must be from 1 to " + strconv.Itoa(most))
	}
	if sent == "" {
		sent = q.Get("cursor")
	}
	if sent == "" {
		return p, answer{}
	}
	state, at, err := cursor.Decode(bare(sent))
	if err != nil || state != list {
		return p, badCursor()
	}
	p.at = at
	return p, answer{}
}

// bare takes the cursor out of a URL.
func bare(sent string) string {
	u, err := url.Parse(sent)
	if err != nil || !u.IsAbs() {
		return sent
	}
	return u.Query().Get("cursor")
}

// walk collects the wanted ones of n elements from the page's position on; next is where the following page begins, or
// negative at the end.
func walk[T any](p page, n int, element func(int) T, wanted func(T) bool) (found []T, next int) {
	for i := p.at; i < n; i++ {
		e := element(i)
		if wanted != nil && !wanted(e) {
			continue
		}
		if len(found) == p.size {
			return found, i
		}
		found = append(found, e)
	}
	return found, -1
}

// in is walk over a slice.
func in[T any](p page, all []T, wanted func(T) bool) ([]T, int) {
	return walk(p, len(all), func(i int) T { return all[i] }, wanted)
}

// urlLinks are the links of v1 lists: whole URLs, next only while there is more.
func (r *request) urlLinks(p page, next int) map[string]any {
	links := map[string]any{"self": r.at(p, p.at)}
	if next >= 0 {
		links["next"] = r.at(p, next)
	}
	return links
}

// cursorLinks are the links of v2 lists: bare cursors, next null at the end; the variant next-link makes them URLs.
func (r *request) cursorLinks(p page, next int) map[string]any {
	form := func(at int) any { return cursor.Encode(p.list, at) }
	if r.w.Variant("next-link") == "url" {
		form = func(at int) any { return r.at(p, at) }
	}
	links := map[string]any{"self": form(p.at), "next": nil}
	if next >= 0 {
		links["next"] = form(next)
	}
	return links
}

// at is the URL of a page.
func (r *request) at(p page, position int) string {
	q := r.URL.Query()
	q.Set("cursor", cursor.Encode(p.list, position))
	return r.address() + r.URL.Path + "?" + q.Encode()
}

func (r *request) address() string { return "http://" + r.Host }

// each renders a page's elements; an empty page is an empty list, not null.
func each[T any](all []T, render func(T) map[string]any) []any {
	out := make([]any, 0, len(all))
	for _, e := range all {
		out = append(out, render(e))
	}
	return out
}
