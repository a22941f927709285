package okta

import "testing"

const connectionPath = appPath + "/connections/default"

func TestConnectionOfAnUndocumentedApp(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	unknown := `{"profile":{"authScheme":"UNKNOWN"},"status":"UNKNOWN"}`
	for _, on := range []bool{false, true} {
		te.app.Provisioning.Enabled = on
		if a := te.get(connectionPath); a.raw != unknown {
			t.Errorf("provisioning %v: %s", on, a.raw)
		}
	}
	te.app.Provisioning.Enabled = false
	a := te.must(200, "POST", connectionPath+"?activate=true", `{"baseUrl":"https://x.example","profile":{"authScheme":"TOKEN","token":"secret"}}`)
	if a.raw != unknown || te.app.Provisioning.BaseURL != "" {
		t.Errorf("POST answers %s and stores %+v", a.raw, te.app.Provisioning)
	}
	te.must(204, "POST", connectionPath+"/lifecycle/activate", "")
	te.must(204, "POST", connectionPath+"/lifecycle/deactivate", "")
	if te.app.Provisioning.Enabled {
		t.Error("activate did something")
	}
	te.refused(400, "E0000003", "", "POST", connectionPath, "")
	te.refused(400, "E0000001", "profile", "POST", connectionPath, "{}")
	for _, path := range []string{"", "/lifecycle/activate", "/lifecycle/deactivate"} {
		method := "POST"
		if path == "" {
			method = "GET"
		}
		te.refused(404, "E0000007", "(AppInstance)", method, "/api/v1/apps/0oaNONE/connections/default"+path, "")
	}
}

func TestConnectionVariants(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.choose("connection", "enabled")
	if a := te.get(connectionPath); a.text("status") != "DISABLED" || a.at("profile") != nil {
		t.Errorf("never set up: %s", a.raw)
	}
	te.connect()
	if a := te.get(connectionPath); a.text("status") != "ENABLED" || a.text("profile", "authScheme") != "TOKEN" || a.at("_links", "deactivate") == nil {
		t.Errorf("set up: %s", a.raw)
	}
	te.choose("connection", "not-found")
	te.refused(404, "E0000007", te.app.ID, "GET", connectionPath, "")
}

func TestConnectionOfADocumentedApp(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	app := te.w.CreateApp("okta_org2org", "Org2Org", "SAML_2_0")
	path := "/api/v1/apps/" + app.ID + "/connections/default"
	a := te.must(200, "POST", path, `{"baseUrl":"https://other.okta.com","profile":{"authScheme":"TOKEN","token":"s"}}`)
	if a.text("status") != "DISABLED" || a.text("baseUrl") != "https://other.okta.com" || a.at("profile", "token") != nil {
		t.Errorf("stored: %s", a.raw)
	}
	te.must(204, "POST", path+"/lifecycle/activate", "")
	if a := te.get(path); a.text("status") != "ENABLED" {
		t.Errorf("activated: %s", a.raw)
	}
	te.must(204, "POST", path+"/lifecycle/deactivate", "")
	if a := te.get(path); a.text("status") != "DISABLED" {
		t.Errorf("deactivated: %s", a.raw)
	}
}
