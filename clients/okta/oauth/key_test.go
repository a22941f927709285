package oauth

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"

	"github.com/provision-cli/provision/clients"
)

func block(kind string, der []byte, err error) string {
	if err != nil {
		panic(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
}

func webKey(t *testing.T, key any, id string) string {
	t.Helper()
	text, err := jose.JSONWebKey{Key: key, KeyID: id}.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestParseKey(t *testing.T) {
	t.Parallel()
	long, _ := rsa.GenerateKey(rand.Reader, 2048)
	p256, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	p384, _ := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	p224, _ := ecdsa.GenerateKey(elliptic.P224(), rand.Reader)
	_, ed, _ := ed25519.GenerateKey(rand.Reader)
	pkcs8, err := x509.MarshalPKCS8PrivateKey(p256)
	whole := block("PRIVATE KEY", pkcs8, err)
	sec1, err := x509.MarshalECPrivateKey(p384)
	ec := block("EC PRIVATE KEY", sec1, err)
	public, err := x509.MarshalPKIXPublicKey(&p256.PublicKey)
	half := block("PUBLIC KEY", public, err)
	other, err := x509.MarshalPKCS8PrivateKey(ed)
	edwards := block("PRIVATE KEY", other, err)
	small, err := x509.MarshalECPrivateKey(p224)
	curve := block("EC PRIVATE KEY", small, err)
	for _, tt := range []struct {
		name, text, id  string
		algorithm, kept string // of the key
		wrong           string
	}{
		{name: "PKCS #1", text: block("RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(long), nil), id: "k", algorithm: "RS256", kept: "k"},
		{name: "PKCS #8", text: whole, algorithm: "ES256"},
		{name: "SEC 1", text: ec, algorithm: "ES384"},
		{name: "in one line, as in a variable", text: strings.ReplaceAll(whole, "\n", `\n`), algorithm: "ES256"},
		{name: "line breaks became blanks", text: strings.ReplaceAll(whole, "\n", " "), algorithm: "ES256"},
		{name: "line breaks lost", text: strings.ReplaceAll(whole, "\n", ""), algorithm: "ES256"},
		{name: "blanks around", text: "\n  " + whole + "\n\n", algorithm: "ES256"},
		{name: "a web key", text: webKey(t, p256, "own"), algorithm: "ES256", kept: "own"},
		{name: "a web key under another id", text: webKey(t, p256, "own"), id: "given", algorithm: "ES256", kept: "given"},
		{name: "a set of one", text: `{"keys":[` + webKey(t, long, "one") + `]}`, algorithm: "RS256", kept: "one"},
		{name: "a set of two", text: `{"keys":[` + webKey(t, p256, "a") + "," + webKey(t, p256, "b") + `]}`, wrong: "not a JSON Web Key"},
		{name: "the public half", text: half, wrong: "public half"},
		{name: "the public web key", text: webKey(t, &p256.PublicKey, "x"), wrong: "public half"},
		{name: "a certificate", text: block("CERTIFICATE", []byte("x"), nil), wrong: "public half"},
		{name: "encrypted", text: block("ENCRYPTED PRIVATE KEY", []byte("x"), nil), wrong: "passphrase"},
		{name: "broken", text: block("PRIVATE KEY", []byte("x"), nil), wrong: "holds no RSA or EC key"},
		{name: "Edwards", text: edwards, wrong: "not a kind that Okta takes"},
		{name: "a small curve", text: curve, wrong: "P-256"},
		{name: "no key", text: "00aTokenOfTheOrg", wrong: "neither PEM"},
		{name: "empty", text: "", wrong: "neither PEM"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			key, err := ParseKey(clients.NewSecret(tt.text), tt.id)
			if tt.wrong != "" {
				if err == nil || !strings.Contains(err.Error(), tt.wrong) || len(tt.text) > 5 && strings.Contains(err.Error(), tt.text[:5]) {
					t.Errorf("%v, want %q", err, tt.wrong)
				}
				return
			}
			if err != nil || key.jwk.Algorithm != tt.algorithm || key.ID() != tt.kept {
				t.Fatalf("%v: %s, id %q", err, key.jwk.Algorithm, key.ID())
			}
			if _, err := key.signer(&jose.SignerOptions{}); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestShortKeyIsRefused(t *testing.T) {
	t.Parallel()
	if _, err := algorithmOf(&rsa.PrivateKey{PublicKey: rsa.PublicKey{N: p224Order()}}); err == nil || !strings.Contains(err.Error(), "Okta takes 2048") {
		t.Errorf("%v", err)
	}
}

func TestKeyPrintsAsDots(t *testing.T) {
	t.Parallel()
	a, _ := app(t, "p-256")
	encoded, _ := json.Marshal(a)
	for _, said := range []string{fmt.Sprintf("%v", a), fmt.Sprintf("%+v", a), fmt.Sprintf("%#v", *a.Key), fmt.Sprint(a.Key), string(encoded)} {
		if strings.Contains(said, "PrivateKey") || strings.Contains(said, `"d"`) || strings.Contains(said, "jose.") {
			t.Errorf("a key shows: %s", said)
		}
	}
}

// p224Order is a number of far less than 2048 bits.
func p224Order() *big.Int { return elliptic.P224().Params().N }
