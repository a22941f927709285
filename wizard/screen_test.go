package wizard

import (
	"fmt"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
)

func text(b prompt.Block) string {
	var lines []string
	for _, l := range b {
		lines = append(lines, strings.TrimSpace(l.Sign.String()+" "+l.Text+" "+l.Detail))
	}
	return strings.Join(lines, "\n")
}

func TestLongListsSayHowManyMore(t *testing.T) {
	t.Parallel()
	people := crowd(listed+3, Created)
	var evidence []checks.Evidence
	for i := range listed + 3 {
		evidence = append(evidence, checks.Evidence{Subject: fmt.Sprintf("person %d", i)})
	}
	for name, b := range map[string]prompt.Block{
		"plan":   PlanBlock([]Change{{Action: "Assign", Target: "g", Affects: people}}),
		"rail":   RailBlock(Rail{Title: "accounts created", Count: len(people), People: people}),
		"result": ResultBlock(checks.Result{Check: checks.Check{ID: "x", Title: "X"}, Finding: checks.Finding{Status: checks.Fail, Evidence: evidence}}),
	} {
		if got := text(b); !strings.Contains(got, "and 3 more") {
			t.Errorf("%s:\n%s", name, got)
		}
	}
}

func TestPlanShowsBeforeAfterAndTheWayBack(t *testing.T) {
	t.Parallel()
	got := text(PlanBlock([]Change{{
		Action: "Set", Target: "format", Was: "login", Will: "email", Back: "Sign On", Scope: 9,
		Affects: []Person{{Login: "a@old.example", Name: "Ana", Effect: NameChanges, Was: "a@old.example", Will: "a@new.example", Note: "no account yet", Protected: "organization admin"}},
	}}))
	for _, want := range []string{"one change", "Set format", "login → email", "Sign-on name changes for: 1", "Ana", "a@old.example → a@new.example", "no account yet", "organization admin", "Way back: Sign On"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
}

func TestSecretValuesStandAsDots(t *testing.T) {
	t.Parallel()
	got := text(GuideBlock(Guide{Title: "t", Values: []GuideValue{{Label: "API Token", Key: clients.NewSecret("ATSCIMx")}, {Label: "Base URL", Text: "https://x"}}}))
	if strings.Contains(got, "ATSCIMx") || !strings.Contains(got, "••••") || !strings.Contains(got, "https://x") {
		t.Error(got)
	}
}

func TestInstructionsHangBelowTheirText(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	do := make([]string, 10)
	for i := range do {
		do[i] = "Open the app and choose Provisioning"
	}
	if err := prompt.Render(&out, GuideBlock(Guide{Title: "t", Do: do}), prompt.Options{Width: 40, Color: "never", Env: func(string) string { return "" }}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\n      9  Open the app and choose\n         Provisioning", "\n      10  Open the app and choose\n          Provisioning"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("lacks %q:\n%s", want, out.String())
		}
	}
}

func TestSigns(t *testing.T) {
	t.Parallel()
	for status, want := range map[checks.Status]prompt.Sign{
		checks.Pass: prompt.Yes, checks.Warn: prompt.Warning, checks.Fail: prompt.Wrong, checks.Manual: prompt.Person, checks.Skip: prompt.NotApplicable, checks.Unknown: prompt.Unknown,
	} {
		if got := sign(status); got != want {
			t.Errorf("%s looks like %s", status, got.Word())
		}
	}
}

// TestGroupsToChooseFrom: test groups come first, then names in any case; why a row cannot be chosen fits beside a name of usual length.
func TestGroupsToChooseFrom(t *testing.T) {
	t.Parallel()
	groups := []okta.Group{
		{Name: "zeta", Type: "OKTA_GROUP"}, {Name: "Beta", Type: "OKTA_GROUP"}, {Name: "alpha", Type: "APP_GROUP"}, {Name: "Everyone", Type: "BUILT_IN"},
		{Name: "gamma", Type: "OKTA_GROUP"}, {Name: "atlassian-test-users", Type: "OKTA_GROUP"}, {Name: "Atlassian-test-more", Type: "OKTA_GROUP"},
	}
	var names []string
	for _, o := range groupOptions(groups, []string{"zeta"}, []string{"gamma"}) {
		names = append(names, o.Label)
		if o.Disabled != (o.Why != "") || len(o.Why) > 50 {
			t.Errorf("%s: disabled %v, because %q", o.Label, o.Disabled, o.Why)
		}
		if o.Chosen != (o.Label == "zeta") {
			t.Errorf("%s is chosen: %v", o.Label, o.Chosen)
		}
	}
	if got := strings.Join(names, " "); got != "Atlassian-test-more atlassian-test-users alpha Beta Everyone gamma zeta" {
		t.Error(got)
	}
}

// TestOptionalQuestionsSayHowTheyAreLeftOut: in the help of the question, not in a title that warnings and flags repeat.
func TestOptionalQuestionsSayHowTheyAreLeftOut(t *testing.T) {
	t.Parallel()
	for _, in := range session.Inputs() {
		if got := strings.Contains(helpOf(in), "Enter alone leaves it out"); got != in.Optional || strings.Contains(in.Title, "Enter") {
			t.Errorf("%s: %q, %q", in.ID, in.Title, helpOf(in))
		}
	}
}

// TestEvidenceReadsLikeASentence: what is, and what should be where that does not go without saying.
func TestEvidenceReadsLikeASentence(t *testing.T) {
	t.Parallel()
	for want, e := range map[string]checks.Evidence{
		"ana@old.example: not assigned to the app":             {Subject: "ana@old.example", Field: "assigned to the app", Want: "yes", Got: "no"},
		"ken@x: member of g, and should not be":                {Subject: "ken@x", Field: "member of g", Want: "no", Got: "yes"},
		"GET /ServiceProviderConfig answered 401 Unauthorized": {Subject: "GET /ServiceProviderConfig", Field: "answer", Want: "200", Got: "401 Unauthorized"},
		"g, push mapping: INACTIVE (should be ACTIVE)":         {Subject: "g", Field: "push mapping", Want: "ACTIVE", Got: "INACTIVE"},
		"ana@x, primary e-mail: empty (should be an address)":  {Subject: "ana@x", Field: "primary e-mail", Want: "an address", Got: "(empty)"},
		"ana@x, in group: g":                                   {Subject: "ana@x", Field: "in group", Got: "g"},
		"SCIM key, expires: should be in more than 30 days":    {Subject: "SCIM key", Field: "expires", Want: "in more than 30 days"},
		"attested by ana on 3 Nov 2026":                        {Subject: "ana", Field: "attested", Want: "a person's word", Got: "3 Nov 2026"},
		"s, seats: 1 (free) (should be 2)":                     {Subject: "s", Field: "seats", Want: "2", Got: "1 (free)"},
		"ana@x":                                                {Subject: "ana@x"},
	} {
		if got := evidence(e); got != want {
			t.Errorf("%+v: %q, want %q", e, got, want)
		}
	}
}

// TestAnAnswerToLookAtIsNoFault: where nothing is known to be wrong there is nothing to fix, only somewhere to look.
func TestAnAnswerToLookAtIsNoFault(t *testing.T) {
	t.Parallel()
	for fix, want := range map[string]string{"Look: Okta ▸ Sign On.": "Look: Okta ▸ Sign On.", "Look once at its owner.": "Look once at its owner.", "Make a new key.": "Fix: Make a new key."} {
		b := ResultBlock(checks.Result{Check: checks.Check{ID: "x", Title: "X"}, Finding: checks.Finding{Status: checks.Manual, Summary: "Somebody must look.", Fix: fix}})
		if got := b[len(b)-1].Text; got != want {
			t.Errorf("%q is shown as %q", fix, got)
		}
	}
}
