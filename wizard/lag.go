package wizard

import (
	"context"
	"fmt"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/okta"
)

// lag is a pushed group whose members are not the same on both sides.
type lag struct {
	group   okta.Group
	members int
	// missing counts provisioned members who are not in the Atlassian group; extra are people who are in it and no
	// longer in the Okta group: pushing anew takes them out.
	missing int
	extra   []Person
	// absent marks a group of which the directory has nothing.
	absent bool
}

// String says how the group lags.
func (l lag) String() string {
	if l.absent {
		return "pushed, as Okta says, and not in the directory"
	}
	var parts []string
	if l.missing > 0 {
		parts = append(parts, heads(l.missing)+" missing in the Atlassian group")
	}
	if n := len(l.extra); n > 0 {
		parts = append(parts, heads(n)+" in it who left the Okta group")
	}
	return strings.Join(parts, ", ")
}

// notice is what people see of a push that mends it.
func (l lag) notice() string {
	if l.absent {
		return "nothing: the group appears in Atlassian and opens no product yet"
	}
	var parts []string
	if l.missing > 0 {
		parts = append(parts, heads(l.missing)+" more in the Atlassian group, with what it opens")
	}
	if n := len(l.extra); n > 0 {
		parts = append(parts, heads(n)+" less in it")
	}
	return strings.Join(parts, "; ")
}

func heads(n int) string {
	if n == 1 {
		return "1 person"
	}
	return fmt.Sprintf("%d people", n)
}

// laggingGroups compares, for each pushed group, its provisioned members with the SCIM group.
func laggingGroups(ctx context.Context, f *facts.Facts) (map[string]lag, error) {
	groups, err := f.PushGroups(ctx)
	if err != nil {
		return nil, orNoApp(err)
	}
	there, err := f.SCIMGroups(ctx)
	if err != nil {
		return nil, err
	}
	users, err := f.AppUsers(ctx)
	if err != nil {
		return nil, err
	}
	records, err := f.SCIMUsers(ctx)
	if err != nil {
		return nil, err
	}
	lagging := map[string]lag{}
	for _, g := range groups {
		members, err := f.Members(ctx, g.ID)
		if err != nil {
			return nil, err
		}
		if l := compare(g, members, there.Named(g.Name), users, records); l.missing+len(l.extra) > 0 {
			lagging[g.ID] = l
		}
	}
	return lagging, nil
}

func compare(g okta.Group, members facts.Users, remote *facts.SCIMGroup, users *facts.AppUsers, records *facts.SCIMUsers) lag {
	l := lag{group: g, members: members.Len()}
	belongs := map[string]bool{}
	for u := range members.All() {
		record := records.Of(u.ID, users.Of(u.ID))
		if record == nil {
			continue
		}
		belongs[record.ID] = true
		if u.Active() && users.Of(u.ID).ExternalID != "" && !remote.Has(record.ID) {
			l.missing++
		}
	}
	for id := range remote.Members() {
		record := records.ByID(id)
		if belongs[id] || record == nil {
			continue
		}
		name := record.DisplayName
		if name == "" {
			name = record.UserName
		}
		l.extra = append(l.extra, Person{Login: record.UserName, Name: name, Effect: AccessLost, Note: "is not in the Okta group any more"})
	}
	return l
}
