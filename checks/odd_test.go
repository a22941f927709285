package checks

import (
	"net/http"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks/facts"
)

// members answers both groups of the good tenants with these people.
func members(people ...any) answers {
	return answers{"GET /api/v1/groups/00gassign/users": append(list{}, people...), "GET /api/v1/groups/00gpush/users": append(list{}, people...)}
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	ana, bob := user("00u1", "ana@acme.example", "ana@acme.example", "ACTIVE"), user("00u2", "bob@acme.example", "ANA@Acme.example", "ACTIVE")
	long := strings.Repeat("x", 88) + "@acme.example"
	with := func(email string) answers { return members(ana, user("00u2", "bob@acme.example", email, "ACTIVE")) }
	lookAll(t, []entry{
		{name: "good", id: "email-wellformed", want: Pass, words: []string{"2 people"}},
		{
			name: "none", id: "email-wellformed",
			changes: with(""),
			want:    Fail, words: []string{"1 of 2 people", "bob@acme.example", "(empty)", "take them out of the group"},
		},
		{name: "a hundred characters", id: "email-wellformed", changes: with(long[1:]), want: Pass},
		{
			name: "a hundred and one", id: "email-wellformed",
			changes: with(long),
			want:    Fail, words: []string{"which has 101 characters", "bob@acme.example"},
		},
		{name: "no address", id: "email-wellformed", changes: with("bob"), want: Fail, words: []string{"bob, which is no address"}},
		{name: "two at", id: "email-wellformed", changes: with("bob@acme@example"), want: Fail},
		{name: "a blank", id: "email-wellformed", changes: with("bob @acme.example"), want: Fail},
		{name: "inactive", id: "email-wellformed", changes: members(ana, user("00u2", "bob@acme.example", "", "SUSPENDED")), want: Pass},
		{name: "unreadable", id: "email-wellformed", changes: answers{"GET /api/v1/groups/00gassign/users": broken}, want: Unknown},
		{name: "nobody", id: "email-wellformed", changes: members(), want: Skip},
		{
			name: "before the app", id: "email-wellformed",
			intent:  facts.Intent{AssignGroups: []string{"assign-me"}},
			changes: and(with(""), answers{getApps: list{}}),
			want:    Fail, words: []string{"bob@acme.example"},
		},
		{name: "before the app, no group", id: "email-wellformed", changes: answers{getApps: list{}}, want: Skip},
		{name: "good", id: "email-unique", want: Pass},
		{
			name: "same but for case", id: "email-unique",
			changes: members(ana, bob),
			want:    Fail, words: []string{"ana@acme.example, bob@acme.example", "as ana@acme.example has", "letter case aside"},
		},
		{
			name: "the other inactive", id: "email-unique",
			changes: members(ana, user("00u2", "bob@acme.example", "ana@acme.example", "DEPROVISIONED")),
			want:    Pass,
		},
		{
			name: "none twice", id: "email-unique",
			changes: members(user("00u1", "ana@acme.example", "", "ACTIVE"), user("00u2", "bob@acme.example", "", "ACTIVE")),
			want:    Pass,
		},
		{name: "unreadable", id: "email-unique", changes: answers{getAppGroup: broken}, want: Unknown},
		{
			name: "assigned one by one", id: "email-unique",
			changes: answers{getAppGroup: list{}, getAppUsers: list{appUser("00u1", "s1", "ana@acme.example"), appUser("00u2", "s2", "Ana@acme.example")}},
			want:    Fail, words: []string{"Ana@acme.example"},
		},
		{name: "one by one, unreadable", id: "email-unique", changes: answers{getAppGroup: list{}, getAppUsers: broken}, want: Unknown},
		{name: "a dead directory", id: "email-unique", changes: answers{getRecords: broken}, want: Pass},
		{
			name: "before the app", id: "email-unique",
			intent:  facts.Intent{AssignGroups: []string{"assign-me"}},
			changes: and(members(ana, bob), answers{getApps: list{}}),
			want:    Fail, words: []string{"bob@acme.example"},
		},
	})
}

// sized answers the group to push with a kind and a count.
func sized(kind string, users any) answers {
	g := obj{"id": "00gpush", "type": kind, "profile": obj{"name": "push-me"}}
	if users != nil {
		g["_embedded"] = obj{"stats": obj{"usersCount": users}}
	}
	return answers{"GET /api/v1/groups/00gpush": g, "GET /api/v1/groups": list{g}}
}

func TestGroupsThatCannotBePushed(t *testing.T) {
	t.Parallel()
	lookAll(t, []entry{
		{name: "good", id: "push-kind", want: Pass},
		{name: "built in", id: "push-kind", changes: sized("BUILT_IN", 2), want: Fail, words: []string{"push-me", "--push-group", "group rule"}},
		{name: "of another app", id: "push-kind", changes: sized("APP_GROUP", 2), want: Warn, words: []string{"push-me", "decided there"}},
		{name: "none", id: "push-kind", changes: answers{getPushes: list{}}, want: Skip},
		{name: "unreadable", id: "push-kind", changes: answers{getPushes: broken}, want: Unknown},
		{name: "good", id: "push-size", want: Pass, words: []string{"2 members"}},
		{name: "at the limit", id: "push-size", changes: sized("OKTA_GROUP", 35_000), want: Pass, words: []string{"35000 members"}},
		{name: "above it", id: "push-size", changes: sized("OKTA_GROUP", 35_001), want: Fail, words: []string{"push-me", "35001", "Split it"}},
		{name: "not counted", id: "push-size", changes: sized("OKTA_GROUP", nil), want: Pass, words: []string{"2 members"}},
		{name: "none", id: "push-size", changes: answers{getPushes: list{}}, want: Skip},
		{name: "unreadable", id: "push-size", changes: answers{"GET /api/v1/groups": broken}, want: Unknown},
		{
			name: "members unreadable", id: "push-size",
			changes: and(sized("OKTA_GROUP", nil), answers{"GET /api/v1/groups/00gpush/users": broken}),
			want:    Unknown,
		},
	})
	for _, changes := range []answers{sized("BUILT_IN", 2), sized("OKTA_GROUP", 35_001)} {
		if kind, size := look(t, "push-kind", changes, facts.Intent{}), look(t, "push-size", changes, facts.Intent{}); !kind.Stop && !size.Stop {
			t.Error("a push that cannot work does not stop the run")
		}
	}
}

const postLinks = "POST /admin/user-provisioning/v1/org/org1/get-scim-links-for-email"

func TestDirectoryOfAnotherOrganization(t *testing.T) {
	t.Parallel()
	strangers := answers{postUsers: data(account("a9", "emergency@outside.example", "unmanaged", "atlassian/org-admin"))}
	links := func(org, record string) answers {
		return and(strangers, answers{postLinks: obj{"scimLinks": list{obj{"scimUserId": record, "orgId": org, "directoryId": "d1"}}}})
	}
	lookAll(t, []entry{
		{name: "good", id: "directory-organization", want: Pass, words: []string{"Acme"}},
		{
			name: "links name another", id: "directory-organization",
			changes: links("org2", "s1"),
			want:    Fail, words: []string{"org2", "Acme (org1)", "PROVISION_ATLASSIAN_API_KEY"},
		},
		{name: "links of somebody else", id: "directory-organization", changes: links("org2", "s99"), want: Warn, words: []string{"ana@acme.example"}},
		{name: "links of this one, search is late", id: "directory-organization", changes: links("org1", "s1"), want: Warn},
		{name: "nobody known", id: "directory-organization", changes: strangers, want: Warn, words: []string{"another organization's directory"}},
		{
			name: "same address, another account", id: "directory-organization",
			changes: answers{postUsers: data(account("a7", "ana@acme.example", "managed"))},
			want:    Warn,
		},
		{
			name: "nobody linked", id: "directory-organization",
			changes: answers{getRecords: scimList(record("s1", "ana@acme.example", "00u1", "", true))},
			want:    Skip,
		},
		{name: "empty", id: "directory-organization", changes: answers{getRecords: scimList()}, want: Skip},
		{name: "directory unreadable", id: "directory-organization", changes: answers{getRecords: broken}, want: Unknown},
		{name: "accounts unreadable", id: "directory-organization", changes: answers{postUsers: broken}, want: Unknown},
		{name: "organization unreadable", id: "directory-organization", changes: answers{"GET /admin/v1/orgs": broken}, want: Unknown},
	})
	if !look(t, "directory-organization", links("org2", "s1"), facts.Intent{}).Stop {
		t.Error("another organization's directory does not stop the run")
	}
}

func TestGroupNameTwice(t *testing.T) {
	t.Parallel()
	twice := answers{"GET /api/v1/groups": dynamic(func(*http.Request, string) any {
		return list{obj{"id": "00gone", "type": "OKTA_GROUP", "profile": obj{"name": "twice"}}, obj{"id": "00gtwo", "type": "APP_GROUP", "profile": obj{"name": "twice"}}}
	})}
	lookAll(t, []entry{{
		name: "wanted", id: "push-status", changes: twice, intent: facts.Intent{PushGroups: []string{"twice"}}, want: Pass,
	}, {
		name: "wanted", id: "push-arrived", changes: twice, intent: facts.Intent{PushGroups: []string{"twice"}}, want: Fail,
		words: []string{`2 Okta groups are named \"twice\"`, "00gone (OKTA_GROUP), 00gtwo (APP_GROUP)", "by its id instead"},
	}})
}

func TestDomainOfAnotherOrganization(t *testing.T) {
	t.Parallel()
	taken := func(others ...any) answers {
		return answers{getDomains: data(append([]any{domainNamed("acme.example", "superseded")}, others...)...)}
	}
	lookAll(t, []entry{
		{
			name: "taken over, in use", id: "domain-verified",
			changes: taken(domainNamed("acme2.example", "verified")),
			want:    Fail, words: []string{"Another Atlassian organization has verified acme.example", "have addresses of acme.example"},
		},
		{
			name: "taken over, none left", id: "domain-verified",
			changes: and(taken(), answers{getApps: list{}}),
			want:    Fail, words: []string{"no verified domain is left"},
		},
		{
			name: "taken over, not in use yet", id: "domain-verified",
			changes: and(taken(domainNamed("acme2.example", "verified")), answers{getApps: list{}}),
			want:    Warn, words: []string{"Verified: acme2.example"},
		},
		{name: "taken over, people unreadable", id: "domain-verified", changes: and(taken(), answers{getPushes: broken}), want: Unknown},
	})
}

func TestWhatIsBesideTheApp(t *testing.T) {
	t.Parallel()
	twice := answers{getApps: list{app(nil), app(obj{"id": "0oa2", "label": "Old try"})}}
	lookAll(t, []entry{
		{name: "two apps", id: "okta-app", changes: twice, want: Fail, words: []string{"Atlassian Cloud (0oa1), Old try (0oa2)", "--app-id"}},
		{name: "two apps", id: "domain-claimed", changes: twice, want: Pass},
		{name: "two apps", id: "domain-verified", changes: twice, want: Pass},
		{name: "two apps", id: "test-groups", changes: twice, want: Warn},
		{name: "two apps", id: "sites-added", changes: twice, want: Manual},
		{name: "another signs in", id: "email-attribute", changes: beside(app(obj{"signOnMode": "BOOKMARK"}), app(obj{"id": "0oa9", "name": "acme_sso_1", "label": "Atlassian sign-on"})), want: Fail,
			words: []string{"by BOOKMARK", "People may sign in through Atlassian sign-on (0oa9)", "provision setup --only push"}},
		{name: "one site suspended", id: "sites-present", changes: answers{postPlaces: data(workspace("ari:jira", "jira-software", "offline"), workspace("ari:wiki", "confluence", "online"))}, want: Warn,
			words: []string{"Not online: jira-software@acme.atlassian.net", "confluence@acme.atlassian.net is online", "Billing"}},
		{name: "all suspended", id: "sites-present", changes: answers{postPlaces: data(workspace("ari:jira", "jira-software", "offline"))}, want: Fail},
	})
}
