package cmd

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/checks/assume"
	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/wizard/store"
)

// TestEveryVariantPlaysAnAssumption: the sandbox and the table know of the same open questions.
func TestEveryVariantPlaysAnAssumption(t *testing.T) {
	t.Parallel()
	named, variants := map[string]bool{}, sandbox.List().Variants
	for _, row := range assume.All() {
		id, value := row.Plays()
		if id == "" {
			continue
		}
		named[id] = true
		if i := slices.Index(variants[id], value); i < 1 {
			t.Errorf("%s: %s is no other case of the sandbox, which has %q", row.ID, row.Variant, variants[id])
		}
	}
	for id := range variants {
		if !named[id] {
			t.Errorf("the variant %s plays no assumption", id)
		}
	}
}

func TestExplainAssumptionsShowsTheTable(t *testing.T) {
	t.Parallel()
	text := flatten(inside(t, 0, "explain", "assumptions"))
	var list []assumption
	if err := json.Unmarshal([]byte(inside(t, 0, "explain", "assumptions", "-o", "json")), &list); err != nil || len(list) != len(assume.All()) {
		t.Fatalf("%d rows, %v", len(list), err)
	}
	for _, row := range list {
		for _, part := range []string{string(row.ID), row.Assume, row.Wrong, row.Variant} {
			if !strings.Contains(text, flatten(part)) {
				t.Errorf("%s: %q is not shown", row.ID, part)
			}
		}
	}
}

func TestAssumptionsBearWhatWasSeen(t *testing.T) {
	t.Parallel()
	on := time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC)
	for _, row := range assumptions(map[string]store.Assumed{"app-key": {On: on}, "scim-page": {Refuted: true, Saw: "itemsPerPage is 10000", On: on}}) {
		want := map[assume.ID]string{assume.AppKey: "confirmed", assume.SCIMPage: "refuted"}[row.ID]
		if row.Here != want || (want != "") != row.On.Equal(on) {
			t.Errorf("%s: %q on %s", row.ID, row.Here, row.On)
		}
	}
}
