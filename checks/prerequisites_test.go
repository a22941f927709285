package checks

import (
	"testing"

	"github.com/provision-cli/provision/checks/facts"
)

func TestPrerequisites(t *testing.T) {
	t.Parallel()
	nobody := data()
	elsewhere := list{user("00u1", "eve@guest.example", "eve@guest.example", "ACTIVE")}
	named := facts.Intent{PushGroups: []string{"push-me"}}
	lookAll(t, []entry{
		{name: "verified", id: "domain-verified", want: Pass, words: []string{"acme.example"}},
		{name: "none", id: "domain-verified", changes: answers{getDomains: data()}, want: Fail, words: []string{"has no domain"}},
		{name: "only given up", id: "domain-verified", changes: answers{getDomains: data(domainNamed("acme.example", "deleted"))}, want: Fail},
		{
			name: "unverified", id: "domain-verified",
			changes: answers{getDomains: data(domainNamed("acme.example", "unverified"))},
			want:    Fail, words: []string{"Not verified: acme.example", "Claim accounts"},
		},
		{
			name: "another one unverified", id: "domain-verified",
			changes: answers{getDomains: data(domainNamed("acme.example", "verified"), domainNamed("new.example", "unverified"))},
			want:    Pass, words: []string{"new.example"},
		},
		{
			name: "the people's unverified", id: "domain-verified",
			changes: answers{getDomains: data(domainNamed("other.example", "verified"), domainNamed("Acme.example", "missing_token"))},
			want:    Fail, words: []string{"missing_token"},
		},
		{
			name: "people unreadable", id: "domain-verified",
			changes: answers{getDomains: data(domainNamed("other.example", "verified"), domainNamed("acme.example", "unverified")), "GET /api/v1/groups/00gpush/users": noRole},
			want:    Unknown,
		},

		{name: "claimed", id: "domain-claimed", want: Pass, words: []string{"acme.example"}},
		{name: "unclaimed", id: "domain-claimed", changes: answers{postUsers: nobody}, want: Fail, words: []string{"managed accounts", "CSV"}},
		{
			name: "people from elsewhere", id: "domain-claimed",
			changes: answers{"GET /api/v1/groups/00gpush/users": elsewhere},
			want:    Pass, words: []string{"acme.example"},
		},
		{
			name: "only people from elsewhere", id: "domain-claimed",
			changes: answers{"GET /api/v1/groups/00gpush/users": elsewhere, "GET /api/v1/groups/00gassign/users": elsewhere},
			want:    Pass, words: []string{"acme.example"},
		},
		{name: "no scope yet", id: "domain-claimed", changes: answers{getApps: list{}}, want: Pass},
		{name: "no scope yet, unclaimed", id: "domain-claimed", changes: answers{getApps: list{}, postUsers: nobody}, want: Fail},
		{name: "no domain", id: "domain-claimed", changes: answers{getApps: list{}, getDomains: data()}, want: Fail, words: []string{"Add domain"}},
		{name: "unreadable", id: "domain-claimed", changes: answers{postUsers: broken}, want: Unknown},

		{name: "by directory", id: "guard-active", want: Pass, words: []string{"directory answers"}},
		{name: "by billing", id: "guard-active", changes: answers{getConfig: notThere}, want: Pass, words: []string{"bills"}},
		{
			name: "no evidence", id: "guard-active",
			changes: answers{getConfig: notThere, getManaged: data(obj{"account_id": "a1", "access_billable": false})},
			want:    Manual,
		},
		{name: "unreadable", id: "guard-active", changes: answers{getConfig: notThere, getManaged: broken}, want: Unknown},

		{name: "by features", id: "lifecycle-management", want: Pass, words: []string{"features"}},
		{
			name: "by people", id: "lifecycle-management",
			changes: answers{getApps: list{app(obj{"features": list{}})}},
			want:    Pass, words: []string{"provisioned people"},
		},
		{
			name: "no sign", id: "lifecycle-management",
			changes: answers{getApps: list{app(obj{"features": list{"SSO"}})}, getAppUsers: list{obj{"id": "00u1", "status": "ACTIVE"}}},
			want:    Manual,
		},
		{name: "no app", id: "lifecycle-management", changes: answers{getApps: list{}}, want: Manual},
		{name: "unreadable", id: "lifecycle-management", changes: answers{getApps: noRole}, want: Unknown},

		{name: "there", id: "sites-present", want: Pass, words: []string{"jira-software@acme.atlassian.net"}},
		{
			name: "offline", id: "sites-present",
			changes: answers{postPlaces: data(workspace("ari:1", "jira-software", "offline"))},
			want:    Fail, words: []string{"offline"},
		},
		{name: "only Trello", id: "sites-present", changes: answers{postPlaces: data(workspace("ari:1", "trello", "online"))}, want: Fail},
		{name: "unreadable", id: "sites-present", changes: answers{postPlaces: refusal{403, `{"message":"no"}`}}, want: Unknown},

		{name: "named", id: "test-groups", intent: named, want: Pass, words: []string{"push-me (2 people)"}},
		{
			name: "named, missing", id: "test-groups",
			intent: facts.Intent{AssignGroups: []string{"nope"}},
			want:   Fail, words: []string{`No Okta group is named "nope"`},
		},
		{
			name: "named, nobody active", id: "test-groups",
			intent:  named,
			changes: answers{"GET /api/v1/groups/00gpush/users": list{user("00u1", "ana@acme.example", "ana@acme.example", "SUSPENDED")}},
			want:    Warn, words: []string{"active members"},
		},
		{name: "pushed already", id: "test-groups", want: Pass, words: []string{"pushed already"}},
		{name: "found", id: "test-groups", changes: firstRun(3), want: Pass, words: []string{"atlassian-test-jira-users (3 people)"}},
		{name: "empty", id: "test-groups", changes: firstRun(0), want: Warn, words: []string{"no members"}},
		{name: "none", id: "test-groups", changes: answers{getPushes: list{}, "GET /api/v1/groups": list{}}, want: Warn, words: []string{"Add group"}},
		{name: "unreadable", id: "test-groups", changes: answers{getPushes: list{}, "GET /api/v1/groups": broken}, want: Unknown},
	})
}

// firstRun is a tenant with one test group and nothing pushed.
func firstRun(members int) answers {
	group := obj{"id": "00gtest", "type": "OKTA_GROUP", "profile": obj{"name": "atlassian-test-jira-users"}, "_embedded": obj{"stats": obj{"usersCount": members}}}
	return answers{getPushes: list{}, "GET /api/v1/groups": list{group}}
}
