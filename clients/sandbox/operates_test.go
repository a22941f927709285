package sandbox_test

import (
	"testing"

	"github.com/provision-cli/provision/clients/sandbox"
)

func TestOperates(t *testing.T) {
	t.Parallel()
	for action, want := range map[string]bool{"create-directory": true, "push-now": true, "lifecycle-management": false, "": false} {
		if got := sandbox.Operates(action); got != want {
			t.Errorf("Operates(%q) = %v", action, got)
		}
	}
}
