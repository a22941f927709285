package forecast

import (
	"bytes"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/sandbox"
)

// trial is everything that a world is made from, so that it can be made again.
type trial struct {
	scenario      string
	seed          uint64
	users, groups int
	drifts        []string
	variants      map[string]string
	before        []string // what somebody did by hand meanwhile
	push, assign  []int    // which of the org's groups
	mapped        bool     // and what Okta pushes now
}

// String is the trial as a failure names it.
func (tr trial) String() string {
	var variants []string
	for _, id := range slices.Sorted(maps.Keys(tr.variants)) {
		variants = append(variants, id+"="+tr.variants[id])
	}
	return fmt.Sprintf("world: %s, seed %d, %d users, %d groups, drifts %v, variants %v, before %v, push %v, assign %v, what is pushed now %v",
		tr.scenario, tr.seed, tr.users, tr.groups, tr.drifts, variants, tr.before, tr.push, tr.assign, tr.mapped)
}

// broken are drifts after which there is nothing to forecast: no right to read, no app, no directory, or an
// integration through which Okta sends nothing, which other questions find.
var broken = []string{
	"okta-rights", "okta-reachable", "atlassian-reachable", "scim-key", "okta-app", "app-twice", "guard-active", "org-elsewhere",
	"integration-enabled", "integration-credentials", "lifecycle-management",
}

// telling are drifts that change what a push or an assignment does; they are drawn as often as all together.
var telling = []string{
	"push-name-conflict", "push-default-group", "push-status", "push-arrived", "push-renamed", "push-members", "push-assign-overlap",
	"assign-provisioned", "assign-before-provisioning", "assign-linked", "assign-orphans", "email-attribute", "email-population", "email-unique", "email-wellformed", "domain-claimed",
}

func trials() *rapid.Generator[trial] {
	return rapid.Custom(func(t *rapid.T) trial {
		tr := trial{
			scenario: rapid.SampledFrom([]string{"fresh", "ready", "ready"}).Draw(t, "scenario"),
			seed:     rapid.Uint64Range(1, 1_000_000).Draw(t, "seed"),
			users:    rapid.IntRange(20, 40).Draw(t, "users"),
			groups:   rapid.IntRange(8, 14).Draw(t, "groups"),
			variants: drawVariants(t),
			push:     rapid.SliceOfNDistinct(rapid.IntRange(0, 30), 1, 6, rapid.ID[int]).Draw(t, "push"),
			assign:   rapid.SliceOfNDistinct(rapid.IntRange(0, 30), 1, 3, rapid.ID[int]).Draw(t, "assign"),
		}
		if tr.scenario == "ready" {
			tr.mapped = rapid.Bool().Draw(t, "what is pushed now")
			possible := slices.DeleteFunc(sandbox.List().Drifts, func(id string) bool { return slices.Contains(broken, id) })
			tr.drifts = rapid.SliceOfNDistinct(rapid.OneOf(rapid.SampledFrom(telling), rapid.SampledFrom(possible)), 1, 8, rapid.ID[string]).Draw(t, "drifts")
			tr.before = rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"unassign", "unlink", "join"}), 0, 2, rapid.ID[string]).Draw(t, "before")
		} else {
			tr.before = rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"other-directory", "login-format"}), 0, 2, rapid.ID[string]).Draw(t, "before")
		}
		return tr
	})
}

func drawVariants(t *rapid.T) map[string]string {
	all, out := sandbox.List().Variants, map[string]string{}
	delete(all, "org-key") // a key with scopes may not look, which is no forecast
	for _, id := range slices.Sorted(maps.Keys(all)) {
		if v := rapid.SampledFrom(all[id]).Draw(t, id); v != all[id][0] && rapid.Bool().Draw(t, id+" differs") {
			out[id] = v
		}
	}
	return out
}

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

// meanwhile is what changes the tenants by hand before anybody looks.
func (s *tenant) meanwhile(t *testing.T) {
	t.Helper()
	for _, what := range s.trial.before {
		s.changed(t, what)
	}
	if err := s.box.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func (s *tenant) changed(t *testing.T, what string) {
	t.Helper()
	o, token := s.okta(t), "SSWS "+s.box.Addresses().OktaToken
	base := strings.TrimSuffix(s.box.Addresses().OktaURL, "/") + "/api/v1"
	switch what {
	case "unassign": // everybody, so that records are switched off and keep their groups
		for g, err := range o.AppGroups(t.Context(), s.appID(t)) {
			if err != nil {
				t.Fatal(err)
			}
			s.send(t, http.MethodDelete, base+"/apps/"+s.appID(t)+"/groups/"+g.ID, token, "")
		}
	case "unlink": // a group that exists in Atlassian and is pushed by nobody
		for m, err := range o.PushMappings(t.Context(), s.appID(t)) {
			if err != nil {
				t.Fatal(err)
			}
			if m.Status == "ACTIVE" {
				if _, err := o.SetPushMapping(t.Context(), s.appID(t), m.ID, "INACTIVE"); err != nil {
					t.Fatal(err)
				}
				s.send(t, http.MethodDelete, base+"/apps/"+s.appID(t)+"/group-push/mappings/"+m.ID+"?deleteTargetGroup=false", token, "")
				return
			}
		}
	case "join": // somebody new in a group that is pushed and not assigned
		groups := s.all(t)
		for u, err := range o.Members(t.Context(), groups[len(groups)-1].ID) {
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(groups, func(g okta.Group) bool { return g.Name == "atlassian-test-jira-users" && g.Type == "OKTA_GROUP" })
			s.send(t, http.MethodPut, base+"/groups/"+groups[i].ID+"/users/"+u.ID, token, "")
			return
		}
	}
}

// all are the org's own groups, by name.
func (s *tenant) all(t *testing.T) []okta.Group {
	t.Helper()
	var out []okta.Group
	for g, err := range s.okta(t).Groups(t.Context(), okta.GroupQuery{}) {
		if err != nil {
			t.Fatal(err)
		}
		if g.Type != "BUILT_IN" {
			out = append(out, g)
		}
	}
	// The groups that have a part come first, because small numbers are drawn more often.
	apart := func(g okta.Group) string {
		if strings.HasPrefix(g.Name, "atlassian-") || strings.HasPrefix(g.Name, "jira-") {
			return "0" + g.Name + g.ID
		}
		return "1" + g.Name + g.ID
	}
	slices.SortFunc(out, func(a, b okta.Group) int { return strings.Compare(apart(a), apart(b)) })
	return out
}

func (s *tenant) choose(t *testing.T) {
	t.Helper()
	groups := s.all(t)
	pick := func(numbers []int) []okta.Group {
		var out []okta.Group
		for _, n := range numbers {
			if g := groups[n%len(groups)]; !slices.ContainsFunc(out, func(o okta.Group) bool { return o.Name == g.Name }) {
				out = append(out, g)
			}
		}
		return out
	}
	s.push, s.assign = pick(s.trial.push), pick(s.trial.assign)
	if s.trial.mapped {
		pushed, err := s.facts(t).PushedGroups(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range pushed {
			if !slices.ContainsFunc(s.push, func(o okta.Group) bool { return o.Name == g.Name }) {
				s.push = append(s.push, g)
			}
		}
	}
}

// carryOut assigns what is not assigned, waits, pushes what is not pushed, and waits.
func (s *tenant) carryOut(t *testing.T) {
	t.Helper()
	o := s.okta(t)
	assigned, pushed := map[string]bool{}, map[string]bool{}
	for g, err := range o.AppGroups(t.Context(), s.app) {
		if err != nil {
			t.Fatal(err)
		}
		assigned[g.ID] = true
	}
	for m, err := range o.PushMappings(t.Context(), s.app) {
		if err != nil {
			t.Fatal(err)
		}
		pushed[m.GroupID] = true
	}
	for _, g := range s.assign {
		if !assigned[g.ID] {
			if _, err := o.AssignGroup(t.Context(), s.app, g.ID); err != nil {
				t.Fatalf("%s: assign %s: %v", s.trial, g.Name, err)
			}
		}
	}
	if err := s.box.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, g := range s.push {
		if !pushed[g.ID] {
			if _, err := o.CreatePushMapping(t.Context(), s.app, g.ID, g.Name); err != nil {
				t.Fatalf("%s: push %s: %v", s.trial, g.Name, err)
			}
		}
	}
	if err := s.box.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func engineCalls(st sandbox.Stats) int {
	n := 0
	for _, r := range st.Requests {
		if r.From == "engine" {
			n += r.Count
		}
	}
	return n
}
