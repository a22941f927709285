package console

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// show returns a page with white space folded.
func show(t *testing.T, d *Desk, path string) string {
	t.Helper()
	rec := httptest.NewRecorder()
	Handler(d).ServeHTTP(rec, httptest.NewRequest(http.MethodGet, path, nil))
	text := strings.Join(strings.Fields(rec.Body.String()), " ")
	if rec.Code != 200 || rec.Header().Get("Content-Type") != "text/html; charset=utf-8" || !strings.HasPrefix(text, "<!doctype html>") || !strings.HasSuffix(text, "</body></html>") {
		t.Fatalf("%s: %d, %s", path, rec.Code, text)
	}
	return text
}

// TestPagesFollowTheState changes one thing at a time; the page shows it afterwards and not before.
func TestPagesFollowTheState(t *testing.T) {
	t.Parallel()
	first := func(d *Desk) *world.App { return d.World.AtlassianApp() }
	for name, tc := range map[string]struct {
		path   string
		change func(*Desk)
		want   string
	}{
		"Guard":                {"/atlassian", func(d *Desk) { d.World.Atlassian.GuardActive = false }, "Guard Standard: not subscribed."},
		"a domain unverified":  {"/atlassian", func(d *Desk) { d.World.Atlassian.Domains[0].Verified = false }, "<td>example.com</td><td>false</td>"},
		"a domain unclaimed":   {"/atlassian", func(d *Desk) { d.World.Atlassian.Domains[0].Claimed = false }, "<td>example.com</td><td>true</td><td>false</td>"},
		"a domain unlinked":    {"/atlassian", func(d *Desk) { d.World.Atlassian.Domains[1].LinkedTo = "" }, "<td>example.org</td><td>true</td><td>true</td><td></td>"},
		"a directory's name":   {"/atlassian", func(d *Desk) { d.World.Atlassian.Directories[0].Name = "Other" }, "<td>Other</td>"},
		"the directory's life": {"/atlassian", func(d *Desk) { d.World.Atlassian.Directories[0].Expires = d.World.Now() }, "<td>23 Nov 2026</td>"},
		"no directory":         {"/atlassian", func(d *Desk) { d.World.Atlassian.Directories = nil }, "none yet"},
		"a site":               {"/atlassian", func(d *Desk) { d.World.Atlassian.Sites[1].AddedTo = "elsewhere" }, "<td>elsewhere</td>"},
		"a conflict":           {"/atlassian", func(d *Desk) { d.World.Atlassian.Conflicts = make([]*world.Conflict, 3) }, "3 conflicts."},
		"the org's name":       {"/", func(d *Desk) { d.World.Atlassian.OrgName = "Acme & Sons" }, "Acme &amp; Sons"},
		"the company":          {"/", func(d *Desk) { d.World.Okta.Company = "Acme" }, "Okta Admin</a>: Acme"},
		"people and groups":    {"/okta", func(d *Desk) { d.World.Okta.Users = d.World.Okta.Users[:7] }, ": 7 people"},
		"an app's status":      {"/okta", func(d *Desk) { first(d).Status = "INACTIVE" }, "<td>atlassian</td><td>INACTIVE</td>"},
		"the username format":  {"/okta", func(d *Desk) { first(d).UserName.Template = "user.work<Email>" }, "<code>user.work&lt;Email&gt;</code>"},
		"the format's update":  {"/okta", func(d *Desk) { first(d).UserName.PushStatus = "DONT_PUSH" }, "update application username on: Create only."},
		"the integration":      {"/okta", func(d *Desk) { first(d).Provisioning = world.Provisioning{} }, "API integration is not configured."},
		"its address":          {"/okta", func(d *Desk) { first(d).Provisioning.BaseURL = "https://x.test/scim" }, "Base URL: <code>https://x.test/scim</code>"},
		"Create Users":         {"/okta", func(d *Desk) { first(d).Provisioning.Create = false }, "Create Users off, Update User Attributes on, Deactivate Users on."},
		"Update Attributes":    {"/okta", func(d *Desk) { first(d).Provisioning.Update = false }, "Create Users on, Update User Attributes off, Deactivate Users on."},
		"Deactivate Users":     {"/okta", func(d *Desk) { first(d).Provisioning.Deactivate = false }, "Create Users on, Update User Attributes on, Deactivate Users off."},
		"a mapping": {"/okta", func(d *Desk) {
			first(d).Profile[0].Properties["email"] = world.MappingProperty{Expression: "user.workEmail", PushStatus: "DONT_PUSH"}
		}, "<td>email</td><td><code>user.workEmail</code></td><td>Create</td>"},
		"the assignments": {"/okta", func(d *Desk) { first(d).Groups = nil }, "0 groups, 12 people."},
		"a push mapping": {"/okta", func(d *Desk) {
			m := first(d).Mappings[0]
			m.Status, m.ErrorSummary, m.Pushed = "ERROR", "Unable to push", map[string]bool{"00u": true}
		}, "<td>ERROR</td><td>1</td><td>Unable to push</td>"},
		"a task": {"/okta", func(d *Desk) { first(d).Tasks = []*world.Task{{Kind: "push", Summary: "It failed"}} }, "<td>push</td><td>It failed</td>"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := desk(t, "ready")
			if strings.Contains(show(t, d, tc.path), tc.want) {
				t.Fatalf("a ready world's page shows %q", tc.want)
			}
			tc.change(d)
			if text := show(t, d, tc.path); !strings.Contains(text, tc.want) {
				t.Errorf("the page does not show %q:\n%s", tc.want, text)
			}
		})
	}
}

func TestPagesOfAReadyWorld(t *testing.T) {
	t.Parallel()
	d := desk(t, "ready")
	dir := d.World.Atlassian.Directories[0]
	for path, wants := range map[string][]string{
		"/": {"<title>Sandbox</title>", `<a href="/atlassian">`, `<a href="/okta">`, `<a href="/actions.json">`, `<a href="/stats.json">`},
		"/atlassian": {
			"<title>Atlassian Administration</title>", d.World.Atlassian.OrgID, "Guard Standard: active.", "<td>example.com</td><td>true</td><td>true</td><td>" + dir.ID, "0 conflicts.",
			"<td>Okta users</td><td>" + dir.ID + "</td><td>12</td><td>2</td><td>24 Oct 2027</td>", "<td>example-labs</td><td>https://example-labs.atlassian.net</td><td>" + dir.ID,
		},
		"/okta": {
			"<title>Okta Admin</title>", "20 people", "<td>Slack</td>", "<td>Atlassian Cloud</td><td>atlassian</td><td>ACTIVE</td>", "<code>${source.email}</code>", "Create and update.",
			"API integration is enabled.", "Create Users on, Update User Attributes on, Deactivate Users on.", "1 groups, 12 people.", "<td>" + world.TestJiraGroup + "</td><td>ACTIVE</td>", "No failed tasks.",
			"<td>timezone</td><td><code>user.timezone</code></td><td>Create and update</td>",
		},
	} {
		text := show(t, d, path)
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not show %q", path, want)
			}
		}
	}
}

// TestOktasPageWithoutTheApp has nothing to show of it, and still the form that adds it.
func TestOktasPageWithoutTheApp(t *testing.T) {
	t.Parallel()
	text := show(t, desk(t, "fresh"), "/okta")
	if strings.Contains(text, "<h3>Provisioning</h3>") || strings.Contains(text, "<td>atlassian</td>") || !strings.Contains(text, `action="/actions/add-app"`) {
		t.Error(text)
	}
	if text := show(t, desk(t, "fresh"), "/atlassian"); !strings.Contains(text, "none yet") || !strings.Contains(text, "<td>example.org</td><td>true</td><td>false</td><td></td>") {
		t.Error(text)
	}
}

var (
	formOf  = regexp.MustCompile(`<form method="post" action="/actions/([a-z-]+)" id="([a-z-]+)">(.*?)</form>`)
	inputOf = regexp.MustCompile(`<label>(?:<input type="checkbox" name="([a-z_]+)" value="on"> ([a-z_]+)|([a-z_]+) <input name="([a-z_]+)" autocomplete="off">)</label>`)
)

// TestEveryActionHasItsForm reads the pages as a browser without scripts does: one labelled input per field and one button.
func TestEveryActionHasItsForm(t *testing.T) {
	t.Parallel()
	d := desk(t, "ready")
	found := map[string]bool{}
	for _, console := range []string{"atlassian", "okta"} {
		text := show(t, d, "/"+console)
		for _, form := range formOf.FindAllStringSubmatch(text, -1) {
			id, body := form[1], form[3]
			i := slices.IndexFunc(Actions(), func(a Action) bool { return a.ID == id })
			if i < 0 || form[2] != id || found[id] {
				t.Fatalf("a form for %s with the id %s", id, form[2])
			}
			a := Actions()[i]
			found[id] = true
			if a.Console != console || strings.Count(body, "<button>") != 1 || !strings.Contains(body, "<strong>"+a.Title+"</strong>") || !strings.Contains(body, a.Step) {
				t.Errorf("%s on the page of %s: %s", id, console, body)
			}
			var fields []string
			for _, input := range inputOf.FindAllStringSubmatch(body, -1) {
				name, label := input[1]+input[4], input[2]+input[3]
				if name != label {
					t.Errorf("%s: the field %s is labelled %s", id, name, label)
				}
				fields = append(fields, name)
			}
			want := slices.DeleteFunc(slices.Clone(a.Fields), func(f string) bool { return f == "app" })
			if !slices.Equal(fields, want) {
				t.Errorf("%s: the form has %v, want %v", id, fields, want)
			}
		}
	}
	if len(found) != len(contract) {
		t.Errorf("%d of %d actions have a form", len(found), len(contract))
	}
}

// TestPagesNeedNothingElse: no script, no style or picture from elsewhere, so that they work offline and in a text browser.
func TestPagesNeedNothingElse(t *testing.T) {
	t.Parallel()
	d := desk(t, "ready")
	done := send(Handler(d), "review-mappings", nil, "text/html").Body.String()
	for name, text := range map[string]string{"/": show(t, d, "/"), "/atlassian": show(t, d, "/atlassian"), "/okta": show(t, d, "/okta"), "done": done} {
		for _, not := range []string{"<script", "<link", "<img", "<iframe", "@import", " onclick", " onsubmit", "javascript:", "url("} {
			if strings.Contains(strings.ToLower(text), not) {
				t.Errorf("%s holds %s", name, not)
			}
		}
		for _, need := range []string{`lang="en"`, `charset="utf-8"`, "<h1>", `name="viewport"`} {
			if !strings.Contains(text, need) {
				t.Errorf("%s lacks %s", name, need)
			}
		}
	}
}

// TestKeysAreShownOnce: in the answer that made them, in both forms, and nowhere afterwards.
func TestKeysAreShownOnce(t *testing.T) {
	t.Parallel()
	for _, accept := range []string{"", "text/html"} {
		d := desk(t, "fresh")
		h := d.Traffic.Wrap("console", Handler(d))
		was := ""
		for _, action := range []string{"create-directory", "regenerate-key"} {
			text := send(h, action, url.Values{}, accept).Body.String()
			key := d.World.Handed.Key
			if key == "" || key == was || strings.Count(text, key) != 1 || !strings.Contains(text, d.World.Handed.BaseURL) || !strings.Contains(text, "scim_api_key") {
				t.Errorf("%s does not show the new pair: %s", action, text)
			}
			if was != "" && strings.Contains(text, was) {
				t.Error("the dead key is shown again")
			}
			was = key
			for _, path := range []string{"/", "/atlassian", "/okta", "/actions.json", "/stats.json"} {
				rec := httptest.NewRecorder()
				h.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, path, nil))
				if rec.Code != 200 || strings.Contains(rec.Body.String(), key) {
					t.Errorf("%s: %d, or it shows the key again", path, rec.Code)
				}
			}
		}
	}
}

// TestNamesFromTenantsAreEscaped gives everything that a person can name a name that is markup.
func TestNamesFromTenantsAreEscaped(t *testing.T) {
	t.Parallel()
	d := desk(t, "ready")
	const evil = `<img src=x onerror=alert(1)>`
	w := d.World
	w.Okta.Company, w.Atlassian.OrgName, w.Atlassian.Domains[0].Name, w.Atlassian.Directories[0].Name, w.Atlassian.Sites[0].Name = evil, evil, evil, evil, evil
	app := w.AtlassianApp()
	app.Label, app.UserName.Template, app.Mappings[0].TargetName, app.Mappings[0].ErrorSummary = evil, evil, evil, evil
	app.Tasks = []*world.Task{{Kind: evil, Summary: evil}}
	for _, path := range []string{"/", "/atlassian", "/okta"} {
		if text := show(t, d, path); strings.Contains(text, "<img") || !strings.Contains(text, "&lt;img") {
			t.Errorf("%s does not escape", path)
		}
	}
}
