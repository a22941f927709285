package facts

import (
	"context"
	"errors"
	"slices"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/scim"
)

// audit are the readings that only single questions of the audit need.
type audit struct {
	suspended memo[map[string]bool]
	tokens    memo[[]okta.Token]
	headroom  memo[int]
	byAccount batch[[]atlassian.User]
	formers   memo[map[string]Former]
}

// InScope are the members of the groups to push and to assign and all others who are assigned to the app, each joined
// with their assignment and their record.
func (f *Facts) InScope(ctx context.Context) (Joined, error) {
	push, err := f.PushGroups(ctx)
	if err != nil {
		return Joined{}, err
	}
	assign, err := f.AssignGroups(ctx)
	if err != nil {
		return Joined{}, err
	}
	return f.Joined(ctx, slices.Concat(push, assign), true)
}

// Suspended are the ids of the people who are suspended in Okta: the one state in which somebody stays assigned and is
// sent no more. One list answers for everybody of whom no group's members tell the state.
func (f *Facts) Suspended(ctx context.Context) (map[string]bool, error) {
	return read(ctx, &f.audit.suspended, f.okta, func(ctx context.Context, r *okta.Reader) (map[string]bool, error) {
		out := map[string]bool{}
		for u, err := range r.Users(ctx, okta.UserQuery{Search: `status eq "SUSPENDED"`}) {
			if err != nil {
				return nil, err
			}
			// A service may ignore a search.
			if u.Status == "SUSPENDED" {
				out[u.ID] = true
			}
		}
		return out, nil
	})
}

// Linked are the organization's accounts with these ids, found by id.
func (f *Facts) Linked(ctx context.Context, ids []string) (Accounts, error) {
	if len(ids) > fewEmails {
		return f.everyAccount(ctx)
	}
	by, err := f.audit.byAccount.get(ctx, ids, func(ctx context.Context, missing []string) (map[string][]atlassian.User, error) {
		return inOrg(ctx, f, func(ctx context.Context, r *atlassian.Reader, org string) (map[string][]atlassian.User, error) {
			return collectBy(r.Users(ctx, org, atlassian.UserQuery{AccountIDs: missing}), func(u atlassian.User) string { return u.AccountID })
		})
	})
	if err != nil {
		return Accounts{}, err
	}
	var found []atlassian.User
	for _, accounts := range by {
		found = append(found, accounts...)
	}
	return NewAccounts(found...), nil
}

// Variable is the app's variable behind a SCIM attribute, and what fills it.
type Variable struct {
	Name   string
	Mapped bool // something is mapped to it; only said where Okta shows a mapping
	From   Source
}

// VariableOf finds the app's variable for a SCIM attribute by its external name, else by its own name. Where Okta shows
// neither schema nor mapping the variable has the attribute's name, and nothing is known of what fills it.
func (f *Facts) VariableOf(ctx context.Context, attribute string) (Variable, error) {
	schema, err := f.Schema(ctx)
	if err != nil && !errors.Is(err, clients.ErrNotFound) && !unlicensed(err) {
		return Variable{}, err
	}
	v := Variable{Name: attribute, Mapped: true}
	for name, p := range schema.Properties {
		if p.ExternalName == attribute && (v.Name == attribute || name < v.Name) {
			v.Name = name
		}
	}
	mapping, err := f.Mapping(ctx)
	switch {
	case errors.Is(err, ErrNoMapping), unlicensed(err):
		return v, nil
	case err != nil:
		return v, err
	}
	expression := mapping.Properties[v.Name].Expression
	v.Mapped, v.From = expression != "", ParseSource(expression)
	return v, nil
}

// unlicensed says whether Okta refused for want of a feature of the org.
func unlicensed(err error) bool {
	e, ok := errors.AsType[*clients.Error](err)
	return ok && e.Code == "E0000015"
}

// Sent is what Okta sends as a variable: the attribute of somebody whose profile was read, else what the app keeps.
func (p Person) Sent(v Variable) string {
	if p.Known && v.From.Known() {
		return v.From.Of(p.User)
	}
	return p.App.Attribute(v.Name)
}

// Tokens are the API tokens of the Okta org, without the tokens themselves; most admins may not list them.
func (f *Facts) Tokens(ctx context.Context) ([]okta.Token, error) {
	return read(ctx, &f.audit.tokens, f.okta, func(ctx context.Context, r *okta.Reader) ([]okta.Token, error) {
		found, err := collect(r.Tokens(ctx))
		return ordered(found, func(t okta.Token) string { return t.Name + "\x00" + t.ID }), err
	})
}

// Headroom is how many people the directory says it holds, without reading them.
func (f *Facts) Headroom(ctx context.Context) (int, error) {
	return read(ctx, &f.audit.headroom, f.scim, func(ctx context.Context, r *scim.Reader) (int, error) { return r.UserTotal(ctx) })
}

// SourceOf is EmailSource with what kept it from being read. No app, no mapping and no licence for mappings are no
// failures: the Intent, or the page's default, then stands for it.
func (f *Facts) SourceOf(ctx context.Context) (Source, error) {
	_, err := f.PrimaryEmail(ctx)
	excused := Undecided(err) || errors.Is(err, ErrNoMapping) || unlicensed(err) || f.intent.EmailAttribute != ""
	if err != nil && !excused {
		return Source{}, err
	}
	return f.EmailSource(ctx), nil
}
