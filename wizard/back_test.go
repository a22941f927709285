package wizard

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
)

// TestGoingBackAtAnyPromptEndsWell goes back once at each prompt of a run.
func TestGoingBackAtAnyPromptEndsWell(t *testing.T) {
	t.Parallel()
	for _, n := range []int{2, 4, 5, 6, 8, 10, 13, 18, 24, 27, 28, 30, 31, 35, 37} {
		t.Run(string(rune('0'+n/10))+string(rune('0'+n%10)), func(t *testing.T) {
			t.Parallel()
			b := start(t, sandbox.Options{})
			p := b.person()
			p.stop, p.stopErr = n, prompt.ErrBack
			b.must(b.withPerson(p))
			if wrong := b.untrue(); len(wrong) > 0 {
				t.Errorf("back at %q: %q", p.asked[n-1], wrong)
			}
			for _, title := range []string{session.OktaToken.Title, session.AtlassianKey.Title} {
				if p.times[title] > 2 {
					t.Errorf("back at %q asks %q %d times", p.asked[n-1], title, p.times[title])
				}
			}
		})
	}
}

func TestWideningAddsGroupsAndKeepsTheTestGroups(t *testing.T) {
	t.Parallel()
	b := start(t, sandbox.Options{})
	p := b.person()
	offered := 0
	p.confirm = func(title string) (bool, bool) {
		if strings.HasPrefix(title, "The test groups work") {
			offered++
			return true, true
		}
		return false, false
	}
	var added string
	p.choose = func(c prompt.Choice) ([]string, bool) {
		if offered == 0 || c.Title != session.PushGroups.Title {
			return nil, false
		}
		var labels []string
		for _, o := range c.Options {
			if o.Chosen {
				labels = append(labels, o.Label)
			} else if added == "" && !o.Disabled {
				added = o.Label
				labels = append(labels, o.Label)
			}
		}
		return labels, true
	}
	_, err := b.run(b.withPerson(p))
	if offered != 1 || added == "" {
		t.Fatalf("offered %d times, added %q: %v", offered, added, err)
	}
	w := b.sandbox.World()
	w.Lock()
	defer w.Unlock()
	var names []string
	for _, m := range w.AtlassianApp().Mappings {
		names = append(names, m.TargetName)
	}
	for _, want := range []string{testJira, testConfluence, added} {
		if !slices.Contains(names, want) {
			t.Errorf("%s is not pushed: %q (%v)", want, names, err)
		}
	}
}

func TestPickersShowTestGroupsFirst(t *testing.T) {
	t.Parallel()
	b := start(t, sandbox.Options{})
	p := b.person()
	var push, assign prompt.Choice
	p.choose = func(c prompt.Choice) ([]string, bool) {
		switch c.Title {
		case session.PushGroups.Title:
			push = c
		case session.AssignGroups.Title:
			assign = c
		}
		return nil, false
	}
	b.must(b.withPerson(p))
	for i, o := range push.Options {
		if test := strings.HasPrefix(o.Label, testPrefix); test != (i < 3) {
			t.Errorf("row %d is %s", i, o.Label)
		}
		if !strings.Contains(o.Detail, "member") {
			t.Errorf("%s: %q has no count of members", o.Label, o.Detail)
		}
	}
	if !push.Filter || !push.Many || push.Min != 1 {
		t.Errorf("the choice %+v", push)
	}
	for _, o := range assign.Options {
		if pushed := o.Label == testJira || o.Label == testConfluence; pushed != o.Disabled && pushed {
			t.Errorf("%s can be both pushed and assigned", o.Label)
		}
	}
}

// TestPageGroupsMustExist: an unattended run without named groups takes the page's, and nothing else.
func TestPageGroupsMustExist(t *testing.T) {
	t.Parallel()
	b := start(t, sandbox.Options{Operator: true})
	w := b.sandbox.World()
	w.Lock()
	w.Okta.RemoveGroup(w.Okta.GroupNamed(testConfluence).ID)
	w.Unlock()
	_, err := b.run(b.alone(func(r *Runner) { r.Wait = 0 }))
	var missing *MissingError
	var person *PersonError
	if !errors.As(err, &missing) && !errors.As(err, &person) {
		t.Fatalf("one of the page's groups is gone: %v", err)
	}
	w.Lock()
	defer w.Unlock()
	if app := w.AtlassianApp(); app != nil && len(app.Mappings) > 0 {
		t.Error("something was pushed all the same")
	}
}

// TestAPutThatWipesProvisioningIsSaid: the API step may not pass over what it broke.
func TestAPutThatWipesProvisioningIsSaid(t *testing.T) {
	t.Parallel()
	b := start(t, sandbox.Options{Scenario: "ready", Variants: map[string]string{"put-keeps-provisioning": "wipes"}})
	b.loginFormat(1)
	_, err := b.run(b.alone(byAPI, func(r *Runner) { r.Wait = 0 }))
	if err == nil {
		t.Fatal("the PUT wiped the provisioning, and the run says done")
	}
	var change *ChangeError
	if !errors.As(err, &change) || !strings.Contains(err.Error(), "features") {
		t.Errorf("the end does not say what was wiped: %v", err)
	}
	if history := b.store.State().History; len(history) != 1 || history[0].BeforeImage == "" {
		t.Errorf("the state before the write is what is needed now; the history is %+v", history)
	}
}
