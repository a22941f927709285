package okta

import (
	"context"
	"encoding/json"
	"iter"
	"net/url"
	"slices"
)

// App is one app instance of the org.
type App struct {
	ID, Name, Label string // Name is the key of its kind, such as atlassian
	Status          string // ACTIVE, INACTIVE, ...
	SignOnMode      string // SAML_2_0, AUTO_LOGIN, ...; empty where Okta answers null
	Features        []string
	UserName        UsernameTemplate
	AdminHost       string          // host of the Admin Console, empty when the app does not show it
	Raw             json.RawMessage // the whole object as it came
}

// Has reports whether Okta lists a feature; that it does not is no proof that the feature is off.
func (a App) Has(feature string) bool { return slices.Contains(a.Features, feature) }

// AppQuery narrows Apps; the zero value lists every app.
type AppQuery struct {
	Name string // exact key of the kind of app
	Q    string // start of the name or label
}

// Apps lists the org's apps, inactive ones too.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/#tag/Application/operation/listApplications
func (r *Reader) Apps(ctx context.Context, q AppQuery) iter.Seq2[App, error] {
	query := url.Values{"limit": {"200"}, "includeNonDeleted": {"true"}}
	if q.Name != "" {
		query.Set("filter", "name eq "+quote(q.Name))
	}
	if q.Q != "" {
		query.Set("q", q.Q)
	}
	return list[App](ctx, r, "/api/v1/apps", query)
}

// App reads one app.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/#tag/Application/operation/getApplication
func (r *Reader) App(ctx context.Context, id string) (App, error) {
	return one[App](ctx, r, appPath(id))
}

func appPath(id string) string { return "/api/v1/apps/" + url.PathEscape(id) }

// UnmarshalJSON reads an app and keeps the whole of it in Raw.
func (a *App) UnmarshalJSON(raw []byte) error {
	var in struct {
		ID          text  `json:"id"`
		Name        text  `json:"name"`
		Label       text  `json:"label"`
		Status      text  `json:"status"`
		SignOnMode  text  `json:"signOnMode"`
		Features    texts `json:"features"`
		Credentials struct {
			UserName template `json:"userNameTemplate"`
		} `json:"credentials"`
		Links links `json:"_links"`
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return err
	}
	*a = App{
		ID: string(in.ID), Name: string(in.Name), Label: string(in.Label), Status: string(in.Status),
		SignOnMode: string(in.SignOnMode), Features: in.Features, UserName: in.Credentials.UserName.known(),
		Raw: slices.Clone(raw),
	}
	if href, _ := in.Links.href("help"); href != "" {
		if u, err := url.Parse(href); err == nil && u.Scheme == "https" {
			a.AdminHost = u.Host
		}
	}
	return nil
}

type template struct {
	Template   text `json:"template"`
	Type       text `json:"type"`
	PushStatus text `json:"pushStatus"`
	Suffix     text `json:"suffix"`
	UserSuffix text `json:"userSuffix"`
}

func (t template) known() UsernameTemplate {
	suffix := t.Suffix
	if suffix == "" {
		suffix = t.UserSuffix
	}
	return UsernameTemplate{
		Template: string(t.Template), Type: string(t.Type), PushStatus: string(t.PushStatus), Suffix: string(suffix),
	}
}
