package forecast

import (
	"iter"
	"net/http"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/scim"
)

// shownWorld is a world as its APIs show it.
type shownWorld struct {
	app      map[string]okta.AppUser // by Okta user id
	records  map[string]scim.User    // by id
	owner    map[string]scim.User    // by the Okta user id that the record bears
	groups   map[string]scim.Group   // by lower-case name
	org      map[string][]atlassian.Group
	inside   map[string]map[string]bool // accounts of the organization's groups, by group id
	accounts map[string]atlassian.User  // by id
	billed   map[string]bool            // accounts, by id
	tell     bool                       // billing is shown at all
	members  map[string]map[string]bool // people of the pushed Okta groups, by group id
}

func view(t *testing.T, s *tenant) *shownWorld {
	t.Helper()
	a, ctx := s.box.Addresses(), t.Context()
	o := s.okta(t)
	d := scim.NewReader(parse(t, a.SCIMBaseURL), clients.NewSecret(a.SCIMAPIKey), http.DefaultTransport)
	admin := atlassian.NewReader(parse(t, a.AtlassianAPIURL), clients.NewSecret(a.AtlassianAPIKey), http.DefaultTransport)
	v := &shownWorld{
		app: map[string]okta.AppUser{}, records: map[string]scim.User{}, owner: map[string]scim.User{}, groups: map[string]scim.Group{},
		org: map[string][]atlassian.Group{}, inside: map[string]map[string]bool{}, accounts: map[string]atlassian.User{}, billed: map[string]bool{}, members: map[string]map[string]bool{},
	}
	for _, u := range all(t, o.AppUsers(ctx, s.app)) {
		v.app[u.ID] = u
	}
	for _, u := range all(t, d.Users(ctx)) {
		v.records[u.ID] = u
		if u.ExternalID != "" {
			v.owner[u.ExternalID] = u
		}
	}
	for _, g := range all(t, d.Groups(ctx)) {
		v.groups[strings.ToLower(g.DisplayName)] = g
	}
	org := s.box.World().Atlassian.OrgID
	var names []string
	for _, g := range s.push {
		names = append(names, g.Name)
		v.members[g.ID] = map[string]bool{}
		for _, u := range all(t, o.Members(ctx, g.ID)) {
			v.members[g.ID][u.ID] = true
		}
	}
	for _, g := range all(t, admin.Groups(ctx, org, atlassian.GroupQuery{Names: names})) {
		v.org[strings.ToLower(g.Name)] = append(v.org[strings.ToLower(g.Name)], g)
		v.inside[g.ID] = map[string]bool{}
		for _, u := range all(t, admin.Users(ctx, org, atlassian.UserQuery{GroupIDs: []string{g.ID}})) {
			v.inside[g.ID][u.AccountID] = true
		}
	}
	for _, u := range all(t, admin.Users(ctx, org, atlassian.UserQuery{})) {
		v.accounts[u.AccountID] = u
	}
	for _, acc := range all(t, admin.ManagedAccounts(ctx, org)) {
		v.billed[acc.ID] = acc.Billable
		v.tell = v.tell || acc.Billable
	}
	return v
}

func all[T any](t *testing.T, list iter.Seq2[T, error]) []T {
	t.Helper()
	var out []T
	for item, err := range list {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, item)
	}
	return out
}

// record is a person's record: the one that Okta remembers, else the one that bears the person's id.
func (v *shownWorld) record(id string) (scim.User, bool) {
	if r, ok := v.records[v.app[id].ExternalID]; ok {
		return r, true
	}
	r, ok := v.owner[id]
	return r, ok
}

// synced is the id of the organization's group that came from a directory.
func (v *shownWorld) synced(name string) (string, bool) {
	for _, g := range v.org[strings.ToLower(name)] {
		if g.ExternalSynced {
			return g.ID, true
		}
	}
	return "", false
}
