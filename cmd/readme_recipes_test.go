//go:build !windows

package cmd

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/checks/ignore"
	"github.com/provision-cli/provision/wizard/session"
)

var (
	fenced  = regexp.MustCompile("(?ms)^```(sh|yaml)\n(.*?)^```")
	nightly = regexp.MustCompile(`(?m)^\d+ \d+ \* \* \* (.*)$`)
	runs    = regexp.MustCompile(`(?m)^ *- run: (provision .*)$`)
	given   = regexp.MustCompile(`(?m)^ +([A-Z_]+): \$\{\{ (vars|secrets)\.([A-Z_]+) \}\}$`)
)

// recipes are the code blocks of the section on what runs every night.
func recipes(t *testing.T) []string {
	t.Helper()
	_, section, ok := strings.Cut(readme(t), "\n## Every night\n")
	if !ok {
		t.Fatal("README.md has no section Every night")
	}
	section, _, _ = strings.Cut(section, "\n## ")
	var blocks []string
	for _, found := range fenced.FindAllStringSubmatch(section, -1) {
		blocks = append(blocks, found[2])
	}
	if len(blocks) != 3 {
		t.Fatalf("%d blocks", len(blocks))
	}
	return blocks
}

// shell runs a line as cron and a CI do, in a folder with nothing in it but what is given.
func shell(t *testing.T, dir, line string, env []string) (string, error) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	if err := os.Symlink(self, filepath.Join(bin, "provision")); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sh", "-c", line)
	cmd.Dir, cmd.Env = dir, append(append(isolated(dir), env...), "PATH="+bin+":/usr/bin:/bin")
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func TestTheNightlyRecipeIsSilentWhileAllIsWell(t *testing.T) {
	t.Parallel()
	found := nightly.FindStringSubmatch(recipes(t)[0])
	if found == nil {
		t.Fatal("no line for cron")
	}
	for scenario, says := range map[string]string{"ready": "", "drifted": "wrong"} {
		s, err := startStand("--scenario", scenario)
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		home := filepath.Join(dir, "home")
		file := "export " + strings.Join(s.env(), "\nexport ") + "\n"
		if err := os.MkdirAll(home, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(home, "provision.env"), []byte(file), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := shell(t, dir, found[1], nil)
		if err != nil || says == "" && out != "" || !strings.Contains(out, says) {
			t.Errorf("%s: %v, prints\n%s", scenario, err, out)
		}
		if got, err := readStats(s.addr["console_url"]); err != nil || got.Mutations.Client != 0 {
			t.Errorf("%s: %+v, %v", scenario, got.Mutations, err)
		}
		if err := s.stop(); err != nil {
			t.Error(err)
		}
	}
}

func TestTheRecipeOfTheCIRunsWithItsVariablesAlone(t *testing.T) {
	t.Parallel()
	text := recipes(t)[1]
	known := map[string]bool{}
	for _, in := range session.Inputs() {
		known[in.Env] = true
	}
	s, err := startStand("--scenario", "ready")
	if err != nil {
		t.Fatal(err)
	}
	defer s.stop()
	all := map[string]string{}
	for _, line := range s.env() {
		name, value, _ := strings.Cut(line, "=")
		all[name] = value
	}
	env := []string{"CI=true", "PROVISION_ATLASSIAN_API_URL=" + all["PROVISION_ATLASSIAN_API_URL"]} // which is Atlassian's own there
	names := given.FindAllStringSubmatch(text, -1)
	for _, found := range names {
		if found[1] != found[3] || !known[found[1]] {
			t.Errorf("%s takes %s", found[1], found[3])
		}
		env = append(env, found[1]+"="+all[found[1]])
	}
	commands := runs.FindAllStringSubmatch(text, -1)
	if len(names) < 4 || len(commands) != 1 {
		t.Fatalf("%d variables, %d commands", len(names), len(commands))
	}
	dir := t.TempDir()
	if out, err := shell(t, dir, commands[0][1], env); err != nil {
		t.Errorf("%v, prints\n%s", err, out)
	}
	if body, err := os.ReadFile(filepath.Join(dir, "audit.xml")); err != nil || !strings.Contains(string(body), "<testsuites>") {
		t.Errorf("audit.xml: %v, %s", err, body)
	}
	if files := filesBelow(filepath.Join(dir, "home")); len(files) > 0 {
		t.Errorf("leaves %q", files)
	}
}

func TestTheSuppressionOfTheReadmeIsOne(t *testing.T) {
	t.Parallel()
	entries, err := ignore.Parse([]byte(recipes(t)[2]), ignore.Rules{Known: isCheck, Today: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil || len(entries) != 1 || entries[0].Subject == "" {
		t.Errorf("%+v, %v", entries, err)
	}
}

// TestReadmeNamesEveryFlagOfCheck: of the flags that are its own, the table leaves none out.
func TestReadmeNamesEveryFlagOfCheck(t *testing.T) {
	t.Parallel()
	text := readme(t)
	for _, flag := range []string{"select", "skip", "fail-on", "since-last", "wait", "output-file", "schema", "quiet", "ignore-file", "no-ignore", "no-store", "list"} {
		cmd, _, err := (&app{env: func(string) string { return "" }}).root().Find([]string{"check"})
		if err != nil || cmd.Flags().Lookup(flag) == nil || !strings.Contains(text, "`--"+flag) {
			t.Errorf("--%s: %v", flag, err)
		}
	}
}
