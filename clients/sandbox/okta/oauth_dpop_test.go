package okta

import (
	"crypto/elliptic"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestDPoPHandshake(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.choose("dpop", "required")
	a := m.ask(form(m.assertion(nil), "okta.apps.read"), "")
	if a.status != 400 || a.text("error") != "invalid_dpop_proof" || a.text("error_description") != "The DPoP proof JWT header is missing." {
		t.Errorf("without a proof: %d %s", a.status, a.raw)
	}
	a = m.ask(form(m.assertion(nil), "okta.apps.read"), m.dpop("POST", tokenURL, nil))
	nonce := a.header.Get("DPoP-Nonce")
	if a.status != 400 || a.text("error") != "use_dpop_nonce" || nonce == "" {
		t.Fatalf("without a nonce: %d %s %v", a.status, a.raw, a.header)
	}
	with := func(_, c object) { c["nonce"] = nonce }
	a = m.ask(form(m.assertion(nil), "okta.apps.read"), m.dpop("POST", tokenURL, with))
	if a.status != 200 || a.text("token_type") != "DPoP" || a.header.Get("DPoP-Nonce") == "" {
		t.Errorf("with it: %d %s", a.status, a.raw)
	}
	m.now = m.now.Add(25 * time.Hour)
	if a = m.ask(form(m.assertion(nil), "okta.apps.read"), m.dpop("POST", tokenURL, with)); a.text("error") != "use_dpop_nonce" || a.header.Get("DPoP-Nonce") == nonce {
		t.Errorf("a nonce of yesterday: %d %s", a.status, a.raw)
	}
}

func TestRefusedProofsForTokens(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.choose("dpop", "required")
	for name, change := range badProofs(m) {
		a := m.ask(form(m.assertion(nil), "okta.apps.read"), m.dpop("POST", tokenURL, change))
		if a.status != 400 || a.text("error") != "invalid_dpop_proof" {
			t.Errorf("%s: %d %s", name, a.status, a.raw)
		}
	}
	again := m.dpop("POST", tokenURL, nil)
	for i, want := range []string{"use_dpop_nonce", "invalid_dpop_proof"} {
		if a := m.ask(form(m.assertion(nil), "okta.apps.read"), again); a.text("error") != want {
			t.Errorf("the same proof, time %d: %s", i+1, a.raw)
		}
	}
	if a := m.ask(form(m.assertion(nil), "okta.apps.read"), "a.b"); a.text("error") != "invalid_dpop_proof" {
		t.Errorf("no JWT: %s", a.raw)
	}
}

// badProofs are ways to spoil a proof, wherever it goes.
func badProofs(m *machine) map[string]func(header, claims object) {
	claim := func(name string, v any) func(object, object) { return func(_, c object) { c[name] = v } }
	return map[string]func(header, claims object){
		"another method":    claim("htm", "PATCH"),
		"another address":   claim("htu", orgURL+"/elsewhere"),
		"another host":      claim("htu", "http://example.com/oauth2/v1/token"),
		"an old proof":      claim("iat", m.now.Add(-6*time.Minute).Unix()),
		"a proof to come":   claim("iat", m.now.Add(6*time.Minute).Unix()),
		"no time":           claim("iat", nil),
		"no id":             claim("jti", ""),
		"a plain JWT":       func(h, _ object) { h["typ"] = "JWT" },
		"no key":            func(h, _ object) { delete(h, "jwk") },
		"a private key":     func(h, _ object) { h["jwk"].(object)["d"] = "AAAA" },
		"an unknown curve":  func(h, _ object) { h["jwk"].(object)["crv"] = "secp256k1" },
		"an unknown kind":   func(h, _ object) { h["jwk"].(object)["kty"] = "oct" },
		"a broken key":      func(h, _ object) { h["jwk"].(object)["x"] = "*" },
		"somebody's key":    func(h, _ object) { h["jwk"] = jwkOf(&ecKey(m.t, elliptic.P256()).PublicKey) },
		"another algorithm": func(h, _ object) { h["alg"] = "ES384" },
	}
}

func TestBoundCalls(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.choose("dpop", "required")
	token, apps := m.bound("okta.apps.read"), orgURL+"/api/v1/apps"
	ath := func(more func(object, object)) func(object, object) {
		return func(h, c object) {
			c["ath"] = hashed(token)
			if more != nil {
				more(h, c)
			}
		}
	}
	call := func(scheme, proof string) answer {
		return m.send("GET", apps+"?limit=1", "", http.Header{"Authorization": {scheme + " " + token}, "DPoP": {proof}})
	}
	good := m.dpop("GET", apps, ath(nil))
	if a := call("DPoP", good); a.status != 200 {
		t.Fatalf("a good proof: %d %s", a.status, a.raw)
	}
	refused := func(name string, a answer, says string) {
		t.Helper()
		challenge := a.header.Get("WWW-Authenticate")
		if a.status != 401 || a.text("errorCode") != "E0000011" || !strings.HasPrefix(challenge, "DPoP error=") || !strings.Contains(challenge, says) {
			t.Errorf("%s: %d %s, %q", name, a.status, a.raw, challenge)
		}
	}
	refused("a proof used twice", call("DPoP", good), "'jti'")
	refused("as a bearer token", call("Bearer", m.dpop("GET", apps, ath(nil))), "scheme")
	refused("the query in the address", call("DPoP", m.dpop("GET", apps+"?limit=1", ath(nil))), "'htu'")
	refused("no hash", call("DPoP", m.dpop("GET", apps, nil)), "'ath'")
	refused("the hash of another token", call("DPoP", m.dpop("GET", apps, func(_, c object) { c["ath"] = hashed("x") })), "'ath'")
	for name, change := range badProofs(m) {
		refused(name, call("DPoP", m.dpop("GET", apps, ath(change))), "invalid_dpop_proof")
	}
	refused("no proof", m.send("GET", apps, "", http.Header{"Authorization": {"DPoP " + token}}), "missing")
	m.proof = ecKey(t, elliptic.P256())
	refused("another key", call("DPoP", m.dpop("GET", apps, ath(nil))), "bound to another key")
}

func TestBearerTokensTakeNoProof(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	a := m.send("GET", orgURL+"/api/v1/apps", "", http.Header{"Authorization": {"DPoP " + m.bearer("okta.apps.read")}})
	if a.status != 401 || a.text("errorCode") != "E0000011" {
		t.Errorf("%d %s", a.status, a.raw)
	}
}
