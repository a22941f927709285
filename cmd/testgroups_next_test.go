//go:build !windows

package cmd

import (
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/checks/forecast"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/wizard/session"
	"github.com/provision-cli/provision/wizard/store"
)

// awkward are names that somebody in an Okta org may give a group.
var awkward = []string{
	"jira-users", "two words", "it's", `"quoted"`, "$(touch x)", "`touch x`", "$HOME", "a;b|c&d>e<f", "*", "~", "=cmd", "-n", "--yes", "#1", "!", "a\\b", "Zoë Ωmega", "",
}

// TestQuotedIsOneWordOfAShell asks a shell.
func TestQuotedIsOneWordOfAShell(t *testing.T) {
	t.Parallel()
	words := make([]string, len(awkward))
	for i, name := range awkward {
		words[i] = quoted(name)
	}
	shell := exec.Command("sh", "-c", `printf '%s\n' `+strings.Join(words, " "))
	shell.Dir = t.TempDir()
	out, err := shell.Output()
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	if strings.Join(got, "\n") != strings.Join(awkward, "\n") {
		t.Errorf("the shell read %q, not %q", got, awkward)
	}
	if quoted("atlassian-test-users=jira@x") != "atlassian-test-users=jira@x" {
		t.Error("a plain name is quoted")
	}
}

func TestNamesOfGroupsOnACommandLine(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"jira users": "jira users", "it's": "it's", "Zoë": "Zoë",
		"\x1b[31mred": "00g1", " blank": "00g1", "line\nbreak": "00g1", "\u202eabc": "00g1", "a → b": "00g1",
	} {
		if got := namesOf([]okta.Group{{ID: "00g1", Name: name}})[0]; got != want {
			t.Errorf("%q is named %q, not %q", name, got, want)
		}
	}
	twins := namesOf([]okta.Group{{ID: "00g1", Name: "a"}, {ID: "00g2", Name: "b"}, {ID: "00g3", Name: "a"}})
	if strings.Join(twins, " ") != "00g1 b 00g3" {
		t.Errorf("two groups of one name are %q", twins)
	}
}

// forecasting is a look as a command line made it.
func forecasting(t *testing.T, args ...string) *look {
	t.Helper()
	f := &testGroupsFlags{setupFlags: setupFlags{values: map[string]*[]string{}}}
	cmd := (&app{env: func(string) string { return "" }}).testGroupsCommand()
	f.addInputs(cmd.PersistentFlags()) // the same flags once more, with values that can be seen here
	f.addReading(cmd.PersistentFlags())
	f.addStandIn(cmd.PersistentFlags())
	if err := cmd.PersistentFlags().Parse(args); err != nil {
		t.Fatal(err)
	}
	s := session.New(session.Options{Flags: map[string][]string{session.Grants.ID: *f.values[session.Grants.ID]}, Store: store.Discard("default"), Secrets: &store.Memory{}, Now: time.Now})
	if err := s.Resolve(); err != nil {
		t.Fatal(err)
	}
	return &look{app: &app{profile: "default"}, flags: f, session: s}
}

func TestNextIsTheWholeCommand(t *testing.T) {
	t.Parallel()
	sc := scope{push: []okta.Group{{ID: "00g1", Name: "two words"}}, assign: []okta.Group{{ID: "00g2", Name: "all"}}}
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "setup --push-group 'two words' --assign-group all"},
		{
			[]string{"--okta-url", "https://example.okta.com", "--protect", "a@b", "--protect", "c d", "--push-group", "other", "--assign-group", "x", "--grant", "two words=jira-software"},
			"setup --okta-url https://example.okta.com --protect a@b --protect 'c d' --push-group 'two words' --assign-group all --grant 'two words=jira-software'",
		},
		{
			[]string{"--sandbox", "--drift", "push-members", "--variant", "roles=a b", "--users", "50", "--seed", "3", "--delay", "2s"},
			"setup --sandbox --drift push-members --variant 'roles=a b' --users 50 --seed 3 --delay 2s --push-group 'two words' --assign-group all",
		},
		{[]string{"--sandbox"}, "setup --sandbox --scenario ready --push-group 'two words' --assign-group all"},
		{[]string{"--secrets-stdin", "--insecure-storage", "--rate-share", "20%"}, "setup --insecure-storage --secrets-stdin --rate-share 20% --push-group 'two words' --assign-group all"},
	} {
		if got := forecasting(t, c.args...).next(sc); got != "provision "+c.want {
			t.Errorf("%q goes on with\n%s, not\nprovision %s", c.args, got, c.want)
		}
	}
	l := forecasting(t)
	l.app.profile = "my team"
	if got := l.next(sc); !strings.HasPrefix(got, "provision --profile 'my team' setup ") {
		t.Errorf("the profile is lost: %s", got)
	}
	people := []forecast.Person{{ID: "00u1", Login: "o'hara@example.com"}}
	if got, want := forecasting(t, "--sandbox").follows(sc, people), `provision test-groups --sandbox --scenario ready --user 'o'\''hara@example.com' 'two words'`; got != want {
		t.Errorf("following is\n%s, not\n%s", got, want)
	}
	people[0].Login = "\x1b[0m"
	if got := forecasting(t).follows(sc, people); !strings.Contains(got, "--user 00u1 ") {
		t.Errorf("an odd login is followed by %s", got)
	}
	if got := forecasting(t).follows(sc, nil); got != "" {
		t.Errorf("nobody is followed by %s", got)
	}
}

// TestNextParses gives the printed command back to the program.
func TestNextParses(t *testing.T) {
	t.Parallel()
	for _, name := range awkward {
		if name == "" {
			continue
		}
		next := forecasting(t, "--sandbox", "--protect", name).next(scope{push: []okta.Group{{ID: "00g1", Name: name}}})
		out, err := exec.Command("sh", "-c", `provision() { printf '%s\n' "$@"; }; `+next).Output()
		if err != nil {
			t.Fatal(err)
		}
		args := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
		if err := parses(args); err != nil {
			t.Errorf("%s: %v", next, err)
		}
		if args[len(args)-1] != name {
			t.Errorf("%s names %q, not %q", next, args[len(args)-1], name)
		}
	}
}
