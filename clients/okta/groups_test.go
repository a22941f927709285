package okta

import (
	"reflect"
	"testing"
)

func TestGroupsAreRead(t *testing.T) {
	t.Parallel()
	_, c := answers(t, ok(`[{"id":"00g1","type":"OKTA_GROUP","profile":{"name":"A","description":null},"_embedded":{"stats":{"usersCount":12,"x":1}}},
	 {"id":"00g2","type":"BUILT_IN","profile":{"name":"Everyone","description":"all"}},{"id":"00g3","_embedded":{"stats":{"usersCount":0}}}]`))
	got, err := collect(c.Groups(t.Context(), GroupQuery{Stats: true}))
	want := []Group{
		{ID: "00g1", Type: "OKTA_GROUP", Name: "A", Users: 12},
		{ID: "00g2", Type: "BUILT_IN", Name: "Everyone", Description: "all", Users: -1},
		{ID: "00g3", Users: 0},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestGroupsAreAskedFor(t *testing.T) {
	t.Parallel()
	tests := []struct {
		query GroupQuery
		want  string
	}{
		{GroupQuery{}, `GET /api/v1/groups?limit=200`},
		{GroupQuery{Stats: true}, `GET /api/v1/groups?expand=stats&limit=200`},
		{GroupQuery{NameStarts: `a "b"`}, `GET /api/v1/groups?limit=200&search=profile.name sw "a \"b\""`},
		{GroupQuery{Search: `type eq "OKTA_GROUP"`}, `GET /api/v1/groups?limit=200&search=type eq "OKTA_GROUP"`},
		{GroupQuery{Search: `id eq "x" or id eq "y"`, NameStarts: "a"}, `GET /api/v1/groups?limit=200&search=(id eq "x" or id eq "y") and profile.name sw "a"`},
	}
	for _, test := range tests {
		o, c := answers(t, ok("[]"))
		if got, err := collect(c.Groups(t.Context(), test.query)); err != nil || len(got) != 0 {
			t.Errorf("got %+v, %v", got, err)
		}
		o.sent(t, test.want)
	}
}

func TestGroupsNamedMindsTheCase(t *testing.T) {
	t.Parallel()
	o, c := answers(t, ok(`[{"id":"00g1","profile":{"name":"Sales"}},{"id":"00g2","profile":{"name":"sales"}},{"id":"00g3","type":"APP_GROUP","profile":{"name":"Sales"}},{"id":"00g4","profile":{"name":"Sales "}}]`))
	got, err := c.GroupsNamed(t.Context(), "Sales")
	if err != nil || len(got) != 2 || got[0].ID != "00g1" || got[1].ID != "00g3" {
		t.Errorf("got %+v, %v", got, err)
	}
	o.sent(t, `GET /api/v1/groups?limit=200&search=profile.name eq "Sales"`)
	_, c = answers(t, refusal(403, "E0000006", "no"))
	if got, err := c.GroupsNamed(t.Context(), "Sales"); err == nil || got != nil {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestGroupItsMembersAndApps(t *testing.T) {
	t.Parallel()
	o, c := answers(t, ok(`{"id":"00g1","profile":{"name":"A"}}`), ok("["+jane+"]"), ok("["+atlassianApp+"]"))
	g, err := c.Group(t.Context(), "00g1")
	if err != nil || g.Name != "A" || g.Users != -1 {
		t.Errorf("got %+v, %v", g, err)
	}
	members, err := collect(c.Members(t.Context(), "00g1"))
	if err != nil || len(members) != 1 || members[0].Profile.Login != "jane@example.com" {
		t.Errorf("got %+v, %v", members, err)
	}
	apps, err := collect(c.GroupApps(t.Context(), "00g1"))
	if err != nil || len(apps) != 1 || apps[0].Name != "atlassian" {
		t.Errorf("got %+v, %v", apps, err)
	}
	o.sent(t, "GET /api/v1/groups/00g1", "GET /api/v1/groups/00g1/users?limit=200", "GET /api/v1/groups/00g1/apps?limit=200")
}
