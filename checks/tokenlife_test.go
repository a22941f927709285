package checks

import "testing"

func apiToken(owner, zone, expires string) obj {
	return obj{"id": "00T" + owner + zone, "name": "of " + owner, "userId": owner, "network": obj{"connection": zone}, "expiresAt": expires}
}

func TestTokenLife(t *testing.T) {
	t.Parallel()
	const far, soon = "2026-12-23T12:00:00.000Z", "2026-11-27T12:00:00.000Z"
	power := func(roles ...string) answers {
		held := list{}
		for _, r := range roles {
			held = append(held, obj{"type": r, "status": "ACTIVE"})
		}
		return answers{getOwner: held}
	}
	tokens := func(all ...any) answers { return answers{getTokens: append(list{}, all...)} }
	lookAll(t, []entry{
		{name: "good", id: "okta-token-life", want: Pass, words: []string{"1 token of admin@acme.example", "from anywhere", "30 days", "23 Dec 2026"}},
		{
			name: "bound to a zone", id: "okta-token-life",
			changes: tokens(apiToken("00ume", "ZONE", far)),
			want:    Pass, words: []string{"1 of them only from its network zone"},
		},
		{
			name: "super admin", id: "okta-token-life",
			changes: power("APP_ADMIN", "SUPER_ADMIN"),
			want:    Warn, words: []string{"admin@acme.example is SUPER_ADMIN", "revoke this one"},
		},
		{name: "organization admin", id: "okta-token-life", changes: power("ORG_ADMIN"), want: Warn, words: []string{"ORG_ADMIN"}},
		{
			name: "a role that was taken", id: "okta-token-life",
			changes: answers{getOwner: list{obj{"type": "SUPER_ADMIN", "status": "INACTIVE"}}},
			want:    Pass,
		},
		{
			name: "strong, tokens hidden", id: "okta-token-life",
			changes: and(power("SUPER_ADMIN"), answers{getTokens: noRole}),
			want:    Warn, words: []string{"SUPER_ADMIN"},
		},
		{
			name: "unused", id: "okta-token-life",
			changes: tokens(apiToken("00ume", "ANYWHERE", soon)),
			want:    Warn, words: []string{"of 00ume", "27 Nov 2026", "within 7 days"},
		},
		{
			name: "one of two unused", id: "okta-token-life",
			changes: tokens(apiToken("00ume", "ANYWHERE", soon), apiToken("00ume", "ZONE", far)),
			want:    Pass, words: []string{"2 tokens"},
		},
		{
			name: "somebody else's unused", id: "okta-token-life",
			changes: tokens(apiToken("00uother", "ANYWHERE", soon), apiToken("00ume", "ANYWHERE", far)),
			want:    Pass, words: []string{"1 token of"},
		},
		{
			name: "none listed", id: "okta-token-life",
			changes: tokens(apiToken("00uother", "ANYWHERE", far)),
			want:    Manual, words: []string{"no token of admin@acme.example"},
		},
		{name: "service app", id: "okta-token-life", changes: answers{getMe: notThere}, want: Skip, words: []string{"service app"}},
		{
			name: "tokens hidden", id: "okta-token-life",
			changes: answers{getTokens: noRole},
			want:    Unknown, words: []string{"as befits", "23 Dec 2026", "Look once"},
		},
		{name: "tokens unreadable", id: "okta-token-life", changes: answers{getTokens: broken}, want: Unknown, words: []string{"500"}},
		{name: "roles hidden", id: "okta-token-life", changes: answers{getOwner: noRole}, want: Unknown},
		{name: "owner unreadable", id: "okta-token-life", changes: answers{getMe: broken}, want: Unknown},
	})
}

func TestRightsNotKnownYet(t *testing.T) {
	t.Parallel()
	lookAll(t, []entry{
		{
			name: "no app", id: "okta-rights",
			changes: answers{getApps: list{}},
			want:    Pass, words: []string{"what there is to read", "Not known yet, for there is nothing to read: push groups, profile mappings."},
		},
		{
			name: "no mapping", id: "okta-rights",
			changes: answers{getMapList: list{}},
			want:    Pass, words: []string{"Not known yet, for there is nothing to read: profile mappings."},
		},
		{
			name: "no app, log hidden", id: "okta-rights",
			changes: answers{getApps: list{}, getLogs: noRole},
			want:    Warn, words: []string{"System Log", "Not known yet"},
		},
		{
			name: "no app, groups hidden", id: "okta-rights",
			changes: answers{getApps: list{}, getGroups: noRole},
			want:    Fail, words: []string{"may not read groups", "Not known yet"},
		},
		{name: "a missing endpoint is no right", id: "okta-rights", changes: answers{getPushes: notThere}, want: Unknown},
		{name: "owner hidden", id: "okta-reachable", changes: answers{getMe: noRole}, want: Pass, words: []string{"may not read whose it is"}},
		{name: "owner unreadable", id: "okta-reachable", changes: answers{getMe: broken}, want: Unknown},
	})
}
