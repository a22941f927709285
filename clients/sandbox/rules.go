package sandbox

import (
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/engine"
	"github.com/provision-cli/provision/clients/sandbox/world"
)

// rule says which by-hand actions the program waits for when it reads certain routes.
type rule struct {
	name string
	// routes are prefixes of "METHOD route" that show the effect.
	routes []string
	// looks is in how many bursts of requests the program must have looked: one for what has no API, two for what the
	// program may be about to do or wait for itself.
	looks int
	// missing returns the actions that would make the effect visible; the world's lock is held.
	missing func(*Sandbox) []string
}

func (r rule) looked(asked map[string]bool) bool {
	for route := range asked {
		for _, prefix := range r.routes {
			if strings.HasPrefix(route, prefix) {
				return true
			}
		}
	}
	return false
}

// rules are in the order of the set-up: what comes earlier is done first.
func rules() []rule {
	apps := []string{"GET /api/v1/apps"}
	groups := []string{"GET /api/v1/apps/{id}/group-push", "GET /scim/directory/{id}/Groups", "POST /admin/v2/orgs/{id}/directories/{id}/groups/search"}
	return []rule{
		{"domains", []string{"GET /admin/v1/orgs/{id}/domains"}, 1, domains},
		{"sites", []string{"POST /admin/v2/orgs/{id}/workspaces", "GET /admin/v2/orgs/{id}/workspaces"}, 1, sites},
		{"app", apps, 1, app},
		{"integration", apps, 1, integration},
		{"credentials", append([]string{"GET /api/v1/logs", "GET /scim/"}, apps...), 2, credentials},
		{"username", apps, 2, username},
		{"usernames", apps, 2, usernames},
		{"conflicts", groups, 2, conflicts},
		{"defaults", append([]string{"GET /admin/v2/orgs/{id}/directories/{id}/groups/{id}/role-assignments", "GET /rest/api/3/applicationrole"}, groups...), 2, defaults},
		{"records", []string{"GET /scim/directory/{id}/Users"}, 2, records},
		{"replaced", []string{"GET /scim/directory/{id}/Groups"}, 2, replaced},
		{"members", append([]string{"GET /api/v1/apps/{id}/users", "GET /scim/directory/{id}/Users"}, groups...), 2, members},
	}
}

func domains(s *Sandbox) []string {
	a := &s.world.Atlassian
	var actions []string
	var unverified, unclaimed, unlinked bool
	for _, d := range a.Domains {
		unverified = unverified || !d.Verified && !d.Superseded
		unclaimed = unclaimed || !d.Claimed && !d.Superseded
		unlinked = unlinked || d.LinkedTo == "" && len(a.Directories) > 0
	}
	if !a.GuardActive {
		actions = append(actions, "subscribe-guard")
	}
	if unverified {
		actions = append(actions, "verify-domain")
	}
	if unclaimed {
		actions = append(actions, "claim-domain")
	}
	if unlinked || unclaimed && len(a.Directories) > 0 {
		actions = append(actions, "link-domain")
	}
	return actions
}

func sites(s *Sandbox) []string {
	a := &s.world.Atlassian
	if len(a.Directories) == 0 {
		return nil
	}
	for _, site := range a.Sites {
		if site.AddedTo == "" || site.Suspended {
			return []string{"link-domain", "add-site"}
		}
	}
	for _, w := range a.Workspaces {
		if w.Status != "online" {
			return []string{"add-site"}
		}
	}
	return nil
}

func app(s *Sandbox) []string {
	switch app := s.world.AtlassianApp(); {
	case app == nil:
		return []string{"add-app"}
	case app.Status != "ACTIVE":
		return []string{"activate-app"}
	}
	return nil
}

func integration(s *Sandbox) []string {
	app := s.world.AtlassianApp()
	if app == nil || s.world.Handed.BaseURL == "" {
		return nil
	}
	p := app.Provisioning
	switch {
	case !p.Enabled:
		return []string{"link-domain", "test-credentials", "enter-credentials", "enable-options", "review-mappings"}
	case !p.Create || !p.Update || !p.Deactivate:
		return []string{"enable-options", "review-mappings"}
	}
	return nil
}

// credentials mends an integration that holds another key than the directory has, and sends something with the new one.
func credentials(s *Sandbox) []string {
	app := s.world.AtlassianApp()
	if app == nil || !app.Provisioning.Enabled || app.Provisioning.Token == s.world.Handed.Key {
		return nil
	}
	actions := []string{"enter-credentials", "push-now"}
	if len(app.Tasks) > 0 {
		actions = append(actions, "retry-failed")
	}
	return actions
}

func username(s *Sandbox) []string {
	app := s.world.AtlassianApp()
	if app == nil || len(integration(s)) > 0 {
		return nil
	}
	t := app.UserName
	if strings.Contains(t.Template, "email") && t.PushStatus == "PUSH" {
		return nil
	}
	return []string{"set-username-format", "update-now"}
}

// usernames finds assignments that do not follow the format: only Update Now brings them after it.
func usernames(s *Sandbox) []string {
	app := s.world.AtlassianApp()
	if app == nil || len(integration(s)) > 0 || len(username(s)) > 0 {
		return nil
	}
	for _, au := range app.Users {
		if u := s.world.Okta.User(au.UserID); u != nil && u.Active() && au.UserName != engine.UserName(app.UserName, u) {
			return []string{"update-now"}
		}
	}
	return nil
}

func conflicts(s *Sandbox) []string {
	if len(s.world.Atlassian.Conflicts) == 0 || s.world.AtlassianApp() == nil {
		return nil
	}
	return []string{"settle-conflict", "push-now"}
}

// defaults finds default groups that an identity provider syncs, or whose name is pushed.
func defaults(s *Sandbox) []string {
	app := s.world.AtlassianApp()
	if app == nil {
		return nil
	}
	names := map[string]bool{}
	for _, m := range app.Mappings {
		names[strings.ToLower(m.TargetName)] = true
	}
	for _, g := range s.world.Atlassian.Groups {
		if len(g.Default) > 0 && (g.Synced() || names[strings.ToLower(g.Name)]) {
			return []string{"unset-default-group", "push-now"}
		}
	}
	return nil
}

// members finds failed tasks, people who were assigned before provisioning was on, and pushed groups that lag behind.
func members(s *Sandbox) []string {
	app := s.world.AtlassianApp()
	if app == nil || len(integration(s)) > 0 || len(s.world.Atlassian.Directories) == 0 {
		return nil
	}
	var actions []string
	if len(app.Tasks) > 0 {
		actions = append(actions, "retry-failed")
	}
	for _, au := range app.Users {
		if u := s.world.Okta.User(au.UserID); au.ExternalID == "" && u != nil && u.Active() && s.engine.Pending() == 0 {
			actions = append(actions, "provision-user")
			break
		}
	}
	for _, m := range app.Mappings {
		if m.Status == "ERROR" || m.Status == "ACTIVE" && lags(s.world, app, m) && s.engine.Pending() == 0 {
			return append(actions, "push-now")
		}
	}
	return actions
}

// records finds people whom the two sides know differently: records without an account, suspended people, and whoever is
// active in the directory and not assigned.
func records(s *Sandbox) []string {
	app := s.world.AtlassianApp()
	if app == nil || len(integration(s)) > 0 || s.engine.Pending() > 0 {
		return nil
	}
	return s.desk.Astray(app)
}

// replaced finds groups that nothing pushes any more, once others open the same.
func replaced(s *Sandbox) []string {
	if s.engine.Pending() > 0 || !s.desk.Replaced() {
		return nil
	}
	return []string{"delete-group"}
}

// lags says whether the directory's group has other members than those of the Okta group whom Okta has provisioned.
func lags(w *world.World, app *world.App, m *world.PushMapping) bool {
	source, target := w.Okta.Group(m.GroupID), w.Atlassian.Directories[0].GroupNamed(m.TargetName)
	if source == nil {
		return false
	}
	if target == nil {
		return true
	}
	want := 0
	for _, id := range source.Members {
		au, u := app.User(id), w.Okta.User(id)
		if au == nil || au.ExternalID == "" || u == nil || !u.Active() {
			continue
		}
		want++
		if !target.Has(au.ExternalID) {
			return true
		}
	}
	return want != len(target.Members)
}
