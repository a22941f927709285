package engine

import (
	"fmt"
	"strings"
	"testing"
)

const namePatch = patchHead + `{"op":"replace","value":{"id":"s3","displayName":"group p"}}]}`

// change moves people in and out of a group: +ann -bob.
func (b *bench) change(groupID string, moves ...string) {
	g := b.w.Okta.Group(groupID)
	for _, move := range moves {
		id := "00u" + move[1:]
		if joined := move[0] == '+'; joined {
			g.Join(id)
			b.MembershipChanged(groupID, id, true)
		} else {
			g.Leave(id)
			b.MembershipChanged(groupID, id, false)
		}
	}
}

func TestMembershipChanges(t *testing.T) {
	t.Parallel()
	put := `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"s3","displayName":"group p","members":[%s]}`
	cid := `{"value":"s4","display":"cid@example.com"}`
	for _, c := range []struct {
		moves    []string
		oin, aiw string
		pushed   string
	}{
		{[]string{"+cid"}, `{"op":"add","path":"members","value":[` + cid + `]}`, annMember + "," + bobMember + "," + cid, "00uann 00ubob 00ucid"},
		{[]string{"-ann"}, `{"op":"remove","path":"members[value eq \"s1\"]"}`, bobMember, "00ubob"},
		{[]string{"+cid", "-cid", "+cid", "-ann"}, `{"op":"remove","path":"members[value eq \"s1\"]"},{"op":"add","path":"members","value":[` + cid + `]}`, bobMember + "," + cid, "00ubob 00ucid"},
		{[]string{"-ann", "+ann"}, "", "", "00uann 00ubob"},
	} {
		for _, family := range []string{"oin", "aiw"} {
			t.Run(family+fmt.Sprint(c.moves), func(t *testing.T) {
				t.Parallel()
				b := pushed(t, "engine="+family)
				b.assign("cid")
				b.events("")
				got := b.exchanges(func() { b.change("p", c.moves...) })
				switch {
				case c.oin == "":
					b.sent(lines(got))
				case family == "oin":
					b.sent(lines(got), "PATCH /Groups/s3", "PATCH /Groups/s3")
					sameJSON(t, got[0].Body, patchHead+c.oin+"]}")
					sameJSON(t, got[1].Body, namePatch)
				default:
					b.sent(lines(got), "GET /Groups/s3", "PUT /Groups/s3")
					sameJSON(t, got[1].Body, fmt.Sprintf(put, c.aiw))
				}
				var is []string
				for _, name := range []string{"00uann", "00ubob", "00ucid"} {
					if b.app.Mappings[0].Pushed[name] {
						is = append(is, name)
					}
				}
				if strings.Join(is, " ") != c.pushed {
					t.Errorf("pushed %v", is)
				}
				if e := b.events("application.provision.group_push."); c.oin != "" && e != "push_memberships SUCCESS" {
					t.Errorf("events %s", e)
				}
			})
		}
	}
}

func TestChangesThatAreNotSent(t *testing.T) {
	t.Parallel()
	for name, act := range map[string]func(b *bench){
		"late":             func(b *bench) { b.user("new"); b.change("p", "+new") },
		"suspended joins":  func(b *bench) { b.w.Okta.User("00ucid").Status = "SUSPENDED"; b.change("p", "+cid") },
		"suspended leaves": func(b *bench) { b.w.Okta.User("00uann").Status = "SUSPENDED"; b.change("p", "-ann") },
		"inactive mapping": func(b *bench) { b.app.Mappings[0].Status = "INACTIVE"; b.change("p", "+cid", "-ann") },
		"mapping in error": func(b *bench) { b.app.Mappings[0].Status = "ERROR"; b.change("p", "+cid", "-ann") },
		"provisioning off": func(b *bench) { b.app.Provisioning.Enabled = false; b.change("p", "+cid", "-ann") },
		"another group":    func(b *bench) { b.group("q"); b.change("q", "+cid") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := pushed(t)
			b.assign("cid")
			b.sent(b.do(func() { act(b) }))
		})
	}
}

func TestLateMembers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		variants string
		same     bool // the pushed group is the assigned one
		arrives  bool
	}{
		{"late-members=left-out same-group=late", false, false},
		{"late-members=arrive same-group=late", false, true},
		{"late-members=left-out same-group=late", true, false},
		{"late-members=arrive same-group=late", true, false},
		{"late-members=left-out same-group=works", true, true},
		{"late-members=left-out same-group=works", false, false},
	} {
		b := pushed(t, strings.Fields(c.variants)...)
		assigned := "p"
		if !c.same {
			assigned = "a"
			b.group("a")
		}
		b.do(func() { b.AssignGroup(b.app, assigned) })
		b.user("new")
		got := b.do(func() {
			b.change("p", "+new")
			if !c.same {
				b.change("a", "+new")
			}
		})
		if !strings.Contains(got, "POST /Users") {
			t.Errorf("%+v: not provisioned\n%s", c, got)
		}
		if strings.Contains(got, "PATCH /Groups/s3") != c.arrives || b.app.Mappings[0].Pushed["00unew"] != c.arrives {
			t.Errorf("%+v: sent\n%s", c, got)
		}
		b.do(func() { b.PushNow(b.app, b.app.Mappings[0]) })
		if !b.app.Mappings[0].Pushed["00unew"] {
			t.Errorf("%+v: Push now left the late member out", c)
		}
	}
}

func TestAssignAndPushTogether(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		variant string
		same    bool
		members int
	}{
		{"same-group=late", true, 0}, {"same-group=works", true, 30}, {"same-group=late", false, 30},
	} {
		b := newBench(t, c.variant)
		var names []string
		for i := range 30 {
			names = append(names, fmt.Sprint("u", i))
		}
		b.group("p", names...)
		assigned := "p"
		if !c.same {
			assigned = "a"
			b.group("a", names...)
		}
		m := b.mapping("p")
		b.do(func() { b.AssignGroup(b.app, assigned); b.Push(b.app, m) })
		if len(m.Pushed) != c.members {
			t.Errorf("%+v: %d members were pushed", c, len(m.Pushed))
		}
	}
}

func TestLeavingTheSameGroup(t *testing.T) {
	t.Parallel()
	for variant, want := range map[string][]string{
		"same-group=late":  {"PATCH /Users/s1"},
		"same-group=works": {"PATCH /Users/s1", "PATCH /Groups/s2", "PATCH /Groups/s2"},
	} {
		b := newBench(t, variant)
		b.group("p", "ann")
		m := b.mapping("p")
		b.do(func() { b.AssignGroup(b.app, "p") })
		b.do(func() { b.Push(b.app, m) })
		b.sent(b.do(func() { b.change("p", "-ann") }), want...)
		if m.Pushed["00uann"] != (variant == "same-group=late") {
			t.Errorf("%s: pushed %v", variant, m.Pushed)
		}
	}
}
