package okta

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients"
)

func TestRoles(t *testing.T) {
	t.Parallel()
	o, c := answers(t, ok(`[{"id":"IFIFAX2BIRGUSTQ","label":"Application Administrator","type":"APP_ADMIN","status":"ACTIVE","assignmentType":"USER","_links":{"assignee":{}}},{"id":"ra1","type":"CUSTOM","role":"cr0"}]`),
		refusal(403, "E0000006", "no"))
	got, err := c.Roles(t.Context(), "00u1")
	want := []Role{{"IFIFAX2BIRGUSTQ", "APP_ADMIN", "Application Administrator", "ACTIVE"}, {ID: "ra1", Type: "CUSTOM"}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
	if got, err = c.Roles(t.Context(), "00u1"); !errors.Is(err, clients.ErrDenied) || got != nil {
		t.Errorf("got %+v, %v", got, err)
	}
	o.sent(t, "GET /api/v1/users/00u1/roles", "GET /api/v1/users/00u1/roles")
}

func TestTokens(t *testing.T) {
	t.Parallel()
	o, c := answers(t, ok(`[{"id":"00T1","name":"ci","userId":"00u1","tokenWindow":null,"network":{"connection":"ZONE","exclude":["z"]},"created":"2026-01-02T03:04:05.000Z","expiresAt":"2026-02-01T03:04:05Z"},{"id":"00T2","network":null}]`))
	got, err := collect(c.Tokens(t.Context()))
	want := []Token{
		{ID: "00T1", Name: "ci", UserID: "00u1", NetworkConnection: "ZONE", Created: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Expires: time.Date(2026, 2, 1, 3, 4, 5, 0, time.UTC)},
		{ID: "00T2"},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
	o.sent(t, "GET /api/v1/api-tokens")
}
