package console

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/traffic"
	"github.com/provision-cli/provision/clients/sandbox/world"
)

// effects are the actions with what they must do to a world, and whether doing it again changes anything.
var effects = []struct {
	name, scenario, drift, action string
	form                          url.Values
	// shown is a field that the console shows, with its value; "*" is any.
	shown, value string
	done         func(d *Desk) bool
	again        bool
}{
	{
		"Guard", "fresh", "guard-active", "subscribe-guard", nil, "guard", "Guard Standard is active",
		func(d *Desk) bool { return d.World.Atlassian.GuardActive }, false,
	},
	{
		"a new domain", "fresh", "", "verify-domain", url.Values{"domain": {" New.Example "}}, "domains", "new.example",
		func(d *Desk) bool {
			n := d.World.Atlassian.DomainOf("x@new.example")
			return n != nil && n.Verified && !n.Claimed && n.ClaimType == "dns" && n.ID != ""
		}, false,
	},
	{
		"all unverified domains", "fresh", "domain-verified", "verify-domain", nil, "domains", world.MainDomain,
		func(d *Desk) bool { return d.World.Atlassian.Domains[0].Verified }, false,
	},
	{
		"one domain's accounts", "fresh", "", "claim-domain", url.Values{"domain": {"EXAMPLE.org"}}, "domains", world.SecondDomain,
		func(d *Desk) bool {
			return d.World.Atlassian.AccountWithEmail("site.owner@"+world.SecondDomain).Managed && d.World.Atlassian.Domains[1].Claimed
		}, false,
	},
	{
		"a link", "ready", "domain-linked", "link-domain", url.Values{"domain": {world.MainDomain}, "directory": {"okta USERS"}}, "domains", world.MainDomain,
		func(d *Desk) bool {
			return d.World.Atlassian.Domains[0].LinkedTo == d.World.Atlassian.Directories[0].ID
		}, false,
	},
	{
		"a directory", "fresh", "", "create-directory", url.Values{"name": {"Staff"}}, "scim_api_key", "*",
		func(d *Desk) bool {
			dir := d.World.Atlassian.Directories[0]
			return dir.Name == "Staff" && dir.Key == d.World.Handed.Key && strings.HasSuffix(d.World.Handed.BaseURL, "/scim/directory/"+dir.ID) && dir.Expires.Year() == 2027
		}, true,
	},
	{
		"a new key", "ready", "", "regenerate-key", nil, "scim_api_key", "*",
		func(d *Desk) bool {
			return d.World.AtlassianApp().Provisioning.Token != d.World.Handed.Key && d.World.Atlassian.Directories[0].Key == d.World.Handed.Key
		}, true,
	},
	{
		"one site by address", "ready", "", "add-site", url.Values{"site": {"https://example.atlassian.net"}}, "sites", "https://example.atlassian.net",
		func(d *Desk) bool { return d.World.Atlassian.Sites[0].AddedTo != "" }, false,
	},
	{
		"the products of all sites", "fresh", "", "add-site", nil, "sites", "all sites",
		func(d *Desk) bool {
			return d.World.Atlassian.Sites[0].AddedTo == d.World.Atlassian.Directories[0].ID && d.World.Atlassian.Sites[1].AddedTo != "" && d.World.Atlassian.Workspaces[3].Status == "online"
		}, false,
	},
	{
		"an app", "fresh", "", "add-app", url.Values{"label": {"Jira and friends"}}, "app", "*",
		func(d *Desk) bool {
			return d.World.AtlassianApp().Label == "Jira and friends" && d.World.AtlassianApp().Name == "atlassian"
		}, false,
	},
	{
		"an inactive app", "ready", "okta-app", "activate-app", nil, "app", "*",
		func(d *Desk) bool { return d.World.AtlassianApp().Status == "ACTIVE" }, false,
	},
	{
		"one option unticked", "ready", "", "enable-options", url.Values{"create": {"on"}, "update": {"1"}, "deactivate": {"off"}}, "deactivate", "off",
		func(d *Desk) bool {
			p := d.World.AtlassianApp().Provisioning
			return p.Create && p.Update && !p.Deactivate && d.World.AtlassianApp().LastUpdated.Equal(d.World.Now())
		}, false,
	},
	{
		"a custom format", "ready", "", "set-username-format", url.Values{"format": {"user.workEmail"}, "update_on": {"create-only"}}, "format", "user.workEmail",
		func(d *Desk) bool {
			return d.World.AtlassianApp().UserName == world.UsernameTemplate{Template: "user.workEmail", Type: "CUSTOM", PushStatus: "DONT_PUSH"}
		}, false,
	},
	{
		"the format of the guide", "ready", "email-update", "set-username-format", nil, "format", "${source.email}",
		func(d *Desk) bool {
			return d.World.AtlassianApp().UserName == world.UsernameTemplate{Template: "${source.email}", Type: "BUILT_IN", PushStatus: "PUSH"}
		}, false,
	},
	{
		"Update Now", "ready", "email-population", "update-now", nil, "update", "*",
		func(d *Desk) bool { return d.Engine.Pending() > 0 }, true,
	},
	{
		"a group by name", "ready", "", "push-group", url.Values{"group": {world.JiraGroup}}, "mapping", "*",
		func(d *Desk) bool {
			m := d.World.AtlassianApp().Mappings[2]
			return m.TargetName == world.JiraGroup && m.Status == "ACTIVE" && strings.HasPrefix(m.ID, "gPm") && m.TargetGroupID != "" && d.Engine.Pending() == 1
		}, false,
	},
	{
		"all groups again", "ready", "", "push-now", nil, "groups", world.TestJiraGroup + ", " + world.TestConfluenceGroup,
		func(d *Desk) bool { return d.Engine.Pending() == 2 }, true,
	},
	{
		"one group again", "ready", "", "push-now", url.Values{"group": {world.TestConfluenceGroup}}, "groups", world.TestConfluenceGroup,
		func(d *Desk) bool { return d.Engine.Pending() == 1 }, true,
	},
	{
		"a group assigned", "ready", "", "assign-group", url.Values{"group": {world.JiraGroup}}, "group", "*",
		func(d *Desk) bool {
			app := d.World.AtlassianApp()
			return len(app.Groups) == 2 && app.Groups[1].Priority == 1 && d.Engine.Pending() > 0
		}, false,
	},
	{
		"one person", "ready", "assign-before-provisioning", "provision-user", nil, "users", "paul.adler@" + world.MainDomain,
		func(d *Desk) bool { return d.Engine.Pending() == 1 }, true,
	},
	{
		"failed tasks", "ready", "assign-errors", "retry-failed", nil, "tasks", "retried",
		func(d *Desk) bool { return d.Engine.Pending() == 1 && len(d.World.AtlassianApp().Tasks) == 0 }, false,
	},
	{
		"a site admin", "ready", "site-admin", "make-site-admin", nil, "administrator", "*",
		func(d *Desk) bool {
			s := d.World.Atlassian.Sites[0]
			return s.Admins[len(s.Admins)-1].Email == d.World.Login.Email
		}, false,
	},
	{
		"a mapping ended, its group left", "ready", "", "unlink-group", url.Values{"group": {world.TestJiraGroup}}, "in the target app", "left",
		func(d *Desk) bool {
			return len(d.World.AtlassianApp().Mappings) == 1 && d.Engine.Pending() == 0 && d.World.Atlassian.Directories[0].GroupNamed(world.TestJiraGroup) != nil
		}, false,
	},
	{
		"a mapping ended, its group deleted", "ready", "", "unlink-group", url.Values{"group": {world.TestJiraGroup}, "delete": {"on"}}, "in the target app", "deleted",
		func(d *Desk) bool { return len(d.World.AtlassianApp().Mappings) == 1 && d.Engine.Pending() == 1 }, false,
	},
	{
		"one person of their own", "ready", "assign-orphans", "assign-user", url.Values{"user": {"Otto.Lorenz@example.com"}}, "user", "otto.lorenz@example.com",
		func(d *Desk) bool { return d.Engine.Pending() == 1 }, false,
	},
	{
		"one person through a group", "ready", "assign-orphans", "assign-user", url.Values{"user": {"otto.lorenz@example.com"}, "group": {world.TestAssignGroup}}, "group", world.TestAssignGroup,
		func(d *Desk) bool { return d.Engine.Pending() == 1 && len(d.forgotten(d.World.AtlassianApp())) == 0 }, false,
	},
	{
		"whoever is suspended", "ready", "assign-inactive", "unassign-user", nil, "users", "rita.gomes@example.com",
		func(d *Desk) bool { return d.Engine.Pending() == 1 }, false,
	},
	{
		"one who has the app through a group", "ready", "", "unassign-user", url.Values{"user": {"ana@old.example"}}, "users", "ana@old.example",
		func(d *Desk) bool {
			gone := d.forgotten(d.World.AtlassianApp())
			return d.Engine.Pending() == 1 && len(gone) == 1 && !d.World.Okta.GroupNamed(world.TestAssignGroup).Has(gone[0])
		}, false,
	},
	{
		"access", "ready", "access-granted", "grant-access", url.Values{"group": {world.TestConfluenceGroup}, "product": {"confluence"}, "site": {"https://example.atlassian.net"}}, "product", "confluence",
		func(d *Desk) bool {
			return len(d.World.Atlassian.GroupNamed(world.TestConfluenceGroup).Roles) == 1
		}, false,
	},
	{
		"seats where they lack", "ready", "access-seats", "buy-seats", nil, "Jira", "*",
		func(d *Desk) bool {
			w := d.World.Atlassian.Workspaces[0]
			return w.Seats == len(d.World.Atlassian.SeatHolders(w.ARI))+spareSeats
		}, false,
	},
	{
		"a number of seats", "ready", "", "buy-seats", url.Values{"product": {"confluence"}, "seats": {"77"}}, "Confluence", "77 seats",
		func(d *Desk) bool { return d.World.Atlassian.Workspaces[0].Seats != 77 }, false,
	},
	{
		"a group by its name", "ready", "", "delete-group", url.Values{"group": {world.TestJiraGroup}}, "groups", world.TestJiraGroup,
		func(d *Desk) bool {
			return d.World.Atlassian.GroupNamed(world.TestJiraGroup) == nil && d.World.Atlassian.Directories[0].GroupNamed(world.TestConfluenceGroup) != nil
		}, false,
	},
	{
		"a synced default group", "ready", "access-default", "unset-default-group", nil, "groups", world.TestJiraGroup,
		func(d *Desk) bool { return !d.World.Atlassian.GroupNamed(world.TestJiraGroup).IsDefault() }, false,
	},
	{
		"a silent conflict", "ready", "push-name-conflict", "settle-conflict", nil, "groups", "atlassian-service-desk",
		func(d *Desk) bool {
			return len(d.World.Atlassian.Conflicts) == 0 && d.World.Atlassian.GroupNamed("atlassian-service-desk").Synced()
		}, false,
	},
}

func TestEffects(t *testing.T) {
	t.Parallel()
	for _, tc := range effects {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			var drifts []string
			if tc.drift != "" {
				drifts = []string{tc.drift}
			}
			d := desk(t, tc.scenario, drifts...)
			if tc.scenario == "fresh" && tc.action == "add-site" {
				d.Do(t.Context(), "create-directory", nil)
				d.World.Atlassian.Workspaces[3].Status = "offline"
			}
			if tc.action == "add-site" {
				d.World.Atlassian.Sites[0].Suspended = true
			}
			shown, changed, err := d.Do(t.Context(), tc.action, tc.form)
			if err != nil || !changed {
				t.Fatalf("changed %v: %v", changed, err)
			}
			if got := shown[tc.shown]; got != tc.value && (tc.value != "*" || got == "") {
				t.Errorf("the console shows %v, want %s: %s", shown, tc.shown, tc.value)
			}
			if !tc.done(d) {
				t.Error("it did not do what it says")
			}
			if _, changed, err = d.Do(t.Context(), tc.action, tc.form); changed != tc.again || err != nil && !IsRefusal(err) {
				t.Errorf("again: changed %v, %v", changed, err)
			}
		})
	}
}

// TestNamedAndReadyAlready is said, and is no change.
func TestNamedAndReadyAlready(t *testing.T) {
	t.Parallel()
	d := desk(t, "ready")
	for _, action := range []string{"verify-domain", "claim-domain", "link-domain"} {
		shown, changed, err := d.Do(t.Context(), action, url.Values{"domain": {world.MainDomain}})
		if err != nil || changed || !strings.HasPrefix(shown["domains"], world.MainDomain+" was so already") {
			t.Errorf("%s: %v, changed %v, %v", action, shown, changed, err)
		}
	}
	for _, action := range []string{"verify-domain", "claim-domain", "link-domain", "add-site", "activate-app", "settle-conflict", "unset-default-group", "retry-failed", "review-mappings"} {
		if _, changed, err := d.Do(t.Context(), action, nil); err != nil || changed {
			t.Errorf("%s in a ready world: changed %v, %v", action, changed, err)
		}
	}
}

// TestPausedMappingsStayPaused: Push now without a name leaves out what somebody switched off, and takes it by name.
func TestPausedMappingsStayPaused(t *testing.T) {
	t.Parallel()
	d := desk(t, "ready")
	d.World.AtlassianApp().Mappings[0].Status = "INACTIVE"
	if shown, changed, err := d.Do(t.Context(), "push-now", nil); err != nil || !changed || shown["groups"] != world.TestConfluenceGroup {
		t.Errorf("%v %v %v", shown, changed, err)
	}
	if shown, changed, err := d.Do(t.Context(), "push-now", url.Values{"group": {d.World.AtlassianApp().Mappings[0].ID}}); err != nil || !changed || shown["groups"] != world.TestJiraGroup {
		t.Errorf("by id: %v %v %v", shown, changed, err)
	}
}

// TestStatsJSON counts the console's own changes, and nothing that only looked or was turned down.
func TestStatsJSON(t *testing.T) {
	t.Parallel()
	d := desk(t, "ready")
	h := d.Traffic.Wrap("console", Handler(d))
	for _, action := range []string{"review-mappings", "activate-app", "add-app", "push-now"} {
		send(h, action, nil, "")
	}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/stats.json", nil))
	var got struct {
		Requests  []traffic.Request `json:"requests"`
		Mutations map[string]int    `json:"mutations"`
		Max       *int              `json:"max_in_flight"`
	}
	if err := json.Unmarshal(rec.Body.Bytes(), &got); err != nil || got.Max == nil {
		t.Fatalf("%v: %s", err, rec.Body)
	}
	if len(got.Mutations) != 3 || got.Mutations["console"] != 1 || got.Mutations["client"] != 0 || got.Mutations["engine"] != 0 {
		t.Errorf("mutations %v, want one of the console", got.Mutations)
	}
	if len(got.Requests) != 4 || got.Requests[0].Service != "console" {
		t.Errorf("requests %+v", got.Requests)
	}
}

// TestLinesForCurl: the answer without a browser is one line that says what was done, and a line per field in order.
func TestLinesForCurl(t *testing.T) {
	t.Parallel()
	rec := send(Handler(desk(t, "ready")), "enable-options", url.Values{"create": {"on"}, "update": {"on"}, "deactivate": {"on"}}, "*/*")
	if got, want := rec.Body.String(), "done: enable-options\ncreate: on\ndeactivate: on\nupdate: on\n"; rec.Code != 200 || got != want {
		t.Errorf("%d %q, want %q", rec.Code, got, want)
	}
}
