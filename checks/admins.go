package checks

import (
	"context"
	"errors"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/atlassian"
)

func accessAdminLockout(ctx context.Context, f *facts.Facts) Finding {
	const fix = "Make an account with an address outside your domains an organization admin, and keep its password safe: Atlassian Administration ▸ Directory ▸ Administrators ▸ Invite."
	admins, err := f.Admins(ctx)
	if err != nil {
		return Of(err)
	}
	domains, err := f.Domains(ctx)
	if err != nil {
		return Of(err)
	}
	var inside []atlassian.User
	for _, a := range admins {
		switch {
		case a.AccountStatus != "" && a.AccountStatus != "active":
		case a.Email != "" && !owned(domains, facts.EmailDomain(a.Email)):
			return pass("%s is an organization admin outside the synced domains.", a.Email)
		default:
			inside = append(inside, a)
		}
	}
	synced, err := syncedPeople(ctx, f)
	if err != nil {
		return Of(err)
	}
	var evidence []Evidence
	exposed := 0
	for _, a := range inside {
		if synced.ByEmail(a.Email) != nil {
			exposed++
		}
		evidence = append(evidence, Evidence{Subject: adminName(a), Field: "domain", Want: "outside the synced domains", Got: facts.EmailDomain(a.Email)})
	}
	switch {
	case len(evidence) == 0:
		return fail("The organization shows no active admin.", fix).with(orgLink(ctx, f))
	case exposed == len(evidence):
		return fail("Every organization admin is synced from Okta: "+subjects(evidence)+". A broken sync could lock all of them out.", fix, evidence...).with(orgLink(ctx, f))
	}
	return warn("Every organization admin has an address of a synced domain: "+subjects(evidence)+". A broken sign-on could lock all of them out.", fix, evidence...).with(orgLink(ctx, f))
}

func adminName(a atlassian.User) string {
	if a.Email != "" {
		return a.Email
	}
	return a.Name
}

// syncedPeople are those in the directory, where there is one yet.
func syncedPeople(ctx context.Context, f *facts.Facts) (*facts.SCIMUsers, error) {
	records, err := f.SCIMUsers(ctx)
	if errors.Is(err, facts.ErrNotConfigured) {
		return &facts.SCIMUsers{}, nil
	}
	return records, err
}
