package forecast

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/sandbox"
)

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
		if r.From == "engine" && r.Service == "scim" {
			n += r.Count
		}
	}
	return n
}
