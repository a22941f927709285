package oauth

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"github.com/provision-cli/provision/clients"
)

// proofKey proves that whoever sends a token is who asked for it. The key lives as long as the run.
type proofKey struct {
	signer jose.Signer

	mu    sync.Mutex
	nonce string
}

func newProofKey() (*proofKey, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("making a key for DPoP: %w", err)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: key}, (&jose.SignerOptions{EmbedJWK: true}).WithType("dpop+jwt"))
	if err != nil {
		return nil, fmt.Errorf("making a key for DPoP: %w", err)
	}
	return &proofKey{signer: signer}, nil
}

// proofOf is what one proof is about.
type proofOf struct {
	method string
	url    *url.URL
	token  clients.Secret // zero for a token request
	at     time.Time      // by the org's clock
}

type proofClaims struct {
	Method string           `json:"htm"`
	URL    string           `json:"htu"`
	At     *jwt.NumericDate `json:"iat"`
	ID     string           `json:"jti"`
	Nonce  string           `json:"nonce,omitempty"`
	Token  string           `json:"ath,omitempty"`
}

func (k *proofKey) sign(p proofOf) (string, error) {
	target := *p.url
	target.RawQuery, target.Fragment, target.User = "", "", nil
	claims := proofClaims{Method: p.method, URL: target.String(), At: jwt.NewNumericDate(p.at), ID: rand.Text()}
	k.mu.Lock()
	claims.Nonce = k.nonce
	k.mu.Unlock()
	if !p.token.IsZero() {
		hash := sha256.Sum256([]byte(p.token.Reveal()))
		claims.Token = base64.RawURLEncoding.EncodeToString(hash[:])
	}
	return jwt.Signed(k.signer).Claims(claims).Serialize()
}

// learn keeps the nonce that an answer carries; Okta renews it once a day.
func (k *proofKey) learn(h http.Header) {
	if nonce := h.Get("Dpop-Nonce"); nonce != "" {
		k.mu.Lock()
		k.nonce = nonce
		k.mu.Unlock()
	}
}
