package checks

import (
	"context"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/atlassian"
)

const (
	menuDomains = "Atlassian Administration ▸ Settings ▸ Domains"
	verifyFix   = menuDomains + " ▸ Add domain ▸ Verify."
	claimFix    = menuDomains + " ▸ Claim accounts; a CSV with one address is enough."
)

func domainVerified(ctx context.Context, f *facts.Facts) Finding {
	domains, err := f.Domains(ctx)
	if err != nil {
		return Of(err)
	}
	var verified []string
	var open, lost []Evidence
	for _, d := range domains {
		switch {
		case d.Status == superseded:
			lost = append(lost, Evidence{Subject: d.Name, Field: "status", Want: "verified", Got: d.Status})
		case d.Status == "verified":
			verified = append(verified, d.Name)
		case alive(d):
			open = append(open, Evidence{Subject: d.Name, Field: "status", Want: "verified", Got: d.Status})
		}
	}
	if len(lost) > 0 {
		return takenOver(ctx, f, lost, verified)
	}
	switch {
	case len(verified)+len(open) == 0:
		return fail("The organization has no domain.", verifyFix).with(orgLink(ctx, f))
	case len(verified) == 0:
		return notVerified(ctx, f, open)
	case len(open) > 0:
		return verifiedForPeople(ctx, f, verified, open)
	}
	return pass("%s verified: %s.", count(len(verified), "domain is", "domains are"), quoted(verified))
}

// superseded is a domain that another organization has verified since.
const superseded = "superseded"

// takenOver fails where people in scope have addresses of a lost domain, or where none is left.
func takenOver(ctx context.Context, f *facts.Facts, lost []Evidence, verified []string) Finding {
	used, err := usedBy(ctx, f, lost)
	if err != nil {
		return Of(err)
	}
	const fix = "Have the other organization remove the domain, then " + verifyFix + " Or take a directory and a key of that organization, if it is the right one."
	text := "Another Atlassian organization has verified " + subjects(lost) + " since, so its accounts belong there"
	switch {
	case len(used) > 0:
		return fail(text+"; people to provision have addresses of "+subjects(used)+".", fix, lost...).with(orgLink(ctx, f))
	case len(verified) == 0:
		return fail(text+"; no verified domain is left.", fix, lost...).with(orgLink(ctx, f))
	}
	return warn(text+"; whoever has an address there would be refused or external. Verified: "+quoted(verified)+".", fix, lost...).with(orgLink(ctx, f))
}

// usedBy are the domains of which people in scope have addresses.
func usedBy(ctx context.Context, f *facts.Facts, domains []Evidence) ([]Evidence, error) {
	people, err := f.PeopleDomains(ctx)
	if err != nil {
		return nil, err
	}
	var used []Evidence
	for _, e := range domains {
		for _, p := range people {
			if strings.EqualFold(p.Name, e.Subject) {
				used = append(used, e)
			}
		}
	}
	return used, nil
}

// notVerified names the other cause too: a domain without a claimed account
// may be shown as unverified although it was verified.
func notVerified(ctx context.Context, f *facts.Facts, open []Evidence) Finding {
	return fail("Not verified: "+subjects(open)+".", verifyFix+" If it was verified already: "+claimFix, open...).with(orgLink(ctx, f))
}

// verifiedForPeople looks whose addresses are at a domain that is not
// verified: their accounts come loose when the address changes.
func verifiedForPeople(ctx context.Context, f *facts.Facts, verified []string, open []Evidence) Finding {
	used, err := usedBy(ctx, f, open)
	if err != nil {
		return Of(err)
	}
	if len(used) > 0 {
		return notVerified(ctx, f, used)
	}
	finding := pass("%s verified: %s; nobody in scope is at %s.", count(len(verified), "domain is", "domains are"), quoted(verified), subjects(open))
	finding.Evidence = open
	return finding
}

func domainClaimed(ctx context.Context, f *facts.Facts) Finding {
	domains, err := f.Domains(ctx)
	if err != nil {
		return Of(err)
	}
	people, err := f.PeopleDomains(ctx)
	if err != nil {
		return Of(err)
	}
	if len(people) == 0 {
		return anyClaimed(ctx, f, domains)
	}
	var claimed []string
	var unclaimed []Evidence
	for _, p := range people {
		if !owned(domains, p.Name) {
			continue // email-domains names who is outside
		}
		is, err := f.Claimed(ctx, p.Name)
		if err != nil {
			return Of(err)
		}
		if is {
			claimed = append(claimed, p.Name)
			continue
		}
		unclaimed = append(unclaimed, Evidence{Subject: p.Name, Field: "managed accounts", Want: "at least 1", Got: "0"})
	}
	switch {
	case len(unclaimed) > 0:
		return fail("No account is claimed of "+subjects(unclaimed)+"; its people would count as external.", claimFix, unclaimed...).with(orgLink(ctx, f))
	case len(claimed) == 0:
		return anyClaimed(ctx, f, domains)
	}
	return pass("Accounts are claimed of %s.", quoted(claimed))
}

func anyClaimed(ctx context.Context, f *facts.Facts, domains []atlassian.Domain) Finding {
	var evidence []Evidence
	for _, d := range domains {
		if !alive(d) {
			continue
		}
		is, err := f.Claimed(ctx, d.Name)
		if err != nil {
			return Of(err)
		}
		if is {
			return pass("Accounts of %s are claimed.", d.Name)
		}
		evidence = append(evidence, Evidence{Subject: d.Name, Field: "managed accounts", Want: "at least 1", Got: "0"})
	}
	if len(evidence) == 0 {
		return fail("The organization has no domain whose accounts could be claimed.", verifyFix).with(orgLink(ctx, f))
	}
	return fail("No account is claimed of "+subjects(evidence)+".", claimFix, evidence...).with(orgLink(ctx, f))
}

// alive leaves out domains that the organization gave up or lost.
func alive(d atlassian.Domain) bool { return d.Status != "deleted" && d.Status != superseded }

func owned(domains []atlassian.Domain, name string) bool {
	for _, d := range domains {
		if alive(d) && strings.EqualFold(d.Name, name) {
			return true
		}
	}
	return false
}
