package world

import (
	"slices"
	"testing"
)

// entails are the drifts that come with another by the nature of the matter.
var entails = map[string][]string{
	"integration-enabled":  {"integration-options", "integration-credentials"},
	"lifecycle-management": {"integration-enabled", "integration-options", "integration-credentials"},
	"domain-elsewhere":     {"domain-verified", "domain-claimed", "domain-linked"},
}

// TestDriftsAreApart holds every drift against what all others change: a drift that drags another along would make a
// check fail for a reason that is not its own.
func TestDriftsAreApart(t *testing.T) {
	t.Parallel()
	wrong := drifted()
	for _, d := range Drifts() {
		t.Run(d.ID, func(t *testing.T) {
			t.Parallel()
			w := build(t, BuildOptions{Drifts: []string{d.ID}})
			if d.ID == "guard-active" || d.ID == "org-elsewhere" {
				return // They take everything with them that the others are about.
			}
			for id, is := range wrong {
				if id == d.ID || slices.Contains(entails[d.ID], id) {
					continue
				}
				if is(w) {
					t.Errorf("it brings %s along", id)
				}
			}
		})
	}
}
