package okta

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
)

// User is a person in the org.
type User struct {
	ID      string
	Status  string // ACTIVE, STAGED, SUSPENDED, DEPROVISIONED, ...
	Profile UserProfile
}

// UserProfile holds a person's attributes.
type UserProfile struct {
	Login, Email, SecondEmail           string
	FirstName, LastName, DisplayName    string
	Timezone, Locale, PreferredLanguage string
	Extra                               map[string]any // every other attribute, by its variable name
}

// inactive are the states in which Okta neither provisions nor pushes a person.
var inactive = map[string]bool{"DEPROVISIONED": true, "SUSPENDED": true, "STAGED": true}

// Active reports whether Okta provisions the person and pushes the memberships.
func (u User) Active() bool { return u.Status != "" && !inactive[u.Status] }

// Attribute returns an attribute by its variable name, also written user.name; empty when there is none.
func (u User) Attribute(name string) string {
	name = strings.TrimPrefix(name, "user.")
	if field := u.Profile.field(name); field != nil {
		return *field
	}
	switch value := u.Profile.Extra[name].(type) {
	case nil:
		return ""
	case string:
		return value
	default:
		return fmt.Sprint(value)
	}
}

// Me reads the owner of the token.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/#tag/User/operation/getUser
func (r *Reader) Me(ctx context.Context) (User, error) {
	if r.clientID != "" {
		return User{}, ErrNoUser
	}
	return r.User(ctx, "me")
}

// User reads one person by id or login.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/#tag/User/operation/getUser
func (r *Reader) User(ctx context.Context, idOrLogin string) (User, error) {
	return one[User](ctx, r, "/api/v1/users/"+url.PathEscape(idOrLogin))
}

// UnmarshalJSON reads a person.
func (u *User) UnmarshalJSON(raw []byte) error {
	var in struct {
		ID      text        `json:"id"`
		Status  text        `json:"status"`
		Profile UserProfile `json:"profile"`
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return err
	}
	*u = User{ID: string(in.ID), Status: string(in.Status), Profile: in.Profile}
	return nil
}

// UnmarshalJSON reads the known attributes into their fields and keeps all others in Extra.
func (p *UserProfile) UnmarshalJSON(raw []byte) error {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(raw, &all); err != nil {
		return err
	}
	*p = UserProfile{}
	for name, raw := range all {
		if field := p.field(name); field != nil {
			var t text
			_ = t.UnmarshalJSON(raw)
			*field = string(t)
			continue
		}
		var value any
		if json.Unmarshal(raw, &value) != nil || value == nil {
			continue
		}
		if p.Extra == nil {
			p.Extra = map[string]any{}
		}
		p.Extra[name] = value
	}
	return nil
}

func (p *UserProfile) field(name string) *string {
	switch name {
	case "login":
		return &p.Login
	case "email":
		return &p.Email
	case "secondEmail":
		return &p.SecondEmail
	case "firstName":
		return &p.FirstName
	case "lastName":
		return &p.LastName
	case "displayName":
		return &p.DisplayName
	case "timezone":
		return &p.Timezone
	case "locale":
		return &p.Locale
	case "preferredLanguage":
		return &p.PreferredLanguage
	}
	return nil
}
