package okta

import (
	"context"
	"encoding/json"
	"maps"
	"net/url"
)

// Schema is the profile that an app keeps of a user, base and custom attributes together, by variable name.
type Schema struct {
	Properties map[string]SchemaProperty
}

// SchemaProperty is one attribute of a profile.
type SchemaProperty struct {
	Title, Type                     string
	ExternalName, ExternalNamespace string // the attribute's name in SCIM, where the app speaks it
	Mutability                      string
	Required                        bool
}

// AppSchema reads the schema of an app's users.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Schema/#tag/Schema/operation/getApplicationUserSchema
func (r *Reader) AppSchema(ctx context.Context, appID string) (Schema, error) {
	return one[Schema](ctx, r, "/api/v1/meta/schemas/apps/"+url.PathEscape(appID)+"/default")
}

// UnmarshalJSON merges the base and custom definitions.
func (s *Schema) UnmarshalJSON(raw []byte) error {
	type part struct {
		Properties map[string]SchemaProperty `json:"properties"`
		Required   texts                     `json:"required"`
	}
	var in struct {
		Definitions struct {
			Base   part `json:"base"`
			Custom part `json:"custom"`
		} `json:"definitions"`
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return err
	}
	s.Properties = map[string]SchemaProperty{}
	for _, p := range []part{in.Definitions.Custom, in.Definitions.Base} {
		for _, name := range p.Required {
			if property, ok := p.Properties[name]; ok {
				property.Required = true
				p.Properties[name] = property
			}
		}
		maps.Copy(s.Properties, p.Properties)
	}
	return nil
}

// UnmarshalJSON reads one attribute; attributes that refer to others have few of the keys.
func (p *SchemaProperty) UnmarshalJSON(raw []byte) error {
	var in struct {
		Title             text `json:"title"`
		Type              text `json:"type"`
		ExternalName      text `json:"externalName"`
		ExternalNamespace text `json:"externalNamespace"`
		Mutability        text `json:"mutability"`
		Required          any  `json:"required"`
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return err
	}
	*p = SchemaProperty{
		Title: string(in.Title), Type: string(in.Type), ExternalName: string(in.ExternalName),
		ExternalNamespace: string(in.ExternalNamespace), Mutability: string(in.Mutability), Required: in.Required == true,
	}
	return nil
}
