package checks_test

import (
	"regexp"
	"slices"
	"testing"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/clients/sandbox"
)

// said is what a finding says to a person, word by word.
type said struct {
	summary, fix, link string
	evidence           []checks.Evidence
}

// changing are the parts of a text that differ from one sandbox, or one day, to the next.
var changing = []struct {
	is *regexp.Regexp
	as string
}{
	{regexp.MustCompile(`127\.0\.0\.1:\d+`), "HOST"},
	{regexp.MustCompile(`\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b`), "ID"},
	{regexp.MustCompile(`\b0oa[0-9A-Za-z]{17}\b`), "APP"},
	{regexp.MustCompile(`\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z`), "TIME"},
	{regexp.MustCompile(`\b\d{1,2} [A-Z][a-z]{2} \d{4}( \d{2}:\d{2} UTC)?`), "DAY"},
}

func plain(text string) string {
	for _, c := range changing {
		text = c.is.ReplaceAllString(text, c.as)
	}
	return text
}

// TestWhatEachFindingSays freezes the words of the findings: somebody acts on them at night.
func TestWhatEachFindingSays(t *testing.T) {
	t.Parallel()
	for _, id := range promised {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			got := keptTenants(t, sandbox.Options{Scenario: "ready", Drifts: []string{id}}, keptFor(id))[id]
			want := words[id]
			for _, part := range [][2]string{{plain(got.Summary), want.summary}, {plain(got.Fix), want.fix}, {plain(got.Link), want.link}} {
				if part[0] != part[1] {
					t.Errorf("it says\n%q, want\n%q", part[0], part[1])
				}
			}
			var evidence []checks.Evidence
			for _, e := range got.Evidence {
				evidence = append(evidence, checks.Evidence{Subject: plain(e.Subject), Field: plain(e.Field), Want: plain(e.Want), Got: plain(e.Got)})
			}
			if !slices.Equal(evidence, want.evidence) {
				t.Errorf("the evidence is\n%q, want\n%q", evidence, want.evidence)
			}
		})
	}
}

// words are by the id of the question, over the drift of that id.
var words = map[string]said{
	"okta-reachable": {
		summary: "Okta refused the token: it is mistyped, was revoked, was unused for 30 days, its owner was deactivated, or it is bound to another network zone.",
		fix:     "Make a token: Okta Admin Console ▸ Security ▸ API ▸ Tokens ▸ Create token, then provision setup.",
		evidence: []checks.Evidence{
			{Subject: "GET /api/v1/apps", Field: "answer", Want: "200", Got: "401 E0000011 Invalid token provided"},
		},
	},
	"okta-rights": {
		summary: "The token may not read apps, push groups.",
		fix:     "Give the token's owner the application administrator and group administrator roles: Okta Admin Console ▸ Security ▸ Administrators ▸ Add administrator.",
		evidence: []checks.Evidence{
			{Subject: "apps", Field: "role", Want: "readable", Got: "403 E0000006 You do not have permission to perform the requested action"},
			{Subject: "push groups", Field: "role", Want: "readable", Got: "403 E0000006 You do not have permission to perform the requested action"},
			{Subject: "profile mappings", Field: "role", Want: "readable", Got: "403 E0000006 You do not have permission to perform the requested action"},
			{Subject: "the System Log", Field: "role", Want: "readable", Got: "403 E0000006 You do not have permission to perform the requested action"},
		},
	},
	"okta-token-life": {
		summary: "The token can do more than this job needs: ada.novak@example.com is SUPER_ADMIN. Whoever gets hold of it gets the whole org.",
		fix:     "Make the token as an application administrator and group administrator, then revoke this one: Okta Admin Console ▸ Security ▸ API ▸ Tokens ▸ Create token.",
		evidence: []checks.Evidence{
			{Subject: "ada.novak@example.com", Field: "roles", Want: "APP_ADMIN, USER_ADMIN", Got: "SUPER_ADMIN"},
		},
	},
	"atlassian-reachable": {
		summary: "Atlassian refused the organization API key: it is mistyped, expired, revoked, has scopes, or is another kind of key.",
		fix:     "Make a key without scopes: Atlassian Administration ▸ Settings ▸ API keys ▸ Create API key, then provision setup.",
		evidence: []checks.Evidence{
			{Subject: "GET /admin/v1/orgs", Field: "answer", Want: "200", Got: "401 Unauthorized"},
		},
	},
	"atlassian-key-life": {
		summary: "1 API key of the organization expires within 30 days: provision. Atlassian does not tell which key this program uses.",
		fix:     "Make a new key: Atlassian Administration ▸ Settings ▸ API keys ▸ Create API key, then provision setup.",
		link:    "https://admin.atlassian.com/o/ID/overview",
		evidence: []checks.Evidence{
			{Subject: "provision", Field: "expires", Want: "in more than 30 days", Got: "DAY"},
		},
	},
	"site-admin": {
		summary: "The site credential administers none of its sites: http://HOST.",
		fix:     "Use the token of a Jira administrator, or make this person one: Jira ▸ Settings ▸ System ▸ Global permissions.",
		evidence: []checks.Evidence{
			{Subject: "http://HOST", Field: "Jira administrator", Want: "yes", Got: "no"},
		},
	},
	"domain-verified": {
		summary: "Not verified: example.com.",
		fix:     "Atlassian Administration ▸ Settings ▸ Domains ▸ Add domain ▸ Verify. If it was verified already: Atlassian Administration ▸ Settings ▸ Domains ▸ Claim accounts; a CSV with one address is enough.",
		link:    "https://admin.atlassian.com/o/ID/overview",
		evidence: []checks.Evidence{
			{Subject: "example.com", Field: "status", Want: "verified", Got: "unverified"},
		},
	},
	"domain-claimed": {
		summary: "No account is claimed of example.com; its people would count as external.",
		fix:     "Atlassian Administration ▸ Settings ▸ Domains ▸ Claim accounts; a CSV with one address is enough.",
		link:    "https://admin.atlassian.com/o/ID/overview",
		evidence: []checks.Evidence{
			{Subject: "example.com", Field: "managed accounts", Want: "at least 1", Got: "0"},
		},
	},
	"domain-linked": {
		summary: "Only a person can see whether the domain is linked to the directory.",
		fix:     "Look: Atlassian Administration ▸ Security ▸ Identity providers ▸ the directory ▸ View domains ▸ Link domain.",
		link:    "https://admin.atlassian.com/o/ID/overview",
	},
	"guard-active": {
		summary: "Guard has probably lapsed: the directory does not answer, the pushed groups are local (atlassian-test-confluence-users, atlassian-test-jira-users), and no account is billed. No API says it outright.",
		fix:     "Look: Atlassian Administration ▸ Billing ▸ Atlassian Guard Standard.",
		link:    "https://admin.atlassian.com/o/ID/overview",
		evidence: []checks.Evidence{
			{Subject: "atlassian-test-confluence-users", Field: "group in the organization", Want: "synced", Got: "local"},
			{Subject: "atlassian-test-jira-users", Field: "group in the organization", Want: "synced", Got: "local"},
		},
	},
	"lifecycle-management": {
		summary: "No API tells whether Lifecycle Management is licensed.",
		fix:     "Look whether the Atlassian Cloud app has a Provisioning tab, or ask the owner of the Okta contract for Lifecycle Management.",
		link:    "https://example-admin.okta.com/admin/app/atlassian/instance/APP/#tab-user-management",
	},
	"sites-present": {
		summary: "The organization has no Jira or Confluence site online.",
		fix:     "Add one: Atlassian Administration ▸ Apps ▸ Add app; groups are synced to Jira products and Confluence only.",
		link:    "https://admin.atlassian.com/o/ID/overview",
		evidence: []checks.Evidence{
			{Subject: "confluence@HOST", Field: "status", Want: "online", Got: "offline"},
			{Subject: "jira-software@HOST", Field: "status", Want: "online", Got: "offline"},
			{Subject: "confluence@HOST", Field: "status", Want: "online", Got: "offline"},
			{Subject: "jira-software@HOST", Field: "status", Want: "online", Got: "offline"},
		},
	},
	"scim-key": {
		summary: "The SCIM key was refused: this is what an organization API key gets here, and another directory's key, an expired or a regenerated one may get the same (401 \"Not authorized to access : scim/directory/ID/ServiceProviderConfig\"): the directory has a key of its own, shown once when user provisioning was set up.",
		fix:     "Paste the directory's own key with provision setup --only directory. If nobody has it: Atlassian Administration ▸ Security ▸ Identity providers ▸ the directory ▸ ••• ▸ Regenerate API key, then enter it in Okta too, because the old key stops at once.",
		link:    "https://admin.atlassian.com/o/ID/overview",
		evidence: []checks.Evidence{
			{Subject: "GET /ServiceProviderConfig", Field: "answer", Want: "200", Got: "401 Not authorized to access : scim/directory/ID/ServiceProviderConfig"},
		},
	},
	"scim-key-life": {
		summary: "The SCIM key expires in 14 days, about DAY. Atlassian sends no reminder. Set a day for it with whoever administers Okta.",
		fix:     "Make a new key: Atlassian Administration ▸ Security ▸ Identity providers ▸ the directory ▸ ••• ▸ Regenerate API key; enter it in Okta at once, then provision setup --only directory.",
		link:    "https://admin.atlassian.com/o/ID/overview",
		evidence: []checks.Evidence{
			{Subject: "SCIM key", Field: "expires", Want: "in more than 30 days", Got: "DAY"},
		},
	},
	"directory-headroom": {
		summary: "Nearly full: the directory (149500 people).",
		fix:     "Assign fewer people, or split the group by a group rule: Okta Admin Console ▸ Directory ▸ Groups ▸ Rules; ask Atlassian support for a higher limit.",
		link:    "https://admin.atlassian.com/o/ID/overview",
		evidence: []checks.Evidence{
			{Subject: "the directory", Field: "people", Want: "fewer than 135000, 90 % of the limit", Got: "149500"},
		},
	},
	"okta-app": {
		summary: "Atlassian Cloud (APP) is not active.",
		fix:     "Activate it: Okta Admin Console ▸ Applications ▸ Atlassian Cloud ▸ Inactive ▸ Activate.",
		link:    "https://example-admin.okta.com/admin/app/atlassian/instance/APP/#tab-general",
		evidence: []checks.Evidence{
			{Subject: "Atlassian Cloud (APP)", Field: "status", Want: "ACTIVE", Got: "INACTIVE"},
		},
	},
	"integration-enabled": {
		summary: "Okta does not show whether the API integration is on. It worked once: 12 people whom Okta sent are in the directory, last on DAY.",
		fix:     "Look: Okta ▸ Atlassian Cloud ▸ Provisioning ▸ Integration ▸ Configure API Integration ▸ Enable API integration.",
		link:    "https://example-admin.okta.com/admin/app/atlassian/instance/APP/#tab-user-management",
		evidence: []checks.Evidence{
			{Subject: "features", Field: "listed by Okta", Want: "GROUP_PUSH", Got: "(empty)"},
		},
	},
	"integration-options": {
		summary: "Not ticked under To App: Deactivate Users.",
		fix:     "Tick Create Users, Update User Attributes and Deactivate Users: Okta ▸ Atlassian Cloud ▸ Provisioning ▸ To App ▸ Edit ▸ Save.",
		link:    "https://example-admin.okta.com/admin/app/atlassian/instance/APP/#tab-user-management",
		evidence: []checks.Evidence{
			{Subject: "Deactivate Users", Field: "PUSH_USER_DEACTIVATION", Want: "listed", Got: "not listed"},
		},
	},
	"integration-credentials": {
		summary: "Atlassian refused the key that Okta uses, last on DAY, and nothing has succeeded since.",
		fix:     "Enter the directory's present key: Okta ▸ Atlassian Cloud ▸ Provisioning ▸ Integration ▸ Configure API Integration ▸ Enable API integration ▸ Test API Credentials ▸ Save; then Okta ▸ Dashboard ▸ Tasks ▸ Retry Selected.",
		link:    "https://example-admin.okta.com/admin/app/atlassian/instance/APP/#tab-user-management",
		evidence: []checks.Evidence{
			{Subject: "Atlassian Cloud", Field: "authentication_failure", Want: "a success since", Got: "TIME"},
		},
	},
	"integration-one-way": {
		summary: "Not one-way: Atlassian is a source of Okta profiles, and passwords are pushed.",
		fix:     "Untick it: Okta ▸ Atlassian Cloud ▸ Provisioning ▸ To Okta ▸ Profile & Lifecycle Sourcing, and ▸ To App ▸ Sync Password ▸ Edit ▸ Save.",
		link:    "https://example-admin.okta.com/admin/app/atlassian/instance/APP/#tab-user-management",
		evidence: []checks.Evidence{
			{Subject: "Atlassian Cloud", Field: "PROFILE_MASTERING", Want: "not listed", Got: "listed"},
			{Subject: "Atlassian Cloud", Field: "PUSH_PASSWORD_UPDATES", Want: "not listed", Got: "listed"},
		},
	},
	"email-attribute": {
		summary: "The sign-on name takes user.login, the primary e-mail user.email.",
		fix:     "Set it: Okta ▸ Atlassian Cloud ▸ Sign On ▸ Settings ▸ Edit ▸ Application username format ▸ Email; Update application username on: Create and update.",
		link:    "https://example-admin.okta.com/admin/app/atlassian/instance/APP/#tab-signon",
		evidence: []checks.Evidence{
			{Subject: "Atlassian Cloud", Field: "user name format", Want: "user.email", Got: "${source.login}"},
		},
	},
	"email-update": {
		summary: "The sign-on name is set only on create.",
		fix:     "Set it: Okta ▸ Atlassian Cloud ▸ Sign On ▸ Settings ▸ Edit ▸ Application username format; Update application username on: Create and update.",
		link:    "https://example-admin.okta.com/admin/app/atlassian/instance/APP/#tab-signon",
		evidence: []checks.Evidence{
			{Subject: "Atlassian Cloud", Field: "Update application username on", Want: "Create and update", Got: "DONT_PUSH"},
		},
	},
	"email-population": {
		summary: "1 of 12 people assigned: sign-on name, primary e-mail, directory record and account do not agree.",
		fix:     "Press Update Now: Okta ▸ Atlassian Cloud ▸ Sign On ▸ Update Now. Whoever has an account under the old address logs in once first; who is still doubled: ask Atlassian support, with the addresses.",
		link:    "https://example-admin.okta.com/admin/app/atlassian/instance/APP/#tab-signon",
		evidence: []checks.Evidence{
			{Subject: "ana@old.example", Field: "sign-on name", Want: "ana.ruiz@example.com", Got: "ana@old.example"},
			{Subject: "ana@old.example", Field: "directory user name", Want: "ana.ruiz@example.com", Got: "ana@old.example"},
		},
	},
	"email-domains": {
		summary: "1 of 13 people with addresses outside the organization's domains (partner.example): rosa.weiss@partner.example. Atlassian takes them as external accounts, which the organization does not manage.",
		fix:     "Verify and claim the domain if it is yours: Atlassian Administration ▸ Settings ▸ Domains ▸ Add domain; or give them addresses of your domains: Okta Admin Console ▸ Directory ▸ People ▸ the person ▸ Profile ▸ Edit.",
		link:    "https://admin.atlassian.com/o/ID/overview",
		evidence: []checks.Evidence{
			{Subject: "rosa.weiss@partner.example", Field: "e-mail domain", Want: "a verified domain of the organization", Got: "partner.example"},
		},
	},
	"email-unique": {
		summary: "These people share an e-mail address, letter case aside, so Atlassian would take one of them and refuse the others: jon.doe@example.com, ken.ito@example.com.",
		fix:     "Give each an address of their own: Okta Admin Console ▸ Directory ▸ People ▸ the person ▸ Profile ▸ Edit; or take all but one out of the group that is assigned.",
		evidence: []checks.Evidence{
			{Subject: "jon.doe@example.com", Field: "primary e-mail", Want: "an address of their own", Got: "Ken.Ito@Example.com, as ken.ito@example.com has"},
			{Subject: "ken.ito@example.com", Field: "primary e-mail", Want: "an address of their own", Got: "ken.ito@example.com, as jon.doe@example.com has"},
		},
	},
	"email-wellformed": {
		summary: "1 of 12 people without a usable e-mail address, so Atlassian would refuse them: ken.ito@example.com.",
		fix:     "Give each a proper address: Okta Admin Console ▸ Directory ▸ People ▸ the person ▸ Profile ▸ Edit; or take them out of the group that is assigned.",
		evidence: []checks.Evidence{
			{Subject: "ken.ito@example.com", Field: "primary e-mail", Want: "an address of at most 100 characters", Got: "ken.very-very-very-very-very-very-very-very-very-very-very-very-very-very-very-very-very-very-ito@example.com, which has 109 characters"},
		},
	},
	"push-status": {
		summary: "Okta's push is in error for atlassian-design-users.",
		fix:     "Mend the cause, then Okta ▸ Atlassian Cloud ▸ Push Groups ▸ Errors ▸ Retry All Groups.",
		link:    "https://example-admin.okta.com/admin/app/atlassian/instance/APP/#tab-group-push",
		evidence: []checks.Evidence{
			{Subject: "atlassian-design-users", Field: "push mapping", Want: "ACTIVE", Got: "ERROR"},
		},
	},
	"push-arrived": {
		summary: "1 of 3 pushed groups have not arrived: atlassian-research-users.",
		fix:     "Push again: Okta ▸ Atlassian Cloud ▸ Push Groups ▸ the group ▸ Push now; or provision setup --only push.",
		link:    "https://example-admin.okta.com/admin/app/atlassian/instance/APP/#tab-group-push",
		evidence: []checks.Evidence{
			{Subject: "atlassian-research-users", Field: "group in the directory", Want: "one", Got: "none"},
		},
	},
	"push-name-conflict": {
		summary: "Atlassian has local groups of these names: atlassian-service-desk.",
		fix:     "Rename the Okta group, or rename or delete the local one, or take it over: Atlassian Administration ▸ Security ▸ Identity providers ▸ the directory ▸ User provisioning ▸ Review groups ▸ Sync group, which overwrites its members.",
		link:    "https://admin.atlassian.com/o/ID/overview",
		evidence: []checks.Evidence{
			{Subject: "atlassian-service-desk", Field: "local group of this name", Want: "none", Got: "ID"},
		},
	},
	"push-default-group": {
		summary: "Default or built-in groups have these names, so a push would be accepted and never arrive: jira-users-example.",
		fix:     "Rename the Okta group, or unset the default: Atlassian Administration ▸ Apps ▸ the app ▸ Manage access ▸ the group ▸ ••• ▸ Update default group setting.",
		link:    "https://admin.atlassian.com/o/ID/overview",
		evidence: []checks.Evidence{
			{Subject: "jira-users-example", Field: "default group of", Want: "nothing", Got: "jira-software"},
		},
	},
	"push-assign-overlap": {
		summary: "Assigned and pushed at once: atlassian-test-confluence-users. Okta does not support it.",
		fix:     "Assign a group of its own, kept in step by a group rule: Okta Admin Console ▸ Directory ▸ Groups ▸ Rules ▸ Add rule.",
		link:    "https://example-admin.okta.com/admin/app/atlassian/instance/APP/#tab-assignments",
		evidence: []checks.Evidence{
			{Subject: "atlassian-test-confluence-users", Field: "use", Want: "assigned or pushed", Got: "assigned and pushed"},
		},
	},
	"push-members": {
		summary: "atlassian-test-jira-users: 1 person missing, 1 person left over, who still has access.",
		fix:     "Okta ▸ Atlassian Cloud ▸ Push Groups ▸ the group ▸ Push now.",
		link:    "https://example-admin.okta.com/admin/app/atlassian/instance/APP/#tab-group-push",
		evidence: []checks.Evidence{
			{Subject: "eva.berg@example.com", Field: "member of atlassian-test-jira-users", Want: "yes", Got: "no"},
			{Subject: "zoe.becker@example.com", Field: "member of atlassian-test-jira-users", Want: "no", Got: "yes"},
		},
	},
	"push-renamed": {
		summary: "Renamed in Okta after the push, and not in Atlassian: atlassian-legal-users (now atlassian-legal-and-compliance-users).",
		fix:     "Give the Okta group its former name back. Or unlink it, push it again under its new name, give that access, then delete the old one: Okta ▸ Atlassian Cloud ▸ Push Groups ▸ the group ▸ Unlink pushed group.",
		link:    "https://example-admin.okta.com/admin/app/atlassian/instance/APP/#tab-group-push",
		evidence: []checks.Evidence{
			{Subject: "atlassian-legal-and-compliance-users", Field: "name in the directory", Want: "atlassian-legal-and-compliance-users", Got: "atlassian-legal-users"},
		},
	},
	"push-size": {
		summary: "Atlassian takes at most 35000 members in a synced group; too large: atlassian-test-jira-users.",
		fix:     "Split it by a group rule into groups of at most 35000 people, and name these with --push-group: Okta Admin Console ▸ Directory ▸ Groups ▸ Rules ▸ Add rule.",
		evidence: []checks.Evidence{
			{Subject: "atlassian-test-jira-users", Field: "members", Want: "at most 35000", Got: "35001"},
		},
	},
	"assign-groups": {
		summary: "12 people assigned one by one, and no group.",
		fix:     "Assign groups instead, so that leavers are not forgotten: Okta ▸ Atlassian Cloud ▸ Assignments ▸ Assign to Groups.",
		link:    "https://example-admin.okta.com/admin/app/atlassian/instance/APP/#tab-assignments",
		evidence: []checks.Evidence{
			{Subject: "Atlassian Cloud", Field: "groups assigned", Want: "at least 1", Got: "none"},
		},
	},
	"assign-provisioned": {
		summary: "1 of 13 people not in the directory, or inactive there.",
		fix:     "Retry failed tasks: Okta ▸ Dashboard ▸ Tasks ▸ Retry Selected; whoever is not assigned: Okta ▸ Atlassian Cloud ▸ Assignments ▸ Assign to Groups.",
		link:    "https://example-admin.okta.com/admin/app/atlassian/instance/APP/#tab-assignments",
		evidence: []checks.Evidence{
			{Subject: "nina.keller@example.com", Field: "in the directory", Want: "active", Got: "queued in Okta"},
		},
	},
	"assign-errors": {
		summary: "Okta failed to provision 1 person.",
		fix:     "Mend the cause named, then Okta ▸ Dashboard ▸ Tasks ▸ Retry Selected; nothing is retried by itself.",
		link:    "https://example-admin.okta.com/admin/app/atlassian/instance/APP/#tab-assignments",
		evidence: []checks.Evidence{
			{Subject: "ken.ito@example.com", Field: "sync state", Want: "no error", Got: "Error while trying to push profile update for ken.ito@example.com: Conflict. Errors reported by remote server: Resource [USER]: with email[ken.ito@example.com] already exists."},
		},
	},
	"assign-linked": {
		summary: "1 of 13 people in the directory linked to no account.",
		fix:     "Unassign and assign them again in Okta: Okta ▸ Atlassian Cloud ▸ Assignments; this disables their account for a moment.",
		link:    "https://example-admin.okta.com/admin/app/atlassian/instance/APP/#tab-assignments",
		evidence: []checks.Evidence{
			{Subject: "jonas.lind@example.com", Field: "Atlassian account", Want: "linked", Got: "none"},
		},
	},
	"assign-orphans": {
		summary: "1 person active in the directory and assigned to nobody in Okta, so nothing will ever take their access: otto.lorenz@example.com.",
		fix:     "Assign each to the app: Okta ▸ Atlassian Cloud ▸ Assignments ▸ Assign to People; whoever has left is then unassigned again, with Deactivate Users ticked. Whom Okta does not know any more: Atlassian Administration ▸ Directory ▸ Managed accounts ▸ the person ▸ Deactivate account.",
		link:    "https://example-admin.okta.com/admin/app/atlassian/instance/APP/#tab-assignments",
		evidence: []checks.Evidence{
			{Subject: "otto.lorenz@example.com", Field: "assigned to the app", Want: "yes, or inactive in the directory", Got: "no, and active"},
		},
	},
	"assign-inactive": {
		summary: "1 of 13 people not active in Okta, but still active in Atlassian: rita.gomes@example.com.",
		fix:     "Unassign whoever should lose access, which deactivates the account: Okta ▸ Atlassian Cloud ▸ Assignments. Okta sends nothing when somebody is suspended.",
		link:    "https://example-admin.okta.com/admin/app/atlassian/instance/APP/#tab-assignments",
		evidence: []checks.Evidence{
			{Subject: "rita.gomes@example.com", Field: "status in Okta", Want: "active, or unassigned", Got: "SUSPENDED"},
		},
	},
	"assign-attributes": {
		summary: "Atlassian ignores an attribute of 1 of 12 people in silence: soren.nielsen@example.com.",
		fix:     "Mend the profile: Okta Admin Console ▸ Directory ▸ People ▸ the person ▸ Profile ▸ Edit; or map another attribute: Okta ▸ Atlassian Cloud ▸ Provisioning ▸ To App ▸ Attribute Mappings.",
		link:    "https://example-admin.okta.com/admin/app/atlassian/instance/APP/#tab-user-management",
		evidence: []checks.Evidence{
			{Subject: "soren.nielsen@example.com", Field: "time zone", Want: "a name such as Europe/Berlin", Got: "GMT+8"},
			{Subject: "soren.nielsen@example.com", Field: "language", Want: "a code such as en_US", Got: "Danish (Denmark)"},
		},
	},
	"assign-before-provisioning": {
		summary: "1 of 13 people assigned before provisioning was on; Okta sends nothing for them: paul.adler@example.com.",
		fix:     "Press Provision User: Okta ▸ Atlassian Cloud ▸ Assignments ▸ Provision User; or unassign and assign them again.",
		link:    "https://example-admin.okta.com/admin/app/atlassian/instance/APP/#tab-assignments",
		evidence: []checks.Evidence{
			{Subject: "paul.adler@example.com", Field: "assignment", Want: "provisioned", Got: "assigned before provisioning was on"},
		},
	},
	"access-granted": {
		summary: "Access is missing: atlassian-test-confluence-users (no product at all).",
		fix:     "Give the group access: Atlassian Administration ▸ Apps ▸ the app ▸ Manage access ▸ Add group; or provision setup --only access.",
		link:    "https://admin.atlassian.com/o/ID/overview",
		evidence: []checks.Evidence{
			{Subject: "atlassian-test-confluence-users", Field: "opens", Want: "a product", Got: "nothing"},
		},
	},
	"access-default": {
		summary: "Synced groups are default groups: atlassian-test-jira-users.",
		fix:     "Make another group the default, then: Atlassian Administration ▸ Apps ▸ the app ▸ Manage access ▸ the group ▸ ••• ▸ Update default group setting ▸ None.",
		link:    "https://admin.atlassian.com/o/ID/overview",
		evidence: []checks.Evidence{
			{Subject: "atlassian-test-jira-users", Field: "default group of jira-software", Want: "no", Got: "atlassian/user"},
		},
	},
	"access-seats": {
		summary: "No seat is left: jira-software@HOST. The next person finds none.",
		fix:     "Buy seats, or push smaller groups: Atlassian Administration ▸ Billing ▸ Manage subscriptions.",
		link:    "https://admin.atlassian.com/o/ID/overview",
		evidence: []checks.Evidence{
			{Subject: "jira-software@HOST", Field: "seats left", Want: "at least 1", Got: "0"},
		},
	},
	"access-admin-lockout": {
		summary: "Every organization admin has an address of a synced domain: ada.novak@example.com. A broken sign-on could lock all of them out.",
		fix:     "Make an account with an address outside your domains an organization admin, and keep its password safe: Atlassian Administration ▸ Directory ▸ Administrators ▸ Invite.",
		link:    "https://admin.atlassian.com/o/ID/overview",
		evidence: []checks.Evidence{
			{Subject: "ada.novak@example.com", Field: "domain", Want: "outside the synced domains", Got: "example.com"},
		},
	},
}
