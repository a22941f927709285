package cmd

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"net/url"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox"
)

// serviceRun is one run of the program with a service app in place of a token.
type serviceRun struct {
	out  string
	code int
	// scopes are those that were asked for.
	scopes []string
}

// withServiceApp runs the program on a sandbox of its own; change may spoil the addresses.
func withServiceApp(t *testing.T, o sandbox.Options, change func(*sandbox.Addresses), args ...string) serviceRun {
	t.Helper()
	var run serviceRun
	var mu sync.Mutex
	o.Users, o.Operator = 40, true
	o.Tap = func(x sandbox.Exchange) {
		form, err := url.ParseQuery(string(x.RequestBody))
		if x.Path != "/oauth2/v1/token" || err != nil {
			return
		}
		mu.Lock()
		defer mu.Unlock()
		run.scopes = append(run.scopes, strings.Fields(form.Get("scope"))...)
	}
	s, err := sandbox.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ad := s.Addresses().ForApp()
	if change != nil {
		change(&ad)
	}
	c := program(args...)
	c.Env = isolated(t.TempDir())
	for _, v := range [][2]string{
		{"OKTA_CLIENT_ORGURL", ad.OktaURL}, {"OKTA_CLIENT_CLIENTID", ad.OktaClientID}, {"OKTA_CLIENT_PRIVATEKEY", ad.OktaPrivateKey},
		{"OKTA_CLIENT_PRIVATEKEYID", ad.OktaPrivateKeyID}, {"PROVISION_ATLASSIAN_API_URL", ad.AtlassianAPIURL},
		{"PROVISION_ATLASSIAN_API_KEY", ad.AtlassianAPIKey}, {"PROVISION_SITE_URL", ad.SiteURL}, {"PROVISION_SITE_EMAIL", ad.SiteEmail},
		{"PROVISION_SITE_TOKEN", ad.SiteToken}, {"PROVISION_SCIM_BASE_URL", ad.SCIMBaseURL}, {"PROVISION_SCIM_API_KEY", ad.SCIMAPIKey},
	} {
		c.Env = append(c.Env, v[0]+"="+v[1])
	}
	out, err := c.CombinedOutput()
	if ended := new(exec.ExitError); errors.As(err, &ended) {
		run.code = ended.ExitCode()
	} else if err != nil {
		t.Fatal(err)
	}
	run.out = strings.Join(strings.Fields(string(out)), " ")
	return run
}

// TestServiceAppReachesTheSameEnd under every way in which Okta may treat it.
func TestServiceAppReachesTheSameEnd(t *testing.T) {
	t.Parallel()
	for _, variant := range []string{
		"dpop=off", "dpop=required", "oauth-scope=consent", "oauth-scope=subset", "me-app=refused", "clock=ahead", "clock=behind", "token-life=5", "roles=listed",
	} {
		t.Run(variant, func(t *testing.T) {
			t.Parallel()
			id, value, _ := strings.Cut(variant, "=")
			o := sandbox.Options{Variants: map[string]string{id: value}}
			if run := withServiceApp(t, o, nil, "setup", "--yes", "--poll", "100ms"); run.code != 0 || !strings.Contains(run.out, "Done. 12 people") {
				t.Errorf("setup ended with %d: %s", run.code, run.out)
			}
			o.Scenario = "ready"
			if run := withServiceApp(t, o, nil, "check"); run.code != 0 || !strings.Contains(run.out, " 0 wrong, 0 could not look") {
				t.Errorf("check ended with %d: %s", run.code, run.out)
			}
		})
	}
}

func TestReadersAskForReadingScopesOnly(t *testing.T) {
	t.Parallel()
	for _, command := range []string{"check", "test-groups"} {
		run := withServiceApp(t, sandbox.Options{Scenario: "ready"}, nil, command)
		if run.code != 0 || len(run.scopes) == 0 {
			t.Errorf("%s ended with %d: %s", command, run.code, run.out)
		}
		if i := slices.IndexFunc(run.scopes, func(s string) bool { return !strings.HasSuffix(s, ".read") }); i >= 0 {
			t.Errorf("%s asks for %s", command, run.scopes[i])
		}
	}
	if run := withServiceApp(t, sandbox.Options{}, nil, "setup", "--yes", "--poll", "100ms"); !slices.Contains(run.scopes, "okta.apps.manage") {
		t.Errorf("setup asks for %q", run.scopes)
	}
}

// TestRefusedServiceApps: each refusal is said in words of its own, and never with the key.
func TestRefusedServiceApps(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		variants     map[string]string
		change       func(*sandbox.Addresses)
		says         string
		check, setup int
	}{
		"unknown key":     {nil, func(a *sandbox.Addresses) { a.OktaPrivateKey = strangeKey(t) }, "private key", 1, 3},
		"unknown key id":  {nil, func(a *sandbox.Addresses) { a.OktaPrivateKeyID = "other" }, "key id", 1, 3},
		"unknown client":  {nil, func(a *sandbox.Addresses) { a.OktaClientID = "0oaNobody" }, "client id", 1, 3},
		"missing scope":   {map[string]string{"app-scopes": "no-apps"}, nil, "Okta API Scopes", 1, 3},
		"scope, consent":  {map[string]string{"app-scopes": "no-apps", "oauth-scope": "consent"}, nil, "Okta API Scopes", 1, 3},
		"reading only":    {map[string]string{"app-scopes": "reads"}, nil, "Okta API Scopes", 0, 3},
		"missing role":    {map[string]string{"app-roles": "none"}, nil, "role", 1, 1},
		"part of a scope": {map[string]string{"app-scopes": "no-apps", "oauth-scope": "subset"}, nil, "apps", 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for command, want := range map[string]int{"check": tc.check, "setup --yes --wait 0s --poll 100ms": tc.setup} {
				o := sandbox.Options{Variants: tc.variants, Scenario: "ready"}
				run := withServiceApp(t, o, tc.change, strings.Fields(command)...)
				if run.code != want || want != 0 && !strings.Contains(run.out, tc.says) || strings.Contains(run.out, "BEGIN") {
					t.Errorf("%s ended with %d, want %d and %q: %s", command, run.code, want, tc.says, run.out)
				}
			}
		})
	}
}

// strangeKey is a private key that no org knows.
func strangeKey(t *testing.T) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}
