package sandbox

import (
	"runtime"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/traffic"
)

// The program goes on looking where a vendor shows nothing of what was done; a person does it once all the same.
func TestOperatorActsOnceWhereNothingShows(t *testing.T) {
	t.Parallel()
	for name, variants := range map[string]map[string]string{
		"features stay empty":         {"app-features": "empty", "connection": "unknown", "features-endpoint": "not-supported"},
		"the connection is not found": {"app-features": "empty", "connection": "not-found"},
		"pushStatus is never shown":   {"username-push-status": "never"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := byHand(t, Options{Variants: variants})
			if _, err := o.s.Operate(t.Context(), "create-directory"); err != nil {
				t.Fatal(err)
			}
			o.looked(t, "/api/v1/apps")
			o.looked(t, "/api/v1/apps/{id}", "/api/v1/apps/{id}/features")
			if p := o.s.world.AtlassianApp().Provisioning; !p.Enabled || !p.Create || !p.Update || !p.Deactivate {
				t.Fatalf("after two looks the app has %v", p.Enabled)
			}
			o.looked(t, "/api/v1/apps/{id}")
			// Two of them by hand, and one more for each of the two pages that are saved.
			for deadline := time.Now().Add(5 * time.Second); probed(o.s) < 4 && time.Now().Before(deadline); {
				runtime.Gosched()
			}
			after := o.s.Stats().Mutations.Console
			for range 6 {
				o.looked(t, "/api/v1/apps/{id}", "/api/v1/apps/{id}/features", "/api/v1/apps/{id}/connections/default", "/api/v1/logs")
			}
			if err := o.s.Settle(t.Context()); err != nil {
				t.Fatal(err)
			}
			if got := o.s.Stats().Mutations.Console; got != after {
				t.Errorf("the operator changed %d more things while the program went on looking", got-after)
			}
			if got := probed(o.s); got != 4 {
				t.Errorf("the credentials were tried %d times, want 4", got)
			}
		})
	}
}

// probed counts Test API Credentials, which is all that the engine asks of a directory before anybody is assigned.
func probed(s *Sandbox) int {
	n := 0
	for _, r := range s.Stats().Requests {
		if r.From == traffic.Engine && r.Service == "scim" {
			n += r.Count
		}
	}
	return n
}
