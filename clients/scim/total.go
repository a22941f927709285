package scim

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"github.com/provision-cli/provision/clients"
)

// UserTotal returns how many records of people the directory says it holds, from a page of one.
// https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-users/
func (r *Reader) UserTotal(ctx context.Context) (int, error) {
	var p struct {
		Total clients.Number `json:"totalResults"`
	}
	q := url.Values{"startIndex": {"1"}, "count": {"1"}}
	if _, err := r.conn.Do(ctx, clients.Request{Method: http.MethodGet, Path: "/Users", Query: q}, &p); err != nil {
		return 0, err
	}
	if !p.Total.Known {
		return 0, fmt.Errorf("read /Users: the answer is not a SCIM list")
	}
	return p.Total.Value, nil
}
