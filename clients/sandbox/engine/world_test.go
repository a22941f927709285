package engine

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// bench is a small Okta org with one app in front of a SCIM server.
type bench struct {
	*testing.T
	*Engine
	w    *world.World
	app  *world.App
	scim *server
	// waits are the pauses that the engine asked for; none of them is waited for.
	waits []time.Duration
}

// newBench sets variants from ID=VALUE pairs. Provisioning is on with all options.
func newBench(t *testing.T, variants ...string) *bench {
	t.Helper()
	w := world.New(1, func() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) })
	for _, v := range variants {
		id, value, _ := strings.Cut(v, "=")
		if err := w.Choose(id, value); err != nil {
			t.Fatal(err)
		}
	}
	b := &bench{T: t, w: w, scim: newServer(t)}
	b.app = &world.App{
		ID: "0oa1", Name: "atlassian", Label: "Atlassian Cloud", Status: "ACTIVE",
		UserName:     world.UsernameTemplate{Template: "${source.login}", Type: "BUILT_IN", PushStatus: "PUSH"},
		Provisioning: world.Provisioning{Enabled: true, BaseURL: b.scim.URL + "/", Token: testKey, Create: true, Update: true, Deactivate: true},
	}
	w.Okta.Apps = append(w.Okta.Apps, b.app)
	b.Engine = New(w, nil)
	b.Engine.After = func(d time.Duration, f func()) func() bool {
		b.waits = append(b.waits, d)
		go f()
		return func() bool { return true }
	}
	b.Start(t.Context())
	return b
}

// user adds an active user whose id, login and e-mail follow from the name.
func (b *bench) user(name string) *world.User {
	u := &world.User{
		ID: "00u" + name, Status: "ACTIVE", Login: name + "@example.com", Email: name + "@example.com",
		FirstName: strings.ToUpper(name[:1]) + name[1:], LastName: "Lee", DisplayName: "", Custom: map[string]string{},
	}
	b.w.Okta.AddUser(u)
	return u
}

// group adds a group with these members, who are made when they do not exist.
func (b *bench) group(id string, names ...string) *world.Group {
	g := &world.Group{ID: id, Type: "OKTA_GROUP", Name: "group " + id}
	for _, name := range names {
		if b.w.Okta.User("00u"+name) == nil {
			b.user(name)
		}
		g.Join("00u" + name)
	}
	b.w.Okta.AddGroup(g)
	return g
}

// mapping adds an active push mapping of a group.
func (b *bench) mapping(groupID string) *world.PushMapping {
	m := &world.PushMapping{ID: "gPm" + groupID, GroupID: groupID, TargetName: b.w.Okta.Group(groupID).Name, Status: "ACTIVE"}
	b.app.Mappings = append(b.app.Mappings, m)
	return m
}

// do runs f with the world's lock held, waits until the engine is idle, and returns the request lines.
func (b *bench) do(f func()) string {
	b.Helper()
	return lines(b.exchanges(f))
}

func (b *bench) exchanges(f func()) []exchange {
	b.Helper()
	b.w.Lock()
	f()
	b.w.Unlock()
	ctx, cancel := context.WithTimeout(b.Context(), 20*time.Second)
	defer cancel()
	if err := b.Wait(ctx); err != nil {
		b.Fatalf("%v with %d jobs pending", err, b.Pending())
	}
	return b.scim.take()
}

// assign gives people the app through a group of their own, and forgets the traffic.
func (b *bench) assign(names ...string) {
	b.Helper()
	b.do(func() {
		for _, name := range names {
			if b.w.Okta.User("00u"+name) == nil {
				b.user(name)
			}
			b.AssignUser(b.app, "00u"+name)
		}
	})
}

// sent fails the test unless the requests were these lines, in this order.
func (b *bench) sent(got string, want ...string) {
	b.Helper()
	text := strings.Join(want, "\n")
	if text != "" {
		text += "\n"
	}
	if got != text {
		b.Errorf("sent\n%swant\n%s", got, text)
	}
}

// events are type and result of the System Log, and reason where there is one, since the last call.
func (b *bench) events(prefix string) string {
	var out []string
	for _, l := range b.w.Okta.Log {
		if !strings.HasPrefix(l.EventType, prefix) {
			continue
		}
		line := strings.TrimPrefix(l.EventType, prefix) + " " + l.Result
		if l.Reason != "" {
			line += " " + l.Reason
		}
		out = append(out, line)
	}
	b.w.Okta.Log = nil
	return strings.Join(out, "; ")
}
