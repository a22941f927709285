package checks

import (
	"testing"

	"github.com/provision-cli/provision/checks/facts"
)

func TestAssignGroups(t *testing.T) {
	t.Parallel()
	lookAll(t, []entry{
		{name: "assigned", id: "assign-groups", want: Pass, words: []string{"assign-me"}},
		{
			name: "wanted and not", id: "assign-groups",
			intent: facts.Intent{AssignGroups: []string{"assign-me", "push-me"}},
			want:   Fail, words: []string{"Not assigned to the app: push-me", "#tab-assignments"},
		},
		{name: "one by one", id: "assign-groups", changes: answers{getAppGroup: list{}}, want: Warn, words: []string{"2 people"}},
		{name: "nobody", id: "assign-groups", changes: answers{getAppGroup: list{}, getAppUsers: list{}}, want: Skip},
		{name: "unreadable", id: "assign-groups", changes: answers{getAppGroup: noRole}, want: Unknown},
	})
}

func TestAssignProvisioned(t *testing.T) {
	t.Parallel()
	with := func(ana obj) answers {
		return answers{getAppUsers: list{ana, appUser("00u2", "s2", "bob@acme.example")}, getRecords: scimList(record("s2", "bob@acme.example", "00u2", "a2", true))}
	}
	staged, early, failed := appUser("00u1", "", "ana@acme.example"), appUser("00u1", "", "ana@acme.example"), appUser("00u1", "", "ana@acme.example")
	staged["status"], early["status"], early["externalId"], failed["syncState"] = "STAGED", "ACTIVE", nil, "ERROR"
	inactive := answers{"GET /api/v1/groups/00gassign/users": list{user("00u1", "ana@acme.example", "ana@acme.example", "DEPROVISIONED"), user("00u2", "bob@acme.example", "bob@acme.example", "ACTIVE")}}
	lookAll(t, []entry{
		{name: "all", id: "assign-provisioned", want: Pass, words: []string{"2 people in the directory"}},
		{name: "queued", id: "assign-provisioned", changes: with(staged), want: Fail, words: []string{"1 of 2", "queued in Okta"}},
		{
			name: "before provisioning", id: "assign-provisioned",
			changes: with(early),
			want:    Skip, words: []string{"1 person waits for assign-before-provisioning"},
		},
		{
			name: "without a record's id", id: "assign-provisioned",
			changes: with(appUser("00u1", "", "ana@acme.example")),
			want:    Fail, words: []string{"assigned, not provisioned"},
		},
		{name: "failed", id: "assign-provisioned", changes: with(failed), want: Fail, words: []string{"failed in Okta", "Retry Selected"}},
		{
			name: "gone", id: "assign-provisioned",
			changes: with(appUser("00u1", "s1", "ana@acme.example")),
			want:    Fail, words: []string{"Okta remembers record s1"},
		},
		{
			name: "not assigned", id: "assign-provisioned",
			changes: answers{getAppUsers: list{appUser("00u2", "s2", "bob@acme.example")}, getRecords: scimList(record("s2", "bob@acme.example", "00u2", "a2", true))},
			want:    Fail, words: []string{"not assigned"},
		},
		{
			name: "inactive record", id: "assign-provisioned",
			changes: answers{getRecords: scimList(record("s1", "ana@acme.example", "00u1", "a1", false), record("s2", "bob@acme.example", "00u2", "a2", true))},
			want:    Fail, words: []string{`"got":"inactive"`},
		},
		{
			name: "inactive in Okta", id: "assign-provisioned",
			changes: and(with(staged), inactive),
			want:    Pass, words: []string{"1 person inactive in Okta"},
		},
		{name: "found by user name", id: "assign-provisioned", changes: answers{getAppUsers: list{appUser("00u1", "", "ana@acme.example"), appUser("00u2", "", "bob@acme.example")},
			getRecords: scimList(record("s1", "ANA@acme.example", "", "a1", true), record("s2", "bob@acme.example", "", "a2", true))}, want: Pass},
		{name: "nobody", id: "assign-provisioned", changes: answers{"GET /api/v1/groups/00gassign/users": list{}}, want: Skip},
		{name: "members unreadable", id: "assign-provisioned", changes: answers{"GET /api/v1/groups/00gassign/users": broken}, want: Unknown},
		{name: "directory unreadable", id: "assign-provisioned", changes: answers{getRecords: orgKeyUsed}, want: Unknown},
	})
}

func TestAssignLinked(t *testing.T) {
	t.Parallel()
	loose := answers{getRecords: scimList(record("s1", "ana@acme.example", "00u1", "", true), record("s2", "bob@acme.example", "00u2", "a2", true))}
	const links = "POST /admin/user-provisioning/v1/org/org1/get-scim-links-for-email"
	linkTo := func(account any) answers {
		return answers{links: obj{"scimLinks": list{obj{"scimUserId": "s1", "atlassianAccountId": account, "directoryId": "d1"}}}}
	}
	lookAll(t, []entry{
		{name: "linked", id: "assign-linked", want: Pass},
		{name: "not linked", id: "assign-linked", changes: and(loose, linkTo(nil)), want: Fail, words: []string{"1 of 2", "ana@acme.example", "disables"}},
		{name: "the organization knows the link", id: "assign-linked", changes: and(loose, linkTo("a1")), want: Pass},
		{name: "links unreadable", id: "assign-linked", changes: and(loose, answers{links: broken}), want: Fail},
		{
			name: "inactive records do not count", id: "assign-linked",
			changes: answers{getRecords: scimList(record("s1", "ana@acme.example", "00u1", "", false), record("s2", "bob@acme.example", "00u2", "a2", true))},
			want:    Pass,
		},
		{name: "nobody there", id: "assign-linked", changes: answers{getRecords: scimList()}, want: Skip},
		{name: "unreadable", id: "assign-linked", changes: answers{getRecords: broken}, want: Unknown},
	})
}

func TestAccess(t *testing.T) {
	t.Parallel()
	grant := func(product, site string) facts.Intent {
		return facts.Intent{Grants: []facts.Grant{{Group: "push-me", Product: product, Site: site}}}
	}
	admins := func(list ...any) answers { return answers{postUsers: data(list...)} }
	seats := func(left int) answers {
		return answers{getSeats: list{obj{"key": "jira-software", "numberOfSeats": 10, "remainingSeats": left}}}
	}
	newcomer := answers{getSCIMGrps: scimList(scimGroup("push-me", "s1"))}
	lookAll(t, []entry{
		{name: "opens something", id: "access-granted", want: Pass},
		{name: "opens nothing", id: "access-granted", changes: answers{getRoles: data()}, want: Fail, words: []string{"push-me", "a product"}},
		{
			name: "managing access opens nothing", id: "access-granted",
			changes: answers{getRoles: data(role("ari:jira", "jira-software", "", "atlassian/user-access-admin"))},
			want:    Fail,
		},
		{name: "wish fulfilled", id: "access-granted", intent: grant("jira-software", ""), want: Pass},
		{name: "one group, two wishes", id: "access-granted", changes: answers{getRoles: data()}, intent: facts.Intent{Grants: []facts.Grant{{Group: "push-me", Product: "jira-software"}, {Group: "PUSH-ME", Product: "confluence"}}},
			want: Fail, words: []string{"Access is missing: push-me (jira-software@acme.atlassian.net, confluence@acme.atlassian.net)."}},
		{
			name: "no product at all", id: "access-granted",
			changes: answers{getRoles: data()},
			want:    Fail, words: []string{"Access is missing: push-me (no product at all)."},
		},
		{name: "wish on its site", id: "access-granted", intent: grant("jira-software", "acme.atlassian.net"), want: Pass},
		{name: "wish open", id: "access-granted", intent: grant("confluence", ""), want: Fail, words: []string{"confluence@acme.atlassian.net"}},
		{
			name: "no such site", id: "access-granted",
			intent: grant("jira-software", "https://other.atlassian.net"),
			want:   Fail, words: []string{"none online"},
		},
		{name: "not arrived", id: "access-granted", changes: answers{postGroups: data()}, want: Skip, words: []string{"push-arrived"}},
		{name: "nothing pushed", id: "access-granted", changes: answers{getPushes: list{}}, want: Skip},
		{name: "unreadable", id: "access-granted", changes: answers{getRoles: broken}, want: Unknown},

		{name: "no default", id: "access-default", want: Pass},
		{
			name: "default", id: "access-default",
			changes: answers{getRoles: data(role("ari:jira", "jira-software", "atlassian/user", "atlassian/user"))},
			want:    Fail, words: []string{"push-me", "jira-software"},
		},
		{name: "default twice", id: "access-default", changes: answers{getRoles: data(role("ari:jira", "jira-software", "atlassian/user", "atlassian/user"), role("ari:wiki", "confluence", "atlassian/user", "atlassian/user"))},
			want: Fail, words: []string{"Synced groups are default groups: push-me.", "default group of confluence"}},
		{name: "not arrived", id: "access-default", changes: answers{postGroups: data()}, want: Skip},
		{name: "unreadable", id: "access-default", changes: answers{getRoles: refusal{403, `{"message":"no"}`}}, want: Unknown},

		{name: "enough", id: "access-seats", want: Pass},
		{name: "too few", id: "access-seats", changes: and(newcomer, seats(0)), want: Fail, words: []string{"at least 1"}},
		{name: "just enough", id: "access-seats", changes: and(newcomer, seats(1)), want: Pass},
		{name: "full", id: "access-seats", changes: seats(0), want: Warn, words: []string{"No seat is left"}},
		{
			name: "unlimited", id: "access-seats",
			changes: and(newcomer, answers{getSeats: list{obj{"key": "jira-software", "numberOfSeats": -1, "hasUnlimitedSeats": true}}}),
			want:    Pass,
		},
		{name: "not told", id: "access-seats", changes: answers{getSeats: list{}}, want: Skip},
		{name: "unreadable", id: "access-seats", changes: answers{getSeats: broken}, want: Unknown},

		{name: "outside", id: "access-admin-lockout", want: Pass, words: []string{"emergency@outside.example"}},
		{
			name: "inside", id: "access-admin-lockout",
			changes: admins(account("a5", "boss@acme.example", "managed", "atlassian/org-admin")),
			want:    Warn, words: []string{"boss@acme.example"},
		},
		{
			name: "synced", id: "access-admin-lockout",
			changes: admins(account("a1", "ana@acme.example", "managed", "atlassian/org-admin")),
			want:    Fail, words: []string{"synced from Okta"},
		},
		{name: "no admin", id: "access-admin-lockout", changes: admins(), want: Fail, words: []string{"no active admin"}},
		{name: "roles hidden", id: "access-admin-lockout", changes: admins(account("a5", "someone@outside.example", "unmanaged")), want: Unknown},
		{
			name: "directory unreadable", id: "access-admin-lockout",
			changes: and(admins(account("a5", "boss@acme.example", "managed", "atlassian/org-admin")), answers{getRecords: broken}),
			want:    Unknown,
		},
	})
}

func TestSeatsWithoutSite(t *testing.T) {
	t.Parallel()
	sources := serve(t, nil).sources()
	sources.Sites = nil
	for _, id := range []string{"access-seats", "site-admin"} {
		expect(t, lookWith(t, id, facts.New(sources, facts.Intent{}, facts.Kept{}, now)), Skip)
	}
}
