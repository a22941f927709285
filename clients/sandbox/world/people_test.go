package world

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// TestTheCastIsTheSameInEveryWorld: tests and guides name these people, whatever seed and size.
func TestTheCastIsTheSameInEveryWorld(t *testing.T) {
	t.Parallel()
	for _, o := range []BuildOptions{{}, {Seed: 9}, {Users: MinUsers}, {Scenario: "ready", Seed: 4, Users: 900}} {
		w := build(t, o)
		for i, m := range cast() {
			u := w.Okta.Users[i]
			status := m.status
			if status == "" {
				status = "ACTIVE"
			}
			if u.FirstName != m.first || u.LastName != m.last || u.Status != status || !strings.HasSuffix(u.Email, "@"+MainDomain) {
				t.Errorf("%+v: place %d has %s %s, %s, %s", o, i, u.FirstName, u.LastName, u.Email, u.Status)
			}
			if want := m.login; want != "" && u.Login != want || want == "" && u.Login != u.Email {
				t.Errorf("%+v: %s signs on as %s", o, u.Email, u.Login)
			}
			for letter, name := range map[string]string{"j": TestJiraGroup, "c": TestConfluenceGroup, "J": JiraGroup, "C": ConfluenceGroup} {
				if got := w.Okta.GroupNamed(name).Has(u.ID); got != strings.Contains(m.groups, letter) {
					t.Errorf("%+v: %s in %s: %v", o, u.Email, name, got)
				}
			}
		}
	}
}

// TestAccountsBeforehand: who of the cast has an Atlassian account already, and under which address.
func TestAccountsBeforehand(t *testing.T) {
	t.Parallel()
	w := build(t, BuildOptions{Seed: 3})
	for i, m := range cast() {
		u := w.Okta.Users[i]
		byEmail, byLogin := w.Atlassian.AccountWithEmail(u.Email), w.Atlassian.AccountWithEmail(u.Login)
		if got := byEmail != nil; got != (m.account == "new" || m.account == "both") {
			t.Errorf("%s has an account under the new address: %v", u.Email, got)
		}
		if m.login == "" {
			continue
		}
		if got := byLogin != nil; got != (m.account == "old" || m.account == "both") {
			t.Errorf("%s has an account under the old address: %v", u.Login, got)
		}
		if byLogin != nil && (byLogin.Managed || byLogin.Billable) {
			t.Errorf("%s is managed outside the organization's domains", u.Login)
		}
	}
}

// TestShares measures the crowd, so that every kind of person that a check looks for is met.
func TestShares(t *testing.T) {
	t.Parallel()
	w := build(t, BuildOptions{Users: 5000, Seed: 2})
	count := map[string]int{}
	for _, u := range w.Okta.Users {
		_, domain, _ := strings.Cut(u.Email, "@")
		count[domain]++
		count[u.Status]++
		if u.Login != u.Email {
			count["old login"]++
			if !strings.HasSuffix(u.Login, "@"+OldDomain) {
				t.Errorf("%s signs on as %s", u.Email, u.Login)
			}
		}
	}
	for _, s := range []struct {
		what      string
		low, high float64
	}{
		{MainDomain, .83, .89}, {SecondDomain, .09, .13}, {PartnerDomain, .02, .045}, {"old login", .03, .08},
		{"ACTIVE", .95, .98}, {"SUSPENDED", .004, .02}, {"DEPROVISIONED", .008, .025}, {"STAGED", .001, .012}, {"PASSWORD_EXPIRED", .001, .012},
	} {
		share(t, s.what, count[s.what], s.low, s.high)
	}
	if count[MainDomain]+count[SecondDomain]+count[PartnerDomain] != 5000 {
		t.Errorf("somebody has an address elsewhere: %v", count)
	}
}

func TestProfilesAreComplete(t *testing.T) {
	t.Parallel()
	w := build(t, BuildOptions{Users: 400})
	for _, u := range w.Okta.Users {
		if u.FirstName == "" || u.LastName == "" || u.DisplayName != u.FirstName+" "+u.LastName || u.Organization != w.Okta.Company {
			t.Errorf("%+v has no good name", u)
		}
		if !slices.Contains(titles[:], u.Title) || !slices.Contains(departments[:], u.Department) {
			t.Errorf("%s is %s in %s", u.Email, u.Title, u.Department)
		}
		if _, err := time.LoadLocation(u.Timezone); err != nil {
			t.Errorf("%s: %v", u.Email, err)
		}
		if len(u.Locale) != 5 || u.Locale[2] != '_' {
			t.Errorf("%s has the locale %q", u.Email, u.Locale)
		}
		if !u.Created.Before(testTime) || u.Activated.Before(u.Created) || u.LastUpdated.Before(u.Created) {
			t.Errorf("%s was created %s, changed %s", u.Email, u.Created, u.LastUpdated)
		}
	}
}

func TestActiveStatuses(t *testing.T) {
	t.Parallel()
	for status, want := range map[string]bool{
		"ACTIVE": true, "PROVISIONED": true, "RECOVERY": true, "PASSWORD_EXPIRED": true, "LOCKED_OUT": true,
		"STAGED": false, "SUSPENDED": false, "DEPROVISIONED": false, "": false, "active": false,
	} {
		if (&User{Status: status}).Active() != want {
			t.Errorf("%q is active: %v", status, !want)
		}
	}
}

func TestAddressesAreNumberedPerDomain(t *testing.T) {
	t.Parallel()
	b := &builder{taken: map[string]int{}}
	var got []string
	for _, domain := range []string{"a.example", "a.example", "b.example", "a.example"} {
		got = append(got, b.address("ana", domain))
	}
	if want := []string{"ana@a.example", "ana2@a.example", "ana@b.example", "ana3@a.example"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestSeedsGiveOtherWorldsAndTheSameIDs(t *testing.T) {
	t.Parallel()
	one, again, two := build(t, BuildOptions{Scenario: "ready"}), build(t, BuildOptions{Scenario: "ready"}), build(t, BuildOptions{Scenario: "ready", Seed: 2})
	if one.AtlassianApp().ID != again.AtlassianApp().ID || one.Handed != again.Handed || one.Login != again.Login {
		t.Error("the same seed gives other ids or keys")
	}
	if one.AtlassianApp().ID == two.AtlassianApp().ID || one.Handed.Key == two.Handed.Key || one.Okta.Tokens[0].Secret == two.Okta.Tokens[0].Secret {
		t.Error("another seed gives the same ids or keys")
	}
	differ := 0
	for i, u := range one.Okta.Users {
		if u.Email != two.Okta.Users[i].Email {
			differ++
		}
	}
	if differ < len(one.Okta.Users)/2 {
		t.Errorf("only %d people differ", differ)
	}
}

func TestGroupsHaveBelievableSizes(t *testing.T) {
	t.Parallel()
	w := build(t, BuildOptions{Users: 1000, Groups: 40})
	for name, want := range map[string][2]int{
		"Everyone": {1000, 1000}, TestJiraGroup: {3, 12}, TestConfluenceGroup: {3, 12}, TestAssignGroup: {3, 24},
		JiraGroup: {300, 300}, ConfluenceGroup: {400, 400}, "Google Workspace All Staff": {100, 100},
	} {
		if n := len(w.Okta.GroupNamed(name).Members); n < want[0] || n > want[1] {
			t.Errorf("%s has %d members, want %v", name, n, want)
		}
	}
	for _, g := range w.Okta.Groups {
		if g.Reported != 0 || !g.Created.Before(testTime) || g.LastMembershipUpdated.After(testTime) {
			t.Errorf("%s: %+v", g.Name, g.LastMembershipUpdated)
		}
		seen := map[string]bool{}
		for _, id := range g.Members {
			if seen[id] || w.Okta.User(id) == nil {
				t.Errorf("%s holds %s twice, or nobody", g.Name, id)
			}
			seen[id] = true
		}
	}
	if small := build(t, BuildOptions{Users: MinUsers, Groups: MinGroups}); len(small.Okta.Groups) != MinGroups || len(small.Okta.Users) != MinUsers {
		t.Errorf("the smallest world has %d groups and %d people", len(small.Okta.Groups), len(small.Okta.Users))
	}
}
