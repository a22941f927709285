package engine

import (
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

func TestUpdate(t *testing.T) {
	t.Parallel()
	for _, family := range []string{"oin", "aiw"} {
		b := newBench(t, "engine="+family)
		b.assign("ann")
		u := b.w.Okta.User("00uann")
		b.scim.docs["/Users/s1"]["nickName"] = "Annie"
		got := b.exchanges(func() { u.LastName = "Moe"; b.UserChanged(u.ID) })
		b.sent(lines(got), "GET /Users/s1", "PUT /Users/s1")
		for _, part := range []string{`"familyName":"Moe"`, `"displayName":"Ann Moe"`, `"nickName":"Annie"`, `"id":"s1"`} {
			if !strings.Contains(got[1].Body, part) {
				t.Errorf("PUT lacks %s: %s", part, got[1].Body)
			}
		}
		if p := b.app.User(u.ID).Profile["lastName"]; p != "Moe" {
			t.Errorf("app profile has %v", p)
		}
		if e := b.events("application.provision.user.push_profile"); e != " SUCCESS" {
			t.Errorf("events %q", e)
		}
		b.sent(b.do(func() { b.UserChanged(u.ID) }))
		b.sent(b.do(func() { b.app.Provisioning.Update = false; u.LastName = "Poe"; b.UserChanged(u.ID) }))
		if au := b.app.User(u.ID); au.SyncState != "OUT_OF_SYNC" || au.Profile["lastName"] != "Moe" {
			t.Errorf("%+v", au)
		}
	}
}

func TestUpdateKeepsActive(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.assign("ann")
	b.scim.docs["/Users/s1"]["active"] = false
	got := b.exchanges(func() { b.w.Okta.User("00uann").LastName = "Moe"; b.UserChanged("00uann") })
	if !strings.Contains(got[1].Body, `"active":false`) {
		t.Errorf("a profile push changed active: %s", got[1].Body)
	}
}

func TestUserNames(t *testing.T) {
	t.Parallel()
	template := world.UsernameTemplate{Template: "user.email", Type: "CUSTOM", PushStatus: "PUSH"}
	for _, c := range []struct {
		name, variant string
		act           func(b *bench, u *world.User)
		want          string
		sent          bool
	}{
		{"new template", "button", func(b *bench, u *world.User) { b.app.UserName = template; b.TemplateChanged(b.app) }, "ann@example.com", false},
		{"new template", "automatic", func(b *bench, u *world.User) { b.app.UserName = template; b.TemplateChanged(b.app) }, "new@example.com", true},
		{"update now", "button", func(b *bench, u *world.User) { b.app.UserName = template; b.UpdateNow(b.app) }, "new@example.com", true},
		{"nothing to update", "button", func(b *bench, u *world.User) { b.UpdateNow(b.app) }, "ann@example.com", false},
		{"new login", "button", func(b *bench, u *world.User) { u.Login = "l@example.com"; b.UserChanged(u.ID) }, "l@example.com", true},
		{"new login, create only", "button", func(b *bench, u *world.User) {
			b.app.UserName.PushStatus, u.Login = "DONT_PUSH", "l@example.com"
			b.UserChanged(u.ID)
		}, "ann@example.com", false},
		{"update now, create only", "button", func(b *bench, u *world.User) {
			b.app.UserName.PushStatus, u.Login = "DONT_PUSH", "l@example.com"
			b.UpdateNow(b.app)
		}, "l@example.com", true},
		{"update off", "button", func(b *bench, u *world.User) {
			b.app.Provisioning.Update, b.app.UserName = false, template
			b.UpdateNow(b.app)
		}, "new@example.com", false},
	} {
		t.Run(c.name+" "+c.variant, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, "username-update="+c.variant)
			b.app.Profile = []*world.ProfileMapping{{SourceType: "user", TargetID: b.app.ID}}
			b.assign("ann")
			u := b.w.Okta.User("00uann")
			u.Email = "new@example.com"
			got := b.exchanges(func() { c.act(b, u) })
			if name := b.app.User(u.ID).UserName; name != c.want {
				t.Errorf("user name %s, want %s", name, c.want)
			}
			if sent := len(got) == 2 && strings.Contains(got[1].Body, `"userName":"`+c.want+`"`); sent != c.sent {
				t.Errorf("sent %v", got)
			}
		})
	}
}

func TestUpdateNowCatchesUp(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.assign("ann")
	b.do(func() {
		b.app.Provisioning.Update = false
		b.w.Okta.User("00uann").LastName = "Moe"
		b.UserChanged("00uann")
	})
	b.sent(b.do(func() { b.app.Provisioning.Update = true; b.UpdateNow(b.app) }), "GET /Users/s1", "PUT /Users/s1")
	b.sent(b.do(func() { b.UpdateNow(b.app) }))
}

func TestProvisioningSaved(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	messages := func(act func()) string {
		b.w.Okta.Log = nil
		b.do(act)
		var out []string
		for _, l := range b.w.Okta.Log {
			out = append(out, l.EventType+" "+l.Debug["customMessage"])
			if l.Targets[0].ID != b.app.ID || l.Targets[0].Type != "AppInstance" || l.Debug["appname"] != "atlassian" {
				t.Errorf("%+v", l)
			}
		}
		return strings.Join(out, "; ")
	}
	if got := messages(func() { b.ProvisioningSaved(b.app) }); got != "" {
		t.Errorf("unchanged: %s", got)
	}
	if got := messages(func() { b.app.Provisioning.Deactivate = false; b.ProvisioningSaved(b.app) }); got != "application.lifecycle.update Stop deprovisioning unassigned users" {
		t.Errorf("off: %s", got)
	}
	b.w.Choose("system-log", "silent")
	if got := messages(func() { b.app.Provisioning.Deactivate = true; b.ProvisioningSaved(b.app) }); got != "application.lifecycle.update Deprovisioning unassigned users" {
		t.Errorf("on: %s", got)
	}
}

func TestRefusedKeyShowsOnSave(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.app.Provisioning.Token = "wrong"
	b.sent(b.do(func() { b.ProvisioningSaved(b.app) }), "GET /Users?startIndex=1&count=2")
	if e := b.events("application.integration."); !strings.HasPrefix(e, "authentication_failure FAILURE Error authenticating: Unauthorized") {
		t.Errorf("events %q", e)
	}
}

func TestSilentSystemLog(t *testing.T) {
	t.Parallel()
	b := newBench(t, "system-log=silent")
	b.assign("ann")
	if e := b.events(""); e != "" {
		t.Errorf("events %q", e)
	}
	if b.app.User("00uann").Status != "PROVISIONED" {
		t.Error("not provisioned")
	}
}
