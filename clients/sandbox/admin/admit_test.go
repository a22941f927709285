package admin

import (
	"net/http"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

func TestWhoIsLetIn(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, key, path, variant string
		arrange                  func(*tenant)
		status                   int
	}{
		{name: "good key", key: "org-key", path: org1, status: 200},
		{name: "no key", path: org1, status: 401},
		{name: "SCIM key", key: "scim-key", path: org1, status: 401},
		{name: "revoked", key: "org-key", path: org1, arrange: func(tn *tenant) { tn.a.Keys[0].Revoked = true }, status: 401},
		{name: "expired", key: "org-key", path: org1, arrange: func(tn *tenant) { tn.now = tn.now.AddDate(1, 0, 0) }, status: 401},
		{name: "another organization, v1", key: "org-key", path: "/admin/v1/orgs/org9/users", status: 403},
		{name: "another organization, v2", key: "org-key", path: "/admin/v2/orgs/org9/directories", status: 404},
		{name: "another organization, links", key: "org-key", path: "/admin/user-provisioning/v1/org/org9/user/a/get-scim-links", status: 403},
		{name: "another user directory", key: "org-key", path: org2 + "/directories/d9/groups", status: 404},
		{name: "any directory, read", key: "org-key", path: org2 + "/directories/-/groups", status: 200},
		{name: "unknown operation", key: "org-key", path: org2 + "/nothing", status: 404},
		{name: "scopes suffice", key: "org-key", path: org1, arrange: func(tn *tenant) { tn.a.Keys[0].Scopes = []string{"read:orgs:admin"} }, status: 200},
		{name: "scopes do not suffice", key: "org-key", path: org1 + "/users", arrange: func(tn *tenant) { tn.a.Keys[0].Scopes = []string{"read:orgs:admin"} }, status: 403},
		{name: "no scope is documented", key: "org-key", path: "/admin/v1/orgs", arrange: func(tn *tenant) { tn.a.Keys[0].Scopes = []string{"read:orgs:admin"} }, status: 403},
		{name: "variant scoped, documented", key: "org-key", path: org1, variant: "org-key=scoped", status: 200},
		{name: "variant scoped, undocumented", key: "org-key", path: links + "/user/a/get-scim-links", variant: "org-key=scoped", status: 403},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tn := newTenant(t)
			if tt.variant != "" {
				tn = newTenant(t, tt.variant)
			}
			tn.a.Directories = []*world.Directory{{ID: "d1", Key: "scim-key"}}
			tn.key = tt.key
			if tt.arrange != nil {
				tt.arrange(tn)
			}
			tn.must(tt.status, "GET", tt.path, "")
		})
	}
}

func TestErrorShapes(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	got := tn.must(404, "GET", "/admin/v2/orgs/org9/directories", "")
	if got["status"] != 404.0 || got["message"] != "TCS validation failed" || got["path"] != "/api/admin/v2/orgs/org9/directories" || got["requestId"] == "" {
		t.Errorf("routing shape: %v", got)
	}
	if got := tn.must(404, "GET", org1+"/domains/none", ""); code(got) != "ADMIN-404-3" || field(got, "errors", 0, "status") != "404" {
		t.Errorf("error list: %v", got)
	}
	tn.key = "wrong"
	if got := tn.must(401, "GET", org1, ""); got["code"] != 401.0 || got["message"] == "" || got["errors"] != nil {
		t.Errorf("gateway shape: %v", got)
	}
}

func TestClosedBodiesAndBadPages(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	tests := []struct{ method, path, body, code string }{
		{"POST", groups + "/search", `{"names":["a"]}`, "ADMIN-400-24"},
		{"POST", groups + "/search", `{`, "ADMIN-400-24"},
		{"POST", groups + "/search", `{} {}`, "ADMIN-400-24"},
		{"POST", groups + "/search", `{"limit":101}`, "ADMIN-400-24"},
		{"POST", groups + "/search", `{"limit":0}`, "ADMIN-400-24"},
		{"POST", groups + "/search", `{"cursor":"nonsense"}`, "ADMIN-400-1"},
		{"POST", groups + "/search", `{"groupNames":["a"],"searchTerm":"a"}`, "ADMIN-400-24"},
		{"POST", groups + "/search", `{"groupNames":["a"],"groupIds":["a"]}`, "ADMIN-400-24"},
		{"POST", groups + "/search", `{"sortBy":[{"field":"size","direction":"asc"}]}`, "ADMIN-400-24"},
		{"POST", users + "/search", `{"emails":["a@b.c"],"searchTerm":"a"}`, "ADMIN-400-24"},
		{"POST", users + "/search", `{"claimStatus":"maybe"}`, "ADMIN-400-24"},
		{"GET", groups + "?limit=x", "", "ADMIN-400-24"},
		{"GET", org1 + "/users?cursor=x", "", "ADMIN-400-1"},
		{"POST", links + "/get-scim-links-for-email", `{}`, "ADMIN-400-24"},
		{"POST", org2 + "/workspaces", `{"cursor":"a","limit":3}`, "ADMIN-400-24"},
		{"POST", org2 + "/workspaces", `{"cursor":"a"}`, "ADMIN-400-1"},
	}
	for _, tt := range tests {
		if got := tn.must(http.StatusBadRequest, tt.method, tt.path, tt.body); code(got) != tt.code {
			t.Errorf("%s %s %s: %v, want %s", tt.method, tt.path, tt.body, got, tt.code)
		}
	}
	big := `{"searchTerm":"` + strings.Repeat("x", maxBody) + `"}`
	tn.must(http.StatusBadRequest, "POST", groups+"/search", big)
}

func TestWritesNeedTheRealDirectory(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	tn.group("g1", "team")
	for _, path := range []string{"/groups/g1/role-assignments/assign", "/groups/g1/memberships", "/groups"} {
		tn.must(http.StatusNotFound, "POST", org2+"/directories/-"+path, `{"roleId":"atlassian/user","resourceId":"`+jira+`"}`)
	}
	if len(tn.a.Group("g1").Roles) != 0 || tn.mutations() != 0 {
		t.Error("a write went through")
	}
}
