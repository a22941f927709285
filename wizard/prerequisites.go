package wizard

import (
	"context"
	"strings"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/wizard/session"
)

func prerequisites() Step {
	return Step{
		ID: "prerequisites", Title: "Prerequisites", About: "what must be true on both sides",
		Needs: []session.Input{session.OktaURL, session.OktaToken, session.AtlassianKey, session.SiteEmail, session.SiteToken},
		Keeps: []session.Input{session.AtlassianURL},
		Checks: []string{
			"okta-reachable", "okta-rights", "atlassian-reachable", "sites-present", "site-admin", "domain-verified", "domain-claimed",
			"access-admin-lockout", "guard-active", "lifecycle-management", "test-groups",
		},
		Guide:  guidePrerequisite,
		Settle: time.Minute,
	}
}

func guidePrerequisite(ctx context.Context, s *session.Session, open checks.Result) *Guide {
	switch open.ID {
	case "domain-verified":
		if superseded(open) {
			return domainElsewhereGuide(ctx, s, open)
		}
		return &Guide{
			ID: "verify-domain", Page: []string{"P3"}, Title: "Verify a domain of the organization", Minutes: 10,
			Why:  "Atlassian offers no API for this, and DNS or a web server must show a token.",
			Menu: "Atlassian Administration ▸ Settings ▸ Domains ▸ Add domain (or Directory ▸ Domains)",
			Link: orgAdmin(ctx, s, "overview"),
			Do: []string{
				"Add the domain of the people's e-mail addresses.",
				"Put the token that is shown into DNS (a TXT record) or on the web server, then Verify domain.",
			},
			Expect: "the domain stands there as verified. DNS can take hours: come back with provision setup, nothing is lost.",
		}
	case "domain-claimed":
		return &Guide{
			ID: "claim-domain", Page: []string{"P3"}, Title: "Claim at least one account of the domain", Minutes: 3,
			Why:    "A verified domain without a claimed account is treated as foreign: its people would be external, and an e-mail change would orphan them.",
			Menu:   "Atlassian Administration ▸ Settings ▸ Domains ▸ the domain ▸ Claim accounts",
			Link:   orgAdmin(ctx, s, "overview"),
			Do:     []string{"Claim accounts; a CSV file with one address of the domain is enough.", "If the domain has no account yet, invite one person of it first."},
			Expect: "the domain shows at least one managed account.",
		}
	case "access-admin-lockout":
		return &Guide{
			ID: "break-glass", Title: "Make an organization admin outside the synced domains", Minutes: 5,
			Why:  "If Okta disables every admin by mistake, nobody can come in and mend it. Provisioning makes that possible.",
			Menu: "Atlassian Administration ▸ Directory ▸ Users ▸ Invite users; then Directory ▸ Administrators",
			Link: orgAdmin(ctx, s, "users"), Unsure: true,
			Do:     []string{"Invite an address whose domain Okta does not provision.", "Make that account organization admin, with a password and two-step verification kept safe."},
			Expect: "an active organization admin whose e-mail domain is none of the organization's verified domains.",
		}
	case "guard-active":
		return guardGuide(ctx, s)
	case "lifecycle-management":
		return &Guide{
			ID: "lifecycle-management", Page: []string{"P1"}, Title: "Make sure that Okta Lifecycle Management is licensed", Minutes: 2, Blind: true,
			Why:  "No API says what an Okta org has licensed; without it the app has no Provisioning tab.",
			Menu: "Okta Admin ▸ Settings ▸ Account (or ask whoever manages the Okta contract)",
			Link: oktaAdmin(s, "/admin/settings/account"), Unsure: true,
			Do:     []string{"Look whether Lifecycle Management is among the org's products."},
			Expect: "an app such as Atlassian Cloud shows a Provisioning tab.",
		}
	case "sites-present":
		return &Guide{
			ID: "make-site", Page: []string{"P5"}, Title: "Have a Jira or Confluence site in the organization", Minutes: 5,
			Why:    "Product access is granted on a site of the organization; a site joins it in the console only.",
			Menu:   "Atlassian Administration ▸ Apps ▸ Add app, or Products ▸ Transfer products",
			Link:   orgAdmin(ctx, s, "overview"),
			Do:     []string{"Add Jira or Confluence, or transfer the site that people use into this organization."},
			Expect: "the site is listed and online.",
		}
	case "test-groups":
		return testGroupsGuide(s)
	}
	return nil
}

func guardGuide(ctx context.Context, s *session.Session) *Guide {
	return &Guide{
		ID: "subscribe-guard", Page: []string{"P4"}, Title: "Make sure that Atlassian Guard Standard is subscribed (once: Access)", Minutes: 3, Blind: true,
		Why:    "User provisioning is part of Guard, and no API says whether it is subscribed.",
		Menu:   "Atlassian Administration ▸ Billing (or Security ▸ Guard)",
		Link:   orgAdmin(ctx, s, "overview"),
		Do:     []string{"Look whether Atlassian Guard Standard (or an Enterprise plan) is active; else subscribe or start the trial."},
		Expect: "Guard Standard stands under the active subscriptions.",
	}
}

func testGroupsGuide(s *session.Session) *Guide {
	return &Guide{
		ID: "make-test-groups", Page: []string{"T"}, Title: "Make test groups with test people in Okta", Minutes: 5,
		Why: strings.Join([]string{
			"Begin with people who may be locked out for an hour: whoever is unassigned from the app loses the account.",
			"This program creates no Okta groups.",
		}, " "),
		Menu: "Okta Admin ▸ Directory ▸ Groups ▸ Add group",
		Link: oktaAdmin(s, "/admin/groups"), Unsure: true,
		Do: []string{
			"Make atlassian-test-jira-users and atlassian-test-confluence-users, the groups to push, with a few test people each.",
			"Make atlassian-test-users with all of them, the group to assign: Okta does not support one group for both. A group rule keeps it in step.",
		},
		Values: []GuideValue{
			{Label: "Group to push, for Jira", Text: testJira}, {Label: "Group to push, for Confluence", Text: testConfluence}, {Label: "Group to assign", Text: testAssign},
		},
		Expect: "the three groups are listed with their members.",
	}
}
