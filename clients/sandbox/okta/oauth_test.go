package okta

import (
	"crypto"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestIssue(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	a := m.ask(form(m.assertion(nil), "okta.apps.read okta.groups.read okta.apps.read"), "")
	if a.status != 200 || a.text("token_type") != "Bearer" || a.at("expires_in") != 3600.0 || a.text("scope") != "okta.apps.read okta.groups.read" {
		t.Fatalf("%d %s", a.status, a.raw)
	}
	if len(asObject(a.body)) != 4 || a.header.Get("X-Rate-Limit-Limit") == "" || a.header.Get("Date") == "" || a.header.Get("DPoP-Nonce") != "" {
		t.Errorf("the answer is %s with %v", a.raw, a.header)
	}
	h := http.Header{"Authorization": {"Bearer " + a.text("access_token")}}
	if got := m.send("GET", orgURL+"/api/v1/apps", "", h); got.status != 200 {
		t.Errorf("the token opens nothing: %d %s", got.status, got.raw)
	}
	m.now = m.now.Add(time.Hour)
	if got := m.send("GET", orgURL+"/api/v1/apps", "", h); got.status != 401 || got.text("errorCode") != "E0000011" {
		t.Errorf("the token outlives its hour: %d %s", got.status, got.raw)
	}
}

func TestRefusedAssertions(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	set := func(name string, v any) func(object, object) { return func(_, c object) { c[name] = v } }
	drop := func(name string) func(object, object) { return func(_, c object) { delete(c, name) } }
	head := func(name string, v any) func(object, object) { return func(h, _ object) { h[name] = v } }
	for _, tc := range []struct {
		name, says string
		change     func(header, claims object)
	}{
		{"an unknown key", "'kid'", head("kid", "other")},
		{"no key id", "'kid'", func(h, _ object) { delete(h, "kid") }},
		{"no signature", "signature", head("alg", "none")},
		{"another algorithm's name", "signature", head("alg", "RS256")},
		{"an unknown algorithm", "signature", head("alg", "HS256")},
		{"another app", "client_id", set("iss", "0oaOTHER")},
		{"another subject", "'sub'", set("sub", "0oaOTHER")},
		{"the org as audience", "audience", set("aud", orgURL)},
		{"a custom server as audience", "audience", set("aud", orgURL+"/oauth2/default/v1/token")},
		{"two audiences", "audience", set("aud", []string{tokenURL, orgURL})},
		{"no expiry", "'exp'", drop("exp")},
		{"an expiry that is text", "'exp'", set("exp", "soon")},
		{"an expired assertion", "expired", set("exp", m.now.Unix())},
		{"an expiry too far ahead", "too far", set("exp", m.now.Add(time.Hour+time.Second).Unix())},
		{"an assertion of tomorrow", "future", set("iat", m.now.Add(10*time.Minute).Unix())},
	} {
		a := m.ask(form(m.assertion(tc.change), "okta.apps.read"), "")
		if a.status != 401 || a.text("error") != "invalid_client" || !strings.Contains(a.text("error_description"), tc.says) {
			t.Errorf("%s: %d %s", tc.name, a.status, a.raw)
		}
	}
	for name, change := range map[string]func(object, object){
		"no id": drop("jti"), "no time of issue": drop("iat"), "a list of one audience": set("aud", []string{tokenURL}), "the last expiry": set("exp", m.now.Add(time.Hour).Unix()),
	} {
		if a := m.ask(form(m.assertion(change), "okta.apps.read"), ""); a.status != 200 {
			t.Errorf("%s: %d %s", name, a.status, a.raw)
		}
	}
}

func TestAssertionOfAnotherKey(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.key = ecKey(t, elliptic.P256())
	if a := m.ask(form(m.assertion(nil), "okta.apps.read"), ""); a.status != 401 || !strings.Contains(a.raw, "signature is invalid") {
		t.Errorf("%d %s", a.status, a.raw)
	}
}

func TestAlgorithms(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	for alg, key := range map[string]crypto.Signer{
		"RS256": rsaKey, "RS384": rsaKey, "RS512": rsaKey,
		"ES256": ecKey(t, elliptic.P256()), "ES384": ecKey(t, elliptic.P384()), "ES512": ecKey(t, elliptic.P521()),
	} {
		m.key = key
		m.w.Okta.Service.Keys[alg] = key.Public()
		a := m.ask(form(m.assertion(func(h, _ object) { h["alg"], h["kid"] = alg, alg }), "okta.apps.read"), "")
		if a.status != 200 {
			t.Errorf("%s: %d %s", alg, a.status, a.raw)
		}
	}
}

func TestAssertionsWorkOnce(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	f := form(m.assertion(nil), "okta.apps.read")
	if a := m.ask(f, ""); a.status != 200 {
		t.Fatalf("%d %s", a.status, a.raw)
	}
	if a := m.ask(f, ""); a.status != 401 || !strings.Contains(a.raw, "used already") {
		t.Errorf("a second time: %d %s", a.status, a.raw)
	}
}

func TestRefusedForms(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	for _, tc := range []struct {
		name   string
		change func(url.Values)
		status int
		code   string
	}{
		{"another grant", func(f url.Values) { f.Set("grant_type", "password") }, 400, "unsupported_grant_type"},
		{"another way to sign in", func(f url.Values) { f.Set("client_assertion_type", "secret") }, 401, "invalid_client"},
		{"no assertion", func(f url.Values) { f.Del("client_assertion") }, 401, "invalid_client"},
		{"no JWT", func(f url.Values) { f.Set("client_assertion", "a.b.c") }, 401, "invalid_client"},
		{"another client's id", func(f url.Values) { f.Set("client_id", "0oaOTHER") }, 401, "invalid_client"},
		{"no scope", func(f url.Values) { f.Del("scope") }, 400, "invalid_scope"},
		{"two scopes", func(f url.Values) { f.Add("scope", "okta.apps.read") }, 400, "invalid_request"},
		{"a scope of no one", func(f url.Values) { f.Set("scope", "okta.nothing.read") }, 400, "invalid_scope"},
	} {
		f := form(m.assertion(nil), "okta.apps.read")
		tc.change(f)
		if a := m.ask(f, ""); a.status != tc.status || a.text("error") != tc.code || a.text("error_description") == "" {
			t.Errorf("%s: %d %s", tc.name, a.status, a.raw)
		}
	}
	a := m.send("POST", tokenURL, `{}`, http.Header{"Content-Type": {"application/json"}})
	if a.status != 400 || a.text("error") != "invalid_request" {
		t.Errorf("JSON: %d %s", a.status, a.raw)
	}
}

func TestScopeVariants(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ variant, asked, want string }{
		{"refuse", "okta.apps.read okta.apps.manage", "400 invalid_scope"},
		{"consent", "okta.apps.read okta.apps.manage", "400 consent_required"},
		{"subset", "okta.apps.read okta.apps.manage", "200 okta.apps.read"},
		{"subset", "okta.apps.manage", "400 consent_required"},
		{"refuse", "okta.apps.read", "200 okta.apps.read"},
	} {
		m := newMachine(t)
		m.choose("oauth-scope", tc.variant)
		m.choose("app-scopes", "reads")
		m.w.AddServiceApp(7)
		a := m.ask(form(m.assertion(nil), tc.asked), "")
		if got := fmt.Sprint(a.status, " ", a.text("error"), a.text("scope")); got != tc.want {
			t.Errorf("%s of %s: %s, want %s", tc.variant, tc.asked, a.raw, tc.want)
		}
	}
}

func TestClocks(t *testing.T) {
	t.Parallel()
	for variant, away := range map[string]time.Duration{"exact": 0, "ahead": 2 * time.Hour, "behind": -2 * time.Hour} {
		m := newMachine(t)
		m.choose("clock", variant)
		a := m.ask(form(m.assertion(nil), "okta.apps.read"), "")
		if (a.status == 200) != (away == 0) {
			t.Errorf("%s: by this machine's clock %d %s", variant, a.status, a.raw)
		}
		if got, err := http.ParseTime(a.header.Get("Date")); err != nil || !got.Equal(m.now.Add(away)) {
			t.Errorf("%s: Date %s, %v", variant, a.header.Get("Date"), err)
		}
		a = m.ask(form(m.assertion(func(_, c object) {
			c["iat"], c["exp"] = m.now.Add(away).Unix(), m.now.Add(away+5*time.Minute).Unix()
		}), "okta.apps.read"), "")
		if a.status != 200 {
			t.Errorf("%s: by the org's clock %d %s", variant, a.status, a.raw)
		}
		if got := m.send("GET", orgURL+"/api/v1/apps", "", http.Header{"Authorization": {"Bearer " + a.text("access_token")}}); got.status != 200 {
			t.Errorf("%s: the token opens nothing: %s", variant, got.raw)
		}
		m.get("/api/v1/users/me")
	}
}

func TestTokenLife(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.choose("token-life", "5")
	a := m.ask(form(m.assertion(nil), "okta.apps.read"), "")
	h := http.Header{"Authorization": {"Bearer " + a.text("access_token")}}
	if a.at("expires_in") != 5.0 || m.send("GET", orgURL+"/api/v1/apps", "", h).status != 200 {
		t.Errorf("%s", a.raw)
	}
	m.now = m.now.Add(5 * time.Second)
	if got := m.send("GET", orgURL+"/api/v1/apps", "", h); got.status != 401 {
		t.Errorf("after five seconds: %d", got.status)
	}
}

func TestRateLimitOfTheTokenEndpoint(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.h = Handler(m.w, m.e, Options{RateLimits: true})
	for i := range 151 {
		a := m.ask(url.Values{}, "")
		if a.header.Get("X-Rate-Limit-Limit") != "150" || (a.status == 429) != (i == 150) {
			t.Fatalf("request %d: %d %v", i, a.status, a.header)
		}
	}
}
