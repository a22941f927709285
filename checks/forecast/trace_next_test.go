package forecast

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/scim"
)

// nextCase changes one thing of a well way and says what is to be done about one hop then, word by word.
type nextCase struct {
	name   string
	change func(*way)
	id     string
	next   string
}

func nextOfEach(t *testing.T, list []nextCase) {
	t.Helper()
	for _, tt := range list {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := wellWay()
			tt.change(w)
			got := w.judge()
			i := slices.IndexFunc(got.Hops, func(h Hop) bool { return h.ID == tt.id })
			if i < 0 {
				t.Fatalf("there is no hop %s in %+v", tt.id, got.Hops)
			}
			if h := got.Hops[i]; h.Next != tt.next {
				t.Errorf("about %s (%s) is to be done\n%q, not\n%q", tt.id, h.Status, h.Next, tt.next)
			}
			if h, bad := got.first(HopBad); bad && h.ID == tt.id && got.Next != tt.next {
				t.Errorf("the verdict's next step is %q", got.Next)
			}
		})
	}
}

// TestWhatIsDoneAboutAProfile names the person in the menu, not "the person".
func TestWhatIsDoneAboutAProfile(t *testing.T) {
	t.Parallel()
	const person = "Okta Admin ▸ Directory ▸ People ▸ Ana Ruiz ▸ "
	status := func(s string) func(*way) { return func(w *way) { w.user.Status = s } }
	nextOfEach(t, []nextCase{
		{"active", func(*way) {}, "profile.status", ""},
		{"suspended", status("SUSPENDED"), "profile.status", person + "Unsuspend; or take them out of the groups if they have left."},
		{"deactivated", status("DEPROVISIONED"), "profile.status", person + "Activate, if they are to come back."},
		{"staged", status("STAGED"), "profile.status", person + "Activate."},
		{"locked", status("LOCKED_OUT"), "profile.status", person + "Unlock."},
		{"provisioned", status("PROVISIONED"), "profile.status", person + "Resend activation e-mail."},
		{"recovery", status("RECOVERY"), "profile.status", ""},
		{"no address", func(w *way) { w.user.Profile.Email = "" }, "profile.e-mail", person + "Profile: enter the address."},
		{"no address to send", func(w *way) { w.user.Profile.Email = "a b@acme.example" }, "mapping.primary-e-mail", person + "Profile."},
		{"an empty attribute", func(w *way) { w.app.is.UserName.Template = "user.workEmail" }, "mapping.user-name-format", person + "Profile: enter user.workEmail."},
		{"an odd zone", func(w *way) { w.user.Profile.Timezone = "GMT" }, "profile.time-zone", ""},
	})
}

func TestWhatIsDoneAboutAnAssignment(t *testing.T) {
	t.Parallel()
	const app = "Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ "
	const tasks = "Okta Admin ▸ Dashboard ▸ Tasks ▸ Retry Selected; nothing is retried by itself."
	unsent := func(status string, features ...string) func(*way) {
		return func(w *way) { w.a.is.ExternalID, w.a.is.Status, w.app.is.Features = "", status, features }
	}
	nextOfEach(t, []nextCase{
		{"no group", func(w *way) { w.groups.is, w.followed = nil, nil }, "groups.assigned", "Okta Admin ▸ Directory ▸ Groups ▸ an assigned group ▸ Assign people: add " + address + "."},
		{"no pushed group", func(w *way) { w.groups.is, w.followed = nil, nil }, "scim-group.pushed-groups", "Okta Admin ▸ Directory ▸ Groups ▸ a pushed group ▸ Assign people: add " + address + "."},
		{"an inactive app", func(w *way) { w.app.is.Status, w.app.is.Label = "INACTIVE", "Wiki" }, "assignment.app", "Okta Admin ▸ Applications ▸ Wiki ▸ Activate."},
		{"not assigned", func(w *way) { w.a.err, w.assigned.is = errGone, nil }, "assignment.status", "Add " + address + " to a group that is assigned to the app."},
		{"not assigned though in the group", func(w *way) { w.a.err = errGone }, "assignment.status", app + "Assignments: look at the group's assignment, and at Convert assignments."},
		{"gone", func(w *way) { w.a.is.Status = "REVOKED" }, "assignment.status", app + "Assignments ▸ assign again."},
		{"stuck", unsent("PENDING", "PUSH_NEW_USERS"), "assignment.status", "Mend what the task names, then " + tasks},
		{"never sent", unsent("ACTIVE", "PUSH_NEW_USERS"), "assignment.status", app + "Assignments ▸ Provision User."},
		{"create is off", unsent("ACTIVE", "PUSH_PROFILE_UPDATES"), "assignment.status", app + "Provisioning ▸ To App ▸ Create Users, then " + app + "Assignments ▸ Provision User."},
		{"in error", func(w *way) { w.a.is.SyncState = "ERROR" }, "assignment.sync-state", "Mend what the task names, then " + tasks},
		{"the log's failure", func(w *way) {
			w.a.is.SyncState, w.events.is = "ERROR", []okta.Event{{Result: "FAILURE", Reason: "no", Published: time.Unix(hopNow, 0)}}
		}, "log.last-attempt", "Mend what it names, then " + tasks},
		{"no record remembered", unsent("STAGED"), "assignment.external-id", ""},
	})
}

func TestWhatIsDoneAboutNames(t *testing.T) {
	t.Parallel()
	const app = "Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ "
	const now = app + "Sign On ▸ Update Now; whoever has an account under the old address logs in once first."
	const check = "provision check says what keeps it from being read."
	nextOfEach(t, []nextCase{
		{"nothing mapped", func(w *way) { w.primary.is.Expression, w.primary.is.Variable = "", "primaryEmail" }, "mapping.primary-e-mail", app + "Provisioning ▸ Attribute Mappings: map primaryEmail to user.email."},
		{"two names", func(w *way) { w.user.Profile.Login, w.app.is.UserName.Template = "ana@old.example", "${source.login}" }, "mapping.user-name-format", app + "Sign On ▸ Application username format: the attribute of the primary e-mail; or provision setup --only email."},
		{"on creation only", func(w *way) { w.primary.is.PushStatus = "DONT_PUSH" }, "mapping.primary-e-mail", ""},
		{"an old user name", func(w *way) { w.a.is.UserName = "old@acme.example" }, "username.user-name", now},
		{"no user name", func(w *way) { w.a.is.UserName = "" }, "username.user-name", now},
		{"an old sign-on name", func(w *way) { w.a.is.UserName = "old@acme.example" }, "signon.nameid", now},
		{"no mapping to read", func(w *way) { w.primary.err = errHop }, "mapping.primary-e-mail", check},
		{"no app to read", func(w *way) { w.app.err = errDenied }, "signon.nameid", check},
		{"several apps", func(w *way) { w.app.err = &facts.AmbiguousError{} }, "username.user-name", "Choose one with --app-id."},
		{"no app", func(w *way) { w.app.err = facts.ErrNoApp }, "username.user-name", ""},
	})
}

func TestWhatIsDoneAboutARecordAndAnAccount(t *testing.T) {
	t.Parallel()
	const tab = "Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ Assignments ▸ unassign and assign again"
	const domains = "admin.atlassian.com ▸ Settings ▸ Domains"
	unmanaged := func(w *way) { w.account.is.ClaimStatus = "unmanaged" }
	nextOfEach(t, []nextCase{
		{"lost", func(w *way) { w.record.is = nil }, "record.id", tab + ": that makes a new record, and disables the account for a moment."},
		{"another record", func(w *way) { w.a.is.ExternalID = "s9" }, "record.id", tab + "."},
		{"inactive", func(w *way) { w.record.is.Active = false }, "record.active", tab + "; then Push now for each of the groups."},
		{"an old address", func(w *way) { w.record.is.Email = "old@acme.example" }, "record.primary-address", "Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ Provisioning ▸ To App: tick Update User Attributes; then Okta Admin ▸ Dashboard ▸ Tasks ▸ Retry Selected."},
		{"no directory's key", func(w *way) { w.record.err = &facts.NotConfiguredError{} }, "record.id", "provision setup asks for it, and keeps it."},
		{"not linked", func(w *way) { w.record.is.AccountID, w.links.is = "", nil }, "account.linked", tab + "; this disables the account for a moment."},
		{"an unknown account", func(w *way) { w.account.err = clients.ErrNotFound }, "account.linked", "Ask Atlassian support, with the record's id s1."},
		{"another address", func(w *way) { w.account.is.Email = "old@acme.example" }, "account.address", "Ask Atlassian support, with both addresses; they may be doubled."},
		{"disabled", func(w *way) { w.account.is.AccountStatus = "inactive" }, "account.status", "admin.atlassian.com ▸ Directory ▸ Users ▸ Ana Ruiz; a deactivated one comes back when Okta assigns the app again."},
		{"unclaimed among claimed", func(w *way) { unmanaged(w); w.claimed.is = true }, "account.claimed", domains + " ▸ Claim accounts."},
		{"nobody claimed", unmanaged, "account.domain", domains + " ▸ acme.example ▸ Claim accounts; one account is enough."},
		{"unverified", func(w *way) { w.domains.is[0].Status = "unverified" }, "account.domain", domains + " ▸ acme.example ▸ Verify."},
		{"unverified and unclaimed", func(w *way) { unmanaged(w); w.domains.is[0].Status = "unverified" }, "account.domain", domains + " ▸ acme.example ▸ Verify; where it is verified already: Claim accounts, one is enough."},
		{"superseded", func(w *way) { w.domains.is[0].Status = "superseded" }, "account.domain", domains + ": find out who in the company did; that organization has to remove it, before you verify it again."},
		{"another directory", func(w *way) { w.links.is[0].DirectoryID = "d9" }, "account.other-directories", "Remove the person there first, or ask Atlassian support to unlink the record s1."},
		{"two records", func(w *way) { w.links.is = append(w.links.is, w.links.is[0]) }, "account.other-directories", "Ask Atlassian support, with the ids of the records."},
		{"a second account", func(w *way) { w.others.is = []atlassian.User{{AccountID: "a0", Email: address}} }, "account.other-accounts", "Let the person log in once under the old address before anything is sent; who is doubled already: ask Atlassian support, with the addresses."},
	})
}

func TestWhatIsDoneAboutGroups(t *testing.T) {
	t.Parallel()
	const push = "Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ Push Groups ▸ "
	const taken = "Rename the local group; or admin.atlassian.com ▸ Directory ▸ Groups ▸ Review groups, where Sync group replaces its members; then " + push + "Retry All Groups."
	local := map[string][]atlassian.Group{"jira": {{ID: "g9", Name: "jira"}}}
	outside := func(found scim.Group, err error) func(*way) {
		return func(w *way) { w.inside.is, w.scimGroups["00gp"] = nil, asked(found, err) }
	}
	nextOfEach(t, []nextCase{
		{"in error", func(w *way) { w.mappings.is[0].Status = "ERROR" }, "scim-group.jira", "Mend what the log of the app names, then " + push + "Retry All Groups."},
		{"in error, the name is taken", func(w *way) { w.mappings.is[0].Status, w.orgGroups.is = "ERROR", local }, "scim-group.jira", taken},
		{"inactive", func(w *way) { w.mappings.is[0].Status = "INACTIVE" }, "scim-group.jira", push + "Activate."},
		{"never arrived", outside(scim.Group{}, errNobody), "scim-group.jira", push + "jira ▸ Push now; after a renaming: unlink it and push it anew."},
		{"left out", outside(scim.Group{ID: "sg1"}, nil), "scim-group.jira", push + "jira ▸ Push now."},
		{"not in the organization's", outside(scim.Group{ID: "sg1", Members: []string{"s1"}}, nil), "org-group.jira", "Wait some minutes; then " + push + "jira ▸ Push now."},
		{"a local group", func(w *way) { w.orgGroups.is = local }, "org-group.jira", taken},
		{"a default group's name", func(w *way) {
			w.orgGroups.is = nil
			outside(scim.Group{ID: "sg1", Members: []string{"s1"}}, nil)(w)
		}, "org-group.jira", "Wait some minutes; then give the group another name in Okta and push it anew."},
		{"opens nothing", func(w *way) { w.opens["g1"] = asked([]opening{}, nil) }, "products.jira", "provision setup --only access; or admin.atlassian.com ▸ Directory ▸ Groups ▸ jira ▸ Add apps."},
		{"offline", func(w *way) { w.opens["g1"] = asked([]opening{{"confluence", "a.example", "offline"}}, nil) }, "products.jira", "admin.atlassian.com ▸ Apps: look at the site's subscription."},
		{"to be pushed", func(w *way) { w.mappings.is = nil }, "scim-group.jira", ""},
	})
}

// TestEveryNextIsASentence: whatever a hop asks for begins with a capital, a menu or a command, ends, and keeps no place for a name.
func TestEveryNextIsASentence(t *testing.T) {
	t.Parallel()
	for _, status := range []string{"SUSPENDED", "DEPROVISIONED", "STAGED", "LOCKED_OUT", "PROVISIONED", "ACTIVE"} {
		for _, err := range []error{nil, errHop, errDenied, errGone, facts.ErrNoApp} {
			w := wellWay()
			w.user.Status, w.app.err, w.a.is.SyncState = status, err, "ERROR"
			for _, h := range w.judge().Hops {
				if h.Next == "" {
					continue
				}
				if !strings.HasSuffix(h.Next, ".") || strings.Contains(h.Next, "▸ the person ▸") || strings.Contains(h.Next, "▸ the group ▸") || strings.Contains(h.Next, "  ") {
					t.Errorf("%s: %q", h.ID, h.Next)
				}
			}
		}
	}
}
