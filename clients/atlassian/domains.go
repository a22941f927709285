package atlassian

import (
	"context"
	"iter"
)

// Domain is an e-mail domain of an organization.
type Domain struct {
	ID        string
	Name      string
	ClaimType string // http, dns, or a value not documented
	// Status is verified, unverified, deleted, superseded, missing_token, or a value not documented.
	// It does not tell whether an account of the domain is claimed: ask for managed users of it.
	Status string
}

type domainWire struct {
	ID         string `json:"id"`
	Attributes struct {
		Name  string `json:"name"`
		Claim struct {
			Type   string `json:"type"`
			Status string `json:"status"`
		} `json:"claim"`
	} `json:"attributes"`
}

// Domains lists the domains of an organization.
// https://developer.atlassian.com/cloud/admin/organization/rest/api-group-domains/
func (r *Reader) Domains(ctx context.Context, orgID string) iter.Seq2[Domain, error] {
	pages := r.getPages(path("admin", "v1", "orgs", orgID, "domains"), 0)
	return convert(list[domainWire](ctx, pages), func(w domainWire) Domain {
		return Domain{ID: w.ID, Name: w.Attributes.Name, ClaimType: w.Attributes.Claim.Type, Status: w.Attributes.Claim.Status}
	})
}
