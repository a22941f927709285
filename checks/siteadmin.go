package checks

import (
	"context"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
)

// siteAdmin passes with one site: the vendor asks for no more. A site that is
// not administered, or does not answer, is named beside it.
func siteAdmin(ctx context.Context, f *facts.Facts) Finding {
	sites := f.SiteURLs()
	if len(sites) == 0 {
		return skip("No site credential is configured; seats and default groups are then seen only through the organization.")
	}
	var good []string
	var bad []Evidence
	var failed Finding
	for i, url := range sites {
		admin, err := f.Administers(ctx, i)
		switch {
		case err != nil:
			if failed.Summary == "" {
				failed = credential(err, url+" refused the site credential: the e-mail and the API token must be the same person's.",
					"Make a token: id.atlassian.com ▸ Security ▸ API tokens, then provision setup.")
			}
			bad = append(bad, Evidence{Subject: url, Field: "answer", Want: "200", Got: answered(err)})
		case admin:
			good = append(good, url)
		default:
			bad = append(bad, Evidence{Subject: url, Field: "Jira administrator", Want: "yes", Got: "no"})
		}
	}
	const fix = "Use the token of a Jira administrator, or make this person one: Jira ▸ Settings ▸ System ▸ Global permissions."
	switch {
	case len(good) > 0 && len(bad) > 0:
		return warn("The site credential administers "+quoted(good)+", but not "+subjects(bad)+": seats and default groups are not seen there.", fix, bad...)
	case len(good) > 0:
		return pass("The site credential administers %s.", quoted(good))
	case failed.Summary != "":
		return failed
	}
	return fail("The site credential administers none of its sites: "+strings.Join(sites, ", ")+".", fix, bad...)
}
