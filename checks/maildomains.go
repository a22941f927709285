package checks

import (
	"context"
	"fmt"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
)

// emailDomains looks person by person whose address belongs to no verified domain: Atlassian takes such people as external
// accounts, which the organization does not manage. A domain that it has and has not verified is domain-verified's question.
func emailDomains(ctx context.Context, f *facts.Facts) Finding {
	domains, err := f.Domains(ctx)
	if err != nil {
		return Of(err)
	}
	list, err := toProvision(ctx, f)
	if err != nil {
		return Of(err)
	}
	if len(list) == 0 {
		return skip("Nobody is to be provisioned yet.")
	}
	var evidence []Evidence
	var outside []string
	seen := map[string]bool{}
	for _, a := range list {
		domain := facts.EmailDomain(a.address)
		if domain == "" || owned(domains, domain) {
			continue
		}
		evidence = append(evidence, Evidence{Subject: a.login, Field: "e-mail domain", Want: "a verified domain of the organization", Got: domain})
		if !seen[domain] {
			seen[domain] = true
			outside = append(outside, domain)
		}
	}
	if len(evidence) > 0 {
		return warn(fmt.Sprintf("%s with addresses outside the organization's domains (%s): %s. Atlassian takes them as external accounts, which the organization does not manage.",
			countOf(len(evidence), len(list)), strings.Join(outside, ", "), subjects(evidence)),
			"Verify and claim the domain if it is yours: "+menuDomains+" ▸ Add domain; or give them addresses of your domains: "+menuPerson+".", evidence...).with(orgLink(ctx, f))
	}
	return pass("%s to provision, each with an address of one of the organization's domains.", people(len(list)))
}
