package facts

import (
	"context"
	"strings"

	"github.com/provision-cli/provision/checks/facts/texts"
	"github.com/provision-cli/provision/clients/atlassian"
)

// fewEmails is up to how many addresses are searched for, ten a call; for
// more, one list of all accounts is shorter.
const fewEmails = 100

// Accounts are accounts known to the organization, found by their address; the zero value holds none.
type Accounts struct {
	by   map[string][]atlassian.User // by lower-case address
	many *accounts
}

// NewAccounts keeps these accounts.
func NewAccounts(list ...atlassian.User) Accounts {
	out := Accounts{many: &accounts{texts: &texts.Store{}}}
	for _, u := range list {
		out.many.keep(u)
	}
	return out
}

// Of are the accounts with an address, letter case aside.
func (a Accounts) Of(email string) []atlassian.User {
	email = strings.ToLower(email)
	if a.many == nil {
		return a.by[email]
	}
	var out []atlassian.User
	for at := range a.many.byEmail.All(email, a.many.email) {
		out = append(out, a.many.at(at))
	}
	return out
}

// ByID is the account with an id, the zero value where there is none.
func (a Accounts) ByID(id string) atlassian.User {
	if a.many != nil {
		if at := a.many.byID.One(id, a.many.id); at >= 0 {
			return a.many.at(at)
		}
	}
	for _, same := range a.by {
		for _, u := range same {
			if u.AccountID == id {
				return u
			}
		}
	}
	return atlassian.User{}
}

// accounts keeps many accounts small, without their platform roles.
type accounts struct {
	texts         *texts.Store
	list          texts.List[account]
	byEmail, byID texts.Index
}

type account struct {
	id, email, name, status, accountStatus, membership, claim, source texts.Ref
}

func (a *accounts) keep(u atlassian.User) {
	k := a.texts.Keep
	at := a.list.Add(account{
		id: k(u.AccountID), email: k(u.Email), name: k(u.Name), status: k(u.Status), accountStatus: k(u.AccountStatus),
		membership: k(u.MembershipStatus), claim: k(u.ClaimStatus), source: k(u.Source),
	})
	a.byEmail.Add(address(u), at, a.email)
	a.byID.Put(u.AccountID, at, a.id)
}

func (a *accounts) id(at int) string    { return a.texts.Of(a.list.At(at).id) }
func (a *accounts) email(at int) string { return strings.ToLower(a.texts.Of(a.list.At(at).email)) }

func (a *accounts) at(i int) atlassian.User {
	k, of := a.list.At(i), a.texts.Of
	return atlassian.User{
		AccountID: of(k.id), Email: of(k.email), Name: of(k.name), Status: of(k.status), AccountStatus: of(k.accountStatus),
		MembershipStatus: of(k.membership), ClaimStatus: of(k.claim), Source: of(k.source),
	}
}

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
		out := &accounts{texts: f.texts}
		if err := stream(f, "accounts of the organization", nil, r.Users(ctx, org, atlassian.UserQuery{}), out.keep); err != nil {
			return Accounts{}, err
		}
		return Accounts{many: out}, nil
	})
}
