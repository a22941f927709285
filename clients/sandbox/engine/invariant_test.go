package engine

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// TestWhateverHappens lets a year of an org pass at random, then looks whether both sides agree.
func TestWhateverHappens(t *testing.T) {
	t.Parallel()
	for _, family := range []string{"oin", "aiw"} {
		for _, variants := range []string{"", "late-members=arrive", "same-group=works", "push-order=races push-error=stays-active", "late-members=arrive same-group=works username-update=automatic"} {
			for seed := range uint64(4) {
				t.Run(fmt.Sprint(family, " ", variants, " ", seed), func(t *testing.T) {
					t.Parallel()
					b := newBench(t, append(strings.Fields(variants), "engine="+family)...)
					y := &year{bench: b, rnd: rand.New(rand.NewPCG(seed, 7))}
					y.begin()
					var sent []string
					for range 12 {
						sent = append(sent, b.do(func() {
							for range 1 + y.rnd.IntN(8) {
								y.event()
							}
						}))
					}
					y.check(strings.Join(sent, ""))
				})
			}
		}
	}
}

// year is a bench with six people and three groups, of which one is assigned, one pushed, and one both.
type year struct {
	*bench
	rnd    *rand.Rand
	groups []*world.Group
}

func (y *year) begin() {
	for i := range 6 {
		y.user(fmt.Sprint("u", i))
	}
	for _, id := range []string{"assigned", "pushed", "both"} {
		y.groups = append(y.groups, y.group(id))
	}
	m, n := y.mapping("pushed"), y.mapping("both")
	y.do(func() {
		y.AssignGroup(y.app, "assigned")
		y.AssignGroup(y.app, "both")
		y.Push(y.app, m)
		y.Push(y.app, n)
	})
}

func (y *year) event() {
	u := y.w.Okta.Users[y.rnd.IntN(6)]
	g := y.groups[y.rnd.IntN(3)]
	switch y.rnd.IntN(9) {
	case 0, 1, 2:
		if g.Join(u.ID) {
			y.MembershipChanged(g.ID, u.ID, true)
		}
	case 3:
		if g.Leave(u.ID) {
			y.MembershipChanged(g.ID, u.ID, false)
		}
	case 4:
		u.Status = []string{"ACTIVE", "ACTIVE", "SUSPENDED", "DEPROVISIONED"}[y.rnd.IntN(4)]
		y.UserChanged(u.ID)
	case 5:
		u.LastName = fmt.Sprint("Lee", y.rnd.IntN(100))
		y.UserChanged(u.ID)
	case 6:
		y.AssignUser(y.app, u.ID)
	case 7:
		y.UnassignUser(y.app, u.ID)
	case 8:
		y.Push(y.app, y.app.Mappings[y.rnd.IntN(2)])
	}
}

// check pushes both groups once more, and compares the directory with Okta.
func (y *year) check(sent string) {
	sent += y.do(func() { y.PushNow(y.app, y.app.Mappings[0]); y.PushNow(y.app, y.app.Mappings[1]) })
	if strings.Contains(sent, "DELETE") {
		y.Errorf("something was deleted:\n%s", sent)
	}
	if n := strings.Count(sent, "POST /Users\n"); n > 6 {
		y.Errorf("%d accounts for 6 people", n)
	}
	if len(y.app.Tasks) > 0 {
		y.Errorf("a task is left: %s", y.app.Tasks[0].Summary)
	}
	for _, u := range y.w.Okta.Users {
		y.checkUser(u)
	}
	for _, m := range y.app.Mappings {
		y.checkGroup(m)
	}
}

func (y *year) checkUser(u *world.User) {
	au := y.app.User(u.ID)
	if au == nil || au.ExternalID == "" {
		if au != nil && u.Active() {
			y.Errorf("%s was never provisioned: %+v", u.ID, au)
		}
		for path, doc := range y.scim.docs {
			if doc["externalId"] == u.ID && doc["active"] != false {
				y.Errorf("%s has no app, but %s is active", u.ID, path)
			}
		}
		return
	}
	doc := y.scim.docs["/Users/"+au.ExternalID]
	name, _ := doc["name"].(map[string]any)
	if doc["externalId"] != u.ID || doc["userName"] != u.Login || doc["active"] != true {
		y.Errorf("%s is %v", u.ID, doc)
	}
	if u.Active() && name["familyName"] != u.LastName && au.SyncState == "SYNCHRONIZED" && au.Profile["lastName"] == u.LastName {
		y.Errorf("%s is called %v in the directory, %s in Okta", u.ID, name, u.LastName)
	}
}

func (y *year) checkGroup(m *world.PushMapping) {
	var got, want []string
	list, _ := y.scim.docs["/Groups/"+m.RemoteID]["members"].([]any)
	for _, member := range list {
		got = append(got, member.(map[string]any)["value"].(string))
	}
	for _, id := range y.w.Okta.Group(m.GroupID).Members {
		if au := y.app.User(id); au != nil && au.ExternalID != "" && y.w.Okta.User(id).Active() {
			want = append(want, au.ExternalID)
			if !m.Pushed[id] {
				y.Errorf("%s was not pushed to %s", id, m.GroupID)
			}
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		y.Errorf("%s has %v, want %v", m.GroupID, got, want)
	}
}
