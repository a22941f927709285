package interrupt

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/wizard"
	"github.com/provision-cli/provision/wizard/store"
)

const (
	createMapping = "POST /api/v1/apps/{id}/group-push/mappings"
	setMapping    = "PATCH /api/v1/apps/{id}/group-push/mappings/{id}"
	assignGroup   = "PUT /api/v1/apps/{id}/groups/{id}"
	replaceApp    = "PUT /api/v1/apps/{id}"
	assignRole    = "POST /admin/v2/orgs/{id}/directories/{id}/groups/{id}/role-assignments/assign"
)

// TestLostAnswers breaks the connection after, or before, a write was done: the run looks what became of it, and ends like one
// that nothing disturbed.
func TestLostAnswers(t *testing.T) {
	t.Parallel()
	want := undisturbed(t)
	for _, route := range []string{"okta/" + createMapping, "okta/" + setMapping, "okta/" + assignGroup, "admin/" + assignRole} {
		for _, how := range []string{":reset-after@1", ":reset-after%2", ":reset-before@1", ":503@1"} {
			t.Run(strings.ReplaceAll(route, "/", "⁄")+how, func(t *testing.T) {
				t.Parallel()
				s := start(t, route+how)
				s.must(s.setup())
				s.as(want)
				_, writes := s.counts()
				t.Logf("%d writes arrived", len(writes))
			})
		}
	}
}

// last is how a run ended.
func last(said string) string {
	lines := strings.Split(strings.TrimSpace(said), "\n")
	return strings.Join(lines[max(0, len(lines)-12):], "\n")
}

// TestReplacingTheAppIsInterrupted does what --email-by-api does: the whole app is read, changed, put back and read again.
func TestReplacingTheAppIsInterrupted(t *testing.T) {
	t.Parallel()
	want := undisturbed(t, "--email-by-api")
	if !slices.ContainsFunc(want.writes, replacesApp) {
		t.Fatalf("the app was not replaced: %q", want.writes)
	}
	for _, how := range []string{":reset-after@1", ":reset-before@1", ":cut@1", ":503@1"} {
		t.Run("lost"+how, func(t *testing.T) {
			t.Parallel()
			s := start(t, "okta/"+replaceApp+how)
			s.must(s.setup("--email-by-api"))
			s.as(want)
			s.hasImage()
		})
	}
	t.Run("killed", func(t *testing.T) {
		t.Parallel()
		s := start(t)
		if !s.kill(s.setup("--email-by-api"), func(_, _ int) bool { return slices.ContainsFunc(s.writes, replacesApp) }) {
			t.Fatal("the run had ended before")
		}
		s.hasImage()
		s.must(s.setup("--email-by-api"))
		s.as(want)
		s.hasImage()
	})
}

func replacesApp(write string) bool {
	return strings.HasPrefix(write, "PUT /api/v1/apps/") && strings.Count(write, "/") == 4
}

var template = regexp.MustCompile(`\$\{source\.\w+\}`)

// hasImage proves that what the app was before is kept, and that the record names it.
func (s *stand) hasImage() {
	s.t.Helper()
	kept, err := store.Open(filepath.Join(s.dir, "kept"), "default")
	if err != nil {
		s.t.Fatal(err)
	}
	for _, c := range kept.State().History {
		if c.Action != wizard.ActionUserName {
			continue
		}
		was := template.FindString(c.Was) // the operator may have changed it before the program did
		if image, err := os.ReadFile(c.BeforeImage); err != nil || was == "" || !bytes.Contains(image, []byte(was)) {
			s.t.Errorf("the before-image %q of %q: %v", c.BeforeImage, c.Was, err)
		}
		return
	}
	s.t.Error("the record does not hold the change of the app")
}
