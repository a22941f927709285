package okta

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
)

func TestServiceAppHasRolesAndNoUser(t *testing.T) {
	t.Parallel()
	var asked []string
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Method+" "+r.URL.Path+" "+r.Header.Get("Authorization"))
		fmt.Fprint(w, `[{"id":"ra1","type":"APP_ADMIN","label":"Application Administrator","status":"ACTIVE"}]`)
	}))
	t.Cleanup(srv.Close)
	base, err := url.Parse(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	c := NewAppClient(base, "0oa/service", nil)
	if _, err := c.Me(t.Context()); !errors.Is(err, ErrNoUser) {
		t.Errorf("me: %v", err)
	}
	roles, err := c.ClientRoles(t.Context())
	if err != nil || len(roles) != 1 || roles[0].Type != "APP_ADMIN" || c.ClientID() != "0oa/service" {
		t.Errorf("%+v, %v", roles, err)
	}
	// The transport adds the token; an empty SSWS header would be taken for a wrong one.
	if want := "GET /oauth2/v1/clients/0oa/service/roles "; len(asked) != 1 || asked[0] != want {
		t.Errorf("asked %q, want %q", asked, want)
	}
}
