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

// maxAgain is how often a page is asked for again whose answer broke off when part of it had been read already.
const maxAgain = 2

// list yields the resources of all pages, each id once, going on by the number
// received, because itemsPerPage can be larger. It ends at the first error.
// Where total is not nil it learns the first promise before the second page.
func list[T any](ctx context.Context, r *Reader, path, filter string, total *int, id func(T) string, decode func(*json.Decoder) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		l := lister[T]{yield: yield, id: id, decode: decode, seen: clients.Seen{}, promised: -1}
		for start := 1; start > 0 && !l.enough; {
			before := len(l.seen)
			got, held, err := l.page(ctx, r, path, filter, start)
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			if total != nil {
				*total = l.promised
			}
			if start += got; start > held || len(l.seen) == before {
				break
			}
		}
		// The first promise counts: entries added during the reading are not missing from it.
		if !l.enough && len(l.seen) < l.promised {
			var none T
			yield(none, fmt.Errorf("read %s: %w: %d of %d", path, ErrCutShort, len(l.seen), l.promised))
		}
	}
}

// lister hands on the resources of a list.
type lister[T any] struct {
	yield    func(T, error) bool
	decode   func(*json.Decoder) (T, error)
	id       func(T) string
	seen     clients.Seen
	promised int
	enough   bool
}

// item decodes one resource, and hands it on unless its id was there before.
func (l *lister[T]) item(d *json.Decoder) error {
	item, err := l.decode(d)
	if err != nil {
		return err
	}
	if l.seen.Add(l.id(item)) && !l.yield(item, nil) {
		l.enough = true
		return clients.ErrEnough
	}
	return nil
}

// page reads one page; got is how many resources it held, held how many the directory says it holds now.
func (l *lister[T]) page(ctx context.Context, r *Reader, path, filter string, start int) (got, held int, err error) {
	q := url.Values{"startIndex": {strconv.Itoa(start)}, "count": {strconv.Itoa(pageSize)}}
	if filter != "" {
		q.Set("filter", filter)
	}
	for try := 0; ; try++ {
		var total clients.Number
		p := clients.Page{List: "Resources", Item: l.item, Other: map[string]any{"totalResults": &total}}
		_, err := r.conn.Do(ctx, clients.Request{Method: http.MethodGet, Path: path, Query: q}, &p)
		switch {
		case l.enough:
			return p.Items, 0, nil
		case clients.Interrupted(err) && try < maxAgain && ctx.Err() == nil:
			continue // whoever was handed on already is known by id
		case err != nil:
			return 0, 0, err
		case !total.Known:
			return 0, 0, fmt.Errorf("read %s: the answer is not a SCIM list", path)
		}
		if l.promised < 0 {
			l.promised = total.Value
		}
		return p.Items, total.Value, nil
	}
}

// equals is a filter on one attribute; a SCIM text is a JSON string.
func equals(attribute, value string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(value)
	return attribute + " eq " + strings.TrimSpace(b.String())
}
