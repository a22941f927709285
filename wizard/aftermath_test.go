package wizard

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/checks/forecast"
	"github.com/provision-cli/provision/clients/sandbox"
)

func TestEveryGuideThatChangesSomethingHasAWayBack(t *testing.T) {
	t.Parallel()
	s := start(t, sandbox.Options{Scenario: "ready"}).session(nil)
	seen := 0
	for _, st := range Setup(SetupOptions{EmailByAPI: true}) {
		for _, id := range st.Checks {
			g := st.Guide(t.Context(), s, checks.Result{Check: checks.Check{ID: id}, Finding: checks.Finding{Status: checks.Fail}})
			if g == nil {
				continue
			}
			seen++
			a, known := aftermaths()[g.ID]
			if !known {
				t.Errorf("guide %s (%s, %s) says neither what people notice nor how to go back", g.ID, st.ID, id)
			}
			if looks := a == (Aftermath{}); !looks && (a.Back == "" || a.Notice == "") {
				t.Errorf("guide %s: %+v", g.ID, a)
			}
			if g.Aftermath() != a {
				t.Errorf("guide %s leaves %+v", g.ID, g.Aftermath())
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d guides were looked at", seen)
	}
}

func TestEveryPlannedChangeSaysWhatItCostsAndLeaves(t *testing.T) {
	t.Parallel()
	b := start(t, sandbox.Options{Scenario: "fresh"})
	rep := b.must(b.alone(func(r *Runner) { r.DryRun, r.Session.ReadOnly = true, true }))
	actions := map[string]int{}
	for _, s := range rep.Steps {
		for _, c := range s.Changes {
			actions[c.Action]++
			if c.Back == "" || c.Final == "" || c.Notice == "" || c.Cost.Own == 0 || c.Cost.How == "" {
				t.Errorf("%s %s: %+v", c.Action, c.Target, c)
			}
			if c.Final != Final(c.Action) {
				t.Errorf("%s: the record would tell something else than the plan: %q", c.Action, c.Final)
			}
			if queued := c.Action != ActionAccess; queued != (c.Queued != "") {
				t.Errorf("%s: Okta goes on with %q", c.Action, c.Queued)
			}
			if c.Action == ActionAccess && (len(c.Affects) == 0 || len(c.Seats) != 1) {
				t.Errorf("%s: people %d, seats %v; those who are still to come use them too", c.Target, len(c.Affects), c.Seats)
			}
			if c.Action == ActionAssign && c.Cost.Sent != 2*len(c.Affects) {
				t.Errorf("%s: %d calls for %d people who are new to the directory", c.Target, c.Cost.Sent, len(c.Affects))
			}
		}
	}
	if actions[ActionPush] != 2 || actions[ActionAssign] != 1 || actions[ActionAccess] == 0 {
		t.Errorf("planned: %v", actions)
	}
}

func TestCosts(t *testing.T) {
	t.Parallel()
	people := func(outcomes ...forecast.Outcome) (fc forecast.Forecast) {
		for _, o := range outcomes {
			p := forecast.Person{Outcome: o, New: o != forecast.AbsentInactive}
			if o == forecast.Provisioned || o == forecast.Reactivate {
				p.RecordID = "s1"
			}
			fc.People = append(fc.People, p)
		}
		return fc
	}
	for name, c := range map[string]struct {
		got       Cost
		own, sent int
		how       string
	}{
		"nobody":      {costOfAssigning(people()), 2, 0, "each of 0 new"},
		"create":      {costOfAssigning(people(forecast.Create, forecast.LinkExternal)), 2, 4, "each of 2 new"},
		"adopt":       {costOfAssigning(people(forecast.Provisioned)), 2, 3, "each of 1 in it"},
		"mixed":       {costOfAssigning(people(forecast.Create, forecast.Reactivate, forecast.AbsentInactive)), 2, 6, "each of 1 new"},
		"empty group": {costOfPushing(forecast.GroupOutcome{}), 2, 3, "look-up, create"},
		"group":       {costOfPushing(forecast.GroupOutcome{Members: 500}), 2, 3, "in parts"},
		"names":       {costOfRenaming(3), 4, 6, "each of 3 people"},
	} {
		if c.got.Own != c.own || c.got.Sent != c.sent || !strings.Contains(c.got.How, c.how) {
			t.Errorf("%s: %+v", name, c.got)
		}
	}
	if noticeOfNames(0) == noticeOfNames(1) || noticeOfPush(forecast.GroupOutcome{}) == noticeOfPush(forecast.GroupOutcome{Loses: []string{"a"}}) {
		t.Error("people notice the same, whether they lose something or not")
	}
}

// stopAtWrite cancels the run when a write begins, before or after it has reached the tenant.
type stopAtWrite struct {
	path   string
	after  bool
	cancel context.CancelFunc
}

func (s stopAtWrite) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method == http.MethodGet || !strings.Contains(r.URL.Path, s.path) {
		return http.DefaultTransport.RoundTrip(r)
	}
	if !s.after {
		s.cancel()
		return nil, context.Canceled
	}
	res, err := http.DefaultTransport.RoundTrip(r)
	s.cancel()
	return res, err
}

func TestAStoppedRunKnowsWhatItHasSent(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		stop stopAtWrite
		want string
	}{
		"before the first push": {stopAtWrite{path: "group-push"}, "unsure Push group"},
		"after the first push":  {stopAtWrite{path: "group-push", after: true}, "Push group"},
		"before the assignment": {stopAtWrite{path: "/groups/00g"}, "Push group, Push group, unsure Assign group"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := start(t, sandbox.Options{Operator: true})
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			r := b.alone(func(r *Runner) { r.Console = "http://consoles" })
			c.stop.cancel = cancel
			r.Session.Base = c.stop
			rep, err := r.Run(ctx)
			if err == nil {
				t.Fatal("the run was not stopped")
			}
			if got := noted(rep); !strings.HasPrefix(got, c.want) {
				t.Errorf("sent %q, not %q", got, c.want)
			}
			if want := (Switch{"Atlassian Cloud", "http://consoles"}); rep.Off != want {
				t.Errorf("to be switched off at %+v", rep.Off)
			}
		})
	}
}

func noted(rep Report) string {
	var list []string
	for _, s := range rep.Steps {
		for _, c := range s.Sent {
			list = append(list, c.Action)
		}
		for _, c := range s.Unsure {
			list = append(list, "unsure "+c.Action)
		}
	}
	return strings.Join(list, ", ")
}

func TestAPlanOnTheScreenSaysWhatStays(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	for _, line := range PlanBlock([]Change{{Action: ActionPush, Target: "a", Notice: "nothing yet", Back: "unlink it", Final: Final(ActionPush)}, {Action: "Look at", Target: "b"}}) {
		text.WriteString(line.Text + "\n")
	}
	want := "What people notice: nothing yet\nWay back: unlink it\nCannot be taken back: " + Final(ActionPush) + "\nLook at b\n"
	if !strings.HasSuffix(text.String(), want) {
		t.Errorf("the plan is\n%s", text.String())
	}
}
