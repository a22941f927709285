package sandbox

import (
	"slices"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/traffic"
)

// The inner tests drive the operator by hand, without its goroutine and its pauses.
func byHand(t *testing.T, o Options) *operator {
	t.Helper()
	s, err := Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return newOperator(s)
}

func (o *operator) looked(t *testing.T, routes ...string) {
	t.Helper()
	for _, route := range routes {
		o.seen(traffic.Seen{Service: "okta", Method: "GET", Route: route, From: traffic.Client, Status: 200})
	}
	o.act(t.Context(), true)
}

func TestUsernameWaitsForTheSecondLook(t *testing.T) {
	t.Parallel()
	o := byHand(t, Options{Drifts: []string{"email-attribute"}})
	template := func() string {
		o.s.world.Lock()
		defer o.s.world.Unlock()
		return o.s.world.AtlassianApp().UserName.Template
	}
	o.looked(t, "/api/v1/apps/{id}", "/api/v1/apps/{id}", "/api/v1/apps")
	if got := template(); got != "${source.login}" {
		t.Errorf("one look changed it to %s: the program may be about to do it itself", got)
	}
	o.looked(t, "/api/v1/apps/{id}")
	if got := template(); got != "${source.email}" {
		t.Errorf("after the second look it is %s", got)
	}
}

func TestOperatorWaitsWhileTheProgramIsBusy(t *testing.T) {
	t.Parallel()
	o := byHand(t, Options{Drifts: []string{"email-attribute", "integration-options"}})
	for range 5 {
		o.seen(traffic.Seen{Service: "okta", Method: "GET", Route: "/api/v1/apps/{id}", From: traffic.Client, Status: 200})
		o.act(t.Context(), false)
	}
	o.s.world.Lock()
	defer o.s.world.Unlock()
	app := o.s.world.AtlassianApp()
	if app.UserName.Template != "${source.login}" {
		t.Error("the format was changed between a program's requests")
	}
	if !app.Provisioning.Deactivate {
		t.Error("what has no API was not done")
	}
}

func TestOperatorIgnoresOthersRequests(t *testing.T) {
	t.Parallel()
	o := byHand(t, Options{})
	for _, from := range []string{traffic.Engine, traffic.Console} {
		o.seen(traffic.Seen{Service: "okta", Method: "GET", Route: "/api/v1/apps", From: from, Status: 200})
	}
	o.seen(traffic.Seen{Service: "console", Method: "GET", Route: "/api/v1/apps", From: traffic.Client, Status: 200})
	o.act(t.Context(), true)
	o.s.world.Lock()
	defer o.s.world.Unlock()
	if o.s.world.AtlassianApp() != nil {
		t.Error("a request that was not the program's made the operator act")
	}
}

func TestRulesFindNothingInReady(t *testing.T) {
	t.Parallel()
	o := byHand(t, Options{Scenario: "ready"})
	o.s.world.Lock()
	defer o.s.world.Unlock()
	for _, r := range rules() {
		if actions := r.missing(o.s); len(actions) > 0 {
			t.Errorf("%s wants %v in a ready world", r.name, actions)
		}
	}
}

func TestRulesNameTheActions(t *testing.T) {
	t.Parallel()
	for drift, want := range map[string][]string{
		"domain-verified":            {"verify-domain"},
		"domain-claimed":             {"claim-domain", "link-domain"},
		"domain-linked":              {"link-domain"},
		"guard-active":               {"subscribe-guard"},
		"sites-present":              {"add-site"},
		"okta-app":                   {"activate-app"},
		"integration-enabled":        {"link-domain", "test-credentials", "enter-credentials", "enable-options", "review-mappings"},
		"integration-options":        {"enable-options", "review-mappings"},
		"integration-credentials":    {"enter-credentials", "push-now"},
		"email-attribute":            {"set-username-format", "update-now"},
		"email-update":               {"set-username-format", "update-now"},
		"email-population":           {"update-now"},
		"push-name-conflict":         {"settle-conflict", "push-now", "retry-failed", "push-now"},
		"push-default-group":         {"unset-default-group", "push-now"},
		"push-arrived":               {"push-now"},
		"push-members":               {"push-now"},
		"access-default":             {"unset-default-group", "push-now"},
		"assign-before-provisioning": {"provision-user"},
		"assign-provisioned":         {"provision-user"},
		"assign-errors":              {"retry-failed"},
	} {
		t.Run(drift, func(t *testing.T) {
			t.Parallel()
			o := byHand(t, Options{Drifts: []string{drift}})
			o.s.world.Lock()
			defer o.s.world.Unlock()
			var actions []string
			for _, r := range rules() {
				actions = append(actions, r.missing(o.s)...)
			}
			if !slices.Equal(actions, want) {
				t.Errorf("a person would do %v, want %v", actions, want)
			}
		})
	}
}
