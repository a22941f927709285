package admin

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/directory"
	"github.com/provision-cli/provision/clients/sandbox/site"
	"github.com/provision-cli/provision/clients/sandbox/world"
)

// provision sends a SCIM request to the tenant's directory and returns the status.
func (tn *tenant) provision(method, path, body string) int {
	req := httptest.NewRequest(method, "/scim/directory/d1"+path, strings.NewReader(body))
	req.Header.Set("Authorization", "Bearer scim-key")
	rw := httptest.NewRecorder()
	directory.Handler(tn.w).ServeHTTP(rw, req)
	return rw.Code
}

// withDirectory gives the tenant a directory that governs example.com and reaches the site.
func withDirectory(tn *tenant) *world.Directory {
	d := &world.Directory{ID: "d1", Key: "scim-key", Expires: tn.now.AddDate(1, 0, 0)}
	tn.a.Directories = []*world.Directory{d}
	tn.a.Domains[0].LinkedTo = "d1"
	tn.a.Sites[0].AddedTo = "d1"
	tn.a.Sites[0].Admins = []world.SiteLogin{{Email: "boss@outside.example", Token: "t", AccountID: "boss"}}
	return d
}

// onSite says how many members of a group the site shows, -1 when it does not know the group.
func (tn *tenant) onSite(groupID string) int {
	req := httptest.NewRequest(http.MethodGet, "/rest/api/3/group/member?groupId="+groupID, nil)
	req.SetBasicAuth("boss@outside.example", "t")
	rw := httptest.NewRecorder()
	site.Handler(tn.w, "s1").ServeHTTP(rw, req)
	if rw.Code != http.StatusOK {
		return -1
	}
	return strings.Count(rw.Body.String(), `"accountId"`)
}

const (
	scimUser  = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"%s","emails":[{"value":"%s","primary":true}]}`
	scimGroup = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"%s","members":[{"value":"%s"}]}`
)

// What a directory receives is seen by the organization and the site after the delay, everywhere at the same time.
func TestArrivalIsSeenEverywhereAfterTheDelay(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	d := withDirectory(tn)
	tn.w.Delay = time.Minute
	if status := tn.provision("POST", "/Users", fmt.Sprintf(scimUser, "new", "new@example.com")); status != 201 {
		t.Fatalf("POST user: %d", status)
	}
	if status := tn.provision("POST", "/Groups", fmt.Sprintf(scimGroup, "team", d.Users[0].ID)); status != 201 {
		t.Fatalf("POST group: %d", status)
	}
	id := d.Groups[0].OrgGroupID
	look := func() string {
		user := column(tn.must(200, "POST", users+"/search", `{"emails":["new@example.com"]}`), "managementSource")
		group := column(tn.must(200, "POST", groups+"/search", `{"groupNames":["TEAM"]}`), "externalSynced")
		links := field(tn.must(200, "POST", links+"/get-scim-links-for-email", `{"email":"new@example.com"}`), "scimLinks", 0, "atlassianAccountId")
		managed := column(tn.must(200, "GET", org1+"/users", ""), "email")
		return fmt.Sprint(user, group, links != nil, managed, tn.onSite(id))
	}
	if got := look(); got != "[] [] false [] -1" {
		t.Errorf("at once: %s", got)
	}
	tn.now = tn.now.Add(time.Minute)
	if got := look(); got != "[synced] [true] true [new@example.com] 1" {
		t.Errorf("after the delay: %s", got)
	}
}

// The silent trap: the directory answers 201, and no other API ever shows the group.
func TestTrappedGroupIsNeverSeen(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	d := withDirectory(tn)
	tn.group("g-default", "jira-users").Default[jira] = world.UserRole
	if status := tn.provision("POST", "/Groups", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"jira-users","members":[]}`); status != 201 {
		t.Fatalf("POST group: %d", status)
	}
	tn.now = tn.now.Add(24 * time.Hour)
	got := tn.must(200, "POST", groups+"/search", `{"groupNames":["jira-users"]}`)
	if ids := column(got, "id"); !slices.Equal(ids, []string{"g-default"}) || field(got, "data", 0, "externalSynced") != false || len(d.Groups) != 1 {
		t.Errorf("groups %v, %d in the directory", got["data"], len(d.Groups))
	}
}

func TestUnlinkedRecordGetsItsAccountBackByReassignment(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	d := withDirectory(tn)
	tn.provision("POST", "/Users", fmt.Sprintf(scimUser, "ann", "ann@example.com"))
	u := d.Users[0]
	account := u.AccountID
	tn.must(204, "PATCH", links+"/scimDirectoryId/d1/scimUserId/"+u.ID+"/unlink", "")
	for _, active := range []string{"false", "true"} {
		tn.provision("PATCH", "/Users/"+u.ID, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"active":`+active+`}}]}`)
	}
	if u.AccountID != account || account == "" {
		t.Errorf("account %q, was %q", u.AccountID, account)
	}
}

// Every built world must be readable to its end, each thing once.
func TestBuiltWorldsAreListedWhole(t *testing.T) {
	t.Parallel()
	for _, scenario := range world.Scenarios() {
		t.Run(scenario, func(t *testing.T) {
			t.Parallel()
			w, err := world.Build(world.BuildOptions{Scenario: scenario, Users: 300, Groups: 40})
			if err != nil {
				t.Fatal(err)
			}
			tn := &tenant{t: t, w: w, a: &w.Atlassian, handler: Handler(w), key: w.Atlassian.Keys[0].Secret}
			for path, want := range map[string]int{
				"/users/search": len(w.Atlassian.Accounts), "/groups/search": len(w.Atlassian.Groups),
			} {
				if got := tn.wholeList("/admin/v2/orgs/" + w.Atlassian.OrgID + "/directories/-" + path); got != want {
					t.Errorf("%s: %d elements, want %d", path, got, want)
				}
			}
			for _, ws := range w.Atlassian.Workspaces {
				// The scenario drifted overbooks a product on purpose.
				if holders := w.Atlassian.SeatHolders(ws.ARI); scenario != "drifted" && ws.Seats >= 0 && len(holders) > ws.Seats {
					t.Errorf("%s: %d seats are used of %d", ws.ARI, len(holders), ws.Seats)
				}
			}
		})
	}
}

// wholeList counts the distinct elements of a search over all its pages.
func (tn *tenant) wholeList(path string) int {
	tn.t.Helper()
	seen, body := map[string]bool{}, `{}`
	for body != "" {
		got := tn.must(200, "POST", path, body)
		body = ""
		data, _ := got["data"].([]any)
		for _, e := range data {
			seen[fmt.Sprint(field(e, "accountId"), field(e, "id"))] = true
		}
		if next, _ := field(got, "links", "next").(string); next != "" {
			body = `{"cursor":"` + next + `"}`
		}
	}
	return len(seen)
}
