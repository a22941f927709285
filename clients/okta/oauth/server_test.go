package oauth

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"github.com/provision-cli/provision/clients"
)

const clientID = "0oaserviceapp0000001"

// org plays the two ends that a Transport speaks to. Its answers are scripted; what it was sent is checked by the tests.
type org struct {
	*httptest.Server
	t      *testing.T
	public crypto.PublicKey
	answer func(o *org, form url.Values, w http.ResponseWriter, r *http.Request) // of the token endpoint
	api    func(w http.ResponseWriter, r *http.Request)

	mu     sync.Mutex
	asked  []url.Values
	proofs []string // of token requests
	calls  []*http.Request
	bodies []string
	issued int
}

func newOrg(t *testing.T, public crypto.PublicKey) *org {
	t.Helper()
	o := &org{t: t, public: public, answer: grant}
	o.Server = httptest.NewServer(http.HandlerFunc(o.serve))
	t.Cleanup(o.Close)
	return o
}

func (o *org) serve(w http.ResponseWriter, r *http.Request) {
	o.mu.Lock()
	defer o.mu.Unlock()
	body, _ := io.ReadAll(r.Body)
	if r.URL.Path == tokenPath {
		form, _ := url.ParseQuery(string(body))
		o.asked, o.proofs = append(o.asked, form), append(o.proofs, r.Header.Get("Dpop"))
		o.answer(o, form, w, r)
		return
	}
	o.calls, o.bodies = append(o.calls, r), append(o.bodies, string(body))
	if o.api != nil {
		o.api(w, r)
		return
	}
	fmt.Fprint(w, `{"ok":true}`)
}

// grant gives a new Bearer token.
func grant(o *org, _ url.Values, w http.ResponseWriter, _ *http.Request) {
	o.issued++
	fmt.Fprintf(w, `{"token_type":"Bearer","expires_in":3600,"access_token":"bearer-%d","scope":"okta.apps.read"}`, o.issued)
}

func refuse(w http.ResponseWriter, status int, code string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"error": code, "error_description": "said by the org"})
}

func (o *org) base() *url.URL {
	u, err := url.Parse(o.URL)
	if err != nil {
		o.t.Fatal(err)
	}
	return u
}

// claims verifies an assertion with the app's public key and returns what it claims.
func (o *org) claims(assertion string) (jwt.Claims, jose.Header) {
	o.t.Helper()
	parsed, err := jwt.ParseSigned(assertion, []jose.SignatureAlgorithm{jose.RS256, jose.ES256})
	if err != nil {
		o.t.Fatal(err)
	}
	var c jwt.Claims
	if err := parsed.Claims(o.public, &c); err != nil {
		o.t.Fatal(err)
	}
	return c, parsed.Headers[0]
}

// proven verifies a proof with the key that it carries itself.
func (o *org) proven(proof string) proofClaims {
	o.t.Helper()
	parsed, err := jwt.ParseSigned(proof, []jose.SignatureAlgorithm{jose.ES256})
	if err != nil {
		o.t.Fatalf("proof %q: %v", proof, err)
	}
	head := parsed.Headers[0]
	if head.ExtraHeaders[jose.HeaderType] != "dpop+jwt" || head.JSONWebKey == nil || !head.JSONWebKey.IsPublic() {
		o.t.Fatalf("the proof's header: %+v", head)
	}
	var c proofClaims
	if err := parsed.Claims(head.JSONWebKey.Key, &c); err != nil {
		o.t.Fatal(err)
	}
	return c
}

type pair struct {
	pem    clients.Secret
	public crypto.PublicKey
}

// keys are made once; RSA takes a while.
var keys = sync.OnceValue(func() map[string]pair {
	out := map[string]pair{}
	for name, make := range map[string]func() crypto.Signer{
		"rsa":   func() crypto.Signer { k, _ := rsa.GenerateKey(rand.Reader, 2048); return k },
		"p-256": func() crypto.Signer { k, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader); return k },
	} {
		key := make()
		der, _ := x509.MarshalPKCS8PrivateKey(key)
		out[name] = pair{clients.NewSecret(string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))), key.Public()}
	}
	return out
})

func app(t *testing.T, kind string) (App, crypto.PublicKey) {
	t.Helper()
	p := keys()[kind]
	key, err := ParseKey(p.pem, "kid-1")
	if err != nil {
		t.Fatal(err)
	}
	return App{ClientID: clientID, Key: key, Scopes: []string{"okta.apps.read"}, Optional: []string{"okta.roles.read"}}, p.public
}

func start(t *testing.T, kind string) (*org, *Transport) {
	t.Helper()
	a, public := app(t, kind)
	o := newOrg(t, public)
	return o, NewTransport(o.base(), a, Options{Base: http.DefaultTransport})
}

func get(t *testing.T, rt http.RoundTripper, address string) (*http.Response, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	res, err := rt.RoundTrip(req)
	if res != nil {
		t.Cleanup(func() { _ = res.Body.Close() })
	}
	return res, err
}

func must(t *testing.T, rt http.RoundTripper, address string) {
	t.Helper()
	res, err := get(t, rt, address)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%v, %v", res, err)
	}
}

// secrets are texts that no error may hold.
func secrets(o *org) []string {
	var out []string
	for _, form := range o.asked {
		out = append(out, form.Get("client_assertion"))
	}
	for i := range o.issued {
		out = append(out, fmt.Sprintf("bearer-%d", i+1))
	}
	for _, p := range keys() {
		out = append(out, strings.Split(p.pem.Reveal(), "\n")[1])
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// past is a date header of a clock that is so far from ours.
func away(d time.Duration) string { return time.Now().Add(d).UTC().Format(http.TimeFormat) }
