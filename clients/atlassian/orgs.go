package atlassian

import (
	"context"
	"iter"
)

// Org is an organization. A key belongs to exactly one.
type Org struct {
	ID   string
	Name string
}

type orgWire struct {
	ID         string `json:"id"`
	Attributes struct {
		Name string `json:"name"`
	} `json:"attributes"`
}

// Orgs lists the organizations of the key. A key with scopes may be denied.
// https://developer.atlassian.com/cloud/admin/organization/rest/api-group-orgs/
func (r *Reader) Orgs(ctx context.Context) iter.Seq2[Org, error] {
	return convert(list[orgWire](ctx, r.getPages("/admin/v1/orgs", 0)), func(w orgWire) Org {
		return Org{ID: w.ID, Name: w.Attributes.Name}
	})
}
