package cmd

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/cmd/report"
	"github.com/provision-cli/provision/wizard"
	"github.com/provision-cli/provision/wizard/prompt"
)

var (
	ports = regexp.MustCompile(`127\.0\.0\.1:\d+`)
	dates = regexp.MustCompile(`\b\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}\b`)
	calls = regexp.MustCompile(`"calls":\{("(admin|okta|scim|site)":\d+,?)*\}`)
	// Who made a document when, and how many calls it took, differ from run to run.
	made = regexp.MustCompile(`"(made":\{[^}]*\}|costs":\[[^]]*\])`)
	// Okta lists features in any order.
	features = regexp.MustCompile(`the app lists [A-Z_, ]+`)
	// What an audit says of its own cost and hour, and when something happened.
	cost    = regexp.MustCompile(` *\d+ calls, \d[\d.]* s\b`)
	took    = regexp.MustCompile(`time="\d+\.\d+"`)
	instant = regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?`)
	hours   = regexp.MustCompile(`\b\d\d:\d\d UTC`)
)

// timeless is a text without what differs from run to run.
func timeless(text string) string {
	for _, r := range []struct {
		what *regexp.Regexp
		with string
	}{
		{ports, "127.0.0.1:PORT"}, {dates, "DATE"}, {calls, `"calls":{}`}, {made, `"made":{}`}, {features, "the app lists FEATURES"},
		{cost, " COST"}, {took, `time="TIME"`}, {instant, "INSTANT"}, {hours, "HOUR"},
	} {
		text = r.what.ReplaceAllString(text, r.with)
	}
	return text
}

// golden compares a text with a file below testdata/golden; UPDATE=1 writes the file.
func golden(t *testing.T, name, got string) {
	t.Helper()
	got = timeless(got)
	if strings.HasSuffix(name, ".json") {
		var lines bytes.Buffer
		if err := json.Indent(&lines, []byte(got), "", " "); err != nil {
			t.Fatal(err)
		}
		got = lines.String()
	}
	file := filepath.Join("testdata", "golden", name)
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	was, is := strings.Split(string(want), "\n"), strings.Split(got, "\n")
	for i := range max(len(was), len(is)) {
		if a, b := lineOf(was, i), lineOf(is, i); a != b {
			t.Fatalf("%s, line %d (UPDATE=1 rewrites it):\n- %s\n+ %s", name, i+1, a, b)
		}
	}
}

func lineOf(lines []string, i int) string {
	if i < len(lines) {
		return strings.TrimSuffix(lines[i], "\r")
	}
	return "(no line)"
}

// inside runs a command in this process.
func inside(t *testing.T, want int, args ...string) string {
	t.Helper()
	var out, diag strings.Builder
	a := &app{in: strings.NewReader(""), out: &out, err: &diag, env: func(string) string { return "" }}
	if code := a.run(args); code != want {
		t.Fatalf("%q: exit code %d, want %d\n%s", args, code, want, diag.String())
	}
	return out.String()
}

func TestReportsLookAsBefore(t *testing.T) {
	t.Parallel()
	for name, args := range map[string][]string{
		// What names a day breaks its lines elsewhere when the day has one digit.
		"check.txt":         {"check", "--sandbox", "--drift", "push-members", "--drift", "scim-key", "--skip", "okta-token-life"},
		"check.json":        {"check", "--sandbox", "--drift", "push-members", "-o", "json"},
		"check-quiet.txt":   {"check", "--sandbox", "--drift", "push-members", "--quiet"},
		"check-verbose.txt": {"check", "--sandbox", "--drift", "push-members", "-v", "--select", "push,access"},
		"check-words.txt":   {"check", "--sandbox", "--drift", "push-members", "--select", "push", "--accessible"},
		"drifted.txt":       {"check", "--sandbox", "--scenario", "drifted", "--skip", "okta-token-life,atlassian-key-life,integration-credentials"},
		"drifted.json":      {"check", "--sandbox", "--scenario", "drifted", "-o", "json"},
		"drifted.csv":       {"check", "--sandbox", "--scenario", "drifted", "-o", "csv"},
		"drifted.xml":       {"check", "--sandbox", "--scenario", "drifted", "-o", "junit"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			golden(t, name, inside(t, 1, args...))
		})
	}
	t.Run("check.schema.json", func(t *testing.T) {
		t.Parallel()
		golden(t, "check.schema.json", inside(t, 0, "check", "--schema"))
	})
	t.Run("plan.json", func(t *testing.T) {
		t.Parallel()
		golden(t, "plan.json", inside(t, 0, "setup", "--sandbox", "-n", "-o", "json"))
	})
	t.Run("first.txt", func(t *testing.T) {
		t.Parallel()
		var b strings.Builder
		prompt.Render(&b, report.FirstScreen(wizard.Setup(wizard.SetupOptions{}), report.First{Profile: "default"}), prompt.Options{Color: "never", Env: func(string) string { return "" }})
		golden(t, "first.txt", b.String())
		for line := range strings.Lines(b.String()) {
			if n := len([]rune(strings.TrimRight(line, "\n"))); n > 80 {
				t.Errorf("%d columns: %s", n, line)
			}
		}
	})
}

func TestCheckJSONHasTheFrozenKeys(t *testing.T) {
	t.Parallel()
	var doc map[string]any
	if err := json.Unmarshal([]byte(inside(t, 0, "check", "--sandbox", "-o", "json")), &doc); err != nil {
		t.Fatal(err)
	}
	keys := func(v any) []string { return slices.Sorted(maps.Keys(v.(map[string]any))) }
	results := doc["results"].([]any)
	if len(results) < 20 {
		t.Fatalf("%d results", len(results))
	}
	for _, c := range []struct {
		name      string
		got, want []string
	}{
		{"document", keys(doc), []string{"calls", "exit_code", "results", "schema", "summary"}},
		{"summary", keys(doc["summary"]), []string{"fail", "manual", "pass", "skip", "unknown", "warn"}},
		{"calls", keys(doc["calls"]), []string{"admin", "okta", "scim", "site"}},
	} {
		if !slices.Equal(c.want, c.got) {
			t.Errorf("%s has %q, not %q", c.name, c.got, c.want)
		}
	}
	want := []string{"evidence", "fix", "id", "link", "severity", "status", "summary", "suppressed", "title", "topic"}
	total, counted := 0, map[string]float64{}
	for _, r := range results {
		if !slices.Equal(want, keys(r)) {
			t.Errorf("a result has %q, not %q", keys(r), want)
		}
		counted[r.(map[string]any)["status"].(string)]++
		total++
	}
	for status, n := range doc["summary"].(map[string]any) {
		if counted[status] != n {
			t.Errorf("%s: %v counted, %v told", status, counted[status], n)
		}
	}
}

func TestExplainPageCoversEveryInstruction(t *testing.T) {
	t.Parallel()
	var page []map[string]any
	if err := json.Unmarshal([]byte(inside(t, 0, "explain", "page", "-o", "json")), &page); err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for _, in := range page {
		got[in["id"].(string)] = true
		call, _ := in["call"].(string)
		guide, _ := in["guide"].(string)
		if in["step"] == "" || call == "" && guide == "" {
			t.Errorf("%v is neither done nor guided", in)
		}
	}
	for prefix, n := range map[string]int{"P": 5, "1.": 5, "2.": 8, "3.": 5, "4.": 2, "5.": 4, "6.": 3} {
		for i := 1; i <= n; i++ {
			if id := prefix + string(rune('0'+i)); !got[id] {
				t.Errorf("instruction %s is missing", id)
			}
		}
	}
	if !got["T"] {
		t.Error("the advice on test groups is missing")
	}
}
