package session

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/wizard/store"
)

func privateKey(t *testing.T) string {
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

// TestWhichOktaCredentialIsUsed: what was given for this run comes before what was kept, and a token before an app.
func TestWhichOktaCredentialIsUsed(t *testing.T) {
	t.Parallel()
	key := privateKey(t)
	app := map[string]string{OktaClientID.Env: "0oaapp", OktaPrivateKey.Env: key}
	both := map[string]string{OktaClientID.Env: "0oaapp", OktaPrivateKey.Env: key, OktaToken.Env: "00token"}
	kept := map[string]string{"default/okta": "00kept", "default/okta-key": key}
	for _, tt := range []struct {
		name   string
		given  given
		app    bool
		warned bool
	}{
		{"a token", given{env: map[string]string{OktaToken.Env: "00token"}}, false, false},
		{"an app", given{env: app}, true, false},
		{"both given", given{env: both}, false, true},
		{"an app given, a token kept", given{env: app, secrets: map[string]string{"default/okta": "00kept"}}, true, false},
		{"an app kept, and a token of before", given{config: store.Config{OktaClientID: "0oaapp"}, secrets: kept}, true, false},
		{"an app kept, a token given", given{config: store.Config{OktaClientID: "0oaapp"}, secrets: kept, env: map[string]string{OktaToken.Env: "00token"}}, false, true},
		{"a token kept", given{secrets: map[string]string{"default/okta": "00kept"}}, false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.given.flags = map[string][]string{OktaURL.ID: {"https://example.okta.com"}}
			s := open(t, tt.given)
			if err := s.Resolve(); err != nil {
				t.Fatal(err)
			}
			if s.ServiceApp() != tt.app || s.Okta() == nil || (s.Okta().ClientID() == "0oaapp") != tt.app {
				t.Errorf("a service app: %v", s.ServiceApp())
			}
			if told := strings.Join(s.Warnings(), "\n"); strings.Contains(told, "the token is used") != tt.warned {
				t.Errorf("told %q", told)
			}
			if missing := s.Missing([]Input{OktaURL, OktaToken}); len(missing) != 0 {
				t.Errorf("%d missing", len(missing))
			}
		})
	}
}

func TestAnAppsKeyTakesTheTokensPlace(t *testing.T) {
	t.Parallel()
	s := open(t, given{flags: map[string][]string{OktaClientID.ID: {"0oaapp"}}})
	if err := s.Resolve(); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, in := range s.Needs([]Input{OktaURL, OktaToken, AtlassianKey}) {
		ids = append(ids, in.ID)
	}
	if want := []string{"okta-url", "okta-client-id", "okta-private-key", "atlassian-api-key"}; !slices.Equal(ids, want) {
		t.Errorf("needs %q", ids)
	}
	if missing := s.Missing([]Input{OktaToken}); len(missing) != 1 || missing[0].ID != OktaPrivateKey.ID || s.Okta() != nil {
		t.Errorf("missing %+v", missing)
	}
}

func TestTheCredentialChosenLastIsKept(t *testing.T) {
	t.Parallel()
	key := privateKey(t)
	s := open(t, given{flags: map[string][]string{OktaClientID.ID: {"0oaapp"}, OktaKeyID.ID: {"k1"}}, env: map[string]string{OktaPrivateKey.Env: key}})
	if err := s.Resolve(); err != nil {
		t.Fatal(err)
	}
	if err := s.Keep(OktaClientID, OktaPrivateKey); err != nil {
		t.Fatal(err)
	}
	if c := s.Store.Config(); c.OktaClientID != "0oaapp" || c.OktaKeyID != "k1" {
		t.Errorf("%+v", c)
	}
	if got, err := s.Secrets.Get("default/okta-key"); err != nil || got.Reveal() != strings.TrimSpace(key) {
		t.Errorf("the key: %v", err)
	}
	if err := s.Set(OktaToken, FromPrompt, "00token"); err != nil {
		t.Fatal(err)
	}
	if err := s.Keep(OktaToken); err != nil {
		t.Fatal(err)
	}
	if c := s.Store.Config(); c.OktaClientID != "" || c.OktaKeyID != "" {
		t.Errorf("the app is still the choice: %+v", c)
	}
}

func TestPrivateKeyMayLieInAFile(t *testing.T) {
	t.Parallel()
	key := privateKey(t)
	path := filepath.Join(t.TempDir(), "key.pem")
	if err := os.WriteFile(path, []byte(key), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"the key": key, "its file": path} {
		if got, err := parsePrivateKey(text); err != nil || strings.TrimSpace(got) != strings.TrimSpace(key) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, text := range []string{"00token", filepath.Join(t.TempDir(), "none"), "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"} {
		if _, err := parsePrivateKey(text); err == nil || strings.Contains(err.Error(), "00token") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestARunThatReadsAsksForNothingElse looks at the scopes of the token request.
func TestARunThatReadsAsksForNothingElse(t *testing.T) {
	t.Parallel()
	for _, reads := range []bool{true, false} {
		var scope string
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/oauth2/v1/token" {
				_ = r.ParseForm()
				scope = r.PostForm.Get("scope")
				_, _ = w.Write([]byte(`{"token_type":"Bearer","expires_in":3600,"access_token":"x"}`))
				return
			}
			if r.Header.Get("Authorization") != "Bearer x" {
				t.Errorf("%s: %q", r.URL, r.Header.Get("Authorization"))
			}
			_, _ = w.Write([]byte(`{"id":"00o","companyName":"Acme"}`))
		}))
		t.Cleanup(srv.Close)
		s := open(t, given{flags: map[string][]string{OktaURL.ID: {srv.URL}, OktaClientID.ID: {"0oaapp"}}, env: map[string]string{OktaPrivateKey.Env: privateKey(t)}},
			func(o *Options) { o.ReadOnly = reads })
		if err := s.Resolve(); err != nil {
			t.Fatal(err)
		}
		if org, err := s.Okta().Org(t.Context()); err != nil || org.CompanyName != "Acme" {
			t.Fatalf("%+v, %v", org, err)
		}
		if writes := strings.Contains(scope, ".manage"); writes == reads || !strings.Contains(scope, "okta.apps.read") {
			t.Errorf("a run that reads: %v; scopes %q", reads, scope)
		}
		if n := s.Meter.Count()["okta"]; n != 2 {
			t.Errorf("%d requests counted", n)
		}
	}
}
