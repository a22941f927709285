package okta

import (
	"reflect"
	"testing"
	"time"

	"errors"

	"github.com/provision-cli/provision/clients"
)

func TestAppUsersAreRead(t *testing.T) {
	t.Parallel()
	_, c := answers(t, ok(`[{"id":"00u1","externalId":"s1","created":"2026-02-02T11:16:15.000Z","scope":"GROUP","status":"PROVISIONED","syncState":"SYNCHRONIZED","lastSync":"2026-02-02T11:17:15Z",
	  "credentials":{"userName":"a@example.com"},"profile":{"email":"a@example.com","n":null},"_links":{"group":{"name":"Sales","href":"https://example.okta.com/api/v1/groups/00g1"}},"_embedded":{"user":{}}},
	 {"id":"00u2","externalId":null,"scope":"USER","status":"ACTIVE","syncState":"DISABLED","credentials":{"userName":"b@example.com"}},
	 {"id":"00u3","credentials":null,"profile":null,"_links":{"user":{"href":"x"}}}]`))
	got, err := collect(c.AppUsers(t.Context(), "0oa1"))
	want := []AppUser{
		{
			ID: "00u1", ExternalID: "s1", Scope: "GROUP", Status: "PROVISIONED", SyncState: "SYNCHRONIZED", UserName: "a@example.com", GroupID: "00g1", GroupName: "Sales",
			Profile: AttributeMap{"email": "a@example.com", "n": nil}, Created: time.Date(2026, 2, 2, 11, 16, 15, 0, time.UTC), LastSync: time.Date(2026, 2, 2, 11, 17, 15, 0, time.UTC),
		},
		{ID: "00u2", Scope: "USER", Status: "ACTIVE", SyncState: "DISABLED", UserName: "b@example.com"},
		{ID: "00u3"},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestAppUser(t *testing.T) {
	t.Parallel()
	o, c := answers(t, ok(`{"id":"00u1","status":"STAGED"}`), refusal(404, "E0000007", "Not found"))
	if got, err := c.AppUser(t.Context(), "0oa1", "00u1"); err != nil || got.Status != "STAGED" {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := c.AppUser(t.Context(), "0oa1", "00u2"); !errors.Is(err, clients.ErrNotFound) {
		t.Errorf("got %v", err)
	}
	o.sent(t, "GET /api/v1/apps/0oa1/users/00u1", "GET /api/v1/apps/0oa1/users/00u2")
}

func TestAppGroups(t *testing.T) {
	t.Parallel()
	o, c := answers(t, ok(`[{"id":"00g1","priority":1,"profile":{}},{"id":"00g2","priority":"2"},{"id":"00g3"}]`))
	got, err := collect(c.AppGroups(t.Context(), "0oa1"))
	if want := []AppGroup{{"00g1", 1}, {"00g2", 2}, {"00g3", 0}}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
	o.sent(t, "GET /api/v1/apps/0oa1/groups?limit=200")
}

func TestAssignGroup(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]reply{
		"as recorded": ok(`{"id":"00g1","lastUpdated":"x","priority":0,"profile":{},"_links":{}}`), "created": {status: 201, body: `{"id":"00g1"}`}, "without a body": {status: 204},
	} {
		o, c := answers(t, r)
		if got, err := c.AssignGroup(t.Context(), "0oa1", "00g1"); err != nil || got.ID != "00g1" {
			t.Errorf("%s: got %+v, %v", name, got, err)
		}
		o.sent(t, "PUT /api/v1/apps/0oa1/groups/00g1 {}")
	}
	_, c := answers(t, refusal(403, "E0000006", "no"))
	if _, err := c.AssignGroup(t.Context(), "0oa1", "00g1"); !errors.Is(err, clients.ErrDenied) {
		t.Errorf("got %v", err)
	}
}
