package cmd

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox"
)

// bundleWorld is a sandbox and the program in front of it, as two real tenants would be.
func bundleWorld(t *testing.T, o sandbox.Options) (*sandbox.Sandbox, func(args ...string) (int, string, string)) {
	t.Helper()
	o.Users, o.Groups = 120, 12
	box, err := sandbox.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	ad, dir := box.Addresses(), t.TempDir()
	env := map[string]string{
		"OKTA_CLIENT_ORGURL": ad.OktaURL, "OKTA_CLIENT_TOKEN": ad.OktaToken, "PROVISION_ATLASSIAN_API_URL": ad.AtlassianAPIURL,
		"PROVISION_ATLASSIAN_API_KEY": ad.AtlassianAPIKey, "PROVISION_SCIM_BASE_URL": ad.SCIMBaseURL, "PROVISION_SCIM_API_KEY": ad.SCIMAPIKey,
		"PROVISION_SITE_EMAIL": ad.SiteEmail, "PROVISION_SITE_TOKEN": ad.SiteToken, "PROVISION_CONFIG_DIR": dir, "PROVISION_PROTECT": "ana@old.example",
	}
	return box, func(args ...string) (int, string, string) {
		var out, diag bytes.Buffer
		a := &app{in: strings.NewReader(""), out: &out, err: &diag, env: func(name string) string { return env[name] }}
		code := a.run(append([]string{"support-bundle", "--insecure-storage"}, args...))
		return code, out.String(), diag.String()
	}
}

// names are all strings of the sandbox's world that a bundle may not hold.
func names(box *sandbox.Sandbox) map[string]bool {
	ad, out := box.Addresses(), map[string]bool{}
	add := func(texts ...string) {
		for _, s := range texts {
			if len(s) > 1 && !slices.Contains([]string{"Everyone", "atlassian", "provision"}, s) {
				out[s] = true
			}
		}
	}
	add(ad.OktaURL, ad.OktaToken, ad.AtlassianAPIURL, ad.AtlassianAPIKey, ad.SiteURL, ad.SiteEmail, ad.SiteToken, ad.SCIMBaseURL, ad.SCIMAPIKey, ad.ConsoleURL)
	w := box.World()
	w.Lock()
	defer w.Unlock()
	for _, u := range w.Okta.Users {
		add(u.ID, u.Login, u.Email, u.FirstName, u.LastName, u.DisplayName, u.SecondEmail, u.FirstName+" "+u.LastName)
	}
	for _, g := range w.Okta.Groups {
		add(g.ID, g.Name, g.Description)
	}
	for _, app := range w.Okta.Apps {
		add(app.ID, app.Provisioning.Token, app.Provisioning.BaseURL)
	}
	for _, k := range w.Okta.Tokens {
		add(k.ID, k.Secret, k.Name)
	}
	a := &w.Atlassian
	add(a.OrgID, a.UserDirectoryID)
	for _, k := range a.Keys {
		add(k.ID, k.Label, k.Secret)
	}
	for _, d := range a.Domains {
		add(d.Name, d.ID)
	}
	for _, s := range a.Sites {
		add(s.ID, s.URL, strings.TrimPrefix(s.URL, "http://"))
	}
	for _, x := range a.Accounts {
		add(x.ID, x.Email, x.Name)
	}
	for _, g := range a.Groups {
		add(g.ID, g.Name)
	}
	for _, ws := range a.Workspaces {
		add(ws.ARI)
	}
	for _, d := range a.Directories {
		add(d.ID, d.Key)
		for _, u := range d.Users {
			add(u.ID, u.UserName, u.Email)
		}
		for _, g := range d.Groups {
			add(g.ID, g.DisplayName)
		}
	}
	return out
}

// whole finds a text where it stands by itself, not as a part of a word.
func whole(body, text string) bool {
	at := 0
	for {
		i := strings.Index(body[at:], text)
		if i < 0 {
			return false
		}
		i += at
		before, after := i == 0 || !wordChar(body[i-1]), i+len(text) == len(body) || !wordChar(body[i+len(text)])
		if before && after {
			return true
		}
		at = i + 1
	}
}

func wordChar(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80
}

func unzipped(t *testing.T, name string) map[string]string {
	t.Helper()
	z, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	out := map[string]string{}
	for _, f := range z.File {
		part, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(body)
	}
	return out
}

func untarred(t *testing.T, name string) map[string]string {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	g, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for r := tar.NewReader(g); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil || h.Mode != 0o600 {
			t.Fatalf("%s: mode %o, %v", h.Name, h.Mode, err)
		}
		out[h.Name] = string(body)
	}
}

var bundleNames = []string{
	"README.txt", "answers/atlassian.json", "answers/okta-app.json", "answers/okta-assignments.json", "answers/okta-log.json", "answers/okta-mapping.json", "answers/okta-others.json",
	"answers/okta-provisioning.json", "answers/okta-push.json", "answers/scim.json", "answers/sites.json",
	"assumptions.json", "configuration.json", "findings.json", "limits.json", "questions.json", "versions.json",
}

// TestNoNameLeavesInABundle looks for every string of the world in every file, over worlds that name people in findings, log and errors.
func TestNoNameLeavesInABundle(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]sandbox.Options{
		"ready":    {Scenario: "ready"},
		"drifted":  {Scenario: "drifted"},
		"fresh":    {Scenario: "fresh"},
		"odd":      {Scenario: "ready", Drifts: []string{"email-unique", "app-twice", "group-name-twice"}},
		"variants": {Scenario: "drifted", Variants: map[string]string{"log-target": "appuser", "next-link": "url", "scim-config": "string", "roles": "listed", "push-answers": "documented"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			box, run := bundleWorld(t, o)
			before := box.Stats().Mutations
			for _, file := range []string{"b.zip", "b.tar.gz"} {
				path := filepath.Join(t.TempDir(), file)
				code, out, diag := run("--yes", "--output-file", path)
				if code != 0 {
					t.Fatalf("exit %d: %s", code, diag)
				}
				read := unzipped
				if strings.HasSuffix(file, ".gz") {
					read = untarred
				}
				files := read(t, path)
				var got []string
				for f := range files {
					got = append(got, strings.TrimPrefix(f, "provision-support/"))
				}
				slices.Sort(got)
				if !slices.Equal(got, bundleNames) {
					t.Errorf("the bundle holds %q", got)
				}
				files["the preview"] = out
				for secret := range names(box) {
					for f, body := range files {
						if whole(body, secret) {
							t.Errorf("%s holds %q", f, secret)
						}
					}
				}
			}
			if after := box.Stats().Mutations; after != before {
				t.Errorf("a bundle changed the tenants: %+v, then %+v", before, after)
			}
		})
	}
}

// TestOnePersonHasOnePseudonym follows one person through the files of a bundle.
func TestOnePersonHasOnePseudonym(t *testing.T) {
	t.Parallel()
	_, run := bundleWorld(t, sandbox.Options{Scenario: "ready", Drifts: []string{"email-population"}})
	path := filepath.Join(t.TempDir(), "b.zip")
	if code, _, diag := run("--yes", "--output-file", path); code != 0 {
		t.Fatal(diag)
	}
	files := unzipped(t, path)
	findings := files["provision-support/findings.json"]
	i := strings.Index(findings, `"email-population"`)
	m := regexp.MustCompile(`"subject": "(person-[a-z0-9]{8})\.([a-z0-9]{4})@(host-[a-z0-9]{8})"`).FindStringSubmatch(findings[i:])
	if m == nil {
		t.Fatalf("nobody is named in\n%s", findings[i:i+800])
	}
	if n := strings.Count(findings[i:], m[1]); n < 3 {
		t.Errorf("her old and her new address are not one person's: %d times %s", n, m[1])
	}
	both := regexp.MustCompile(m[1]+`\.([a-z0-9]{4})@`).FindAllStringSubmatch(findings[i:], -1)
	if !slices.ContainsFunc(both, func(b []string) bool { return b[1] != m[2] }) {
		t.Error("two addresses cannot be told apart")
	}
	if !strings.Contains(files["provision-support/configuration.json"], m[1]) {
		t.Errorf("--protect names her, and the configuration does not: %s", files["provision-support/configuration.json"])
	}
	_, again, _ := run("--show", "findings.json")
	if strings.Contains(again, m[1]) {
		t.Error("two bundles share a pseudonym")
	}
}

// TestTheShapeStays: what settles the open questions is still there.
func TestTheShapeStays(t *testing.T) {
	t.Parallel()
	_, run := bundleWorld(t, sandbox.Options{Scenario: "ready"})
	for file, wants := range map[string][]string{
		"answers/okta-app.json":          {`"name": "atlassian"`, `"PUSH_NEW_USERS"`, `"template": "${source.email}"`, `"signOnMode": "SAML_2_0"`, `"GET /api/v1/apps"`, `"status": "ACTIVE"`},
		"answers/okta-provisioning.json": {`"status": "UNKNOWN"`, `"errorCode": "E0000001"`, "Provisioning is not supported"},
		"answers/okta-mapping.json":      {`"externalName": "emails.^[primary==true].value"`, `"title": "Primary email"`, `"expression": "user.email"`, `"pushStatus"`},
		"answers/okta-push.json":         {`"sourceGroupId": "00g-`, `"targetGroupId"`, `"status": "ACTIVE"`},
		"answers/okta-assignments.json":  {`"status": "PROVISIONED"`, `"syncState"`, `"externalId": "person-`, `"scope": "GROUP"`},
		"answers/scim.json":              {`"patch"`, `"totalResults"`, `"urn:ietf:params:scim:schemas:core:2.0:User"`, `"userName": "person-`},
		"answers/atlassian.json":         {`"typeKey": "jira-software"`, `"hostUrl": "http://host-`, `"status": "verified"`, `"resourceId": "ari:cloud:`},
		"limits.json":                    {`"x-rate-limit-limit"`, `"GET /api/v1/apps"`},
		"configuration.json":             {`"source": "variable"`, `"id": "okta-token"`, `"values": []`},
		"versions.json":                  {`"go": "go1.`},
		"questions.json":                 {`"okta-primary-email"`, `"answered_requests": true`},
		"findings.json":                  {`"id": "push-members"`, `"status": "pass"`, "Waits for"},
		"README.txt":                     {"the key of\nthe pseudonyms was drawn for this one and kept nowhere"},
	} {
		code, out, diag := run("--show", file)
		if code != 0 {
			t.Fatalf("%s: %s", file, diag)
		}
		for _, want := range wants {
			if want != "Waits for" && !strings.Contains(out, want) {
				t.Errorf("%s has no %s:\n%.3000s", file, want, out)
			}
		}
		if strings.HasSuffix(file, ".json") && !json.Valid([]byte(out)) {
			t.Errorf("%s is no JSON", file)
		}
	}
}
