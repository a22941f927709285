package cmd

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// leaks returns the names of the secrets that a text holds, plain or as an Authorization header would hold them.
func leaks(text []byte, secrets map[string]string) []string {
	var found []string
	for name, secret := range secrets {
		for _, form := range []string{secret, base64.StdEncoding.EncodeToString([]byte(secret)), fmt.Sprintf("%x", secret)} {
			if secret == "" || bytes.Contains(text, []byte(form)) {
				found = append(found, name)
				break
			}
		}
	}
	return found
}

// ran runs the program and returns everything that it wrote to its streams.
func ran(t *testing.T, dir string, env []string, args ...string) (stdout, stderr []byte) {
	t.Helper()
	var out, diag bytes.Buffer
	cmd := program(args...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = dir, append(isolated(dir), env...), &out, &diag
	if err := cmd.Run(); err != nil {
		t.Fatalf("%q: %v\n%s", args, err, diag.String())
	}
	return out.Bytes(), diag.Bytes()
}

func TestNothingThatARunProducesHoldsASecret(t *testing.T) {
	t.Parallel()
	for name, args := range map[string][]string{
		"text":  {"--insecure-storage"},
		"debug": {"--debug", "--insecure-storage"},
		"json":  {"-o", "json", "--debug"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := startStand("--operator")
			if err != nil {
				t.Fatal(err)
			}
			defer s.stop()
			dir := t.TempDir()
			stdout, stderr := ran(t, dir, s.env(), append([]string{"setup", "--yes", "--poll", "100ms", "--wait", "5s"}, args...)...)
			if name != "json" && len(stderr) < 1000 || len(stdout) < 200 {
				t.Fatalf("the run said too little to be searched:\n%s%s", stdout, stderr)
			}
			report, _ := ran(t, dir, s.env(), "check", "-o", "json")
			plan, _ := ran(t, dir, s.env(), "setup", "-n", "-o", "json")
			for part, text := range map[string][]byte{"stdout": stdout, "stderr": stderr, "check": report, "plan": plan} {
				if found := leaks(text, s.secrets()); len(found) > 0 {
					t.Errorf("%s holds %q", part, found)
				}
			}
			files := filesBelow(dir)
			if len(files) < 2 {
				t.Fatalf("only %q was kept", files)
			}
			for _, file := range files {
				text, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				found := leaks(text, s.secrets())
				if insecure := name != "json" && strings.Contains(filepath.Base(file), "secret"); insecure != (len(found) > 0) {
					t.Errorf("%s holds %q", file, found)
				}
			}
		})
	}
}

func TestRefusedSecretsAreNotRepeated(t *testing.T) {
	t.Parallel()
	s, err := startStand("--operator")
	if err != nil {
		t.Fatal(err)
	}
	defer s.stop()
	for _, name := range []string{"OKTA_CLIENT_TOKEN", "PROVISION_ATLASSIAN_API_KEY", "PROVISION_SCIM_API_KEY", "PROVISION_SITE_TOKEN"} {
		const wrong = "ATATThunter2hunter2hunter2"
		dir := t.TempDir()
		var said bytes.Buffer
		cmd := program("setup", "--yes", "--wait", "0s", "--debug")
		cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = dir, append(append(isolated(dir), s.env()...), name+"="+wrong), &said, &said
		if err := cmd.Run(); err == nil {
			t.Errorf("%s: a wrong one was taken", name)
		}
		if leaks(said.Bytes(), map[string]string{name: wrong}) != nil {
			t.Errorf("%s was repeated:\n%s", name, said.String())
		}
	}
}

func TestPrintedValueTreesHoldNoSecret(t *testing.T) {
	t.Parallel()
	env := map[string]string{
		"OKTA_CLIENT_ORGURL": "http://127.0.0.1:9", "OKTA_CLIENT_TOKEN": "00hunter2okta", "PROVISION_ATLASSIAN_API_URL": "http://127.0.0.1:9",
		"PROVISION_ATLASSIAN_API_KEY": "ATCTThunter2org", "PROVISION_SITE_URL": "http://127.0.0.1:9", "PROVISION_SITE_EMAIL": "a@example.com",
		"PROVISION_SITE_TOKEN": "ATATThunter2site", "PROVISION_SCIM_BASE_URL": "http://127.0.0.1:9/scim/directory/4c1e0000-0000-0000-0000-000000000000",
		"PROVISION_SCIM_API_KEY": "ATSCIMhunter2scim", "PROVISION_CONFIG_DIR": t.TempDir(),
	}
	a := &app{in: strings.NewReader(""), out: io.Discard, err: io.Discard, env: func(name string) string { return env[name] }, profile: "default"}
	f := &setupFlags{values: map[string]*[]string{}, share: "50%", output: "text", noStore: true, insecure: true}
	run := &setupRun{}
	defer func() { run.close() }()
	s, err := a.open(t.Context(), f, run)
	if err != nil {
		t.Fatal(err)
	}
	if s.Okta() == nil || s.Atlassian() == nil || s.SCIM() == nil {
		t.Fatal("the session has no clients to print")
	}
	for _, v := range []any{run, s, *s.Okta(), s.Okta().Reader, *s.Atlassian(), *s.SCIM(), s.Facts(), s.Options} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
			if text := forced(fmt.Sprintf(verb, v)); strings.Contains(text, "hunter2") || strings.Contains(text, fmt.Sprintf("%x", "hunter2")) {
				t.Errorf("%T under %s shows a secret", v, verb)
			}
		}
		if text, err := json.Marshal(v); err == nil && bytes.Contains(text, []byte("hunter2")) {
			t.Errorf("%T as JSON shows a secret", v)
		}
	}
}

// forced is the text of a panic with a value.
func forced(v any) (text string) {
	defer func() { text = fmt.Sprintf("%+v", recover()) }()
	panic(v)
}
