package sandbox_test

import (
	"net/http"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/clients/sandbox/world"
)

// look reads one route as the program does, until the world is as it should be.
func look(t *testing.T, s *sandbox.Sandbox, what, method, address, auth string, done func(*world.World) bool) {
	t.Helper()
	until(t, what, func() bool {
		body := ""
		if method == http.MethodPost {
			body = "{}"
		}
		call(t, method, address, auth, body, nil)
		s.World().Lock()
		defer s.World().Unlock()
		return done(s.World())
	})
}

func TestOperatorDoesWhatTheProgramLooksFor(t *testing.T) {
	t.Parallel()
	s := start(t, sandbox.Options{Operator: true})
	a := s.Addresses()
	if a.SCIMBaseURL == "" || a.SCIMAPIKey == "" {
		t.Fatal("the operator made no directory at the start")
	}
	s.World().Lock()
	org := s.World().Atlassian.OrgID
	s.World().Unlock()
	admin, okta := "Bearer "+a.AtlassianAPIKey, "SSWS "+a.OktaToken
	look(t, s, "domains", "GET", a.AtlassianAPIURL+"/admin/v1/orgs/"+org+"/domains", admin, func(w *world.World) bool {
		d := w.Atlassian.Domains
		return d[0].LinkedTo != "" && d[1].Claimed && d[1].LinkedTo != ""
	})
	look(t, s, "sites", "POST", a.AtlassianAPIURL+"/admin/v2/orgs/"+org+"/workspaces", admin, func(w *world.World) bool {
		return w.Atlassian.Sites[0].AddedTo != "" && w.Atlassian.Sites[1].AddedTo != ""
	})
	s.World().Lock()
	if s.World().AtlassianApp() != nil {
		t.Error("the operator added the app before anybody looked for it")
	}
	s.World().Unlock()
	look(t, s, "app", "GET", a.OktaURL+"/api/v1/apps", okta, func(w *world.World) bool { return w.AtlassianApp() != nil })
	s.World().Lock()
	app := s.World().AtlassianApp().ID
	s.World().Unlock()
	look(t, s, "integration", "GET", a.OktaURL+"/api/v1/apps/"+app+"/features", okta, func(w *world.World) bool {
		p := w.AtlassianApp().Provisioning
		return p.Enabled && p.Create && p.Update && p.Deactivate && p.Token == a.SCIMAPIKey
	})
	look(t, s, "username format", "GET", a.OktaURL+"/api/v1/apps/"+app, okta, func(w *world.World) bool {
		return w.AtlassianApp().UserName.Template == "${source.email}" && w.AtlassianApp().UserName.PushStatus == "PUSH"
	})
	if m := s.Stats().Mutations; m.Console == 0 || m.Client != 0 {
		t.Errorf("who changed the world: %+v", m)
	}
}

func TestOperatorMendsWhatOnlyAPersonCan(t *testing.T) {
	t.Parallel()
	s := start(t, sandbox.Options{Operator: true, Drifts: []string{"integration-credentials", "push-name-conflict", "push-default-group", "push-status", "assign-before-provisioning", "assign-errors"}})
	a := s.Addresses()
	s.World().Lock()
	app := s.World().AtlassianApp().ID
	s.World().Unlock()
	until(t, "everything is mended", func() bool {
		call(t, "GET", a.OktaURL+"/api/v1/apps/"+app+"/group-push/mappings", "SSWS "+a.OktaToken, "", nil)
		call(t, "GET", a.OktaURL+"/api/v1/apps/"+app+"/users", "SSWS "+a.OktaToken, "", nil)
		s.World().Lock()
		defer s.World().Unlock()
		return mended(s.World())
	})
}

func mended(w *world.World) bool {
	app, d := w.AtlassianApp(), w.Atlassian.Directories[0]
	if app.Provisioning.Token != d.Key || len(app.Tasks) > 0 || len(w.Atlassian.Conflicts) > 0 {
		return false
	}
	for _, m := range app.Mappings {
		if g := w.Atlassian.GroupNamed(m.TargetName); m.Status != "ACTIVE" || g == nil || !g.Synced() || g.IsDefault() {
			return false
		}
	}
	for _, au := range app.Users {
		if au.ExternalID == "" || au.SyncState == "ERROR" {
			return false
		}
	}
	return true
}

func TestWithoutOperatorNothingHappensByItself(t *testing.T) {
	t.Parallel()
	s := start(t, sandbox.Options{})
	a := s.Addresses()
	for range 5 {
		call(t, "GET", a.OktaURL+"/api/v1/apps", "SSWS "+a.OktaToken, "", nil)
	}
	s.World().Lock()
	defer s.World().Unlock()
	if s.World().AtlassianApp() != nil || len(s.World().Atlassian.Directories) != 0 {
		t.Error("somebody played the person")
	}
}
