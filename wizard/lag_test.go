package wizard

import (
	"testing"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/scim"
)

func TestLagComparesProvisionedMembersOnly(t *testing.T) {
	t.Parallel()
	active := func(id string) okta.User { return okta.User{ID: id, Status: "ACTIVE"} }
	users := facts.NewAppUsers(okta.AppUser{ID: "ana", ExternalID: "s-ana"}, okta.AppUser{ID: "ken", ExternalID: "s-ken"}, okta.AppUser{ID: "new"})
	records := facts.NewSCIMUsers(scim.User{ID: "s-ana", UserName: "ana@example.com"}, scim.User{ID: "s-ken", UserName: "ken@example.com", DisplayName: "Ken Ito"})
	for name, c := range map[string]struct {
		members []okta.User
		remote  []string
		missing int
		extra   []string
	}{
		"the same on both sides":                    {members: []okta.User{active("ana"), active("ken")}, remote: []string{"s-ana", "s-ken"}},
		"left out when the group was pushed":        {members: []okta.User{active("ana"), active("ken")}, remote: []string{"s-ana"}, missing: 1},
		"the group has not arrived":                 {members: []okta.User{active("ana")}, missing: 1},
		"not provisioned yet is no lag":             {members: []okta.User{active("ana"), active("new")}, remote: []string{"s-ana"}},
		"inactive people are never pushed":          {members: []okta.User{{ID: "ken", Status: "SUSPENDED"}}},
		"inactive, and still a member there":        {members: []okta.User{{ID: "ken", Status: "SUSPENDED"}}, remote: []string{"s-ken"}},
		"left the Okta group and not the other":     {members: []okta.User{active("ana")}, remote: []string{"s-ana", "s-ken"}, extra: []string{"ken@example.com"}},
		"a record that the directory does not list": {members: []okta.User{active("ana")}, remote: []string{"s-ana", "s-gone"}},
		"one too few and one too many":              {members: []okta.User{active("ana")}, remote: []string{"s-ken"}, missing: 1, extra: []string{"ken@example.com"}},
		"nobody on either side is nothing to mend":  {},
		"nobody in Okta, and somebody on that side": {remote: []string{"s-ana"}, extra: []string{"ana@example.com"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := compare(okta.Group{ID: "g", Name: "group"}, facts.NewUsers(c.members...), facts.NewSCIMGroups(scim.Group{DisplayName: "group", Members: c.remote}).Named("group"), users, records)
			if got.missing != c.missing || len(got.extra) != len(c.extra) {
				t.Fatalf("%s; extra %v", got, got.extra)
			}
			for i, p := range got.extra {
				if p.Login != c.extra[i] || p.Effect != AccessLost || p.Name == "" {
					t.Errorf("%+v, want %s to lose access", p, c.extra[i])
				}
			}
		})
	}
}
