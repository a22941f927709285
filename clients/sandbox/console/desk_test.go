package console

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/engine"
	"github.com/provision-cli/provision/clients/sandbox/traffic"
	"github.com/provision-cli/provision/clients/sandbox/world"
)

// desk opens both consoles over a world whose directories answer every key that holds "good".
func desk(t *testing.T, scenario string, drifts ...string) *Desk {
	t.Helper()
	directories := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.Header.Get("Authorization"), "good") {
			rw.WriteHeader(http.StatusUnauthorized)
			return
		}
		_, _ = rw.Write([]byte(`{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"startIndex":1,"itemsPerPage":2,"Resources":[]}`))
	}))
	t.Cleanup(directories.Close)
	w, err := world.Build(world.BuildOptions{Scenario: scenario, Drifts: drifts, APIURL: directories.URL, Users: world.MinUsers, Now: func() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	return &Desk{World: w, Engine: engine.New(w, directories.Client()), Traffic: traffic.New()}
}

func TestUsernameFormats(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][2]string{
		"email":             {"${source.email}", "BUILT_IN"},
		"Email":             {"${source.email}", "BUILT_IN"},
		"email-lowercase":   {"${fn:toLowerCase(source.email)}", "BUILT_IN"},
		"Email (lowercase)": {"${fn:toLowerCase(source.email)}", "BUILT_IN"},
		"email-prefix":      {`${fn:substringBefore(source.email, "@")}`, "BUILT_IN"},
		"okta-username":     {"${source.login}", "BUILT_IN"},
		"${source.login}":   {"${source.login}", "BUILT_IN"},
		"user.workEmail":    {"user.workEmail", "CUSTOM"},
	} {
		if template, kind := format(name); template != want[0] || kind != want[1] {
			t.Errorf("%s is %s %s, want %v", name, kind, template, want)
		}
	}
}

func TestTicked(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]bool{"on": true, "1": true, "true": true, "yes": true, "": false, "off": false, "0": false, "False": false, "no": false} {
		if got := ticked(url.Values{"create": {value}}, "create"); got != want {
			t.Errorf("%q ticks: %v", value, got)
		}
	}
	if ticked(url.Values{}, "create") {
		t.Error("a missing field ticks")
	}
}

func TestCredentialsAreSavedOnlyOnceTheyWork(t *testing.T) {
	t.Parallel()
	d := desk(t, "ready")
	app := d.World.AtlassianApp()
	was := app.Provisioning
	form := url.Values{"base_url": {d.World.Handed.BaseURL}, "api_key": {"bad"}}
	if _, changed, err := d.Do(t.Context(), "enter-credentials", form); !IsRefusal(err) || changed || app.Provisioning != was {
		t.Errorf("a bad key: %v, changed %v, saved %+v", err, changed, app.Provisioning)
	}
	form.Set("api_key", "good one")
	form.Set("base_url", d.World.Handed.BaseURL+"/ ")
	if _, changed, err := d.Do(t.Context(), "enter-credentials", form); err != nil || !changed || app.Provisioning.Token != "good one" || app.Provisioning.BaseURL != d.World.Handed.BaseURL {
		t.Errorf("a good key: %v, changed %v, saved %+v", err, changed, app.Provisioning)
	}
	if _, changed, err := d.Do(t.Context(), "enter-credentials", form); err != nil || changed {
		t.Errorf("the same again: %v, changed %v", err, changed)
	}
	if !app.Provisioning.TestedAt.Equal(d.World.Now()) {
		t.Error("the time of the test is not noted")
	}
}

func TestPlayFillsInWhatTheGuideSays(t *testing.T) {
	t.Parallel()
	d := desk(t, "ready")
	d.World.Handed.Key = "good"
	for id, want := range map[string]string{
		"enter-credentials": "good", "test-credentials": "good", "enable-options": "on",
		"push-group": world.TestJiraGroup, "assign-group": world.TestAssignGroup, "update-now": "",
	} {
		text := ""
		for _, deed := range d.fill(id) {
			text += deed.form.Encode() + " "
		}
		if !strings.Contains(text, want) {
			t.Errorf("%s is filled in with %q, which lacks %q", id, text, want)
		}
	}
	if _, changed, err := d.Play(t.Context(), "push-group"); !IsRefusal(err) || changed {
		t.Errorf("both groups are pushed already: %v, changed %v", err, changed)
	}
	app := d.World.AtlassianApp()
	app.Mappings = app.Mappings[:1]
	if _, changed, err := d.Play(t.Context(), "push-group"); err != nil || !changed || len(app.Mappings) != 2 {
		t.Errorf("one is left to push: %v, changed %v, %d mappings", err, changed, len(app.Mappings))
	}
}

func TestDoNamesTheActions(t *testing.T) {
	t.Parallel()
	_, _, err := desk(t, "fresh").Do(t.Context(), "nope", nil)
	if err == nil || IsRefusal(err) || !strings.Contains(err.Error(), "settle-conflict") {
		t.Errorf("an unknown action: %v", err)
	}
}

func TestConflictsAreSettled(t *testing.T) {
	t.Parallel()
	d := desk(t, "ready", "push-name-conflict")
	shown, changed, err := d.Do(t.Context(), "settle-conflict", url.Values{"group": {"Atlassian-Service-Desk"}})
	if err != nil || !changed || shown["groups"] != "atlassian-service-desk" {
		t.Fatalf("%v %v %v", shown, changed, err)
	}
	g := d.World.Atlassian.GroupNamed("atlassian-service-desk")
	if len(d.World.Atlassian.Conflicts) != 0 || !g.Synced() || len(g.Roles) != 2 {
		t.Errorf("after Sync group: synced %v, roles %v", g.Synced(), g.Roles)
	}
}

func TestAnUnsetDefaultGroupIsReviewed(t *testing.T) {
	t.Parallel()
	d := desk(t, "ready", "push-default-group", "access-default")
	if _, changed, err := d.Do(t.Context(), "unset-default-group", nil); err != nil || !changed {
		t.Fatal(changed, err)
	}
	a := &d.World.Atlassian
	for _, name := range []string{"jira-users-example", world.TestJiraGroup} {
		if g := a.GroupNamed(name); g.IsDefault() || len(g.Roles) == 0 {
			t.Errorf("%s: default %v, roles %v", name, g.Default, g.Roles)
		}
	}
	if !a.GroupNamed("confluence-users-example").IsDefault() {
		t.Error("a default group was unset that nobody pushes")
	}
	if len(a.Conflicts) != 1 || a.Conflicts[0].OrgGroupID != a.GroupNamed("jira-users-example").ID {
		t.Errorf("conflicts to review: %d", len(a.Conflicts))
	}
}

func TestGuardBringsBilling(t *testing.T) {
	t.Parallel()
	d := desk(t, "fresh", "guard-active")
	if _, _, err := d.Do(t.Context(), "create-directory", nil); !IsRefusal(err) {
		t.Errorf("a directory without Guard: %v", err)
	}
	if _, changed, err := d.Do(t.Context(), "subscribe-guard", nil); err != nil || !changed {
		t.Fatal(changed, err)
	}
	for _, acc := range d.World.Atlassian.Accounts {
		if acc.Billable != acc.Managed {
			t.Fatalf("%s: managed %v, billable %v", acc.Email, acc.Managed, acc.Billable)
		}
	}
	if _, changed, _ := d.Do(t.Context(), "subscribe-guard", nil); changed {
		t.Error("subscribing twice changes something")
	}
	if shown, _, err := d.Do(t.Context(), "create-directory", nil); err != nil || shown["scim_api_key"] == "" {
		t.Errorf("%v %v", shown, err)
	}
}

func TestPeopleAreProvisionedByName(t *testing.T) {
	t.Parallel()
	d := desk(t, "ready", "assign-before-provisioning", "assign-provisioned")
	app := d.World.AtlassianApp()
	shown, changed, err := d.Do(t.Context(), "provision-user", url.Values{"user": {"Paul.Adler@example.com"}})
	if err != nil || !changed || shown["users"] != "paul.adler@example.com" || d.Engine.Pending() != 1 {
		t.Fatalf("%v %v %v, %d jobs", shown, changed, err, d.Engine.Pending())
	}
	if au := app.User(d.World.Okta.UserNamed("paul.adler@example.com").ID); au.BeforeProvisioning || au.Status != "STAGED" {
		t.Errorf("%+v", au)
	}
	if shown, _, _ = d.Do(t.Context(), "provision-user", nil); !strings.Contains(shown["users"], "nina.keller@example.com") || strings.Contains(shown["users"], "ken.ito") {
		t.Errorf("without a name: %v", shown)
	}
}
