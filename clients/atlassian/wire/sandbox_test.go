package wire_test

import (
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/clients/scim"
	"github.com/provision-cli/provision/clients/site"
)

// tenant is a sandbox, which shares no code with the clients, seen through all three of them.
type tenant struct {
	sandbox.Addresses
	admin *atlassian.Client
	dir   *scim.Reader
	site  *site.Reader
}

func start(t *testing.T, o sandbox.Options) tenant {
	t.Helper()
	s, err := sandbox.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	a := s.Addresses()
	base, err := scim.ParseBaseURL(a.SCIMBaseURL)
	if err != nil {
		t.Fatal(err)
	}
	return tenant{
		Addresses: a,
		admin:     atlassian.NewClient(parse(t, a.AtlassianAPIURL), clients.NewSecret(a.AtlassianAPIKey), nil),
		dir:       scim.NewReader(base, clients.NewSecret(a.SCIMAPIKey), nil),
		site:      site.NewReader(parse(t, a.SiteURL), a.SiteEmail, clients.NewSecret(a.SiteToken), nil),
	}
}

// collect fails the test at the first error.
func collect[T any](t *testing.T, items iter.Seq2[T, error]) []T {
	t.Helper()
	var out []T
	for v, err := range items {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

func TestSandboxTenantsAgree(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	s := start(t, sandbox.Options{Scenario: "ready", Users: 300})
	orgs := collect(t, s.admin.Orgs(ctx))
	if len(orgs) != 1 {
		t.Fatalf("%d organizations for one key", len(orgs))
	}
	org := orgs[0].ID
	groups := collect(t, s.dir.Groups(ctx))
	if len(groups) == 0 {
		t.Fatal("the directory has no groups")
	}
	for _, g := range groups {
		found := collect(t, s.admin.Groups(ctx, org, atlassian.GroupQuery{Names: []string{strings.ToUpper(g.DisplayName)}}))
		if len(found) != 1 || !found[0].ExternalSynced || found[0].DirectoryID == "" {
			t.Errorf("%s in the organization: %+v", g.DisplayName, found)
			continue
		}
		if named, err := s.dir.GroupNamed(ctx, g.DisplayName); err != nil || named.ID != g.ID || !slices.Equal(named.Members, g.Members) {
			t.Errorf("%s by name: %+v, %v", g.DisplayName, named, err)
		}
		arrived := collect(t, s.site.GroupMembers(ctx, found[0].ID))
		if len(arrived) != len(g.Members) {
			t.Errorf("%s has %d members in the directory, %d on the site", g.DisplayName, len(g.Members), len(arrived))
		}
	}
	people(t, s, org)
}

// people follows every record of the directory to its account.
func people(t *testing.T, s tenant, org string) {
	t.Helper()
	ctx := t.Context()
	users := collect(t, s.dir.Users(ctx))
	var emails []string
	for _, u := range users {
		emails = append(emails, u.Email)
	}
	accounts := map[string]string{}
	for _, u := range collect(t, s.admin.Users(ctx, org, atlassian.UserQuery{Emails: emails})) {
		accounts[u.AccountID] = u.Email
	}
	for _, u := range users {
		if u.AccountID == "" || !strings.EqualFold(accounts[u.AccountID], u.Email) {
			t.Errorf("%s is account %q, known as %q", u.UserName, u.AccountID, accounts[u.AccountID])
		}
	}
	if len(users) == 0 {
		t.Fatal("the directory has no users")
	}
	named, err := s.dir.UserNamed(ctx, users[0].UserName)
	if err != nil || named.ID != users[0].ID {
		t.Errorf("%s by name: %+v, %v", users[0].UserName, named, err)
	}
	links, err := s.admin.SCIMLinks(ctx, org, users[0].Email)
	if err != nil || len(links) != 1 || links[0].SCIMUserID != users[0].ID || !strings.HasSuffix(s.SCIMBaseURL, "/"+links[0].DirectoryID) {
		t.Errorf("links of the first user: %+v, %v", links, err)
	}
}

func TestSandboxRefusesWrongKeys(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	s := start(t, sandbox.Options{Scenario: "ready", Users: 20})
	base := parse(t, s.SCIMBaseURL)
	_, err := scim.NewReader(base, clients.NewSecret(s.AtlassianAPIKey), nil).Config(ctx)
	if !errors.Is(err, clients.ErrDenied) || !strings.Contains(scim.Diagnose(err), "organization API key") {
		t.Errorf("organization key at the directory: %v: %s", err, scim.Diagnose(err))
	}
	_, err = drain(atlassian.NewReader(parse(t, s.AtlassianAPIURL), clients.NewSecret(s.SCIMAPIKey), nil).Orgs(ctx))
	if !errors.Is(err, clients.ErrDenied) {
		t.Errorf("directory key at the organization: %v", err)
	}
	_, err = site.NewReader(parse(t, s.SiteURL), s.SiteEmail, clients.NewSecret("wrong"), nil).ApplicationRoles(ctx)
	if !errors.Is(err, clients.ErrDenied) {
		t.Errorf("wrong site token: %v", err)
	}
}

func TestSandboxReadsUnderEveryVariant(t *testing.T) {
	t.Parallel()
	for id, values := range sandbox.List().Variants {
		for _, value := range values {
			t.Run(id+"="+value, func(t *testing.T) {
				t.Parallel()
				s := start(t, sandbox.Options{Scenario: "ready", Users: 30, Variants: map[string]string{id: value}})
				if _, err := drain(s.admin.Orgs(t.Context())); id == "org-key" && errors.Is(err, clients.ErrDenied) {
					return // no scope is listed for this operation: a key with scopes cannot find its organization
				}
				readAll(t, s)
			})
		}
	}
}

// readAll calls every reading method once, and grants one role.
func readAll(t *testing.T, s tenant) {
	t.Helper()
	ctx := t.Context()
	org := collect(t, s.admin.Orgs(ctx))[0].ID
	groups := collect(t, s.admin.Groups(ctx, org, atlassian.GroupQuery{All: true}))
	places := collect(t, s.admin.Workspaces(ctx, org))
	synced := slices.IndexFunc(groups, func(g atlassian.Group) bool { return g.ExternalSynced })
	if len(places) == 0 || synced < 0 {
		t.Fatalf("%d workspaces, synced group at %d", len(places), synced)
	}
	g := groups[synced]
	if err := s.admin.AssignRole(ctx, org, g.DirectoryID, g.ID, atlassian.RoleUser, places[0].ID); err != nil {
		t.Error(err)
	}
	for what, n := range map[string]int{
		"domains":     len(collect(t, s.admin.Domains(ctx, org))),
		"directories": len(collect(t, s.admin.Directories(ctx, org))),
		"roles":       len(collect(t, s.admin.RoleAssignments(ctx, org, "", g.ID))),
		"users":       len(collect(t, s.admin.Users(ctx, org, atlassian.UserQuery{PlatformRoles: true}))),
		"accounts":    len(collect(t, s.admin.ManagedAccounts(ctx, org))),
		"keys":        len(collect(t, s.admin.Keys(ctx, org))),
		"SCIM users":  len(collect(t, s.dir.Users(ctx))),
		"SCIM groups": len(collect(t, s.dir.Groups(ctx))),
		"access":      len(collect(t, s.site.GroupsWithAccess(ctx, "jira-software"))),
	} {
		if n == 0 {
			t.Errorf("no %s", what)
		}
	}
	if _, err := s.dir.Config(ctx); err != nil {
		t.Error(err)
	}
	if ok, err := s.site.Administer(ctx); err != nil || !ok {
		t.Errorf("administer: %v, %v", ok, err)
	}
	if roles, err := s.site.ApplicationRoles(ctx); err != nil || len(roles) == 0 {
		t.Errorf("application roles: %v, %v", roles, err)
	}
}
