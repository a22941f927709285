package okta

import (
	"bufio"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// with is a call with a bearer token.
func (m *machine) with(token, method, path string) answer {
	m.t.Helper()
	return m.send(method, orgURL+path, "{}", http.Header{"Authorization": {"Bearer " + token}, "Content-Type": {"application/json"}})
}

func TestScopes(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	for _, tc := range []struct {
		scope, method, path, need string
	}{
		{"okta.apps.read", "GET", "/api/v1/apps", ""},
		{"okta.apps.manage", "GET", "/api/v1/apps", ""},
		{"okta.groups.read", "GET", "/api/v1/apps", "okta.apps.read"},
		{"okta.apps.read", "GET", "/api/v1/groups", "okta.groups.read"},
		{"okta.apps.read", "PUT", appPath, "okta.apps.manage"},
		{"okta.apps.read", "GET", appPath + "/group-push/mappings", "okta.apps.read okta.groups.read"},
		{"okta.apps.read okta.groups.read", "GET", appPath + "/group-push/mappings", ""},
		{"okta.apps.read", "GET", "/api/v1/users", "okta.users.read"},
		{"okta.users.read", "GET", "/api/v1/users/00uada/roles", "okta.roles.read"},
	} {
		a := m.with(m.bearer(tc.scope), tc.method, tc.path)
		challenge := a.header.Get("WWW-Authenticate")
		if tc.need == "" {
			if a.status != 200 {
				t.Errorf("%s of %s: %d %s", tc.scope, tc.path, a.status, a.raw)
			}
			continue
		}
		if a.status != 403 || a.text("errorCode") != "E0000006" || !strings.Contains(challenge, `scope="`+tc.need+`", error="insufficient_scope"`) {
			t.Errorf("%s of %s %s: %d %s, %q", tc.scope, tc.method, tc.path, a.status, a.raw, challenge)
		}
	}
}

func TestRolesOfServiceApps(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		roles, path string
		want        int
	}{
		{"APP_ADMIN", "/api/v1/apps", 200},
		{"", "/api/v1/apps", 403},
		{"", "/api/v1/groups", 403},
		{"USER_ADMIN", "/api/v1/apps", 403},
		{"USER_ADMIN", "/api/v1/groups", 200},
		{"SUPER_ADMIN", "/api/v1/api-tokens", 200},
	} {
		m := newMachine(t)
		m.w.Okta.Service.Roles = strings.Fields(tc.roles)
		a := m.with(m.bearer("okta.apps.read okta.groups.read okta.apiTokens.read"), "GET", tc.path)
		if a.status != tc.want || tc.want == 403 && (a.text("errorCode") != "E0000006" || a.header.Get("WWW-Authenticate") != "") {
			t.Errorf("%q of %s: %d %s", tc.roles, tc.path, a.status, a.raw)
		}
	}
}

func TestDeadTokens(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*machine){
		"revoked":       func(m *machine) { m.w.Okta.Service.Revoke() },
		"of a dead app": func(m *machine) { m.w.Okta.Service.Active = false },
		"of no app":     func(m *machine) { m.w.Okta.Service = nil },
	} {
		m := newMachine(t)
		token := m.bearer("okta.apps.read")
		spoil(m)
		if a := m.with(token, "GET", "/api/v1/apps"); a.status != 401 || a.text("errorCode") != "E0000011" {
			t.Errorf("%s: %d %s", name, a.status, a.raw)
		}
		if a := m.with("eyJunknown", "GET", "/api/v1/apps"); a.status != 401 || a.header.Get("WWW-Authenticate") == "" {
			t.Errorf("unknown: %d %s", a.status, a.raw)
		}
	}
}

func TestServiceAppsAreNobody(t *testing.T) {
	t.Parallel()
	for variant, want := range map[string]string{"not-found": "404 E0000007", "refused": "403 E0000006"} {
		m := newMachine(t)
		m.choose("me-app", variant)
		if a := m.with(m.bearer("okta.users.read"), "GET", "/api/v1/users/me"); fmt.Sprint(a.status, " ", a.text("errorCode")) != want {
			t.Errorf("%s: %d %s", variant, a.status, a.raw)
		}
	}
	m := newMachine(t)
	if a := m.with(m.bearer("okta.apiTokens.read"), "DELETE", "/api/v1/api-tokens/current"); a.status != 403 {
		t.Errorf("an access token is no API token: %d %s", a.status, a.raw)
	}
}

func TestClientRoles(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	path := "/oauth2/v1/clients/" + m.w.Okta.Service.ID + "/roles"
	token := m.bearer("okta.roles.read")
	if a := m.with(token, "GET", path); a.status != 403 {
		t.Errorf("an app admin: %d %s", a.status, a.raw)
	}
	m.choose("roles", "listed")
	a := m.with(token, "GET", path)
	if a.status != 200 || a.text(0, "type") != "APP_ADMIN" || a.text(1, "type") != "USER_ADMIN" || a.text(0, "assignmentType") != "CLIENT" {
		t.Errorf("its own: %d %s", a.status, a.raw)
	}
	m.must(200, "GET", path, "")
	m.refused(404, "E0000007", "", "GET", "/oauth2/v1/clients/0oaOTHER/roles", "")
	m.refused(404, "E0000007", "", "GET", path+"/none", "")
}

// TestRecordedOAuth holds the answers against recorded ones: status, keys and the types of their values.
func TestRecordedOAuth(t *testing.T) {
	t.Parallel()
	replayed := 0
	for _, x := range recordings(t) {
		if !strings.HasPrefix(x.Path, "/oauth2/") {
			continue
		}
		m := newMachine(t)
		m.choose("dpop", "required")
		var got answer
		switch code := text(asObject(x.Body), "error"); {
		case strings.Contains(x.Path, "/clients/"):
			role := text(asObject(x.Body), "type")
			m.w.Okta.Service.Roles = []string{role}
			got = m.call("GET", "/oauth2/v1/clients/"+m.w.Okta.Service.ID+"/roles/"+x.Path[strings.LastIndex(x.Path, "/")+1:], "")
			if got.text("label") != text(asObject(x.Body), "label") {
				t.Errorf("%s: %s", x.From, got.raw)
			}
		case code == "invalid_dpop_proof":
			got = m.ask(form(m.assertion(nil), "okta.apps.read"), "")
		case code == "use_dpop_nonce":
			got = m.ask(form(m.assertion(nil), "okta.apps.read"), m.dpop("POST", tokenURL, nil))
		default:
			nonce := m.ask(form(m.assertion(nil), "okta.apps.read"), m.dpop("POST", tokenURL, nil)).header.Get("DPoP-Nonce")
			got = m.ask(form(m.assertion(nil), text(asObject(x.Body), "scope")), m.dpop("POST", tokenURL, func(_, c object) { c["nonce"] = nonce }))
		}
		replayed++
		var out []string
		differ("", "", x.Body, got.body, &out)
		if got.status != x.Status || len(out) > 0 || text(asObject(x.Body), "error_description") != got.text("error_description") {
			t.Errorf("%s: %d %s, recorded %d: %q", x.From, got.status, got.raw, x.Status, out)
		}
	}
	if replayed < 5 {
		t.Errorf("only %d exchanges were replayed", replayed)
	}
}

// TestScopesOfEveryRoute holds the table against the security of each operation of the Management API's description.
func TestScopesOfEveryRoute(t *testing.T) {
	t.Parallel()
	described := security(t)
	held := 0
	for _, r := range routes() {
		want, known := described[r.method+" "+r.path]
		if !known || r.access == open {
			continue
		}
		held++
		if got := scopes(r.method, r.path); !slices.Equal(got, want) {
			t.Errorf("%s %s takes %q, want %q", r.method, r.path, got, want)
		}
	}
	t.Logf("%d routes held against the description", held)
	if held < 40 {
		t.Errorf("only %d routes are described", held)
	}
}

var (
	pathLine   = regexp.MustCompile(`^  (/\S+):$`)
	verbLine   = regexp.MustCompile(`^    (get|put|post|patch|delete):$`)
	scopeLine  = regexp.MustCompile(`^        - (okta\.\S+)$`)
	otherLine  = regexp.MustCompile(`^      \w`)
	identifier = regexp.MustCompile(`\{\w+\}`)
)

// security reads the scopes of every operation from the description's lines.
func security(t *testing.T) map[string][]string {
	t.Helper()
	specs := os.Getenv("PROVISION_SPECS")
	if specs == "" {
		t.Skip("PROVISION_SPECS names no folder of API descriptions")
	}
	files, err := filepath.Glob(filepath.Join(specs, "okta-*.yaml"))
	if err != nil || len(files) != 1 {
		t.Fatalf("descriptions under %s: %q, %v", specs, files, err)
	}
	file, err := os.Open(files[0])
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	all := map[string][]string{}
	var path, verb string
	inside := false
	for lines := bufio.NewScanner(file); lines.Scan(); {
		line := lines.Text()
		switch {
		case pathLine.MatchString(line):
			path, inside = identifier.ReplaceAllString(pathLine.FindStringSubmatch(line)[1], "*"), false
		case verbLine.MatchString(line):
			verb, inside = strings.ToUpper(strings.TrimSuffix(strings.TrimSpace(line), ":")), false
			all[verb+" "+path] = nil
		case otherLine.MatchString(line):
			inside = strings.HasPrefix(line, "      security:")
		case inside && scopeLine.MatchString(line):
			all[verb+" "+path] = append(all[verb+" "+path], scopeLine.FindStringSubmatch(line)[1])
		}
	}
	return all
}
