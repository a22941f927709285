package cmd

import (
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/checks/facts"
)

func TestStatusLineSaysWhatIsReadHowFarAndWhatItWaitsFor(t *testing.T) {
	t.Parallel()
	until := time.Date(2026, 11, 23, 14, 3, 20, 0, time.Local)
	for want, p := range map[string]facts.Progress{
		"Reading people in the directory: 300 of 1000":                                        {What: "people in the directory", Read: 300, Of: 1000},
		"Reading people in the directory: 300":                                                {What: "people in the directory", Read: 300},
		"Reading groups":                                                                      {What: "groups"},
		"Reading people in Okta: 5 of 9 (rate limit, until 14:03:20)":                         {What: "people in Okta", Read: 5, Of: 9, Until: until, Why: "rate limit"},
		"Reading a\u00a0very long list of things that no line can take, whatever its width …": {What: "a\u00a0very long list of things that no line can take, whatever its width may be"},
		"Reading (rate limit, until 14:03:20)":                                                {Until: until, Why: "rate limit"},
	} {
		var out strings.Builder
		s := &statusLine{out: &out}
		s.reading(p)
		if got := out.String(); got != clearLine+want {
			t.Errorf("%q, want %q", got, want)
		}
		s.clear()
		if got := out.String(); got != clearLine+want+clearLine {
			t.Errorf("after the end: %q", got)
		}
	}
}

func TestStatusLineNamesCostAndPause(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	s := &statusLine{out: &out}
	s.cost(facts.Estimate{})
	s.cost(facts.Estimate{Calls: map[string]int{"okta": 200, "admin": 12}, Lasts: 37600 * time.Millisecond})
	s.cost(facts.Estimate{Calls: map[string]int{"okta": 1}})
	s.answered(checks.Result{Check: checks.Check{Title: "The SCIM key\x1b[2J works"}})
	s.waiting("1 yes, 1 wrong", time.Date(2026, 11, 23, 14, 3, 20, 0, time.Local))
	want := "About 212 calls, about 38 s\nAbout 1 call\n" + clearLine + "Asked: The SCIM key works" + clearLine + "Asking again at 14:03:20; now 1 yes, 1 wrong"
	if out.String() != want {
		t.Errorf("%q", out.String())
	}
	if got := roughly(200 * time.Second); got != "3 min" {
		t.Errorf("200 s are %s", got)
	}
}

// TestAScreenReaderIsToldOnce: no line that changes under it, and no count read out step by step.
func TestAScreenReaderIsToldOnce(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	s := &statusLine{out: &out, lines: true}
	for n := range 5 {
		s.reading(facts.Progress{What: "people", Read: n + 1, Of: 5})
		s.answered(checks.Result{Check: checks.Check{Title: "x"}})
	}
	s.reading(facts.Progress{What: "groups", Read: 1})
	s.clear()
	if got := out.String(); got != "Reading people: 1 of 5\nReading groups: 1\n" {
		t.Errorf("%q", got)
	}
}

func TestNothingIsSaidWhereNobodyLooks(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	s := (&app{err: &out, env: func(string) string { return "" }}).statusLine()
	s.cost(facts.Estimate{Calls: map[string]int{"okta": 1}})
	s.reading(facts.Progress{What: "people"})
	s.waiting("x", time.Time{})
	s.clear()
	if out.Len() > 0 {
		t.Errorf("%q", out.String())
	}
}
