package admin

import (
	"slices"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// people are four accounts of different kinds beside boss.
func people(tn *tenant) {
	tn.account("ann", "Ann@example.com").Source = "synced"
	tn.account("bob", "bob@example.com").Status = "inactive"
	tn.account("cy", "cy@partner.example").Source = "invited"
	tn.account("late", "late@example.com").VisibleAt = tn.now.Add(time.Minute)
	tn.group("g1", "team", "ann", "cy").Roles[jira] = []string{world.UserRole}
	tn.group("g2", "more", "cy", "bob", "late").Roles[wiki] = []string{"atlassian/admin"}
}

func TestSearchUsers(t *testing.T) {
	t.Parallel()
	tests := map[string][]string{
		``: {"boss", "ann", "bob", "cy"},
		`{"emails":["ann@example.com","ANN@example.com","late@example.com","x@y.z"]}`: {"ann"},
		`{"emails":["ann@example.co"]}`:                                               {},
		`{"searchTerm":"PARTNER"}`:                                                    {"cy"},
		`{"searchTerm":"name of bob"}`:                                                {"bob"},
		`{"emailDomains":["EXAMPLE.com"]}`:                                            {"ann", "bob"},
		`{"emailDomains":["example.com"],"claimStatus":"managed"}`:                    {"ann", "bob"},
		`{"emailDomains":["partner.example"],"claimStatus":"managed"}`:                {},
		`{"claimStatus":"unmanaged"}`:                                                 {"boss", "cy"},
		`{"accountIds":["cy","late","none"]}`:                                         {"cy"},
		`{"groupIds":["g1"]}`:                                                         {"ann", "cy"},
		`{"groupIds":["g1","g2"],"accountStatus":["active"]}`:                         {"ann", "cy"},
		`{"groupIds":["none"]}`:                                                       {},
		`{"accountIds":["ann","bob"],"groupIds":["g2"]}`:                              {"bob"},
		`{"status":["deactivated"]}`:                                                  {"bob"},
		`{"accountStatus":["inactive"]}`:                                              {"bob"},
		`{"membershipStatus":["no_membership"]}`:                                      {},
		`{"roleIds":["atlassian/org-admin"]}`:                                         {"boss"},
		`{"roleIds":["atlassian/site-admin"]}`:                                        {"boss"},
		`{"roleIds":["atlassian/user"]}`:                                              {"ann", "cy"},
		`{"resourceIds":["` + wiki + `"]}`:                                            {"bob", "cy"},
		`{"roleIds":["atlassian/user"],"resourceIds":["` + wiki + `"]}`:               {},
		`{"mfaEnabled":true}`:                                                         {},
		`{"mfaEnabled":false,"accountIds":["ann"]}`:                                   {"ann"},
		`{"directoryIds":["other"]}`:                                                  {},
	}
	tn := newTenant(t)
	people(tn)
	for body, want := range tests {
		if got := column(tn.must(200, "POST", users+"/search", body), "accountId"); !slices.Equal(got, want) {
			t.Errorf("search %s: %v, want %v", body, got, want)
		}
	}
	for query, want := range map[string]float64{
		"": 4, "?emailDomains=example.com": 2, "?claimStatus=managed": 2, "?groupIds=g1,g2": 3, "?mfaEnabled=true": 0, "?accountStatus=active": 3,
	} {
		if got := tn.must(200, "GET", users+"/count"+query, ""); got["count"] != want {
			t.Errorf("count%s: %v, want %v", query, got, want)
		}
	}
}

func TestUserFields(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	people(tn)
	tests := []struct {
		id                     string
		claim, status, account string
		source                 any
	}{
		{id: "ann", claim: "managed", status: "active", account: "active", source: "synced"},
		{id: "bob", claim: "managed", status: "deactivated", account: "inactive"},
		{id: "cy", claim: "unmanaged", status: "active", account: "active", source: "invited"},
	}
	for _, tt := range tests {
		got := field(tn.must(200, "POST", users+"/search", `{"accountIds":["`+tt.id+`"]}`), "data", 0)
		if field(got, "claimStatus") != tt.claim || field(got, "status") != tt.status || field(got, "accountStatus") != tt.account || field(got, "managementSource") != tt.source {
			t.Errorf("%s: %v", tt.id, got)
		}
		for _, extra := range []string{"platformRoles", "groups", "counts", "productAccess"} {
			if field(got, extra) != nil {
				t.Errorf("%s is there without expand", extra)
			}
		}
	}
}

func TestUserExpand(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	people(tn)
	got := tn.must(200, "POST", users+"/search", `{"accountIds":["boss","ann"],"expand":["platformRoles","groups","counts.resources","productAccess"]}`)
	boss, ann := field(got, "data", 0), field(got, "data", 1)
	if field(boss, "platformRoles", 0) != "atlassian/org-admin" || field(boss, "platformRoles", 1) != "atlassian/site-admin" || field(boss, "counts", "resources") != 0.0 {
		t.Errorf("boss %v", boss)
	}
	if field(ann, "groups", 0, "name") != "team" || field(ann, "productAccess", 0, "id") != jira || field(ann, "counts", "resources") != 1.0 || field(ann, "platformRoles", 0) != nil {
		t.Errorf("ann %v", ann)
	}
}

func TestWorkspaces(t *testing.T) {
	t.Parallel()
	tests := map[string][]string{
		`{}`: {jira, wiki},
		`{"query":{"and":[{"field":{"name":"attributes.type","values":["confluence"]}}]},"limit":20}`:                                            {wiki},
		`{"query":{"field":{"name":"attributes.typeKey","values":["Jira-Software","none"]}}}`:                                                    {jira},
		`{"query":{"and":[{"field":{"name":"attributes.name","values":["Jira"]}},{"field":{"name":"attributes.status","values":["offline"]}}]}}`: {},
		`{"sort":[{"field":"attributes.name","order":"asc"}]}`:                                                                                   {wiki, jira},
		`{"sort":[{"field":"attributes.name","order":"desc"}]}`:                                                                                  {jira, wiki},
	}
	tn := newTenant(t)
	for body, want := range tests {
		if got := column(tn.must(200, "POST", org2+"/workspaces", body), "id"); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", body, got, want)
		}
	}
	for _, body := range []string{
		`{"query":{"field":{"name":"attributes.colour","values":["red"]}}}`, `{"query":{}}`, `{"limit":1001}`,
		`{"query":{"field":{"name":"id","values":[]}}}`, `{"sort":[{"field":"colour","order":"asc"}]}`,
	} {
		tn.must(400, "POST", org2+"/workspaces", body)
	}
	all := tn.must(200, "POST", org2+"/workspaces", `{}`)
	first, second := field(all, "data", 0, "attributes"), field(all, "data", 1, "attributes")
	if field(first, "hostUrl") != "https://example.atlassian.net" || field(first, "capacity") != 3.0 || field(second, "capacity") != nil || field(first, "usage") != nil {
		t.Errorf("attributes %v %v", first, second)
	}
}

// The cursor carries the query, and counts as a whole URL too.
func TestWorkspaceCursor(t *testing.T) {
	t.Parallel()
	for _, form := range []string{"cursor", "url"} {
		tn := newTenant(t, "next-link="+form)
		tn.a.Workspaces = append(tn.a.Workspaces, &world.Workspace{ARI: "ari:cloud:jira-software::site/s2", TypeKey: "jira-software", Name: "Jira 2", Status: "online"})
		got := tn.must(200, "POST", org2+"/workspaces", `{"query":{"field":{"name":"attributes.typeKey","values":["jira-software"]}},"limit":1}`)
		next, _ := field(got, "links", "next").(string)
		got = tn.must(200, "POST", org2+"/workspaces", `{"cursor":"`+next+`"}`)
		if ids := column(got, "id"); !slices.Equal(ids, []string{"ari:cloud:jira-software::site/s2"}) || field(got, "links", "next") != nil {
			t.Errorf("%s: second page %v, links %v", form, ids, got["links"])
		}
	}
}

func TestSCIMLinks(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	people(tn)
	d := &world.Directory{ID: "d1"}
	tn.a.Directories = []*world.Directory{d, {ID: "d2"}}
	ann := &world.SCIMUser{ID: "u1", UserName: "ann", Email: "ann@example.com", AccountID: "ann"}
	d.AddUser(ann)
	tn.a.Directories[1].AddUser(&world.SCIMUser{ID: "u2", UserName: "ann", Email: "ANN@example.com"})
	d.AddUser(&world.SCIMUser{ID: "u3", UserName: "late", Email: "late@example.com", AccountID: "late"})

	got := tn.must(200, "POST", links+"/get-scim-links-for-email", `{"email":"ann@example.com"}`)
	if field(got, "scimLinks", 0, "atlassianAccountId") != "ann" || field(got, "scimLinks", 0, "directoryId") != "d1" || field(got, "scimLinks", 0, "orgId") != "org1" {
		t.Errorf("links %v", got)
	}
	second, _ := field(got, "scimLinks", 1).(map[string]any)
	if account, there := second["atlassianAccountId"]; account != nil || !there || second["scimUserId"] != "u2" {
		t.Errorf("unlinked record %v", second)
	}
	if got := tn.must(200, "POST", links+"/get-scim-links-for-email", `{"email":"late@example.com"}`); field(got, "scimLinks", 0, "atlassianAccountId") != nil {
		t.Errorf("an account that is on its way shows: %v", got)
	}
	if got := tn.must(200, "GET", links+"/user/ann/get-scim-links", ""); field(got, "scimLinks", 0, "scimUserId") != "u1" || field(got, "scimLinks", 1) != nil {
		t.Errorf("links of the account %v", got)
	}
	if got := tn.must(200, "POST", links+"/get-scim-links-for-email", `{"email":"x@y.z"}`); len(got["scimLinks"].([]any)) != 0 {
		t.Errorf("links of nobody %v", got)
	}
}

func TestUnlinkAndDeleteRecords(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	people(tn)
	d := &world.Directory{ID: "d1"}
	tn.a.Directories = []*world.Directory{d}
	u, sg := &world.SCIMUser{ID: "u1", UserName: "ann", Email: "ann@example.com", AccountID: "ann"}, &world.SCIMGroup{ID: "sg", OrgGroupID: "g1"}
	d.AddUser(u)
	d.AddGroup(sg)
	sg.Join("u1")
	tn.must(404, "PATCH", links+"/scimDirectoryId/d9/scimUserId/u1/unlink", "")
	tn.must(404, "PATCH", links+"/scimDirectoryId/d1/scimUserId/u9/unlink", "")
	tn.must(204, "PATCH", links+"/scimDirectoryId/d1/scimUserId/u1/unlink", "")
	if u.AccountID != "" || tn.a.Group("g1").Has("ann") || tn.a.Account("ann").Status != "active" || tn.mutations() != 1 {
		t.Errorf("after unlinking: %+v, %d mutations", u, tn.mutations())
	}
	u.AccountID = "ann"
	tn.must(404, "DELETE", links+"/user/cy/onlyDeleteUserInDB", "")
	tn.must(204, "DELETE", links+"/user/ann/onlyDeleteUserInDB", "")
	tn.must(204, "DELETE", links+"/user/ann/onlyDeleteUserInDB", "")
	if d.User("u1") != nil || sg.Has("u1") || tn.a.Account("ann").Status != "active" || tn.mutations() != 2 {
		t.Errorf("after deleting the records: %d mutations", tn.mutations())
	}
}
