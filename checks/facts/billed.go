package facts

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
)

// mostAccounts is up to how many managed accounts are read to find a few of them; the list has no filter.
const mostAccounts = 1000

// Billed are, of these accounts, those that Guard bills now. known is false where the organization shows that of no
// account, has more accounts than are read for it, or does not let them be read.
func (f *Facts) Billed(ctx context.Context, ids []string) (billed map[string]bool, known bool, err error) {
	if len(ids) == 0 {
		return nil, true, nil
	}
	wanted := map[string]bool{}
	for _, id := range ids {
		wanted[id] = true
	}
	shown, err := ofOrg(ctx, f, f.billings.of(strings.Join(slices.Sorted(slices.Values(ids)), " ")), func(ctx context.Context, r *atlassian.Reader, org string) (billing, error) {
		return readBilling(ctx, r, org, wanted)
	})
	if errors.Is(err, clients.ErrDenied) || errors.Is(err, clients.ErrNotFound) {
		return nil, false, nil
	}
	return shown.billed, shown.known, err
}

type billing struct {
	billed map[string]bool
	known  bool
}

func readBilling(ctx context.Context, r *atlassian.Reader, org string, wanted map[string]bool) (billing, error) {
	out := billing{billed: map[string]bool{}}
	shown, met, read := false, 0, 0
	for a, err := range r.ManagedAccounts(ctx, org) {
		if err != nil {
			return billing{}, err
		}
		if read++; read > mostAccounts {
			break
		}
		shown = shown || a.Billable
		if wanted[a.ID] {
			met++
			out.billed[a.ID] = a.Billable
		}
		if shown && met == len(wanted) {
			break
		}
	}
	out.known = shown && met == len(wanted)
	return out, nil
}

// GroupAccounts are the accounts in a group of the organization.
func (f *Facts) GroupAccounts(ctx context.Context, g atlassian.Group) ([]atlassian.User, error) {
	return ofOrg(ctx, f, f.groupAccounts.of(g.ID), func(ctx context.Context, r *atlassian.Reader, org string) ([]atlassian.User, error) {
		found, err := collect(r.Users(ctx, org, atlassian.UserQuery{GroupIDs: []string{g.ID}}))
		return ordered(found, func(u atlassian.User) string { return u.Email + "\x00" + u.AccountID }), err
	})
}
