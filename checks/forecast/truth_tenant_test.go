package forecast

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/sandbox"
)

// tenant is a running world with the groups that were drawn.
type tenant struct {
	box          *sandbox.Sandbox
	trial        trial
	app          string
	push, assign []okta.Group
	mutations    any
}

func prepare(t *testing.T, tr trial) *tenant {
	t.Helper()
	box, err := sandbox.Start(t.Context(), sandbox.Options{Scenario: tr.scenario, Seed: tr.seed, Users: tr.users, Groups: tr.groups, Drifts: tr.drifts, Variants: tr.variants})
	if err != nil {
		t.Fatalf("%s: %v", tr, err)
	}
	t.Cleanup(func() { _ = box.Close() })
	s := &tenant{box: box, trial: tr}
	if tr.scenario == "fresh" {
		s.setUp(t)
	}
	s.meanwhile(t)
	s.app = s.appID(t)
	s.choose(t)
	s.mutations = box.Stats().Mutations
	return s
}

// setUp does what only a person can, up to a working integration.
func (s *tenant) setUp(t *testing.T) {
	t.Helper()
	if slices.Contains(s.trial.before, "other-directory") {
		shown := s.operate(t, "create-directory")
		for _, name := range []string{"ken.ito", "eva.berg", "jon.doe"} {
			body := fmt.Sprintf(`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"%[1]s@example.com","emails":[{"primary":true,"value":"%[1]s@example.com"}]}`, name)
			s.send(t, http.MethodPost, shown["scim_base_url"]+"/Users", "Bearer "+shown["scim_api_key"], body)
		}
	}
	for _, action := range []string{"create-directory", "link-domain", "add-site", "add-app", "enter-credentials", "enable-options", "set-username-format"} {
		if action == "set-username-format" && slices.Contains(s.trial.before, "login-format") {
			continue
		}
		s.operate(t, action)
	}
}

func (s *tenant) operate(t *testing.T, action string) map[string]string {
	t.Helper()
	shown, err := s.box.Operate(t.Context(), action)
	if err != nil {
		t.Fatalf("%s: %s: %v", s.trial, action, err)
	}
	return shown
}

// send is a request that no client of this program makes.
func (s *tenant) send(t *testing.T, method, url, authorization, body string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, bytes.NewBufferString(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", authorization)
	r.Header.Set("Content-Type", "application/scim+json")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	if answer.StatusCode >= 300 {
		t.Fatalf("%s: %s %s: %s", s.trial, method, url, answer.Status)
	}
}

func (s *tenant) okta(t *testing.T) *okta.Client {
	t.Helper()
	a := s.box.Addresses()
	return okta.NewClient(parse(t, a.OktaURL), clients.NewSecret(a.OktaToken), http.DefaultTransport)
}

func (s *tenant) facts(t *testing.T) *facts.Facts { t.Helper(); return look1(t, s.box, facts.Intent{}) }

func (s *tenant) appID(t *testing.T) string {
	t.Helper()
	app, err := s.facts(t).App(t.Context())
	if err != nil {
		t.Fatalf("%s: %v", s.trial, err)
	}
	return app.ID
}
