package checks

import (
	"context"
	"fmt"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/atlassian"
)

// assignInactive compares who is active on either side: Okta sends nothing when somebody is suspended, and nothing tells
// Okta when an administrator deactivates an account in Atlassian.
func assignInactive(ctx context.Context, f *facts.Facts) Finding {
	list, err := recorded(ctx, f)
	if err != nil {
		return Of(err)
	}
	if list.Len() == 0 {
		return skip("Nobody assigned is active in the directory yet.")
	}
	suspended, err := suspendedOf(ctx, f, list)
	if err != nil {
		return Of(err)
	}
	accounts, err := f.Linked(ctx, accountIDs(list))
	if err != nil {
		return Of(err)
	}
	var kept, lost []Evidence
	for p := range list.All() {
		switch {
		case suspended[p.ID]:
			kept = append(kept, Evidence{Subject: p.Login(), Field: "status in Okta", Want: "active, or unassigned", Got: said(p.User.Status, "SUSPENDED")})
		case closed(accounts.ByID(p.Record.AccountID)):
			lost = append(lost, Evidence{Subject: p.Login(), Field: "Atlassian account", Want: "active", Got: accounts.ByID(p.Record.AccountID).AccountStatus})
		}
	}
	return inactiveFinding(kept, lost, list.Len()).with(inactiveLink(ctx, f, kept, lost))
}

func inactiveFinding(kept, lost []Evidence, all int) Finding {
	const (
		unassign = "Unassign whoever should lose access, which deactivates the account: " + menuAssign + ". Okta sends nothing when somebody is suspended."
		activate = "Reactivate the account: Atlassian Administration ▸ Directory ▸ Managed accounts ▸ the person ▸ Reactivate account; or unassign the person in Okta."
	)
	switch {
	case len(kept) > 0 && len(lost) > 0:
		return fail(fmt.Sprintf("Not active in Okta, but in Atlassian: %s. Active in Okta, but deactivated in Atlassian: %s.", subjects(kept), subjects(lost)), unassign+" "+activate, append(kept, lost...)...)
	case len(kept) > 0:
		return fail(fmt.Sprintf("%s not active in Okta, but still active in Atlassian: %s.", countOf(len(kept), all), subjects(kept)), unassign, kept...)
	case len(lost) > 0:
		return warn(fmt.Sprintf("%s active in Okta, but deactivated in Atlassian: %s.", countOf(len(lost), all), subjects(lost)), activate, lost...)
	}
	return pass("%s active on both sides.", people(all))
}

func inactiveLink(ctx context.Context, f *facts.Facts, kept, lost []Evidence) string {
	switch {
	case len(kept) > 0:
		return appLink(ctx, f, "assignments")
	case len(lost) > 0:
		return orgLink(ctx, f)
	}
	return ""
}

// recorded are the people assigned whose record in the directory is active.
func recorded(ctx context.Context, f *facts.Facts) (facts.Joined, error) {
	everyone, err := f.InScope(ctx)
	return everyone.Where(func(p facts.Person) bool { return p.Assigned && p.Record != nil && p.Record.Active }), err
}

// suspendedOf says who of the people is not active in Okta. The list of suspended people is read only for those whom no
// group's members show.
func suspendedOf(ctx context.Context, f *facts.Facts, list facts.Joined) (map[string]bool, error) {
	out := map[string]bool{}
	unknown := false
	for p := range list.All() {
		out[p.ID] = p.Known && !p.User.Active()
		unknown = unknown || !p.Known
	}
	if !unknown {
		return out, nil
	}
	suspended, err := f.Suspended(ctx)
	if err != nil {
		return nil, err
	}
	for p := range list.All() {
		if !p.Known {
			out[p.ID] = suspended[p.ID]
		}
	}
	return out, nil
}

// accountIDs are the accounts that the people's records are linked to.
func accountIDs(list facts.Joined) []string {
	var out []string
	for p := range list.All() {
		if p.Record != nil && p.Record.AccountID != "" {
			out = append(out, p.Record.AccountID)
		}
	}
	return out
}

// closed says whether an account can no longer be used; one that was not found says nothing.
func closed(a atlassian.User) bool {
	return a.AccountID != "" && a.AccountStatus != "" && a.AccountStatus != "active"
}
