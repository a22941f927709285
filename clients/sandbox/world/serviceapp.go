package world

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// ServiceApp is an OAuth 2.0 service app of the org: a program that signs in with a private key of its own.
type ServiceApp struct {
	ID, Name string
	// Active says whether it gets tokens, and whether those that it has work.
	Active bool
	// Keys are its public keys by id.
	Keys map[string]crypto.PublicKey
	// KeyID and PrivateKey (PEM, PKCS #8) are what its admin downloaded.
	KeyID, PrivateKey string
	// Scopes are granted to it, Roles assigned.
	Scopes, Roles []string
	Created       time.Time
	// Grants are the access tokens that it got, by their text.
	Grants map[string]*AccessToken
}

// AccessToken is what a service app gets for its signature.
type AccessToken struct {
	Scopes  []string
	Expires time.Time
	// Thumbprint is that of the key whose proof each call must carry; it is empty for a bearer token.
	Thumbprint string
}

// Revoke ends all access tokens and says how many there were.
func (a *ServiceApp) Revoke() int {
	n := len(a.Grants)
	clear(a.Grants)
	return n
}

// AppScopes are the scopes that the whole job takes.
func AppScopes() []string {
	return []string{
		"okta.apps.read", "okta.groups.read", "okta.users.read", "okta.logs.read", "okta.profileMappings.read", "okta.schemas.read",
		"okta.userTypes.read", "okta.orgs.read", "okta.roles.read", "okta.features.read", "okta.apiTokens.read",
		"okta.apps.manage", "okta.groups.manage", "okta.profileMappings.manage", "okta.schemas.manage",
	}
}

// AddServiceApp gives the org its service app. Id and P-256 key follow from the seed alone, so that two worlds of one
// seed have the same, and no other id of the world changes for it.
func (w *World) AddServiceApp(seed uint64) {
	rnd := rand.New(rand.NewPCG(seed, seed^0x6f61757468))
	text := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = alphabet[rnd.IntN(len(alphabet))]
		}
		return string(b)
	}
	a := &ServiceApp{
		ID: "0oa" + text(17), Name: "provision", Active: true, KeyID: text(43), Roles: []string{"APP_ADMIN", "USER_ADMIN"},
		Scopes: AppScopes(), Created: w.Now().Add(-9 * 24 * time.Hour).UTC().Truncate(time.Second), Grants: map[string]*AccessToken{},
	}
	key := derivedKey(text(32))
	a.Keys = map[string]crypto.PublicKey{a.KeyID: &key.PublicKey}
	a.PrivateKey = pkcs8(key)
	w.Okta.Service = a
	w.narrow(a)
}

// narrow takes from the app what the variants say it was never given.
func (w *World) narrow(a *ServiceApp) {
	without := map[string]string{"no-apps": "okta.apps.read okta.apps.manage", "reads": "okta.apps.manage okta.groups.manage okta.profileMappings.manage okta.schemas.manage"}
	a.Scopes = slices.DeleteFunc(a.Scopes, func(s string) bool { return slices.Contains(strings.Fields(without[w.Variant("app-scopes")]), s) })
	if w.Variant("app-roles") == "none" {
		a.Roles = nil
	}
}

// derivedKey turns text into a private key: the first of its hashes that is a valid scalar.
func derivedKey(text string) *ecdsa.PrivateKey {
	for i := 0; ; i++ {
		sum := sha256.Sum256(fmt.Append(nil, text, i))
		if key, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), sum[:]); err == nil {
			return key
		}
	}
}

// pkcs8 writes a key as PEM; a P-256 key always can be.
func pkcs8(key *ecdsa.PrivateKey) string {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		panic(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}
