package facts

import (
	"context"
	"errors"
	"strings"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
)

// ErrNoMapping says that Okta shows no attribute mapping from its users to the app.
var ErrNoMapping = errors.New("okta shows no attribute mapping from its users to the app")

// Schema is the app's user schema, which names the SCIM attribute behind each variable.
func (f *Facts) Schema(ctx context.Context) (okta.Schema, error) {
	return ofApp(ctx, f, &f.schema, func(ctx context.Context, r *okta.Reader, app okta.App) (okta.Schema, error) {
		found, err := r.AppSchema(ctx, app.ID)
		if err == nil {
			f.tellSchema(found)
		}
		return found, err
	})
}

// Mapping is the attribute mapping from Okta's users to the app, or ErrNoMapping.
func (f *Facts) Mapping(ctx context.Context) (okta.ProfileMapping, error) {
	return ofApp(ctx, f, &f.mapping, func(ctx context.Context, r *okta.Reader, app okta.App) (okta.ProfileMapping, error) {
		if known, ok := f.lasting.mappingOf.get(); ok && known.app == app.ID {
			m, err := r.ProfileMapping(ctx, known.value)
			if !errors.Is(err, clients.ErrNotFound) {
				return m, err
			}
			f.lasting.mappingOf.forget()
		}
		id, err := f.mappingID(ctx, r, app)
		if err != nil {
			return okta.ProfileMapping{}, err
		}
		f.lasting.mappingOf.set(ofID[string]{app.ID, id})
		return r.ProfileMapping(ctx, id)
	})
}

// mappingID finds the mapping from Okta's own kind of user to the app.
func (f *Facts) mappingID(ctx context.Context, r *okta.Reader, app okta.App) (string, error) {
	kind, err := once(ctx, &f.lasting.userType, r.DefaultUserType)
	if err != nil {
		return "", err
	}
	for m, err := range r.ProfileMappings(ctx, kind.ID, app.ID) {
		if err != nil {
			return "", err
		}
		if m.Source.ID == kind.ID && m.Target.ID == app.ID {
			return m.ID, nil
		}
	}
	return "", ErrNoMapping
}

// PrimaryEmail is the app's variable for SCIM's primary e-mail and how Okta fills it.
type PrimaryEmail struct {
	Variable   string
	Expression string // empty: nothing is mapped to it
	PushStatus string // PUSH: on create and update, DONT_PUSH: on create only
	From       Source // the expression, understood
}

// PrimaryEmail reads which variable of the app is SCIM's primary e-mail, first
// by its external name, then by its title, then by its own name, and what is
// mapped to it. ErrNoMapping when Okta shows no mapping at all.
func (f *Facts) PrimaryEmail(ctx context.Context) (PrimaryEmail, error) {
	schema, err := f.Schema(ctx)
	if err != nil && !errors.Is(err, clients.ErrNotFound) {
		return PrimaryEmail{}, err
	}
	mapping, err := f.Mapping(ctx)
	if err != nil {
		return PrimaryEmail{}, err
	}
	name := primaryVariable(schema)
	p := mapping.Properties[name]
	return PrimaryEmail{Variable: name, Expression: p.Expression, PushStatus: p.PushStatus, From: ParseSource(p.Expression)}, nil
}

// primaryEmail is the external name of SCIM's primary e-mail.
const primaryEmail = `emails.^[primary==true].value`

func primaryVariable(s okta.Schema) string {
	name, title := "", ""
	for variable, p := range s.Properties {
		if p.ExternalName == primaryEmail && (name == "" || variable < name) {
			name = variable
		}
		if strings.EqualFold(p.Title, "Primary email") && (title == "" || variable < title) {
			title = variable
		}
	}
	switch {
	case name != "":
		return name
	case title != "":
		return title
	}
	return "email"
}
