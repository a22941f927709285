package wizard

import (
	"context"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/wizard/session"
)

func directory() Step {
	return Step{
		ID: "directory", Title: "Directory", About: "made in Atlassian, by you; its key goes into your keyring",
		Needs:  []session.Input{},
		Brings: []session.Input{session.SCIMBaseURL, session.SCIMKey},
		Keeps:  []session.Input{session.SCIMBaseURL, session.SCIMKey, session.OrgID},
		Checks: []string{"scim-key", "directory-organization", "scim-key-life", "domain-linked", "sites-added"},
		Guide:  guideDirectory,
		Settle: time.Minute,
	}
}

// keyLife is the guide that ends with a date.
const keyLife = "key-life"

func guideDirectory(ctx context.Context, s *session.Session, open checks.Result) *Guide {
	switch open.ID {
	case "scim-key":
		return &Guide{
			ID: "create-directory", Page: []string{"1.1", "1.2", "1.3", "1.4"}, Title: "Create the directory in Atlassian", Minutes: 2,
			Why:  "Atlassian offers no API for this. URL and key are shown once.",
			Menu: "Atlassian Administration ▸ Security ▸ Identity providers ▸ Okta (before 2024: Directory ▸ User provisioning ▸ Create a token)",
			Link: orgAdmin(ctx, s, "overview"),
			Do: []string{
				"Choose Okta, and give the directory a name.",
				"Set up user provisioning. SCIM base URL and API key are shown once.",
				"Press Enter here, and paste both.",
			},
			Values:   []GuideValue{{Label: "Name of the directory", Text: "Okta users"}},
			Expect:   "a SCIM base URL that begins with https://api.atlassian.com/scim/directory/, and an API key.",
			Troubles: []string{"The key was not copied? Security ▸ Identity providers ▸ the directory ▸ ••• ▸ Regenerate API key makes a new one; the old one stops at once."},
		}
	case "domain-linked":
		return &Guide{
			ID: "link-domain", Title: "Link the verified domain to the directory", Minutes: 1, Blind: true,
			Why:    "Without the link, people of the domain may be treated as outside the organization. No API shows or makes it.",
			Menu:   "Atlassian Administration ▸ Security ▸ Identity providers ▸ the directory ▸ View domains ▸ Link domain",
			Link:   orgAdmin(ctx, s, "overview"),
			Do:     []string{"Link every domain whose people Okta provisions."},
			Expect: "the domain stands in the directory's list of domains.",
		}
	case "sites-added":
		return &Guide{
			ID: "add-site", Page: []string{"1.5"}, Title: "Add the Jira and Confluence sites", Minutes: 1, Blind: true,
			Why:    "Provisioned people can be given access only on sites of the organization, and no API adds one.",
			Menu:   "Atlassian Administration ▸ Security ▸ Identity providers ▸ the directory ▸ Add a site (today a site belongs to the organization from the start)",
			Link:   orgAdmin(ctx, s, "overview"),
			Do:     []string{"Look whether every site that people shall use is listed; add the missing ones."},
			Expect: "the sites are listed.",
		}
	case "scim-key-life":
		return &Guide{
			ID: keyLife, Title: "Read when the directory's key expires", Minutes: 3, Blind: true,
			Why:    "A key lives one year from the day it was made; Atlassian sends no reminder, and no API shows the date.",
			Menu:   "Atlassian Administration ▸ Security ▸ Identity providers ▸ the directory: the expiry date stands beside User provisioning",
			Link:   orgAdmin(ctx, s, "overview"),
			Do:     []string{"Read the expiry date, press Enter and type it here: check warns before it comes. Regenerating stops the old key at once."},
			Expect: "a date more than 30 days away.",
		}
	}
	return nil
}
