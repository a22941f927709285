package admin

import (
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// documented are the operations that name a scope (atlassian.md §2.1), and the others, which name none.
var documented = []struct{ method, path, scope string }{
	{"GET", org1, "read:orgs:admin"},
	{"GET", org1 + "/domains", "read:domains:admin"},
	{"GET", org1 + "/domains/dom1", "read:domains:admin"},
	{"GET", org1 + "/users", "read:accounts:admin"},
	{"GET", org1 + "/events", "read:events:admin"},
	{"GET", org1 + "/events-stream", "read:events:admin"},
	{"GET", org1 + "/event-actions", "read:events:admin"},
	{"GET", org2 + "/directories", "read:directories:admin"},
	{"GET", groups, "read:groups:admin"},
	{"GET", groups + "/g1/role-assignments", "read:groups:admin"},
	{"POST", org2 + "/workspaces", "read:workspaces:admin"},
	{"GET", "/admin/api-access/v1/orgs/org1/api-keys", "read:tokens:admin"},
	{"GET", "/admin/api-access/v1/orgs/org1/api-keys", "read:keys:admin"},
	{"GET", "/admin/v1/orgs", ""},
	{"GET", org1 + "/policies", ""},
	{"POST", groups + "/search", ""},
	{"GET", groups + "/g1", ""},
	{"GET", groups + "/count", ""},
	{"GET", groups + "/stats", ""},
	{"POST", groups, ""},
	{"DELETE", groups + "/g1", ""},
	{"POST", groups + "/g1/memberships", ""},
	{"DELETE", groups + "/g1/memberships/boss", ""},
	{"POST", groups + "/g1/role-assignments/assign", ""},
	{"POST", groups + "/g1/role-assignments/revoke", ""},
	{"POST", users + "/search", ""},
	{"GET", users + "/count", ""},
	{"GET", links + "/user/boss/get-scim-links", ""},
	{"POST", links + "/get-scim-links-for-email", ""},
	{"PATCH", links + "/scimDirectoryId/d1/scimUserId/u1/unlink", ""},
	{"DELETE", links + "/user/boss/onlyDeleteUserInDB", ""},
}

// allScopes are all that a key can be given for these operations.
func allScopes() []string {
	scopes := []string{"write:groups:admin"}
	for _, op := range documented {
		if op.scope != "" {
			scopes = append(scopes, op.scope)
		}
	}
	return scopes
}

// TestScopesOfEveryOperation asks each operation with no scopes at all, with its own, with every other, and under the
// variant in which a key without scopes is refused where none is documented.
func TestScopesOfEveryOperation(t *testing.T) {
	t.Parallel()
	for _, op := range documented {
		t.Run(op.method+" "+op.path+" "+op.scope, func(t *testing.T) {
			t.Parallel()
			refused := func(variant string, scopes []string) bool {
				tn := newTenant(t, "org-key="+variant)
				tn.group("g1", "team")
				tn.a.Keys[0].Scopes = scopes
				rw := tn.send(op.method, op.path, "{}")
				if rw.Code == 403 && !strings.Contains(rw.Body.String(), `{"code":403,"message":"Unauthorized; scope does not match"}`) {
					t.Errorf("403 with %s", rw.Body)
				}
				if rw.Code == 401 {
					t.Errorf("401: the key is good, only its scopes may not be")
				}
				return rw.Code == 403
			}
			if refused("unscoped", nil) {
				t.Error("a key without scopes is refused")
			}
			if refused("scoped", nil) != (op.scope == "") {
				t.Errorf("variant scoped: refused %v", op.scope != "")
			}
			if refused("unscoped", allScopes()) != (op.scope == "") {
				t.Error("a key with all scopes is let in where none is documented, or refused where one is")
			}
			if op.scope == "" {
				return
			}
			if refused("unscoped", []string{op.scope}) {
				t.Error("its own scope is not enough")
			}
			var others []string
			for _, s := range allScopes() {
				if s != op.scope && !strings.HasSuffix(op.path, "/api-keys") {
					others = append(others, s)
				}
			}
			if len(others) > 0 && !refused("unscoped", others) {
				t.Errorf("it is let in with %v", others)
			}
		})
	}
}

// TestTheTableHoldsEveryRoute, so that a new operation cannot come without a word about its scopes.
func TestTheTableHoldsEveryRoute(t *testing.T) {
	t.Parallel()
	have := map[string]bool{}
	for _, op := range documented {
		path := op.path
		for from, to := range map[string]string{"/dom1": "/{domain}", "/g1": "/{group}", "/memberships/boss": "/memberships/{account}", "/ud1": "/{directory}", "/-/": "/{directory}/", "/org1": "/{org}", "/user/boss": "/user/{account}", "/d1": "/{scim}", "/u1": "/{user}"} {
			path = strings.Replace(path, from, to, 1)
		}
		have[op.method+" "+path] = true
	}
	for _, r := range routes() {
		one := strings.HasSuffix(r.pattern, "/events/{event}") || strings.HasSuffix(r.pattern, "/policies/{policy}") || r.pattern == "/admin/"
		if !have[r.pattern] && !one {
			t.Errorf("no row for %s", r.pattern)
		}
	}
}

// TestTheThreeErrorShapes meets each of them where the facts say it comes from.
func TestTheThreeErrorShapes(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		status            int
		method, path, key string
		keys              string
	}{
		"gateway, no key":              {401, "GET", org1, "", "code message"},
		"gateway, wrong key":           {401, "POST", groups + "/search", "other", "code message"},
		"routing, another org v2":      {404, "GET", "/admin/v2/orgs/x/directories", "org-key", "error message path requestId status timestamp"},
		"no permission, another org":   {403, "GET", "/admin/v1/orgs/x/domains", "org-key", "error message path requestId status timestamp"},
		"list of errors, unknown":      {404, "GET", groups + "/none", "org-key", "errors"},
		"list of errors, bad body":     {400, "POST", groups + "/search", "org-key", "errors"},
		"list of errors, bad domain":   {404, "GET", org1 + "/domains/none", "org-key", "errors"},
		"list of errors, another link": {403, "GET", "/admin/user-provisioning/v1/org/x/user/a/get-scim-links", "org-key", "errors"},
	} {
		tn := newTenant(t)
		tn.key = tc.key
		got := tn.must(tc.status, tc.method, tc.path, "[")
		if keys := keysOf(got); keys != tc.keys {
			t.Errorf("%s: the body has %s, want %s", name, keys, tc.keys)
		}
		switch tc.keys {
		case "errors":
			e := field(got, "errors", 0)
			if _, text := field(e, "status").(string); !text || keysOf(e) != "code detail id status title" {
				t.Errorf("%s: %v, want a status as text", name, e)
			}
		case "code message":
			if got["code"] != float64(tc.status) {
				t.Errorf("%s: code %v", name, got["code"])
			}
		default:
			if got["status"] != float64(tc.status) || !strings.HasPrefix(got["path"].(string), "/api/admin/") {
				t.Errorf("%s: %v, want a status as number and the inner path", name, got)
			}
		}
	}
}

// TestErrorCodes walks to each code that the sandbox sends.
func TestErrorCodes(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	tn.crowd(6)
	tn.account("off", "off@example.com").Status = "inactive"
	tn.group("g-synced", "synced", "m0000").SCIMGroupID = "s1"
	tn.group("g-built", "org-admins").BuiltIn = true
	tn.group("g-default", "jira-users").Default[jira] = world.UserRole
	tn.group("g-full", "full", "m0000", "m0001", "m0002").Roles[jira] = []string{world.UserRole}
	tn.group("g-big", "big", "m0003", "m0004")
	tn.group("g-empty", "empty")
	assign := func(role, resource string) string { return `{"roleId":"` + role + `","resourceId":"` + resource + `"}` }
	for _, tc := range []struct {
		status             int
		code, method, path string
		body               string
	}{
		{400, "ADMIN-400-1", "POST", groups + "/search", `{"cursor":"nonsense"}`},
		{400, "ADMIN-400-24", "POST", groups + "/search", `{"groupNames":["a"],"searchTerm":"b"}`},
		{400, "ADMIN-400-24", "POST", groups + "/search", `{"unknown":1}`},
		{400, "ADMIN-400-24", "POST", users + "/search", `{"claimStatus":"claimed"}`},
		{403, "ADMIN-403-3", "GET", "/admin/user-provisioning/v1/org/org9/user/a/get-scim-links", ""},
		{403, "ADMIN-403-5", "DELETE", groups + "/g-synced", ""},
		{403, "ADMIN-403-5", "POST", groups + "/g-synced/memberships", `{"accountId":"m0001"}`},
		{403, "ADMIN-403-5", "DELETE", groups + "/g-synced/memberships/m0000", ""},
		{403, "ADMIN-403-6", "DELETE", groups + "/g-default", ""},
		{403, "ADMIN-403-7", "DELETE", groups + "/g-built", ""},
		{404, "ADMIN-404-1", "GET", org2 + "/directories/other/groups", ""},
		{404, "ADMIN-404-1", "POST", org2 + "/directories/-/groups", `{"name":"x"}`},
		{404, "ADMIN-404-3", "GET", org1 + "/domains/none", ""},
		{404, "ADMIN-404-5", "GET", org1 + "/events/none", ""},
		{404, "ADMIN-404-8", "DELETE", links + "/user/none/onlyDeleteUserInDB", ""},
		{404, "ADMIN-404-10", "GET", groups + "/none/role-assignments", ""},
		{404, "ADMIN-UAM-404-1", "POST", groups + "/g-empty/memberships", `{"accountId":"none"}`},
		{404, "ADMIN-UAM-404-1", "POST", groups + "/g-empty/role-assignments/assign", assign("atlassian/user", "ari:cloud:jira-software::site/none")},
		{409, "ADMIN-409-3", "POST", groups + "/g-big/role-assignments/assign", assign("atlassian/user", jira)},
		{409, "ADMIN-UAM-409-3", "POST", groups + "/g-full/memberships", `{"accountId":"m0005"}`},
		{409, "ADMIN-409-5", "DELETE", groups + "/g-big", ""},
		{409, "ADMIN-409-28", "POST", groups, `{"name":"EMPTY"}`},
		{409, "ADMIN-409-28", "POST", groups + "/g-default/role-assignments/revoke", assign("atlassian/user", jira)},
	} {
		if got := code(tn.must(tc.status, tc.method, tc.path, tc.body)); got != tc.code {
			t.Errorf("%s %s %s: %v, want %s", tc.method, tc.path, tc.body, got, tc.code)
		}
	}
	if tn.mutations() != 0 {
		t.Errorf("%d refused requests changed something", tn.mutations())
	}
}
