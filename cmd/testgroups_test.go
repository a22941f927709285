package cmd

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os/exec"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
)

// renameCmd gives an Okta group another name, which RENAMED is then: rename OLD NEW, where NEW may have \x1b and \a
func renameCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("use: rename OLD NEW")
	}
	name := strings.NewReplacer(`\x1b`, "\x1b", `\a`, "\a").Replace(args[1])
	ts.Setenv("RENAMED", name)
	ts.Check(renameGroup(ts.Getenv("OKTA_CLIENT_ORGURL"), ts.Getenv("OKTA_CLIENT_TOKEN"), args[0], name))
}

// renameGroup asks the stand-in Okta org for something that the program never does.
func renameGroup(org, token, from, to string) error {
	var found []struct{ ID string }
	if err := asAdmin(org, token, http.MethodGet, "/api/v1/groups?search="+url.QueryEscape(fmt.Sprintf("profile.name eq %q", from)), nil, &found); err != nil {
		return err
	}
	if len(found) != 1 {
		return fmt.Errorf("%d groups are named %s", len(found), from)
	}
	return asAdmin(org, token, http.MethodPut, "/api/v1/groups/"+found[0].ID, map[string]any{"profile": map[string]string{"name": to}}, nil)
}

func asAdmin(org, token, method, path string, body, into any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	r, err := http.NewRequest(method, org+path, bytes.NewReader(text))
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "SSWS "+token)
	r.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode >= http.StatusMultipleChoices {
		return fmt.Errorf("%s %s: %s", method, path, resp.Status)
	}
	if into == nil {
		return nil
	}
	return json.NewDecoder(resp.Body).Decode(into)
}

// ended runs the program to its end, whatever that is.
func ended(t *testing.T, env []string, args ...string) (stderr string, code int) {
	t.Helper()
	var diag bytes.Buffer
	dir := t.TempDir()
	cmd := program(args...)
	cmd.Dir, cmd.Env, cmd.Stderr = dir, append(isolated(dir), env...), &diag
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return diag.String(), cmd.ProcessState.ExitCode()
}

// TestTestGroupsChangesNothing runs every form and every option, and has the sandbox count what was changed, and which
// verbs it saw.
func TestTestGroupsChangesNothing(t *testing.T) {
	t.Parallel()
	for scenario, code := range map[string]int{"fresh": 0, "ready": 0, "drifted": 1} {
		t.Run(scenario, func(t *testing.T) {
			t.Parallel()
			s, err := startStand("--scenario", scenario)
			if err != nil {
				t.Fatal(err)
			}
			defer s.stop()
			before, err := readStats(s.addr["console_url"])
			if err != nil {
				t.Fatal(err)
			}
			file := t.TempDir() + "/before.json"
			for _, line := range []string{
				"", "-o json", "-o csv", "-o html", "-o json --output-file " + file, "--compare " + file, "--compare " + file + " -o json",
				"--compare " + file + " -o csv", "--changes-only", "--changes-only -o json", "-v", "--all", "--quiet", "-n", "--dry-run",
				"--debug --no-input", "--accessible --color always", "atlassian-jira-users atlassian-confluence-users", "--push-group atlassian-jira-users --assign-group atlassian-test-users",
				"--grant atlassian-test-jira-users=confluence", "--protect mia.larsen@example.com", "--email-attribute login", "--rate-share 100%",
			} {
				diag, got := ended(t, s.env(), append([]string{"test-groups"}, strings.Fields(line)...)...)
				if got != code && !(got == 1 && line != "") {
					t.Errorf("%s: exit code %d, want %d\n%s", line, got, code, diag)
				}
			}
			for _, line := range []string{"--schema", "--user jon.doe@example.com", "--user jon.doe@example.com -o json", "--user jon.doe@example.com -o csv atlassian-jira-users"} {
				if diag, got := ended(t, s.env(), append([]string{"test-groups"}, strings.Fields(line)...)...); got > 3 || got == 2 {
					t.Errorf("%s: exit code %d\n%s", line, got, diag)
				}
			}
			after, err := readStats(s.addr["console_url"])
			if err != nil {
				t.Fatal(err)
			}
			if after.Mutations.Client != 0 || after.Mutations.Engine != before.Mutations.Engine {
				t.Errorf("changes: %+v, before %+v", after.Mutations, before.Mutations)
			}
			for _, r := range after.Requests {
				reading := r.Method == http.MethodGet || r.Method == http.MethodHead || r.Service == "admin" && r.Method == http.MethodPost
				if r.From == "client" && !reading {
					t.Errorf("%d × %s %s reached %s", r.Count, r.Method, r.Route, r.Service)
				}
			}
		})
	}
}

// TestTestGroupsCannotWrite takes the session that the command itself builds, and tries every write that the clients
// know.
func TestTestGroupsCannotWrite(t *testing.T) {
	t.Parallel()
	a := &app{in: strings.NewReader(""), out: &strings.Builder{}, err: &strings.Builder{}, env: func(string) string { return "" }, profile: "default"}
	f := &testGroupsFlags{setupFlags: setupFlags{values: map[string]*[]string{}, sandboxed: true, share: "100%", sandbox: sandboxFlags{fallback: "ready", users: 50, seed: 1}}}
	run := &setupRun{}
	defer run.close()
	l, err := a.beginForecast(t.Context(), f, run)
	if err != nil {
		t.Fatal(err)
	}
	ctx, facts := t.Context(), l.session.Facts()
	app, err := facts.App(ctx)
	if err != nil {
		t.Fatal(err)
	}
	org, err := facts.Org(ctx)
	if err != nil {
		t.Fatal(err)
	}
	mappings, err := facts.PushMappings(ctx)
	if err != nil || len(mappings) == 0 {
		t.Fatalf("%d mappings: %v", len(mappings), err)
	}
	group := mappings[0].GroupID
	for name, write := range map[string]func() error{
		"assign a group": func() error { _, err := l.session.Okta().AssignGroup(ctx, app.ID, group); return err },
		"push a group":   func() error { _, err := l.session.Okta().CreatePushMapping(ctx, app.ID, group, "a"); return err },
		"push again": func() error {
			_, err := l.session.Okta().SetPushMapping(ctx, app.ID, mappings[0].ID, "ACTIVE")
			return err
		},
		"unlink":           func() error { return l.session.Okta().UnlinkPushMapping(ctx, app.ID, mappings[0].ID) },
		"change a mapping": func() error { _, err := l.session.Okta().UpdateProfileMapping(ctx, "prm1", nil); return err },
		"change user names": func() error {
			_, _, err := l.session.Okta().ReplaceUsernameTemplate(ctx, app.ID, okta.UsernameTemplate{Template: "user.email", Type: "CUSTOM"})
			return err
		},
		"give product access": func() error {
			return l.session.Atlassian().AssignRole(ctx, org.ID, facts.Kept().DirectoryID, group, "atlassian/user", "ari:cloud:x")
		},
	} {
		if err := write(); !errors.Is(err, clients.ErrReadOnly) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, r := range run.sandbox.Stats().Requests {
		if r.From == "client" && r.Method != http.MethodGet {
			t.Errorf("%s %s reached %s", r.Method, r.Route, r.Service)
		}
	}
	if n := run.sandbox.Stats().Mutations.Client; n != 0 {
		t.Errorf("%d changes", n)
	}
}

// TestTestGroupsJSONKeepsToItsSchema holds what the program really writes against the schema that it prints.
func TestTestGroupsJSONKeepsToItsSchema(t *testing.T) {
	t.Parallel()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(inside(t, 0, "test-groups", "--schema")))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("forecast.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("forecast.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, run := range []struct {
		code int
		args []string
	}{
		{0, []string{"--scenario", "fresh"}},
		{0, []string{"--scenario", "ready"}},
		{1, []string{"--scenario", "drifted"}},
		{1, []string{"--scenario", "drifted", "--changes-only", "atlassian-jira-users", "Everyone"}},
		{0, []string{"--protect", "jon.doe@example.com", "--quiet"}},
	} {
		text := inside(t, run.code, append([]string{"test-groups", "--sandbox", "-o", "json"}, run.args...)...)
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%q: %v", run.args, err)
		}
	}
}
