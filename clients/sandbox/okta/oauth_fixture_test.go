package okta

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	_ "crypto/sha512"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

const (
	orgURL   = "http://example.okta.com"
	tokenURL = orgURL + "/oauth2/v1/token"
)

// machine is a program that signs in as the tenant's service app; its zero claims are good ones.
type machine struct {
	*tenant
	key   crypto.Signer
	proof *ecdsa.PrivateKey
	jtis  int
}

func newMachine(t *testing.T) *machine {
	t.Helper()
	te := newTenant(t, Options{})
	te.w.AddServiceApp(7)
	block, rest := pem.Decode([]byte(te.w.Okta.Service.PrivateKey))
	if block == nil || len(rest) > 0 {
		t.Fatalf("no PEM: %q", te.w.Okta.Service.PrivateKey)
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	m := &machine{tenant: te, key: key.(crypto.Signer)}
	m.proof = ecKey(t, elliptic.P256())
	return m
}

func ecKey(t *testing.T, c elliptic.Curve) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(c, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// sign makes a JWT with any key of Okta's algorithms.
func sign(t *testing.T, key crypto.Signer, header, claims object) string {
	t.Helper()
	var parts []string
	for _, v := range []object{header, claims} {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, base64.RawURLEncoding.EncodeToString(b))
	}
	text := strings.Join(parts, ".")
	alg, _ := header["alg"].(string)
	hash := map[string]crypto.Hash{"256": crypto.SHA256, "384": crypto.SHA384, "512": crypto.SHA512}[alg[max(0, len(alg)-3):]]
	if hash == 0 {
		return text + "."
	}
	h := hash.New()
	h.Write([]byte(text))
	var signature []byte
	switch key := key.(type) {
	case *rsa.PrivateKey:
		s, err := rsa.SignPKCS1v15(rand.Reader, key, hash, h.Sum(nil))
		if err != nil {
			t.Fatal(err)
		}
		signature = s
	case *ecdsa.PrivateKey:
		r, s, err := ecdsa.Sign(rand.Reader, key, h.Sum(nil))
		if err != nil {
			t.Fatal(err)
		}
		size := (key.Curve.Params().BitSize + 7) / 8
		signature = append(r.FillBytes(make([]byte, size)), s.FillBytes(make([]byte, size))...)
	}
	return text + "." + base64.RawURLEncoding.EncodeToString(signature)
}

// assertion is a good one but for what change does to it.
func (m *machine) assertion(change func(header, claims object)) string {
	m.t.Helper()
	m.jtis++
	app := m.w.Okta.Service
	header := object{"alg": "ES256", "kid": app.KeyID}
	claims := object{"iss": app.ID, "sub": app.ID, "aud": tokenURL, "exp": m.now.Add(5 * time.Minute).Unix(), "iat": m.now.Unix(), "jti": fmt.Sprint("a", m.jtis)}
	if change != nil {
		change(header, claims)
	}
	return sign(m.t, m.key, header, claims)
}

// form is a good token request with this assertion.
func form(assertion, scope string) url.Values {
	return url.Values{"grant_type": {"client_credentials"}, "scope": {scope}, "client_assertion_type": {assertionType}, "client_assertion": {assertion}}
}

// send sends a request without any credential but those in the header.
func (m *machine) send(method, address string, body string, header http.Header) answer {
	m.t.Helper()
	r := httptest.NewRequestWithContext(m.t.Context(), method, address, strings.NewReader(body))
	for name, values := range header {
		r.Header[http.CanonicalHeaderKey(name)] = values
	}
	rec := httptest.NewRecorder()
	m.h.ServeHTTP(rec, r)
	out := answer{status: rec.Code, header: rec.Header(), raw: rec.Body.String()}
	if out.raw != "" {
		if err := json.Unmarshal(rec.Body.Bytes(), &out.body); err != nil {
			m.t.Fatalf("%s %s answered no JSON: %q", method, address, out.raw)
		}
	}
	return out
}

// ask sends a token request; a proof may be empty.
func (m *machine) ask(f url.Values, proof string) answer {
	m.t.Helper()
	h := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
	if proof != "" {
		h.Set("DPoP", proof)
	}
	return m.send("POST", tokenURL, f.Encode(), h)
}

// bearer gets a token with these scopes.
func (m *machine) bearer(scopes string) string {
	m.t.Helper()
	a := m.ask(form(m.assertion(nil), scopes), "")
	if a.status != 200 || a.text("token_type") != "Bearer" {
		m.t.Fatalf("no token for %s: %d %s", scopes, a.status, a.raw)
	}
	return a.text("access_token")
}

// dpop makes a good proof but for what change does to it.
func (m *machine) dpop(method, target string, change func(header, claims object)) string {
	m.t.Helper()
	m.jtis++
	header := object{"typ": "dpop+jwt", "alg": "ES256", "jwk": jwkOf(&m.proof.PublicKey)}
	claims := object{"htm": method, "htu": target, "iat": m.now.Unix(), "jti": fmt.Sprint("p", m.jtis)}
	if change != nil {
		change(header, claims)
	}
	return sign(m.t, m.proof, header, claims)
}

func jwkOf(key *ecdsa.PublicKey) object {
	point, err := key.Bytes()
	if err != nil {
		panic(err)
	}
	encode := base64.RawURLEncoding.EncodeToString
	return object{"kty": "EC", "crv": "P-256", "x": encode(point[1:33]), "y": encode(point[33:])}
}

// bound gets a token for which the machine must prove to hold its key.
func (m *machine) bound(scopes string) string {
	m.t.Helper()
	first := m.ask(form(m.assertion(nil), scopes), m.dpop("POST", tokenURL, nil))
	nonce := func(_, claims object) { claims["nonce"] = first.header.Get("DPoP-Nonce") }
	a := m.ask(form(m.assertion(nil), scopes), m.dpop("POST", tokenURL, nonce))
	if a.status != 200 || a.text("token_type") != "DPoP" {
		m.t.Fatalf("no bound token: %d %s", a.status, a.raw)
	}
	return a.text("access_token")
}

// hashed is the ath of a token.
func hashed(token string) string {
	sum := sha256.Sum256([]byte(token))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
