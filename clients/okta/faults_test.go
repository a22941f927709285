package okta_test

import (
	"errors"
	"testing"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/sandbox"
)

func TestReadsSurviveFaultsOnTheWire(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"reset-before", "reset-after", "cut", "503", "429-bare"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			c := inSandbox(t, sandbox.Options{Scenario: "ready", Users: 60, Faults: []string{"okta/GET /api/v1/apps:" + kind + "@1"}})
			if apps := all(t, "apps", c.Apps(t.Context(), okta.AppQuery{Name: "atlassian"})); len(apps) != 1 {
				t.Errorf("got %d apps", len(apps))
			}
		})
	}
}

func TestAPageOnTheWireIsAnError(t *testing.T) {
	t.Parallel()
	c := inSandbox(t, sandbox.Options{Users: 60, Faults: []string{"okta/GET /api/v1/users/{id}:html@1"}})
	var e *clients.Error
	if _, err := c.Me(t.Context()); !errors.As(err, &e) {
		t.Errorf("got %v", err)
	}
}

func TestALostAnswerDoesNotPushTwice(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"reset-before", "reset-after", "cut"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			c := inSandbox(t, sandbox.Options{
				Scenario: "ready", Users: 60, Faults: []string{"okta/POST /api/v1/apps/{id}/group-push/mappings:" + kind + "@1"},
			})
			ctx := t.Context()
			app := all(t, "apps", c.Apps(ctx, okta.AppQuery{Name: "atlassian"}))[0]
			before := map[string]bool{}
			for _, m := range all(t, "push mappings", c.PushMappings(ctx, app.ID)) {
				before[m.GroupID] = true
			}
			for _, g := range all(t, "groups", c.Groups(ctx, okta.GroupQuery{})) {
				if before[g.ID] || g.Type != "OKTA_GROUP" {
					continue
				}
				if m, err := c.CreatePushMapping(ctx, app.ID, g.ID, g.Name); err != nil || m.GroupID != g.ID {
					t.Errorf("got %+v, %v", m, err)
				}
				break
			}
			if after := all(t, "push mappings", c.PushMappings(ctx, app.ID)); len(after) != len(before)+1 {
				t.Errorf("%d mappings became %d", len(before), len(after))
			}
		})
	}
}
