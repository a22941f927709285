package forecast

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/atlassian"
)

// Namesake is a local Atlassian group with the name of an Okta group.
type Namesake struct {
	Name    string   // the Okta group's
	ID      string   // the local group's
	Outcome Outcome  // GroupDefault, GroupBuiltIn or GroupCollides
	Of      []string // of what it is a default group
	Opens   []string // the products it opens
}

// Namesakes looks for local groups, which no directory made, with these names.
// Names that have none are left out.
func Namesakes(ctx context.Context, f *facts.Facts, names []string) ([]Namesake, error) {
	found, err := f.OrgGroups(ctx, names)
	if err != nil {
		return nil, err
	}
	defaults := siteDefaults(ctx, f, names, found)
	var out []Namesake
	for _, name := range names {
		key := strings.ToLower(name)
		for _, g := range facts.Local(found[key]) {
			n, err := namesake(ctx, f, name, g)
			if err != nil {
				return nil, err
			}
			if len(n.Of) == 0 && len(defaults[key]) > 0 {
				n.Outcome, n.Of = GroupDefault, defaults[key]
			}
			out = append(out, n)
		}
	}
	return out, nil
}

func namesake(ctx context.Context, f *facts.Facts, name string, g atlassian.Group) (Namesake, error) {
	n := Namesake{Name: name, ID: g.ID, Outcome: GroupCollides}
	roles, err := f.RoleAssignments(ctx, g)
	if err != nil {
		return n, err
	}
	for _, a := range roles {
		if a.DefaultRole != "" {
			n.Of = append(n.Of, a.Owner)
		}
		if facts.Opens(a) {
			n.Opens = append(n.Opens, a.Owner)
		}
	}
	switch {
	case len(n.Of) > 0:
		n.Outcome = GroupDefault
	case builtIn.MatchString(g.Name):
		n.Outcome = GroupBuiltIn
	}
	return n, nil
}

// builtIn are names that Atlassian's own groups bear. There is no list of
// them, so this only sorts groups that were found to exist.
var builtIn = regexp.MustCompile(`(?i)^((site|org|system)-admin(istrator)?s|administrators|(jira|confluence)-(administrators|admins|users)(-.+)?|(jira-(software|servicemanagement|servicedesk|core|workmanagement|product-discovery)|confluence|jsm)-(users|customers|admins)(-.+)?|trusted-users-.+|atlassian-addons-admin)$`)

// siteDefaults asks the sites, where there is a credential, for default groups:
// only for names that have a local group.
func siteDefaults(ctx context.Context, f *facts.Facts, names []string, found map[string][]atlassian.Group) map[string][]string {
	local := slices.ContainsFunc(names, func(name string) bool { return len(facts.Local(found[strings.ToLower(name)])) > 0 })
	if !local {
		return nil
	}
	out := map[string][]string{}
	for i := range f.SiteURLs() {
		roles, err := f.SiteRoles(ctx, i)
		if err != nil {
			// The organization's role assignments answer the same question.
			continue
		}
		for _, r := range roles {
			for _, g := range r.DefaultGroups {
				key := strings.ToLower(g.Name)
				out[key] = append(out[key], r.Key)
			}
		}
	}
	return out
}
