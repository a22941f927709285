package assume

import (
	"regexp"
	"testing"
)

func TestTheTableIsWhole(t *testing.T) {
	t.Parallel()
	id := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	seen := map[ID]bool{}
	for _, a := range All() {
		if !id.MatchString(string(a.ID)) || seen[a.ID] {
			t.Errorf("%q is no id, or is there twice", a.ID)
		}
		seen[a.ID] = true
		if a.Assume == "" || a.Shows == "" || a.Wrong == "" || a.Source == "" {
			t.Errorf("%s: a part is missing: %+v", a.ID, a)
		}
		if variant, value := a.Plays(); a.Variant != "" && (variant == "" || value == "") {
			t.Errorf("%s: %q is no ID=VALUE", a.ID, a.Variant)
		}
		if got, ok := Find(a.ID); !ok || got != a {
			t.Errorf("%s is not found: %+v", a.ID, got)
		}
	}
	if _, ok := Find("nothing"); ok {
		t.Error("something is found that is not there")
	}
}
