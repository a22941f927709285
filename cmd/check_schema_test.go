package cmd

import (
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestRealAnswersFollowTheSchema: what --schema prints is true of what -o json writes, whatever the world.
func TestRealAnswersFollowTheSchema(t *testing.T) {
	t.Parallel()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(inside(t, 0, "check", "--schema")))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("check.json", doc); err != nil {
		t.Fatal(err)
	}
	schema := compiler.MustCompile("check.json")
	for name, c := range map[string]struct {
		args []string
		code int
	}{
		"ready":        {nil, 0},
		"fresh":        {[]string{"--scenario", "fresh"}, 1},
		"drifted":      {[]string{"--scenario", "drifted"}, 1},
		"since":        {[]string{"--drift", "scim-key", "--since-last", "--fail-on", "unknown"}, 1},
		"one question": {[]string{"--select", "scim-key"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := inside(t, c.code, append([]string{"check", "--sandbox", "-o", "json"}, c.args...)...)
			answers, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(answers); err != nil {
				t.Error(err)
			}
		})
	}
}
