package engine

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// take says which job is ready, or that none is.
func (q *queue) take() string {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.ready.len() == 0 {
		return ""
	}
	return string(q.ready.first().kind) + q.ready.pop().key().id
}

func TestQueue(t *testing.T) {
	t.Parallel()
	app := &world.App{}
	user := func(id string, k kind) *job { return &job{kind: k, app: app, user: &world.AppUser{UserID: id}} }
	m := &world.PushMapping{ID: "m"}
	var q queue
	q.init()
	expect := func(want ...string) {
		t.Helper()
		for _, w := range append(want, "") {
			if got := q.take(); got != w {
				t.Errorf("ready is %q, want %q", got, w)
			}
		}
	}
	a1, a2, b1, late := user("a", provision), user("a", update), user("b", provision), user("b", deactivate)
	push1, hasty := &job{kind: push, app: app, mapping: m}, &job{kind: push, app: app, mapping: &world.PushMapping{ID: "h"}, hasty: true}
	for _, j := range []*job{a1, a2, b1, push1, late, hasty} {
		q.add(j)
	}
	expect("provisiona", "provisionb", "pushh")
	q.done(b1)
	expect("deactivateb")
	q.done(a1)
	expect("updatea")
	q.done(a2)
	expect("pushm")
	again := &job{kind: rename, app: app, mapping: m}
	q.add(again)
	expect()
	q.done(push1)
	expect()
	q.done(late)
	expect("renamem")
	q.done(again)
	q.done(hasty)
	if q.len() != 0 || len(q.lanes) != 0 {
		t.Errorf("%d pending, %d lanes", q.len(), len(q.lanes))
	}
}

func TestPausedUsersHoldNoGroup(t *testing.T) {
	t.Parallel()
	app := &world.App{}
	au := &world.AppUser{UserID: "a"}
	first, second, third := &job{kind: provision, app: app, user: au}, &job{kind: update, app: app, user: au}, &job{kind: deactivate, app: app, user: au}
	group := &job{kind: push, app: app, mapping: &world.PushMapping{ID: "m"}}
	var q queue
	q.init()
	q.add(first)
	q.add(second)
	q.add(group)
	if got := q.take(); got != "provisiona" {
		t.Fatalf("ready is %q", got)
	}
	q.hold(first)
	q.add(third)
	if got := q.take() + q.take(); got != "pushm" {
		t.Errorf("ready is %q", got)
	}
	q.resume(first)
	for _, j := range []*job{first, second, third} {
		if got := q.take(); got != string(j.kind)+"a" {
			t.Errorf("ready is %q, want %s", got, j.kind)
		}
		q.done(j)
	}
	q.done(group)
	if q.len() != 0 {
		t.Errorf("%d pending", q.len())
	}
}

// directory is a SCIM server without a network that accepts everything and notes what happens at the same time.
type directory struct {
	mu       sync.Mutex
	running  map[string]int
	overlaps int
	ids      atomic.Int64
	requests atomic.Int64
	// pause is how long an answer takes.
	pause time.Duration
}

func (d *directory) RoundTrip(r *http.Request) (*http.Response, error) {
	d.requests.Add(1)
	body := ""
	if r.Body != nil {
		b, _ := io.ReadAll(r.Body)
		body = string(b)
	}
	if d.pause > 0 {
		who := subject(r, body)
		d.enter(who, 1)
		<-time.After(d.pause)
		d.enter(who, -1)
	}
	res := &http.Response{StatusCode: 200, Header: http.Header{}, Request: r}
	switch {
	case r.URL.RawQuery != "":
		body = `{"totalResults":0,"startIndex":1,"itemsPerPage":0,"Resources":[]}`
	case r.Method == http.MethodPost:
		res.StatusCode, body = 201, fmt.Sprintf(`{"id":"s%d"}`, d.ids.Add(1))
	default:
		body = `{"id":"x","userName":"x"}`
	}
	res.Body = io.NopCloser(strings.NewReader(body))
	return res, nil
}

func (d *directory) enter(who string, n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.running[who] += n
	if d.running[who] > 1 {
		d.overlaps++
	}
}

// subject is the userName that a request is about, or its path.
func subject(r *http.Request, body string) string {
	var u struct{ UserName string }
	if json.Unmarshal([]byte(body), &u) == nil && u.UserName != "" {
		return u.UserName
	}
	if _, name, ok := strings.Cut(r.URL.Query().Get("filter"), " eq "); ok {
		return strings.Trim(name, `"`)
	}
	return r.URL.Path
}

func TestUsersRunSideBySideAndOneUserInOrder(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := &directory{running: map[string]int{}, pause: time.Second}
		w, app, e := crowd(t, 16, d)
		began := time.Now()
		w.Lock()
		e.AssignGroup(app, "g")
		w.Unlock()
		if err := e.Wait(t.Context()); err != nil {
			t.Fatal(err)
		}
		// 16 people of 2 requests each, 8 at a time.
		if took := time.Since(began); took != 4*time.Second {
			t.Errorf("took %v", took)
		}
		w.Lock()
		for _, name := range []string{"Moe", "Poe", "Roe"} {
			for _, u := range w.Okta.Users {
				u.LastName = name
				e.UserChanged(u.ID)
			}
		}
		if n := e.Pending(); n != 48 {
			t.Errorf("%d pending", n)
		}
		w.Unlock()
		if err := e.Wait(t.Context()); err != nil {
			t.Fatal(err)
		}
		if d.overlaps > 0 || d.requests.Load() != 32+96 {
			t.Errorf("%d requests, %d of one user at the same time", d.requests.Load(), d.overlaps)
		}
	})
}

// crowd is an app with provisioning on, and a group g of n people.
func crowd(t *testing.T, n int, rt http.RoundTripper) (*world.World, *world.App, *Engine) {
	t.Helper()
	w := world.New(1, time.Now)
	app := &world.App{
		ID: "a", Status: "ACTIVE", UserName: world.UsernameTemplate{Template: "user.login", PushStatus: "PUSH"},
		Provisioning: world.Provisioning{Enabled: true, BaseURL: "http://scim.test", Token: "k", Create: true, Update: true, Deactivate: true},
	}
	w.Okta.Apps = append(w.Okta.Apps, app)
	g := &world.Group{ID: "g", Name: "everyone"}
	w.Okta.AddGroup(g)
	for i := range n {
		u := &world.User{ID: fmt.Sprint("u", i), Status: "ACTIVE", Login: fmt.Sprint("u", i, "@example.com"), Email: "e@example.com"}
		w.Okta.AddUser(u)
		g.Join(u.ID)
	}
	e := New(w, &http.Client{Transport: rt})
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	e.Start(ctx)
	return w, app, e
}

// TestCrowd takes minutes instead of a second when any step is quadratic.
func TestCrowd(t *testing.T) {
	t.Parallel()
	const n = 30_000
	d := &directory{}
	w, app, e := crowd(t, n, d)
	m := &world.PushMapping{ID: "m", GroupID: "g", Status: "ACTIVE"}
	app.Mappings = append(app.Mappings, m)
	changes := 0
	e.OnChange = func() { w.Lock(); changes++; w.Unlock() }
	step := func(f func()) {
		t.Helper()
		w.Lock()
		f()
		w.Unlock()
		if err := e.Wait(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	w.Choose("same-group", "works")
	step(func() { e.Push(app, m) })
	step(func() { e.AssignGroup(app, "g") })
	if len(m.Pushed) != n || app.User("u29999").Status != "PROVISIONED" {
		t.Errorf("%d pushed", len(m.Pushed))
	}
	step(func() { e.UnassignGroup(app, "g") })
	if len(app.Users) != 0 || changes < n {
		t.Errorf("%d still assigned, %d changes", len(app.Users), changes)
	}
}
