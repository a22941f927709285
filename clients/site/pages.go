package site

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"net/url"
	"strconv"

	"github.com/provision-cli/provision/clients"
)

// pageSize is the documented default, and the largest page of group members.
const pageSize = 50

// list yields the items of all pages, each key once. A list that ends before its
// total ends with an error. Only startAt is used: a nextPage URL could name another host.
func list[T any](ctx context.Context, r *Reader, path string, q url.Values, key func(T) string) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		enough, seen := false, clients.Seen{}
		fail := func(err error) {
			var none T
			yield(none, err)
		}
		for start := 0; ; {
			var end ending
			before := len(seen)
			p := clients.Page{List: "values", Other: map[string]any{"isLast": &end.isLast, "total": &end.total}, Item: clients.Decode(func(v T) bool {
				enough = seen.Add(key(v)) && !yield(v, nil)
				return !enough
			})}
			err := r.get(ctx, path, from(q, start), &p)
			if enough {
				return
			}
			if err == nil && !p.Found {
				err = fmt.Errorf("read %s: the answer holds no list", path)
			}
			if err != nil {
				fail(err)
				return
			}
			start += p.Items
			if end.last(start, p.Items) {
				return
			}
			if len(seen) == before {
				fail(fmt.Errorf("read %s: the list was cut short after %d entries", path, len(seen)))
				return
			}
		}
	}
}

// ending is what a page says of the end of its list; either may be missing.
type ending struct {
	isLast *bool
	total  clients.Number
}

// last believes isLast before it counts: total may hold people who are not listed.
func (e ending) last(read, items int) bool {
	if e.isLast != nil && *e.isLast {
		return true
	}
	if e.total.Known {
		return read >= e.total.Value
	}
	return e.isLast == nil && items == 0
}

func from(q url.Values, start int) url.Values {
	out := maps.Clone(q)
	out.Set("startAt", strconv.Itoa(start))
	out.Set("maxResults", strconv.Itoa(pageSize))
	return out
}
