package okta

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha256"
	_ "crypto/sha512" // for the algorithms 384 and 512
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"
)

// tolerance is how far a time of issue may be from the org's clock.
const tolerance = 5 * time.Minute

// jwt is a signed token that a client made.
type jwt struct {
	header, claims object
	signed         string
	signature      []byte
}

var errNoJWT = errors.New("not a signed JWT")

// parseJWT takes a compact JWS apart; it verifies nothing.
func parseJWT(text string) (jwt, error) {
	parts := strings.Split(text, ".")
	if len(parts) != 3 {
		return jwt{}, errNoJWT
	}
	t := jwt{signed: parts[0] + "." + parts[1]}
	for i, into := range []*object{&t.header, &t.claims} {
		b, err := base64.RawURLEncoding.DecodeString(parts[i])
		if err != nil {
			return jwt{}, fmt.Errorf("%w: %w", errNoJWT, err)
		}
		if err := json.Unmarshal(b, into); err != nil {
			return jwt{}, fmt.Errorf("%w: %w", errNoJWT, err)
		}
	}
	var err error
	t.signature, err = base64.RawURLEncoding.DecodeString(parts[2])
	return t, err
}

// text returns a field of the header, empty where it is none.
func (t jwt) text(name string) string { s, _ := t.header[name].(string); return s }

// when returns a claim that is a time in seconds.
func (t jwt) when(name string) (time.Time, bool) {
	n, ok := t.claims[name].(float64)
	return time.UnixMilli(int64(n * 1000)), ok
}

// meantFor says whether this is the token's one audience.
func (t jwt) meantFor(audience string) bool {
	if all, isList := t.claims["aud"].([]any); isList {
		return len(all) == 1 && all[0] == audience
	}
	return t.claims["aud"] == audience
}

// by says whether the key signed the token, by an algorithm that Okta takes: RS256/384/512, ES256/384/512.
func (t jwt) by(key crypto.PublicKey) bool {
	alg := t.text("alg")
	hash, ok := map[string]crypto.Hash{"256": crypto.SHA256, "384": crypto.SHA384, "512": crypto.SHA512}[strings.TrimLeft(alg, "RSE")]
	if !ok {
		return false
	}
	h := hash.New()
	h.Write([]byte(t.signed))
	switch key := key.(type) {
	case *rsa.PublicKey:
		return strings.HasPrefix(alg, "RS") && len(alg) == 5 && rsa.VerifyPKCS1v15(key, hash, h.Sum(nil), t.signature) == nil
	case *ecdsa.PublicKey:
		size := (key.Curve.Params().BitSize + 7) / 8
		if alg != curves()[key.Curve.Params().Name].alg || len(t.signature) != 2*size {
			return false
		}
		return ecdsa.Verify(key, h.Sum(nil), new(big.Int).SetBytes(t.signature[:size]), new(big.Int).SetBytes(t.signature[size:]))
	}
	return false
}

// curve is an elliptic curve and the only algorithm that goes with it (RFC 7518, 3.4).
type curve struct {
	elliptic.Curve
	alg string
}

func curves() map[string]curve {
	return map[string]curve{"P-256": {elliptic.P256(), "ES256"}, "P-384": {elliptic.P384(), "ES384"}, "P-521": {elliptic.P521(), "ES512"}}
}

// publicKey reads a JWK and returns its thumbprint (RFC 7638) with it; a private key is an error.
func publicKey(k object) (crypto.PublicKey, string, error) {
	if _, private := k["d"]; private {
		return nil, "", errors.New("the key is private")
	}
	kind, _ := k["kty"].(string)
	fields := map[string][]string{"RSA": {"e", "n"}, "EC": {"x", "y"}}[kind]
	if fields == nil {
		return nil, "", fmt.Errorf("key type %q", kind)
	}
	canon, numbers := map[string]any{"kty": kind}, [][]byte{}
	for _, name := range fields {
		s, _ := k[name].(string)
		b, err := base64.RawURLEncoding.DecodeString(s)
		if err != nil || len(b) == 0 {
			return nil, "", fmt.Errorf("field %s of the key: %w", name, errNoJWT)
		}
		canon[name], numbers = s, append(numbers, b)
	}
	var key crypto.PublicKey = &rsa.PublicKey{E: int(new(big.Int).SetBytes(numbers[0]).Int64()), N: new(big.Int).SetBytes(numbers[1])}
	if kind == "EC" {
		name, _ := k["crv"].(string)
		known, ok := curves()[name]
		if !ok {
			return nil, "", fmt.Errorf("curve %q", name)
		}
		point, err := ecdsa.ParseUncompressedPublicKey(known.Curve, slices.Concat([]byte{4}, numbers[0], numbers[1]))
		if err != nil {
			return nil, "", fmt.Errorf("point of the key: %w", err)
		}
		canon["crv"], key = name, point
	}
	text, err := json.Marshal(canon)
	if err != nil {
		return nil, "", err
	}
	sum := sha256.Sum256(text)
	return key, base64.RawURLEncoding.EncodeToString(sum[:]), nil
}
