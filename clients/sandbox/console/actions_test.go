package console

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// contract are the actions that the wizard's guides and the operator name: step, console and fields.
var contract = map[string]string{
	"subscribe-guard":      "prerequisites atlassian",
	"verify-domain":        "prerequisites atlassian domain",
	"claim-domain":         "prerequisites atlassian domain",
	"create-directory":     "directory atlassian name",
	"regenerate-key":       "directory atlassian directory",
	"link-domain":          "directory atlassian domain directory",
	"add-site":             "directory atlassian site directory",
	"add-app":              "integration okta label",
	"revoke-access-tokens": "integration okta",
	"activate-app":         "integration okta app",
	"test-credentials":     "integration okta app base_url api_key",
	"enter-credentials":    "integration okta app base_url api_key",
	"enable-options":       "integration okta app create update deactivate",
	"review-mappings":      "integration okta app",
	"set-username-format":  "email okta app format update_on",
	"update-now":           "email okta app",
	"push-group":           "push okta app group",
	"push-now":             "push okta app group",
	"settle-conflict":      "push atlassian group",
	"assign-group":         "assign okta app group",
	"provision-user":       "assign okta app user",
	"retry-failed":         "assign okta app",
	"unset-default-group":  "access atlassian group",
	"make-site-admin":      "prerequisites atlassian email",
	"unlink-group":         "push okta app group delete",
	"assign-user":          "assign okta app user group",
	"unassign-user":        "assign okta app user",
	"grant-access":         "access atlassian group product site",
	"buy-seats":            "access atlassian product site seats",
	"delete-group":         "access atlassian directory group",
}

func TestActionsAreTheContract(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, a := range Actions() {
		if got := strings.Join(append([]string{a.Step, a.Console}, a.Fields...), " "); got != contract[a.ID] {
			t.Errorf("%s is %q, want %q", a.ID, got, contract[a.ID])
		}
		if seen[a.ID] || a.Path != "/actions/"+a.ID || a.Title == "" || !strings.HasSuffix(a.About, ".") || a.run == nil {
			t.Errorf("%s is incomplete or there twice: %+v", a.ID, a)
		}
		seen[a.ID] = true
	}
	for id := range contract {
		if !seen[id] {
			t.Errorf("%s is missing", id)
		}
	}
}

// TestActionsComeInTheOrderOfTheSetUp, because the pages list them so.
func TestActionsComeInTheOrderOfTheSetUp(t *testing.T) {
	t.Parallel()
	steps := []string{"prerequisites", "directory", "integration", "email", "push", "assign", "access"}
	var got []int
	for _, a := range Actions() {
		got = append(got, slices.Index(steps, a.Step))
	}
	if !slices.IsSorted(got) || slices.Contains(got, -1) {
		t.Errorf("the steps come as %v", got)
	}
}

// TestActionsJSON checks the document that outside tools read: these four keys, and fields never null.
func TestActionsJSON(t *testing.T) {
	t.Parallel()
	rec := httptest.NewRecorder()
	Handler(desk(t, "fresh")).ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/actions.json", nil))
	if rec.Code != 200 || rec.Header().Get("Content-Type") != "application/json" {
		t.Fatalf("%d %s", rec.Code, rec.Header())
	}
	var list []map[string]any
	if err := json.Unmarshal(rec.Body.Bytes(), &list); err != nil || len(list) != len(contract) {
		t.Fatalf("%d actions: %v", len(list), err)
	}
	for _, a := range list {
		fields, ok := a["fields"].([]any)
		if !ok || len(a) != 4 || a["id"] == "" || a["path"] == "" || a["step"] == "" {
			t.Errorf("%v", a)
		}
		if want := len(strings.Fields(contract[a["id"].(string)])) - 2; len(fields) != want {
			t.Errorf("%s has %d fields, want %d", a["id"], len(fields), want)
		}
	}
}

// send posts a form as curl -d does.
func send(h http.Handler, action string, form url.Values, accept string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, "/actions/"+action, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if accept != "" {
		r.Header.Set("Accept", accept)
	}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	return rec
}

// TestEveryActionRefusesForeignFields, so that a typing error is no silent default.
func TestEveryActionRefusesForeignFields(t *testing.T) {
	t.Parallel()
	d := desk(t, "ready")
	h := Handler(d)
	for _, a := range Actions() {
		rec := send(h, a.ID, url.Values{"derictory": {"x"}}, "")
		text := rec.Body.String()
		if rec.Code != http.StatusBadRequest || !strings.Contains(text, a.ID+` has no field "derictory"`) {
			t.Errorf("%s: %d %s", a.ID, rec.Code, text)
		}
		for _, f := range a.Fields {
			if !strings.Contains(text, `"`+f+`"`) {
				t.Errorf("%s does not name its field %s: %s", a.ID, f, text)
			}
		}
	}
}

func TestRequestsThatAreNoForms(t *testing.T) {
	t.Parallel()
	h := Handler(desk(t, "fresh"))
	for _, tc := range []struct {
		method, path, body string
		want               int
	}{
		{"POST", "/actions/add-app", "label=%zz", 400},
		{"POST", "/actions/add-app", "label=" + strings.Repeat("x", 1<<20), 400},
		{"GET", "/actions/add-app", "", 405},
		{"PUT", "/actions/add-app", "label=x", 405},
		{"POST", "/actions/no-such-action", "", 404},
		{"POST", "/okta", "", 405},
		{"GET", "/nowhere", "", 404},
		{"GET", "/actions", "", 404},
	} {
		r := httptest.NewRequest(tc.method, tc.path, strings.NewReader(tc.body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, r)
		if rec.Code != tc.want || strings.TrimSpace(rec.Body.String()) == "" {
			t.Errorf("%s %s: %d %s, want %d with words", tc.method, tc.path, rec.Code, rec.Body, tc.want)
		}
	}
}

// TestFieldsOfTheQueryAreIgnored: a link cannot carry out an action with somebody else's values.
func TestFieldsOfTheQueryAreIgnored(t *testing.T) {
	t.Parallel()
	d := desk(t, "fresh")
	rec := httptest.NewRecorder()
	Handler(d).ServeHTTP(rec, httptest.NewRequest(http.MethodPost, "/actions/add-app?label=Sneaked", nil))
	if rec.Code != 200 || d.World.AtlassianApp().Label != "Atlassian Cloud" {
		t.Errorf("%d, the app is called %s", rec.Code, d.World.AtlassianApp().Label)
	}
}
