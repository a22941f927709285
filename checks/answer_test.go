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
