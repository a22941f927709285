package atlassian

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

func numbered(prefix string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprint(prefix, i)
	}
	return out
}

func TestGroupsInBatches(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		query GroupQuery
		sizes []string // key and length of the list in each request
	}{
		"nothing wanted":   {GroupQuery{}, nil},
		"all":              {GroupQuery{All: true, Names: []string{"a"}}, []string{"none"}},
		"ten names":        {GroupQuery{Names: numbered("g", 10)}, []string{"groupNames 10"}},
		"eleven names":     {GroupQuery{Names: numbered("g", 11)}, []string{"groupNames 10", "groupNames 1"}},
		"case, repetition": {GroupQuery{Names: []string{"a", "A", "a"}}, []string{"groupNames 1"}},
		"names and ids":    {GroupQuery{Names: []string{"a"}, IDs: numbered("i", 12)}, []string{"groupNames 1", "groupIds 10", "groupIds 2"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, cl := serve(t, ok(`{"data":[]}`))
			if _, err := all(cl.Groups(t.Context(), "o1", c.query)); err != nil {
				t.Fatal(err)
			}
			var sizes []string
			for _, r := range s.requests() {
				if r.Line != "POST /admin/v2/orgs/o1/directories/-/groups/search" {
					t.Errorf("asked %s", r.Line)
				}
				sizes = append(sizes, listed(t, r.Body))
			}
			if !reflect.DeepEqual(sizes, c.sizes) {
				t.Errorf("got %q, want %q", sizes, c.sizes)
			}
		})
	}
}

// listed names the one filter of a group search, and checks its limit.
func listed(t *testing.T, body string) string {
	t.Helper()
	m := fields(t, body)
	if m["limit"] != 100.0 {
		t.Errorf("limit %v", m["limit"])
	}
	delete(m, "limit")
	if len(m) > 1 {
		t.Errorf("names and ids together: %s", body)
	}
	for k, v := range m {
		return fmt.Sprint(k, " ", len(v.([]any)))
	}
	return "none"
}

func TestGroupsFields(t *testing.T) {
	t.Parallel()
	s, c := serve(t,
		ok(`{"data":[{"id":"g1","name":"jira","description":null,"directoryId":"d1","managementAccess":{"deletable":true},"externalSynced":true,"managedBy":"external","counts":{"users":10},"new":[1]}],"links":{"next":"c1"}}`),
		ok(`{"data":[{"id":"g1","name":"jira"},{"id":"g2","name":"local","managedBy":"something new"}],"links":{"next":null}}`))
	got, err := all(c.Groups(t.Context(), "o1", GroupQuery{Names: []string{"jira"}}))
	want := []Group{
		{ID: "g1", Name: "jira", DirectoryID: "d1", ExternalSynced: true, ManagedBy: "external"},
		{ID: "g2", Name: "local", ManagedBy: "something new"},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
	second := fields(t, s.requests()[1].Body)
	if second["cursor"] != "c1" || second["groupNames"] == nil {
		t.Errorf("second page asked with %v", second)
	}
}

func TestUsersBody(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		query  UserQuery
		bodies []string
	}{
		"all":       {UserQuery{}, []string{`{"limit":100}`}},
		"one":       {UserQuery{Domains: []string{"example.com"}, ClaimStatus: "managed", Limit: 1}, []string{`{"limit":1,"emailDomains":["example.com"],"claimStatus":"managed"}`}},
		"admins":    {UserQuery{Roles: []string{"atlassian/org-admin"}, PlatformRoles: true}, []string{`{"limit":100,"roleIds":["atlassian/org-admin"],"expand":["platformRoles"]}`}},
		"nobody":    {UserQuery{Emails: []string{}}, nil},
		"no group":  {UserQuery{Emails: []string{"a@x"}, GroupIDs: []string{}}, nil},
		"crossed":   {UserQuery{Emails: []string{"A@x", "a@X"}, GroupIDs: []string{"g"}, AccountIDs: []string{"i"}, Limit: 500}, []string{`{"limit":100,"emails":["A@x"],"groupIds":["g"],"accountIds":["i"]}`}},
		"two lists": {UserQuery{Emails: numbered("e", 11)[10:], AccountIDs: nil}, []string{`{"limit":100,"emails":["e10"]}`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, cl := serve(t, ok(`{"data":[]}`))
			if _, err := all(cl.Users(t.Context(), "o1", c.query)); err != nil {
				t.Fatal(err)
			}
			var bodies []string
			for _, r := range s.requests() {
				bodies = append(bodies, r.Body)
				if r.Line != "POST /admin/v2/orgs/o1/directories/-/users/search" {
					t.Errorf("asked %s", r.Line)
				}
			}
			if !reflect.DeepEqual(bodies, c.bodies) {
				t.Errorf("got %q, want %q", bodies, c.bodies)
			}
		})
	}
}

func TestUsersCrossBatches(t *testing.T) {
	t.Parallel()
	s, c := serve(t, ok(`{"data":[{"accountId":"same"}]}`))
	got, err := all(c.Users(t.Context(), "o1", UserQuery{Emails: numbered("e", 21), GroupIDs: numbered("g", 11)}))
	if err != nil || len(got) != 1 {
		t.Errorf("got %v, %v: want the one account once", got, err)
	}
	if n := len(s.requests()); n != 6 {
		t.Errorf("%d requests, want 3 batches of addresses times 2 of groups", n)
	}
}

func TestUsersFieldsAndLimit(t *testing.T) {
	t.Parallel()
	person := `{"accountId":"a%d","accountType":"atlassian","status":"active","accountStatus":"active","membershipStatus":"no_membership","email":"a@example.com","name":"Ana","claimStatus":"unmanaged","managementSource":%s,"platformRoles":["atlassian/org-admin"],"jobTitle":null}`
	s, c := serve(t, ok(`{"data":[`+fmt.Sprintf(person, 1, "null")+`,`+fmt.Sprintf(person, 2, `"synced"`)+`,`+fmt.Sprintf(person, 3, `"invited"`)+`],"links":{"next":"more"}}`))
	got, err := all(c.Users(t.Context(), "o1", UserQuery{Limit: 2}))
	want := User{AccountID: "a1", Email: "a@example.com", Name: "Ana", Status: "active", AccountStatus: "active",
		MembershipStatus: "no_membership", ClaimStatus: "unmanaged", PlatformRoles: []string{"atlassian/org-admin"}}
	if err != nil || len(got) != 2 || !reflect.DeepEqual(got[0], want) || got[1].Source != "synced" {
		t.Errorf("got %+v, %v", got, err)
	}
	if n := len(s.requests()); n != 1 {
		t.Errorf("%d requests after the limit was reached", n)
	}
}

func TestSearchErrorEndsTheList(t *testing.T) {
	t.Parallel()
	s, c := serve(t, answer{403, `{"timestamp":"t","status":403,"error":"Forbidden","message":"key has no scope"}`})
	_, err := all(c.Groups(t.Context(), "o1", GroupQuery{Names: numbered("g", 30)}))
	if err == nil || !strings.Contains(err.Error(), "key has no scope") || len(s.requests()) != 1 {
		t.Errorf("got %v after %d requests", err, len(s.requests()))
	}
	_, err = all(c.Users(t.Context(), "o1", UserQuery{Emails: numbered("g", 30)}))
	if err == nil || len(s.requests()) != 2 {
		t.Errorf("got %v after %d requests", err, len(s.requests()))
	}
}

func TestGroupsOfAccounts(t *testing.T) {
	t.Parallel()
	s, cl := serve(t, ok(`{"data":[{"id":"g1","name":"jira"}]}`))
	got, err := all(cl.Groups(t.Context(), "o1", GroupQuery{AccountIDs: []string{"a1"}, Names: []string{"left out"}}))
	if err != nil || len(got) != 1 || got[0].ID != "g1" {
		t.Errorf("got %+v, %v", got, err)
	}
	if body := fields(t, s.requests()[0].Body); !reflect.DeepEqual(body, map[string]any{"limit": 100.0, "accountIds": []any{"a1"}}) {
		t.Errorf("asked %v", body)
	}
}
