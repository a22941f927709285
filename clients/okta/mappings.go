package okta

import (
	"context"
	"encoding/json"
	"iter"
	"maps"
	"net/http"
	"net/url"

	"github.com/provision-cli/provision/clients"
)

// ProfileMapping says from which attributes of one profile those of another are filled.
type ProfileMapping struct {
	ID             string
	Source, Target MappingEnd
	Properties     map[string]MappingProperty // by attribute of the target; lists leave it empty
}

// MappingEnd is one side of a mapping: an app (type appuser) or a user type (type user).
type MappingEnd struct {
	ID, Name, Type string
}

// MappingProperty fills one attribute.
type MappingProperty struct {
	Expression string `json:"expression"`
	PushStatus string `json:"pushStatus"` // PUSH: on create and update, DONT_PUSH: on create only
}

// UserType is a kind of user in the org.
type UserType struct {
	ID, Name string
	Default  bool
}

// DefaultUserType returns the org's default user type, the source of an app's mapping.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserType/#tag/UserType/operation/listUserTypes
func (r *Reader) DefaultUserType(ctx context.Context) (UserType, error) {
	for t, err := range list[UserType](ctx, r, "/api/v1/meta/types/user", nil) {
		if err != nil || t.Default {
			return t, err
		}
	}
	return UserType{}, ErrNoDefaultType
}

// ProfileMappings lists the mappings from one profile to another, without their properties; an empty id stands for any.
// The links of this list drop the ids, so what does not fit is left out here.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ProfileMapping/#tag/ProfileMapping/operation/listProfileMappings
func (r *Reader) ProfileMappings(ctx context.Context, sourceID, targetID string) iter.Seq2[ProfileMapping, error] {
	query := url.Values{"limit": {"200"}}
	if sourceID != "" {
		query.Set("sourceId", sourceID)
	}
	if targetID != "" {
		query.Set("targetId", targetID)
	}
	return func(yield func(ProfileMapping, error) bool) {
		for m, err := range list[ProfileMapping](ctx, r, "/api/v1/mappings", query) {
			fits := (sourceID == "" || m.Source.ID == sourceID) && (targetID == "" || m.Target.ID == targetID)
			if (err != nil || fits) && !yield(m, err) {
				return
			}
		}
	}
}

// ProfileMapping reads one mapping with its properties.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ProfileMapping/#tag/ProfileMapping/operation/getProfileMapping
func (r *Reader) ProfileMapping(ctx context.Context, id string) (ProfileMapping, error) {
	return one[ProfileMapping](ctx, r, mappingPath(id))
}

// UpdateProfileMapping sets the properties given and removes those that are nil; all others stay.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ProfileMapping/#tag/ProfileMapping/operation/updateProfileMapping
func (c *Client) UpdateProfileMapping(ctx context.Context, id string, properties map[string]*MappingProperty) (ProfileMapping, error) {
	request := clients.Request{
		Method: http.MethodPost, Path: mappingPath(id),
		Body: map[string]any{"properties": maps.Clone(properties)},
	}
	var out ProfileMapping
	_, err := c.conn.Do(ctx, request, &out)
	if clients.Uncertain(err) && ctx.Err() == nil {
		// Merging the same properties twice changes nothing more.
		_, err = c.conn.Do(ctx, request, &out)
	}
	if err == nil && out.ID == "" {
		return c.ProfileMapping(ctx, id)
	}
	return out, err
}

func mappingPath(id string) string { return "/api/v1/mappings/" + url.PathEscape(id) }

// UnmarshalJSON reads a mapping; a property that is null counts as not there.
func (m *ProfileMapping) UnmarshalJSON(raw []byte) error {
	var in struct {
		ID         text                       `json:"id"`
		Source     end                        `json:"source"`
		Target     end                        `json:"target"`
		Properties map[string]json.RawMessage `json:"properties"`
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return err
	}
	*m = ProfileMapping{ID: string(in.ID), Source: in.Source.known(), Target: in.Target.known()}
	for name, raw := range in.Properties {
		var p *struct {
			Expression text `json:"expression"`
			PushStatus text `json:"pushStatus"`
		}
		if json.Unmarshal(raw, &p) != nil || p == nil {
			continue
		}
		if m.Properties == nil {
			m.Properties = map[string]MappingProperty{}
		}
		m.Properties[name] = MappingProperty{string(p.Expression), string(p.PushStatus)}
	}
	return nil
}

type end struct {
	ID   text `json:"id"`
	Name text `json:"name"`
	Type text `json:"type"`
}

func (e end) known() MappingEnd { return MappingEnd{string(e.ID), string(e.Name), string(e.Type)} }

// UnmarshalJSON reads a user type.
func (t *UserType) UnmarshalJSON(raw []byte) error {
	var in struct {
		ID      text `json:"id"`
		Name    text `json:"name"`
		Default any  `json:"default"`
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return err
	}
	*t = UserType{ID: string(in.ID), Name: string(in.Name), Default: in.Default == true}
	return nil
}
