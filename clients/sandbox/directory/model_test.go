package directory

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// walker does random things to a directory, as several identity providers would in a bad week.
type walker struct {
	*tenant
	rnd *rand.Rand
}

// step does one random thing; what it answers does not matter, what it leaves does.
func (wk *walker) step() string {
	person := fmt.Sprintf("p%d@%s", wk.rnd.IntN(12), []string{managed, "partner.example", "unclaimed.example"}[wk.rnd.IntN(3)])
	name := fmt.Sprintf("team %d", wk.rnd.IntN(5))
	user, group := wk.anyUser(), wk.anyGroup()
	member := `[{"value":"` + user + `"}]`
	calls := [][3]string{
		{"POST", "/Users", userBody(person)},
		{"PUT", "/Users/" + user, userBody(person)},
		{"PATCH", "/Users/" + user, patch(`{"op":"replace","value":{"active":` + fmt.Sprint(wk.rnd.IntN(2) == 0) + `}}`)},
		{"PATCH", "/Users/" + user, patch(`{"op":"replace","path":"emails[type eq \"work\"].value","value":"` + person + `"}`)},
		{"DELETE", "/Users/" + user, ""},
		{"POST", "/Groups", groupBody(name)},
		{"PATCH", "/Groups/" + group, patch(`{"op":"add","path":"members","value":` + member + `}`)},
		{"PATCH", "/Groups/" + group, patch(`{"op":"add","path":"members","value":` + member + `}`)},
		{"PATCH", "/Groups/" + group, patch(`{"op":"remove","path":"members[value eq \"` + user + `\"]"}`)},
		{"PATCH", "/Groups/" + group, patch(`{"op":"replace","path":"members","value":` + member + `}`)},
		{"DELETE", "/Groups/" + group, ""},
	}
	c := calls[wk.rnd.IntN(len(calls))]
	status, _ := wk.do(c[0], c[1], c[2])
	if status >= 500 {
		wk.t.Fatalf("%v: %d", c, status)
	}
	return strings.Join(c[:], " ")
}

func (wk *walker) anyUser() string {
	if len(wk.d.Users) == 0 {
		return "nobody"
	}
	return wk.d.Users[wk.rnd.IntN(len(wk.d.Users))].ID
}

func (wk *walker) anyGroup() string {
	if len(wk.d.Groups) == 0 {
		return "nothing"
	}
	return wk.d.Groups[wk.rnd.IntN(len(wk.d.Groups))].ID
}

// sound says what is wrong with a directory and its organization, empty when nothing is.
func (tn *tenant) sound() string {
	emails, accounts := map[string]bool{}, map[string]bool{}
	for _, u := range tn.d.Users {
		if emails[u.Email] || u.AccountID != "" && accounts[u.AccountID] {
			return "two records for " + u.Email
		}
		emails[u.Email], accounts[u.AccountID] = true, true
		if tn.d.UserNamed(u.UserName) != u || tn.d.User(u.ID) != u {
			return "the indexes have lost " + u.UserName
		}
		acc := tn.w.Atlassian.Account(u.AccountID)
		if acc != nil && acc.Managed && tn.w.Atlassian.Governs(dirID, u.Email) && (acc.Status == "active") != u.Active {
			return fmt.Sprintf("%s is active %v, its account %s", u.Email, u.Active, acc.Status)
		}
	}
	for _, g := range tn.d.Groups {
		if wrong := tn.soundGroup(g); wrong != "" {
			return wrong
		}
	}
	return ""
}

// soundGroup compares a group with what reached the organization.
func (tn *tenant) soundGroup(g *world.SCIMGroup) string {
	org := tn.w.Atlassian.Group(g.OrgGroupID)
	if org == nil || org.SCIMGroupID != g.ID {
		return "group " + g.DisplayName + " has not reached the organization"
	}
	want := map[string]bool{}
	for _, id := range g.Members {
		u := tn.d.User(id)
		if u == nil {
			return "group " + g.DisplayName + " holds somebody who is gone"
		}
		if belongs(tn.w, tn.d, u) {
			want[u.AccountID] = true
		}
	}
	for id := range want {
		if !org.Has(id) {
			return "group " + g.DisplayName + " lacks " + id
		}
	}
	if len(org.Members) != len(want) {
		return fmt.Sprintf("group %s has %d members in the organization, want %d", g.DisplayName, len(org.Members), len(want))
	}
	return ""
}

func TestAnyOrderOfRequestsLeavesTheOrganizationSound(t *testing.T) {
	t.Parallel()
	for seed := range uint64(8) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			wk := &walker{newTenant(t), rand.New(rand.NewPCG(seed, 1))}
			wk.account("p1@"+managed, true).Status = "inactive"
			wk.account("p2@partner.example", false)
			for i := range 600 {
				did := wk.step()
				if wrong := wk.sound(); wrong != "" {
					t.Fatalf("after step %d, %s: %s", i, did, wrong)
				}
			}
		})
	}
}

func TestEveryRecordIsOnExactlyOnePage(t *testing.T) {
	t.Parallel()
	for _, count := range []int{1, 7, 100, 237} {
		tn := newTenant(t)
		tn.crowd(237)
		seen := map[any]int{}
		for start := 1; ; {
			got := tn.must(http.StatusOK, "GET", fmt.Sprintf("/Users?startIndex=%d&count=%d", start, count), "")
			resources, _ := got["Resources"].([]any)
			if len(resources) == 0 {
				break
			}
			for _, u := range resources {
				seen[field(u, "id")]++
			}
			start += len(resources)
		}
		if len(seen) != 237 {
			t.Errorf("pages of %d: %d records, want 237", count, len(seen))
		}
		for id, n := range seen {
			if n != 1 {
				t.Errorf("pages of %d: %v is on %d pages", count, id, n)
			}
		}
	}
}

// The engine's workers and the clients talk to the directory at the same time.
func TestRequestsAtTheSameTime(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	g := tn.group("team")
	var all sync.WaitGroup
	for worker := range 6 {
		all.Go(func() {
			for i := range 20 {
				email := fmt.Sprintf("w%d-%d@%s", worker, i, managed)
				_, user := tn.do("POST", "/Users", userBody(email))
				tn.do("PATCH", "/Groups/"+g.ID, patch(`{"op":"add","path":"members","value":[{"value":"`+fmt.Sprint(user["id"])+`"}]}`))
				tn.do("GET", "/Users?filter="+url.QueryEscape(`userName eq "`+email+`"`), "")
				tn.do("GET", "/Groups/"+g.ID, "")
			}
		})
	}
	all.Wait()
	if len(tn.d.Users) != 120 || len(g.Members) != 120 || tn.sound() != "" {
		t.Errorf("%d users, %d members, %s", len(tn.d.Users), len(g.Members), tn.sound())
	}
}
