//go:build !windows

package cmd

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks/forecast"
	"github.com/provision-cli/provision/clients/okta"
)

// testGroupsInside runs test-groups in this process, without a credential: whatever gets as far as wanting one was a good command line.
func testGroupsInside(t *testing.T, args ...string) (code int, out, diag string) {
	t.Helper()
	dir := t.TempDir()
	env := map[string]string{"PROVISION_CONFIG_DIR": dir}
	var stdout, stderr strings.Builder
	a := &app{in: strings.NewReader(""), out: &stdout, err: &stderr, env: func(name string) string { return env[name] }}
	code = a.run(append([]string{"test-groups"}, args...))
	return code, stdout.String(), stderr.String()
}

// TestCommandLinesThatAreRefused: before anything is read, with what is wrong.
func TestCommandLinesThatAreRefused(t *testing.T) {
	t.Parallel()
	for line, why := range map[string]string{
		"--dry-run=false":                  "test-groups is always a dry run; provision setup carries it out",
		"a|--push-group|b":                 "named twice: as arguments and with --push-group",
		"--user|ana|-o|html":               "-o html: one person is told as text, json or csv",
		"--user|ana|--changes-only":        "--user follows one person",
		"--user|ana|--compare|before.json": "--user follows one person",
		"--user|":                          "--user: name somebody by login, e-mail address or Okta id",
		"--user|  ":                        "--user: name somebody",
		"a||b":                             "he name of a group is empty",
		"-v|--quiet":                       "choose one",
		"--all|--quiet":                    "choose one",
		"--sandbox|--insecure-storage":     "the sandbox keeps its secrets in memory",
		"--output-file|no/such/folder/forecast.json": "no/such/folder",
		"--compare|no-such.json":                     "no-such.json",
	} {
		code, out, diag := testGroupsInside(t, strings.Split(line, "|")...)
		if code != exitUsage || out != "" || !strings.Contains(squeezed(diag), why) {
			t.Errorf("%s: exit code %d, %q\n%s\nwanted: %s", line, code, out, diag, why)
		}
	}
}

// TestCommandLinesThatAreTaken want credentials, not another command line.
func TestCommandLinesThatAreTaken(t *testing.T) {
	t.Parallel()
	for _, line := range []string{"", "a|b", "--push-group|a|--push-group|b", "--user|ana", "--user|ana|a", "--changes-only|-o|json", "-v", "--quiet", "-n", "--dry-run=true|-o|html", "-o|csv"} {
		var args []string
		if line != "" {
			args = strings.Split(line, "|")
		}
		code, out, diag := testGroupsInside(t, args...)
		if code != exitUsage || out != "" || !strings.Contains(diag, "OKTA_CLIENT_TOKEN") {
			t.Errorf("%s: exit code %d, %q\n%s", line, code, out, diag)
		}
	}
}

// TestAFileToCompareWithIsReadFirst: one that is broken is told before a credential is missed.
func TestAFileToCompareWithIsReadFirst(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ body, why string }{
		"empty":         {"", "this is no JSON, or not whole"},
		"half":          {`{"schema":"provision.forecast/1","groups":[`, "not whole"},
		"another kind":  {`{"schema":"provision.check/1"}`, "this is a provision.check/1, not a forecast"},
		"a newer form":  {`{"schema":"provision.forecast/2"}`, "newer program"},
		"changes only":  {`{"schema":"provision.forecast/1","changes_only":true,"groups":[],"people":[]}`, "--changes-only"},
		"two forecasts": {`{"schema":"provision.forecast/1","groups":[],"people":[]}{}`, "more than one document"},
		"a good one":    {`{"schema":"provision.forecast/1","groups":[],"people":[]}`, "OKTA_CLIENT_TOKEN"},
	} {
		path := filepath.Join(t.TempDir(), "before.json")
		if err := os.WriteFile(path, []byte(tt.body), 0o600); err != nil {
			t.Fatal(err)
		}
		code, out, diag := testGroupsInside(t, "--compare", path)
		if code != exitUsage || out != "" || !strings.Contains(squeezed(diag), tt.why) || (tt.why != "OKTA_CLIENT_TOKEN") == strings.Contains(diag, "OKTA_CLIENT_TOKEN") {
			t.Errorf("%s: exit code %d, %q\n%s", name, code, out, diag)
		}
		if body, err := os.ReadFile(path); err != nil || string(body) != tt.body {
			t.Errorf("%s: the file holds %q by now, %v", name, body, err)
		}
	}
	if code, _, diag := testGroupsInside(t, "--compare", t.TempDir()); code != exitUsage || !strings.Contains(diag, "--compare") {
		t.Errorf("a folder: exit code %d\n%s", code, diag)
	}
}

// TestQuotingOfCommands: what a shell would take for something else stands in quotes, and only that.
func TestQuotingOfCommands(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]string{
		"jira-users": "jira-users", "a@b.example": "a@b.example", "x=y": "x=y", "50%": "50%", "a+b:c,d./e_f": "a+b:c,d./e_f", "--yes": "--yes",
		"": "''", "=x": "'=x'", "two words": "'two words'", "it's": `'it'\''s'`, "'": `''\'''`, "$HOME": "'$HOME'", "`id`": "'`id`'", "~": "'~'",
		"a*": "'a*'", "#1": "'#1'", "a\\b": `'a\b'`, "Zoë": "'Zoë'", "(x)": "'(x)'", "a\tb": "'a\tb'", "!x": "'!x'", "{a,b}": "'{a,b}'",
	} {
		if got := quoted(word); got != want {
			t.Errorf("%q is quoted %s, not %s", word, got, want)
		}
	}
}

// TestSandboxIsMadeAgain: the flags that make another world than the usual one are carried over, the usual ones are not.
func TestSandboxIsMadeAgain(t *testing.T) {
	t.Parallel()
	usual := sandboxFlags{fallback: "ready", users: 200, seed: 1}
	for want, change := range map[string]func(*sandboxFlags){
		"--scenario ready":                                func(*sandboxFlags) {},
		"--scenario fresh":                                func(f *sandboxFlags) { f.scenario = "fresh" },
		"--drift push-members":                            func(f *sandboxFlags) { f.drifts = []string{"push-members"} },
		"--scenario fresh --drift a --drift b":            func(f *sandboxFlags) { f.scenario, f.drifts = "fresh", []string{"a", "b"} },
		"--scenario ready --variant roles=listed --oauth": func(f *sandboxFlags) { f.variants, f.oauth = []string{"roles=listed"}, true },
		"--scenario ready --users 7 --seed 18446744073709551615 --delay 1m30s": func(f *sandboxFlags) { f.users, f.seed, f.delay = 7, 1<<64-1, 90e9 },
		"--scenario 'two words'": func(f *sandboxFlags) { f.scenario = "two words" },
	} {
		f := usual
		change(&f)
		if got := strings.Join(f.words(), " "); got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
}

// TestWhoIsFollowedIsTheFirst: the one who needs attention most, by login where that can be typed.
func TestWhoIsFollowedIsTheFirst(t *testing.T) {
	t.Parallel()
	for login, want := range map[string]string{
		"ana@example.com": "provision test-groups --user ana@example.com jira", "": "provision test-groups --user 00u1 jira",
		"an a@example.com": "provision test-groups --user 'an a@example.com' jira", " ana": "provision test-groups --user 00u1 jira",
		"a\nb": "provision test-groups --user 00u1 jira", "a—b": "provision test-groups --user 00u1 jira",
	} {
		people := []forecast.Person{{ID: "00u1", Login: login}, {ID: "00u2", Login: "bob@example.com"}}
		if got := forecasting(t).follows(scope{push: []okta.Group{{ID: "00g1", Name: "jira"}}}, people); got != want {
			t.Errorf("%q is followed by\n%s, not\n%s", login, got, want)
		}
	}
}
