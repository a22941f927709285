package forecast

import (
	"testing"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/sandbox"
)

// TestTheTraceSaysWhatTheForecastSays follows everybody of a forecast: one person's outcome cannot differ.
func TestTheTraceSaysWhatTheForecastSays(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		o  sandbox.Options
		in facts.Intent
	}{
		"fresh":   {sandbox.Options{Scenario: "fresh"}, testRun},
		"ready":   {sandbox.Options{Scenario: "ready"}, testRun},
		"drifted": {sandbox.Options{Scenario: "drifted"}, facts.Intent{}},
		"linked":  {sandbox.Options{Scenario: "ready", Drifts: []string{"assign-linked", "email-population", "assign-before-provisioning"}}, facts.Intent{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			box := begin(t, tt.o)
			people := forecastOf(t, look1(t, box, tt.in)).People
			if len(people) < 5 {
				t.Fatalf("%d people", len(people))
			}
			for _, want := range people {
				got := follow(t, box, tt.in, want.Login)
				if p := got.Person; p.Outcome != want.Outcome || p.UserName != want.UserName || p.Account != want.Account || p.RecordID != want.RecordID {
					t.Errorf("%s: the trace says %s %q %q, the forecast %s %q %q", want.Login, p.Outcome, p.Account, p.Problems, want.Outcome, want.Account, want.Problems)
				}
				if bad := got.Status() == HopBad; want.Bad() && !bad && want.Outcome != SecondAccount {
					t.Errorf("%s: %s, and the trace is %s: %s", want.Login, want.Outcome, got.Status(), got.Verdict)
				}
			}
		})
	}
}
