package wizard

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
)

// promptsOfARun is how many prompts a whole run with a person has.
func promptsOfARun(t *testing.T) int {
	t.Helper()
	b := start(t, sandbox.Options{})
	p := b.person()
	b.must(b.withPerson(p))
	return len(p.asked)
}

// TestStoppingAtAnyPrompt stops at each prompt of a run in turn: the next run ends well and asks nothing that was proven.
func TestStoppingAtAnyPrompt(t *testing.T) {
	t.Parallel()
	for n := range promptsOfARun(t) {
		n++
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			b := start(t, sandbox.Options{})
			first := b.person()
			first.stop = n
			if _, err := b.run(b.withPerson(first)); !errors.Is(err, prompt.ErrCancelled) {
				t.Fatalf("stopped at %q: %v", first.asked[len(first.asked)-1], err)
			}
			second := b.person()
			b.must(b.withPerson(second))
			if wrong := b.untrue(); len(wrong) > 0 {
				t.Errorf("stopped at %q, run again, and %q", first.asked[n-1], wrong)
			}
			for _, title := range second.prompts("ask") {
				if slices.Contains(proven(first.prompts("ask"), n), title) {
					t.Errorf("stopped at %q: %q was proven and is asked again", first.asked[n-1], title)
				}
			}
		})
	}
}

// proven returns the credentials that a run had proven before its n-th prompt: those asked before, but for the ones whose
// proof still lacked a part.
func proven(asked []string, n int) []string {
	if n > len(asked) {
		return asked
	}
	before := asked[:n-1]
	for _, pair := range [][]string{{session.OktaURL.Title, session.OktaToken.Title}, {session.SiteEmail.Title, session.SiteToken.Title}} {
		if slices.Contains(before, pair[0]) && !slices.Contains(before, pair[1]) {
			return before[:slices.Index(before, pair[0])]
		}
	}
	return before
}

// interrupter cancels a run at its n-th request, as ctrl-c does.
type interrupter struct {
	at     int64
	count  atomic.Int64
	cancel context.CancelFunc
}

func (i *interrupter) RoundTrip(r *http.Request) (*http.Response, error) {
	if i.count.Add(1) == i.at {
		i.cancel()
	}
	return http.DefaultTransport.RoundTrip(r)
}

func TestStoppingDuringAnyRequest(t *testing.T) {
	t.Parallel()
	for n := int64(1); n < 400; n += 9 {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			b := start(t, sandbox.Options{})
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			stop := &interrupter{at: n, cancel: cancel}
			r := b.withPerson(b.person())
			r.Session.Base = stop
			_, err := r.Run(ctx)
			if stop.count.Load() < n {
				return // the run was over before
			}
			if !errors.Is(err, prompt.ErrCancelled) && !errors.Is(err, context.Canceled) {
				t.Errorf("stopped at request %d: %v", n, err)
			}
			b.must(b.withPerson(b.person()))
			if wrong := b.untrue(); len(wrong) > 0 {
				t.Errorf("stopped at request %d, run again, and %q", n, wrong)
			}
		})
	}
}
