package wire_test

import (
	"errors"
	"testing"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/scim"
)

const (
	listHead   = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"itemsPerPage":10000,`
	noUsers    = listHead + `"totalResults":0,"startIndex":1,"Resources":[]}`
	scimPerson = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"u1","userName":"R&D \"a\"","emails":[{"value":"a@example.com","type":"work","primary":true}],"groups":[],"active":true,
		"urn:scim:schemas:extension:atlassian-external:1.0":{"atlassianAccountId":"a1"},"meta":{"resourceType":"User"}}`
	scimConfig = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],"patch":{"supported":true},"filter":{"supported":true}}`
	scimGone   = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404","detail":"gone"}`
)

func TestSCIMRequests(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	spec := open(t, "atlassian-admin-v2.yaml")
	oneUser := listHead + `"totalResults":1,"startIndex":1,"Resources":[` + scimPerson + `]}`
	group := `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"g1","displayName":"jira users","members":[{"type":"User","value":"u1"}]}`
	other := `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"g2","displayName":"others"}`
	groups := []answer{
		{200, listHead + `"totalResults":2,"startIndex":1,"Resources":[` + group + `]}`},
		{200, listHead + `"totalResults":2,"startIndex":2,"Resources":[` + other + `]}`},
	}
	for name, c := range map[string]struct {
		call    func(*scim.Reader) (any, error)
		answers []answer
		want    any
		err     error
		asked   []string
	}{
		"config":      {func(r *scim.Reader) (any, error) { return r.Config(ctx) }, []answer{{200, scimConfig}}, scim.Config{Patch: true, Filter: true}, nil, []string{"scimServiceProviderConfig"}},
		"no users":    {func(r *scim.Reader) (any, error) { return drain(r.Users(ctx)) }, []answer{{200, noUsers}}, 0, nil, []string{"scimListUsers"}},
		"groups":      {func(r *scim.Reader) (any, error) { return drain(r.Groups(ctx)) }, groups, 2, nil, []string{"scimListGroups", "scimListGroups"}},
		"user named":  {func(r *scim.Reader) (any, error) { u, err := r.UserNamed(ctx, `R&D "a"`); return u.AccountID, err }, []answer{{200, oneUser}}, "a1", nil, []string{"scimListUsers"}},
		"no user":     {func(r *scim.Reader) (any, error) { u, err := r.UserNamed(ctx, "b"); return u.ID, err }, []answer{{200, noUsers}}, "", clients.ErrNotFound, []string{"scimListUsers"}},
		"group named": {func(r *scim.Reader) (any, error) { g, err := r.GroupNamed(ctx, "jira users"); return g.ID, err }, groups, "g1", nil, []string{"scimListGroups"}},
		"user":        {func(r *scim.Reader) (any, error) { u, err := r.User(ctx, "u1"); return u.ID, err }, []answer{{200, scimPerson}}, "u1", nil, []string{"scimGetUser"}},
		"group":       {func(r *scim.Reader) (any, error) { g, err := r.Group(ctx, "g1"); return g.ID, err }, []answer{{200, group}}, "g1", nil, []string{"scimGetGroup"}},
		"gone":        {func(r *scim.Reader) (any, error) { g, err := r.Group(ctx, "g9"); return g.ID, err }, []answer{{404, scimGone}}, "", clients.ErrNotFound, []string{"scimGetGroup"}},
		"refused":     {func(r *scim.Reader) (any, error) { return r.Config(ctx) }, []answer{{401, `{"error":"Not authorized to access : scim/directory/x1","traceId":"t"}`}}, scim.Config{}, clients.ErrDenied, []string{"scimServiceProviderConfig"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := spec.with(t, c.answers...)
			got, err := c.call(scim.NewReader(parse(t, host+"/scim/directory/x1"), clients.NewSecret("directory-key"), s))
			if got != c.want || !errors.Is(err, c.err) || (err == nil) != (c.err == nil) {
				t.Errorf("got %v, %v; want %v, %v", got, err, c.want, c.err)
			}
			same(t, s.asked, c.asked)
		})
	}
}
