package checks_test

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/clients/sandbox"
)

// TestDriftsUnderTheVariants asks the question of a drift where the vendor behaves in the other way that its documents
// leave open: it is still seen, or honestly left to a person; it is never missed.
func TestDriftsUnderTheVariants(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		id      string
		variant map[string]string
		want    checks.Status
		names   string
	}{
		{"okta-token-life", map[string]string{"roles": "listed"}, checks.Warn, "SUPER_ADMIN"},
		{"domain-verified", map[string]string{"domain-unclaimed": "unverified"}, checks.Fail, "example.com"},
		{"domain-claimed", map[string]string{"domain-unclaimed": "unverified"}, checks.Fail, "example.com"},
		{"guard-active", map[string]string{"guard-evidence": "none"}, checks.Manual, "atlassian-test-jira-users"},
		{"lifecycle-management", map[string]string{"app-features": "empty"}, checks.Manual, "Provisioning tab"},
		{"directory-headroom", map[string]string{"scim-page": "whole"}, checks.Warn, "149500"},
		{"scim-key", map[string]string{"scim-config": "string"}, checks.Fail, "SCIM key was refused"},
		{"integration-enabled", map[string]string{"connection": "enabled"}, checks.Fail, "DISABLED"},
		{"integration-enabled", map[string]string{"connection": "not-found"}, checks.Warn, "GROUP_PUSH"},
		{"integration-options", map[string]string{"app-features": "empty"}, checks.Manual, "all three must be ticked"},
		{"integration-options", map[string]string{"app-features": "empty", "features-endpoint": "answers"}, checks.Fail, "Deactivate Users"},
		{"integration-one-way", map[string]string{"app-features": "empty"}, checks.Manual, "Sync Password unticked"},
		{"integration-credentials", map[string]string{"system-log": "silent"}, checks.Fail, "authentication_failure"},
		{"email-attribute", map[string]string{"app-schema": "title"}, checks.Fail, "user.login"},
		{"email-attribute", map[string]string{"app-schema": "absent"}, checks.Fail, "user.login"},
		{"email-update", map[string]string{"username-push-status": "never"}, checks.Manual, "Create and update"},
		{"email-population", map[string]string{"scim-page": "whole", "next-link": "url"}, checks.Fail, "ana@old.example"},
		{"email-domains", map[string]string{"external-users": "refused"}, checks.Warn, "rosa.weiss@partner.example"},
		{"push-status", map[string]string{"push-error": "stays-active"}, checks.Warn, "atlassian-design-users"},
		{"push-status", map[string]string{"push-error": "stays-active", "log-target": "appuser"}, checks.Warn, "atlassian-design-users"},
		{"push-arrived", map[string]string{"push-answers": "documented"}, checks.Fail, "atlassian-research-users"},
		{"push-name-conflict", map[string]string{"collision": "silent"}, checks.Fail, "atlassian-service-desk"},
		{"push-name-conflict", map[string]string{"push-error": "stays-active"}, checks.Fail, "atlassian-service-desk"},
		{"push-default-group", map[string]string{"default-collision": "conflict"}, checks.Fail, "jira-users-example"},
		{"push-members", map[string]string{"engine": "aiw", "scim-page": "whole"}, checks.Fail, "eva.berg@example.com"},
		{"push-renamed", map[string]string{"target-group": "hidden"}, checks.Fail, "atlassian-legal-users"},
		{"push-renamed", map[string]string{"target-group": "hidden", "system-log": "silent"}, checks.Fail, "atlassian-legal-users"},
		{"push-renamed", map[string]string{"target-group": "hidden", "log-target": "appuser"}, checks.Fail, "atlassian-legal-users"},
		{"assign-errors", map[string]string{"sync-state": "disabled"}, checks.Warn, "ken.ito@example.com"},
		{"assign-errors", map[string]string{"sync-state": "disabled", "log-target": "appuser"}, checks.Warn, "ken.ito@example.com"},
		{"assign-provisioned", map[string]string{"sync-state": "disabled"}, checks.Fail, "nina.keller@example.com"},
		{"assign-before-provisioning", map[string]string{"app-features": "empty"}, checks.Fail, "paul.adler@example.com"},
		{"assign-orphans", map[string]string{"scim-page": "whole"}, checks.Fail, "otto.lorenz@example.com"},
		{"assign-inactive", map[string]string{"next-link": "url"}, checks.Fail, "rita.gomes@example.com"},
		{"assign-attributes", map[string]string{"app-schema": "absent"}, checks.Warn, "GMT+8"},
		{"access-granted", map[string]string{"next-link": "url"}, checks.Fail, "atlassian-test-confluence-users"},
		{"access-admin-lockout", map[string]string{"next-link": "url"}, checks.Warn, "ada.novak@example.com"},
	} {
		var variant []string
		for id, value := range tt.variant {
			variant = append(variant, id+"="+value)
		}
		t.Run(tt.id+" "+strings.Join(variant, " "), func(t *testing.T) {
			t.Parallel()
			got := tenants(t, sandbox.Options{Scenario: "ready", Drifts: []string{tt.id}, Variants: tt.variant})[tt.id]
			if found, _ := json.Marshal(got.Finding); got.Status != tt.want || !strings.Contains(string(found), tt.names) {
				t.Errorf("%s, want %s naming %q: %s", got.Status, tt.want, tt.names, found)
			}
		})
	}
}

// TestTwoDriftsKeepTheirOwnFindings lets two drifts meet that are about the same things.
func TestTwoDriftsKeepTheirOwnFindings(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		drifts []string
		want   map[string]checks.Status
	}{
		"a renamed group and one that never came": {[]string{"push-renamed", "push-arrived"},
			map[string]checks.Status{"push-renamed": checks.Fail, "push-arrived": checks.Fail}},
		"assigned too early and never provisioned": {[]string{"assign-before-provisioning", "assign-provisioned"},
			map[string]checks.Status{"assign-before-provisioning": checks.Fail, "assign-provisioned": checks.Fail}},
		"an orphan and a suspended person": {[]string{"assign-orphans", "assign-inactive"},
			map[string]checks.Status{"assign-orphans": checks.Fail, "assign-inactive": checks.Fail}},
		"one by one, and suspended": {[]string{"assign-groups", "assign-inactive"},
			map[string]checks.Status{"assign-groups": checks.Warn, "push-assign-overlap": checks.Skip, "assign-inactive": checks.Fail}},
		"a foreign address and an old sign-on name": {[]string{"email-domains", "email-population"},
			map[string]checks.Status{"email-domains": checks.Warn, "email-population": checks.Fail}},
		"a dead key in Okta and a weak owner": {[]string{"integration-credentials", "okta-token-life"},
			map[string]checks.Status{"integration-credentials": checks.Fail, "okta-token-life": checks.Warn}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := differ(tenants(t, sandbox.Options{Scenario: "ready", Drifts: tt.drifts})); !maps.Equal(got, tt.want) {
				t.Errorf("changed %v, want %v", got, tt.want)
			}
		})
	}
}
