package checks

import (
	"maps"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks/facts"
)

// assignment is Ana's, changed, beside Bob's good one.
func assignment(change func(obj)) answers {
	ana := appUser("00u1", "s1", "ana@acme.example")
	change(ana)
	return answers{getAppUsers: list{ana, appUser("00u2", "s2", "bob@acme.example")}}
}

func onlyBob() answers {
	return answers{getRecords: scimList(record("s2", "bob@acme.example", "00u2", "a2", true))}
}

func TestAssignBeforeProvisioning(t *testing.T) {
	t.Parallel()
	early := assignment(func(a obj) { a["status"], a["externalId"] = "ACTIVE", nil })
	lookAll(t, []entry{
		{name: "nobody", id: "assign-before-provisioning", want: Pass, words: []string{"Nobody of 2 people"}},
		{
			name: "one", id: "assign-before-provisioning",
			changes: and(early, onlyBob()),
			want:    Fail, words: []string{"1 of 2 people", "ana@acme.example", "Provision User"},
		},
		{name: "provisioned meanwhile", id: "assign-before-provisioning", changes: early, want: Pass},
		{name: "inactive record", id: "assign-before-provisioning", want: Fail,
			changes: and(early, answers{getRecords: scimList(record("s1", "ana@acme.example", "00u1", "a1", false), record("s2", "bob@acme.example", "00u2", "a2", true))})},
		{
			name: "queued is no such thing", id: "assign-before-provisioning",
			changes: and(assignment(func(a obj) { a["status"], a["externalId"] = "STAGED", nil }), onlyBob()),
			want:    Pass,
		},
		{
			name: "suspended", id: "assign-before-provisioning",
			changes: and(early, onlyBob(), members(user("00u1", "ana@acme.example", "ana@acme.example", "SUSPENDED"), user("00u2", "bob@acme.example", "bob@acme.example", "ACTIVE"))),
			want:    Pass,
		},
		{
			name: "gone from the directory is another matter", id: "assign-before-provisioning",
			changes: and(assignment(func(a obj) { a["status"] = "ACTIVE" }), onlyBob()),
			want:    Pass,
		},
		{name: "nobody assigned", id: "assign-before-provisioning", changes: answers{getAppUsers: list{}}, want: Skip},
		{name: "unreadable", id: "assign-before-provisioning", changes: answers{getAppUsers: noRole}, want: Unknown},
		{name: "members unreadable", id: "assign-before-provisioning", changes: answers{"GET /api/v1/groups/00gassign/users": broken}, want: Unknown},
	})
}

func TestAssignOrphans(t *testing.T) {
	t.Parallel()
	third := func(active bool) answers {
		return answers{getRecords: scimList(record("s1", "ana@acme.example", "00u1", "a1", true), record("s2", "bob@acme.example", "00u2", "a2", true),
			record("s3", "zoe@acme.example", "00u3", "a3", active))}
	}
	lookAll(t, []entry{
		{name: "none", id: "assign-orphans", want: Pass, words: []string{"2 people"}},
		{name: "one", id: "assign-orphans", changes: third(true), want: Fail, words: []string{"1 person active", "zoe@acme.example", "Deactivate"}},
		{name: "deactivated as it should be", id: "assign-orphans", changes: third(false), want: Pass},
		{
			name: "unassigned and still active", id: "assign-orphans",
			changes: answers{getAppUsers: list{appUser("00u2", "s2", "bob@acme.example")}},
			want:    Fail, words: []string{"ana@acme.example"},
		},
		{name: "found by user name", id: "assign-orphans", changes: answers{getAppUsers: list{appUser("00u1", "", "ANA@acme.example"), appUser("00u2", "s2", "bob@acme.example")},
			getRecords: scimList(record("s1", "ana@acme.example", "", "a1", true), record("s2", "bob@acme.example", "00u2", "a2", true))}, want: Pass},
		{name: "empty directory", id: "assign-orphans", changes: answers{getRecords: scimList()}, want: Skip},
		{name: "assignments unreadable", id: "assign-orphans", changes: answers{getAppUsers: broken}, want: Unknown},
		{name: "directory unreadable", id: "assign-orphans", changes: answers{getRecords: broken}, want: Unknown},
	})
}

const getSuspended = "GET /api/v1/users"

func TestAssignInactive(t *testing.T) {
	t.Parallel()
	bob := user("00u2", "bob@acme.example", "bob@acme.example", "ACTIVE")
	suspended := members(user("00u1", "ana@acme.example", "ana@acme.example", "SUSPENDED"), bob)
	alone := answers{getAppGroup: list{}, getPushes: list{}}
	closed := account("a1", "ana@acme.example", "managed")
	closed["accountStatus"] = "inactive"
	lookAll(t, []entry{
		{name: "both sides", id: "assign-inactive", want: Pass, words: []string{"2 people"}},
		{
			name: "suspended", id: "assign-inactive",
			changes: suspended,
			want:    Fail, words: []string{"1 of 2 people", "ana@acme.example", "SUSPENDED", "Unassign"},
		},
		{
			name: "deprovisioned", id: "assign-inactive",
			changes: members(user("00u1", "ana@acme.example", "ana@acme.example", "DEPROVISIONED"), bob),
			want:    Fail, words: []string{"DEPROVISIONED"},
		},
		{name: "suspended, record inactive", id: "assign-inactive", want: Pass,
			changes: and(suspended, answers{getRecords: scimList(record("s1", "ana@acme.example", "00u1", "a1", false), record("s2", "bob@acme.example", "00u2", "a2", true))})},
		{
			name: "deactivated in Atlassian", id: "assign-inactive",
			changes: answers{postUsers: data(closed, account("a2", "bob@acme.example", "managed"))},
			want:    Warn, words: []string{"deactivated in Atlassian: ana@acme.example", "Reactivate"},
		},
		{name: "one of each", id: "assign-inactive", want: Fail, words: []string{"bob@acme.example", "ana@acme.example", "Unassign", "Reactivate"},
			changes: and(members(user("00u1", "ana@acme.example", "ana@acme.example", "ACTIVE"), user("00u2", "bob@acme.example", "bob@acme.example", "SUSPENDED")), answers{postUsers: data(closed)})},
		{
			name: "one by one, suspended", id: "assign-inactive",
			changes: and(alone, answers{getSuspended: list{user("00u2", "bob@acme.example", "bob@acme.example", "SUSPENDED")}}),
			want:    Fail, words: []string{"bob@acme.example"},
		},
		{name: "one by one, search ignored", id: "assign-inactive", changes: and(alone, answers{getSuspended: list{bob}}), want: Pass},
		{name: "one by one, unreadable", id: "assign-inactive", changes: and(alone, answers{getSuspended: broken}), want: Unknown},
		{name: "no record", id: "assign-inactive", changes: answers{getRecords: scimList()}, want: Skip},
		{name: "accounts unreadable", id: "assign-inactive", changes: answers{postUsers: orgDenied}, want: Unknown},
		{name: "members unreadable", id: "assign-inactive", changes: answers{"GET /api/v1/groups/00gpush/users": broken}, want: Unknown},
	})
}

// profiled answers both groups with Ana, whose Okta attributes are changed, and Bob.
func profiled(change obj) answers {
	ana := user("00u1", "ana@acme.example", "ana@acme.example", "ACTIVE")
	profile := ana["profile"].(obj)
	maps.Copy(profile, change)
	return members(ana, user("00u2", "bob@acme.example", "bob@acme.example", "ACTIVE"))
}

func TestAssignAttributes(t *testing.T) {
	t.Parallel()
	mapped := answers{getMapping: mapping(obj{"email": obj{"expression": "user.email"}, "timezone": obj{"expression": "user.timezone"}, "preferredLanguage": obj{"expression": "user.locale"}})}
	kept := and(answers{getAppGroup: list{}, getPushes: list{}}, mapped, assignment(func(a obj) { a["profile"] = obj{"email": "ana@acme.example", "timezone": "Asia"} }))
	lookAll(t, []entry{
		{
			name: "good", id: "assign-attributes",
			changes: and(mapped, profiled(obj{"timezone": "Europe/Berlin", "locale": "de_DE"})),
			want:    Pass, words: []string{"2 people"},
		},
		{
			name: "time zone", id: "assign-attributes",
			changes: and(mapped, profiled(obj{"timezone": "Sydney"})),
			want:    Warn, words: []string{"1 of 2 people", "ana@acme.example", "Sydney", "Europe/Berlin"},
		},
		{
			name: "language", id: "assign-attributes",
			changes: and(mapped, profiled(obj{"locale": "German"})),
			want:    Warn, words: []string{"German", "en_US"},
		},
		{
			name: "no name at all", id: "assign-attributes",
			changes: profiled(obj{"firstName": "", "lastName": " "}),
			want:    Warn, words: []string{"ana@acme.example", "(empty)"},
		},
		{
			name: "a display name will do", id: "assign-attributes",
			changes: profiled(obj{"firstName": "", "lastName": "", "displayName": "Ana"}),
			want:    Pass,
		},
		{name: "not mapped, so not sent", id: "assign-attributes", changes: profiled(obj{"timezone": "Sydney"}), want: Pass},
		{name: "under another variable", id: "assign-attributes", want: Warn, words: []string{"Asia"}, changes: and(profiled(obj{"timezone": "Asia"}), answers{
			getSchema:  schema(obj{"email": obj{"title": "Primary email"}, "tz": obj{"externalName": "timezone"}}),
			getMapping: mapping(obj{"email": obj{"expression": "user.email"}, "tz": obj{"expression": "user.timezone"}})})},
		{name: "what the app keeps", id: "assign-attributes", changes: kept, want: Warn, words: []string{"Asia"}},
		{
			name: "without the licence for mappings", id: "assign-attributes",
			changes: and(kept, answers{"GET /api/v1/mappings": noFeature, getMapping: noFeature}),
			want:    Warn, words: []string{"Asia"},
		},
		{name: "inactive people are not sent", id: "assign-attributes", want: Pass,
			changes: and(mapped, members(obj{"id": "00u1", "status": "SUSPENDED", "profile": obj{"login": "ana@acme.example", "timezone": "Asia", "firstName": "Ana"}}, user("00u2", "bob@acme.example", "bob@acme.example", "ACTIVE")))},
		{name: "nobody", id: "assign-attributes", changes: answers{getAppUsers: list{}}, want: Skip},
		{name: "mapping unreadable", id: "assign-attributes", changes: answers{getMapping: broken}, want: Unknown},
		{name: "schema unreadable", id: "assign-attributes", changes: answers{getSchema: broken}, want: Unknown},
	})
}

func TestZonesAndLanguages(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"Europe/Berlin": true, "America/Argentina/Buenos_Aires": true, "UTC": true, "GMT": false, "GMT+8": false, "Sydney": false, "Asia": false, "Local": false, "Europe/Nowhere": false, "../etc/hosts": false,
	} {
		if isZone(text) != want {
			t.Errorf("the time zone %s: %v", text, !want)
		}
	}
	for text, want := range map[string]bool{"en": true, "en_US": true, "pt-BR": true, "zh_Hans_CN": true, "es_419": true, "English": false, "en_": false, "Danish (Denmark)": false} {
		if isLanguage(text) != want {
			t.Errorf("the language %s: %v", text, !want)
		}
	}
}

func TestPushRenamed(t *testing.T) {
	t.Parallel()
	group := func(name string) obj {
		return obj{"id": "00gpush", "type": "OKTA_GROUP", "profile": obj{"name": name}}
	}
	renamed := answers{"GET /api/v1/groups/00gpush": group("new-name")}
	target := answers{"GET /api/v1/groups/x": obj{"id": "x", "type": "APP_GROUP", "profile": obj{"name": "push-me"}}}
	logged := answers{getLogs: list{obj{"uuid": "1", "eventType": "application.provision.group_push.pushed", "published": "2026-11-20T10:00:00Z", "outcome": obj{"result": "SUCCESS"},
		"target": list{obj{"id": "0oa1", "type": "AppInstance"}, obj{"id": "00gpush", "type": "UserGroup", "displayName": "push-me"}}}}}
	strangers := answers{getSCIMGrps: scimList(scimGroup("push-me", "s1"))}
	lookAll(t, []entry{
		{name: "same", id: "push-renamed", want: Pass, words: []string{"1 pushed group"}},
		{name: "letter case does not count", id: "push-renamed", changes: answers{"GET /api/v1/groups/00gpush": group("Push-Me")}, want: Pass},
		{
			name: "by the app's group", id: "push-renamed",
			changes: and(renamed, strangers, target),
			want:    Fail, words: []string{"push-me (now new-name)", "former name back"},
		},
		{name: "by the log", id: "push-renamed", changes: and(renamed, strangers, logged), want: Fail, words: []string{"push-me (now new-name)"}},
		{name: "by its people", id: "push-renamed", changes: renamed, want: Fail, words: []string{"push-me (now new-name)"}},
		{name: "other people, another group", id: "push-renamed", changes: and(renamed, strangers), want: Pass},
		{name: "never arrived", id: "push-renamed", changes: and(renamed, answers{getSCIMGrps: scimList()}), want: Pass},
		{name: "log unreadable, people tell", id: "push-renamed", changes: and(renamed, answers{getLogs: noRole}), want: Fail},
		{name: "nothing tells, log unreadable", id: "push-renamed", changes: and(renamed, strangers, answers{getLogs: noRole}), want: Unknown},
		{name: "nothing pushed", id: "push-renamed", changes: answers{getPushes: list{}}, want: Skip},
		{name: "mappings unreadable", id: "push-renamed", changes: answers{getPushes: broken}, want: Unknown},
		{name: "directory unreadable", id: "push-renamed", changes: answers{getSCIMGrps: broken}, want: Unknown},
		{name: "leaves the rest to push-renamed", id: "push-arrived", changes: and(renamed, target), want: Skip, words: []string{"Waits for push-renamed"}},
		{name: "compares what was pushed", id: "push-members", changes: and(renamed, strangers, target), want: Fail, words: []string{"bob@acme.example"}},
	})
	if f := look(t, "push-renamed", and(renamed, target), facts.Intent{}); strings.Count(f.Summary, "push-me") != 1 {
		t.Errorf("said more than once: %s", f.Summary)
	}
}
