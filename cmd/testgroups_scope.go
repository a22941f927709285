package cmd

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/wizard/session"
)

// What the vendor's page calls the groups of a first run, and the one whose members are assigned.
const (
	testPrefix = "atlassian-test-"
	testAssign = "atlassian-test-users"
)

// pageGrants are the products that the page's test groups open.
var pageGrants = map[string]string{"atlassian-test-jira-users": "jira-software", "atlassian-test-confluence-users": "confluence"}

// scope is what a forecast is about.
type scope struct {
	push, assign []okta.Group
	// assigned names all groups that assign people, those included that do so already; from says who named them.
	assigned []string
	from     string
}

// scope finds the groups: those named, else the test groups, else those that are picked.
func (l *look) scope(ctx context.Context, args []string) (scope, error) {
	names := args
	if len(names) == 0 {
		names = l.session.Texts(session.PushGroups)
	}
	var push []okta.Group
	var err error
	if len(names) > 0 {
		push, err = l.named(ctx, names)
	} else if push, err = l.testGroups(ctx); err == nil && len(push) == 0 {
		push, err = l.pick(ctx)
	}
	if err != nil {
		return scope{}, err
	}
	return l.around(ctx, push)
}

// around finds what goes with the groups to push: the products that they open, and who assigns their members.
func (l *look) around(ctx context.Context, push []okta.Group) (scope, error) {
	if err := l.pageGrants(ctx, push); err != nil {
		return scope{}, err
	}
	sc := scope{push: push}
	err := l.assigning(ctx, &sc)
	return sc, err
}

// named finds the groups that somebody named, each once.
func (l *look) named(ctx context.Context, names []string) ([]okta.Group, error) {
	if err := l.session.Set(session.PushGroups, session.FromFlag, names...); err != nil {
		return nil, err
	}
	groups, err := l.session.Facts().PushGroups(ctx)
	return groups, l.suggest(ctx, err)
}

// testGroups are those whose names the vendor's page recommends.
func (l *look) testGroups(ctx context.Context) ([]okta.Group, error) {
	groups, err := l.session.Facts().TestGroups(ctx, testPrefix)
	if err != nil {
		return nil, err
	}
	// The group that only assigns is not pushed: Okta wants one for each.
	pushed := slices.DeleteFunc(slices.Clone(groups), func(g okta.Group) bool { return g.Name == testAssign })
	slices.SortFunc(pushed, func(a, b okta.Group) int { return strings.Compare(a.Name+"\x00"+a.ID, b.Name+"\x00"+b.ID) })
	return pushed, nil
}

// pageGrants gives the page's test groups the products that the page gives them, where nobody named any product and the
// groups open none yet.
func (l *look) pageGrants(ctx context.Context, push []okta.Group) error {
	if len(l.session.Texts(session.Grants)) > 0 {
		return nil
	}
	var names []string
	for _, g := range push {
		if pageGrants[g.Name] != "" {
			names = append(names, g.Name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	f := l.session.Facts()
	found, err := f.OrgGroups(ctx, names)
	if err != nil {
		return err
	}
	var grants []string
	for _, name := range names {
		if there, ok := facts.Synced(found[strings.ToLower(name)]); ok {
			roles, err := f.RoleAssignments(ctx, there)
			if err != nil {
				return err
			}
			if slices.ContainsFunc(roles, facts.Opens) {
				continue
			}
		}
		grants = append(grants, name+"="+pageGrants[name])
	}
	if len(grants) == 0 {
		return nil
	}
	return l.session.Set(session.Grants, session.FromDefault, grants...)
}

// assigning finds who assigns the people: the groups that were named, else those that do so already, else the page's.
// A group that is assigned already is not looked at member by member unless it was named for this run: assigning it
// changes nothing.
func (l *look) assigning(ctx context.Context, sc *scope) error {
	f := l.session.Facts()
	already, err := f.AssignedGroups(ctx)
	if err != nil && !errors.Is(err, facts.ErrNoApp) {
		return err
	}
	value, _ := l.session.Value(session.AssignGroups)
	switch {
	case len(value.Texts) > 0:
		named, err := f.AssignGroups(ctx)
		if err != nil {
			return l.suggest(ctx, err)
		}
		sc.assigned, sc.from = facts.Names(named), "as named"
		if sc.assign = named; value.Source == session.FromStore {
			sc.assign = without(named, already)
		}
	case len(already) > 0:
		sc.assigned, sc.from = facts.Names(already), "assigned now"
	default:
		page, err := f.GroupsNamed(ctx, testAssign)
		if err != nil {
			return err
		}
		if len(page) == 1 {
			sc.assign, sc.assigned, sc.from = page, facts.Names(page), "the page's; --assign-group names another"
		}
	}
	return nil
}

func without(groups, others []okta.Group) []okta.Group {
	return slices.DeleteFunc(slices.Clone(groups), func(g okta.Group) bool {
		return slices.ContainsFunc(others, func(o okta.Group) bool { return o.ID == g.ID })
	})
}
