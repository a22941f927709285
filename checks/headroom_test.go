package checks

import (
	"net/http"
	"testing"
)

// filledWith answers the directory's total with n and its one group with that many members.
func filledWith(n, members int) answers {
	ids := make([]string, members)
	for i := range ids {
		ids[i] = string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676%26)) + string(rune('a'+i/17576))
	}
	return answers{
		getRecords:  dynamic(func(*http.Request, string) any { return obj{"totalResults": n, "startIndex": 1, "Resources": list{}} }),
		getSCIMGrps: scimList(scimGroup("push-me", ids...)),
	}
}

func TestDirectoryHeadroom(t *testing.T) {
	t.Parallel()
	lookAll(t, []entry{
		{name: "room", id: "directory-headroom", want: Pass, words: []string{"2 people in the directory of 150000", "2 members of 35000"}},
		{
			name: "nearly", id: "directory-headroom",
			changes: filledWith(135_000, 1),
			want:    Warn, words: []string{"Nearly full: the directory (135000 people)"},
		},
		{name: "just not", id: "directory-headroom", changes: filledWith(134_999, 1), want: Pass},
		{
			name: "full", id: "directory-headroom",
			changes: filledWith(150_000, 1),
			want:    Fail, words: []string{"Full: the directory (150000 people)", "not synced"},
		},
		{name: "a group nearly", id: "directory-headroom", changes: filledWith(32_000, 31_500), want: Warn, words: []string{"push-me (31500 members)"}},
		{name: "a group just not", id: "directory-headroom", changes: filledWith(32_000, 31_499), want: Pass},
		{
			name: "a group full", id: "directory-headroom",
			changes: filledWith(140_000, 35_000),
			want:    Fail, words: []string{"push-me (35000 members)", "140000"},
		},
		{name: "total unreadable", id: "directory-headroom", changes: answers{getRecords: broken}, want: Unknown},
		{name: "groups unreadable", id: "directory-headroom", changes: answers{getSCIMGrps: broken}, want: Unknown},
	})
}

func TestIntegrationOneWay(t *testing.T) {
	t.Parallel()
	features := func(all ...any) answers { return answers{getApps: list{app(obj{"features": append(list{}, all...)})}} }
	took := answers{getLogs: list{obj{"uuid": "1", "eventType": "application.provision.user.import", "published": "2026-11-20T10:00:00Z", "outcome": obj{"result": "SUCCESS"},
		"target": list{obj{"id": "0oa1", "type": "AppInstance"}}}}}
	lookAll(t, []entry{
		{name: "one way", id: "integration-one-way", want: Pass, words: []string{"Nothing flows back"}},
		{
			name: "what comes with every integration", id: "integration-one-way",
			changes: features("IMPORT_NEW_USERS", "IMPORT_PROFILE_UPDATES", "GROUP_PUSH", "PUSH_NEW_USERS"),
			want:    Pass,
		},
		{
			name: "profile sourcing", id: "integration-one-way",
			changes: features("PROFILE_MASTERING", "PUSH_NEW_USERS"),
			want:    Fail, words: []string{"source of Okta profiles", "Profile & Lifecycle Sourcing"},
		},
		{
			name: "password sync", id: "integration-one-way",
			changes: features("PUSH_PASSWORD_UPDATES", "PUSH_NEW_USERS"),
			want:    Fail, words: []string{"passwords are pushed", "Sync Password"},
		},
		{
			name: "both", id: "integration-one-way",
			changes: features("PUSH_PASSWORD_UPDATES", "PROFILE_MASTERING"),
			want:    Fail, words: []string{"Atlassian is a source of Okta profiles, and passwords are pushed"},
		},
		{name: "imported", id: "integration-one-way", changes: took, want: Warn, words: []string{"20 Nov 2026", "schedule"}},
		{name: "nothing shown", id: "integration-one-way", changes: features(), want: Manual, words: []string{"Sync Password unticked"}},
		{name: "nothing shown, imported", id: "integration-one-way", changes: and(features(), took), want: Warn},
		{name: "app unreadable", id: "integration-one-way", changes: answers{getApps: broken}, want: Unknown},
		{name: "log unreadable", id: "integration-one-way", changes: answers{getLogs: noRole}, want: Unknown},
	})
}

func TestEmailDomains(t *testing.T) {
	t.Parallel()
	guest := members(user("00u1", "ana@acme.example", "ana@Acme.example", "ACTIVE"), user("00u2", "bob@guest.example", "bob@guest.example", "ACTIVE"))
	lookAll(t, []entry{
		{name: "ours", id: "email-domains", want: Pass, words: []string{"2 people"}},
		{
			name: "a guest", id: "email-domains",
			changes: guest,
			want:    Warn, words: []string{"1 of 2 people", "guest.example", "bob@guest.example", "external accounts"},
		},
		{
			name: "a guest of a domain that is ours", id: "email-domains",
			changes: and(guest, answers{getDomains: data(domainNamed("acme.example", "verified"), domainNamed("Guest.example", "verified"))}),
			want:    Pass,
		},
		{
			name: "not verified yet is another's question", id: "email-domains",
			changes: and(guest, answers{getDomains: data(domainNamed("acme.example", "verified"), domainNamed("guest.example", "unverified"))}),
			want:    Pass,
		},
		{
			name: "a domain given up", id: "email-domains",
			changes: and(guest, answers{getDomains: data(domainNamed("acme.example", "verified"), domainNamed("guest.example", "deleted"))}),
			want:    Warn,
		},
		{name: "a suspended guest", id: "email-domains", want: Pass,
			changes: members(user("00u1", "ana@acme.example", "ana@acme.example", "ACTIVE"), user("00u2", "bob@guest.example", "bob@guest.example", "SUSPENDED"))},
		{name: "no address", id: "email-domains", changes: members(user("00u1", "ana@acme.example", "", "ACTIVE")), want: Pass},
		{name: "nobody", id: "email-domains", changes: members(), want: Skip},
		{name: "domains unreadable", id: "email-domains", changes: answers{getDomains: broken}, want: Unknown},
		{name: "members unreadable", id: "email-domains", changes: answers{"GET /api/v1/groups/00gassign/users": noRole}, want: Unknown},
		{name: "mapping unreadable", id: "email-domains", changes: answers{getMapping: broken}, want: Unknown},
	})
}
