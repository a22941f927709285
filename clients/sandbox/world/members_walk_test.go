package world

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// walk takes random steps from many seeds; step gets the source of chance, and check runs after each step.
func walk(t *testing.T, start func() (step func(*rand.Rand), check func() string)) {
	t.Helper()
	for seed := range uint64(150) {
		r := rand.New(rand.NewPCG(seed, 7))
		step, check := start()
		for i := range 60 {
			step(r)
			if wrong := check(); wrong != "" {
				t.Fatalf("seed %d, step %d: %s", seed, i, wrong)
			}
		}
	}
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// roster is what the three kinds of groups have in common.
type roster interface {
	Join(string) bool
	Leave(string) bool
	Has(string) bool
}

// TestRostersBehaveLikeLists holds each kind of group against a plain list: whoever joins stands at the end, whoever
// leaves lets the others close up, and the answers say whether anything changed.
func TestRostersBehaveLikeLists(t *testing.T) {
	t.Parallel()
	everybody := []string{"a", "b", "c", "d", "e"}
	for name, fresh := range map[string]func() (roster, func() []string){
		"Okta":         func() (roster, func() []string) { g := &Group{}; return g, func() []string { return g.Members } },
		"organization": func() (roster, func() []string) { g := &OrgGroup{}; return g, func() []string { return g.Members } },
		"directory":    func() (roster, func() []string) { g := &SCIMGroup{}; return g, func() []string { return g.Members } },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			walk(t, func() (func(*rand.Rand), func() string) {
				g, members := fresh()
				var model []string
				wrong := ""
				step := func(r *rand.Rand) {
					id := pick(r, everybody)
					in := slices.Contains(model, id)
					if r.IntN(2) == 0 {
						if g.Join(id) == in {
							wrong = "joining " + id + " answers wrongly"
						}
						if !in {
							model = append(model, id)
						}
						return
					}
					if g.Leave(id) != in {
						wrong = "leaving " + id + " answers wrongly"
					}
					model = slices.DeleteFunc(model, func(m string) bool { return m == id })
				}
				return step, func() string {
					if wrong == "" && !slices.Equal(members(), model) {
						wrong = "members " + strings.Join(members(), " ") + ", want " + strings.Join(model, " ")
					}
					for _, id := range everybody {
						if g.Has(id) != slices.Contains(model, id) {
							wrong = "Has(" + id + ") is wrong in " + strings.Join(model, " ")
						}
					}
					return wrong
				}
			})
		})
	}
}

// TestLeavingKeepsOldReadings takes a copy of the list as a stand-in does that renders it after giving the world back.
func TestLeavingKeepsOldReadings(t *testing.T) {
	t.Parallel()
	okta, org, scim := &Group{}, &OrgGroup{}, &SCIMGroup{}
	for _, id := range []string{"a", "b", "c"} {
		okta.Join(id)
		org.Join(id)
		scim.Join(id)
	}
	read := [][]string{okta.Members, org.Members, scim.Members}
	okta.Leave("a")
	org.Leave("a")
	scim.Leave("a")
	for i, members := range read {
		if strings.Join(members, "") != "abc" {
			t.Errorf("roster %d: a list read before was changed to %v", i, members)
		}
	}
}

// TestAssignmentsBehaveLikeAList holds the assignments of an app against a plain list of people.
func TestAssignmentsBehaveLikeAList(t *testing.T) {
	t.Parallel()
	everybody := []string{"a", "b", "c", "d", "e", "f"}
	walk(t, func() (func(*rand.Rand), func() string) {
		app := &App{}
		var model []string
		step := func(r *rand.Rand) {
			id := pick(r, everybody)
			gone := map[string]bool{id: true}
			switch r.IntN(4) {
			case 0:
				app.Unassign(id)
			case 1:
				gone[pick(r, everybody)] = true
				app.UnassignAll(gone)
			default:
				if app.User(id) == nil {
					app.Assign(&AppUser{UserID: id})
					model = append(model, id)
				}
				return
			}
			model = slices.DeleteFunc(model, func(id string) bool { return gone[id] })
		}
		return step, func() string {
			var got []string
			for _, u := range app.Users {
				got = append(got, u.UserID)
			}
			if !slices.Equal(got, model) {
				return "assigned " + strings.Join(got, " ") + ", want " + strings.Join(model, " ")
			}
			for _, id := range everybody {
				if (app.User(id) != nil) != slices.Contains(model, id) {
					return id + " is not found as it should be"
				}
			}
			return ""
		}
	})
}
