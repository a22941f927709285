package engine

import (
	"fmt"
	"strings"
	"testing"
)

const (
	patchHead = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[`
	annMember = `{"value":"s1","display":"ann@example.com"}`
	bobMember = `{"value":"s2","display":"bob@example.com"}`
)

// pushed returns a bench on which ann is provisioned as s1 and bob as s2, and a group of both is pushed as s3.
func pushed(t *testing.T, variants ...string) *bench {
	t.Helper()
	b := newBench(t, variants...)
	b.assign("ann")
	b.assign("bob")
	b.group("p", "ann", "bob")
	b.do(func() { b.Push(b.app, b.mapping("p")) })
	b.events("")
	return b
}

func TestPush(t *testing.T) {
	t.Parallel()
	for _, family := range []string{"oin", "aiw"} {
		t.Run(family, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, "engine="+family)
			b.assign("ann")
			b.group("p", "ann", "cid")
			m := b.mapping("p")
			got := b.exchanges(func() { b.Push(b.app, m) })
			want := []string{`GET /Groups?filter=displayName eq "group p"`, "POST /Groups", "PATCH /Groups/s2"}
			body := patchHead + `{"op":"replace","path":"members","value":[` + annMember + `]}]}`
			if family == "aiw" {
				want = []string{want[0], want[1], "GET /Groups/s2", "PUT /Groups/s2"}
				body = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"s2","displayName":"group p","members":[` + annMember + `]}`
			}
			b.sent(lines(got), want...)
			sameJSON(t, got[1].Body, `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"group p","members":[]}`)
			sameJSON(t, got[len(got)-1].Body, body)
			if m.RemoteID != "s2" || m.Status != "ACTIVE" || m.LastPush.IsZero() || len(m.Pushed) != 1 || !m.Pushed["00uann"] {
				t.Errorf("%+v", m)
			}
			if e := b.events("application.provision.group"); e != "_push.pushed SUCCESS" {
				t.Errorf("events %s", e)
			}
		})
	}
}

func TestPushLinksAndReplaces(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.scim.add("Groups", map[string]any{"displayName": "group p", "members": []any{map[string]any{"value": "stranger"}}})
	b.group("p", "ann")
	got := b.exchanges(func() { b.Push(b.app, b.mapping("p")) })
	b.sent(lines(got), `GET /Groups?filter=displayName eq "group p"`, "PATCH /Groups/s1")
	sameJSON(t, got[1].Body, patchHead+`{"op":"replace","path":"members","value":[]}]}`)
}

func TestPushLeavesOut(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.assign("ann", "sue", "tim")
	b.w.Okta.User("00usue").Status = "SUSPENDED"
	b.do(func() { b.UnassignUser(b.app, "00utim") })
	b.group("p", "ann", "sue", "tim", "new")
	m := b.mapping("p")
	b.do(func() { b.Push(b.app, m) })
	if fmt.Sprint(m.Pushed) != "map[00uann:true]" {
		t.Errorf("pushed %v", m.Pushed)
	}
}

func TestPushAgain(t *testing.T) {
	t.Parallel()
	members := patchHead + `{"op":"replace","path":"members","value":[` + annMember + "," + bobMember + `]}]}`
	for _, c := range []struct {
		variant string
		act     func(b *bench)
		sends   bool
	}{
		{"repush=pushes", func(b *bench) { b.Push(b.app, b.app.Mappings[0]) }, true},
		{"repush=nothing", func(b *bench) { b.Push(b.app, b.app.Mappings[0]) }, false},
		{"repush=nothing", func(b *bench) { b.PushNow(b.app, b.app.Mappings[0]) }, true},
	} {
		b := pushed(t, c.variant)
		b.app.Mappings[0].Pushed = nil
		got := b.exchanges(func() { c.act(b) })
		if !c.sends {
			b.sent(lines(got))
			continue
		}
		b.sent(lines(got), "PATCH /Groups/s3")
		sameJSON(t, got[0].Body, members)
		if e := b.events("application.provision.group_push."); e != "updated SUCCESS" || len(b.app.Mappings[0].Pushed) != 2 {
			t.Errorf("events %s, pushed %v", e, b.app.Mappings[0].Pushed)
		}
	}
}

func TestPushInBatches(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	var names []string
	for i := range 2*batch + 1 {
		names = append(names, fmt.Sprintf("u%d", i))
	}
	b.assign(names...)
	b.group("p", names...)
	var ops []string
	for _, x := range b.exchanges(func() { b.Push(b.app, b.mapping("p")) }) {
		if strings.HasPrefix(x.Line, "PATCH") {
			op, _, _ := strings.Cut(strings.SplitN(x.Body, `"op":"`, 2)[1], `"`)
			ops = append(ops, fmt.Sprint(op, strings.Count(x.Body, `"display"`)))
		}
	}
	if got := strings.Join(ops, " "); got != "replace500 add500 add1" {
		t.Errorf("batches %s", got)
	}
}

func TestPushWhileProvisioningIsOff(t *testing.T) {
	t.Parallel()
	for variant, want := range map[string][2]string{
		"stays-active": {"ACTIVE", ""},
		"error":        {"ERROR", ""},
		"pushes-later": {"ACTIVE", "POST /Groups"},
	} {
		b := newBench(t, "mapping-before-provisioning="+variant)
		b.app.Provisioning.Enabled = false
		b.group("p")
		m := b.mapping("p")
		b.sent(b.do(func() { b.Push(b.app, m) }))
		if m.Status != want[0] || (m.ErrorSummary != "") != (want[0] == "ERROR") {
			t.Errorf("%s: %+v", variant, m)
		}
		got := b.do(func() { b.app.Provisioning.Enabled = true; b.ProvisioningSaved(b.app) })
		if strings.Contains(got, "POST /Groups") != (want[1] != "") {
			t.Errorf("%s sends later\n%s", variant, got)
		}
	}
}

func TestPushFails(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		method string
		status int
		body   string
		want   string
		events string
	}{
		{"POST", 409, `{"detail":"Resource [GROUP]: with displayName already exists."}`, "Error while creating group group p: Conflict. Errors reported by remote server: Resource [GROUP]: with displayName already exists.", "group.add FAILURE *"},
		{"GET", 401, `{"error":"Unauthorized"}`, "Error while looking up group group p: Unauthorized. Errors reported by remote server: Unauthorized", "group.add FAILURE *"},
		{"PATCH", 400, `{"detail":"unknown member"}`, "Error while updating group group p: Bad Request. Errors reported by remote server: unknown member", "group_push.mapping.update.or.delete.failed.with.error FAILURE *"},
		{"PATCH", 404, `{"detail":"gone"}`, "Error while updating group group p: Not Found. Errors reported by remote server: gone", "group.add FAILURE *"},
	} {
		t.Run(fmt.Sprint(c.method, c.status), func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			b.group("p")
			m := b.mapping("p")
			b.scim.refuse = refusing(c.method, c.status, c.body)
			b.do(func() { b.Push(b.app, m) })
			if m.Status != "ERROR" || m.ErrorSummary != c.want {
				t.Errorf("%+v", m)
			}
			if len(b.app.Tasks) != 1 || b.app.Tasks[0].MappingID != m.ID || b.app.Tasks[0].Summary != c.want {
				t.Errorf("tasks %v", b.app.Tasks)
			}
			if e := b.events("application.provision."); e != strings.ReplaceAll(c.events, "*", c.want) {
				t.Errorf("events %s", e)
			}
			b.scim.refuse = nil
			b.do(func() { b.RetryFailed(b.app) })
			if m.Status != "ACTIVE" || m.ErrorSummary != "" || m.RemoteID == "" || len(b.app.Tasks) != 0 {
				t.Errorf("after the retry: %+v, %v", m, b.app.Tasks)
			}
		})
	}
}

func TestUnlink(t *testing.T) {
	t.Parallel()
	for del, want := range map[bool][]string{true: {"DELETE /Groups/s3"}, false: nil} {
		b := pushed(t)
		b.sent(b.do(func() { b.Unlink(b.app, b.app.Mappings[0], del) }), want...)
		if len(b.app.Mappings) != 0 {
			t.Error("the mapping is still there")
		}
	}
}

func TestUnlinkWhileThePushIsQueued(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.group("p")
	m := b.mapping("p")
	b.sent(b.do(func() { b.Push(b.app, m); b.Unlink(b.app, m, true) }))
}

func TestRename(t *testing.T) {
	t.Parallel()
	for _, family := range []string{"oin", "aiw"} {
		b := pushed(t, "engine="+family)
		got := b.exchanges(func() { b.w.Okta.Group("p").Name = "new"; b.GroupRenamed("p") })
		if family == "oin" {
			b.sent(lines(got), "PATCH /Groups/s3")
			sameJSON(t, got[0].Body, patchHead+`{"op":"replace","value":{"id":"s3","displayName":"new"}}]}`)
			continue
		}
		b.sent(lines(got), "GET /Groups/s3", "PUT /Groups/s3")
		sameJSON(t, got[1].Body, `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"s3","displayName":"new","members":[`+annMember+","+bobMember+`]}`)
	}
}
