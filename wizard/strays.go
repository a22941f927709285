package wizard

import (
	"context"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/wizard/session"
)

const menuAssignments = "Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ Assignments"

// relinkGuide is for people whose record in the directory belongs to no account.
func relinkGuide(link string, open checks.Result) *Guide {
	return &Guide{
		ID: "reassign-user", Title: "Link the records that have no account", Minutes: 5,
		Why:  "A record without an account gives nobody access; unassigning and assigning again makes Atlassian link it.",
		Menu: menuAssignments, Link: link, Unsure: true,
		Do: []string{
			"Wait some minutes first: linking is not immediate.",
			"Unassign each of the people below, and assign them again. Whoever has the app through a group: Okta Admin ▸ Directory ▸ Groups ▸ the assigned group, out of it and in again.",
		},
		Names: named(open), Expect: "everyone has an Atlassian account.",
	}
}

// inactiveGuide tells apart who should lose the account and whose account somebody switched off in Atlassian.
func inactiveGuide(ctx context.Context, s *session.Session, link string, open checks.Result) *Guide {
	return &Guide{
		ID: "unassign-user", Title: "Settle who is active on one side only", Minutes: 5,
		Why:  "Okta sends nothing when it suspends somebody, so the Atlassian account stays open; only you know who comes back.",
		Menu: menuAssignments, Link: link, Unsure: true,
		Do: []string{
			"Whoever should lose access: unassign them, which disables the account. Whoever has the app through a group: out of that group.",
			"Whoever comes back: Okta Admin ▸ Directory ▸ People ▸ the person ▸ Unsuspend.",
		},
		Names: named(open), Expect: "everyone active in Atlassian is active in Okta.",
		Troubles: []string{"Somebody deactivated in Atlassian alone: Atlassian Administration ▸ Directory ▸ Managed accounts ▸ the person ▸ Reactivate account. " + orgAdmin(ctx, s, "overview")},
	}
}

// orphansGuide is for active records that belong to nobody's assignment.
func orphansGuide(ctx context.Context, s *session.Session, link string, open checks.Result) *Guide {
	return &Guide{
		ID: "take-back-user", Title: "Take back the accounts that Okta has forgotten", Minutes: 5,
		Why:  "Nothing will ever disable an account whose person is not assigned; Okta disables only whom it has assigned.",
		Menu: menuAssignments, Link: link, Unsure: true,
		Do: []string{
			"Assign each of the people below to the app: Assign ▸ Assign to People. Okta finds the record by its user name.",
			"Whoever has left: unassign them again, which disables the account. Whoever still works there stays assigned, best through the assigned group.",
		},
		Names: named(open), Expect: "everyone active in the directory is assigned in Okta.",
		Troubles: []string{"Whom Okta does not know any more: Atlassian Administration ▸ Directory ▸ Managed accounts ▸ the person ▸ Deactivate account. " + orgAdmin(ctx, s, "overview")},
	}
}
