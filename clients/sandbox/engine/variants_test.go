package engine

import (
	"fmt"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

func kinds(targets []world.LogTarget) string {
	text := ""
	for _, l := range targets {
		text += l.Type + " " + l.ID + " "
	}
	return text
}

func TestWhatTheLogNames(t *testing.T) {
	t.Parallel()
	for variant, want := range map[string]map[string]string{
		"app": {
			"application.user_membership.add":         "AppInstance 0oa1 AppUser 00uann User 00uann ",
			"application.provision.user.push":         "AppInstance 0oa1 AppUser 00uann User 00uann ",
			"application.provision.group_push.pushed": "AppInstance 0oa1 UserGroup p ",
		},
		"appuser": {
			"application.user_membership.add":         "AppInstance 0oa1 AppUser 00uann User 00uann ",
			"application.provision.user.push":         "AppUser 0uaann ",
			"application.provision.group_push.pushed": "UserGroup p ",
		},
	} {
		b := newBench(t, "log-target="+variant)
		b.assign("ann")
		b.group("p", "ann")
		b.do(func() { b.Push(b.app, b.mapping("p")) })
		seen := 0
		for _, l := range b.w.Okta.Log {
			if l.Debug["appname"] != "atlassian" {
				t.Errorf("%s: %s has the debug data %v", variant, l.EventType, l.Debug)
			}
			if text, ok := want[l.EventType]; ok {
				seen++
				if got := kinds(l.Targets); got != text {
					t.Errorf("%s: %s names %s, want %s", variant, l.EventType, got, text)
				}
			}
		}
		if seen != len(want) {
			t.Errorf("%s: %d events of %d", variant, seen, len(want))
		}
	}
}

// TestTheAppUserIsFoundByName holds the one way to the person that the short form leaves.
func TestTheAppUserIsFoundByName(t *testing.T) {
	t.Parallel()
	b := newBench(t, "log-target=appuser")
	b.user("ann")
	b.scim.refuse = refusing("POST", 500, `{"detail":"no"}`)
	b.do(func() { b.AssignUser(b.app, "00uann") })
	last := b.w.Okta.Log[len(b.w.Okta.Log)-1]
	if last.Result != "FAILURE" || len(last.Targets) != 1 || last.Targets[0].AlternateID != "ann@example.com" {
		t.Errorf("%+v", last)
	}
}

func TestAFailedPushMayStayActive(t *testing.T) {
	t.Parallel()
	for variant, want := range map[string]string{"error": "ERROR", "stays-active": "ACTIVE"} {
		t.Run(variant, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, "push-error="+variant)
			b.group("p")
			m := b.mapping("p")
			b.scim.refuse = refusing("POST", 409, `{"detail":"Resource [GROUP]: with displayName already exists."}`)
			b.do(func() { b.Push(b.app, m) })
			if m.Status != want || (m.ErrorSummary == "") != (want == "ACTIVE") || m.RemoteID != "" || len(b.app.Tasks) != 1 {
				t.Errorf("after the failure: %+v, tasks %v", m, b.app.Tasks)
			}
			const text = " FAILURE Error while creating group group p: Conflict. Errors reported by remote server: Resource [GROUP]: with displayName already exists."
			if e := b.events("application.provision.group.add"); e != text {
				t.Errorf("events %q", e)
			}
			b.scim.refuse = nil
			b.do(func() { b.RetryFailed(b.app) })
			if m.Status != "ACTIVE" || m.ErrorSummary != "" || m.RemoteID == "" || len(b.app.Tasks) != 0 || len(b.failed) != 0 {
				t.Errorf("after the retry: %+v, tasks %v", m, b.app.Tasks)
			}
		})
	}
}

func TestASecondPushSettlesTheFirst(t *testing.T) {
	t.Parallel()
	b := newBench(t, "push-error=stays-active")
	b.group("p")
	m := b.mapping("p")
	b.scim.refuse = refusing("GET", 500, "")
	b.do(func() { b.Push(b.app, m) })
	b.scim.refuse = nil
	b.do(func() { b.PushNow(b.app, m) })
	if m.RemoteID == "" || len(b.app.Tasks) != 0 {
		t.Errorf("%+v, tasks %v", m, b.app.Tasks)
	}
}

func TestAPushWaitsOrRaces(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ variants, pushed string }{
		{"push-order=waits", "map[00uann:true 00ubob:true]"},
		{"push-order=races", "map[00uann:true]"},
	} {
		t.Run(c.variants, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, c.variants)
			b.assign("ann")
			b.group("a", "bob")
			b.group("p", "ann", "bob")
			m := b.mapping("p")
			b.do(func() { b.AssignGroup(b.app, "a"); b.Push(b.app, m) })
			if got := fmt.Sprint(m.Pushed); got != c.pushed || b.app.User("00ubob").ExternalID == "" {
				t.Errorf("pushed %s, want %s", got, c.pushed)
			}
			b.do(func() { b.PushNow(b.app, m) })
			if len(m.Pushed) != 2 {
				t.Errorf("a later push left out somebody: %v", m.Pushed)
			}
		})
	}
}

func TestWhoeverARaceLeftOutMayArrive(t *testing.T) {
	t.Parallel()
	b := newBench(t, "push-order=races", "late-members=arrive")
	b.group("a", "bob")
	b.group("p", "bob")
	m := b.mapping("p")
	b.do(func() { b.Push(b.app, m) })
	b.do(func() { b.AssignGroup(b.app, "a") })
	if !m.Pushed["00ubob"] {
		t.Errorf("pushed %v", m.Pushed)
	}
}
