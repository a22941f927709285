package session

import (
	"testing"

	"github.com/provision-cli/provision/clients/sandbox"
)

// TestWhatLastsIsAskedOnceASession counts the question who the organization is: a refresh takes the answer over, a new
// address or credential and a renewed reading do not.
func TestWhatLastsIsAskedOnceASession(t *testing.T) {
	t.Parallel()
	s := sites(t, func(*sandbox.Sandbox) {})
	asked := func() int { return s.Meter.Count()["admin"] }
	read := func() {
		t.Helper()
		if _, err := s.Facts().Org(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for _, step := range []struct {
		name string
		do   func()
		want int
	}{
		{"first", func() {}, 1},
		{"the same reading", func() {}, 0},
		{"another reading", func() { s.Refresh() }, 0},
		{"a renewed reading", func() { s.Renew() }, 1},
		{"after it", func() { s.Refresh() }, 0},
		{"another wish", func() { _ = s.Set(EmailAttribute, FromPrompt, "workEmail") }, 0},
		{"the same key given again", func() { _ = s.Set(AtlassianKey, FromPrompt, s.Secret(AtlassianKey).Reveal()) }, 1},
		{"a wish taken back", func() { s.Forget(EmailAttribute) }, 0},
		{"another Okta org", func() { s.Forget(OktaURL) }, 1},
	} {
		before := asked()
		step.do()
		read()
		if got := asked() - before; got != step.want {
			t.Errorf("%s: %d requests, want %d", step.name, got, step.want)
		}
	}
}
