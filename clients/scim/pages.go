package scim

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/provision-cli/provision/clients"
)

// pageSize is asked for because no maximum is documented.
const pageSize = 100

// ErrCutShort says that a list ended before the number of entries it had
// promised: what was read is not the whole.
var ErrCutShort = errors.New("the list was cut short")

type page[T any] struct {
	Total     *int `json:"totalResults"`
	Resources []T  `json:"Resources"`
}

// list yields the resources of all pages, each id once, going on by the number
// received, because itemsPerPage can be larger. It ends at the first error.
// Where total is not nil it learns the first promise before the first resource.
func list[T any](ctx context.Context, r *Reader, path, filter string, total *int, id func(T) string) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var zero T
		seen := clients.Seen{}
		promised := -1
		for start := 1; ; {
			p, err := get[T](ctx, r, path, filter, start)
			if err != nil {
				yield(zero, err)
				return
			}
			if promised < 0 {
				promised = *p.Total
				if total != nil {
					*total = promised
				}
			}
			before := len(seen)
			for _, v := range p.Resources {
				if !seen.Add(id(v)) {
					continue
				}
				if !yield(v, nil) {
					return
				}
			}
			start += len(p.Resources)
			if start > *p.Total || len(seen) == before {
				break
			}
		}
		// The first promise counts: entries added during the reading are not missing from it.
		if len(seen) < promised {
			yield(zero, fmt.Errorf("read %s: %w: %d of %d", path, ErrCutShort, len(seen), promised))
		}
	}
}

func get[T any](ctx context.Context, r *Reader, path, filter string, start int) (page[T], error) {
	q := url.Values{"startIndex": {strconv.Itoa(start)}, "count": {strconv.Itoa(pageSize)}}
	if filter != "" {
		q.Set("filter", filter)
	}
	var p page[T]
	if _, err := r.conn.Do(ctx, clients.Request{Method: http.MethodGet, Path: path, Query: q}, &p); err != nil {
		return p, err
	}
	if p.Total == nil {
		return p, fmt.Errorf("read %s: the answer is not a SCIM list", path)
	}
	return p, nil
}

// equals is a filter on one attribute; a SCIM text is a JSON string.
func equals(attribute, value string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(value)
	return attribute + " eq " + strings.TrimSpace(b.String())
}
