package checks

import (
	"testing"

	"github.com/provision-cli/provision/checks/facts"
)

// local answers that the organization's group is local, with these roles.
func local(name string, roles ...any) answers {
	return answers{postGroups: data(orgGroup(name, false)), getRoles: data(roles...)}
}

func TestPushNames(t *testing.T) {
	t.Parallel()
	nothing := answers{getPushes: list{}}
	builtIn := and(local("jira-administrators"), answers{
		"GET /api/v1/groups/00gpush": obj{"id": "00gpush", "type": "OKTA_GROUP", "profile": obj{"name": "jira-administrators"}},
	})
	lookAll(t, []entry{
		{name: "free", id: "push-name-conflict", want: Pass},
		{name: "local", id: "push-name-conflict", changes: local("Push-Me"), want: Fail, words: []string{"push-me", "ag1", "Review groups"}},
		{name: "default is not ours", id: "push-name-conflict", changes: local("push-me", role("ari:jira", "jira-software", "atlassian/user")), want: Pass},
		{name: "nothing", id: "push-name-conflict", changes: nothing, want: Skip},
		{name: "unreadable", id: "push-name-conflict", changes: answers{postGroups: broken}, want: Unknown},
		{name: "wanted group missing", id: "push-name-conflict", intent: facts.Intent{PushGroups: []string{"nope"}}, want: Fail, words: []string{"nope"}},

		{name: "free", id: "push-default-group", want: Pass},
		{
			name: "default", id: "push-default-group",
			changes: local("push-me", role("ari:jira", "jira-software", "atlassian/user")),
			want:    Fail, words: []string{"jira-software", "Update default group setting"},
		},
		{name: "default as the site says", id: "push-default-group", changes: and(local("push-me"), answers{
			getSeats: list{obj{"key": "jira-core", "defaultGroupsDetails": list{obj{"name": "push-me", "groupId": "ag1"}}}},
		}), want: Fail, words: []string{"jira-core"}},
		{name: "built in", id: "push-default-group", changes: builtIn, want: Warn, words: []string{"built-in", "may be accepted"}},
		{name: "built in, and there already", id: "push-name-conflict", changes: builtIn, want: Fail, words: []string{"local groups"}},
		{name: "only local", id: "push-default-group", changes: local("push-me"), want: Pass},
		{name: "roles unreadable", id: "push-default-group", changes: and(local("push-me"), answers{getRoles: broken}), want: Unknown},
	})
}

func TestPushMappings(t *testing.T) {
	t.Parallel()
	status := func(s, summary string) answers {
		return answers{getPushes: list{obj{"id": "gPm1", "sourceGroupId": "00gpush", "status": s, "errorSummary": summary}}}
	}
	lookAll(t, []entry{
		{name: "active", id: "push-status", want: Pass},
		{
			name: "error", id: "push-status",
			changes: status("ERROR", "displayName already exists"),
			want:    Fail, words: []string{"push-me", "displayName already exists", "Retry All Groups", "#tab-group-push"},
		},
		{name: "inactive", id: "push-status", changes: status("INACTIVE", ""), want: Warn},
		{name: "error because of the name", id: "push-status", changes: and(status("ERROR", ""), local("push-me")), want: Pass},
		{name: "none", id: "push-status", changes: answers{getPushes: list{}}, want: Skip},
		{name: "unreadable", id: "push-status", changes: answers{getPushes: noRole}, want: Unknown},

		{name: "arrived", id: "push-arrived", want: Pass},
		{
			name: "mapping missing", id: "push-arrived",
			intent: facts.Intent{PushGroups: []string{"push-me", "assign-me"}},
			want:   Fail, words: []string{"1 of 2", "assign-me", "push mapping in Okta"},
		},
		{
			name: "not in the directory", id: "push-arrived",
			changes: answers{getSCIMGrps: scimList()},
			want:    Fail, words: []string{"group in the directory", "Push now"},
		},
		{name: "not in the organization", id: "push-arrived", changes: answers{postGroups: data()}, want: Fail, words: []string{"none yet"}},
		{name: "name taken", id: "push-arrived", changes: local("push-me"), want: Skip, words: []string{"push-name-conflict"}},
		{name: "none", id: "push-arrived", changes: answers{getPushes: list{}}, want: Skip},
		{name: "no app", id: "push-arrived", changes: answers{getApps: list{}}, want: Fail},
		{name: "organization unreadable", id: "push-arrived", changes: answers{postGroups: broken}, want: Unknown},
		{name: "directory unreadable", id: "push-arrived", changes: answers{getSCIMGrps: broken}, want: Unknown},

		{name: "apart", id: "push-assign-overlap", want: Pass},
		{
			name: "both", id: "push-assign-overlap",
			changes: answers{getAppGroup: list{obj{"id": "00gpush"}}},
			want:    Warn, words: []string{"push-me", "Add rule"},
		},
		{name: "wanted both", id: "push-assign-overlap", intent: facts.Intent{AssignGroups: []string{"push-me"}}, want: Warn},
		{name: "nothing assigned", id: "push-assign-overlap", changes: answers{getAppGroup: list{}}, want: Skip},
		{name: "unreadable", id: "push-assign-overlap", changes: answers{getAppGroup: broken}, want: Unknown},
	})
}

func TestPushMembers(t *testing.T) {
	t.Parallel()
	const members = "GET /api/v1/groups/00gpush/users"
	onlyBob := list{user("00u2", "bob@acme.example", "bob@acme.example", "ACTIVE")}
	andEve := list{user("00u1", "ana@acme.example", "ana@acme.example", "ACTIVE"), user("00u2", "bob@acme.example", "bob@acme.example", "ACTIVE"), user("00u3", "eve@acme.example", "eve@acme.example", "ACTIVE")}
	anaGone := scimList(record("s1", "ana@acme.example", "00u1", "a1", false), record("s2", "bob@acme.example", "00u2", "a2", true))
	lookAll(t, []entry{
		{name: "same", id: "push-members", want: Pass, words: []string{"2 memberships"}},
		{
			name: "missing", id: "push-members",
			changes: answers{getSCIMGrps: scimList(scimGroup("push-me", "s2"))},
			want:    Fail, words: []string{"push-me: 1 person missing", "ana@acme.example", "Push now"},
		},
		{
			name: "left over", id: "push-members",
			changes: answers{members: onlyBob},
			want:    Fail, words: []string{"still has access", `{"subject":"ana@acme.example","field":"member of push-me","want":"no","got":"yes"}`},
		},
		{
			name: "both", id: "push-members",
			changes: answers{members: onlyBob, getSCIMGrps: scimList(scimGroup("push-me", "s1"))},
			want:    Fail, words: []string{"1 person missing, 1 person left over"},
		},
		{name: "left over, but inactive", id: "push-members", changes: answers{members: onlyBob, getRecords: anaGone}, want: Pass},
		{
			name: "inactive record is not missing", id: "push-members",
			changes: answers{getRecords: anaGone, getSCIMGrps: scimList(scimGroup("push-me", "s2"))},
			want:    Pass,
		},
		{name: "not assigned", id: "push-members", changes: answers{members: andEve}, want: Warn, words: []string{"eve@acme.example", "Assign to Groups"}},
		{name: "not arrived", id: "push-members", changes: answers{getSCIMGrps: scimList()}, want: Skip},
		{name: "name in another case", id: "push-members", changes: answers{getSCIMGrps: scimList(scimGroup("Push-Me", "s1", "s2"))}, want: Pass},
		{name: "nothing pushed", id: "push-members", changes: answers{getPushes: list{}}, want: Skip},
		{name: "members unreadable", id: "push-members", changes: answers{members: noRole}, want: Unknown},
	})
}
