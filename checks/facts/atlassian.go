package facts

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/provision-cli/provision/checks/assume"
	"github.com/provision-cli/provision/clients/atlassian"
)

// Org is the Atlassian organization: the one kept from earlier, else the
// key's only one.
func (f *Facts) Org(ctx context.Context) (atlassian.Org, error) {
	return read(ctx, &f.org, f.atlassian, func(ctx context.Context, r *atlassian.Reader) (atlassian.Org, error) {
		orgs, err := once(ctx, &f.lasting.orgs, func(ctx context.Context) ([]atlassian.Org, error) { return collect(r.Orgs(ctx)) })
		if err != nil {
			return atlassian.Org{}, err
		}
		if f.kept.OrgID == "" && len(orgs) == 1 {
			return orgs[0], nil
		}
		for _, o := range orgs {
			if o.ID == f.kept.OrgID {
				return o, nil
			}
		}
		return atlassian.Org{}, &OrgError{Wanted: f.kept.OrgID, Orgs: orgs}
	})
}

// OrgError says that the key does not lead to the wanted organization, or to none, or to several.
type OrgError struct {
	Wanted string
	Orgs   []atlassian.Org
}

// Error names what the key leads to.
func (e *OrgError) Error() string {
	names := make([]string, len(e.Orgs))
	for i, o := range e.Orgs {
		names[i] = fmt.Sprintf("%s (%s)", o.Name, o.ID)
	}
	switch {
	case len(e.Orgs) == 0:
		return "the organization API key leads to no organization"
	case e.Wanted == "":
		return "the organization API key leads to several organizations: " + strings.Join(names, ", ")
	}
	return fmt.Sprintf("the organization API key leads to %s, not to %s", strings.Join(names, ", "), e.Wanted)
}

// ofOrg is read for what belongs to the organization.
func ofOrg[T any](ctx context.Context, f *Facts, m *memo[T], ask func(context.Context, *atlassian.Reader, string) (T, error)) (T, error) {
	return m.get(ctx, func(ctx context.Context) (T, error) { return inOrg(ctx, f, ask) })
}

// inOrg asks for something of the organization.
func inOrg[T any](ctx context.Context, f *Facts, ask func(context.Context, *atlassian.Reader, string) (T, error)) (T, error) {
	var none T
	r, err := f.atlassian()
	if err != nil {
		return none, err
	}
	org, err := f.Org(ctx)
	if err != nil {
		return none, err
	}
	return ask(ctx, r, org.ID)
}

// Domains are the organization's domains, verified or not.
func (f *Facts) Domains(ctx context.Context) ([]atlassian.Domain, error) {
	return ofOrg(ctx, f, &f.domains, func(ctx context.Context, r *atlassian.Reader, org string) ([]atlassian.Domain, error) {
		found, err := collect(r.Domains(ctx, org))
		return ordered(found, func(d atlassian.Domain) string { return d.Name }), err
	})
}

// Workspaces are the organization's products on their sites.
func (f *Facts) Workspaces(ctx context.Context) ([]atlassian.Workspace, error) {
	return ofOrg(ctx, f, &f.workspaces, func(ctx context.Context, r *atlassian.Reader, org string) ([]atlassian.Workspace, error) {
		found, err := collect(r.Workspaces(ctx, org))
		return ordered(found, func(w atlassian.Workspace) string {
			return strings.ToLower(w.HostURL) + "\x00" + w.TypeKey + "\x00" + w.ID
		}), err
	})
}

// Keys are the organization's API keys with their expiry.
func (f *Facts) Keys(ctx context.Context) ([]atlassian.Key, error) {
	return ofOrg(ctx, f, &f.keys, func(ctx context.Context, r *atlassian.Reader, org string) ([]atlassian.Key, error) {
		found, err := collect(r.Keys(ctx, org))
		return ordered(found, func(k atlassian.Key) string { return k.Label + "\x00" + k.ID }), err
	})
}

// Admins are the organization's administrators.
func (f *Facts) Admins(ctx context.Context) ([]atlassian.User, error) {
	return ofOrg(ctx, f, &f.admins, func(ctx context.Context, r *atlassian.Reader, org string) ([]atlassian.User, error) {
		found, err := collect(r.Users(ctx, org, atlassian.UserQuery{Roles: []string{orgAdmin}, PlatformRoles: true}))
		if err != nil {
			return nil, err
		}
		return onlyAdmins(ordered(found, func(u atlassian.User) string { return u.Email + "\x00" + u.Name }))
	})
}

const orgAdmin = "atlassian/org-admin"

// ErrRolesHidden says that people were found, but with no role shown: whether
// the service heeded the filter then cannot be told.
var ErrRolesHidden = errors.New("atlassian shows no platform roles of the people it found")

// onlyAdmins looks at what came back, because a service may ignore a filter.
func onlyAdmins(found []atlassian.User) ([]atlassian.User, error) {
	var admins []atlassian.User
	shown := false
	for _, u := range found {
		shown = shown || len(u.PlatformRoles) > 0
		for _, role := range u.PlatformRoles {
			if strings.HasSuffix(role, "org-admin") {
				admins = append(admins, u)
				break
			}
		}
	}
	if len(found) > 0 && !shown {
		return nil, ErrRolesHidden
	}
	return admins, nil
}

// Claimed says whether at least one account of the domain is managed by the
// organization. The domain's own status does not tell.
func (f *Facts) Claimed(ctx context.Context, domain string) (bool, error) {
	return ofOrg(ctx, f, f.claimed.of(domain), func(ctx context.Context, r *atlassian.Reader, org string) (bool, error) {
		for _, err := range r.Users(ctx, org, atlassian.UserQuery{Domains: []string{domain}, ClaimStatus: "managed", Limit: 1}) {
			return err == nil, err
		}
		return false, nil
	})
}

// Billable says whether any managed account is billed by Guard; it reads the
// accounts only up to the first such.
func (f *Facts) Billable(ctx context.Context) (bool, error) {
	return ofOrg(ctx, f, &f.billable, func(ctx context.Context, r *atlassian.Reader, org string) (bool, error) {
		for a, err := range r.ManagedAccounts(ctx, org) {
			if err != nil || a.Billable {
				if err == nil {
					f.sources.Assumed.Confirm(assume.GuardBilled)
				}
				return err == nil, err
			}
		}
		return false, nil
	})
}

// OrgGroups are the organization's groups with these names, by lower-case
// name, because Atlassian compares names so; names already known are not
// asked again.
func (f *Facts) OrgGroups(ctx context.Context, names []string) (map[string][]atlassian.Group, error) {
	return f.orgGroups.get(ctx, lower(names), func(ctx context.Context, missing []string) (map[string][]atlassian.Group, error) {
		if len(missing) > fewNames {
			return f.everyOrgGroup(ctx)
		}
		return inOrg(ctx, f, func(ctx context.Context, r *atlassian.Reader, org string) (map[string][]atlassian.Group, error) {
			found, err := collectBy(r.Groups(ctx, org, atlassian.GroupQuery{Names: missing}), groupKey)
			f.tellGroups(found, err)
			return found, err
		})
	})
}

// fewNames is up to how many groups are searched for by name, ten a call; for more, the whole list is read.
const fewNames = 20

func (f *Facts) everyOrgGroup(ctx context.Context) (map[string][]atlassian.Group, error) {
	return ofOrg(ctx, f, &f.allGroups, func(ctx context.Context, r *atlassian.Reader, org string) (map[string][]atlassian.Group, error) {
		return collectBy(r.Groups(ctx, org, atlassian.GroupQuery{All: true}), groupKey)
	})
}

func groupKey(g atlassian.Group) string { return strings.ToLower(g.Name) }

// RoleAssignments are the products that an organization group opens, and the
// roles for which it is a default group.
func (f *Facts) RoleAssignments(ctx context.Context, g atlassian.Group) ([]atlassian.RoleAssignment, error) {
	return ofOrg(ctx, f, f.assignments.of(g.ID), func(ctx context.Context, r *atlassian.Reader, org string) ([]atlassian.RoleAssignment, error) {
		directory := g.DirectoryID
		if directory == "" {
			directory = "-"
		}
		return collect(r.RoleAssignments(ctx, org, directory, g.ID))
	})
}

// SCIMLinks are the records of all directories that bear this address: one
// call a person, so for the few that need it.
func (f *Facts) SCIMLinks(ctx context.Context, email string) ([]atlassian.SCIMLink, error) {
	return ofOrg(ctx, f, f.links.of(strings.ToLower(email)), func(ctx context.Context, r *atlassian.Reader, org string) ([]atlassian.SCIMLink, error) {
		return r.SCIMLinks(ctx, org, email)
	})
}

func lower(texts []string) []string {
	out := make([]string, 0, len(texts))
	for _, t := range texts {
		if t != "" {
			out = append(out, strings.ToLower(t))
		}
	}
	return out
}
