package checks

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/provision-cli/provision/checks/facts"
)

func fixed(id string, status Status, after ...string) Check {
	return Check{ID: id, After: after, Run: func(context.Context, *facts.Facts) Finding { return Finding{Status: status, Summary: id} }}
}

func refusedCheck(id string) Check {
	return Check{ID: id, Run: func(context.Context, *facts.Facts) Finding { return Finding{Status: Fail, Refused: true} }}
}

func none() *facts.Facts { return facts.New(facts.Sources{}, facts.Intent{}, facts.Kept{}, now) }

func TestRunFollowsAfter(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		list []Check
		want []Status
	}{
		{"pass lets on", []Check{fixed("a", Pass), fixed("b", Fail, "a")}, []Status{Pass, Fail}},
		{"warn lets on", []Check{fixed("a", Warn), fixed("b", Pass, "a")}, []Status{Warn, Pass}},
		{"manual lets on", []Check{fixed("a", Manual), fixed("b", Pass, "a")}, []Status{Manual, Pass}},
		{"fail holds up", []Check{fixed("a", Fail), fixed("b", Pass, "a")}, []Status{Fail, Skip}},
		{"skip holds up", []Check{fixed("a", Skip), fixed("b", Pass, "a")}, []Status{Skip, Skip}},
		{"unknown spreads", []Check{fixed("a", Unknown), fixed("b", Pass, "a")}, []Status{Unknown, Unknown}},
		{"a refused credential spreads as unknown", []Check{refusedCheck("a"), fixed("b", Pass, "a")}, []Status{Fail, Unknown}},
		{"unknown goes all the way", []Check{refusedCheck("a"), fixed("b", Pass, "a"), fixed("c", Pass, "b")}, []Status{Fail, Unknown, Unknown}},
		{"skip goes all the way", []Check{fixed("a", Fail), fixed("b", Pass, "a"), fixed("c", Pass, "b")}, []Status{Fail, Skip, Skip}},
		{"the first bad one decides", []Check{fixed("a", Fail), fixed("b", Unknown), fixed("c", Pass, "a", "b")}, []Status{Fail, Unknown, Skip}},
		{"who is not asked binds nothing", []Check{fixed("b", Pass, "a")}, []Status{Pass}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []Status
			for _, r := range Run(t.Context(), tt.list, none(), nil) {
				got = append(got, r.Status)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestRunTellsInOrder(t *testing.T) {
	t.Parallel()
	var told []string
	results := Run(t.Context(), []Check{fixed("b", Pass), fixed("a", Fail), fixed("c", Pass, "a")}, none(), func(r Result) { told = append(told, r.ID) })
	if want := []string{"b", "a", "c"}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
	unknown := Run(t.Context(), []Check{fixed("okta-app", Unknown), fixed("c", Pass, "okta-app")}, none(), nil)[1]
	wellSaid(t, unknown)
	if want := "First mend okta-app: provision explain okta-app."; unknown.Fix != want {
		t.Errorf("fix %q, want %q", unknown.Fix, want)
	}
	if got := results[2].Summary; got != "Waits for a." {
		t.Errorf("summary %q", got)
	}
}

func TestRunStopped(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, r := range Run(ctx, []Check{fixed("a", Pass), fixed("b", Pass)}, none(), nil) {
		if r.Status != Unknown {
			t.Errorf("%s is %s although the run was stopped", r.ID, r.Status)
		}
		wellSaid(t, r)
	}
}

func TestAttestedStaysManual(t *testing.T) {
	t.Parallel()
	kept := facts.Kept{Attested: map[string]facts.Attestation{"a": {By: "ana", On: time.Date(2026, 11, 3, 0, 0, 0, 0, time.UTC)}, "c": {By: "ana"}}}
	f := facts.New(facts.Sources{}, facts.Intent{}, kept, now)
	results := Run(t.Context(), []Check{fixed("a", Manual), fixed("b", Manual), fixed("c", Fail)}, f, nil)
	if r := results[0]; r.Status != Manual || r.Summary != "a Attested by ana on 3 Nov 2026." || len(r.Evidence) != 1 || r.Evidence[0].Subject != "ana" || r.Evidence[0].Got != "3 Nov 2026" {
		t.Errorf("attested: %+v", r.Finding)
	}
	if r := results[1]; len(r.Evidence) != 0 || r.Summary != "b" {
		t.Errorf("not attested: %+v", r.Finding)
	}
	if r := results[2]; r.Status != Fail || len(r.Evidence) != 0 {
		t.Errorf("a word does not mend what is wrong: %+v", r.Finding)
	}
}

// later passes from the nth look on.
func later(n int) Check {
	looks := 0
	return Check{ID: "later", Run: func(context.Context, *facts.Facts) Finding {
		if looks++; looks >= n {
			return Finding{Status: Pass}
		}
		return Finding{Status: Fail}
	}}
}

func TestAwaitAsksUntilContent(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		start, rounds, looks := time.Now(), 0, 0
		fresh := func() *facts.Facts { looks++; return none() }
		results, err := Await(t.Context(), []Check{later(4)}, fresh, 10*time.Second, nil, func([]Result) { rounds++ })
		if err != nil || results[0].Status != Pass {
			t.Fatalf("%v %v", results, err)
		}
		if rounds != 4 || looks != 4 {
			t.Errorf("%d rounds with %d fresh facts, want 4 and 4", rounds, looks)
		}
		if waited := time.Since(start); waited != 30*time.Second {
			t.Errorf("waited %s, want 30 s: between the looks, not before the first", waited)
		}
	})
}

func TestAwaitEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tired := errors.New("time is up")
		ctx, cancel := context.WithTimeoutCause(t.Context(), 25*time.Second, tired)
		defer cancel()
		rounds := 0
		results, err := Await(ctx, []Check{fixed("a", Manual)}, none, 10*time.Second, nil, func([]Result) { rounds++ })
		if !errors.Is(err, tired) {
			t.Errorf("err %v, want the cause", err)
		}
		if rounds != 3 || len(results) != 1 || results[0].Status != Manual {
			t.Errorf("%d rounds, last %v", rounds, results)
		}
	})
}

func TestAwaitUntil(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		seen := 0
		until := func(r []Result) bool { seen++; return seen == 2 && r[0].Status == Fail }
		results, err := Await(t.Context(), []Check{fixed("a", Fail)}, none, time.Second, until, nil)
		if err != nil || results[0].Status != Fail || seen != 2 {
			t.Errorf("%v %v after %d", results, err, seen)
		}
	})
}

func TestAllOK(t *testing.T) {
	t.Parallel()
	for status, want := range map[Status]bool{Pass: true, Warn: true, Skip: true, Fail: false, Manual: false, Unknown: false} {
		if got := AllOK([]Result{{Finding: Finding{Status: Pass}}, {Finding: Finding{Status: status}}}); got != want {
			t.Errorf("%s: %v, want %v", status, got, want)
		}
		if status.OK() != want {
			t.Errorf("%s.OK() = %v", status, status.OK())
		}
	}
}
