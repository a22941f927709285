package atlassian

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/provision-cli/provision/clients"
)

// pageSize is the largest limit known to be accepted (third-party clients; the documents name no maximum).
const pageSize = 100

// batchSize bounds the lists inside a search: more than ten are refused in some, and not documented in the others.
const batchSize = 10

// data is an empty list for null; an answer without it is not a list at all, and must not be read as an empty one.
type data[T any] []T

// UnmarshalJSON reads an array or null.
func (d *data[T]) UnmarshalJSON(raw []byte) error {
	items := []T{}
	if err := json.Unmarshal(raw, &items); err != nil {
		return err
	}
	*d = append(data[T]{}, items...)
	return nil
}

var (
	errNoList    = errors.New("read an atlassian list: the answer holds no list")
	errEmptyPage = errors.New("read an atlassian list: the list was cut short: pages without an item lead on and on")
)

// maxEmpty is how many pages in a row may hold nothing: a search may filter a page empty, but not go on for ever.
const maxEmpty = 10

// ask sends the request for the page at cursor; the first page has an empty cursor.
type ask func(ctx context.Context, cursor string, out any) error

// list yields the items of all pages. It ends at the first error, which is yielded with a zero item.
func list[T any](ctx context.Context, next ask) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		enough, empty, seen := false, 0, map[string]bool{}
		fail := func(err error) {
			var none T
			yield(none, err)
		}
		for cursor, more := "", true; more; more = cursor != "" {
			var links struct {
				Next string `json:"next"`
			}
			p := clients.Page{List: "data", Other: map[string]any{"links": &links}, Item: clients.Decode(func(item T) bool {
				enough = !yield(item, nil)
				return !enough
			})}
			err := next(ctx, cursor, &p)
			switch {
			case enough:
				return
			case err == nil && !p.Found:
				err = errNoList
			case err == nil && p.Items > 0:
				empty = 0
			case err == nil:
				if empty++; empty > maxEmpty {
					err = errEmptyPage
				}
			}
			if err != nil {
				fail(err)
				return
			}
			if cursor, err = nextCursor(links.Next, seen); err != nil {
				fail(fmt.Errorf("read next page of an atlassian list: %w", err))
				return
			}
		}
	}
}

// nextCursor returns the cursor in links.next, empty at the end, and refuses one
// that was seen before: a list that goes in circles never ends.
func nextCursor(link string, seen map[string]bool) (string, error) {
	cursor, err := cursorOf(link)
	if err == nil && seen[cursor] {
		err = errors.New("the same page was offered twice")
	}
	seen[cursor] = true
	return cursor, err
}

// cursorOf accepts a bare cursor, a URL, or nothing. Only the cursor of a URL is
// used, so that no answer can send the key to another host.
func cursorOf(link string) (string, error) {
	if !strings.Contains(link, "://") && !strings.Contains(link, "cursor=") {
		return link, nil
	}
	u, err := url.Parse(link)
	if err != nil {
		return "", errors.New("the link is not a URL")
	}
	if cursor := u.Query().Get("cursor"); cursor != "" {
		return cursor, nil
	}
	return "", errors.New("the link holds no cursor")
}

// getPages asks for pages by GET; limit 0 leaves the page size to the server.
func (r *Reader) getPages(path string, limit int) ask {
	return func(ctx context.Context, cursor string, out any) error {
		q := url.Values{}
		if limit > 0 {
			q.Set("limit", strconv.Itoa(limit))
		}
		if cursor != "" {
			q.Set("cursor", cursor)
		}
		_, err := r.conn.Do(ctx, clients.Request{Method: http.MethodGet, Path: path, Query: q}, out)
		return err
	}
}

// postPages asks for pages by a POST that only reads; body is called with each cursor.
func (r *Reader) postPages(path string, body func(cursor string) any) ask {
	return func(ctx context.Context, cursor string, out any) error {
		_, err := r.conn.Do(ctx, clients.Request{Method: http.MethodPost, Path: path, Body: body(cursor)}, out)
		return err
	}
}

// convert yields f of every item.
func convert[W, T any](items iter.Seq2[W, error], f func(W) T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for w, err := range items {
			if err != nil {
				var zero T
				yield(zero, err)
				return
			}
			if !yield(f(w), nil) {
				return
			}
		}
	}
}

// batches cuts values, without repetitions by same, into lists of at most batchSize.
// No values make one empty batch: a search without that filter.
func batches(values []string, same func(string) string) [][]string {
	seen := map[string]bool{}
	var unique []string
	for _, v := range values {
		if k := same(v); !seen[k] {
			seen[k] = true
			unique = append(unique, v)
		}
	}
	if len(unique) == 0 {
		return [][]string{nil}
	}
	return slices.Collect(slices.Chunk(unique, batchSize))
}
