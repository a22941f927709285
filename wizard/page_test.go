package wizard

import (
	"slices"
	"testing"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/wizard/session"
)

func TestPageHasEveryInstructionOnce(t *testing.T) {
	t.Parallel()
	want := []string{
		"P1", "P2", "P3", "P4", "P5", "T", "1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "2.8",
		"3.1", "3.2", "3.3", "3.4", "3.5", "4.1", "4.2", "5.1", "5.2", "5.3", "5.4", "6.1", "6.2", "6.3",
	}
	var got []string
	for _, in := range Page() {
		got = append(got, in.ID)
	}
	if !slices.Equal(got, want) {
		t.Errorf("the page is %q, want %q", got, want)
	}
}

func TestEveryInstructionLeadsSomewhere(t *testing.T) {
	t.Parallel()
	guides := allGuides()
	for _, in := range Page() {
		i := slices.IndexFunc(Setup(SetupOptions{}), func(s Step) bool { return s.ID == in.Step })
		if i < 0 {
			t.Errorf("%s: no step %q", in.ID, in.Step)
			continue
		}
		st := Setup(SetupOptions{})[i]
		if !slices.Contains(st.Checks, in.Proof) && !slices.Contains(proofs(st.Needs), in.Proof) {
			t.Errorf("%s: %s is no check of %s", in.ID, in.Proof, st.ID)
		}
		if in.Guide == "" && in.Call == "" {
			t.Errorf("%s: neither guide nor call", in.ID)
		}
		if in.Guide != "" && !slices.Contains(guides[in.Step], in.Guide) {
			t.Errorf("%s: %s has no guide %q, only %q", in.ID, in.Step, in.Guide, guides[in.Step])
		}
	}
}

// allGuides returns the ids of the guides of each step, over all its checks and statuses.
func allGuides() map[string][]string {
	ids := map[string][]string{}
	each(func(st Step, g *Guide, _ checks.Result) { ids[st.ID] = append(ids[st.ID], g.ID) })
	return ids
}

// each calls f for every guide that any answer to a check of any step leads to.
func each(f func(Step, *Guide, checks.Result)) {
	s := empty()
	for _, st := range Setup(SetupOptions{}) {
		for _, c := range checks.Select(st.Checks...) {
			for _, status := range []checks.Status{checks.Fail, checks.Manual, checks.Unknown} {
				open := checks.Result{Check: c, Finding: checks.Finding{Status: status, Summary: "open"}}
				if g := st.Guide(nilContext(), s, open); g != nil {
					f(st, g, open)
				}
			}
		}
	}
}

func TestEveryGuideIsWhole(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	each(func(st Step, g *Guide, open checks.Result) {
		seen[st.ID+"/"+open.ID] = true
		where := st.ID + ", " + open.ID + " " + open.Status.String()
		if g.ID == "" || g.Title == "" || g.Why == "" || g.Menu == "" || len(g.Do) == 0 || g.Expect == "" || g.Minutes == 0 {
			t.Errorf("%s: a part is missing: %+v", where, g)
		}
		for _, id := range g.Page {
			if !slices.ContainsFunc(Page(), func(in Instruction) bool { return in.ID == id }) {
				t.Errorf("%s: the page has no instruction %s", where, id)
			}
		}
		if block := GuideBlock(*g); len(block) < 4+len(g.Do) {
			t.Errorf("%s: the screen leaves lines out", where)
		}
	})
	for _, st := range Setup(SetupOptions{}) {
		for _, id := range st.Checks {
			if c, ok := checks.Find(id); !ok {
				t.Errorf("%s: no check %q", st.ID, id)
			} else if !seen[st.ID+"/"+id] {
				t.Logf("%s: nothing guides through a wrong %q; its way out is: %s", st.ID, c.ID, "look again")
			}
		}
		for _, id := range st.Lags {
			if !slices.Contains(st.Checks, id) {
				t.Errorf("%s: %s lags and is not asked", st.ID, id)
			}
		}
		for _, in := range slices.Concat(st.Needs, st.Brings, st.Keeps) {
			if !slices.ContainsFunc(session.Inputs(), func(known session.Input) bool { return known.ID == in.ID }) {
				t.Errorf("%s: %s is no declared input", st.ID, in.ID)
			}
		}
	}
}

// TestEveryGuideCanBeOperated: the sandbox's operator knows each action but those that no console of the sandbox has.
func TestEveryGuideHasOneTitleAnAction(t *testing.T) {
	t.Parallel()
	blind := map[string]bool{}
	each(func(_ Step, g *Guide, open checks.Result) {
		if g.Blind && open.Status == checks.Fail {
			blind[g.ID] = true
		}
	})
	for _, id := range []string{"enable-options", "enter-credentials", "add-app", "push-now", "unset-default-group"} {
		if blind[id] {
			t.Errorf("%s has a readable effect and is taken on somebody's word", id)
		}
	}
}
