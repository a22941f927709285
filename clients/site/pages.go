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

// page is one answer of any list. IsLast and Total are pointers, because either may be missing.
type page[T any] struct {
	IsLast *bool `json:"isLast"`
	Total  *int  `json:"total"`
	Values []T   `json:"values"`
}

// list yields the items of all pages, each key once. A list that ends before its
// total ends with an error. Only startAt is used: a nextPage URL could name another host.
func list[T any](ctx context.Context, r *Reader, path string, q url.Values, key func(T) string) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var zero T
		seen := clients.Seen{}
		for start := 0; ; {
			var p page[T]
			if err := r.get(ctx, path, from(q, start), &p); err != nil {
				yield(zero, err)
				return
			}
			fresh := 0
			for _, v := range p.Values {
				if !seen.Add(key(v)) {
					continue
				}
				fresh++
				if !yield(v, nil) {
					return
				}
			}
			start += len(p.Values)
			if p.last(start) {
				return
			}
			if fresh == 0 {
				yield(zero, fmt.Errorf("read %s: the list was cut short after %d entries", path, len(seen)))
				return
			}
		}
	}
}

// last believes isLast before it counts: total may hold people who are not listed.
func (p page[T]) last(read int) bool {
	if p.IsLast != nil && *p.IsLast {
		return true
	}
	if p.Total != nil {
		return read >= *p.Total
	}
	return p.IsLast == nil && len(p.Values) == 0
}

func from(q url.Values, start int) url.Values {
	out := maps.Clone(q)
	out.Set("startAt", strconv.Itoa(start))
	out.Set("maxResults", strconv.Itoa(pageSize))
	return out
}
