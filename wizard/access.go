package wizard

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/checks/forecast"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/wizard/session"
)

const userRole = "atlassian/user"

func access() Step {
	return Step{
		ID: "access", Title: "Product access", About: "the groups open Jira and Confluence",
		Needs:  []session.Input{session.Grants},
		Checks: []string{"access-default", "access-granted", "access-seats"},
		Own:    func(s *session.Session) []checks.Check { return []checks.Check{formerCheck(s)} },
		Lags:   []string{"access-granted"},
		Plan:   planAccess,
		Guide:  guideAccess,
		Settle: 2 * time.Minute,
	}
}

// planAccess gives each wanted group the product that it should open.
func planAccess(ctx context.Context, s *session.Session, open checks.Result) ([]Change, error) {
	if open.ID != "access-granted" {
		return nil, nil
	}
	var changes []Change
	for _, grant := range s.Intent().Grants {
		targets, err := s.Facts().GrantTargets(ctx, grant)
		if err != nil {
			return nil, err
		}
		if len(targets) == 0 {
			return nil, fmt.Errorf("grant %s=%s: no online site of the organization has that product; see the products with --grant GROUP=PRODUCT@SITE", grant.Group, grant.Product)
		}
		for _, w := range targets {
			c, err := grantChange(ctx, s, grant, w)
			if err != nil {
				return nil, err
			}
			changes = append(changes, c...)
		}
	}
	return changes, nil
}

func grantChange(ctx context.Context, s *session.Session, grant facts.Grant, w atlassian.Workspace) ([]Change, error) {
	f := s.Facts()
	group, ok, err := arrived(ctx, f, grant.Group)
	if err != nil {
		return nil, err
	}
	if ok {
		has, err := opens(f.RoleAssignments(ctx, group))(w.ID)
		if err != nil || has {
			return nil, err
		}
	}
	affects, seats, err := seatsFor(ctx, f, grant, w)
	if err := orNoApp(err); err != nil {
		return nil, err
	}
	return []Change{{
		Action: ActionAccess, Target: grant.Group + " → " + w.TypeKey + " on " + w.HostURL, Was: "no access", Will: "access as user (" + userRole + ")",
		Affects: affects, Scope: len(affects), Seats: seats,
		Back:  "Atlassian Administration ▸ Apps ▸ " + w.HostURL + " ▸ " + w.Name + " ▸ Manage access ▸ " + grant.Group + " ▸ Remove",
		Final: Final(ActionAccess), Notice: "the product appears in people's app switcher",
		Cost: Cost{Own: 3, How: "Own: read the organization, read the group's roles, give the role"},
		do:   func(ctx context.Context) ([]byte, error) { return nil, giveAccess(ctx, s, grant.Group, w.ID) },
	}}, nil
}

// giveAccess reads the group again first, since only a synced one may get the role, and only once.
func giveAccess(ctx context.Context, s *session.Session, name, resource string) error {
	f := s.Refresh()
	org, err := f.Org(ctx)
	if err != nil {
		return err
	}
	group, ok, err := arrived(ctx, f, name)
	if err != nil {
		return err
	}
	if !ok {
		return fmt.Errorf("%s is no synced group of the organization: %w", name, ErrMoved)
	}
	has, err := opens(f.RoleAssignments(ctx, group))(resource)
	if err != nil || has {
		return err
	}
	give := func() error {
		return s.Atlassian().AssignRole(ctx, org.ID, group.DirectoryID, group.ID, userRole, resource)
	}
	err = give()
	if !clients.Uncertain(err) || ctx.Err() != nil {
		return err
	}
	has, lookErr := opens(s.Refresh().RoleAssignments(ctx, group))(resource) // the answer was lost, the role may be there
	if lookErr != nil || has {
		return lookErr
	}
	return give()
}

func arrived(ctx context.Context, f *facts.Facts, name string) (atlassian.Group, bool, error) {
	found, err := f.OrgGroups(ctx, []string{name})
	if err != nil {
		return atlassian.Group{}, false, err
	}
	for _, list := range found {
		if g, ok := facts.Synced(list); ok {
			return g, true, nil
		}
	}
	return atlassian.Group{}, false, nil
}

// opens answers whether one of the assignments is for a resource.
func opens(list []atlassian.RoleAssignment, err error) func(resource string) (bool, error) {
	return func(resource string) (bool, error) {
		return slices.ContainsFunc(list, func(a atlassian.RoleAssignment) bool {
			return a.Resource == resource && slices.Contains(a.Roles, userRole)
		}), err
	}
}

// seatsFor says who would use a seat of the product, and how many are left.
func seatsFor(ctx context.Context, f *facts.Facts, grant facts.Grant, w atlassian.Workspace) ([]Person, []forecast.Seat, error) {
	groups, err := f.PushGroups(ctx)
	if err != nil {
		return nil, nil, err
	}
	groups = slices.DeleteFunc(slices.Clone(groups), func(g okta.Group) bool { return g.Name != grant.Group })
	assign, err := f.AssignGroups(ctx) // in a dry run those people are still to come
	if err != nil {
		return nil, nil, err
	}
	fc, err := forecast.Of(ctx, f, groups, assign)
	if err != nil {
		return nil, nil, err
	}
	var people []Person
	var seats []forecast.Seat
	for _, n := range fc.Needs() {
		if n.Product != w.TypeKey || n.Site != w.HostURL {
			continue
		}
		seats = append(seats, forecast.Seat{Product: n.Product, Site: n.Site, Needed: n.Needed, Left: n.Left})
		for _, p := range n.People {
			people = append(people, Person{Login: p.Login, Name: p.Name, Effect: TakesSeat})
		}
	}
	return people, seats, nil
}

func guideAccess(ctx context.Context, s *session.Session, open checks.Result) *Guide {
	switch open.ID {
	case "push-former":
		return formerGuide(ctx, s)
	case "access-default":
		return &Guide{
			ID: "unset-default-group", Page: []string{"6.3"}, Title: "Make the synced group no default group", Minutes: 3,
			Why:  "Default groups take people whom Atlassian adds by itself; a synced group cannot take them, and the two collide.",
			Menu: "Atlassian Administration ▸ Apps ▸ the site ▸ Manage access ▸ the group ▸ ••• ▸ Update default group setting ▸ None",
			Link: orgAdmin(ctx, s, "overview"),
			Do:   []string{"Make another group the default one first, then set the groups below to None."}, Names: named(open),
			Expect: "no synced group is a default group.",
		}
	case "access-granted":
		return &Guide{
			ID: "grant-access", Page: []string{"6.1", "6.2", "6.3"}, Title: "Give the groups product access", Minutes: 3,
			Why:  "The API did not show the access that was asked for.",
			Menu: "Atlassian Administration ▸ Apps ▸ the site ▸ Manage access ▸ Add groups (once: Product access ▸ Add group)",
			Link: orgAdmin(ctx, s, "overview"),
			Do:   []string{"Add the synced group to the product. Do not make it a default group."}, Names: named(open),
			Expect: "the group stands in the product's list of groups.",
		}
	case "access-seats":
		return &Guide{
			ID: "buy-seats", Title: "Make room in the licence", Minutes: 5,
			Why:  "People without a seat are in the group and still locked out.",
			Menu: "Atlassian Administration ▸ Billing ▸ the product",
			Link: orgAdmin(ctx, s, "overview"),
			Do:   []string{"Raise the number of seats, or push a smaller group."}, Names: named(open),
			Expect: "as many seats as people.",
		}
	}
	return nil
}
