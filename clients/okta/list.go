package okta

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta/wire"
)

// list yields every element of a list, page by page; an error is yielded once and ends it.
func list[T any](ctx context.Context, r *Reader, path string, query url.Values) iter.Seq2[T, error] {
	return pages[T](ctx, r, path, query, false)
}

// pages is list; with emptyEnds an empty page is the last one, whatever its link says.
func pages[T any](ctx context.Context, r *Reader, path string, query url.Values, emptyEnds bool) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		next, seen, enough := query, map[string]bool{}, false
		page := clients.Page{Item: clients.Decode(func(item T) bool {
			enough = !yield(item, nil)
			return !enough
		})}
		for more := true; more; more = next != nil {
			page.Items = 0
			header, err := r.conn.Do(ctx, clients.Request{Method: http.MethodGet, Path: path, Query: next}, &page)
			if enough || err == nil && emptyEnds && page.Items == 0 {
				return
			}
			if err == nil {
				next, err = r.following(path, header, query, seen)
			}
			if err == nil && next != nil && page.Items == 0 {
				err = r.broken(path, errEmptyPage)
			}
			if err != nil {
				var none T
				yield(none, err)
				return
			}
		}
	}
}

func (r *Reader) following(path string, header http.Header, own url.Values, seen map[string]bool) (url.Values, error) {
	next, err := r.next(header, own, seen)
	if err != nil {
		return nil, r.broken(path, err)
	}
	return next, nil
}

var errEmptyPage = errors.New("the list was cut short: a page without an item leads to another")

// next returns the query of the next page, nil after the last. Links to the next page of some lists drop
// the parameters of the first request, so they are added again.
func (r *Reader) next(header http.Header, own url.Values, seen map[string]bool) (url.Values, error) {
	link, ok := wire.Next(header.Values("Link"))
	if !ok {
		return nil, nil
	}
	target, err := url.Parse(link)
	if err != nil {
		return nil, errors.New("the link to the next page is not well-formed")
	}
	target = r.conn.Base.ResolveReference(target)
	if target.Host != r.conn.Base.Host || target.Scheme != r.conn.Base.Scheme {
		return nil, fmt.Errorf("the link to the next page leads to another host, %s", target.Host)
	}
	query := target.Query()
	after := query.Get("after")
	if seen[after] {
		return nil, errors.New("the link to the next page leads to a page that was read already")
	}
	seen[after] = true
	for key, values := range own {
		if !query.Has(key) {
			query[key] = values
		}
	}
	return query, nil
}

func (r *Reader) broken(path string, err error) error {
	return &clients.Error{Service: r.conn.Service, Method: http.MethodGet, Path: path, Err: err}
}

func get[T any](ctx context.Context, r *Reader, path string, query url.Values) (T, http.Header, error) {
	var out T
	header, err := r.conn.Do(ctx, clients.Request{Method: http.MethodGet, Path: path, Query: query}, &out)
	return out, header, err
}

func one[T any](ctx context.Context, r *Reader, path string) (T, error) {
	out, _, err := get[T](ctx, r, path, nil)
	return out, err
}

// collect returns everything that a list yields, or its error.
func collect[T any](seq iter.Seq2[T, error]) ([]T, error) {
	var all []T
	for item, err := range seq {
		if err != nil {
			return nil, err
		}
		all = append(all, item)
	}
	return all, nil
}

// links are the _links of an object; those that are not of the usual form are left out.
type links map[string]json.RawMessage

// UnmarshalJSON never fails: what is no object holds no links.
func (l *links) UnmarshalJSON(raw []byte) error {
	var all map[string]json.RawMessage
	_ = json.Unmarshal(raw, &all) // leaves nil
	*l = all
	return nil
}

func (l links) href(name string) (href, title string) {
	var link struct {
		Href text `json:"href"`
		Name text `json:"name"`
	}
	if json.Unmarshal(l[name], &link) != nil {
		return "", ""
	}
	return string(link.Href), string(link.Name)
}
