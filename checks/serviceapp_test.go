package checks

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/okta/oauth"
)

const (
	getWellKnown = "GET /.well-known/okta-organization"
	postToken    = "POST /oauth2/v1/token"
)

// asApp reads the stub's Okta as a service app.
func (s *stub) asApp(t *testing.T) *facts.Facts {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := oauth.ParseKey(clients.NewSecret(string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))), "kid1")
	if err != nil {
		t.Fatal(err)
	}
	base, err := url.Parse(s.server.URL)
	if err != nil {
		t.Fatal(err)
	}
	app := oauth.App{ClientID: "0oaserviceapp", Key: parsed, Scopes: []string{"okta.apps.read"}}
	sources := s.sources()
	sources.Okta = okta.NewAppClient(base, app.ClientID, oauth.NewTransport(base, app, oauth.Options{Base: http.DefaultTransport})).Reader
	return facts.New(sources, facts.Intent{}, facts.Kept{}, now)
}

func refusedApp(status int, code string) refusal {
	return refusal{status, `{"error":"` + code + `","error_description":"No."}`}
}

// TestAServiceAppsRefusalSaysWhy: what mends a token that was typed wrong mends no service app.
func TestAServiceAppsRefusalSaysWhy(t *testing.T) {
	t.Parallel()
	granted := obj{"token_type": "Bearer", "expires_in": 3600, "access_token": "a.b.c", "scope": "okta.apps.read"}
	for name, c := range map[string]struct {
		changes answers
		want    Status
		refused bool
		words   []string
	}{
		"good":          {answers{postToken: granted}, Pass, false, []string{"service app's"}},
		"unknown app":   {answers{postToken: refusedApp(401, "invalid_client")}, Fail, true, []string{"does not know this client id, or its private key", postToken, "401 invalid_client", "client id and private key: provision setup"}},
		"scopes":        {answers{postToken: refusedApp(400, "invalid_scope")}, Fail, true, []string{"not granted all of these scopes: okta.apps.read", "400 invalid_scope"}},
		"another kind":  {answers{postToken: refusedApp(400, "unauthorized_client")}, Fail, true, []string{"not a service app with client credentials"}},
		"another error": {answers{postToken: refusedApp(400, "what_is_this")}, Fail, true, []string{"gave no access token"}},
		"out of order":  {answers{postToken: refusal{501, `{}`}}, Unknown, false, []string{"Could not look: the org gave no access token", "in a few minutes"}},
		"refused later": {answers{postToken: granted, getApps: badToken}, Fail, true, []string{"the service app's access token", "E0000011"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := lookWith(t, "okta-reachable", serve(t, c.changes).asApp(t))
			expect(t, got, c.want, c.words...)
			if got.Refused != c.refused {
				t.Errorf("refused: %v", got.Refused)
			}
			if strings.Contains(got.Summary, "mistyped") || strings.Contains(got.Fix, "Create token") {
				t.Errorf("it speaks of an API token: %s %s", got.Summary, got.Fix)
			}
		})
	}
}

// TestWhatAServiceAppCannotReadIsNoMissingRight: without a token nothing shows which rights the app has.
func TestWhatAServiceAppCannotReadIsNoMissingRight(t *testing.T) {
	t.Parallel()
	f := serve(t, answers{postToken: refusedApp(401, "invalid_client")}).asApp(t)
	expect(t, lookWith(t, "okta-rights", f), Fail, "does not know this client id")
	got := lookWith(t, "okta-app", f)
	expect(t, got, Unknown, "Could not look: the org does not know this client id", "provision setup asks for a new one")
	if !got.Refused {
		t.Error("a refused app is not said to be refused")
	}
}

// TestARefusedPublicDocumentIsNotTheTokensFault: the org's public document is read without the token, so that a new one
// would change nothing.
func TestARefusedPublicDocumentIsNotTheTokensFault(t *testing.T) {
	t.Parallel()
	for _, answer := range []refusal{badToken, noRole} {
		s := serve(t, answers{getWellKnown: answer})
		for name, f := range map[string]*facts.Facts{"token": s.facts(facts.Intent{}, facts.Kept{}), "service app": s.asApp(t)} {
			got := lookWith(t, "okta-reachable", f)
			expect(t, got, Unknown, getWellKnown, "open to everybody", "proxy")
			if got.Refused || strings.Contains(got.Fix, "new one") || strings.Contains(got.Fix, "Create token") {
				t.Errorf("%s: a new credential is asked for: %+v", name, got)
			}
		}
		if s.calls["GET /api/v1/users/me"] != 0 {
			t.Error("the token was tried after all")
		}
	}
}

// TestWhatAServiceAppMayNotReadIsMendedAtTheApp: it has no owner whose roles could be raised.
func TestWhatAServiceAppMayNotReadIsMendedAtTheApp(t *testing.T) {
	t.Parallel()
	granted := obj{"token_type": "Bearer", "expires_in": 3600, "access_token": "a.b.c", "scope": "okta.apps.read"}
	got := lookWith(t, "okta-rights", serve(t, answers{postToken: granted, getApps: noRole}).asApp(t))
	expect(t, got, Fail, "may not read apps", "Okta API Scopes", "Admin roles")
	if strings.Contains(got.Fix, "owner") {
		t.Errorf("it speaks of an owner: %s", got.Fix)
	}
}
