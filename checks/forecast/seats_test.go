package forecast

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/scim"
	"github.com/provision-cli/provision/clients/site"
)

// answers are a small pair of tenants: two people, pushed in push-me, which is
// synced and opens Jira; one of them is in it already.
func answers() map[string]string {
	const org = "/admin/v2/orgs/o1"
	return map[string]string{
		"GET /api/v1/apps":                          `[{"id":"0oa1","name":"atlassian","label":"A","status":"ACTIVE","credentials":{"userNameTemplate":{"template":"user.email","type":"CUSTOM"}}}]`,
		"GET /api/v1/apps/0oa1/users":               `[{"id":"00u1","externalId":"s1","credentials":{"userName":"ana@acme.example"}}]`,
		"GET /api/v1/apps/0oa1/groups":              `[{"id":"00ga"}]`,
		"GET /api/v1/apps/0oa1/group-push/mappings": `[]`,
		"GET /api/v1/users/me":                      `{"id":"00um","status":"ACTIVE","profile":{"login":"me@acme.example"}}`,
		"GET /api/v1/groups/00gp/users": `[{"id":"00u1","status":"ACTIVE","profile":{"login":"ana@acme.example","email":"ana@acme.example"}},
			{"id":"00u2","status":"ACTIVE","profile":{"login":"bob@acme.example","email":"bob@acme.example"}},
			{"id":"00u3","status":"SUSPENDED","profile":{"login":"eve@acme.example","email":"eve@acme.example"}}]`,
		"GET /admin/v1/orgs":                                               `{"data":[{"id":"o1"}]}`,
		"GET /admin/v1/orgs/o1/domains":                                    `{"data":[{"id":"1","attributes":{"name":"acme.example","claim":{"status":"verified"}}}]}`,
		"POST " + org + "/workspaces":                                      `{"data":[{"id":"ari:jira","attributes":{"typeKey":"jira-software","status":"online","hostUrl":"https://acme.atlassian.net"}},{"id":"ari:wiki","attributes":{"typeKey":"confluence","status":"online","hostUrl":"https://acme.atlassian.net"}}]}`,
		"POST " + org + "/directories/-/groups/search":                     `{"data":[{"id":"ag1","name":"push-me","directoryId":"dir","externalSynced":true}]}`,
		"GET " + org + "/directories/dir/groups/ag1/role-assignments":      `{"data":[{"resourceId":"ari:jira","resourceOwner":"jira-software","roles":["atlassian/user"]}]}`,
		"POST " + org + "/directories/-/users/search":                      `{"data":[{"accountId":"a9","email":"admin@outside.example","platformRoles":["atlassian/org-admin"]},{"accountId":"a2","email":"bob@acme.example","claimStatus":"managed","managementSource":"synced"}]}`,
		"GET /scim/directory/d1/Users":                                     `{"totalResults":2,"startIndex":1,"itemsPerPage":2,"Resources":[{"id":"s1","userName":"ana@acme.example","active":true},{"id":"s8","userName":"zoe@acme.example","active":true}]}`,
		"GET /scim/directory/d1/Groups":                                    `{"totalResults":1,"startIndex":1,"itemsPerPage":1,"Resources":[{"id":"g1","displayName":"push-me","members":[{"value":"s1"},{"value":"s8"}]}]}`,
		"GET /rest/api/3/applicationrole":                                  `[{"key":"jira-software","numberOfSeats":10,"remainingSeats":4}]`,
		"POST /admin/user-provisioning/v1/org/o1/get-scim-links-for-email": `{"scimLinks":[{"scimUserId":"x","atlassianAccountId":"a2","directoryId":"d2"}]}`,
	}
}

var pushed = []okta.Group{{ID: "00gp", Name: "push-me", Type: "OKTA_GROUP"}}

func small(t *testing.T, in facts.Intent, changes map[string]string) *facts.Facts {
	t.Helper()
	says := answers()
	maps.Copy(says, changes)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer, ok := says[r.Method+" "+r.URL.Path]
		w.Header().Set("Content-Type", "application/json")
		if answer == "500" || !ok {
			w.WriteHeader(map[bool]int{true: 500, false: 404}[ok])
		}
		_, _ = io.WriteString(w, answer)
	}))
	t.Cleanup(server.Close)
	base, secret := parse(t, server.URL), clients.NewSecret("k")
	return facts.New(facts.Sources{
		Okta: okta.NewReader(base, secret, nil), Atlassian: atlassian.NewReader(base, secret, nil), SCIM: scim.NewReader(base.JoinPath("/scim/directory/d1"), secret, nil),
		Sites: []facts.SiteSource{{URL: "https://acme.atlassian.net", Reader: site.NewReader(base, "a@b.c", secret, nil)}},
	}, in, facts.Kept{DirectoryID: "d1"}, time.Now())
}

func TestSeats(t *testing.T) {
	t.Parallel()
	wiki := facts.Intent{Grants: []facts.Grant{{Group: "push-me", Product: "confluence"}}}
	for _, tt := range []struct {
		name    string
		intent  facts.Intent
		changes map[string]string
		want    []string
	}{
		{"only newcomers need one", facts.Intent{}, nil, []string{"jira-software 1 4"}},
		{"a wish counts too, and Confluence tells nothing", wiki, nil, []string{"confluence 2 -1", "jira-software 1 4"}},
		{"a group for another product needs none", facts.Intent{Grants: []facts.Grant{{Group: "other", Product: "confluence"}}}, nil, []string{"jira-software 1 4"}},
		{"everybody, before the group arrives", facts.Intent{Grants: []facts.Grant{{Group: "00gp", Product: "jira-software"}}},
			map[string]string{"POST /admin/v2/orgs/o1/directories/-/groups/search": `{"data":[]}`}, []string{"jira-software 2 4"}},
		{"unlimited", facts.Intent{}, map[string]string{"GET /rest/api/3/applicationrole": `[{"key":"jira-software","hasUnlimitedSeats":true}]`}, []string{fmt.Sprint("jira-software 1 ", unlimited)}},
		{"never below nothing", facts.Intent{}, map[string]string{"GET /rest/api/3/applicationrole": `[{"key":"jira-software","numberOfSeats":1,"remainingSeats":-3}]`}, []string{"jira-software 1 0"}},
		{"nothing opened", facts.Intent{}, map[string]string{"GET /admin/v2/orgs/o1/directories/dir/groups/ag1/role-assignments": `{"data":[]}`}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			seats, err := Seats(t.Context(), small(t, tt.intent, tt.changes), pushed)
			var got []string
			for _, s := range seats {
				got = append(got, fmt.Sprint(s.Product, " ", s.Needed, " ", s.Left))
			}
			if err != nil || !slices.Equal(got, tt.want) {
				t.Errorf("got %q, %v, want %q", got, err, tt.want)
			}
		})
	}
}

func TestOfSmall(t *testing.T) {
	t.Parallel()
	out, err := Of(t.Context(), small(t, facts.Intent{Protect: []string{"BOB@acme.example"}}, nil), pushed, pushed)
	if err != nil {
		t.Fatal(err)
	}
	byLogin := map[string]Person{}
	for _, p := range out.People {
		byLogin[p.Login] = p
	}
	for login, want := range map[string]Outcome{"ana@acme.example": Unlinked, "bob@acme.example": OtherDirectory, "eve@acme.example": AbsentInactive} {
		if got := byLogin[login].Outcome; got != want {
			t.Errorf("%s: %s, want %s", login, got, want)
		}
	}
	if p := byLogin["bob@acme.example"]; p.Protected != "named with --protect" || !strings.Contains(p.Problems[0], "d2") || len(out.ProtectedTouched()) != 1 {
		t.Errorf("%+v", p)
	}
	if g := out.Groups[0]; g.Outcome != GroupSynced || g.Members != 3 || !slices.Equal(g.Loses, []string{"zoe@acme.example"}) {
		t.Errorf("%+v: a first push into a group that exists removes whom Okta does not know", g)
	}
}

func TestLosesNobodyOnceMapped(t *testing.T) {
	t.Parallel()
	f := small(t, facts.Intent{}, map[string]string{"GET /api/v1/apps/0oa1/group-push/mappings": `[{"id":"m","sourceGroupId":"00gp","status":"ACTIVE"}]`})
	out, err := Of(t.Context(), f, pushed, nil)
	if err != nil || len(out.Losing()) != 0 {
		t.Errorf("%v, %v", out.Losing(), err)
	}
}

func TestPlannedUsesTheNewFormat(t *testing.T) {
	t.Parallel()
	login := map[string]string{
		"GET /api/v1/apps":              strings.Replace(answers()["GET /api/v1/apps"], "user.email", "user.login", 1),
		"GET /api/v1/groups/00gp/users": `[{"id":"00u7","status":"ACTIVE","profile":{"login":"kim@old.example","email":"kim@acme.example"}}]`,
	}
	now, err := Of(t.Context(), small(t, facts.Intent{}, login), nil, pushed)
	if err != nil || now.Counts[SecondAccount] != 1 {
		t.Errorf("now: %v, %v", now.Counts, err)
	}
	after, err := Planned(t.Context(), small(t, facts.Intent{}, login), nil, pushed, "user.email")
	if err != nil || after.Counts[Create] != 1 || after.People[0].UserName != "kim@acme.example" {
		t.Errorf("after: %+v, %v", after.People, err)
	}
}

func TestNoForecastFromHalfAReading(t *testing.T) {
	t.Parallel()
	for path := range answers() {
		switch path {
		// A service app's token has no owner, and seats may stay unknown.
		case "GET /api/v1/users/me", "GET /rest/api/3/applicationrole":
			continue
		}
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			out, err := Of(t.Context(), small(t, facts.Intent{}, map[string]string{path: "500"}), pushed, pushed)
			if err == nil {
				t.Errorf("a forecast without %s: %+v", path, out.Counts)
			}
		})
	}
}

func TestSeatsOfASilentSite(t *testing.T) {
	t.Parallel()
	silent := map[string]string{"GET /rest/api/3/applicationrole": "500"}
	if seats, err := Seats(t.Context(), small(t, facts.Intent{}, silent), pushed); err == nil {
		t.Errorf("the question about seats was answered: %v", seats)
	}
	out, err := Of(t.Context(), small(t, facts.Intent{}, silent), pushed, nil)
	if err != nil || len(out.Seats) != 1 || out.Seats[0].Left != -1 {
		t.Errorf("%v, %v: a forecast goes on, with seats unknown", out.Seats, err)
	}
}

func TestNamesakes(t *testing.T) {
	t.Parallel()
	const search, roles = "POST /admin/v2/orgs/o1/directories/-/groups/search", "GET /admin/v2/orgs/o1/directories/dir/groups/ag1/role-assignments"
	for _, tt := range []struct {
		name, group, roles, site string
		want                     []Outcome
	}{
		{"synced is none", `{"id":"ag1","name":"push-me","directoryId":"dir","externalSynced":true}`, "", "", nil},
		{"local", `{"id":"ag1","name":"Push-Me","directoryId":"dir"}`, "", "", []Outcome{GroupCollides}},
		{"default", `{"id":"ag1","name":"push-me","directoryId":"dir"}`, `{"resourceOwner":"confluence","defaultRole":"atlassian/user"}`, "", []Outcome{GroupDefault}},
		{"default as the site says", `{"id":"ag1","name":"push-me","directoryId":"dir"}`, "", `[{"key":"jira-core","defaultGroups":["Push-me"]}]`, []Outcome{GroupDefault}},
		{"site does not answer", `{"id":"ag1","name":"push-me","directoryId":"dir"}`, "", "500", []Outcome{GroupCollides}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			changes := map[string]string{search: `{"data":[` + tt.group + `]}`, roles: `{"data":[` + tt.roles + `]}`}
			if tt.site != "" {
				changes["GET /rest/api/3/applicationrole"] = tt.site
			}
			twins, err := Namesakes(t.Context(), small(t, facts.Intent{}, changes), []string{"push-me", "free"})
			var got []Outcome
			for _, n := range twins {
				got = append(got, n.Outcome)
			}
			if err != nil || !slices.Equal(got, tt.want) {
				t.Errorf("got %v, %v, want %v", got, err, tt.want)
			}
		})
	}
}
