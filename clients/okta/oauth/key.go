package oauth

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/go-jose/go-jose/v4"

	"github.com/provision-cli/provision/clients"
)

// Key is the private key of a service app. It prints as dots.
type Key struct {
	jwk jose.JSONWebKey
}

// Format keeps the key out of whatever prints one.
func (k Key) Format(f fmt.State, verb rune) { clients.Secret{}.Format(f, verb) }

// ID is the key's id, empty where none was given.
func (k *Key) ID() string { return k.jwk.KeyID }

// minRSA is the shortest RSA key that Okta takes, in bits.
const minRSA = 2048

var errPublic = errors.New("that is the public half of the key; the app needs the private one")

// ParseKey reads a private key as PEM (PKCS #1, PKCS #8, SEC 1) or as JWK. id names the key
// where the org has several of the app; empty takes the JWK's own. No error holds a part of the key.
func ParseKey(text clients.Secret, id string) (*Key, error) {
	plain := strings.TrimSpace(text.Reveal())
	read := fromPEM
	if strings.HasPrefix(plain, "{") {
		read = fromJWK
	}
	jwk, err := read(plain)
	if err != nil {
		return nil, fmt.Errorf("private key: %w", err)
	}
	algorithm, err := algorithmOf(jwk.Key)
	if err != nil {
		return nil, fmt.Errorf("private key: %w", err)
	}
	if id != "" {
		jwk.KeyID = id
	}
	if jwk.Algorithm == "" {
		jwk.Algorithm = string(algorithm)
	}
	jwk.Use = "sig"
	return &Key{jwk: jwk}, nil
}

func fromJWK(text string) (jose.JSONWebKey, error) {
	var set struct {
		Keys []json.RawMessage `json:"keys"`
	}
	if json.Unmarshal([]byte(text), &set) == nil && len(set.Keys) == 1 {
		text = string(set.Keys[0])
	}
	var jwk jose.JSONWebKey
	if jwk.UnmarshalJSON([]byte(text)) != nil {
		return jwk, errors.New("it is not a JSON Web Key that can be read")
	}
	if jwk.IsPublic() {
		return jwk, errPublic
	}
	return jwk, nil
}

// oneLine is PEM whose line breaks were lost, became blanks or are written as \n, as happens in variables and prompts.
var oneLine = regexp.MustCompile(`^-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]+)-----END ([A-Z0-9 ]+)-----$`)

func fromPEM(text string) (jose.JSONWebKey, error) {
	text = strings.ReplaceAll(text, `\n`, "\n")
	if m := oneLine.FindStringSubmatch(text); m != nil {
		text = "-----BEGIN " + m[1] + "-----\n" + strings.Join(strings.Fields(m[2]), "\n") + "\n-----END " + m[3] + "-----\n"
	}
	block, _ := pem.Decode([]byte(text))
	if block == nil {
		return jose.JSONWebKey{}, errors.New("it is neither PEM (-----BEGIN PRIVATE KEY-----) nor a JSON Web Key")
	}
	switch {
	case strings.Contains(block.Type, "ENCRYPTED") || block.Headers["DEK-Info"] != "":
		return jose.JSONWebKey{}, errors.New("it is encrypted with a passphrase; decrypt it first: openssl pkey -in FILE")
	case block.Type == "CERTIFICATE" || strings.Contains(block.Type, "PUBLIC"):
		return jose.JSONWebKey{}, errPublic
	}
	for _, parse := range []func([]byte) (any, error){
		x509.ParsePKCS8PrivateKey,
		func(der []byte) (any, error) { return x509.ParsePKCS1PrivateKey(der) },
		func(der []byte) (any, error) { return x509.ParseECPrivateKey(der) },
	} {
		if key, err := parse(block.Bytes); err == nil {
			return jose.JSONWebKey{Key: key}, nil
		}
	}
	return jose.JSONWebKey{}, fmt.Errorf("the PEM block %q holds no RSA or EC key that can be read", block.Type)
}

// algorithmOf is the algorithm that goes with a key; Okta takes RS256 to RS512 and ES256 to ES512.
func algorithmOf(key any) (jose.SignatureAlgorithm, error) {
	switch k := key.(type) {
	case *rsa.PrivateKey:
		if k.N.BitLen() < minRSA {
			return "", fmt.Errorf("an RSA key of %d bits; Okta takes %d or more", k.N.BitLen(), minRSA)
		}
		return jose.RS256, nil
	case *ecdsa.PrivateKey:
		switch k.Curve {
		case elliptic.P256():
			return jose.ES256, nil
		case elliptic.P384():
			return jose.ES384, nil
		case elliptic.P521():
			return jose.ES512, nil
		}
	}
	return "", errors.New("not a kind that Okta takes: RSA, or EC of P-256, P-384 or P-521")
}

func (k *Key) signer(o *jose.SignerOptions) (jose.Signer, error) {
	return jose.NewSigner(jose.SigningKey{Algorithm: jose.SignatureAlgorithm(k.jwk.Algorithm), Key: k.jwk}, o)
}
