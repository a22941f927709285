package cmd

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox"
)

// bundleWithout runs support-bundle where some variables are not set.
func bundleWithout(t *testing.T, box *sandbox.Sandbox, missing []string, args ...string) (code int, out, diag string) {
	t.Helper()
	ad, dir := box.Addresses(), t.TempDir()
	env := map[string]string{
		"OKTA_CLIENT_ORGURL": ad.OktaURL, "OKTA_CLIENT_TOKEN": ad.OktaToken, "PROVISION_ATLASSIAN_API_URL": ad.AtlassianAPIURL,
		"PROVISION_ATLASSIAN_API_KEY": ad.AtlassianAPIKey, "PROVISION_SCIM_BASE_URL": ad.SCIMBaseURL, "PROVISION_SCIM_API_KEY": ad.SCIMAPIKey,
		"PROVISION_SITE_EMAIL": ad.SiteEmail, "PROVISION_SITE_TOKEN": ad.SiteToken, "PROVISION_CONFIG_DIR": dir,
	}
	for _, name := range missing {
		delete(env, name)
	}
	var stdout, stderr bytes.Buffer
	a := &app{in: strings.NewReader(""), out: &stdout, err: &stderr, env: func(name string) string { return env[name] }}
	code = a.run(append([]string{"support-bundle", "--insecure-storage"}, args...))
	return code, stdout.String(), stderr.String()
}

// TestABundleOfWhatIsThere: with part of the credentials there is a bundle of what they show, which says what is missing.
func TestABundleOfWhatIsThere(t *testing.T) {
	t.Parallel()
	box, _ := bundleWorld(t, sandbox.Options{Scenario: "ready"})
	const okta, org, scim, sites = "Okta: no URL, or no credential", "Atlassian organization: no API key", "SCIM directory: no base URL, or no key", "sites: no credential"
	for name, tt := range map[string]struct {
		missing, unread, empty, full []string
	}{
		"everything": {nil, []string{}, nil, []string{"okta-app", "scim", "atlassian", "sites"}},
		"no Okta":    {[]string{"OKTA_CLIENT_TOKEN"}, []string{okta}, []string{"okta-app", "okta-push", "okta-log", "okta-mapping", "okta-assignments", "okta-provisioning"}, []string{"scim", "atlassian"}},
		"no key":     {[]string{"PROVISION_ATLASSIAN_API_KEY"}, []string{org, sites}, []string{"atlassian", "sites"}, []string{"okta-app", "okta-push", "scim"}},
		"no SCIM":    {[]string{"PROVISION_SCIM_API_KEY"}, []string{scim}, []string{"scim"}, []string{"okta-app", "atlassian"}},
		"only SCIM":  {[]string{"OKTA_CLIENT_ORGURL", "PROVISION_ATLASSIAN_API_KEY", "PROVISION_SITE_TOKEN"}, []string{okta, org, sites}, []string{"okta-app", "atlassian", "sites"}, []string{"scim"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "b.zip")
			if code, _, diag := bundleWithout(t, box, tt.missing, "--yes", "--output-file", path); code != 0 {
				t.Fatal(diag)
			}
			files := unzipped(t, path)
			var findings struct {
				Unread   []string `json:"not_read"`
				Findings []struct{ ID, Status string }
			}
			decodeFile(t, files, "findings.json", &findings)
			if !slices.Equal(findings.Unread, tt.unread) || len(findings.Findings) < 30 {
				t.Errorf("not read: %q; %d findings", findings.Unread, len(findings.Findings))
			}
			for _, topic := range append(slices.Clone(tt.empty), tt.full...) {
				var list []any
				decodeFile(t, files, "answers/"+topic+".json", &list)
				if want := slices.Contains(tt.full, topic); (len(list) > 0) != want {
					t.Errorf("%s: %d operations, something is wanted: %v", topic, len(list), want)
				}
			}
			if len(files) != len(bundleNames) {
				t.Errorf("%d files: what could not be read has no file", len(files))
			}
			configured(t, files, tt.missing)
		})
	}
}

// configured wants every missing variable told as not set, and the questions that hang on it as open.
func configured(t *testing.T, files map[string]string, missing []string) {
	t.Helper()
	var doc struct {
		Items []struct {
			ID, Variable, Source string
			Set                  bool
		}
	}
	decodeFile(t, files, "configuration.json", &doc)
	for _, in := range doc.Items {
		if slices.Contains(missing, in.Variable) && (in.Set || in.Source != "") {
			t.Errorf("%+v", in)
		}
	}
	var open struct {
		Questions []struct {
			ID     string
			Files  []string
			Looked bool `json:"answered_requests"`
		}
	}
	decodeFile(t, files, "questions.json", &open)
	if len(open.Questions) != 15 {
		t.Errorf("%d questions", len(open.Questions))
	}
	for _, q := range open.Questions {
		if len(q.Files) == 0 || files["provision-support/"+q.Files[0]] == "" {
			t.Errorf("%s is answered in %q", q.ID, q.Files)
		}
		if strings.HasPrefix(q.ID, "scim-") && q.Looked == slices.Contains(missing, "PROVISION_SCIM_API_KEY") {
			t.Errorf("%s is answered: %v, without %q", q.ID, q.Looked, missing)
		}
	}
}

// squeezed is a text whose rows are not broken.
func squeezed(text string) string { return strings.Join(strings.Fields(text), " ") }

func decodeFile(t *testing.T, files map[string]string, name string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(files["provision-support/"+name]), into); err != nil {
		t.Errorf("%s: %v", name, err)
	}
}

// TestWithoutAnyCredentialThereIsNoBundle and nothing is written.
func TestWithoutAnyCredentialThereIsNoBundle(t *testing.T) {
	t.Parallel()
	box, _ := bundleWorld(t, sandbox.Options{Scenario: "fresh"})
	path := filepath.Join(t.TempDir(), "b.zip")
	code, out, diag := bundleWithout(t, box, []string{"OKTA_CLIENT_TOKEN", "PROVISION_ATLASSIAN_API_KEY", "PROVISION_SCIM_API_KEY"}, "--yes", "--output-file", path)
	if code != exitUsage || out != "" || !strings.Contains(diag, "One of the credentials is enough for a bundle") || !strings.Contains(diag, "PROVISION_ATLASSIAN_API_KEY") {
		t.Errorf("exit code %d, %q\n%s", code, out, diag)
	}
	if _, err := os.Lstat(path); err == nil {
		t.Error("a bundle of nothing was written")
	}
}

// TestABundleIsNotWrittenOver: neither a bundle, nor a folder, nor a link that leads nowhere, and nothing is asked before.
func TestABundleIsNotWrittenOver(t *testing.T) {
	t.Parallel()
	box, run := bundleWorld(t, sandbox.Options{Scenario: "ready"})
	dir := t.TempDir()
	file, folder, link := filepath.Join(dir, "a.zip"), filepath.Join(dir, "b.tar.gz"), filepath.Join(dir, "c.zip")
	if err := os.WriteFile(file, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(dir, "elsewhere"), link); err != nil {
		t.Fatal(err)
	}
	before := len(box.Stats().Requests)
	for _, path := range []string{file, folder, link} {
		code, out, diag := run("--yes", "--output-file", path)
		if path == file && !strings.Contains(squeezed(diag), "Next: give another name with --output-file.") {
			t.Errorf("%s: %s", path, diag)
		}
		if code != exitUsage || out != "" || !strings.Contains(squeezed(diag), "it is there already") {
			t.Errorf("%s: exit code %d, %q\n%s", path, code, out, diag)
		}
	}
	if after := len(box.Stats().Requests); after != before {
		t.Errorf("%d kinds of requests were sent before the target was looked at", after-before)
	}
	if body, err := os.ReadFile(file); err != nil || string(body) != "mine" {
		t.Errorf("the file holds %q, %v", body, err)
	}
	if _, err := os.Lstat(filepath.Join(dir, "elsewhere")); err == nil {
		t.Error("the link was followed")
	}
}
