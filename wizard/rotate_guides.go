package wizard

import (
	"context"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/wizard/session"
)

// The console actions of a rotation, by the names that the sandbox's operator knows.
const (
	regenerateKey = "regenerate-key"
	enterKey      = "enter-credentials"
	pushOnce      = "push-now"
)

// regenerateGuide is for a key that works, or for one that is dead: then the new one may have been made already.
func (o *Rotation) regenerateGuide(ctx context.Context, s *session.Session, _ checks.Result) *Guide {
	g := &Guide{
		ID: regenerateKey, Title: "Regenerate the directory's API key", Minutes: 1,
		Why:  "Atlassian offers no API for this. The old key stops at once, and the new one is shown once.",
		Menu: "Atlassian Administration ▸ Security ▸ Identity providers ▸ the directory ▸ ••• beside User provisioning ▸ Regenerate API key",
		Link: orgAdmin(ctx, s, "overview"),
		Do: []string{
			"Have the Okta Admin Console open in another window first.",
			"Regenerate API key, and copy the key that is shown. The base URL stays the same.",
			"Press Enter here, and paste the key.",
		},
		Expect:   "a new API key; the old one is refused from now on.",
		Troubles: []string{"The new key was not copied? Regenerate once more: only the last one works."},
	}
	if o.old == nil {
		g.Title, g.Why = "Paste the new API key, or make one", "The key known here is dead. A key is shown once; who has not copied the new one regenerates again."
		g.Do[1] = "If you have the new key already, leave this out. Else Regenerate API key, and copy the key that is shown."
	}
	return g
}

// oktaGuide is what a person does in Okta once the new key is kept.
func oktaGuide(ctx context.Context, s *session.Session, open checks.Result) *Guide {
	if open.ID == rotatePushed {
		return &Guide{
			ID: pushOnce, Title: "Push one group, and see it succeed", Minutes: 2,
			Why:  "Only a request that Atlassian answers well proves the key in Okta, and Okta's API sends none by itself.",
			Menu: "Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ Push Groups ▸ a group ▸ Active ▸ Push now",
			Link: appTab(ctx, s, "#tab-group-push"), Unsure: true,
			Do: []string{
				"Push now on a group that is pushed already: it changes nothing but what is out of step.",
				"Dashboard ▸ Tasks ▸ Retry Selected: what was refused meanwhile is not sent again by itself.",
			},
			Expect: "the group stands there as Active, without an error; Reports ▸ System Log shows a success.",
			Troubles: []string{
				"An error Unauthorized: Okta has another key. Press b and enter the new one again.",
				"The System Log shows nothing of provisioning in this org? Enter takes your word for what you saw.",
			},
		}
	}
	return &Guide{
		ID: enterKey, Title: "Put the new key into Okta, test and save it", Minutes: 2, Trust: true,
		Why:  "Until then nothing reaches Atlassian. Okta's API does not take the provisioning credentials of this app.",
		Menu: "Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ Provisioning ▸ Integration ▸ Edit",
		Link: appTab(ctx, s, "#tab-user-management"), Unsure: true,
		Do: []string{
			"Replace API Token by the new key: c copies it here. Base URL stays as it is.",
			"Test API Credentials. When it says they are right, Save. Then press Enter here.",
		},
		Values:   []GuideValue{{Label: "API Token", Key: s.Secret(session.SCIMKey)}, {Label: "Base URL", Text: s.Text(session.SCIMBaseURL)}},
		Expect:   "Okta says that Atlassian Cloud was verified successfully.",
		Troubles: []string{"The test fails: the key must be the one just made, whole and without blanks; the URL has nothing behind the directory id."},
	}
}
