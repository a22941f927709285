package sandbox_test

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/clients/sandbox/console"
	"github.com/provision-cli/provision/clients/sandbox/world"
)

// post sends a form as curl -d does, and returns status and text.
func post(t *testing.T, s *sandbox.Sandbox, action string, form url.Values) (int, string) {
	t.Helper()
	resp, err := http.PostForm(s.Addresses().ConsoleURL+"/actions/"+action, form)
	if err != nil {
		t.Fatal(err)
	}
	return read(t, resp)
}

func read(t *testing.T, resp *http.Response) (int, string) {
	t.Helper()
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

// field takes a value out of the console's lines.
func field(text, name string) string {
	_, rest, _ := strings.Cut(text, "\n"+name+": ")
	value, _, _ := strings.Cut(rest, "\n")
	return value
}

var contract = []string{
	"claim-domain", "verify-domain", "link-domain", "create-directory", "regenerate-key", "add-site", "add-app", "enter-credentials", "test-credentials",
	"enable-options", "review-mappings", "set-username-format", "update-now", "push-now", "push-group", "assign-group", "retry-failed", "revoke-access-tokens", "provision-user",
	"unset-default-group", "settle-conflict", "subscribe-guard", "activate-app",
	"make-site-admin", "unlink-group", "assign-user", "unassign-user", "grant-access", "buy-seats", "delete-group",
}

func TestActionsJSONListsTheContract(t *testing.T) {
	t.Parallel()
	var list []struct {
		ID, Path, Step string
		Fields         []string
	}
	call(t, "GET", start(t, sandbox.Options{}).Addresses().ConsoleURL+"/actions.json", "", "", &list)
	var ids []string
	for _, a := range list {
		ids = append(ids, a.ID)
		if a.Path == "" || a.Fields == nil || !slices.Contains([]string{"prerequisites", "directory", "integration", "email", "push", "assign", "access"}, a.Step) {
			t.Errorf("incomplete: %+v", a)
		}
	}
	slices.Sort(ids)
	want := slices.Sorted(slices.Values(contract))
	if !slices.Equal(ids, want) {
		t.Errorf("actions %v\nwant %v", ids, want)
	}
}

func TestFormsDoAWholeSetUp(t *testing.T) {
	t.Parallel()
	s := start(t, sandbox.Options{})
	do := func(action string, form url.Values) string {
		t.Helper()
		status, text := post(t, s, action, form)
		if status != http.StatusOK {
			t.Fatalf("%s: %d %s", action, status, text)
		}
		settle(t, s)
		return text
	}
	do("claim-domain", url.Values{"domain": {world.SecondDomain}})
	made := do("create-directory", url.Values{"name": {"Okta users"}})
	base, key := field(made, "scim_base_url"), field(made, "scim_api_key")
	if call(t, "GET", base+"/ServiceProviderConfig", "Bearer "+key, "", nil) != http.StatusOK {
		t.Fatalf("the shown pair does not work: %q", made)
	}
	do("link-domain", url.Values{"domain": {world.MainDomain}})
	do("add-site", url.Values{"site": {"example"}})
	do("add-app", nil)
	do("enter-credentials", url.Values{"base_url": {base}, "api_key": {key}})
	do("enable-options", url.Values{"create": {"on"}, "update": {"on"}, "deactivate": {"on"}})
	if text := do("review-mappings", nil); field(text, "email") != "user.email" {
		t.Errorf("mappings: %s", text)
	}
	do("set-username-format", url.Values{"format": {"email"}, "update_on": {"create-and-update"}})
	do("update-now", nil)
	do("assign-group", url.Values{"group": {world.TestAssignGroup}})
	do("push-group", url.Values{"group": {world.TestJiraGroup}})
	do("push-now", url.Values{"group": {world.TestJiraGroup}})
	got := people(s.World())
	if len(got) != 12 {
		t.Fatalf("%d people assigned", len(got))
	}
	for login, p := range got {
		if p.Status != "PROVISIONED SYNCHRONIZED" || p.Account == "" {
			t.Errorf("%s: %+v", login, p)
		}
	}
	s.World().Lock()
	defer s.World().Unlock()
	if a := &s.World().Atlassian; a.Domains[1].LinkedTo != "" || a.Sites[1].AddedTo != "" {
		t.Error("something was done that no form named")
	}
}

func TestFormsRefuseInWords(t *testing.T) {
	t.Parallel()
	fresh, ready := start(t, sandbox.Options{}), start(t, sandbox.Options{Scenario: "ready"})
	a := ready.Addresses()
	for name, tc := range map[string]struct {
		s      *sandbox.Sandbox
		action string
		form   url.Values
		want   string
	}{
		"no app yet":           {fresh, "enable-options", nil, "add it first"},
		"no directory yet":     {fresh, "link-domain", nil, "create it first"},
		"unknown field":        {fresh, "create-directory", url.Values{"nmae": {"x"}}, "name"},
		"blank credentials":    {ready, "enter-credentials", nil, "cannot be left blank"},
		"key without URL":      {ready, "enter-credentials", url.Values{"api_key": {a.SCIMAPIKey}}, "Base URL"},
		"organization key":     {ready, "enter-credentials", url.Values{"base_url": {a.SCIMBaseURL}, "api_key": {a.AtlassianAPIKey}}, "Not authorized"},
		"dead key tested":      {ready, "test-credentials", url.Values{"api_key": {"ATSCIMdead"}}, "Unauthorized"},
		"unknown group":        {ready, "push-group", url.Values{"group": {"nobody"}}, "nobody"},
		"pushed already":       {ready, "push-group", url.Values{"group": {world.TestJiraGroup}}, "already"},
		"no default group":     {ready, "unset-default-group", url.Values{"group": {"release-managers"}}, "release-managers"},
		"no conflict":          {ready, "settle-conflict", url.Values{"group": {"release-managers"}}, "Review groups"},
		"not assigned":         {ready, "provision-user", url.Values{"user": {"nobody@example.com"}}, "nobody@example.com"},
		"unknown domain":       {ready, "claim-domain", url.Values{"domain": {"nowhere.example"}}, "nowhere.example"},
		"no domain at all":     {ready, "verify-domain", url.Values{"domain": {"x@y"}}, "not a domain"},
		"unknown site":         {ready, "add-site", url.Values{"site": {"nowhere"}}, "nowhere"},
		"a second app":         {ready, "add-app", nil, "exists already"},
		"unknown format":       {ready, "set-username-format", url.Values{"format": {"nonsense"}}, "nonsense"},
		"unknown update":       {ready, "set-username-format", url.Values{"update_on": {"never"}}, "create-only"},
		"unknown app":          {ready, "update-now", url.Values{"app": {"0oaNone"}}, "0oaNone"},
		"unknown directory":    {ready, "regenerate-key", url.Values{"directory": {"None"}}, "None"},
		"somebody not pushed":  {ready, "push-now", url.Values{"group": {"Everyone"}}, "not pushed"},
		"guard is not there":   {start(t, sandbox.Options{Drifts: []string{"guard-active"}}), "create-directory", nil, "Guard"},
		"provisioning was off": {start(t, sandbox.Options{Drifts: []string{"integration-enabled"}}), "push-group", url.Values{"group": {world.JiraGroup}}, "API integration"},
	} {
		status, text := post(t, tc.s, tc.action, tc.form)
		if status < 400 || status > 499 || !strings.Contains(text, tc.want) {
			t.Errorf("%s: %d %q does not say %q", name, status, text, tc.want)
		}
	}
	if m := ready.Stats().Mutations; m.Console != 0 {
		t.Errorf("what was refused changed something: %+v", m)
	}
}

func TestFormsChangeWhatTheyName(t *testing.T) {
	t.Parallel()
	s := start(t, sandbox.Options{Drifts: []string{"okta-app", "domain-verified", "sites-present"}})
	for action, form := range map[string]url.Values{
		"activate-app": nil, "verify-domain": {"domain": {world.MainDomain}}, "add-site": {"site": {"example-labs"}},
		"set-username-format": {"format": {"user.email"}, "update_on": {"create-only"}}, "regenerate-key": nil,
		"enable-options": {"create": {"on"}, "update": {"off"}},
	} {
		if status, text := post(t, s, action, form); status != http.StatusOK {
			t.Fatalf("%s: %d %s", action, status, text)
		}
	}
	settle(t, s)
	s.World().Lock()
	defer s.World().Unlock()
	w := s.World()
	app, a := w.AtlassianApp(), &w.Atlassian
	if app.Status != "ACTIVE" || !a.Domains[0].Verified || w.Handed.Key != a.Directories[0].Key || app.Provisioning.Token == w.Handed.Key {
		t.Errorf("app %s, domain %+v", app.Status, a.Domains[0])
	}
	if p := app.Provisioning; !p.Create || p.Update || p.Deactivate {
		t.Errorf("options %+v", p)
	}
	if app.UserName != (world.UsernameTemplate{Template: "user.email", Type: "CUSTOM", PushStatus: "DONT_PUSH"}) {
		t.Errorf("username %+v", app.UserName)
	}
	if a.Workspaces[3].Status != "online" {
		t.Errorf("site was not brought back: %+v", a.Workspaces[3])
	}
	if got := s.Stats().Mutations.Console; got != 6 {
		t.Errorf("%d changes in the console, want 6", got)
	}
}

func TestPagesShowTheState(t *testing.T) {
	t.Parallel()
	s := start(t, sandbox.Options{Scenario: "drifted"})
	for path, wants := range map[string][]string{
		"/":          {"/atlassian", "/okta", "/stats.json"},
		"/atlassian": {world.MainDomain, "Okta users", "example-labs", `action="/actions/create-directory"`, `name="domain"`, "conflicts"},
		"/okta":      {"Atlassian Cloud", "user.login", "Create only", world.TestJiraGroup, "user.email", `action="/actions/enter-credentials"`, `name="api_key"`, "ken.ito@example.com"},
	} {
		resp, err := http.Get(s.Addresses().ConsoleURL + path)
		if err != nil {
			t.Fatal(err)
		}
		status, text := read(t, resp)
		if status != http.StatusOK || !strings.HasSuffix(strings.TrimSpace(text), "</html>") {
			t.Fatalf("%s: %d, ends %q", path, status, text[max(0, len(text)-80):])
		}
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not show %q", path, want)
			}
		}
		if strings.Contains(text, s.Addresses().SCIMAPIKey) {
			t.Errorf("%s shows the key again", path)
		}
	}
}

func TestABrowserGetsPages(t *testing.T) {
	t.Parallel()
	s := start(t, sandbox.Options{})
	for _, tc := range []struct{ action, form, want string }{
		{"create-directory", "name=%3Cb%3E", "scim_api_key"},
		{"link-domain", "directory=%3Ci%3E", "&lt;i&gt;"},
		{"push-now", "", `class="wrong"`},
	} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.Addresses().ConsoleURL+"/actions/"+tc.action, strings.NewReader(tc.form))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Accept", "text/html,*/*")
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		if _, text := read(t, resp); !strings.Contains(text, "<!doctype html>") || !strings.Contains(text, tc.want) || strings.Contains(text, "<i>") {
			t.Errorf("%s: %s", tc.action, text)
		}
	}
}

func TestOperateSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	s := start(t, sandbox.Options{})
	if _, err := s.Operate(t.Context(), "nope"); err == nil || !strings.Contains(err.Error(), "create-directory") {
		t.Errorf("an unknown action: %v", err)
	}
	if _, err := s.Operate(t.Context(), "update-now"); err == nil || !console.IsRefusal(err) {
		t.Errorf("a turned down action: %v", err)
	}
	shown, err := s.Operate(t.Context(), "create-directory")
	if err != nil || shown["scim_base_url"] == "" || shown["scim_api_key"] == "" {
		t.Fatalf("create-directory: %v %v", shown, err)
	}
	if a := s.Addresses(); a.SCIMBaseURL != shown["scim_base_url"] || a.SCIMAPIKey != shown["scim_api_key"] {
		t.Error("the addresses are not what the console showed")
	}
}
