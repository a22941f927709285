package checks

import (
	"fmt"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks/facts"
)

func TestASentenceNamesTen(t *testing.T) {
	t.Parallel()
	evidence := func(n int) []Evidence {
		var out []Evidence
		for i := range n {
			out = append(out, Evidence{Subject: fmt.Sprintf("p%02d", i), Field: "a"}, Evidence{Subject: fmt.Sprintf("p%02d", i), Field: "b"})
		}
		return out
	}
	for n, want := range map[int]string{
		0: "", 1: "p00", 2: "p00, p01", 10: "p00, p01, p02, p03, p04, p05, p06, p07, p08, p09",
		11: "p00, p01, p02, p03, p04, p05, p06, p07, p08, p09 and 1 more", 500: "p00, p01, p02, p03, p04, p05, p06, p07, p08, p09 and 490 more",
	} {
		if got := subjects(evidence(n)); got != want {
			t.Errorf("%d people are named as %q, want %q", n, got, want)
		}
	}
}

// TestAThousandOrphans keeps a finding about very many people readable, and its evidence whole.
func TestAThousandOrphans(t *testing.T) {
	t.Parallel()
	records := list{}
	for i := range 99 {
		records = append(records, record(fmt.Sprintf("x%d", i), fmt.Sprintf("p%03d@acme.example", i), "", "a", true))
	}
	f := look(t, "assign-orphans", answers{getRecords: scimList(records...)}, facts.Intent{})
	expect(t, f, Fail, "99 people active", "p000@acme.example, p001@acme.example", "and 89 more")
	if len(f.Summary) > 400 || len(f.Evidence) != 99 || strings.Contains(f.Summary, "p050") {
		t.Errorf("%d pieces of evidence, and a summary of %d characters: %s", len(f.Evidence), len(f.Summary), f.Summary)
	}
}

func TestDirectoryLimits(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "", 89: "", 90: "short", 99: "short", 100: "full", 101: "full"} {
		full, short := limits("the directory", "people", n, 100)
		got := ""
		switch {
		case len(full) == 1 && len(short) == 0:
			got = "full"
		case len(short) == 1 && len(full) == 0:
			got = "short"
		case len(full)+len(short) > 0:
			got = "both"
		}
		if got != want {
			t.Errorf("%d of 100 is %q, want %q", n, got, want)
		}
	}
}

func TestCounts(t *testing.T) {
	t.Parallel()
	for got, want := range map[string]string{
		countOf(1, 20): "1 of 20 people", countOf(1, 1): "1 of 1 person", people(0): "0 people", count(1, "group", "groups"): "1 group",
		becomes([]Evidence{{Want: "new", Got: "old"}}): "old (now new)", filled([]Evidence{{Subject: "g", Field: "members", Got: "7"}}): "g (7 members)",
		memberships([]Evidence{{Subject: "a"}, {Subject: "b"}}): "2 people", memberships([]Evidence{{Subject: "a"}, {Subject: "a"}}): "2 memberships of 1 person",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
