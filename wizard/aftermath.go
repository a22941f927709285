package wizard

import (
	"fmt"

	"github.com/provision-cli/provision/checks/forecast"
)

// The actions that this program carries out by API, as plans and the record of changes name them.
const (
	ActionPush      = "Push group"
	ActionAssign    = "Assign group"
	ActionPushAgain = "Push again"
	ActionRename    = "Push under its new name"
	ActionAccess    = "Give product access to"
	ActionUserName  = "Set the application username format of"
)

// Final says what of an action no way back undoes; empty where everything can be taken back.
func Final(action string) string {
	switch action {
	case ActionPush:
		return "A group that is deleted on the way back loses its permissions in Jira and Confluence; unlinked and left, it stays as an ordinary group that nobody keeps in step."
	case ActionAssign:
		return "Accounts that were made stay, disabled, and cannot be deleted from Okta. Names and addresses that Okta wrote over existing records stay as Okta wrote them."
	case ActionPushAgain:
		return "Members that the push added or removed stay so."
	case ActionRename:
		return "The group under its old name is an ordinary group from now on: Okta neither keeps it in step nor deletes it."
	case ActionAccess:
		return "What people did in the product stays; a seat that was billed stays billed for its period."
	case ActionUserName:
		return "Names that were already sent to Atlassian go back only with the next update of each person; a second account that somebody got by signing in meanwhile stays."
	}
	return ""
}

// Cost is what carrying out a change takes, as far as it can be reckoned beforehand.
type Cost struct {
	// Own are the calls of this program, Sent the calls that Okta then makes to the directory.
	Own, Sent int
	// How says how the numbers were reckoned.
	How string
}

func costOfAssigning(fc forecast.Forecast) Cost {
	create, adopt, sent := 0, 0, 0
	for _, p := range fc.People {
		n := p.Calls()
		sent += n
		switch {
		case n > 0 && p.RecordID == "":
			create++
		case n > 0:
			adopt++
		}
	}
	return Cost{
		Own: 2, Sent: sent,
		How: fmt.Sprintf("Own: look whether it is assigned, assign. Sent by Okta: look-up and create for each of %d new to the directory; look-up, read, write for each of %d in it already, and one more where it is switched off",
			create, adopt),
	}
}

func costOfPushing(o forecast.GroupOutcome) Cost {
	return Cost{Own: 2, Sent: o.Calls(), How: "Own: look whether it is pushed, push. Sent by Okta: look-up, create, and its members in one call; more where Okta sends them in parts, which no document counts"}
}

func costOfRenaming(people int) Cost {
	return Cost{
		Own: 4, Sent: 2 * people,
		How: fmt.Sprintf("Own: read, read whole, write, read back. Sent by Okta with the next update: read and write for each of %d people whose name changes", people),
	}
}

// Aftermath is what something done by hand leaves behind.
type Aftermath struct{ Notice, Back, Final string }

// Aftermath says what people notice of a by-hand action, how it is undone, and what of it stays. It is empty where
// somebody only looks.
func (g Guide) Aftermath() Aftermath {
	if a, ok := aftermaths()[g.ID]; ok {
		return a
	}
	return Aftermath{}
}

const (
	nobodyNotices = "Nobody notices anything."
	directories   = "Atlassian Administration ▸ Security ▸ Identity providers ▸ the directory"
	cloudApp      = "Okta Admin ▸ Applications ▸ Atlassian Cloud"
)

func aftermaths() map[string]Aftermath {
	return map[string]Aftermath{
		"verify-domain":        {nobodyNotices, "Atlassian Administration ▸ Directory ▸ Domains ▸ the domain ▸ Remove", "Accounts that were claimed meanwhile lose the organization's management."},
		"claim-domain":         {"People of the domain see in their profile that the organization manages their account.", "Atlassian Administration ▸ Directory ▸ Domains ▸ the domain ▸ Remove", "The mail that Atlassian sends to claimed people."},
		"break-glass":          {nobodyNotices, "Atlassian Administration ▸ Directory ▸ Users ▸ the person ▸ remove the role", ""},
		"make-site":            {nobodyNotices, "Atlassian Administration ▸ Billing ▸ cancel the product", "A billed period stays billed."},
		"make-test-groups":     {nobodyNotices, "Okta Admin ▸ Directory ▸ Groups ▸ the group ▸ Delete", ""},
		"create-directory":     {nobodyNotices, directories + " ▸ Delete directory", "Deleting it later stops provisioning for everyone in it, and its key cannot be shown again."},
		"link-domain":          {nobodyNotices, directories + " ▸ View domains ▸ the domain ▸ Unlink", ""},
		"add-site":             {nobodyNotices, directories + " ▸ the site ▸ Remove", ""},
		"add-app":              {"Nothing until somebody is assigned; then a tile on the Okta dashboard.", cloudApp + " ▸ Deactivate, then Delete", "Deleting the app later disables everyone it provisioned."},
		"activate-app":         {"Whoever is assigned has the tile again, and Okta sends what has changed meanwhile.", cloudApp + " ▸ Deactivate", "What Okta sent meanwhile stays."},
		"mend-addresses":       {"People whose address changes get their mail and sign on under the new one, in every app that uses it.", "Okta Admin ▸ Directory ▸ People ▸ the person ▸ Profile ▸ Edit: the address that was there before", "What was sent to the new address."},
		"enter-credentials":    {nobodyNotices, cloudApp + " ▸ Provisioning ▸ Integration ▸ Edit ▸ untick Enable API integration", ""},
		"enable-options":       {"Nothing until somebody is assigned; from then on Okta creates, updates and disables accounts.", cloudApp + " ▸ Provisioning ▸ To App ▸ Edit ▸ untick the three options", "What Okta sent meanwhile stays."},
		"set-username-format":  {"People whose sign-on name changes sign on under the new one; everybody else notices nothing.", cloudApp + " ▸ Sign On ▸ Edit ▸ the format that was there before", Final(ActionUserName)},
		"update-now":           {"People whose sign-on name changes sign on under the new one; everybody else notices nothing.", "Set the format back, then Update Now again.", Final(ActionUserName)},
		"settle-conflict":      {"Members of the Atlassian group that is renamed or overwritten.", "Rename the group back. An overwritten membership must be entered again by hand: export it first.", "Who was a member before Sync group, unless it was exported."},
		"unset-default-group":  {"New people whom Atlassian adds by itself join another group.", "Atlassian Administration ▸ Apps ▸ the site ▸ Manage access ▸ the group ▸ ••• ▸ Update default group setting", ""},
		"retry-failed":         {"People whose job failed get their account.", cloudApp + " ▸ Assignments ▸ unassign", Final(ActionAssign)},
		"push-now":             {"Members join or leave the Atlassian group.", "None needed: the group is pushed as it is in Okta.", Final(ActionPushAgain)},
		"provision-user":       {"People who were left out get their account.", cloudApp + " ▸ Assignments ▸ unassign", Final(ActionAssign)},
		"push-anew":            {nobodyNotices, "Okta Admin ▸ Directory ▸ Groups ▸ the group ▸ the name that was there before", Final(ActionRename)},
		"delete-group":         {"Whoever is in the old group alone loses what it opens.", "None: make the group again and give it access.", "Permissions, filters and boards of Jira and Confluence that name the group lose it."},
		"unassign-user":        {"Whoever is unassigned loses the Atlassian account.", cloudApp + " ▸ Assignments ▸ assign again", ""},
		"take-back-user":       {"Whoever is unassigned again loses the Atlassian account.", cloudApp + " ▸ Assignments ▸ assign again", ""},
		"reassign-user":        {"People may lose access for some minutes.", "None needed: they end as they were, with an account.", ""},
		"grant-access":         {"The product appears in people's app switcher.", "Atlassian Administration ▸ Apps ▸ the site ▸ Manage access ▸ the group ▸ Remove", Final(ActionAccess)},
		"buy-seats":            {nobodyNotices, "Atlassian Administration ▸ Billing ▸ the product", "A billed period stays billed."},
		"subscribe-guard":      {nobodyNotices, "Atlassian Administration ▸ Billing ▸ Guard ▸ Cancel", "A billed period stays billed."},
		"lifecycle-management": {},
		"key-life":             {},
		"review-mappings":      {},
		"test-credentials":     {},
	}
}
