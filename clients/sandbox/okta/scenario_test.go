package okta

import (
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/engine"
	"github.com/provision-cli/provision/clients/sandbox/world"
)

// scenario is a tenant over a built world, called with the token that the world hands out.
func scenario(t *testing.T, name string) *tenant {
	t.Helper()
	te := &tenant{t: t, now: start2026(), admins: map[string]string{}}
	w, err := world.Build(world.BuildOptions{Scenario: name, Users: 1500, Groups: 40, Seed: 3, Now: func() time.Time { return te.now }})
	if err != nil {
		t.Fatal(err)
	}
	te.w, te.e, te.token = w, engine.New(w, nil), w.Okta.Tokens[0].Secret
	te.h = Handler(w, te.e, Options{})
	return te
}

func TestFreshWorld(t *testing.T) {
	t.Parallel()
	te := scenario(t, "fresh")
	if got := te.get("/api/v1/apps?filter=" + escape(`name eq "atlassian"`)).ids(); got != "" {
		t.Errorf("a fresh org has the app: %s", got)
	}
	deprovisioned := len(te.walk("/api/v1/users?limit=200&search=" + escape(`status eq "DEPROVISIONED"`)))
	if all := len(te.walk("/api/v1/users?limit=200")); all+deprovisioned != len(te.w.Okta.Users) {
		t.Errorf("%d people are listed and %d deactivated, the org has %d", all, deprovisioned, len(te.w.Okta.Users))
	}
	groups := te.walk("/api/v1/groups?limit=7")
	if len(groups) != len(te.w.Okta.Groups) {
		t.Errorf("%d groups are listed, the org has %d", len(groups), len(te.w.Okta.Groups))
	}
	for _, id := range groups {
		if got, want := len(te.walk("/api/v1/groups/"+id+"/users?limit=200")), len(te.w.Okta.Group(id).Members); got != want {
			t.Errorf("group %s lists %d members, has %d", id, got, want)
		}
	}
	for _, name := range []string{"atlassian-test-jira-users", "atlassian-test-confluence-users", "atlassian-test-users"} {
		if found := te.get("/api/v1/groups?search=" + escape(`profile.name eq "`+name+`"`)); len(asList(found.body)) != 1 {
			t.Errorf("groups named %s: %s", name, found.raw)
		}
	}
}

func TestReadyWorld(t *testing.T) {
	t.Parallel()
	te := scenario(t, "ready")
	app := te.get("/api/v1/apps?filter=" + escape(`name eq "atlassian"`))
	if len(asList(app.body)) != 1 || !strings.Contains(app.raw, "PUSH_USER_DEACTIVATION") {
		t.Fatalf("apps: %s", app.raw)
	}
	path := "/api/v1/apps/" + app.text(0, "id")
	users := te.walk(path + "/users?limit=50")
	if len(users) == 0 || len(users) != len(te.w.AtlassianApp().Users) {
		t.Errorf("%d people are assigned, the world has %d", len(users), len(te.w.AtlassianApp().Users))
	}
	for _, v := range asList(te.get(path + "/users?limit=500").body) {
		if u := asObject(v); text(u, "status") != "PROVISIONED" || text(u, "externalId") == "" {
			t.Errorf("in a ready world: %s", toJSON(u))
		}
	}
	for _, v := range asList(te.get(path + "/group-push/mappings").body) {
		m := asObject(v)
		if text(m, "status") != "ACTIVE" || te.get("/api/v1/groups/"+text(m, "sourceGroupId")).text("id") == "" {
			t.Errorf("mapping %s", toJSON(m))
		}
	}
	if got := te.get(path + "/groups").ids(); got == "" {
		t.Error("no group is assigned")
	}
	te.get("/api/v1/meta/schemas/apps/" + app.text(0, "id") + "/default")
	if got := te.get("/api/v1/mappings?limit=200&targetId=" + app.text(0, "id")); len(asList(got.body)) != 1 {
		t.Errorf("mappings to the app: %s", got.raw)
	}
}

// TestReadyAppComesBackFromAPut is the by-API way of the e-mail step on a built world.
func TestReadyAppComesBackFromAPut(t *testing.T) {
	t.Parallel()
	te := scenario(t, "ready")
	te.app = te.w.AtlassianApp()
	path := "/api/v1/apps/" + te.app.ID
	body := asObject(te.get(path).body)
	for _, key := range []string{"id", "orn", "status", "created", "lastUpdated", "features", "universalLogout", "_links"} {
		delete(body, key)
	}
	child(body, "credentials")["userNameTemplate"] = object{"template": "user.email", "type": "CUSTOM", "pushStatus": "PUSH"}
	a := te.must(200, "PUT", path, toJSON(body))
	if a.text("credentials", "userNameTemplate", "pushStatus") != "PUSH" || !te.app.Provisioning.Enabled || len(asList(a.at("features"))) == 0 {
		t.Errorf("after the PUT: %s", a.raw)
	}
}
