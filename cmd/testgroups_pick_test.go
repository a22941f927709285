package cmd

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/okta"
)

// looking is a look at a sandbox, with nobody to ask.
func looking(t *testing.T, scenario string) (*look, *setupRun) {
	t.Helper()
	a := &app{in: strings.NewReader(""), out: &strings.Builder{}, err: &strings.Builder{}, env: func(string) string { return "" }, profile: "default"}
	f := &testGroupsFlags{setupFlags: setupFlags{values: map[string]*[]string{}, sandboxed: true, share: "100%", sandbox: sandboxFlags{fallback: scenario, users: 50, seed: 1}}}
	run := &setupRun{}
	t.Cleanup(func() { run.close() })
	l, err := a.beginForecast(t.Context(), f, run)
	if err != nil {
		t.Fatal(err)
	}
	return l, run
}

// TestNobodyToAskIsToldTheGroups: the candidates with their sizes, and how to name one.
func TestNobodyToAskIsToldTheGroups(t *testing.T) {
	t.Parallel()
	l, _ := looking(t, "ready")
	groups, err := l.pick(t.Context())
	hinted, is := errors.AsType[*hintedError](err)
	if len(groups) > 0 || !is || exitCode(err) != exitUsage || !strings.Contains(err.Error(), "no Okta group begins with atlassian-test-, and nobody can be asked") {
		t.Fatalf("%v, %v", groups, err)
	}
	text := strings.Join(hinted.hints, "\n")
	if !strings.Contains(text, "atlassian-test-jira-users") || !strings.Contains(text, " members") || hinted.hints[len(hinted.hints)-1] != "Next: provision test-groups GROUP" {
		t.Errorf("the hints are\n%s", text)
	}
}

// TestGroupsAreOfferedByName: letter case aside, each once, with their sizes read.
func TestGroupsAreOfferedByName(t *testing.T) {
	t.Parallel()
	l, _ := looking(t, "ready")
	groups, err := l.all(t.Context())
	if err != nil || len(groups) < 5 {
		t.Fatalf("%d groups, %v", len(groups), err)
	}
	seen := map[string]bool{}
	for i, g := range groups {
		if seen[g.ID] || g.Users < 0 {
			t.Errorf("%s twice, or without its size: %+v", g.Name, g)
		}
		seen[g.ID] = true
		if i > 0 && strings.ToLower(groups[i-1].Name) > strings.ToLower(g.Name) {
			t.Errorf("%s stands before %s", groups[i-1].Name, g.Name)
		}
	}
}

func TestSizesOfGroups(t *testing.T) {
	t.Parallel()
	for want, g := range map[string]okta.Group{
		"members unknown": {Users: -1, Type: "OKTA_GROUP"}, "0 members": {Type: "OKTA_GROUP"}, "1 member": {Users: 1, Type: "OKTA_GROUP"}, "2 members": {Users: 2, Type: "OKTA_GROUP"},
		"12345 members": {Users: 12345, Type: "OKTA_GROUP"}, "1 member, APP_GROUP": {Users: 1, Type: "APP_GROUP"}, "members unknown, BUILT_IN": {Users: -1, Type: "BUILT_IN"},
	} {
		if got := sizeOf(g); got != want {
			t.Errorf("%+v is of %q", g, got)
		}
	}
}

// TestTheScopeOfARun: who is pushed and assigned, by what was named.
func TestTheScopeOfARun(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		scenario     string
		args         []string
		push, assign []string
		from         string
	}{
		"the test groups":   {"ready", nil, []string{"atlassian-test-confluence-users", "atlassian-test-jira-users"}, []string{"atlassian-test-users"}, "assigned now"},
		"before the app":    {"fresh", nil, []string{"atlassian-test-confluence-users", "atlassian-test-jira-users"}, []string{"atlassian-test-users"}, "the page's; --assign-group names another"},
		"one that is named": {"ready", []string{"atlassian-test-jira-users"}, []string{"atlassian-test-jira-users"}, []string{"atlassian-test-users"}, "assigned now"},
		"named twice":       {"ready", []string{"atlassian-test-jira-users", "atlassian-test-jira-users"}, []string{"atlassian-test-jira-users"}, []string{"atlassian-test-users"}, "assigned now"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l, run := looking(t, tt.scenario)
			sc, err := l.scope(t.Context(), tt.args)
			if err != nil {
				t.Fatal(err)
			}
			if got := facts.Names(sc.push); !slices.Equal(got, tt.push) || !slices.Equal(sc.assigned, tt.assign) || sc.from != tt.from {
				t.Errorf("pushed %q, assigned %q, %s", got, sc.assigned, sc.from)
			}
			if n := run.sandbox.Stats().Mutations.Client; n != 0 {
				t.Errorf("%d changes", n)
			}
		})
	}
}

// TestAMistypedGroupIsNotGuessed: the near ones are offered, none is taken.
func TestAMistypedGroupIsNotGuessed(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"atlassian-test-jira-user":  "Did you mean atlassian-test-jira-users?",
		"Atlassian-Test-Jira-Users": "Did you mean atlassian-test-jira-users?",
		"zzzzzzzzzzzzzzzzzzzzzzzzz": "names are compared letter by letter",
	} {
		l, _ := looking(t, "ready")
		sc, err := l.scope(t.Context(), []string{typed})
		hinted, is := errors.AsType[*hintedError](err)
		if !is || len(sc.push) > 0 || !strings.Contains(strings.Join(hinted.hints, "\n"), want) {
			t.Errorf("%q: %v, %+v", typed, err, sc)
		}
		if unknown, is := errors.AsType[*facts.GroupError](err); !is || unknown.Name != typed || exitCode(err) != exitUsage {
			t.Errorf("%q: %v", typed, err)
		}
	}
}
