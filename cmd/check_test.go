package cmd

import (
	"bytes"
	"context"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/cmd/report"
	"github.com/provision-cli/provision/wizard/session"
	"github.com/provision-cli/provision/wizard/store"
)

func idsOf(list []checks.Check) []string {
	var ids []string
	for _, c := range list {
		ids = append(ids, c.ID)
	}
	return ids
}

func TestChoose(t *testing.T) {
	t.Parallel()
	all := idsOf(checks.Catalogue())
	everything, err := choose(nil, nil)
	if err != nil || !slices.Equal(idsOf(everything.list), all) || len(everything.wanted) != len(all) {
		t.Fatalf("%d questions, %v", len(everything.list), err)
	}
	one, err := choose([]string{" push-members"}, nil)
	if err != nil || !slices.Equal(slices.Collect(maps.Keys(one.wanted)), []string{"push-members"}) {
		t.Fatalf("%v, %v", one.wanted, err)
	}
	for _, c := range one.list {
		for _, id := range c.After {
			if !slices.Contains(idsOf(one.list), id) {
				t.Errorf("%s is asked without %s", c.ID, id)
			}
		}
	}
	if got := idsOf(one.list); len(got) < 3 || got[len(got)-1] != "push-members" {
		t.Errorf("asks %q", got)
	}
	less, err := choose(nil, []string{"push", "scim-key"})
	if err != nil || slices.Contains(idsOf(less.list), "scim-key") || slices.Contains(idsOf(less.list), "push-members") {
		t.Errorf("asks what is skipped by name: %v, %v", idsOf(less.list), err)
	}
	if both, err := choose([]string{"push"}, []string{"directory"}); err != nil || slices.Contains(idsOf(both.list), "scim-key") {
		t.Errorf("asks %v, %v", idsOf(both.list), err)
	}
}

func TestReportedNamesTheReason(t *testing.T) {
	t.Parallel()
	s, err := choose([]string{"push-members"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	results := func(key, app, reachable checks.Status) []checks.Result {
		var list []checks.Result
		for _, c := range s.list {
			r := checks.Result{Check: c}
			switch c.ID {
			case "scim-key":
				r.Status = key
			case "okta-app":
				r.Status = app
			case "okta-reachable":
				r.Status = reachable
			}
			list = append(list, r)
		}
		return list
	}
	for name, c := range map[string]struct {
		key, app, reachable checks.Status
		want                string
	}{
		"all is well":        {checks.Pass, checks.Pass, checks.Pass, "push-members"},
		"a warning on a way": {checks.Warn, checks.Pass, checks.Manual, "push-members"},
		"the key is wrong":   {checks.Fail, checks.Pass, checks.Pass, "scim-key push-members"},
		"the first is blind": {checks.Pass, checks.Unknown, checks.Unknown, "okta-reachable okta-app push-members"},
	} {
		var got []string
		for _, r := range s.reported(results(c.key, c.app, c.reachable)) {
			got = append(got, r.ID)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, want %s", name, got, c.want)
		}
	}
}

func TestMeant(t *testing.T) {
	t.Parallel()
	known := []string{"push-members", "push-status", "scim-key", "scim-key-life", "email-update", "push"}
	for typed, want := range map[string]string{
		"push-membrs": "push-members", "psuh-members": "push-members", "PUSH-STATUS": "push-status", "scim_key": "scim-key", "pus": "push",
		"scim-key-lif": "scim-key-life", "members": "push-members", "zebra": "", "x": "", "": "",
	} {
		got := meant(typed, known)
		if want != "" {
			want = "; did you mean " + want + "?"
		}
		if got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "abc", 3}, {"abc", "abc", 0}, {"abc", "acb", 1}, {"kitten", "sitting", 3}, {"ca", "abc", 3}} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("%s, %s: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func open(id string, s checks.Status, subjects ...string) report.Result {
	r := report.Result{Result: checks.Result{Check: checks.Check{ID: id}, Finding: checks.Finding{Status: s}}}
	for _, name := range subjects {
		r.Evidence = append(r.Evidence, checks.Evidence{Subject: name})
	}
	return r
}

func TestSince(t *testing.T) {
	t.Parallel()
	h := hasher{[]byte("key")}
	before := h.record(report.Check{}.Began, []report.Result{
		open("well", checks.Pass), open("mended", checks.Fail, "ana"), open("seen", checks.Unknown), open("same", checks.Fail, "ana", "ben"),
		open("more", checks.Fail, "ana"), open("fewer", checks.Fail, "ana", "ben", "cy"), open("worse", checks.Warn), open("blind", checks.Fail, "ana"),
		open("broken", checks.Pass), open("gone", checks.Fail), open("person", checks.Manual),
	})
	now := []report.Result{
		open("well", checks.Pass), open("mended", checks.Pass), open("seen", checks.Pass), open("same", checks.Fail, "ben", "ana", "ana"),
		open("more", checks.Fail, "ana", "ben"), open("fewer", checks.Fail, "cy"), open("worse", checks.Fail), open("blind", checks.Unknown),
		open("broken", checks.Fail), open("gone", checks.Skip), open("person", checks.Manual), open("never", checks.Warn), open("never-well", checks.Pass),
	}
	s := since(h, []store.Run{before}, now)
	want := map[string]string{
		"mended": "mended", "seen": "mended", "same": "same", "more": "new", "fewer": "same", "worse": "new", "blind": "new", "broken": "new",
		"person": "same", "never": "new",
	}
	for _, r := range now {
		if r.Since != want[r.ID] {
			t.Errorf("%s: %q, want %q", r.ID, r.Since, want[r.ID])
		}
	}
	if s.New != 5 || s.Same != 3 || s.Mended != 2 || s.Rotated {
		t.Errorf("%+v", s)
	}
	if more, fewer := now[4], now[5]; !slices.Equal(more.Fresh, []string{"ben"}) || more.MendedToo != 0 || fewer.MendedToo != 2 || len(fewer.Fresh) > 0 {
		t.Errorf("more %+v, fewer %+v", more, fewer)
	}
	other := []report.Result{open("more", checks.Fail, "zoe"), open("mended", checks.Pass)}
	if s := since(hasher{[]byte("another")}, []store.Run{before}, other); !s.Rotated || other[0].Since != report.Same || other[0].Fresh != nil || other[1].Since != report.Mended {
		t.Errorf("after a change of keys: %+v, %+v", s, other)
	}
}

func TestManySubjectsAreCutAndStillCompared(t *testing.T) {
	t.Parallel()
	h := hasher{[]byte("key")}
	var names []string
	for n := range 3 * remembered {
		names = append(names, "person"+strings.Repeat("x", n%7)+string(rune('a'+n%26))+strings.Repeat("y", n/26))
	}
	run := h.record(report.Check{}.Began, []report.Result{open("many", checks.Fail, names...)})
	if a := run.Answers["many"]; len(a.Subjects) != remembered || !a.Cut {
		t.Fatalf("%d kept, cut %v", len(a.Subjects), a.Cut)
	}
	now := []report.Result{open("many", checks.Fail, names...)}
	if since(h, []store.Run{run}, now); now[0].Since != report.Same {
		t.Errorf("the same people are %q: %d of them", now[0].Since, len(now[0].Fresh))
	}
}

func TestHashesNeedTheCredential(t *testing.T) {
	t.Parallel()
	with := func(token string) hasher {
		s := session.New(session.Options{Store: store.Discard("default"), Secrets: &store.Memory{}})
		if err := s.Set(session.OktaToken, session.FromEnv, token); err != nil {
			t.Fatal(err)
		}
		return newHasher(s)
	}
	a, again, b := with("token-a"), with("token-a"), with("token-b")
	r := open("push-members", checks.Fail, "ana@example.com")
	if got := a.subjects(r.Result); !slices.Equal(got, again.subjects(r.Result)) || slices.Equal(got, b.subjects(r.Result)) {
		t.Error("the hash does not depend on the credential alone")
	}
	if a.name() != again.name() || a.name() == b.name() || strings.Contains(a.name(), "token") {
		t.Error("the name of a key tells it badly from another")
	}
	other := open("push-size", checks.Fail, "ana@example.com")
	if slices.Equal(a.subjects(r.Result), a.subjects(other.Result)) {
		t.Error("the same person has one hash under two checks")
	}
	if bytes.Contains(a.key, []byte("token-a")) || clients.NewSecret("x").IsZero() {
		t.Error("the key is the credential")
	}
}

func TestSteadyLeavesOutTheRequest(t *testing.T) {
	t.Parallel()
	r := open("okta-rights", checks.Unknown, "GET /x")
	r.Summary, r.Evidence[0].Got = "Could not look: 403 E0000006 (request abc-1).", "403 (request x) (twice)"
	got := steady([]checks.Result{r.Result})[0]
	if got.Summary != "Could not look: 403 E0000006." || got.Evidence[0].Got != "403 (twice)" {
		t.Errorf("%+v", got.Finding)
	}
}

// TestWaitsKnowsWhatWasNotAsked: a question that waits for another says so in one line, in the words of checks.Run.
func TestWaitsKnowsWhatWasNotAsked(t *testing.T) {
	t.Parallel()
	answers := func(s checks.Status) func(context.Context, *facts.Facts) checks.Finding {
		return func(context.Context, *facts.Facts) checks.Finding {
			return checks.Finding{Status: s, Summary: "So it is."}
		}
	}
	for status, waits := range map[checks.Status]string{checks.Unknown: "first", checks.Fail: "first", checks.Skip: "first", checks.Pass: "", checks.Manual: ""} {
		results := checks.Run(t.Context(), []checks.Check{
			{ID: "first", Run: answers(status)}, {ID: "second", After: []string{"zero", "first"}, Run: answers(checks.Unknown)},
		}, facts.New(facts.Sources{}, facts.Intent{}, facts.Kept{}, time.Time{}), nil)
		if got := (report.Check{}).Waits(report.Result{Result: results[1]}); got != waits {
			t.Errorf("after %s: waits for %q, want %q", status, got, waits)
		}
	}
}

func TestHomeless(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{"HOME": false, "XDG_STATE_HOME": false, "PROVISION_CONFIG_DIR": false, "PATH": runtime.GOOS != "windows"} {
		a := &app{env: func(asked string) string {
			if asked == name {
				return "/there"
			}
			return ""
		}}
		if got := a.homeless(); got != want {
			t.Errorf("with %s: %v", name, got)
		}
	}
}
