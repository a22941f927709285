package checks

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks/facts"
)

// crowd is a good pair of tenants with n people; change may make somebody of them odd on either side.
type crowd struct {
	users, assigned, records, accounts list
}

func crowded(n int, change func(i int, user, assigned, record, account obj)) crowd {
	var c crowd
	for i := range n {
		id, login := fmt.Sprintf("00u%03d", i), fmt.Sprintf("p%03d@acme.example", i)
		u, a := user(id, login, login, "ACTIVE"), appUser(id, "s"+id, login)
		r, acc := record("s"+id, login, id, "a"+id, true), account("a"+id, login, "managed")
		if change != nil {
			change(i, u, a, r, acc)
		}
		c.users, c.assigned, c.records, c.accounts = append(c.users, u), append(c.assigned, a), append(c.records, r), append(c.accounts, acc)
	}
	return c
}

func (c crowd) answers() answers {
	ids := make([]string, len(c.records))
	for i, r := range c.records {
		ids[i] = r.(obj)["id"].(string)
	}
	return answers{
		"GET /api/v1/groups/00gpush/users": c.users, "GET /api/v1/groups/00gassign/users": c.users, getAppUsers: c.assigned,
		// The whole list comes as one page, whatever page size was asked for.
		getRecords:  dynamic(func(*http.Request, string) any { return scimList(c.records...) }),
		getSCIMGrps: scimList(scimGroup("push-me", ids...)),
		postUsers:   data(append(c.accounts, account("a9", "emergency@outside.example", "unmanaged", "atlassian/org-admin"))...),
	}
}

// onPeople are the questions that look at everybody.
var onPeople = []string{
	"email-population", "email-domains", "email-unique", "email-wellformed", "push-members", "assign-provisioned", "assign-errors", "assign-linked",
	"assign-orphans", "assign-inactive", "assign-attributes", "assign-before-provisioning", "directory-headroom",
}

// TestManyPeople asks about more people than are looked up one by one.
func TestManyPeople(t *testing.T) {
	t.Parallel()
	const people, odd = 260, 137
	who := fmt.Sprintf("p%03d@acme.example", odd)
	for name, tt := range map[string]struct {
		change func(user, assigned, record, account obj)
		want   map[string]Status
	}{
		"all well":                  {func(_, _, _, _ obj) {}, nil},
		"suspended":                 {func(u, _, _, _ obj) { u["status"] = "SUSPENDED" }, map[string]Status{"assign-inactive": Fail}},
		"deactivated":               {func(_, _, _, acc obj) { acc["accountStatus"] = "inactive" }, map[string]Status{"assign-inactive": Warn}},
		"another account's address": {func(_, _, _, acc obj) { acc["email"] = "old@acme.example" }, map[string]Status{"email-population": Fail}},
		"an old sign-on name":       {func(_, a, _, _ obj) { a["credentials"] = obj{"userName": "old@acme.example"} }, map[string]Status{"email-population": Fail}},
		"no address": {func(u, _, _, _ obj) { u["profile"].(obj)["email"] = "" },
			map[string]Status{"email-wellformed": Fail, "email-population": Skip}},
		"a foreign address": {func(u, a, r, acc obj) {
			u["profile"].(obj)["email"], a["credentials"], r["userName"] = "x@guest.example", obj{"userName": "x@guest.example"}, "x@guest.example"
			r["emails"], acc["email"] = list{obj{"value": "x@guest.example", "primary": true}}, "x@guest.example"
		}, map[string]Status{"email-domains": Warn}},
		"no record's id": {func(_, a, r, _ obj) { a["externalId"], a["status"], r["active"] = nil, "ACTIVE", false },
			map[string]Status{"assign-before-provisioning": Fail, "assign-provisioned": Skip}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := serve(t, crowded(people, func(i int, u, a, r, acc obj) {
				if i == odd {
					tt.change(u, a, r, acc)
				}
			}).answers())
			f := s.facts(facts.Intent{}, facts.Kept{})
			for _, r := range Run(t.Context(), Select(onPeople...), f, nil) {
				want := tt.want[r.ID]
				if r.Status != want {
					t.Errorf("%s is %s (%s), want %s", r.ID, r.Status, r.Summary, want)
				}
				if (want == Fail || want == Warn) && !strings.Contains(fmt.Sprint(r.Evidence), who[:4]) {
					t.Errorf("%s does not name %s: %v", r.ID, who, r.Evidence)
				}
			}
			if n := s.calls[postUsers]; n > 2 {
				t.Errorf("%d searches for accounts, where one list holds them all", n)
			}
			if n := s.total(); n > 30 {
				t.Errorf("%d calls for %d people on one page each", n, people)
			}
		})
	}
}
