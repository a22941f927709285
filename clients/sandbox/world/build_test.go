package world

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"
)

var testTime = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func build(tb testing.TB, o BuildOptions) *World {
	tb.Helper()
	o.Now = func() time.Time { return testTime }
	w, err := Build(o)
	if err != nil {
		tb.Fatalf("Build(%+v): %v", o, err)
	}
	return w
}

func TestBuildIsDeterministic(t *testing.T) {
	t.Parallel()
	for _, scenario := range Scenarios() {
		a, b := build(t, BuildOptions{Scenario: scenario, Seed: 7}), build(t, BuildOptions{Scenario: scenario, Seed: 7})
		if !reflect.DeepEqual(a.Okta, b.Okta) || !reflect.DeepEqual(a.Atlassian, b.Atlassian) {
			t.Errorf("%s: the same seed gave two worlds", scenario)
		}
		c := build(t, BuildOptions{Scenario: scenario, Seed: 8})
		if reflect.DeepEqual(a.Okta.Users, c.Okta.Users) {
			t.Errorf("%s: two seeds gave the same people", scenario)
		}
	}
}

func TestBuildRefuses(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		o    BuildOptions
		want string
	}{
		"scenario":      {BuildOptions{Scenario: "stale"}, "drifted"},
		"drift":         {BuildOptions{Drifts: []string{"nope"}}, "push-members"},
		"variant":       {BuildOptions{Variants: map[string]string{"nope": "x"}}, "nope"},
		"variant value": {BuildOptions{Variants: map[string]string{"engine": "x"}}, "aiw"},
		"few users":     {BuildOptions{Users: 3}, "20"},
		"few groups":    {BuildOptions{Groups: 3}, "8"},
		"drift fresh":   {BuildOptions{Scenario: "fresh", Drifts: []string{"push-members"}}, "ready"},
		"sites":         {BuildOptions{SiteURLs: []string{"http://one"}}, "2"},
	} {
		if _, err := Build(tc.o); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: error %v does not say %q", name, err, tc.want)
		}
	}
}

func TestPeopleAreBelievable(t *testing.T) {
	t.Parallel()
	w := build(t, BuildOptions{Users: 5000})
	if len(w.Okta.Users) != 5000 {
		t.Fatalf("%d users, want 5000", len(w.Okta.Users))
	}
	logins, emails := map[string]bool{}, map[string]bool{}
	var inactive, differ, second int
	for _, u := range w.Okta.Users {
		if logins[u.Login] || emails[u.Email] {
			t.Fatalf("%s (%s) is not unique", u.Login, u.Email)
		}
		logins[u.Login], emails[u.Email] = true, true
		if strings.ContainsAny(u.Email, " 'ÀÁß") || strings.Count(u.Email, "@") != 1 || len(u.Login) < 5 || strings.HasPrefix(u.Email, ".") {
			t.Errorf("address %q is not believable", u.Email)
		}
		if !u.Active() {
			inactive++
		}
		if u.Login != u.Email {
			differ++
		}
		if strings.HasSuffix(u.Email, "@"+SecondDomain) {
			second++
		}
	}
	share(t, "inactive", inactive, 0.01, 0.06)
	share(t, "login differs", differ, 0.03, 0.08)
	share(t, "second domain", second, 0.05, 0.2)
	share(t, "accounts", len(w.Atlassian.Accounts), 0.25, 0.35)
}

func share(t *testing.T, what string, part int, low, high float64) {
	t.Helper()
	if got := float64(part) / 5000; got < low || got > high {
		t.Errorf("%s: %.3f, want between %.2f and %.2f", what, got, low, high)
	}
}

func TestAccountsOfEveryKind(t *testing.T) {
	t.Parallel()
	w := build(t, BuildOptions{Users: 1000})
	var managed, external, old, both int
	for _, u := range w.Okta.Users {
		byEmail, byLogin := w.Atlassian.AccountWithEmail(u.Email), w.Atlassian.AccountWithEmail(u.Login)
		if byEmail != nil && byEmail.Managed {
			managed++
		}
		if byEmail != nil && !byEmail.Managed {
			external++
		}
		if u.Login != u.Email && byLogin != nil {
			old++
			if byEmail != nil {
				both++
			}
		}
	}
	if managed <= external || external == 0 || old < 2 || both != 1 {
		t.Errorf("managed %d, external %d, under the old address %d, both %d", managed, external, old, both)
	}
}

func TestScale(t *testing.T) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	w, err := Build(BuildOptions{Scenario: "ready", Users: 100_000, Groups: 2_000})
	took := time.Since(start)
	if err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	t.Logf("100,000 users and 2,000 groups: %s, %d MB from the system", took, (after.Sys)>>20)
	if len(w.Okta.Users) != 100_000 || len(w.Okta.Groups) < 2_000 {
		t.Errorf("%d users, %d groups", len(w.Okta.Users), len(w.Okta.Groups))
	}
	if racing {
		return
	}
	if took > 3*time.Second {
		t.Errorf("started in %s, want below 3 s", took)
	}
	if after.Sys > 500<<20 {
		t.Errorf("%d MB taken from the system, want below 500", after.Sys>>20)
	}
}

func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{200, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				build(b, BuildOptions{Users: n, Groups: max(MinGroups, n/50)})
			}
		})
	}
}
