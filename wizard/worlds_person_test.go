package wizard

import (
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/clients/sandbox/world"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
)

// TestAPersonChoosesAmongSeveralApps: the one chosen is kept, and not asked for again.
func TestAPersonChoosesAmongSeveralApps(t *testing.T) {
	t.Parallel()
	b := start(t, sandbox.Options{Scenario: "ready", Drifts: []string{"app-twice"}})
	p, seen := b.person(), prompt.Choice{}
	p.choose = func(c prompt.Choice) ([]string, bool) {
		seen = c
		return []string{"Atlassian Cloud"}, strings.HasPrefix(c.Title, "Which of these apps")
	}
	upToApp := func(r *Runner) { r.Steps = r.Steps[:3] }
	first := b.withPerson(p, upToApp)
	b.must(first)
	id := b.sandbox.World().AtlassianApp().ID
	if len(seen.Options) != 2 || !strings.Contains(seen.Options[1].Detail, "active") || !strings.Contains(seen.Options[0].Detail, id) {
		t.Errorf("the choice was %+v", seen)
	}
	if got := first.Session.Text(session.AppID); got != id || b.store.Config().AppID != id {
		t.Errorf("took %q and kept %q, want %s", got, b.store.Config().AppID, id)
	}
	again := b.person()
	b.must(b.withPerson(again, upToApp))
	if asked := again.prompts("choose"); len(asked) > 0 {
		t.Errorf("asked again: %q", asked)
	}
}

// TestAPersonTellsGroupsOfOneNameApart: the list shows their ids, and the run goes on with the group that was meant.
func TestAPersonTellsGroupsOfOneNameApart(t *testing.T) {
	t.Parallel()
	b := start(t, sandbox.Options{Scenario: "fresh", Drifts: []string{"group-name-twice"}})
	p, id := b.person(), b.jiraGroupID()
	var twins []prompt.Option
	p.choose = func(c prompt.Choice) ([]string, bool) {
		if c.Title == session.PushGroups.Title {
			twins = slices.DeleteFunc(slices.Clone(c.Options), func(o prompt.Option) bool { return o.Label != world.TestJiraGroup })
		}
		return nil, false
	}
	r := b.withPerson(p)
	b.must(r)
	if len(twins) != 2 || twins[0].Detail == twins[1].Detail || twins[0].Chosen == twins[1].Chosen {
		t.Fatalf("the twins look like %+v", twins)
	}
	for _, o := range twins {
		if o.Chosen != strings.Contains(o.Detail, id) || o.Chosen == o.Disabled {
			t.Errorf("%+v", o)
		}
	}
	if !slices.Contains(r.Session.Texts(session.PushGroups), id) {
		t.Errorf("went on with %q", r.Session.Texts(session.PushGroups))
	}
	if wrong := b.untrue(); len(wrong) > 0 {
		t.Errorf("claimed done, and %q", wrong)
	}
}

// TestAGroupThatIsTooLargeCannotBeChosen, though it may be assigned: the limit is that of a synced group.
func TestAGroupThatIsTooLargeCannotBeChosen(t *testing.T) {
	t.Parallel()
	b := start(t, sandbox.Options{Scenario: "fresh", Drifts: []string{"push-size"}})
	p := b.person()
	found := map[string]prompt.Option{}
	p.choose = func(c prompt.Choice) ([]string, bool) {
		for _, o := range c.Options {
			if o.Label == world.TestJiraGroup {
				found[c.Title] = o
			}
		}
		return nil, false
	}
	b.must(b.withPerson(p))
	push := found[session.PushGroups.Title]
	if !push.Disabled || push.Chosen || !strings.Contains(push.Why, "35000") {
		t.Errorf("to push: %+v", push)
	}
	if assign := found[session.AssignGroups.Title]; assign.Disabled {
		t.Errorf("to assign: %+v", assign)
	}
}
