package okta

import "testing"

const featurePath = appPath + "/features/USER_PROVISIONING"

func TestFeaturesEndpoint(t *testing.T) {
	t.Parallel()
	const unsupported, off = "Provisioning is not supported.", "Provisioning is not enabled for the app instance."
	for _, tc := range []struct {
		variant string
		on      bool
		cause   string
	}{
		{"not-supported", false, unsupported}, {"not-supported", true, unsupported},
		{"not-enabled", false, off}, {"not-enabled", true, off},
		{"answers", false, off}, {"answers", true, ""},
	} {
		te := newTenant(t, Options{})
		te.choose("features-endpoint", tc.variant)
		if tc.on {
			te.connect()
		}
		for _, path := range []string{appPath + "/features", featurePath} {
			if tc.cause == "" {
				te.get(path)
				continue
			}
			te.refused(400, "E0000001", tc.cause, "GET", path, "")
		}
	}
}

func TestFeatureErrors(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.refused(404, "E0000007", "Not found: Resource not found: NONSENSE (PublicAppFeatureSetName)", "GET", appPath+"/features/NONSENSE", "")
	te.refused(404, "E0000007", "(PublicAppFeatureSetName)", "PUT", "/api/v1/apps/0oaNONE/features/NONSENSE", "{}")
	te.refused(404, "E0000007", "(AppInstance)", "GET", "/api/v1/apps/0oaNONE/features", "")
	te.refused(400, "E0000003", "", "PUT", featurePath, "")
	te.refused(400, "E0000001", "not supported", "PUT", featurePath, "{}")
	other := te.w.CreateApp("bookmark", "Bookmark", "BOOKMARK")
	te.choose("features-endpoint", "answers")
	te.refused(400, "E0000001", "not supported", "GET", "/api/v1/apps/"+other.ID+"/features", "")
}

func TestSetFeature(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.choose("features-endpoint", "answers")
	te.connect()
	a := te.must(200, "PUT", featurePath, `{"create":{"lifecycleCreate":{"status":"DISABLED"}},"update":{"profile":{"status":"ENABLED"}}}`)
	if p := te.app.Provisioning; p.Create || !p.Update || !p.Deactivate {
		t.Errorf("after the change: %+v", p)
	}
	if a.text("status") != "ENABLED" || a.text("capabilities", "create", "lifecycleCreate", "status") != "DISABLED" ||
		a.text("capabilities", "update", "lifecycleDeactivate", "status") != "ENABLED" {
		t.Errorf("the feature stays on, the capability goes off: %s", a.raw)
	}
	if a := te.get(appPath + "/features/INBOUND_PROVISIONING"); a.text("name") != "INBOUND_PROVISIONING" {
		t.Errorf("inbound: %s", a.raw)
	}
	te.must(200, "PUT", featurePath, `{"update":{"lifecycleDeactivate":{"status":"DISABLED"}}}`)
	if te.app.Provisioning.Deactivate {
		t.Error("Deactivate Users is still on")
	}
}
