package engine

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

func TestLogEntries(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.assign("ann")
	b.group("p", "ann")
	b.do(func() { b.Push(b.app, b.mapping("p")) })
	targets := map[string]string{
		"application.user_membership.add":         "AppInstance 0oa1, AppUser 00uann, User 00uann",
		"application.provision.user.push":         "AppInstance 0oa1, AppUser 00uann, User 00uann",
		"application.provision.group_push.pushed": "AppInstance 0oa1, UserGroup p",
	}
	seen := map[string]bool{}
	for _, l := range b.w.Okta.Log {
		var got []string
		for _, x := range l.Targets {
			got = append(got, x.Type+" "+x.ID)
		}
		if want := targets[l.EventType]; strings.Join(got, ", ") != want {
			t.Errorf("%s is about %v, want %s", l.EventType, got, want)
		}
		if l.TransactionType != "JOB" || l.Debug["appname"] != "atlassian" || l.ActorType != "SystemPrincipal" || l.Severity != "INFO" || l.DisplayMessage == "" || l.Published.IsZero() || seen[l.UUID] {
			t.Errorf("%+v", l)
		}
		seen[l.UUID] = true
	}
	if len(seen) != 3 {
		t.Errorf("%d entries", len(seen))
	}
}

func TestTheKeyIsWrittenNowhere(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.app.Provisioning.Token = "se-cret-key"
	g := b.group("g", "ann", "bob")
	m := b.mapping("g")
	b.do(func() { b.AssignGroup(b.app, g.ID); b.Push(b.app, m); b.ProvisioningSaved(b.app) })
	b.app.Provisioning.BaseURL = "http://127.0.0.1:1/se-cret-key"
	b.do(func() { b.RetryFailed(b.app) })
	wrote, err := json.Marshal([]any{b.w.Okta.Log, b.app.Tasks, b.app.Users, b.app.Mappings})
	if err != nil {
		t.Fatal(err)
	}
	text := string(wrote)
	if strings.Contains(text, "se-cret-key") || !strings.Contains(text, "Unauthorized") {
		t.Errorf("wrote %s", text)
	}
}

func TestFailedChangesOfGroups(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		method string
		act    func(b *bench)
		after  string // what the retry sends
	}{
		"members": {"PATCH", func(b *bench) { b.change("p", "-ann") }, "PATCH /Groups/s3"},
		"rename":  {"PATCH", func(b *bench) { b.w.Okta.Group("p").Name = "new"; b.GroupRenamed("p") }, "PATCH /Groups/s3"},
		"unlink":  {"DELETE", func(b *bench) { b.Unlink(b.app, b.app.Mappings[0], true) }, "DELETE /Groups/s3"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := pushed(t)
			m := b.app.Mappings[0]
			b.scim.refuse = refusing(c.method, 503, `{"detail":"try again"}`)
			b.do(func() { c.act(b) })
			if m.Status != "ERROR" || len(b.app.Tasks) != 1 || !strings.Contains(m.ErrorSummary, "Service Unavailable. Errors reported by remote server: try again") {
				t.Errorf("%+v, tasks %v", m, b.app.Tasks)
			}
			b.scim.refuse = nil
			if got := b.do(func() { b.RetryFailed(b.app) }); !strings.Contains(got, c.after) {
				t.Errorf("the retry sent\n%s", got)
			}
			if len(b.app.Tasks) != 0 || len(b.app.Mappings) > 0 && m.Status != "ACTIVE" {
				t.Errorf("after the retry: %+v, tasks %v", m, b.app.Tasks)
			}
		})
	}
}

func TestScopes(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	g := b.group("g", "ann")
	b.group("h", "ann")
	scope := func(want string) {
		t.Helper()
		got := "none"
		if au := b.app.User("00uann"); au != nil {
			got = au.Scope + au.GroupID
		}
		if got != want {
			t.Errorf("scope %s, want %s", got, want)
		}
	}
	quiet := func(f func()) {
		t.Helper()
		b.sent(b.do(f))
	}
	b.do(func() { b.AssignGroup(b.app, "g") })
	scope("GROUPg")
	quiet(func() { b.AssignGroup(b.app, "h"); b.AssignGroup(b.app, "h") })
	scope("GROUPg")
	if len(b.app.Groups) != 2 || b.app.Groups[1].Priority != 1 {
		t.Errorf("groups %v", b.app.Groups)
	}
	quiet(func() { b.AssignUser(b.app, "00uann") })
	scope("USER")
	quiet(func() { b.UnassignGroup(b.app, "g"); b.UnassignGroup(b.app, "g") })
	scope("USER")
	quiet(func() { b.UnassignUser(b.app, "00uann") })
	scope("GROUPh")
	quiet(func() { g.Leave("00uann"); b.MembershipChanged("g", "00uann", false) })
	scope("GROUPh")
	b.sent(b.do(func() { b.UnassignGroup(b.app, "h") }), "PATCH /Users/s1")
	scope("none")
	quiet(func() { b.UnassignUser(b.app, "00uann"); b.AssignUser(b.app, "nobody"); b.AssignGroup(b.app, "none") })
}

func TestAppsThatAreOff(t *testing.T) {
	t.Parallel()
	for name, off := range map[string]func(*world.App){
		"inactive":    func(a *world.App) { a.Status = "INACTIVE" },
		"disabled":    func(a *world.App) { a.Provisioning.Enabled = false },
		"without URL": func(a *world.App) { a.Provisioning.BaseURL = "" },
		"without key": func(a *world.App) { a.Provisioning.Token = "" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := pushed(t)
			off(b.app)
			b.sent(b.do(func() {
				b.user("new")
				b.AssignUser(b.app, "00unew")
				b.ProvisionUser(b.app, "00unew")
				b.w.Okta.User("00uann").LastName = "Moe"
				b.UserChanged("00uann")
				b.UnassignUser(b.app, "00ubob")
				b.PushNow(b.app, b.app.Mappings[0])
				b.ProvisioningSaved(b.app)
				b.Unlink(b.app, b.app.Mappings[0], true)
			}))
			if au := b.app.User("00unew"); au.Status != "ACTIVE" || !au.BeforeProvisioning {
				t.Errorf("%+v", au)
			}
		})
	}
}

func TestEveryAppFollows(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	other := *b.app
	other.ID, other.Label = "0oa2", "Atlassian Cloud (test)"
	b.w.Okta.Apps = append(b.w.Okta.Apps, &other)
	b.user("ann")
	b.do(func() { b.AssignUser(b.app, "00uann"); b.AssignUser(&other, "00uann") })
	got := b.do(func() { b.w.Okta.User("00uann").LastName = "Moe"; b.UserChanged("00uann") })
	if n := strings.Count(got, "PUT /Users/"); n != 2 {
		t.Errorf("%d of 2 apps followed:\n%s", n, got)
	}
	if a, o := b.app.User("00uann"), other.User("00uann"); fmt.Sprint(a.Profile) != fmt.Sprint(o.Profile) {
		t.Errorf("%v and %v", a.Profile, o.Profile)
	}
}
