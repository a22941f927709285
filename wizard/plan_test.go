package wizard

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/clients/sandbox/world"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
)

// TestDecliningAPlanWritesNothing says no to the n-th plan of a run.
func TestDecliningAPlanWritesNothing(t *testing.T) {
	t.Parallel()
	for n := 1; n <= 3; n++ {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			b := start(t, sandbox.Options{})
			p, plans, before := b.person(), 0, 0
			p.confirm = func(title string) (bool, bool) {
				if title == "Apply?" {
					plans++
					before = b.mutations()
				}
				return plans < n, title == "Apply?"
			}
			_, err := b.run(b.withPerson(p))
			if !errors.Is(err, ErrDeclined) {
				t.Fatalf("declined plan %d: %v", n, err)
			}
			if got := b.mutations(); got != before {
				t.Errorf("declined, and %d mutations were made", got-before)
			}
			if history := b.store.State().History; len(history) > 0 && n == 1 {
				t.Errorf("the history of a declined run: %v", history)
			}
			b.must(b.withPerson(b.person()))
			if wrong := b.untrue(); len(wrong) > 0 {
				t.Errorf("declined, run again, and %q", wrong)
			}
		})
	}
}

// loginFormat makes the app sign people on with their Okta username, which for these differs from their address.
func (b *bench) loginFormat(people int) {
	w := b.sandbox.World()
	w.Lock()
	defer w.Unlock()
	app := w.AtlassianApp()
	app.UserName = world.UsernameTemplate{Template: "${source.login}", Type: "BUILT_IN", PushStatus: "DONT_PUSH"}
	for i, au := range app.Users {
		if i < people {
			u := w.Okta.User(au.UserID)
			u.Login = fmt.Sprintf("old%d@corp.example", i)
			au.UserName = u.Login
		}
	}
}

func byAPI(r *Runner) { r.Steps = Setup(SetupOptions{EmailByAPI: true})[:4] }

func railOf(t *testing.T, err error) *RailError {
	t.Helper()
	var rail *RailError
	if !errors.As(err, &rail) {
		t.Fatalf("want a rail, got %v", err)
	}
	return rail
}

func TestEmailByAPIStandsBehindTheRail(t *testing.T) {
	t.Parallel()
	b := start(t, sandbox.Options{Scenario: "ready"})
	b.loginFormat(3)
	quick := func(r *Runner) { byAPI(r); r.Wait = 0 }
	_, err := b.run(b.alone(quick))
	rail := railOf(t, err)
	if n := b.mutations(); n != 0 {
		t.Fatalf("%d mutations in spite of the rail", n)
	}
	for _, accept := range []int{rail.People - 1, rail.People + 1} {
		_, err := b.run(b.alone(quick, func(r *Runner) { r.Accept = accept }))
		railOf(t, err)
	}
	_, err = b.run(b.alone(quick, func(r *Runner) { r.Accept = rail.People }))
	var person *PersonError
	if err != nil && !errors.As(err, &person) {
		t.Fatalf("with the exact number: %v", err)
	}
	if n := b.mutations(); n != 1 {
		t.Errorf("%d mutations, want the one PUT", n)
	}
	history := b.store.State().History
	if len(history) != 1 || history[0].BeforeImage == "" {
		t.Errorf("history %+v: the state before a whole-object write must be kept", history)
	}
	b.sandbox.World().Lock()
	defer b.sandbox.World().Unlock()
	if got := b.sandbox.World().AtlassianApp().UserName; got.Template != "user.email" || got.Type != "CUSTOM" || got.PushStatus != "PUSH" {
		t.Errorf("the template is %+v", got)
	}
}

func TestTypedNumberOpensARail(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typed    string
		declined bool
	}{{"yes", true}, {"2", true}, {"4", true}, {"03.0", true}, {"3", false}, {" 3 ", false}} {
		t.Run(c.typed, func(t *testing.T) {
			t.Parallel()
			b := start(t, sandbox.Options{Scenario: "ready"})
			b.loginFormat(3)
			p := b.person()
			const title = "To go on all the same, type the number of people affected"
			p.texts[title] = []string{c.typed}
			_, err := b.run(b.withPerson(p, byAPI, func(r *Runner) {
				r.Session = b.session(b.variables())
			}))
			if len(p.prompts("ask")) == 0 {
				t.Fatalf("no number was asked: %v", err)
			}
			if errors.Is(err, ErrDeclined) != c.declined {
				t.Errorf("typed %q: %v", c.typed, err)
			}
			if wrote := b.mutations() > 0; wrote == c.declined {
				t.Errorf("typed %q: written %v", c.typed, wrote)
			}
		})
	}
}

// TestChangedTargetStopsThePlan: somebody changes the target while the plan is on the screen.
func TestChangedTargetStopsThePlan(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		scenario string
		setup    func(*bench)
		edit     func(*Runner)
		meddle   func(*world.World)
	}{
		"the username format": {
			"ready", func(b *bench) { b.loginFormat(1) }, byAPI,
			func(w *world.World) { w.AtlassianApp().UserName.Template = "${source.somethingElse}" },
		},
		"the push mapping": {
			"", func(*bench) {}, func(*Runner) {},
			func(w *world.World) {
				g := w.Okta.GroupNamed(testConfluence)
				app := w.AtlassianApp()
				app.Mappings = append(app.Mappings, &world.PushMapping{ID: w.ID("gPm"), GroupID: g.ID, TargetName: g.Name, Status: "ACTIVE", TargetGroupID: w.ID("00g")})
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := start(t, sandbox.Options{Scenario: c.scenario})
			c.setup(b)
			p, meddled := b.person(), false
			p.confirm = func(string) (bool, bool) {
				if w := b.sandbox.World(); !meddled {
					meddled = true
					w.Lock()
					defer w.Unlock()
					c.meddle(w)
				}
				return true, true
			}
			_, err := b.run(b.withPerson(p, c.edit))
			var change *ChangeError
			if !errors.Is(err, ErrMoved) || !errors.As(err, &change) {
				t.Fatalf("want ErrMoved, got %v", err)
			}
			if n := b.mutations(); n != 0 {
				t.Errorf("%d mutations over somebody else's change", n)
			}
		})
	}
}

func TestDryRunWritesNothing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		options sandbox.Options
		pending bool
	}{
		"fresh":   {sandbox.Options{}, true},
		"drifted": {sandbox.Options{Drifts: []string{"access-granted"}}, true},
		"ready":   {sandbox.Options{Scenario: "ready"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := start(t, c.options)
			if !c.pending { // somebody has said what no API shows
				word := map[string]string{}
				for _, st := range Setup(SetupOptions{}) {
					word[st.ID] = "ana"
				}
				b.must(b.alone(func(r *Runner) { r.Attest = word }))
			}
			s := b.session(b.variables(), func(o *session.Options) { o.ReadOnly, o.NoStore = true, true })
			rep := b.must(b.runner(s, func(r *Runner) { r.DryRun = true }))
			if m := b.sandbox.Stats().Mutations; m.Client+m.Console+m.Engine != 0 {
				t.Errorf("mutations %+v", m)
			}
			if got := rep.Pending() > 0; got != c.pending {
				t.Errorf("pending %d; %s", rep.Pending(), statuses(rep))
			}
			for _, st := range rep.Steps {
				if (st.Status == "planned") != (len(st.Changes)+len(st.ByHand()) > 0) {
					t.Errorf("%s is %s with %d changes and %d by hand", st.ID, st.Status, len(st.Changes), len(st.ByHand()))
				}
			}
			if c := b.store.Config(); name == "fresh" && c.OktaURL != "" {
				t.Errorf("a dry run kept %+v", c)
			}
			if c.options.Scenario == "" && len(c.options.Drifts) == 0 && strings.Contains(statuses(rep), "to-come") {
				t.Errorf("the plan ends early: %s", statuses(rep))
			}
		})
	}
}

// TestWhatIsMissingIsNamed takes one variable away at a time.
func TestWhatIsMissingIsNamed(t *testing.T) {
	t.Parallel()
	for _, in := range []session.Input{session.OktaURL, session.OktaToken, session.AtlassianKey} {
		b := start(t, sandbox.Options{Scenario: "ready"})
		env := b.variables()
		delete(env, in.Env)
		_, err := b.run(b.runner(b.session(env)))
		var missing *MissingError
		if !errors.As(err, &missing) || !strings.Contains(err.Error(), in.Env) {
			t.Errorf("without %s: %v", in.Env, err)
			continue
		}
		if strings.Contains(err.Error(), "--"+in.ID) == in.Secret {
			t.Errorf("%v: a secret has no flag, everything else has one", err)
		}
	}
}

func TestNobodyThereIsSaid(t *testing.T) {
	t.Parallel()
	b := start(t, sandbox.Options{})
	_, err := b.run(b.alone(func(r *Runner) { r.Wait = 0 }))
	var person *PersonError
	if !errors.As(err, &person) || person.Guide.ID != "create-directory" || person.Handed || person.Guide.Menu == "" {
		t.Fatalf("fresh, with nobody in the consoles: %v", err)
	}
	if n := b.mutations(); n != 0 {
		t.Errorf("%d mutations", n)
	}
}

func TestHandedOverAndTakenUpAgain(t *testing.T) {
	t.Parallel()
	b := start(t, sandbox.Options{})
	p := b.person()
	p.press = func(title string, _ int) (prompt.Key, bool) {
		return 'h', strings.Contains(title, "The API integration is on")
	}
	_, err := b.run(b.withPerson(p))
	var person *PersonError
	if !errors.As(err, &person) || !person.Handed || person.Guide.ID != "enter-credentials" {
		t.Fatalf("handed over: %v", err)
	}
	second := b.person()
	b.must(b.withPerson(second))
	if asked := second.prompts("ask"); len(asked) > 0 {
		t.Errorf("the second run asks again: %q", asked)
	}
	if wrong := b.untrue(); len(wrong) > 0 {
		t.Errorf("taken up again, and %q", wrong)
	}
}

func TestAttestations(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		attest map[string]string
		by     string
	}{
		"by check":           {map[string]string{"domain-linked": "bob"}, "bob"},
		"by step":            {map[string]string{"directory": "bob"}, "bob"},
		"by whoever is here": {map[string]string{"domain-linked": ""}, "ana"},
		"not at all":         {nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := start(t, sandbox.Options{Scenario: "ready"})
			rep := b.must(b.alone(func(r *Runner) { r.Attest = c.attest; r.Steps = r.Steps[:2] }))
			if got := b.store.State().Attested["domain-linked"].By; got != c.by {
				t.Errorf("attested by %q, want %q", got, c.by)
			}
			listed := strings.Contains(fmt.Sprint(rep.Steps[1].NotAttested), "domain-linked")
			if listed == (c.by != "") {
				t.Errorf("not attested: %v", rep.Steps[1].NotAttested)
			}
			for _, res := range rep.Steps[1].Results {
				if res.ID == "domain-linked" && res.Status != checks.Manual {
					t.Errorf("a word made the check %s", res.Status)
				}
			}
		})
	}
}
