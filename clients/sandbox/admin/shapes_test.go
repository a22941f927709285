package admin

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/admin/cursor"
	"github.com/provision-cli/provision/clients/sandbox/world"
)

// keysOf are the keys of an object in order.
func keysOf(v any) string {
	m, _ := v.(map[string]any)
	return strings.Join(slices.Sorted(maps.Keys(m)), " ")
}

// full is a tenant with one of everything.
func full(t *testing.T, variants ...string) *tenant {
	t.Helper()
	tn := newTenant(t, variants...)
	ann := tn.account("ann", "ann@example.com")
	ann.Source, ann.Billable, ann.LastActive = "synced", true, tn.now.Add(-time.Hour)
	g := tn.group("g1", "team", "ann")
	g.Roles[jira], g.Roles["ari:cloud:platform::org/org1"] = []string{world.UserRole}, []string{"atlassian/org-admin"}
	d := &world.Directory{ID: "d1"}
	d.AddUser(&world.SCIMUser{ID: "u1", UserName: "ann", Email: "ann@example.com", AccountID: "ann", Active: true})
	tn.a.Directories = []*world.Directory{d}
	tn.w.AddEvent("group_created", "boss", "Created group team")
	return tn
}

// TestShapes holds every answer's keys against the facts (§2.2 to §2.8).
func TestShapes(t *testing.T) {
	t.Parallel()
	tn := full(t)
	user := "accountId accountStatus accountType addedToOrg avatar claimStatus deactivatedOn department email emailVerified forDeletion jobTitle location managementSource membershipStatus mfaEnabled name nickname organization picture status timeZone"
	groupKeys := "description directoryId externalSynced id managedBy managementAccess name"
	first := []any{"data", 0}
	for _, tc := range []struct {
		method, path, body string
		at                 []any
		want               string
	}{
		{"GET", "/admin/v1/orgs", "", nil, "data links"},
		{"GET", "/admin/v1/orgs", "", first, "attributes id links relationships type"},
		{"GET", org1, "", []any{"data", "relationships"}, "domains users"},
		{"GET", org1 + "/domains", "", first, "attributes id links type"},
		{"GET", org1 + "/domains", "", []any{"data", 0, "attributes"}, "claim name"},
		{"GET", org1 + "/domains/dom1", "", []any{"data", "attributes", "claim"}, "status type"},
		{"GET", org2 + "/directories", "", first, "directoryId icon name"},
		{"GET", groups, "", nil, "data links"},
		{"GET", groups, "", first, groupKeys},
		{"POST", groups + "/search", "{}", first, groupKeys},
		{"POST", groups + "/search", `{"expand":["counts.users","counts.resources"]}`, []any{"data", 0, "counts"}, "resources users"},
		{"GET", groups + "/g1", "", nil, "data"},
		{"GET", groups + "/g1", "", []any{"data", "managementAccess"}, "deletable modifiable readable"},
		{"GET", groups + "/g1/role-assignments", "", first, "defaultRole resourceId resourceOwner roles"},
		{"POST", users + "/search", "", first, user},
		{"POST", users + "/search", `{"expand":["platformRoles","counts.resources","productAccess","groups"]}`, first, "accountId accountStatus accountType addedToOrg avatar claimStatus counts deactivatedOn department email emailVerified forDeletion groups jobTitle location managementSource membershipStatus mfaEnabled name nickname organization picture platformRoles productAccess status timeZone"},
		{"GET", org1 + "/users", "", first, "access_billable account_id account_status account_type email last_active links name picture product_access"},
		{"GET", org1 + "/users", "", []any{"data", 0, "product_access", 0}, "key last_active name url"},
		{"POST", org2 + "/workspaces", "{}", nil, "data links meta"},
		{"POST", org2 + "/workspaces", "{}", first, "attributes id links relationships type"},
		{"GET", links + "/user/ann/get-scim-links", "", []any{"scimLinks", 0}, "atlassianAccountId directoryId orgId scimUserId"},
		{"POST", links + "/get-scim-links-for-email", `{"email":"ANN@example.com"}`, []any{"scimLinks", 0}, "atlassianAccountId directoryId orgId scimUserId"},
		{"GET", "/admin/api-access/v1/orgs/org1/api-keys", "", first, "createdAt createdBy expiresAt id label lastActiveAt orgId resource scopes systemAccountId targetResources"},
		{"GET", org1 + "/events", "", first, "attributes id links message type"},
		{"GET", org1 + "/events", "", []any{"data", 0, "attributes"}, "action actor container context time"},
		{"GET", org1 + "/event-actions", "", []any{"data", 0, "attributes"}, "displayName groupDisplayName"},
	} {
		if got := keysOf(field(tn.must(200, tc.method, tc.path, tc.body), tc.at...)); got != tc.want {
			t.Errorf("%s %s at %v has\n%s, want\n%s", tc.method, tc.path, tc.at, got, tc.want)
		}
	}
}

// TestNoSecretIsEverListed looks for the keys of the organization and of its directories in every list.
func TestNoSecretIsEverListed(t *testing.T) {
	t.Parallel()
	tn := full(t)
	tn.a.Directories[0].Key = "scim-secret"
	for _, op := range documented {
		if op.method != "GET" && op.method != "POST" {
			continue
		}
		if text := tn.send(op.method, op.path, "{}").Body.String(); strings.Contains(text, "org-key") || strings.Contains(text, "scim-secret") {
			t.Errorf("%s %s shows a key", op.method, op.path)
		}
	}
	if got := column(tn.must(200, "GET", "/admin/api-access/v1/orgs/org1/api-keys", ""), "label"); !slices.Equal(got, []string{"provision"}) {
		t.Errorf("keys %v: a directory's key is no organization key", got)
	}
}

// TestPageSizes are the documented defaults and the observed maxima (§2.1).
func TestPageSizes(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	tn.crowd(130)
	for i := range 130 {
		tn.group(fmt.Sprintf("g%03d", i), fmt.Sprintf("team %03d", i))
	}
	for i := range 1010 {
		tn.a.Workspaces = append(tn.a.Workspaces, &world.Workspace{ARI: fmt.Sprint("ari:cloud:x::site/", i), TypeKey: "x", Seats: -1})
	}
	for _, tc := range []struct {
		method, path      string
		usual, most, over int
	}{
		{"POST", groups + "/search", 20, 100, 101},
		{"POST", users + "/search", 50, 100, 101},
		{"POST", org2 + "/workspaces", 20, 1000, 1001},
		{"GET", groups, 20, 100, 101},
	} {
		size := func(limit int) int {
			path, body := tc.path, "{}"
			switch {
			case limit > 0 && tc.method == "GET":
				path += fmt.Sprint("?limit=", limit)
			case limit > 0:
				body = fmt.Sprintf(`{"limit":%d}`, limit)
			}
			return len(tn.must(200, tc.method, path, body)["data"].([]any))
		}
		if got := size(0); got != tc.usual {
			t.Errorf("%s without limit: %d, want %d", tc.path, got, tc.usual)
		}
		if got := size(tc.most); got != tc.most {
			t.Errorf("%s with limit %d: %d", tc.path, tc.most, got)
		}
		for _, bad := range []int{tc.over, 0, -1} {
			path, body := tc.path, fmt.Sprintf(`{"limit":%d}`, bad)
			if tc.method == "GET" {
				path, body = fmt.Sprint(path, "?limit=", bad), ""
			}
			if got := code(tn.must(400, tc.method, path, body)); got != "ADMIN-400-24" {
				t.Errorf("%s with limit %d: %v", tc.path, bad, got)
			}
		}
	}
}

// TestNextLinks: v1 lists send whole URLs, v2 lists a bare cursor or null, and by variant URLs; whichever form comes
// back is understood (§2.1).
func TestNextLinks(t *testing.T) {
	t.Parallel()
	for _, variant := range []string{"cursor", "url"} {
		tn := newTenant(t, "next-link="+variant)
		tn.crowd(60)
		for i := range 30 {
			tn.group(fmt.Sprintf("g%02d", i), fmt.Sprintf("team %02d", i))
		}
		for path, name := range map[string]string{groups + "/search": "groups", users + "/search": "users"} {
			got := tn.must(200, "POST", path, "{}")
			next, text := field(got, "links", "next").(string)
			if !text || strings.HasPrefix(next, "http://") != (variant == "url") {
				t.Fatalf("%s %s: next is %v", variant, path, field(got, "links", "next"))
			}
			rest := tn.must(200, "POST", path, fmt.Sprintf(`{"cursor":%q}`, next))
			if last, has := field(rest, "links").(map[string]any)["next"]; !has || last != nil {
				t.Errorf("%s %s: the last page's next is %v, want null", variant, path, last)
			}
			if slices.ContainsFunc(column(rest, "id"), func(id string) bool { return id != "<nil>" && slices.Contains(column(got, "id"), id) }) {
				t.Errorf("%s %s: the second page repeats the first", variant, path)
			}
			other := fmt.Sprintf("http://api.test%s?cursor=%s", path, cursor.Encode(name, 20))
			if name == "groups" {
				if again := tn.must(200, "POST", path, fmt.Sprintf(`{"cursor":%q}`, other)); column(again, "id")[0] != "g20" {
					t.Errorf("%s: a whole URL is not taken for its cursor: %v", variant, column(again, "id"))
				}
			}
		}
		if _, has := field(tn.must(200, "GET", org1+"/domains", ""), "links").(map[string]any)["next"]; has {
			t.Error("a v1 list's last page has a next")
		}
	}
}

// TestRateHeaders: only events are limited; their reset is written as ISO 8601, unlike Okta's seconds.
func TestRateHeaders(t *testing.T) {
	t.Parallel()
	tn := full(t)
	for range 10 {
		tn.must(200, "GET", org1+"/events", "")
	}
	rw := tn.send("GET", org1+"/events", "")
	reset, err := time.Parse(time.RFC3339, rw.Header().Get("X-RateLimit-Reset"))
	if rw.Code != 429 || err != nil || !reset.After(tn.now) || rw.Header().Get("X-RateLimit-Remaining") != "0" || rw.Header().Get("X-RateLimit-Limit") != "10" {
		t.Errorf("%d %v: %v", rw.Code, err, rw.Header())
	}
	tn.must(200, "GET", org1+"/event-actions", "")
	tn.must(200, "GET", org1+"/events-stream", "")
	tn.now = reset
	tn.must(200, "GET", org1+"/events", "")
	if h := tn.send("GET", org1+"/domains", "").Header(); h.Get("X-RateLimit-Limit") != "" {
		t.Errorf("domains: %v, no number is published for it", h)
	}
}
