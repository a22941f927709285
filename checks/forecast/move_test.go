package forecast

import (
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/okta"
)

const (
	groupSearch = "POST /admin/v2/orgs/o1/directories/-/groups/search"
	groupRoles  = "GET /admin/v2/orgs/o1/directories/dir/groups/ag1/role-assignments"
	managedList = "GET /admin/v1/orgs/o1/users"
	mappingList = "GET /api/v1/apps/0oa1/group-push/mappings"
	scimGroupsP = "GET /scim/directory/d1/Groups"
	local       = `{"data":[{"id":"ag1","name":"push-me","directoryId":"dir"}]}`
	jira        = "jira-software on acme.atlassian.net"
)

// staff are Ana, who is in the directory and in its group, Bob, who is in the directory alone, and Kim, who is new.
// Zoe is in the directory's group, and not in Okta's.
func staff() map[string]string {
	out := tenants(
		[]string{member("00u1", "ana@acme.example", "ana@acme.example"), member("00u2", "bob@acme.example", "bob@acme.example"), member("00u3", "kim@acme.example", "kim@acme.example")},
		[]string{record("s1", "ana@acme.example", "00u1"), record("s2", "bob@acme.example", "00u2"), record("s8", "zoe@acme.example", "00u8")},
		[]string{account("a-s1", "ana@acme.example", "managed", "synced"), account("a-s8", "zoe@acme.example", "managed", "synced"), account("a5", "tom@acme.example", "managed", "invited")})
	out[scimGroupsP] = `{"totalResults":1,"startIndex":1,"itemsPerPage":1,"Resources":[{"id":"g1","displayName":"push-me","members":[{"value":"s1"},{"value":"s8"}]}]}`
	return out
}

func persons(f Forecast) map[string]Person {
	out := map[string]Person{}
	for _, p := range f.People {
		out[p.Login] = p
	}
	return out
}

// TestFirstPushIntoAGroupThatExists: Okta reconciles once.
func TestFirstPushIntoAGroupThatExists(t *testing.T) {
	t.Parallel()
	out, err := Of(t.Context(), small(t, facts.Intent{}, staff()), pushed, pushed)
	if err != nil {
		t.Fatal(err)
	}
	g := out.Groups[0]
	if g.Outcome != GroupSynced || g.AtlassianID != "ag1" || !slices.Equal(g.Opens, []string{jira}) || !g.Exists || g.Pushed {
		t.Errorf("%+v", g)
	}
	if !slices.Equal(g.Gains, []string{"bob@acme.example", "kim@acme.example"}) || !slices.Equal(g.Loses, []string{"zoe@acme.example"}) || g.After != 3 || g.Empties() {
		t.Errorf("gains %q, loses %q, then %d", g.Gains, g.Loses, g.After)
	}
	for login, gains := range map[string]bool{"ana@acme.example": false, "bob@acme.example": true, "kim@acme.example": true} {
		if p := persons(out)[login]; slices.Contains(p.Gains, jira) != gains {
			t.Errorf("%s gains %q", login, p.Gains)
		}
	}
	if len(out.Seats) != 1 || out.Seats[0].Needed != 2 || out.Seats[0].Left != 4 {
		t.Errorf("seats %+v", out.Seats)
	}
	if lost := out.Losing(); !slices.Equal(lost["push-me"], []string{"zoe@acme.example"}) {
		t.Errorf("%v", lost)
	}
}

// TestAPersonOfTheForecastLosesAProduct: Zoe is assigned, and no longer in the group.
func TestAPersonOfTheForecastLosesAProduct(t *testing.T) {
	t.Parallel()
	world := staff()
	world["GET /api/v1/groups/00gz/users"] = "[" + member("00u8", "zoe@acme.example", "zoe@acme.example") + "]"
	z := okta.Group{ID: "00gz", Name: "z-group", Type: "OKTA_GROUP"}
	out, err := Of(t.Context(), small(t, facts.Intent{}, world), pushed, []okta.Group{pushed[0], z})
	if err != nil {
		t.Fatal(err)
	}
	p := persons(out)["zoe@acme.example"]
	if !slices.Equal(p.Loses, []string{jira}) || !p.Changed() || p.Touched() || !strings.Contains(strings.Join(p.Problems, ";"), "would lose "+jira) {
		t.Errorf("%+v", p)
	}
	keeps := facts.Intent{Grants: []facts.Grant{{Group: "z-group", Product: "jira-software"}}}
	out, err = Of(t.Context(), small(t, keeps, world), []okta.Group{pushed[0], z}, []okta.Group{pushed[0], z})
	if err != nil {
		t.Fatal(err)
	}
	if p := persons(out)["zoe@acme.example"]; len(p.Loses) != 0 || !slices.Contains(p.Gains, jira) {
		t.Errorf("another group opens it: loses %q, gains %q", p.Loses, p.Gains)
	}
}

// TestNobodyOfAGroupIsProvisioned: the first push would empty the group that exists.
func TestNobodyOfAGroupIsProvisioned(t *testing.T) {
	t.Parallel()
	world := staff()
	world["GET /api/v1/apps/0oa1/groups"] = "[]"
	out, err := Of(t.Context(), small(t, facts.Intent{}, world), pushed, nil)
	if err != nil {
		t.Fatal(err)
	}
	g := out.Groups[0]
	if !g.Empties() || g.After != 0 || !slices.Equal(g.Loses, []string{"ana@acme.example", "zoe@acme.example"}) {
		t.Errorf("%+v", g)
	}
	var ids []string
	for _, r := range out.Rails {
		ids = append(ids, r.ID)
	}
	if !slices.Equal(ids, []string{RailAccessLost, RailEmptied}) {
		t.Errorf("rails %q", ids)
	}
}

// TestPushedBefore: nobody leaves, and who comes late may be left out.
func TestPushedBefore(t *testing.T) {
	t.Parallel()
	world := staff()
	world[mappingList] = `[{"id":"m","sourceGroupId":"00gp","status":"ACTIVE"}]`
	out, err := Of(t.Context(), small(t, facts.Intent{}, world), pushed, pushed)
	if err != nil {
		t.Fatal(err)
	}
	g := out.Groups[0]
	if g.Outcome != GroupSynced || !g.Pushed || g.After != -1 || len(g.Gains)+len(g.Loses) != 0 || !strings.Contains(strings.Join(g.Problems, ";"), "2 of its members") {
		t.Errorf("%+v", g)
	}
	if p := persons(out)["kim@acme.example"]; !slices.Contains(p.Gains, jira) {
		t.Errorf("%+v: a seat may be needed all the same", p)
	}
}

// TestTakingOverALocalGroup names whom it would add and remove; nothing of it happens by the push.
func TestTakingOverALocalGroup(t *testing.T) {
	t.Parallel()
	world := staff()
	world[groupSearch], world[scimGroupsP] = local, `{"totalResults":0,"startIndex":1,"itemsPerPage":0,"Resources":[]}`
	wish := facts.Intent{Grants: []facts.Grant{{Group: "push-me", Product: "confluence"}}}
	out, err := Of(t.Context(), small(t, wish, world), pushed, pushed)
	if err != nil {
		t.Fatal(err)
	}
	g := out.Groups[0]
	if g.Outcome != GroupCollides || g.AtlassianID != "ag1" || !slices.Equal(g.Opens, []string{jira}) {
		t.Errorf("%+v: what is to be granted reaches no local group", g)
	}
	if !slices.Equal(g.Gains, []string{"bob@acme.example", "kim@acme.example"}) || !slices.Equal(g.Loses, []string{"admin@outside.example", "tom@acme.example", "zoe@acme.example"}) {
		t.Errorf("gains %q, loses %q", g.Gains, g.Loses)
	}
	said := strings.Join(g.Problems, "; ")
	for _, want := range []string{"(ag1)", "opens " + jira, "2 would join it and 3 would leave"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q lacks %q", said, want)
		}
	}
	if len(g.Leaving()) != 0 || len(out.Losing()) != 0 || len(out.Rails) != 0 || len(out.Seats) != 0 {
		t.Errorf("a push that is refused takes nobody out: %v, %v, %v", out.Losing(), out.Rails, out.Seats)
	}
	for _, p := range out.People {
		if len(p.Gains)+len(p.Loses) != 0 {
			t.Errorf("%+v", p)
		}
	}
}

func TestDoors(t *testing.T) {
	t.Parallel()
	for site, want := range map[string]string{
		"https://acme.atlassian.net": "acme.atlassian.net", "http://127.0.0.1:8080/": "127.0.0.1:8080", "acme.atlassian.net": "acme.atlassian.net", "": "",
	} {
		if got := hostOf(site); got != want {
			t.Errorf("%q: %q, want %q", site, got, want)
		}
	}
	wish := facts.Intent{Grants: []facts.Grant{{Group: "00gp", Product: "confluence"}}}
	out, err := Of(t.Context(), small(t, wish, staff()), pushed, pushed)
	if err != nil || !slices.Equal(out.Groups[0].Opens, []string{"confluence on acme.atlassian.net", jira}) {
		t.Errorf("%+v, %v", out.Groups, err)
	}
	if p := persons(out)["ana@acme.example"]; !slices.Equal(p.Gains, []string{"confluence on acme.atlassian.net"}) {
		t.Errorf("%q: she has Jira by the group, and nobody has Confluence yet", p.Gains)
	}
}
