package checks

import (
	"context"
	"fmt"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/scim"
)

// samples is of how many linked people the organization is asked; one whom it knows is proof.
const samples = 3

// directoryOrganization asks whether the organization knows the people of the directory: URL and key of one organization's
// directory work also beside the key of another, and then nothing that Okta sends is ever seen there.
func directoryOrganization(ctx context.Context, f *facts.Facts) Finding {
	org, err := f.Org(ctx)
	if err != nil {
		return Of(err)
	}
	records, err := f.SCIMUsers(ctx)
	if err != nil {
		return Of(err)
	}
	var some []scim.User
	var emails []string
	for u := range records.All() {
		if u.Active && u.AccountID != "" && u.Email != "" && len(some) < samples {
			some, emails = append(some, u), append(emails, u.Email)
		}
	}
	if len(some) == 0 {
		return skip("Nobody in the directory has an account yet, so nothing shows whose directory it is.")
	}
	known, err := f.OrgUsers(ctx, emails)
	if err != nil {
		return Of(err)
	}
	for _, u := range some {
		for _, a := range known.Of(u.Email) {
			if a.AccountID == u.AccountID {
				return pass("%s knows the people of the directory.", org.Name)
			}
		}
	}
	return strangers(ctx, f, some)
}

// strangers is about people of the directory whom the key's organization does not know: their links may name the one that does.
func strangers(ctx context.Context, f *facts.Facts, some []scim.User) Finding {
	org, err := f.Org(ctx)
	if err != nil {
		return Of(err)
	}
	const fix = "Give the key of the organization that holds the directory in PROVISION_ATLASSIAN_API_KEY: Atlassian Administration ▸ that organization ▸ Settings ▸ API keys; " +
		"or paste URL and key of a directory of this organization with provision setup --only directory."
	var evidence []Evidence
	for _, u := range some {
		evidence = append(evidence, Evidence{Subject: u.UserName, Field: "account in " + org.Name, Want: u.AccountID, Got: "none"})
		links, err := f.SCIMLinks(ctx, u.Email)
		if err != nil {
			continue // the finding stands without them
		}
		for _, l := range links {
			if l.SCIMUserID == u.ID && l.OrgID != "" && l.OrgID != org.ID {
				finding := fail(fmt.Sprintf("The directory belongs to another organization (%s) than the organization API key, which leads to %s (%s).", l.OrgID, org.Name, org.ID), fix,
					Evidence{Subject: u.UserName, Field: "organization", Want: org.ID, Got: l.OrgID})
				finding.Stop = true
				return finding
			}
		}
	}
	return warn(fmt.Sprintf("%s knows none of the people of the directory that were looked at: %s. It may be another organization's directory.", org.Name, subjects(evidence)), fix, evidence...)
}
