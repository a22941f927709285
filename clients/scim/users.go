package scim

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strings"

	"github.com/provision-cli/provision/clients"
)

// User is a record of a person.
type User struct {
	ID          string // Okta calls it the assignment's external id
	UserName    string // need not be an address
	ExternalID  string
	Email       string // the primary one
	DisplayName string
	AccountID   string   // empty: not linked to an Atlassian account
	Active      bool     // true also when not told
	Groups      []string // ids of SCIM groups, as far as told
}

type userWire struct {
	ID          string `json:"id"`
	UserName    string `json:"userName"`
	ExternalID  string `json:"externalId"`
	DisplayName string `json:"displayName"`
	Active      *bool  `json:"active"`
	Emails      []struct {
		Value   string `json:"value"`
		Primary bool   `json:"primary"`
	} `json:"emails"`
	Groups    []reference `json:"groups"`
	Atlassian struct {
		AccountID string `json:"atlassianAccountId"`
	} `json:"urn:scim:schemas:extension:atlassian-external:1.0"`
}

type reference struct {
	Value string `json:"value"`
}

// Users lists the records of all people in the directory.
// https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-users/
func (r *Reader) Users(ctx context.Context) iter.Seq2[User, error] {
	return r.UsersOf(ctx, nil)
}

// UsersOf is Users that notes in total, unless it is nil, how many the directory says there are.
func (r *Reader) UsersOf(ctx context.Context, total *int) iter.Seq2[User, error] {
	return r.usersOf(ctx, "", total)
}

// UserNamed returns the record with a userName, or clients.ErrNotFound. Whether
// the directory compares without case is not documented, so give the name as Okta sends it.
// https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-users/
func (r *Reader) UserNamed(ctx context.Context, userName string) (User, error) {
	for u, err := range r.users(ctx, equals("userName", userName)) {
		if err != nil {
			return User{}, err
		}
		// A server that ignores the filter answers with everybody.
		if strings.EqualFold(u.UserName, userName) {
			return u, nil
		}
	}
	return User{}, fmt.Errorf("read /Users: no user of that userName: %w", clients.ErrNotFound)
}

// User returns the record with an id, or clients.ErrNotFound.
// https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-users/
func (r *Reader) User(ctx context.Context, id string) (User, error) {
	var w userWire
	if _, err := r.conn.Do(ctx, clients.Request{Method: http.MethodGet, Path: "/Users/" + url.PathEscape(id)}, &w); err != nil {
		return User{}, err
	}
	return w.user(), nil
}

func (r *Reader) users(ctx context.Context, filter string) iter.Seq2[User, error] {
	return r.usersOf(ctx, filter, nil)
}

func (r *Reader) usersOf(ctx context.Context, filter string, total *int) iter.Seq2[User, error] {
	return list(ctx, r, "/Users", filter, total, func(u User) string { return u.ID }, decodeUser)
}

func decodeUser(d *json.Decoder) (User, error) {
	var w userWire
	err := d.Decode(&w)
	return w.user(), err
}

func (w userWire) user() User {
	u := User{
		ID: w.ID, UserName: w.UserName, ExternalID: w.ExternalID, DisplayName: w.DisplayName,
		AccountID: w.Atlassian.AccountID, Active: w.Active == nil || *w.Active, Groups: values(w.Groups),
	}
	for i, e := range w.Emails {
		if e.Primary || i == 0 {
			u.Email = e.Value
		}
		if e.Primary {
			break
		}
	}
	return u
}

func values(refs []reference) []string {
	var out []string
	for _, r := range refs {
		out = append(out, r.Value)
	}
	return out
}
