package admin

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

func TestOrganization(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	list, one := tn.must(200, "GET", "/admin/v1/orgs", ""), tn.must(200, "GET", org1, "")
	if field(list, "data", 0, "id") != "org1" || field(one, "data", "attributes", "name") != "Example" {
		t.Errorf("list %v, one %v", list, one)
	}
	if field(list, "links", "next") != nil {
		t.Errorf("there is a second page: %v", list["links"])
	}
	if got := tn.must(200, "GET", org1+"/policies", ""); len(got["data"].([]any)) != 0 {
		t.Errorf("policies %v", got)
	}
	tn.must(404, "GET", org1+"/policies/p1", "")
}

func TestDomainStatus(t *testing.T) {
	t.Parallel()
	tests := []struct {
		verified, claimed bool
		variant, want     string
	}{
		{true, true, "unverified", "verified"},
		{true, false, "verified", "verified"},
		{true, false, "unverified", "unverified"},
		{false, false, "verified", "unverified"},
	}
	for _, tt := range tests {
		tn := newTenant(t, "domain-unclaimed="+tt.variant)
		tn.a.Domains[0].Verified, tn.a.Domains[0].Claimed = tt.verified, tt.claimed
		for _, got := range []any{field(tn.must(200, "GET", org1+"/domains", ""), "data", 0), field(tn.must(200, "GET", org1+"/domains/dom1", ""), "data")} {
			if s := field(got, "attributes", "claim", "status"); s != tt.want || field(got, "attributes", "name") != "example.com" {
				t.Errorf("verified %v, claimed %v, variant %s: %v", tt.verified, tt.claimed, tt.variant, got)
			}
		}
	}
}

func TestDirectories(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	tn.a.Directories = []*world.Directory{{ID: "scim1"}}
	if ids := column(tn.must(200, "GET", org2+"/directories", ""), "directoryId"); !slices.Equal(ids, []string{"ud1"}) {
		t.Errorf("directories %v: SCIM directories must not be among them", ids)
	}
	if got := tn.must(200, "GET", org2+"/directories?directoryIds=other", ""); len(got["data"].([]any)) != 0 {
		t.Errorf("filtered: %v", got)
	}
}

// The v1 lists page by whole URLs.
func TestManagedAccountsPageByURL(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	tn.crowd(250)
	tn.account("ext", "ext@partner.example")
	tn.account("late", "late@example.com").VisibleAt = tn.now.Add(time.Minute)
	var ids []string
	path := org1 + "/users"
	for path != "" {
		got := tn.must(200, "GET", path, "")
		ids = append(ids, column(got, "account_id")...)
		if field(got, "meta", "total") != 250.0 {
			t.Errorf("total %v", field(got, "meta", "total"))
		}
		path, _ = field(got, "links", "next").(string)
		if path != "" && !strings.HasPrefix(path, "http://example.com/admin/") {
			t.Fatalf("next is %q, want a URL", path)
		}
	}
	if len(ids) != 250 || ids[0] != "m0000" || ids[249] != "m0249" {
		t.Errorf("%d accounts, from %s to %s", len(ids), ids[0], ids[len(ids)-1])
	}
}

func TestGuardEvidence(t *testing.T) {
	t.Parallel()
	tests := []struct {
		variant  string
		guard    bool
		want     any
		billable bool
	}{
		{"billable", true, true, true}, {"billable", false, false, true}, {"billable", true, false, false}, {"none", true, nil, true},
	}
	for _, tt := range tests {
		tn := newTenant(t, "guard-evidence="+tt.variant)
		tn.a.GuardActive = tt.guard
		tn.account("m", "m@example.com").Billable = tt.billable
		tn.group("g", "team", "m").Roles[jira] = []string{world.UserRole}
		got := field(tn.must(200, "GET", org1+"/users", ""), "data", 0)
		if field(got, "access_billable") != tt.want {
			t.Errorf("variant %s, Guard %v: access_billable %v, want %v", tt.variant, tt.guard, field(got, "access_billable"), tt.want)
		}
		if field(got, "product_access", 0, "key") != "jira-software" || field(got, "product_access", 1) != nil {
			t.Errorf("product_access %v", field(got, "product_access"))
		}
	}
}

func TestSearchPagesByCursor(t *testing.T) {
	t.Parallel()
	for _, form := range []string{"cursor", "url"} {
		t.Run(form, func(t *testing.T) {
			t.Parallel()
			tn := newTenant(t, "next-link="+form)
			for i := range 45 {
				tn.group(fmt.Sprintf("g%02d", i), fmt.Sprintf("team %02d", i))
			}
			var ids []string
			body, calls := `{"searchTerm":"TEAM"}`, 0
			for body != "" {
				got := tn.must(200, "POST", groups+"/search", body)
				ids, calls, body = append(ids, column(got, "id")...), calls+1, ""
				next, _ := field(got, "links", "next").(string)
				if next != "" && (form == "url") != strings.HasPrefix(next, "http://") {
					t.Fatalf("next is %q", next)
				}
				if u, err := url.Parse(next); err == nil && u.Query().Get("cursor") != "" {
					next = u.Query().Get("cursor")
				}
				if next != "" {
					body = `{"searchTerm":"TEAM","cursor":"` + next + `"}`
				}
			}
			if len(ids) != 45 || calls != 3 || ids[44] != "g44" {
				t.Errorf("%d groups in %d calls", len(ids), calls)
			}
			if form == "cursor" {
				last := tn.must(200, "POST", groups+"/search", `{"limit":100}`)
				if next, there := field(last, "links").(map[string]any)["next"]; next != nil || !there {
					t.Errorf("links at the end: %v", last["links"])
				}
			}
		})
	}
}

func TestACursorOfAnotherListIsRefused(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	tn.crowd(60)
	next, _ := field(tn.must(200, "POST", users+"/search", ""), "links", "next").(string)
	if next == "" {
		t.Fatal("no second page of 61 accounts: the default limit is 50")
	}
	if got := tn.must(http.StatusBadRequest, "POST", groups+"/search", `{"cursor":"`+next+`"}`); code(got) != "ADMIN-400-1" {
		t.Errorf("answer %v", got)
	}
}

func TestKeys(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	tn.a.Keys = append(tn.a.Keys, &world.OrgKey{ID: "k2", Label: "old", Secret: "x", Revoked: true})
	rw := tn.send("GET", "/admin/api-access/v1/orgs/org1/api-keys", "")
	if strings.Contains(rw.Body.String(), "org-key") {
		t.Errorf("the list holds the key itself: %s", rw.Body)
	}
	got := tn.must(200, "GET", "/admin/api-access/v1/orgs/org1/api-keys", "")
	if ids := column(got, "id"); !slices.Equal(ids, []string{"k1"}) {
		t.Fatalf("keys %v", ids)
	}
	key := field(got, "data", 0)
	if field(key, "expiresAt") != "2027-05-23T12:00:00.000Z" || field(key, "createdBy", "email") != "boss@outside.example" || field(key, "lastActiveAt") == nil {
		t.Errorf("key %v", key)
	}
	if rw.Header().Get("X-RateLimit-Limit") == "" || rw.Header().Get("X-RateLimit-Reset") == "" {
		t.Errorf("headers %v", rw.Header())
	}
}

func TestEvents(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	for i := range 4 {
		tn.w.AddEvent([]string{"scim_user_provisioned", "group_created"}[i%2], "boss", fmt.Sprintf("event %d", i))
		tn.now = tn.now.Add(time.Second)
	}
	from := fmt.Sprint(tn.a.Events[1].Time.UnixMilli())
	tests := map[string][]string{
		"":                          {"event 3", "event 2", "event 1", "event 0"},
		"?action=group_created":     {"event 3", "event 1"},
		"?q=EVENT%202":              {"event 2"},
		"?from=" + from:             {"event 3", "event 2", "event 1"},
		"?to=" + from:               {"event 1", "event 0"},
		"?actor=nobody":             {},
		"?limit=1&action=scim_user": {},
	}
	for query, want := range tests {
		if got := column(tn.must(200, "GET", org1+"/events"+query, ""), "message", "content"); !slices.Equal(got, want) {
			t.Errorf("events%s: %v, want %v", query, got, want)
		}
	}
	first := tn.must(200, "GET", org1+"/events-stream?limit=1", "")
	if got := column(first, "message", "content"); !slices.Equal(got, []string{"event 0"}) {
		t.Errorf("stream %v", got)
	}
	next, _ := field(first, "meta", "next").(string)
	if got := column(tn.must(200, "GET", org1+"/events-stream?limit=1&cursor="+next, ""), "message", "content"); !slices.Equal(got, []string{"event 1"}) {
		t.Errorf("second page of the stream %v", got)
	}
	tn.must(200, "GET", org1+"/events/"+tn.a.Events[0].ID, "")
	tn.must(404, "GET", org1+"/events/none", "")
	tn.must(400, "GET", org1+"/events?from=yesterday", "")
}

func TestEventActionsNameWhatTheSandboxLogs(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	ids := column(tn.must(200, "GET", org1+"/event-actions", ""), "id")
	for _, id := range []string{"scim_user_provisioned", "scim_user_inactive", "scim_group_synced", "scim_api_key_regenerated", "group_granted_product_access"} {
		if !slices.Contains(ids, id) {
			t.Errorf("%s is logged, but no event action", id)
		}
	}
}

func TestEventRate(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	for i := range eventRate {
		rw := tn.send("GET", org1+"/events", "")
		if left := rw.Header().Get("X-RateLimit-Remaining"); rw.Code != 200 || left != fmt.Sprint(eventRate-1-i) {
			t.Fatalf("request %d: %d, %s left", i, rw.Code, left)
		}
		tn.now = tn.now.Add(time.Second)
	}
	rw := tn.send("GET", org1+"/events", "")
	reset, err := time.Parse(time.RFC3339, rw.Header().Get("X-RateLimit-Reset"))
	if rw.Code != http.StatusTooManyRequests || err != nil || !reset.After(tn.now) {
		t.Fatalf("the 11th request: %d, %v", rw.Code, rw.Header())
	}
	tn.now = reset
	tn.must(200, "GET", org1+"/events", "")
}
