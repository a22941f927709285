package cmd

import (
	"regexp"
	"strings"
	"testing"
)

// saidBy runs a command that ends with this code, and returns what it says beside its result, in one line.
func saidBy(t *testing.T, want int, args ...string) string {
	t.Helper()
	var out, diag strings.Builder
	dir := t.TempDir()
	a := &app{in: strings.NewReader(""), out: &out, err: &diag, env: func(name string) string {
		return map[string]string{"PROVISION_CONFIG_DIR": dir, "HOME": dir}[name]
	}}
	if code := a.run(args); code != want || out.Len() > 0 {
		t.Errorf("%q: exit code %d, want %d; on stdout %q", args, code, want, out.String())
	}
	return strings.Join(strings.Fields(diag.String()), " ")
}

// TestMissingCredentialsNameTheCommandThatWasMeant: whoever has check in CI wants to run check, not setup; and only setup asks.
func TestMissingCredentialsNameTheCommandThatWasMeant(t *testing.T) {
	t.Parallel()
	for _, command := range []string{"check", "test-groups", "support-bundle"} {
		said := saidBy(t, exitUsage, command)
		for _, want := range []string{"OKTA_CLIENT_TOKEN=… provision " + command + " --okta-url …", "or once provision setup, on a terminal: it asks for them", "PROVISION_ATLASSIAN_API_KEY: Atlassian Administration"} {
			if !strings.Contains(said, want) {
				t.Errorf("%s does not say %q: %s", command, want, said)
			}
		}
		if strings.Contains(said, "on a terminal, which asks") {
			t.Errorf("%s is said to ask: %s", command, said)
		}
		if one := strings.Contains(said, "One of the credentials is enough"); one != (command == "support-bundle") {
			t.Errorf("%s: %s", command, said)
		}
	}
	if said := saidBy(t, exitUsage, "setup", "--yes"); !strings.Contains(said, "or run provision setup on a terminal, which asks.") {
		t.Errorf("setup says %s", said)
	}
}

// TestListsOfChecksStandInColumns: no id is so long that it pushes its neighbours away.
func TestListsOfChecksStandInColumns(t *testing.T) {
	t.Parallel()
	column := regexp.MustCompile(`^\S+ +(high|medium|low|info) +`)
	for _, args := range [][]string{{"check", "--list"}, {"explain"}} {
		width := 0
		for line := range strings.Lines(inside(t, 0, args...)) {
			at := column.FindString(line)
			if width == 0 {
				width = len(at)
			}
			if at == "" || len(at) != width {
				t.Errorf("%q: out of column: %s", args, line)
			}
		}
	}
}
