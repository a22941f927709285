package okta

import "testing"

func TestPeopleAreSearched(t *testing.T) {
	t.Parallel()
	o, c := answers(t, ok("["+jane+"]"))
	got, err := collect(c.Users(t.Context(), UserQuery{Search: "profile.login eq " + Quoted(`a"b`)}))
	if err != nil || len(got) != 1 || got[0].ID == "" {
		t.Errorf("got %+v, %v", got, err)
	}
	o.sent(t, `GET /api/v1/users?limit=200&search=profile.login eq "a\"b"`)
	_, c = answers(t, refusal(403, "E0000006", "no"))
	if got, err := collect(c.Users(t.Context(), UserQuery{Search: "x"})); err == nil || got != nil {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestGroupsOfAPerson(t *testing.T) {
	t.Parallel()
	o, c := answers(t, ok(`[{"id":"00g1","type":"BUILT_IN","profile":{"name":"Everyone","description":"All users"}}]`))
	got, err := collect(c.UserGroups(t.Context(), "00u/1"))
	if err != nil || len(got) != 1 || got[0] != (Group{ID: "00g1", Type: "BUILT_IN", Name: "Everyone", Description: "All users", Users: -1}) {
		t.Errorf("got %+v, %v", got, err)
	}
	o.sent(t, `GET /api/v1/users/00u%2F1/groups?limit=200`)
}
