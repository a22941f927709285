package checks

import (
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks/facts"
)

// lapsedGuard are the signs that Guard leaves: no directory, local groups, nobody billed.
func lapsedGuard(change answers) answers {
	return and(answers{
		getConfig: notThere, getRecords: notThere, getSCIMGrps: notThere,
		postGroups: data(orgGroup("push-me", false)), getManaged: data(obj{"account_id": "a1", "access_billable": false}),
	}, change)
}

func TestALapseOfGuardIsNamed(t *testing.T) {
	t.Parallel()
	gone := refusal{401, `{"error":"Not authorized to access : scim/directory/d1/ServiceProviderConfig","traceId":"t"}`}
	lookAll(t, []entry{
		{
			name: "gone", id: "scim-key",
			changes: lapsedGuard(nil),
			want:    Fail, words: []string{"leads nowhere", "Guard has probably lapsed", "are local now: push-me", "Subscribe again"},
		},
		{
			name: "refused", id: "scim-key",
			changes: lapsedGuard(answers{getConfig: gone}),
			want:    Fail, words: []string{"was refused", "Guard has probably lapsed"},
		},
		{name: "gone", id: "guard-active", changes: lapsedGuard(nil), want: Manual, words: []string{"probably lapsed", "push-me", "Billing"}},
		{name: "refused", id: "guard-active", changes: lapsedGuard(answers{getConfig: gone}), want: Manual, words: []string{"probably lapsed"}},
		{
			name: "somebody is billed", id: "guard-active",
			changes: lapsedGuard(answers{getManaged: data(obj{"account_id": "a1", "access_billable": true})}),
			want:    Pass,
		},
		{
			name: "a directory that does not answer", id: "guard-active",
			changes: lapsedGuard(answers{getConfig: broken}),
			want:    Manual, words: []string{"No API tells whether"},
		},
	})
	two := list{obj{"id": "gPm1", "sourceGroupId": "00gpush", "status": "ACTIVE"}, obj{"id": "gPm2", "sourceGroupId": "00gassign", "status": "ACTIVE"}}
	other := obj{"id": "ag2", "name": "assign-me", "directoryId": "dir1", "externalSynced": true}
	for name, changes := range map[string]answers{
		"one of two is still synced": {getPushes: two, postGroups: data(orgGroup("push-me", false), other)},
		"a group is still synced":    {postGroups: data(orgGroup("push-me", true))}, "no group at all": {postGroups: data()},
		"groups unreadable": {postGroups: broken}, "nothing pushed": {getPushes: list{}}, "no app": {getApps: list{}},
	} {
		if f := look(t, "scim-key", lapsedGuard(changes), facts.Intent{}); f.Status != Fail || strings.Contains(f.Summary, "lapsed") {
			t.Errorf("%s: %s %s", name, f.Status, f.Summary)
		}
	}
}

func TestGrantOfAGroupThatIsNotPushed(t *testing.T) {
	t.Parallel()
	wish := func(group string) facts.Intent {
		return facts.Intent{Grants: []facts.Grant{{Group: "push-me", Product: "jira-software"}, {Group: group, Product: "confluence"}}}
	}
	lookAll(t, []entry{
		{
			name: "not pushed", id: "access-granted",
			intent: wish("somebody-else"),
			want:   Fail, words: []string{"somebody-else (confluence)", "not pushed", "a pushed group"},
		},
		{name: "by id", id: "access-granted", intent: facts.Intent{Grants: []facts.Grant{{Group: "00gpush", Product: "jira-software"}}}, want: Pass},
		{
			name: "letter case does not count", id: "access-granted",
			intent: facts.Intent{Grants: []facts.Grant{{Group: "PUSH-ME", Product: "jira-software"}}},
			want:   Pass,
		},
		{name: "pushed and on its way", id: "access-granted", want: Pass, changes: answers{
			getPushes: list{obj{"id": "gPm1", "sourceGroupId": "00gpush", "status": "ACTIVE"}, obj{"id": "gPm2", "sourceGroupId": "00gassign", "status": "ACTIVE"}}},
			intent: wish("assign-me")},
	})
}

func TestMembershipsAreNoPeople(t *testing.T) {
	t.Parallel()
	two := answers{
		getPushes:   list{obj{"id": "gPm1", "sourceGroupId": "00gpush", "status": "ACTIVE"}, obj{"id": "gPm2", "sourceGroupId": "00gassign", "status": "ACTIVE"}},
		getSCIMGrps: scimList(scimGroup("push-me"), obj{"id": "g2", "displayName": "assign-me", "members": list{}}),
	}
	f := look(t, "push-members", two, facts.Intent{})
	expect(t, f, Fail, "assign-me, push-me: 4 memberships of 2 people missing.")
	if len(f.Evidence) != 4 {
		t.Errorf("%d pieces of evidence, want one a membership", len(f.Evidence))
	}
	one := look(t, "push-members", answers{getSCIMGrps: scimList(scimGroup("push-me", "s1"))}, facts.Intent{})
	expect(t, one, Fail, "push-me: 1 person missing.")
}
