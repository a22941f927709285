package cmd

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks"
)

// TestExplainSaysEverythingOfEveryCheck: what the catalogue holds, a person can read, at 80 columns as well.
func TestExplainSaysEverythingOfEveryCheck(t *testing.T) {
	t.Parallel()
	for _, c := range checks.Catalogue() {
		text := flatten(inside(t, 0, "explain", c.ID))
		parts := append([]string{c.Title, c.ID, c.Severity, c.Topic, c.Reads, c.Why, c.Detects, c.Mends, "provision check --select " + c.ID}, c.Docs...)
		for _, part := range parts {
			if !strings.Contains(text, flatten(part)) {
				t.Errorf("explain %s lacks %q:\n%s", c.ID, part, text)
			}
		}
		var doc map[string]any
		if err := json.Unmarshal([]byte(inside(t, 0, "explain", c.ID, "-o", "json")), &doc); err != nil || doc["fix"] != c.Mends || doc["id"] != c.ID {
			t.Errorf("%v, %v", doc, err)
		}
	}
}

func flatten(text string) string { return strings.Join(strings.Fields(text), " ") }
