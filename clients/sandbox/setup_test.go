package sandbox_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/clients/sandbox/world"
)

// operate plays the person for some actions.
func operate(t *testing.T, s *sandbox.Sandbox, actions ...string) {
	t.Helper()
	for _, id := range actions {
		if _, err := s.Operate(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		settle(t, s)
	}
}

func settle(t *testing.T, s *sandbox.Sandbox) {
	t.Helper()
	if err := s.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// setUp does a whole set-up on a fresh world: what has no API in the consoles, the rest by the APIs.
func setUp(t *testing.T, s *sandbox.Sandbox) {
	t.Helper()
	operate(t, s, "verify-domain", "claim-domain", "create-directory", "link-domain", "add-site",
		"add-app", "test-credentials", "enter-credentials", "enable-options", "review-mappings", "set-username-format", "update-now")
	a := s.Addresses()
	s.World().Lock()
	app := s.World().AtlassianApp().ID
	ids := map[string]string{}
	for _, g := range s.World().Okta.Groups {
		ids[g.Name] = g.ID
	}
	s.World().Unlock()
	address := a.OktaURL + "/api/v1/apps/" + app
	if status := call(t, "PUT", address+"/groups/"+ids[world.TestAssignGroup], "SSWS "+a.OktaToken, "{}", nil); status != http.StatusOK {
		t.Fatalf("assign: %d", status)
	}
	settle(t, s)
	for _, name := range []string{world.TestJiraGroup, world.TestConfluenceGroup} {
		body := fmt.Sprintf(`{"sourceGroupId":%q,"status":"ACTIVE","targetGroupName":%q}`, ids[name], name)
		if status := call(t, "POST", address+"/group-push/mappings", "SSWS "+a.OktaToken, body, nil); status/100 != 2 {
			t.Fatalf("push %s: %d", name, status)
		}
	}
	settle(t, s)
	grant(t, s, a, world.TestJiraGroup, "jira-software")
	grant(t, s, a, world.TestConfluenceGroup, "confluence")
}

// grant opens a product of both sites for a group through the organization's API.
func grant(t *testing.T, s *sandbox.Sandbox, a sandbox.Addresses, name, typeKey string) {
	t.Helper()
	s.World().Lock()
	org := &s.World().Atlassian
	g := org.GroupNamed(name)
	if g == nil {
		s.World().Unlock()
		t.Fatalf("%s never reached the organization", name)
	}
	address := a.AtlassianAPIURL + "/admin/v2/orgs/" + org.OrgID + "/directories/" + org.UserDirectoryID + "/groups/" + g.ID + "/role-assignments/assign"
	var aris []string
	for _, w := range org.Workspaces {
		if w.TypeKey == typeKey {
			aris = append(aris, w.ARI)
		}
	}
	s.World().Unlock()
	for _, ari := range aris {
		body := fmt.Sprintf(`{"roleId":"atlassian/user","resourceId":%q}`, ari)
		if status := call(t, "POST", address, "Bearer "+a.AtlassianAPIKey, body, nil); status/100 != 2 {
			t.Fatalf("grant %s: %d", name, status)
		}
	}
}

// person is what both tenants hold of somebody after a set-up, without ids and times.
type person struct {
	Status, Scope, UserName                string
	Profile                                string
	RecordName, RecordEmail, Document      string
	Account, AccountName, Source, AccState string
	Managed, Active, Billable              bool
	Groups, OrgGroups                      string
}

func people(w *world.World) map[string]person {
	w.Lock()
	defer w.Unlock()
	out := map[string]person{}
	d := w.Atlassian.Directories[0]
	for _, au := range w.AtlassianApp().Users {
		u, r := w.Okta.User(au.UserID), d.User(au.ExternalID)
		if r == nil {
			out[u.Login] = person{Status: au.Status}
			continue
		}
		p := person{
			Status: au.Status + " " + au.SyncState, Scope: au.Scope, UserName: au.UserName, Profile: fmt.Sprint(au.Profile),
			RecordName: r.UserName, RecordEmail: r.Email, Document: shape(r.Document, u.ID), Active: r.Active,
		}
		if acc := w.Atlassian.Account(r.AccountID); acc != nil {
			p.Account, p.AccountName, p.Source, p.AccState, p.Managed, p.Billable = acc.Email, acc.Name, acc.Source, acc.Status, acc.Managed, acc.Billable
		}
		var groups, orgGroups []string
		for _, g := range d.Groups {
			if g.Has(r.ID) {
				groups = append(groups, g.DisplayName)
			}
		}
		for _, g := range w.Atlassian.Groups {
			if g.Has(r.AccountID) {
				orgGroups = append(orgGroups, g.Name)
			}
		}
		// Two groups are pushed at the same time: which of them arrives first is nobody's promise.
		slices.Sort(groups)
		slices.Sort(orgGroups)
		p.Groups, p.OrgGroups = strings.Join(groups, " "), strings.Join(orgGroups, " ")
		out[u.Login] = p
	}
	return out
}

// shape writes a document in a fixed order, with the person's id taken out.
func shape(doc map[string]any, userID string) string {
	text := ""
	for _, k := range slices.Sorted(maps.Keys(doc)) {
		if v := doc[k]; v != userID {
			text += fmt.Sprintf("%s=%v ", k, v)
		}
	}
	return text
}

func TestReadyIsWhatASetUpLeaves(t *testing.T) {
	t.Parallel()
	made, ready := start(t, sandbox.Options{}), start(t, sandbox.Options{Scenario: "ready"})
	setUp(t, made)
	got, want := people(made.World()), people(ready.World())
	if len(got) != len(want) || len(got) == 0 {
		t.Fatalf("%d people provisioned, ready has %d", len(got), len(want))
	}
	for login, p := range want {
		if got[login] != p {
			t.Errorf("%s\n after a set-up %+v\n in ready       %+v", login, got[login], p)
		}
	}
	if g, w := outline(made.World()), outline(ready.World()); !slices.Equal(g, w) {
		t.Errorf("after a set-up\n%q\nin ready\n%q", g, w)
	}
}

// outline is what both tenants hold beside the people.
func outline(w *world.World) []string {
	w.Lock()
	defer w.Unlock()
	app := w.AtlassianApp()
	p := app.Provisioning
	lines := []string{
		fmt.Sprint(app.Name, app.Label, app.Status, app.SignOnMode, app.UserName),
		fmt.Sprint(p.Enabled, p.Create, p.Update, p.Deactivate, len(app.Groups), len(app.Tasks)),
		fmt.Sprint(len(w.Atlassian.Accounts), " accounts ", len(w.Atlassian.Groups), " groups ", len(w.Okta.Groups), " Okta groups"),
	}
	for _, m := range app.Mappings {
		g := w.Atlassian.GroupNamed(m.TargetName)
		lines = append(lines, fmt.Sprint(m.TargetName, m.Status, m.ErrorSummary, len(m.Pushed), m.RemoteID == g.SCIMGroupID, len(g.Members), len(g.Roles)))
	}
	for _, d := range w.Atlassian.Domains {
		lines = append(lines, fmt.Sprint(d.Name, d.Verified, d.Claimed, d.LinkedTo == w.Atlassian.Directories[0].ID))
	}
	for _, s := range w.Atlassian.Sites {
		lines = append(lines, fmt.Sprint(s.Name, s.AddedTo == w.Atlassian.Directories[0].ID))
	}
	return lines
}

func TestASecondSetUpChangesNothing(t *testing.T) {
	t.Parallel()
	s := start(t, sandbox.Options{Scenario: "ready"})
	before := people(s.World())
	operate(t, s, "verify-domain", "claim-domain", "link-domain", "add-site", "enter-credentials", "enable-options", "review-mappings", "set-username-format", "activate-app", "assign-group", "retry-failed", "unset-default-group", "settle-conflict")
	if m := s.Stats().Mutations; m.Console != 0 || m.Engine != 0 {
		t.Errorf("doing again what is done changed something: %+v", m)
	}
	if !maps.Equal(before, people(s.World())) {
		t.Error("people changed")
	}
}

// TestASetUpEndsUnderEveryVariant needs of a variant only that the person's and the API's steps can still be done.
func TestASetUpEndsUnderEveryVariant(t *testing.T) {
	t.Parallel()
	for id, values := range sandbox.List().Variants {
		if id == "org-key" {
			continue // A key with scopes may not grant access: that set-up ends before its last step.
		}
		for _, value := range values[1:] {
			t.Run(id+"="+value, func(t *testing.T) {
				t.Parallel()
				s := start(t, sandbox.Options{Variants: map[string]string{id: value}})
				setUp(t, s)
				operate(t, s, "push-now")
				for login, p := range people(s.World()) {
					if p.Status != "PROVISIONED SYNCHRONIZED" || p.Account == "" || p.Groups == "" {
						t.Errorf("%s: %+v", login, p)
					}
				}
				s.World().Lock()
				defer s.World().Unlock()
				if n := len(s.World().AtlassianApp().Tasks); n != 0 {
					t.Errorf("%d tasks failed", n)
				}
			})
		}
	}
}
