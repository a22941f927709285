package facts

import (
	"context"
	"strings"

	"github.com/provision-cli/provision/clients/atlassian"
)

// fewEmails is up to how many addresses are searched for, ten a call; for
// more, one list of all accounts is shorter.
const fewEmails = 100

// Accounts are accounts known to the organization, found by their address; the zero value holds none.
type Accounts struct {
	by map[string][]atlassian.User
}

// NewAccounts keeps these accounts.
func NewAccounts(list ...atlassian.User) Accounts {
	out := Accounts{by: map[string][]atlassian.User{}}
	for _, u := range list {
		out.by[address(u)] = append(out.by[address(u)], u)
	}
	return out
}

// Of are the accounts with an address, letter case aside.
func (a Accounts) Of(email string) []atlassian.User { return a.by[strings.ToLower(email)] }

func address(u atlassian.User) string { return strings.ToLower(u.Email) }

// OrgUsers are the accounts known to the organization with these addresses.
func (f *Facts) OrgUsers(ctx context.Context, emails []string) (Accounts, error) {
	if len(emails) > fewEmails {
		return f.everyAccount(ctx)
	}
	by, err := f.orgUsers.get(ctx, lower(emails), func(ctx context.Context, missing []string) (map[string][]atlassian.User, error) {
		return inOrg(ctx, f, func(ctx context.Context, r *atlassian.Reader, org string) (map[string][]atlassian.User, error) {
			return collectBy(r.Users(ctx, org, atlassian.UserQuery{Emails: missing}), address)
		})
	})
	return Accounts{by: by}, err
}

func (f *Facts) everyAccount(ctx context.Context) (Accounts, error) {
	return ofOrg(ctx, f, &f.everyone, func(ctx context.Context, r *atlassian.Reader, org string) (Accounts, error) {
		list, err := collect(r.Users(ctx, org, atlassian.UserQuery{}))
		return NewAccounts(list...), err
	})
}
