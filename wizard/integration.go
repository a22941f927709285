package wizard

import (
	"context"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/wizard/session"
)

func integration() Step {
	return Step{
		ID: "integration", Title: "Integration", About: "entered in Okta, by you; this program watches for it",
		Needs:  []session.Input{session.AppID},
		Keeps:  []session.Input{session.AppID},
		Checks: []string{"okta-app", "integration-enabled", "integration-options", "integration-credentials", "integration-mappings"},
		Guide:  guideIntegration,
		Settle: 2 * time.Minute,
	}
}

func guideIntegration(ctx context.Context, s *session.Session, open checks.Result) *Guide {
	switch open.ID {
	case "okta-app":
		if inactive(open) {
			return activateGuide(ctx, s)
		}
		return appGuide(s)
	case "integration-enabled":
		return credentialsGuide(ctx, s)
	case "integration-credentials":
		return testGuide(ctx, s, open)
	case "integration-options":
		return &Guide{
			ID: "enable-options", Page: []string{"2.6", "2.7", "2.8"}, Title: "Tick the three options under To App", Minutes: 1,
			Why:  "Okta's API does not set these options for this app.",
			Menu: "Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ Provisioning ▸ To App ▸ Edit",
			Link: appTab(ctx, s, "#tab-user-management"), Unsure: true,
			Do: []string{
				"Enable Create Users, Update User Attributes and Deactivate Users. Leave Sync Password off.",
				"Save.",
			},
			Expect: "the three options are ticked.",
		}
	case "integration-mappings":
		return &Guide{
			ID: "review-mappings", Page: []string{"2.7"}, Title: "Look over the attribute mappings", Minutes: 2, Blind: true,
			Why:  "Only you know which attributes Atlassian should get; the defaults are right for most.",
			Menu: "Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ Provisioning ▸ To App ▸ Attribute Mappings",
			Link: appTab(ctx, s, "#tab-user-management"), Unsure: true,
			Do:     []string{"Look which Okta attribute feeds each Atlassian attribute. Time zones must be IANA names such as Europe/Berlin."},
			Expect: "Primary email is mapped from the attribute that holds today's e-mail address.",
		}
	}
	return nil
}

func appGuide(s *session.Session) *Guide {
	return &Guide{
		ID: "add-app", Page: []string{"2.1"}, Title: "Add the Atlassian Cloud app in Okta", Minutes: 5,
		Why:  "Its settings hold an id of your organization that no document describes, so the API cannot make it safely.",
		Menu: "Okta Admin ▸ Applications ▸ Browse App Catalog ▸ Atlassian Cloud ▸ Add Integration",
		Link: oktaAdmin(s, "/admin/apps/active"), Unsure: true,
		Do: []string{
			"Add Atlassian Cloud (not the older Jira or Confluence apps).",
			"Sign-on method SAML 2.0; the Unique ID stands in Atlassian under Security ▸ Identity providers ▸ the directory ▸ Set up SAML.",
		},
		Values: []GuideValue{{Label: "App to look for", Text: "Atlassian Cloud"}},
		Expect: "the app is listed as active.",
		Troubles: []string{
			"Several Atlassian Cloud apps? Give the right one with --app-id.",
			"An inactive app: Okta Admin ▸ Applications ▸ Inactive ▸ the app ▸ Activate.",
		},
	}
}

func credentialsGuide(ctx context.Context, s *session.Session) *Guide {
	return &Guide{
		ID: "enter-credentials", Page: []string{"2.2", "2.3", "2.4", "2.5"}, Title: "Enter URL and key in Okta, and test them", Minutes: 2,
		Why:  "Okta's API does not take the provisioning credentials of this app.",
		Menu: "Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ Provisioning ▸ Configure API Integration",
		Link: appTab(ctx, s, "#tab-user-management"), Unsure: true,
		Do: []string{
			"Tick Enable API integration.",
			"Enter Base URL and API Token: the values below.",
			"Test API Credentials. When it says they are right, Save.",
		},
		Values: []GuideValue{
			{Label: "Base URL", Text: s.Text(session.SCIMBaseURL)},
			{Label: "API Token", Key: s.Secret(session.SCIMKey)},
		},
		Expect: "the Provisioning tab shows To App on its left side.",
		Troubles: []string{
			"The test fails: the key must be the directory's own, not an organization API key; the URL has nothing behind the directory id.",
			"No Provisioning tab: Lifecycle Management is not licensed, or the app is one of the older Jira or Confluence apps.",
		},
	}
}

// testGuide is for a key that Atlassian refused, or, while nothing was sent yet, for the test that nobody can read.
func testGuide(ctx context.Context, s *session.Session, open checks.Result) *Guide {
	g := credentialsGuide(ctx, s)
	if open.Status == checks.Manual {
		g.ID, g.Title, g.Blind = "test-credentials", "Press Test API Credentials once", true
		g.Why = "Nothing has been sent yet that would prove the key, and no API reads Okta's own test."
		g.Do = []string{"Edit, then Test API Credentials. It must say that they were verified."}
		g.Values = nil
		return g
	}
	g.ID, g.Title, g.Trust = "enter-credentials", "Enter the key again and test it", true
	g.Do = append(g.Do, "Then Okta Admin ▸ Dashboard ▸ Tasks ▸ Retry Selected: what was refused is not sent again by itself.")
	return g
}
