package okta

import (
	"strings"
	"testing"
	"time"
)

func TestOrg(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	if a := te.get("/api/v1/org"); a.text("companyName") != "Example Inc" || a.text("subdomain") != "example" || a.at("expiresAt") != nil {
		t.Errorf("org: %s", a.raw)
	}
	a := te.get("/.well-known/okta-organization")
	if a.text("id") != "00oORG" || a.text("_links", "organization", "href") != "http://example.okta.com" || a.at("_links", "alternate") != nil {
		t.Errorf("organization: %s", a.raw)
	}
	if a.header.Get("X-Rate-Limit-Limit") == "" {
		t.Error("no rate limit headers")
	}
}

func TestTokens(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.admin("APP_ADMIN")
	te.w.Okta.Tokens[1].NetworkConnection = "ZONE"
	te.now = te.now.Add(time.Hour)
	a := te.get("/api/v1/api-tokens")
	if a.ids() != "00TSUPER_ADMIN 00TAPP_ADMIN" || a.text(0, "expiresAt") != "2026-12-02T10:00:00.000Z" || a.text(1, "expiresAt") != "2026-12-02T09:00:00.000Z" {
		t.Errorf("tokens: %s", a.raw)
	}
	if a.text(0, "network", "connection") != "ANYWHERE" || a.text(1, "network", "connection") != "ZONE" || strings.Contains(a.raw, "secret") {
		t.Errorf("tokens: %s", a.raw)
	}
	if a := te.get("/api/v1/api-tokens/00TAPP_ADMIN"); a.text("userId") != "00uada" {
		t.Errorf("token: %s", a.raw)
	}
	te.refused(404, "E0000007", "Not found: Resource not found: 00T (Token)", "GET", "/api/v1/api-tokens/00T", "")
	te.refused(404, "E0000007", "(Token)", "DELETE", "/api/v1/api-tokens/00T", "")
	te.must(204, "DELETE", "/api/v1/api-tokens/00TAPP_ADMIN", "")
	te.refused(404, "E0000007", "(Token)", "GET", "/api/v1/api-tokens/00TAPP_ADMIN", "")
	te.must(204, "DELETE", "/api/v1/api-tokens/current", "")
	te.refused(401, "E0000011", "", "GET", "/api/v1/users/me", "")
}

func TestErrorShape(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	a := te.must(404, "GET", "/api/v1/apps/0oaNONE", "")
	if a.text("errorLink") != "E0000007" || !strings.HasPrefix(a.text("errorId"), "oae") || len(asList(a.at("errorCauses"))) != 0 {
		t.Errorf("404: %s", a.raw)
	}
	first := a.header.Get("X-Okta-Request-Id")
	a = te.must(400, "GET", "/api/v1/apps?after=x", "")
	if second := a.header.Get("X-Okta-Request-Id"); first == "" || first == second {
		t.Errorf("request ids %q and %q", first, second)
	}
	if a.text("errorCauses", 0, "errorSummary") != "Invalid cursor." || a.header.Get("Content-Type") != "application/json" {
		t.Errorf("400: %s %v", a.raw, a.header)
	}
}

func TestBodyTooLarge(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.refused(400, "E0000003", "", "POST", "/api/v1/groups", `{"profile":{"name":"`+strings.Repeat("x", bodyLimit)+`"}}`)
}
