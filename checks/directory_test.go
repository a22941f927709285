package checks

import (
	"testing"
	"time"

	"github.com/provision-cli/provision/checks/facts"
)

var orgKeyUsed = refusal{401, `{"error":"Not authorized to access : scim/directory/d1/ServiceProviderConfig","traceId":"t"}`}

func TestDirectory(t *testing.T) {
	t.Parallel()
	lookAll(t, []entry{
		{name: "works", id: "scim-key", want: Pass},
		{
			name: "organization key", id: "scim-key",
			changes: answers{getConfig: orgKeyUsed},
			want:    Fail, words: []string{"organization API key", "Regenerate API key", "GET /ServiceProviderConfig"},
		},
		{
			name: "wrong directory", id: "scim-key",
			changes: answers{getConfig: refusal{404, `{"error":"no","traceId":"t"}`}},
			want:    Fail, words: []string{"leads nowhere"},
		},
		{name: "broken", id: "scim-key", changes: answers{getConfig: broken}, want: Unknown, words: []string{"a few minutes"}},
		{name: "a text for an answer", id: "scim-key", changes: answers{getConfig: "patch and filter"}, want: Pass},
		{name: "a text, and no list", id: "scim-key", changes: answers{getConfig: "welcome", getRecords: refusal{200, "<html>"}}, want: Unknown},

		{name: "nobody can tell", id: "domain-linked", want: Manual, words: []string{"Link domain", "https://admin.atlassian.com/o/org1/overview"}},

		{name: "by effect", id: "sites-added", want: Pass, words: []string{"push-me", "jira-software"}},
		{name: "opens nothing yet", id: "sites-added", changes: answers{getRoles: data()}, want: Manual},
		{name: "only the platform", id: "sites-added", changes: answers{getRoles: data(role("ari:x", "platform", "", "atlassian/user"))}, want: Manual},
		{name: "not arrived", id: "sites-added", changes: answers{postGroups: data(orgGroup("push-me", false))}, want: Manual},
		{name: "no app", id: "sites-added", changes: answers{getApps: list{}}, want: Manual},
		{name: "unreadable", id: "sites-added", changes: answers{postGroups: broken}, want: Unknown},
	})
}

func TestKeyLife(t *testing.T) {
	t.Parallel()
	day := 24 * time.Hour
	for _, tt := range []struct {
		name  string
		kept  facts.Kept
		want  Status
		words []string
	}{
		{"unknown", facts.Kept{}, Manual, []string{"not known"}},
		{"new", facts.Kept{KeyCreated: now}, Pass, []string{"23 Nov 2027", "365 days"}},
		{"31 days", facts.Kept{KeyExpires: now.Add(31 * day)}, Pass, []string{"31 days"}},
		{"30 days", facts.Kept{KeyExpires: now.Add(30 * day)}, Warn, []string{"30 days", "Regenerate"}},
		{"8 days", facts.Kept{KeyCreated: now.Add(8*day - keyYear)}, Warn, []string{"8 days"}},
		{"7 days", facts.Kept{KeyExpires: now.Add(7 * day)}, Fail, []string{"7 days"}},
		{"15 days", facts.Kept{KeyExpires: now.Add(15 * day)}, Warn, []string{"in 15 days", "sends no reminder.\""}},
		{"14 days", facts.Kept{KeyExpires: now.Add(14 * day)}, Warn, []string{"in 14 days", "Set a day for it"}},
		{"2 days", facts.Kept{KeyExpires: now.Add(2 * day)}, Fail, []string{"in 2 days", "This week"}},
		{"1 day", facts.Kept{KeyExpires: now.Add(day)}, Fail, []string{"within a day or two, about 24 Nov 2026"}},
		{"today", facts.Kept{KeyExpires: now.Add(day / 2)}, Fail, []string{"within a day or two"}},
		{"over", facts.Kept{KeyCreated: now.Add(-400 * day)}, Fail, []string{"expired about 19 Oct 2026"}},
		{"what a person said counts more", facts.Kept{KeyCreated: now.Add(-400 * day), KeyExpires: now.Add(90 * day)}, Pass, []string{"90 days"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			expect(t, lookWith(t, "scim-key-life", serve(t, nil).facts(facts.Intent{}, tt.kept)), tt.want, tt.words...)
		})
	}
}

// TestOnlyAKeyCanBeRefused: a wrong address is no word on the key, so both are to be asked for again.
func TestOnlyAKeyCanBeRefused(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]bool{401: true, 403: true, 404: false} {
		finding := look(t, "scim-key", answers{getConfig: refusal{status, `{"error":"no","traceId":"t"}`}}, facts.Intent{})
		if finding.Status != Fail || finding.Refused != want || finding.Stop == want {
			t.Errorf("%d: %+v", status, finding)
		}
	}
}
