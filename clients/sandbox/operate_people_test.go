package sandbox_test

import (
	"testing"

	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/clients/sandbox/world"
)

// TestGuidesOfSeveralActions plays those that take the app from somebody and give it back, and looks at the directory.
func TestGuidesOfSeveralActions(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		drifts        []string
		action, email string
		assigned      bool
		group         string
	}{
		"an unlinked record of a group's member":  {[]string{"assign-linked"}, "reassign-user", "jonas.lind@example.com", true, world.TestAssignGroup},
		"an unlinked record of somebody assigned": {[]string{"assign-linked", "assign-groups"}, "reassign-user", "jonas.lind@example.com", true, ""},
		"somebody forgotten":                      {[]string{"assign-orphans"}, "take-back-user", "otto.lorenz@example.com", false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, sandbox.Options{Scenario: "ready", Drifts: tc.drifts})
			if !sandbox.Operates(tc.action) {
				t.Errorf("the operator does not know %s", tc.action)
			}
			if _, err := s.Operate(t.Context(), tc.action); err != nil {
				t.Fatal(err)
			}
			if err := s.Settle(t.Context()); err != nil {
				t.Fatal(err)
			}
			w := s.World()
			w.Lock()
			defer w.Unlock()
			d, app := w.Atlassian.Directories[0], w.AtlassianApp()
			r := d.UserNamed(tc.email)
			if r == nil || r.Active != tc.assigned || r.AccountID == "" {
				t.Fatalf("the record is %+v", r)
			}
			if acc := w.Atlassian.Account(r.AccountID); (acc.Status == "active") != tc.assigned {
				t.Errorf("the account is %s", acc.Status)
			}
			au := app.User(r.ExternalID)
			if (au != nil) != tc.assigned {
				t.Errorf("assigned: %+v", au)
			}
			if tc.group != "" && !w.Okta.GroupNamed(tc.group).Has(r.ExternalID) {
				t.Errorf("no longer in %s", tc.group)
			}
		})
	}
}
