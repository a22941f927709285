package okta

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// accessTable says for every operation which roles beside SUPER_ADMIN may do it: A app admin, G group admin,
// M membership admin, O org admin, R read-only admin, H help desk admin; * for any token, ? for no token at all.
func accessTable() map[string]string {
	table := orgAccess()
	maps.Copy(table, appAccess())
	return table
}

func orgAccess() map[string]string {
	return map[string]string{
		"GET /.well-known/okta-organization": "?",
		"GET /api/v1/org":                    "AGMORH",
		"GET /api/v1/api-tokens":             "OR",
		"DELETE /api/v1/api-tokens/current":  "*",
		"GET /api/v1/api-tokens/*":           "OR",
		"DELETE /api/v1/api-tokens/*":        "",
		"GET /api/v1/logs":                   "AOR",
		"POST /oauth2/v1/token":              "?",
		"GET /oauth2/v1/clients/*/roles":     "*",
		"GET /oauth2/v1/clients/*/roles/*":   "*",
		"GET /api/v1/users":                  "AGMORH",
		"POST /api/v1/users":                 "GO",
		"GET /api/v1/users/me":               "*",
		"GET /api/v1/users/*":                "AGMORH",
		"POST /api/v1/users/*":               "GO",
		"PUT /api/v1/users/*":                "GO",
		"GET /api/v1/users/*/roles":          "*",
		"GET /api/v1/users/*/groups":         "AGMORH",
		"POST /api/v1/users/*/lifecycle/*":   "GO",
		"GET /api/v1/groups":                 "AGMORH",
		"POST /api/v1/groups":                "GO",
		"GET /api/v1/groups/*":               "AGMORH",
		"PUT /api/v1/groups/*":               "GO",
		"DELETE /api/v1/groups/*":            "GO",
		"GET /api/v1/groups/*/users":         "AGMORH",
		"PUT /api/v1/groups/*/users/*":       "GMO",
		"DELETE /api/v1/groups/*/users/*":    "GMO",
		"GET /api/v1/groups/*/apps":          "AOR",
	}
}

func appAccess() map[string]string {
	return map[string]string{
		"GET /api/v1/apps":                                             "AOR",
		"POST /api/v1/apps":                                            "A",
		"GET /api/v1/apps/*":                                           "AOR",
		"PUT /api/v1/apps/*":                                           "A",
		"DELETE /api/v1/apps/*":                                        "A",
		"POST /api/v1/apps/*/lifecycle/activate":                       "A",
		"POST /api/v1/apps/*/lifecycle/deactivate":                     "A",
		"GET /api/v1/apps/*/groups":                                    "AOR",
		"GET /api/v1/apps/*/groups/*":                                  "AOR",
		"PUT /api/v1/apps/*/groups/*":                                  "A",
		"DELETE /api/v1/apps/*/groups/*":                               "A",
		"GET /api/v1/apps/*/users":                                     "AOR",
		"POST /api/v1/apps/*/users":                                    "A",
		"GET /api/v1/apps/*/users/*":                                   "AOR",
		"POST /api/v1/apps/*/users/*":                                  "A",
		"DELETE /api/v1/apps/*/users/*":                                "A",
		"GET /api/v1/apps/*/connections/default":                       "AOR",
		"POST /api/v1/apps/*/connections/default":                      "A",
		"POST /api/v1/apps/*/connections/default/lifecycle/activate":   "A",
		"POST /api/v1/apps/*/connections/default/lifecycle/deactivate": "A",
		"GET /api/v1/apps/*/features":                                  "AOR",
		"GET /api/v1/apps/*/features/*":                                "AOR",
		"PUT /api/v1/apps/*/features/*":                                "A",
		"GET /api/v1/apps/*/group-push/mappings":                       "AOR",
		"POST /api/v1/apps/*/group-push/mappings":                      "A",
		"GET /api/v1/apps/*/group-push/mappings/*":                     "AOR",
		"PATCH /api/v1/apps/*/group-push/mappings/*":                   "A",
		"DELETE /api/v1/apps/*/group-push/mappings/*":                  "A",
		"GET /api/v1/meta/types/user":                                  "AOR",
		"GET /api/v1/meta/types/user/*":                                "AOR",
		"GET /api/v1/meta/schemas/apps/*/default":                      "AOR",
		"GET /api/v1/mappings":                                         "AOR",
		"GET /api/v1/mappings/*":                                       "AOR",
		"POST /api/v1/mappings/*":                                      "A",
	}
}

func TestAccessOfEveryRoute(t *testing.T) {
	t.Parallel()
	want, got := accessTable(), map[string]string{}
	for _, r := range routes() {
		got[r.method+" "+r.path] = who(r.access)
	}
	for key := range want {
		if got[key] != want[key] {
			t.Errorf("%s: %q, want %q", key, got[key], want[key])
		}
	}
	for key := range got {
		if _, known := want[key]; !known {
			t.Errorf("%s has no row", key)
		}
	}
}

// who writes an access in the letters of the table.
func who(a access) string {
	switch {
	case a == open:
		return "?"
	case allowed(nil, a):
		return "*"
	}
	var out strings.Builder
	for _, role := range []struct{ letter, name string }{
		{"A", "APP_ADMIN"}, {"G", "USER_ADMIN"}, {"M", "GROUP_MEMBERSHIP_ADMIN"}, {"O", "ORG_ADMIN"}, {"R", "READ_ONLY_ADMIN"}, {"H", "HELP_DESK_ADMIN"},
	} {
		if allowed([]string{role.name}, a) {
			out.WriteString(role.letter)
		}
	}
	return out.String()
}

func TestSuperAdminMayEverything(t *testing.T) {
	t.Parallel()
	for _, r := range routes() {
		if !allowed([]string{"SUPER_ADMIN"}, r.access) {
			t.Errorf("%s %s is closed to a super admin", r.method, r.path)
		}
	}
}

// TestEveryRouteKnowsItsMethods calls every path with methods that it does not have.
func TestEveryRouteKnowsItsMethods(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	methods := map[string][]string{}
	for _, r := range routes() {
		methods[r.path] = append(methods[r.path], r.method)
	}
	for path, known := range methods {
		concrete := strings.ReplaceAll(path, "*", "id")
		for _, m := range []string{"GET", "POST", "PUT", "PATCH", "DELETE"} {
			_, _, refused := find(routes(), m, concrete)
			if slices.Contains(known, m) != (refused.status == 0) && path != "/api/v1/api-tokens/current" && path != "/api/v1/users/me" {
				t.Errorf("%s %s: found %v", m, path, refused.status == 0)
			}
		}
		te.refused(405, "E0000022", "", "OPTIONS", concrete, "")
	}
}

func TestMatch(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		pattern, path string
		ids           []string
		ok            bool
	}{
		{"/a/*/b/*", "/a/1/b/2", []string{"1", "2"}, true},
		{"/a/*", "/a/x%20y", []string{"x%20y"}, true},
		{"/a/*", "/a/", nil, false},
		{"/a/*", "/a/1/2", nil, false},
		{"/a", "/b", nil, false},
		{"/a", "/a", nil, true},
	} {
		ids, ok := match(tc.pattern, tc.path)
		if ok != tc.ok || ok && !reflect.DeepEqual(ids, tc.ids) {
			t.Errorf("match(%q, %q) = %v, %v", tc.pattern, tc.path, ids, ok)
		}
	}
}
