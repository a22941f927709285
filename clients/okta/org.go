package okta

import (
	"context"
	"encoding/json"
	"time"

	"github.com/provision-cli/provision/clients"
)

// Organization is what an Okta org tells anybody about itself.
type Organization struct {
	ID       string
	Pipeline string // idx (Identity Engine) or v1 (Classic)
	URL      string // the org's own address
}

// Org is what an Okta org tells its admins about itself.
type Org struct {
	ID, CompanyName, Subdomain, Status string
	Expires                            time.Time // zero for an org that does not end
}

// Organization proves that the address is an Okta org's; it is asked without the token.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/OrgSettingGeneral/#tag/OrgSettingGeneral/operation/getWellknownOrgMetadata
func (r *Reader) Organization(ctx context.Context) (Organization, error) {
	var out Organization
	_, err := r.open.Do(ctx, clients.Request{Method: "GET", Path: "/.well-known/okta-organization"}, &out)
	return out, err
}

// Org reads the org's general settings.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/OrgSettingGeneral/#tag/OrgSettingGeneral/operation/getOrgSettings
func (r *Reader) Org(ctx context.Context) (Org, error) { return one[Org](ctx, r, "/api/v1/org") }

// UnmarshalJSON reads the org's public metadata; a body without an id is none.
func (o *Organization) UnmarshalJSON(raw []byte) error {
	var in struct {
		ID       text  `json:"id"`
		Pipeline text  `json:"pipeline"`
		Links    links `json:"_links"`
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return err
	}
	if in.ID == "" {
		return errNoOrg
	}
	*o = Organization{ID: string(in.ID), Pipeline: string(in.Pipeline)}
	o.URL, _ = in.Links.href("organization")
	return nil
}

// UnmarshalJSON reads the org's settings.
func (o *Org) UnmarshalJSON(raw []byte) error {
	var in struct {
		ID          text   `json:"id"`
		CompanyName text   `json:"companyName"`
		Subdomain   text   `json:"subdomain"`
		Status      text   `json:"status"`
		Expires     moment `json:"expiresAt"`
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return err
	}
	*o = Org{string(in.ID), string(in.CompanyName), string(in.Subdomain), string(in.Status), in.Expires.Time}
	return nil
}
