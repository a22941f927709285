package world

import (
	"testing"
	"time"
)

func TestCreateAndRemoveApps(t *testing.T) {
	t.Parallel()
	w := New(1, time.Now)
	w.Okta.UserTypeID = "oty1"
	a, b := w.CreateApp("slack", "Slack", "SAML_2_0"), w.CreateApp("bookmark", "Handbook", "BOOKMARK")
	if a.ID == b.ID || w.Okta.App(a.ID) != a || a.Label != "Slack" || a.SignOnMode != "SAML_2_0" || a.Status != "ACTIVE" {
		t.Errorf("created %+v", a)
	}
	if len(a.Profile) != 2 || a.Profile[0].SourceID != "oty1" || a.Profile[0].TargetID != a.ID || a.Profile[1].TargetID != "oty1" {
		t.Errorf("profile mappings of a new app: %+v", a.Profile)
	}
	w.Okta.RemoveApp(a.ID)
	w.Okta.RemoveApp("0oaNONE")
	if w.Okta.App(a.ID) != nil || w.Okta.App(b.ID) != b || len(w.Okta.Apps) != 1 {
		t.Errorf("after the removal: %v", w.Okta.Apps)
	}
}
