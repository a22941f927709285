package cmd

import (
	"encoding/json"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"

	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/cmd/report"
)

// TestABundleOfABadDay: refused, broken and garbled answers are what a bundle is made for.
func TestABundleOfABadDay(t *testing.T) {
	t.Parallel()
	for fault, tt := range map[string]struct{ file, want string }{
		"okta:403":  {"answers/okta-app.json", `"403": `},
		"scim:401":  {"answers/scim.json", `"error": "`},
		"admin:500": {"answers/atlassian.json", `"500": `},
		"okta:html": {"answers/okta-app.json", `"not_json_bytes": `},
		"site:403":  {"answers/sites.json", `"403": `},
	} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			box, run := bundleWorld(t, sandbox.Options{Scenario: "ready", Faults: []string{fault}})
			path := filepath.Join(t.TempDir(), "b.zip")
			if code, _, diag := run("--yes", "--output-file", path); code != 0 {
				t.Fatal(diag)
			}
			files := unzipped(t, path)
			if body := files["provision-support/"+tt.file]; !strings.Contains(body, tt.want) {
				t.Errorf("%s has no %s:\n%.2000s", tt.file, tt.want, body)
			}
			for secret := range names(box) {
				for f, body := range files {
					if whole(body, secret) {
						t.Errorf("%s holds %q", f, secret)
					}
				}
			}
		})
	}
}

func TestTheConfigurationTellsNoValue(t *testing.T) {
	t.Parallel()
	box, run := bundleWorld(t, sandbox.Options{Scenario: "ready"})
	_, out, _ := run("--show", "configuration.json", "--push-group", "atlassian-test-jira-users", "--app-id", "", "--email-attribute", "email")
	var doc struct {
		Items []struct {
			ID, Variable, Source string
			Set, Secret          bool
			Values               []string
		}
	}
	if err := json.Unmarshal([]byte(out), &doc); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, in := range doc.Items {
		seen[in.ID] = true
		switch in.ID {
		case "okta-token", "scim-api-key", "atlassian-api-key", "site-token":
			if !in.Set || !in.Secret || in.Source != "variable" || len(in.Values) > 0 {
				t.Errorf("%+v", in)
			}
		case "push-group":
			if in.Source != "flag" || len(in.Values) != 1 || !strings.HasPrefix(in.Values[0], "text-") {
				t.Errorf("%+v", in)
			}
		case "email-attribute":
			if !slices.Equal(in.Values, []string{"email"}) {
				t.Errorf("%+v", in)
			}
		case "okta-url":
			if len(in.Values) != 1 || !strings.HasPrefix(in.Values[0], "http://host-") {
				t.Errorf("%+v", in)
			}
		case "grant":
			if in.Set || in.Source != "" {
				t.Errorf("%+v", in)
			}
		}
	}
	if len(seen) < 15 || strings.Contains(out, box.Addresses().OktaToken) {
		t.Errorf("%d items", len(seen))
	}
}

// TestTheTargetIsLookedAtFirst: what cannot be written is found out before anything is read.
func TestTheTargetIsLookedAtFirst(t *testing.T) {
	t.Parallel()
	dir, day := t.TempDir(), time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	there := filepath.Join(dir, "there.zip")
	if err := writeBundle(there, twoFiles); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		file, show, want, err string
	}{
		{"", "", "provision-support-2026-11-23.zip", ""},
		{filepath.Join(dir, "a.tar.gz"), "", filepath.Join(dir, "a.tar.gz"), ""},
		{there, "", "", "nothing is overwritten"},
		{there, "README.txt", there, ""},
		{filepath.Join(dir, "a.txt"), "", "", "end it in .zip or .tar.gz"},
		{filepath.Join(dir, "no", "a.zip"), "", "", "there is no folder"},
	} {
		f := bundleFlags{show: tt.show}
		f.outputFile = tt.file
		got, err := f.target(day)
		if got != tt.want || (err == nil) != (tt.err == "") || err != nil && (!strings.Contains(err.Error(), tt.err) || exitCode(err) != exitUsage) {
			t.Errorf("%q: %q, %v", tt.file, got, err)
		}
	}
}

func TestSizes(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "0 B", 9_999: "9999 B", 10_400: "10 kB", 10_500: "11 kB", 2_000_000: "2000 kB"} {
		if got := size(n); got != want {
			t.Errorf("%d is %s", n, got)
		}
	}
}

// TestEveryAnswerHasOneFile: each operation that was asked stands in exactly one file, and every topic's file exists.
func TestEveryAnswerHasOneFile(t *testing.T) {
	t.Parallel()
	_, run := bundleWorld(t, sandbox.Options{Scenario: "drifted"})
	path := filepath.Join(t.TempDir(), "b.zip")
	if code, _, diag := run("--yes", "--output-file", path); code != 0 {
		t.Fatal(diag)
	}
	files := unzipped(t, path)
	var limits map[string]any
	if err := json.Unmarshal([]byte(files["provision-support/limits.json"]), &limits); err != nil || len(limits) < 20 {
		t.Fatalf("%d operations, %v", len(limits), err)
	}
	in := map[string][]string{}
	for name, body := range files {
		if !strings.HasPrefix(name, "provision-support/answers/") {
			continue
		}
		var list []struct{ Request string }
		if err := json.Unmarshal([]byte(body), &list); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, o := range list {
			in[o.Request] = append(in[o.Request], name)
		}
	}
	for request := range limits {
		if len(in[request]) != 1 {
			t.Errorf("%s stands in %q", request, in[request])
		}
	}
	if got := in["GET /api/v1/apps/{id}/users"]; !slices.Equal(got, []string{"provision-support/answers/okta-assignments.json"}) {
		t.Errorf("assignments stand in %q", got)
	}
}

// TestNoBundleIsMadeOfWhatMustNotLeave: the last look is taken, whatever was redacted before.
func TestNoBundleIsMadeOfWhatMustNotLeave(t *testing.T) {
	t.Parallel()
	f := &bundleFlags{setupFlags: setupFlags{values: map[string]*[]string{}, sandboxed: true, share: "50%", dryRun: true, output: "text"}}
	f.sandbox.add(pflag.NewFlagSet("", pflag.ContinueOnError), "fresh")
	a, run := &app{out: io.Discard, err: io.Discard, profile: "default", env: func(string) string { return "" }}, &setupRun{observer: report.Quiet{}}
	t.Cleanup(func() { run.close() })
	c, err := a.collect(t.Context(), f, run)
	if err != nil {
		t.Fatal(err)
	}
	if files, err := c.files(); err != nil || len(files) != len(bundleNames) {
		t.Fatalf("%d files, %v", len(files), err)
	}
	c.forbidden["a word of the README"] = "Support bundle"
	if _, err := c.files(); err == nil || !strings.Contains(err.Error(), "README.txt would hold a word of the README") {
		t.Errorf("%v", err)
	}
}
