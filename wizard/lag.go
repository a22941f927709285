package wizard

import (
	"context"
	"fmt"

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
}

// String says how the group lags.
func (l lag) String() string {
	text := fmt.Sprintf("%d of its members are not in the Atlassian group", l.missing)
	if len(l.extra) > 0 {
		text += fmt.Sprintf(", and %d are who should not be", len(l.extra))
	}
	return text
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
