package sandbox_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients/sandbox"
)

func start(t *testing.T, o sandbox.Options) *sandbox.Sandbox {
	t.Helper()
	s, err := sandbox.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

// call sends one request as the program does and decodes the answer into out, if any; it returns the status.
func call(t *testing.T, method, address, auth, body string, out any) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", auth)
	req.Header.Set("Accept", "application/json")
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatalf("%s %s: %v", method, address, err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatalf("%s %s: %v", method, address, err)
	}
	if out != nil {
		if err := json.Unmarshal(text, out); err != nil {
			t.Fatalf("%s %s: %d %s: %v", method, address, resp.StatusCode, text, err)
		}
	}
	return resp.StatusCode
}

// until asks again and again, with the pauses of a patient program, until it is true, for twenty seconds at most.
func until(t *testing.T, what string, ask func() bool) {
	t.Helper()
	limit := time.NewTimer(20 * time.Second)
	defer limit.Stop()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for !ask() {
		select {
		case <-tick.C:
		case <-limit.C:
			t.Fatalf("in vain: %s", what)
		}
	}
}

func TestStartRefusesWhatDoesNotExist(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		o    sandbox.Options
		want string
	}{
		"scenario": {sandbox.Options{Scenario: "nope"}, "fresh"},
		"drift":    {sandbox.Options{Drifts: []string{"nope"}}, "push-members"},
		"variant":  {sandbox.Options{Variants: map[string]string{"engine": "nope"}}, "oin"},
		"fault":    {sandbox.Options{Faults: []string{"okta:nope"}}, "nope"},
		"users":    {sandbox.Options{Users: 1}, "20"},
	} {
		if _, err := sandbox.Start(t.Context(), tc.o); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v does not say %q", name, err, tc.want)
		}
	}
}

func TestEveryServiceAnswersItsCredentials(t *testing.T) {
	t.Parallel()
	s := start(t, sandbox.Options{Scenario: "ready"})
	a := s.Addresses()
	for _, tc := range []struct{ address, auth string }{
		{a.OktaURL + "/api/v1/users/me", "SSWS " + a.OktaToken},
		{a.AtlassianAPIURL + "/admin/v1/orgs", "Bearer " + a.AtlassianAPIKey},
		{a.SCIMBaseURL + "/ServiceProviderConfig", "Bearer " + a.SCIMAPIKey},
		{a.ConsoleURL + "/", ""},
		{a.ConsoleURL + "/stats.json", ""},
	} {
		if status := call(t, "GET", tc.address, tc.auth, "", nil); status != http.StatusOK {
			t.Errorf("GET %s: %d", tc.address, status)
		}
		if !strings.HasPrefix(tc.address, "http://127.0.0.1:") {
			t.Errorf("%s is not on the loopback", tc.address)
		}
	}
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, a.SiteURL+"/rest/api/3/applicationrole", nil)
	req.SetBasicAuth(a.SiteEmail, a.SiteToken)
	resp, err := http.DefaultClient.Do(req)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("site: %v %v", resp, err)
	}
	resp.Body.Close()
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	fresh := start(t, sandbox.Options{})
	text, err := fresh.Addresses().JSON()
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]string
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"okta_url", "okta_token", "atlassian_api_url", "atlassian_api_key", "site_url", "site_email", "site_token", "console_url"} {
		if got[key] == "" {
			t.Errorf("%s is missing", key)
		}
	}
	if len(got) != 11 {
		t.Errorf("fresh prints more than exists: %v", got)
	}
	env := strings.Join(start(t, sandbox.Options{Operator: true}).Env(), "\n")
	for _, name := range []string{
		"OKTA_CLIENT_ORGURL", "OKTA_CLIENT_TOKEN", "PROVISION_ATLASSIAN_API_URL", "PROVISION_ATLASSIAN_API_KEY", "PROVISION_SITE_URL",
		"PROVISION_SITE_EMAIL", "PROVISION_SITE_TOKEN", "PROVISION_SCIM_BASE_URL", "PROVISION_SCIM_API_KEY",
	} {
		if !strings.Contains(env, "export "+name+"='") {
			t.Errorf("%s is not exported", name)
		}
	}
}

// TestEnvOfTheServiceApp: a shell gets the token or the service app, for a program that sees both has to choose.
func TestEnvOfTheServiceApp(t *testing.T) {
	t.Parallel()
	a := start(t, sandbox.Options{}).Addresses()
	token, app := strings.Join(a.Env(), "\n"), strings.Join(a.ForApp().Env(), "\n")
	for _, name := range []string{"OKTA_CLIENT_CLIENTID", "OKTA_CLIENT_PRIVATEKEY", "OKTA_CLIENT_PRIVATEKEYID"} {
		if strings.Contains(token, name+"=") || !strings.Contains(app, "export "+name+"='") {
			t.Errorf("%s is in the wrong form", name)
		}
	}
	if strings.Contains(app, "OKTA_CLIENT_TOKEN") || !strings.Contains(app, "-----BEGIN PRIVATE KEY-----\n") {
		t.Errorf("the app's form: %s", app)
	}
}

func TestList(t *testing.T) {
	t.Parallel()
	l := sandbox.List()
	if len(l.Scenarios) != 3 || len(l.Drifts) < 27 || len(l.Variants) < 20 || len(l.Faults) < 10 {
		t.Errorf("listing is short: %+v", l)
	}
	for id, values := range l.Variants {
		if len(values) < 2 {
			t.Errorf("variant %s has values %v", id, values)
		}
	}
}

func TestCloseLeavesNothing(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 3 {
		s, err := sandbox.Start(t.Context(), sandbox.Options{Scenario: "ready", Operator: true})
		if err != nil {
			t.Fatal(err)
		}
		a := s.Addresses()
		call(t, "GET", a.OktaURL+"/api/v1/apps", "SSWS "+a.OktaToken, "", nil)
		if _, err := s.Operate(t.Context(), "push-now"); err != nil {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Errorf("the second Close: %v", err)
		}
		if _, err := http.Get(a.OktaURL); err == nil {
			t.Error("it still listens after Close")
		}
	}
	http.DefaultClient.CloseIdleConnections()
	until(t, "all goroutines end", func() bool { return runtime.NumGoroutine() <= before })
}

func TestStatsTellWhoAsked(t *testing.T) {
	t.Parallel()
	s := start(t, sandbox.Options{Scenario: "ready"})
	a := s.Addresses()
	call(t, "GET", a.OktaURL+"/api/v1/apps?limit=200", "SSWS "+a.OktaToken, "", nil)
	resp, err := http.PostForm(a.ConsoleURL+"/actions/test-credentials", url.Values{})
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("test-credentials: %v %v", resp, err)
	}
	resp.Body.Close()
	var stats sandbox.Stats
	call(t, "GET", a.ConsoleURL+"/stats.json", "", "", &stats)
	seen := map[string]string{}
	for _, r := range stats.Requests {
		seen[r.Service+" "+r.Method+" "+r.Route] = r.From
	}
	if seen["okta GET /api/v1/apps"] != "client" || seen["scim GET /scim/directory/{id}/Users"] != "engine" {
		t.Errorf("who asked: %v", seen)
	}
	if stats.Mutations.Client != 0 || stats.Mutations.Engine != 0 || stats.Mutations.Console != 0 {
		t.Errorf("reading changed something: %+v", stats.Mutations)
	}
}
