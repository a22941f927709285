package traffic

import "testing"

func TestRoutesOfServiceApps(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/oauth2/v1/token":                   "/oauth2/v1/token",
		"/oauth2/v1/clients/0oaX/roles":      "/oauth2/v1/clients/{id}/roles",
		"/oauth2/v1/clients/0oaX/roles/ra1X": "/oauth2/v1/clients/{id}/roles/{id}",
		"/actions/revoke-access-tokens":      "/actions/revoke-access-tokens",
	} {
		if got := Route(path); got != want {
			t.Errorf("%s counts as %s, want %s", path, got, want)
		}
	}
}
