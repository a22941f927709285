package engine

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

func TestRetry(t *testing.T) {
	t.Parallel()
	throttled := &failure{status: 429, retryAfter: 3 * time.Second}
	for name, c := range map[string]struct {
		err   error
		after int // attempts before
		wait  time.Duration
		again bool
	}{
		"success":       {nil, 0, 0, false},
		"401":           {&failure{status: 401}, 0, 0, false},
		"409":           {&failure{status: 409}, 0, 0, false},
		"500":           {&failure{status: 500, retryAfter: time.Second}, 0, 0, false},
		"no answer":     {&failure{}, 0, 0, false},
		"something":     {errors.New("else"), 0, 0, false},
		"429":           {throttled, 0, 3 * time.Second, true},
		"429 wrapped":   {fmt.Errorf("again: %w", throttled), 0, 3 * time.Second, true},
		"429 the third": {throttled, 2, 12 * time.Second, true},
		"429 the ninth": {throttled, 8, 768 * time.Second, true},
		"429 the tenth": {throttled, 9, 0, false},
		"429 bare":      {&failure{status: 429}, 1, 10 * time.Minute, true},
	} {
		j := &job{attempt: c.after}
		if wait, again := j.retry(c.err); wait != c.wait || again != c.again {
			t.Errorf("%s: %v %v", name, wait, again)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]time.Duration{
		"": 0, "5": 5 * time.Second, " 5 ": 5 * time.Second, "0": 0, "-1": 0, "1.5": 0, "5s": 0, "Mon, 23 Nov 2026 12:00:00 GMT": 0,
	} {
		if got := retryAfter(http.Header{"Retry-After": {header}}); got != want {
			t.Errorf("%q is %v, want %v", header, got, want)
		}
	}
}

func TestAPausedUserKeepsTheOrder(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	resume := make(chan func(), 1)
	e := New(b.w, nil)
	e.After = func(_ time.Duration, f func()) func() bool {
		resume <- f
		return func() bool { return true }
	}
	e.Start(t.Context())
	refused := false
	b.scim.refuse = func(rw http.ResponseWriter, r *http.Request) bool {
		if refused || !strings.Contains(r.URL.RawQuery, "ann") {
			return false
		}
		refused = true
		rw.WriteHeader(429)
		return true
	}
	g := b.group("g", "ann", "bob")
	b.group("p", "ann", "bob")
	m := b.mapping("p")
	b.w.Lock()
	e.AssignGroup(b.app, g.ID)
	e.Push(b.app, m)
	b.w.Unlock()
	proceed := <-resume
	b.w.Lock()
	e.UnassignUser(b.app, "00uann")
	g.Leave("00uann")
	e.MembershipChanged(g.ID, "00uann", false)
	b.w.Unlock()
	deadline := time.Now().Add(10 * time.Second)
	for e.Pending() > 2 && time.Now().Before(deadline) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		e.Wait(ctx)
		cancel()
	}
	// The group went ahead without ann, whose two jobs wait for each other.
	if n := e.Pending(); n != 2 || m.RemoteID == "" || fmt.Sprint(m.Pushed) != "map[00ubob:true]" {
		t.Errorf("%d pending, pushed %v", n, m.Pushed)
	}
	proceed()
	if err := e.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	if b.app.User("00uann") != nil || strings.Contains(lines(b.scim.take()), "DELETE") {
		t.Error("ann was not let go")
	}
}

func TestWaitEndsWithItsContext(t *testing.T) {
	t.Parallel()
	w := world.New(1, time.Now)
	e := New(w, nil)
	app := &world.App{ID: "a", Status: "ACTIVE", Provisioning: world.Provisioning{Enabled: true, BaseURL: "http://scim.test", Token: "k"}}
	w.Okta.AddUser(&world.User{ID: "u", Status: "ACTIVE"})
	w.Lock()
	e.AssignUser(app, "u")
	w.Unlock()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := e.Wait(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if n := e.Pending(); n != 1 {
		t.Errorf("%d pending before the start", n)
	}
}

func TestUserEvents(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind kind
		err  *failure
		want string
	}{
		{provision, &failure{doing: "x"}, "application.provision.user.push"},
		{update, &failure{doing: "x"}, "application.provision.user.push_profile"},
		{deactivate, &failure{doing: "x"}, "application.provision.user.deactivate"},
		{provision, &failure{doing: "x", unreadable: true}, "application.provision.user.sync"},
	} {
		if got := userEvent(c.kind, c.err); got != c.want {
			t.Errorf("%s: %s, want %s", c.kind, got, c.want)
		}
	}
}
