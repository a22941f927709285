package world

import (
	"strings"
	"testing"
)

func TestUnassignAll(t *testing.T) {
	t.Parallel()
	for gone, want := range map[string]string{"": "a b c", "b": "a c", "a c x": "b", "a b c": ""} {
		app := &App{}
		for _, id := range []string{"a", "b", "c"} {
			app.Assign(&AppUser{UserID: id})
		}
		ids := map[string]bool{}
		for id := range strings.FieldsSeq(gone) {
			ids[id] = true
		}
		app.UnassignAll(ids)
		var left []string
		for _, u := range app.Users {
			left = append(left, u.UserID)
		}
		if got := strings.Join(left, " "); got != want {
			t.Errorf("without %q: %q, want %q", gone, got, want)
		}
		for id := range ids {
			if app.User(id) != nil {
				t.Errorf("%s is still found", id)
			}
		}
	}
}
