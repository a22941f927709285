package world

import "testing"

// TestTheLogOfAWorldFollowsTheVariant holds the entries that a scenario begins with to the form that the engine writes later.
func TestTheLogOfAWorldFollowsTheVariant(t *testing.T) {
	t.Parallel()
	for variant, names := range map[string]bool{"app": true, "appuser": false} {
		w := build(t, BuildOptions{Scenario: "ready", Drifts: []string{"assign-errors"}, Variants: map[string]string{"log-target": variant}})
		people := 0
		for _, l := range w.Okta.Log {
			named := false
			for _, target := range l.Targets {
				named = named || target.ID == w.AtlassianApp().ID
				if target.Type == "AppUser" && w.AtlassianApp().User("00u"+target.ID[3:]) != nil && target.AlternateID != "" {
					people++
				}
			}
			if provisioning := len(l.EventType) > 22 && l.EventType[:22] == "application.provision."; named != (names || !provisioning) || l.Debug["appname"] != AppName {
				t.Errorf("%s: %s has the targets %v and %v", variant, l.EventType, l.Targets, l.Debug)
			}
		}
		if (people == 0) != names {
			t.Errorf("%s: %d events name an app user", variant, people)
		}
	}
}

func TestAFailedPushOfAWorldFollowsTheVariant(t *testing.T) {
	t.Parallel()
	for variant, want := range map[string]string{"error": "ERROR", "stays-active": "ACTIVE"} {
		w := build(t, BuildOptions{Scenario: "ready", Drifts: []string{"push-name-conflict"}, Variants: map[string]string{"push-error": variant}})
		app := w.AtlassianApp()
		if m := app.Mappings[2]; m.Status != want || len(app.Tasks) != 1 || app.Tasks[0].MappingID != m.ID {
			t.Errorf("%s: mapping %+v, tasks %v", variant, m, app.Tasks)
		}
	}
}
