package okta

import (
	"encoding/base64"
	"net/url"
	"strconv"
	"strings"
)

// paging is how one list is cut into pages.
type paging struct {
	// size is the page size where none is asked for, most and least what may be asked for.
	size, most, least int
	// keeps are the query parameters that the links repeat; what is not named is lost on the next page.
	keeps []string
	// joined says that all links stand in one header; recordings have both forms.
	joined bool
}

// page is one page of a list: its items, and the cursor of the next page, empty on the last one.
type page[T any] struct {
	items []T
	next  string
}

// cursor is where a page begins: behind the item with that id, which stood at pos-1 when the cursor was made.
type cursor struct {
	pos int
	id  string
}

// String is the cursor as links carry it.
func (c cursor) String() string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.Itoa(c.pos) + "." + c.id))
}

// parseCursor reads an opaque cursor; false stands for one that this stand-in never made.
func parseCursor(text string) (cursor, bool) {
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return cursor{}, false
	}
	number, id, found := strings.Cut(string(raw), ".")
	pos, err := strconv.Atoi(number)
	c := cursor{pos: pos, id: id}
	// The decoder lets line ends and loose bits pass, which no cursor of this stand-in has.
	if !found || err != nil || pos < 0 || id == "" || c.String() != text {
		return cursor{}, false
	}
	return c, true
}

// start finds the position that a cursor stands for, also when items before it have gone since.
func start[T any](after cursor, items []T, id func(T) string) int {
	for i := min(after.pos, len(items)) - 1; i >= 0; i-- {
		if id(items[i]) == after.id {
			return i + 1
		}
	}
	return min(after.pos, len(items))
}

// cut returns the page of items that the query asks for; keep chooses among them. The reply is the answer to a bad query.
func cut[T any](c *call, p paging, items []T, id func(T) string, keep func(T) bool) (page[T], reply) {
	limit, refused := c.limit(p)
	if refused.status != 0 {
		return page[T]{}, refused
	}
	from := 0
	if text := c.query.Get("after"); text != "" {
		after, ok := parseCursor(text)
		if !ok {
			return page[T]{}, badCursor()
		}
		from = start(after, items, id)
	}
	out := page[T]{items: []T{}}
	last := cursor{}
	for i := from; i < len(items); i++ {
		if keep != nil && !keep(items[i]) {
			continue
		}
		if len(out.items) == limit {
			out.next = last.String()
			break
		}
		out.items = append(out.items, items[i])
		last = cursor{pos: i + 1, id: id(items[i])}
	}
	return out, reply{}
}

// limit is the page size of the request; what lies outside the list's bounds is brought inside.
func (c *call) limit(p paging) (int, reply) {
	text := c.query.Get("limit")
	if text == "" {
		return p.size, reply{}
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, invalid("limit", "limit: The field must be a number above zero.")
	}
	return min(max(n, p.least), p.most), reply{}
}

// links are the Link headers of a page: the page itself, and the next one if there is one.
func (c *call) links(p paging, next string) []string {
	limit, _ := c.limit(p)
	link := func(after, rel string) string {
		var parts []string
		if after != "" {
			parts = append(parts, "after="+url.QueryEscape(after))
		}
		parts = append(parts, "limit="+strconv.Itoa(limit))
		for _, k := range p.keeps {
			if v := c.query.Get(k); v != "" {
				parts = append(parts, k+"="+url.QueryEscape(v))
			}
		}
		return "<" + c.base + strings.TrimSuffix(c.r.URL.Path, "/") + "?" + strings.Join(parts, "&") + `>; rel="` + rel + `"`
	}
	out := []string{link(c.query.Get("after"), "self")}
	if next != "" {
		out = append(out, link(next, "next"))
	}
	if p.joined {
		return []string{strings.Join(out, ", ")}
	}
	return out
}

// listed answers with one page of items in their wire form.
func listed[T any](c *call, p paging, items []T, id func(T) string, keep func(T) bool, show func(T) any) reply {
	got, refused := cut(c, p, items, id, keep)
	if refused.status != 0 {
		return refused
	}
	return reply{status: 200, body: shown(got.items, show), links: c.links(p, got.next)}
}

func shown[T any](items []T, show func(T) any) list {
	out := list{}
	for _, it := range items {
		out = append(out, show(it))
	}
	return out
}
