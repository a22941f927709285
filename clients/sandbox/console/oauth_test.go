package console

import (
	"net/url"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

func TestRevokeAccessTokens(t *testing.T) {
	t.Parallel()
	d := desk(t, "fresh")
	d.World.Okta.Service.Grants["eyJ"] = &world.AccessToken{}
	for _, want := range []string{"1", "0"} {
		shown, changed, err := d.Do(t.Context(), "revoke-access-tokens", url.Values{})
		if err != nil || changed || shown["revoked"] != want {
			t.Errorf("%v, changed %v, %v: want %s", shown, changed, err, want)
		}
	}
}
