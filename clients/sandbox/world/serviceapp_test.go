package world

import (
	"crypto/ecdsa"
	"crypto/x509"
	"encoding/pem"
	"slices"
	"strings"
	"testing"
)

func TestServiceAppFollowsFromTheSeed(t *testing.T) {
	t.Parallel()
	one, same, other := build(t, BuildOptions{Seed: 3}).Okta.Service, build(t, BuildOptions{Seed: 3, Scenario: "ready"}).Okta.Service, build(t, BuildOptions{Seed: 4}).Okta.Service
	if one.ID != same.ID || one.PrivateKey != same.PrivateKey || one.KeyID != same.KeyID {
		t.Error("one seed gives two apps")
	}
	if one.ID == other.ID || one.PrivateKey == other.PrivateKey || one.KeyID == other.KeyID {
		t.Error("two seeds share an app")
	}
	if len(one.ID) != 20 || !strings.HasPrefix(one.ID, "0oa") || !one.Active || len(one.Roles) != 2 || len(one.Scopes) != 15 {
		t.Errorf("%+v", one)
	}
	block, _ := pem.Decode([]byte(one.PrivateKey))
	if block == nil {
		t.Fatal("the private key is no PEM")
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil || !key.(*ecdsa.PrivateKey).PublicKey.Equal(one.Keys[one.KeyID]) {
		t.Errorf("the private key does not go with the public one: %v", err)
	}
}

func TestServiceAppVariants(t *testing.T) {
	t.Parallel()
	for variant, lacks := range map[string]string{"app-scopes=reads": "okta.apps.manage", "app-scopes=no-apps": "okta.apps.read"} {
		id, value, _ := strings.Cut(variant, "=")
		a := build(t, BuildOptions{Variants: map[string]string{id: value}}).Okta.Service
		if slices.Contains(a.Scopes, lacks) || !slices.Contains(a.Scopes, "okta.groups.read") {
			t.Errorf("%s: %q", variant, a.Scopes)
		}
	}
	if a := build(t, BuildOptions{Variants: map[string]string{"app-roles": "none"}}).Okta.Service; len(a.Roles) != 0 {
		t.Errorf("roles %q", a.Roles)
	}
}

func TestDriftsOfTheToken(t *testing.T) {
	t.Parallel()
	app := func(drift string) *ServiceApp { return build(t, BuildOptions{Drifts: []string{drift}}).Okta.Service }
	if app("okta-reachable").Active || app("okta-rights").Roles[0] != "GROUP_MEMBERSHIP_ADMIN" || app("okta-token-life").Roles[0] != "SUPER_ADMIN" {
		t.Error("a drift of the token leaves the service app as it was")
	}
}

func TestRevoke(t *testing.T) {
	t.Parallel()
	a := build(t, BuildOptions{}).Okta.Service
	a.Grants["x"] = &AccessToken{}
	if n := a.Revoke(); n != 1 || len(a.Grants) != 0 || a.Revoke() != 0 {
		t.Errorf("%d revoked, %d left", n, len(a.Grants))
	}
}
