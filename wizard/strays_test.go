package wizard

import (
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/clients/sandbox"
)

// TestGuidesByCause: each open answer of the last steps has a guide of its own, which names whom it is about, says what it
// leaves behind, and which the sandbox's operator can follow where a console offers it.
func TestGuidesByCause(t *testing.T) {
	t.Parallel()
	b := start(t, sandbox.Options{Scenario: "ready"})
	s := b.session(b.variables())
	steps := map[string]Step{}
	for _, st := range Setup(SetupOptions{}) {
		steps[st.ID] = st
	}
	for check, c := range map[string]struct {
		step, guide, says string
		byHand            bool // no console offers it
	}{
		"assign-before-provisioning": {"assign", "provision-user", "Provision User", false},
		"assign-provisioned":         {"assign", "provision-user", "Provision User", false},
		"assign-linked":              {"assign", "reassign-user", "out of it and in again", false},
		"assign-inactive":            {"assign", "unassign-user", "Unsuspend", false},
		"assign-orphans":             {"assign", "take-back-user", "Whoever has left", false},
		"assign-errors":              {"assign", "retry-failed", "Retry Selected", false},
		"push-members":               {"assign", "push-now", "Push now", false},
		"push-renamed":               {"push", "push-anew", "Leave the group in the target app", true},
		"push-status":                {"push", "retry-failed", "Retry All Groups", false},
		"push-arrived":               {"push", "push-now", "Push now", false},
		"access-granted":             {"access", "grant-access", "Do not make it a default group", false},
		"access-seats":               {"access", "buy-seats", "seats", false},
		"access-default":             {"access", "unset-default-group", "None", false},
		"push-former":                {"access", "delete-group", "same", false},
	} {
		open := checks.Result{
			Check:   checks.Check{ID: check},
			Finding: checks.Finding{Status: checks.Fail, Evidence: []checks.Evidence{{Subject: "ana@example.com", Got: "wrong"}}},
		}
		g := steps[c.step].Guide(t.Context(), s, open)
		if g == nil {
			t.Errorf("%s has no guide", check)
			continue
		}
		if text := strings.Join(g.Do, " "); g.ID != c.guide || !strings.Contains(text, c.says) {
			t.Errorf("%s: guide %s says %q", check, g.ID, text)
		}
		if g.Title == "" || g.Why == "" || g.Menu == "" || g.Expect == "" || g.Minutes == 0 || g.Aftermath() == (Aftermath{}) {
			t.Errorf("%s: the guide %s is incomplete: %+v", check, g.ID, g)
		}
		if sandbox.Operates(g.ID) == c.byHand {
			t.Errorf("%s: the operator knows %s: %v", check, g.ID, !c.byHand)
		}
	}
}

// TestNoGuideNumbersPeople: whom a guide is about stands below its steps, as it is.
func TestNoGuideNumbersPeople(t *testing.T) {
	t.Parallel()
	g := relinkGuide("", checks.Result{Finding: checks.Finding{Evidence: []checks.Evidence{{Subject: "ana@example.com", Field: "account", Got: "none"}}}})
	var numbered, plain bool
	for _, l := range GuideBlock(*g) {
		if strings.Contains(l.Text, "ana@example.com") {
			numbered, plain = numbered || strings.HasPrefix(l.Text, "3"), plain || strings.HasPrefix(l.Text, "ana@")
		}
	}
	if numbered || !plain {
		t.Errorf("numbered %v, plain %v", numbered, plain)
	}
	if steps := g.Steps(); len(steps) != 3 || !strings.HasPrefix(steps[2], "ana@") {
		t.Errorf("as one list: %q", steps)
	}
}
