package wire_test

import (
	"fmt"
	"testing"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
)

const host = "https://api.atlassian.com"

const (
	org       = `{"id":"o1","type":"orgs","attributes":{"name":"Example"},"relationships":{},"links":{"self":"https://api.atlassian.com/admin/v1/orgs/o1"}}`
	domain    = `{"id":"d1","type":"domains","attributes":{"name":"example.com","claim":{"type":"dns","status":"verified"}},"links":{"self":"x"}}`
	group     = `{"id":"g%d","name":"group-%[1]d","description":null,"directoryId":"d1","externalSynced":true,"managedBy":"external"}`
	user      = `{"accountId":"a%d","email":"a@example.com","name":"A","status":"active","accountStatus":"active","membershipStatus":"active","claimStatus":"managed","managementSource":null,"platformRoles":["atlassian/org-admin"]}`
	account   = `{"account_id":"a1","account_type":"atlassian","account_status":"active","name":"A","picture":"p","access_billable":true}`
	workspace = `{"id":"ari:cloud:jira-software::site/%d","type":"workspace","attributes":{"name":"Jira","typeKey":"jira-software","status":"online","hostUrl":"https://example.atlassian.net","capacity":10}}`
	links     = `{"scimLinks":[{"scimUserId":"s1","atlassianAccountId":null,"orgId":"o1","directoryId":"x1"}]}`
	key       = `{"id":"k1","label":"l","createdAt":"2026-11-01T00:00:00Z","expiresAt":"2027-11-01T00:00:00Z","scopes":[]}`
	role      = `{"resourceId":"ari:cloud:jira-software::site/1","resourceOwner":"jira-software","defaultRole":null,"roles":["atlassian/user"]}`
)

func pageOf(item, next string) answer {
	return answer{200, fmt.Sprintf(`{"data":[%s],"links":{%s}}`, item, next)}
}

// two is a list of two pages in the way of paging that the operation is documented with.
func two(first, second, next string) []answer {
	return []answer{pageOf(first, `"next":"`+next+`"`), pageOf(second, "")}
}

func TestAdminRequests(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	spec := open(t, "atlassian-admin-v2.yaml")
	names := make([]string, 11)
	for i := range names {
		names[i] = fmt.Sprintf("name %d & co", i)
	}
	for name, c := range map[string]struct {
		call    func(*atlassian.Client) (any, error)
		answers []answer
		want    any
		asked   []string
	}{
		"orgs":        {func(c *atlassian.Client) (any, error) { return drain(c.Orgs(ctx)) }, two(org, org, host+"/admin/v1/orgs?cursor=a%2Fb"), 2, []string{"getOrgs", "getOrgs"}},
		"domains":     {func(c *atlassian.Client) (any, error) { return drain(c.Domains(ctx, "o1")) }, two(domain, domain, host+"/x?cursor=a"), 2, []string{"getDomains", "getDomains"}},
		"directories": {func(c *atlassian.Client) (any, error) { return drain(c.Directories(ctx, "o1")) }, two(`{"directoryId":"1"}`, `{"directoryId":"2"}`, "a_b"), 2, []string{"getDirectories", "getDirectories"}},
		"groups": {func(c *atlassian.Client) (any, error) {
			return drain(c.Groups(ctx, "o1", atlassian.GroupQuery{Names: names, IDs: []string{"g1"}}))
		}, append(two(fmt.Sprintf(group, 1), fmt.Sprintf(group, 2), "c"), pageOf(fmt.Sprintf(group, 3), "")), 3, []string{"searchGroups", "searchGroups", "searchGroups", "searchGroups"}},
		"all groups": {func(c *atlassian.Client) (any, error) {
			return drain(c.Groups(ctx, "o1", atlassian.GroupQuery{All: true}))
		}, two(fmt.Sprintf(group, 1), fmt.Sprintf(group, 2), "c"), 2, []string{"searchGroups", "searchGroups"}},
		"users": {func(c *atlassian.Client) (any, error) {
			return drain(c.Users(ctx, "o1", atlassian.UserQuery{Emails: []string{"a@example.com"}, Domains: []string{"example.com"}, GroupIDs: []string{"g"}, AccountIDs: []string{"a"},
				ClaimStatus: "managed", Roles: []string{"atlassian/org-admin"}, PlatformRoles: true}))
		}, two(fmt.Sprintf(user, 1), fmt.Sprintf(user, 2), "c"), 2, []string{"searchUsers", "searchUsers"}},
		"one user": {func(c *atlassian.Client) (any, error) {
			return drain(c.Users(ctx, "o1", atlassian.UserQuery{Limit: 1}))
		}, two(fmt.Sprintf(user, 1), fmt.Sprintf(user, 2), "c"), 1, []string{"searchUsers"}},
		"roles":      {func(c *atlassian.Client) (any, error) { return drain(c.RoleAssignments(ctx, "o1", "", "g1")) }, two(role, role, "c"), 2, []string{"getGroupRoleAssignments", "getGroupRoleAssignments"}},
		"accounts":   {func(c *atlassian.Client) (any, error) { return drain(c.ManagedAccounts(ctx, "o1")) }, two(account, account, host+"/x?cursor=a"), 2, []string{"getManagedUsers", "getManagedUsers"}},
		"workspaces": {func(c *atlassian.Client) (any, error) { return drain(c.Workspaces(ctx, "o1")) }, two(fmt.Sprintf(workspace, 1), fmt.Sprintf(workspace, 2), "c"), 2, []string{"queryWorkspaces", "queryWorkspaces"}},
		"links": {func(c *atlassian.Client) (any, error) {
			got, err := c.SCIMLinks(ctx, "o1", "a@example.com")
			return len(got), err
		}, []answer{{200, links}}, 1, []string{"getScimLinksForEmail"}},
		"keys": {func(c *atlassian.Client) (any, error) { return drain(c.Keys(ctx, "o1")) }, two(key, key, host+"/x?cursor=a"), 2, []string{"listApiKeys", "listApiKeys"}},
		"assign": {func(c *atlassian.Client) (any, error) {
			return 0, c.AssignRole(ctx, "o1", "d1", "g1", atlassian.RoleUser, "ari:cloud:jira-software::site/1")
		}, []answer{{204, ""}}, 0, []string{"assignGroupRole"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := spec.with(t, c.answers...)
			got, err := c.call(atlassian.NewClient(parse(t, host), clients.NewSecret("org-key"), s))
			if err != nil || got != c.want {
				t.Errorf("got %v, %v; want %v", got, err, c.want)
			}
			same(t, s.asked, c.asked)
		})
	}
}

func TestAdminErrors(t *testing.T) {
	t.Parallel()
	spec := open(t, "atlassian-admin-v2.yaml")
	for _, a := range []answer{
		{400, `{"errors":[{"id":"1","status":"400","code":"ADMIN-400-24","title":"Bad request","detail":"d"}]}`},
		{401, `{"code":401,"message":"Unauthorized"}`},
		{403, `{"timestamp":"t","path":"/p","status":403,"error":"Forbidden","message":"no","requestId":"r"}`},
		{404, `{"timestamp":"2026-08-31T15:42:56.847+00:00","path":"/api/admin/v2/orgs/x","status":404,"error":"Not Found","requestId":"r","message":"TCS validation failed"}`},
		{429, `{"code":"ADMIN-429-1","title":"Too many requests","status":429}`},
	} {
		s := spec.with(t, a)
		_, err := drain(atlassian.NewReader(parse(t, host), clients.NewSecret("org-key"), s).Domains(t.Context(), "o1"))
		if err == nil {
			t.Errorf("%d is no error", a.status)
		}
	}
}
