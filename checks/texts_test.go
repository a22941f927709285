package checks

import (
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks/facts"
)

// command finds what a text tells a person to run.
var command = regexp.MustCompile(`\bprovision (setup|check|explain|sandbox|version|test-groups|page|[a-z-]+)( --?[a-z]+( [a-z-]+)?| [a-z]+(-[a-z]+)+)?`)

// steps are the ids that --only takes.
var steps = []string{"prerequisites", "directory", "integration", "email", "push", "assign", "access"}

// runnable says whether a command that a text names exists, as written there.
func runnable(text string) bool {
	words := strings.Fields(strings.TrimRight(text, ".,;:"))
	switch rest := words[2:]; {
	case len(rest) == 0:
		return slices.Contains([]string{"setup", "check", "sandbox", "version"}, words[1])
	case words[1] == "explain":
		_, known := Find(rest[0])
		return known && len(rest) == 1
	case words[1] == "setup" && rest[0] == "--only":
		return len(rest) == 2 && slices.Contains(steps, rest[1])
	}
	return false
}

func TestRunnable(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"provision setup": true, "provision setup --only push": true, "provision check": true, "provision explain okta-app": true,
		"provision setup --only": false, "provision setup --only users": false, "provision explain": false, "provision explain nothing-known": false,
		"provision repair": false, "provision check --fix": false,
	} {
		if got := runnable(text); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// wellSaid looks at one answer as a person reads it.
func wellSaid(t *testing.T, r Result) {
	t.Helper()
	raw, err := json.Marshal(r.Finding)
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	basic := base64.StdEncoding.EncodeToString([]byte("admin@acme.example:" + tenantSecret))
	switch {
	case r.Summary == "" || !strings.HasSuffix(r.Summary, ".") || strings.HasSuffix(r.Summary, ".."):
		t.Errorf("%s: the summary %q is no sentence", r.ID, r.Summary)
	case r.Status != Pass && r.Status != Skip && r.Fix == "":
		t.Errorf("%s is %s, and nothing is said about what to do: %s", r.ID, r.Status, r.Summary)
	case r.Fix != "" && !strings.HasSuffix(r.Fix, "."):
		t.Errorf("%s: the fix %q is no sentence", r.ID, r.Fix)
	case strings.Contains(text, tenantSecret), strings.Contains(text, basic):
		t.Errorf("%s shows a credential: %s", r.ID, text)
	case strings.Contains(text, "%!"), strings.Contains(text, "<nil>"):
		t.Errorf("%s: a text that was not filled in: %s", r.ID, text)
	case r.Link != "" && !strings.HasPrefix(r.Link, "https://"):
		t.Errorf("%s: the link %q", r.ID, r.Link)
	}
	for _, named := range command.FindAllString(strings.ReplaceAll(r.Summary+" "+r.Fix, "to provision ", ""), -1) {
		if !runnable(named) {
			t.Errorf("%s names %q: %s %s", r.ID, named, r.Summary, r.Fix)
		}
	}
	for _, e := range r.Evidence {
		if e.Subject == "" || e.Field == "" || e.Want == "" || e.Got == "" || e.Want == e.Got {
			t.Errorf("%s: the evidence %+v does not say what is wrong", r.ID, e)
		}
	}
}

// echo is a refusal that repeats the credential, as careless servers do.
func echo(status int) dynamic {
	return func(r *http.Request, _ string) any {
		text, _ := json.Marshal("bad header " + r.Header.Get("Authorization"))
		return refusal{status, `{"errorCode":"E0000011","errorSummary":` + string(text) + `,"message":` + string(text) + `,"error":` + string(text) + `,"detail":` + string(text) + `}`}
	}
}

// TestEveryAnswerIsWellSaid breaks every answer of the tenants in every way,
// one at a time, and reads what all checks then say.
func TestEveryAnswerIsWellSaid(t *testing.T) {
	t.Parallel()
	ways := map[string]any{
		"echoed 401": echo(401), "echoed 403": echo(403), "echoed 404": echo(404), "echoed 400": echo(400), "broken": broken, "no role": noRole, "no feature": noFeature,
		"html": refusal{200, "<html>"}, "cut": refusal{200, `{"data":[{"id"`}, "empty list": list{}, "empty object": obj{}, "no data": data(), "no records": scimList(),
	}
	intents := []facts.Intent{{}, {
		EmailAttribute: "workMail", PushGroups: []string{"push-me", "assign-me"}, AssignGroups: []string{"assign-me"},
		Grants: []facts.Grant{{Group: "push-me", Product: "confluence"}, {Group: "push-me", Product: "jira-software", Site: "other.atlassian.net"}},
	}}
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for i, key := range slices.Sorted(maps.Keys(good())) {
				in := intents[(i+len(name))%len(intents)]
				for _, r := range Run(t.Context(), Catalogue(), serve(t, answers{key: way}).facts(in, facts.Kept{}), nil) {
					wellSaid(t, r)
				}
			}
		})
	}
}

// TestCommonWrongsAreWellSaid does the same where the tenants answer, and what they say is wrong.
func TestCommonWrongsAreWellSaid(t *testing.T) {
	t.Parallel()
	inactive := record("s1", "ana@acme.example", "00u1", "a1", false)
	for name, changes := range map[string]answers{
		"nothing at all":      {getApps: list{}, getConfig: notThere, getDomains: data(), postPlaces: data(), "GET /api/v1/groups": list{}},
		"an app of its own":   {getApps: list{app(obj{"status": "INACTIVE", "signOnMode": "BOOKMARK", "features": list{}})}},
		"two apps":            {getApps: list{app(nil), app(obj{"id": "0oa2", "label": "Two"})}},
		"nothing has come":    {getRecords: scimList(), getSCIMGrps: scimList(), postGroups: data()},
		"inactive, unlinked":  {getRecords: scimList(inactive, record("s2", "bob@acme.example", "00u2", "", true))},
		"opens nothing":       {getRoles: data()},
		"default and local":   local("push-me", role("ari:jira", "jira-software", "atlassian/user")),
		"synced default":      {getRoles: data(role("ari:jira", "jira-software", "atlassian/user", "atlassian/user"), role("ari:wiki", "confluence", "atlassian/user", "atlassian/user"))},
		"assigned one by one": {getAppGroup: list{}},
		"push in error":       {getPushes: list{obj{"id": "1", "sourceGroupId": "00gpush", "status": "ERROR"}, obj{"id": "2", "sourceGroupId": "00gassign", "status": "INACTIVE"}}},
		"no address":          {"GET /api/v1/groups/00gassign/users": list{user("00u1", "ana@acme.example", "", "ACTIVE")}},
		"another format":      format("user.nickName", "CUSTOM", ""),
		"no template":         {getApps: list{app(obj{"credentials": obj{}})}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, kept := range []facts.Kept{{}, {KeyCreated: now.AddDate(-1, 0, 10)}, {KeyCreated: now.AddDate(-2, 0, 0), OrgID: "org9", OktaHost: "acme.okta.com"}} {
				for _, r := range Run(t.Context(), Catalogue(), serve(t, changes).facts(facts.Intent{}, kept), nil) {
					wellSaid(t, r)
				}
			}
		})
	}
}
