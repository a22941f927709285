package wizard

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/clients/sandbox/world"
	"github.com/provision-cli/provision/wizard/prompt"
)

const (
	legalWas = "atlassian-legal-users"
	legalNow = "atlassian-legal-and-compliance-users"
)

// guard looks at the world at every event of a run: whoever could use Jira through the renamed group can all the time.
type guard struct {
	*watcher
	b      *bench
	people []string
	lost   map[string]string
}

func (g *guard) Event(e Event) {
	w := g.b.sandbox.World()
	w.Lock()
	holders := w.Atlassian.SeatHolders(w.Atlassian.Workspaces[0].ARI)
	for _, id := range g.people {
		if !holders[id] && g.lost[id] == "" {
			g.lost[id] = e.Kind + " " + e.ID + " " + e.Status
		}
	}
	w.Unlock()
	g.watcher.Event(e)
}

// drifted is a bench on the drifted world, with the person who sets it right and somebody who watches over the renamed group.
func drifted(t *testing.T) (*bench, *person, *guard) {
	t.Helper()
	b := start(t, sandbox.Options{Scenario: "drifted"})
	p := b.person()
	p.texts[keyExpiresOn] = []string{b.expiry().Format("2 Jan 2006")}
	p.press = func(title string, times int) (prompt.Key, bool) {
		return 'p', strings.HasPrefix(title, "Waiting for: ") && times%2 == 0 && !strings.Contains(title, "SCIM key")
	}
	p.choose = func(c prompt.Choice) ([]string, bool) {
		return []string{"jira-software"}, strings.HasPrefix(c.Title, "What does atlassian-research-users")
	}
	g := &guard{watcher: b.events, b: b, lost: map[string]string{}}
	w := b.sandbox.World()
	w.Lock()
	g.people = slices.Clone(w.Atlassian.GroupNamed(legalWas).Members)
	w.Unlock()
	return b, p, g
}

// knowing is a run with a person and every credential, as in the embedded sandbox.
func (b *bench) knowing(p prompt.Prompter, edits ...func(*Runner)) *Runner {
	r := b.alone(edits...)
	r.Unattended, r.Prompt, r.Operate, r.Every = false, p, b.sandbox.Operate, 5*time.Millisecond
	return r
}

func (b *bench) expiry() time.Time {
	w := b.sandbox.World()
	w.Lock()
	defer w.Unlock()
	return w.Atlassian.Directories[0].Expires
}

// writes are how many requests each shown change may send.
var writes = map[string]int{ActionPush: 1, ActionPushAgain: 2, ActionRename: 3, ActionAssign: 1, ActionAccess: 1}

func TestADriftedWorldIsSetRightWithAPerson(t *testing.T) {
	t.Parallel()
	b, p, g := drifted(t)
	before := b.mutations()
	rep := b.must(b.knowing(p, func(r *Runner) { r.Observer = g }))
	for _, s := range rep.Steps {
		if s.Status != "done" {
			t.Errorf("step %s: %s", s.ID, s.Status)
		}
	}
	if wrong := append(b.untrue(), b.unmended()...); len(wrong) > 0 {
		t.Errorf("claimed done, and %q", wrong)
	}
	for id, when := range g.lost {
		t.Errorf("%s could not use Jira any more at %s", id, when)
	}
	shown := 0
	for _, e := range b.events.all() {
		if e.Kind == EventPlan {
			for _, c := range e.Changes {
				shown += writes[c.Action]
			}
		}
		if e.Kind == EventRail && !slices.Contains(p.prompts("ask"), "To go on all the same, type the number of people affected") {
			t.Errorf("the rail %s was passed without a number", e.ID)
		}
	}
	if sent := b.mutations() - before; sent != shown {
		t.Errorf("%d writes were sent, and plans for %d were shown", sent, shown)
	}
	if state := b.store.State(); !state.KeyExpires.Equal(b.expiry().Truncate(24 * time.Hour)) {
		t.Errorf("the key expires on %s, and %s was typed", state.KeyExpires, b.expiry())
	}
	if b.store.Config().PushGroups != nil {
		t.Errorf("the tenant says which groups are pushed, and the configuration now too: %q", b.store.Config().PushGroups)
	}
}

// unmended says what of the drifts that a set-up does not touch is still so.
func (b *bench) unmended() []string {
	w := b.sandbox.World()
	w.Lock()
	defer w.Unlock()
	var wrong []string
	d, app := w.Atlassian.Directories[0], w.AtlassianApp()
	if d.GroupNamed(legalWas) != nil || w.Atlassian.GroupNamed(legalWas) != nil {
		wrong = append(wrong, "the old group is there")
	}
	if g := w.Atlassian.GroupNamed(legalNow); g == nil || len(g.Members) != 3 || !slices.Contains(g.Roles[w.Atlassian.Workspaces[0].ARI], world.UserRole) {
		wrong = append(wrong, "the new group is not what the old one was")
	}
	for _, email := range []string{"otto.lorenz@example.com", "rita.gomes@example.com"} {
		if r := d.UserNamed(email); r == nil || r.Active {
			wrong = append(wrong, email+" is active")
		}
	}
	for _, email := range []string{"paul.adler@example.com", "nina.keller@example.com", "jonas.lind@example.com"} {
		if r := d.UserNamed(email); r == nil || !r.Active || r.AccountID == "" {
			wrong = append(wrong, email+" has no account")
		}
	}
	test := d.GroupNamed(testJira)
	if zoe := d.UserNamed("zoe.becker@example.com"); zoe == nil || test.Has(zoe.ID) {
		wrong = append(wrong, "zoe.becker@example.com is still in "+testJira)
	}
	if len(app.Tasks) > 0 || len(w.Atlassian.Conflicts) > 0 {
		wrong = append(wrong, "tasks or conflicts are left")
	}
	return wrong
}

// TestARenamedGroupIsPushedAnewOnce stops the run after the push anew: the next run goes on with the old group.
func TestARenamedGroupIsPushedAnewOnce(t *testing.T) {
	t.Parallel()
	b := start(t, sandbox.Options{Scenario: "ready", Drifts: []string{"push-renamed"}})
	p := b.person()
	p.press = func(title string, _ int) (prompt.Key, bool) { return 'h', strings.Contains(title, "pushed anew") }
	_, err := b.run(b.knowing(p))
	if err == nil || !strings.Contains(err.Error(), "Delete the group under its old name") {
		t.Fatalf("the run ends with %v", err)
	}
	if wrong := b.untrue(); len(wrong) > 0 {
		t.Errorf("handed over, and %q", wrong)
	}
	before := b.mutations()
	again := b.person()
	b.must(b.knowing(again))
	if n := b.mutations() - before; n != 0 {
		t.Errorf("the second run made %d writes", n)
	}
	if !slices.ContainsFunc(again.prompts("watch"), func(title string) bool { return strings.Contains(title, "pushed anew") }) {
		t.Errorf("nobody was asked to delete the old group: %q", again.asked)
	}
	w := b.sandbox.World()
	w.Lock()
	defer w.Unlock()
	if w.Atlassian.GroupNamed(legalWas) != nil || w.Atlassian.GroupNamed(legalNow) == nil {
		t.Error("the old group is there, or the new one is not")
	}
}
