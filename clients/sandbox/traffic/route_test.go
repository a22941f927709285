package traffic

import (
	"strings"
	"testing"
)

func TestRoute(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/.well-known/okta-organization":                           "/.well-known/okta-organization",
		"/api/v1/apps":                                             "/api/v1/apps",
		"/api/v1/apps/0oa1gjh63g214q0Hq0g4":                        "/api/v1/apps/{id}",
		"/api/v1/apps/0oa1/users":                                  "/api/v1/apps/{id}/users",
		"/api/v1/apps/0oa1/users/00u1":                             "/api/v1/apps/{id}/users/{id}",
		"/api/v1/apps/0oa1/group-push/mappings/gPm1":               "/api/v1/apps/{id}/group-push/mappings/{id}",
		"/api/v1/apps/0oa1/connections/default/lifecycle/activate": "/api/v1/apps/{id}/connections/default/lifecycle/activate",
		"/api/v1/apps/0oa1/features/USER_PROVISIONING":             "/api/v1/apps/{id}/features/USER_PROVISIONING",
		"/api/v1/apps/users":                                       "/api/v1/apps/{id}",
		"/api/v1/meta/types/user/default":                          "/api/v1/meta/types/user/default",
		"/api/v1/meta/types/user/oty1":                             "/api/v1/meta/types/user/{id}",
		"/api/v1/meta/schemas/apps/0oa1/default":                   "/api/v1/meta/schemas/apps/{id}/default",
		"/api/v1/users/me":                                         "/api/v1/users/me",
		"/api/v1/users/ann.lee%40example.com":                      "/api/v1/users/{id}",
		"/api/v1/users/ann@example.com/roles":                      "/api/v1/users/{id}/roles",
		"/api/v1/users/a%2Fb":                                      "/api/v1/users/{id}",
		"/scim/directory/247b915a-9d6c/Users":                      "/scim/directory/{id}/Users",
		"/scim/directory/247b915a-9d6c/Users/5f":                   "/scim/directory/{id}/Users/{id}",
		"/scim/directory/247b915a-9d6c/scim/v2/Users":              "/scim/directory/{id}/{id}/{id}/{id}",
		"/scim/directory/247b915a-9d6c/Schemas/urn:ietf:params:scim:schemas:core:2.0:User": "/scim/directory/{id}/Schemas/urn:ietf:params:scim:schemas:core:2.0:User",
		"/admin/v2/orgs/o1/directories/-/groups/search":                                    "/admin/v2/orgs/{id}/directories/{id}/groups/search",
		"/admin/v2/orgs/o1/directories/d1/groups/g1/role-assignments":                      "/admin/v2/orgs/{id}/directories/{id}/groups/{id}/role-assignments",
		"/admin/user-provisioning/v1/org/o1/user/712020:x/get-scim-links":                  "/admin/user-provisioning/v1/org/{id}/user/{id}/get-scim-links",
		"/admin/api-access/v1/orgs/o1/api-keys":                                            "/admin/api-access/v1/orgs/{id}/api-keys",
		"/rest/api/3/group/member":                                                         "/rest/api/3/group/member",
		"/rest/api/3/applicationrole/jira-software":                                        "/rest/api/3/applicationrole/{id}",
		"/somewhere/ann@example.com":                                                       "/{id}/{id}",
		"/actions/create-directory":                                                        "/actions/create-directory",
		"/":                                                                                "/",
		"":                                                                                 "/",
		"/api/v1/apps/":                                                                    "/api/v1/apps/",
	} {
		if got := Route(path); got != want {
			t.Errorf("%s is %s, want %s", path, got, want)
		}
	}
}

func TestEveryKnownRouteIsItsOwn(t *testing.T) {
	t.Parallel()
	for line := range strings.Lines(known) {
		route := strings.TrimSpace(line)
		if got := Route(strings.ReplaceAll(route, "{id}", "x1")); got != route {
			t.Errorf("%s becomes %s", route, got)
		}
	}
}
