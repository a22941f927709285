package atlassian

import (
	"reflect"
	"testing"
	"time"
)

func TestReads(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	twelve := 12
	for name, c := range map[string]struct {
		answer string
		line   string
		read   func(*Client) (any, error)
		want   any
	}{
		"orgs": {
			`{"data":[{"id":"o1","type":"orgs","attributes":{"name":"Example"},"relationships":{"domains":{"links":{"related":"u"}}},"links":{"self":"u"}}],"links":{"self":"u"}}`,
			"GET /admin/v1/orgs",
			func(c *Client) (any, error) { return all(c.Orgs(ctx)) },
			[]Org{{ID: "o1", Name: "Example"}},
		},
		"domains": {
			`{"data":[{"id":"d","type":"domains","attributes":{"name":"example.com","claim":{"type":"dns","status":"verified"}}},
				{"id":"e","attributes":{"name":"example.org","claim":{"status":"VERIFIED_UNCLAIMED"}}},{"id":"f","attributes":{"name":"example.net","claim":null}}]}`,
			"GET /admin/v1/orgs/o%201/domains",
			func(c *Client) (any, error) { return all(c.Domains(ctx, "o 1")) },
			[]Domain{{ID: "d", Name: "example.com", ClaimType: "dns", Status: "verified"}, {ID: "e", Name: "example.org", Status: "VERIFIED_UNCLAIMED"}, {ID: "f", Name: "example.net"}},
		},
		"directories": {
			`{"data":[{"directoryId":"d1","name":"Primary Directory","icon":"i"}],"links":{"self":"s","prev":"p","next":null}}`,
			"GET /admin/v2/orgs/o1/directories?limit=100",
			func(c *Client) (any, error) { return all(c.Directories(ctx, "o1")) },
			[]Directory{{ID: "d1", Name: "Primary Directory"}},
		},
		"role assignments": {
			`{"data":[{"resourceId":"ari:cloud:jira-software::site/1","resourceOwner":"jira-software","defaultRole":null,"roles":["atlassian/user"]},
				{"resourceId":"ari:cloud:confluence::site/1","resourceOwner":"confluence","defaultRole":"atlassian/user","roles":[]},{"resourceOwner":"platform"}]}`,
			"GET /admin/v2/orgs/o1/directories/-/groups/g1/role-assignments?limit=100",
			func(c *Client) (any, error) { return all(c.RoleAssignments(ctx, "o1", "", "g1")) },
			[]RoleAssignment{
				{Resource: "ari:cloud:jira-software::site/1", Owner: "jira-software", Roles: []string{"atlassian/user"}},
				{Resource: "ari:cloud:confluence::site/1", Owner: "confluence", DefaultRole: "atlassian/user", Roles: []string{}},
				{Owner: "platform"},
			},
		},
		"managed accounts": {
			`{"data":[{"account_id":"a","account_type":"atlassian","account_status":"inactive","name":"Ana","email":"ana@example.com","picture":"p","access_billable":true,"product_access":[]},{"account_id":"b","name":"Ben","account_status":"active"}],"meta":{"total":2},"links":{}}`,
			"GET /admin/v1/orgs/o1/users",
			func(c *Client) (any, error) { return all(c.ManagedAccounts(ctx, "o1")) },
			[]Account{{ID: "a", Email: "ana@example.com", Name: "Ana", Status: "inactive", Billable: true}, {ID: "b", Name: "Ben", Status: "active"}},
		},
		"workspaces": {
			`{"data":[{"id":"ari:cloud:jira-software::site/1","type":"workspaces","attributes":{"name":"Jira","typeKey":"jira-software","type":"Jira","status":"online","hostUrl":"https://example.atlassian.net","capacity":12.0,"usage":null}},
				{"id":"ari:x","attributes":{"type":"confluence","status":"new state","hostUrl":null,"capacity":null}}],"links":{"next":null},"meta":{"total":2}}`,
			"POST /admin/v2/orgs/o1/workspaces",
			func(c *Client) (any, error) { return all(c.Workspaces(ctx, "o1")) },
			[]Workspace{
				{ID: "ari:cloud:jira-software::site/1", TypeKey: "jira-software", Name: "Jira", Status: "online", HostURL: "https://example.atlassian.net", Capacity: &twelve},
				{ID: "ari:x", TypeKey: "confluence", Status: "new state"},
			},
		},
		"links": {
			`{"scimLinks":[{"scimUserId":"s1","atlassianAccountId":null,"orgId":"o1","directoryId":"d1"},{"scimUserId":"s2","atlassianAccountId":"a2","orgId":"o1","directoryId":"d2"}]}`,
			"POST /admin/user-provisioning/v1/org/o1/get-scim-links-for-email",
			func(c *Client) (any, error) { return c.SCIMLinks(ctx, "o1", "ana@example.com") },
			[]SCIMLink{{SCIMUserID: "s1", OrgID: "o1", DirectoryID: "d1"}, {SCIMUserID: "s2", AccountID: "a2", OrgID: "o1", DirectoryID: "d2"}},
		},
		"no links": {
			`{"scimLinks":null}`,
			"POST /admin/user-provisioning/v1/org/o1/get-scim-links-for-email",
			func(c *Client) (any, error) { return c.SCIMLinks(ctx, "o1", "ana@example.com") },
			[]SCIMLink{},
		},
		"keys": {
			`{"data":[{"id":"k","label":"provision","createdAt":"2026-11-01T10:00:00.5Z","expiresAt":"2027-11-01T10:00:00+00:00","scopes":["read:orgs:admin"],"lastActiveAt":null},{"id":"l","expiresAt":null,"createdAt":"last week"}],"links":{}}`,
			"GET /admin/api-access/v1/orgs/o1/api-keys",
			func(c *Client) (any, error) { return all(c.Keys(ctx, "o1")) },
			[]Key{{ID: "k", Label: "provision", Created: time.Date(2026, 11, 1, 10, 0, 0, 5e8, time.UTC), Expires: time.Date(2027, 11, 1, 10, 0, 0, 0, time.UTC), Scopes: []string{"read:orgs:admin"}}, {ID: "l"}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, cl := serve(t, ok(c.answer))
			got, err := c.read(cl)
			if err != nil {
				t.Fatal(err)
			}
			if keys, ok := got.([]Key); ok {
				for i := range keys {
					keys[i].Created, keys[i].Expires = keys[i].Created.UTC(), keys[i].Expires.UTC()
				}
			}
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
			if r := s.requests(); len(r) != 1 || r[0].Line != c.line {
				t.Errorf("asked %v, want %s", r, c.line)
			}
		})
	}
}

func TestWorkspacesCursorStandsAlone(t *testing.T) {
	t.Parallel()
	for _, next := range []string{"c1", "https://api.atlassian.com/admin/v2/orgs/o1/workspaces?cursor=c1"} {
		s, c := serve(t, ok(`{"data":[{"id":"1"}],"links":{"next":"`+next+`"}}`), ok(`{"data":[{"id":"2"}],"links":{}}`))
		got, err := all(c.Workspaces(t.Context(), "o1"))
		if err != nil || len(got) != 2 {
			t.Fatalf("got %v, %v", got, err)
		}
		r := s.requests()
		if r[0].Body != `{"limit":100}` || r[1].Body != `{"cursor":"c1"}` {
			t.Errorf("sent %q, then %q", r[0].Body, r[1].Body)
		}
	}
}

func TestInstant(t *testing.T) {
	t.Parallel()
	want := time.Date(2026, 11, 23, 1, 2, 3, 0, time.UTC)
	for text, at := range map[scalar]time.Time{
		"2026-11-23T01:02:03Z": want, "2026-11-23T01:02:03.000+0000": want, "2026-11-23T01:02:03": want,
		"2026-11-23": want.Truncate(24 * time.Hour), "": {}, "soon": {}, "1795395723000": {},
	} {
		if got := instant(text); !got.Equal(at) {
			t.Errorf("instant(%q) = %v, want %v", text, got, at)
		}
	}
}
