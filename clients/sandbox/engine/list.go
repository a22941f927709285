package engine

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
)

// list is an answer to a filter; the numbers are raw because Okta stops at a number in quotes.
type list struct {
	TotalResults, StartIndex, ItemsPerPage json.RawMessage
	Resources                              []document
}

// probe reads a first page of users; 200 is all that Okta looks for.
func (r remote) probe(ctx context.Context) error {
	a, err := r.call(ctx, "Error authenticating", http.MethodGet, "/Users?startIndex=1&count=2", nil)
	if err != nil {
		return err
	}
	_, err = a.list("Error authenticating")
	return err
}

// find looks a resource up by one attribute; none is a nil document. Both an empty list and a 404 mean none.
func (r remote) find(ctx context.Context, doing, path, attribute, value string) (document, error) {
	query := "?filter=" + escape(attribute+" eq "+quote(value)) + "&startIndex=1&count=100"
	a, err := r.call(ctx, doing, http.MethodGet, path+query, nil)
	if a.status == http.StatusNotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	l, err := a.list(doing)
	if err != nil || len(l.Resources) == 0 {
		return nil, err
	}
	return l.Resources[0], nil
}

func (a answer) list(doing string) (list, error) {
	var l list
	if err := a.decode(doing, &l); err != nil {
		return l, err
	}
	for _, n := range []json.RawMessage{l.TotalResults, l.StartIndex, l.ItemsPerPage} {
		if len(n) > 0 && n[0] != '-' && (n[0] < '0' || n[0] > '9') {
			return l, &failure{doing: doing, unreadable: true}
		}
	}
	return l, nil
}

// escape encodes a query value with %20, not +, for a space.
func escape(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }

// quote writes a string as a SCIM filter wants it.
func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
