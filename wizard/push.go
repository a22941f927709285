package wizard

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/checks/forecast"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/wizard/session"
)

func push() Step {
	return Step{
		ID: "push", Title: "Group push", About: "groups appear in Atlassian, still empty of people",
		Needs:  []session.Input{session.PushGroups},
		Checks: []string{"push-kind", "push-size", "push-name-conflict", "push-default-group", "push-assign-overlap", "push-status", "push-arrived", "push-renamed"},
		Lags:   []string{"push-arrived"},
		Plan:   planPush,
		Guide:  guidePush,
		Settle: 5 * time.Minute,
	}
}

// planPush pushes the wanted groups that Okta does not push yet.
func planPush(ctx context.Context, s *session.Session, open checks.Result) ([]Change, error) {
	switch open.ID {
	case "push-renamed":
		return planRenamed(ctx, s)
	case "push-arrived":
		return planPushes(ctx, s)
	}
	return nil, nil
}

// planPushes pushes the wanted groups that Okta does not push yet, and, after some patience, those again that it says it
// pushes and that never arrived.
func planPushes(ctx context.Context, s *session.Session) ([]Change, error) {
	f := s.Facts()
	groups, err := f.PushGroups(ctx)
	if err != nil {
		return nil, orNoApp(err)
	}
	pushed, err := pushedGroups(ctx, f)
	if err != nil {
		return nil, err
	}
	fc, err := forecast.Of(ctx, f, groups, nil)
	if err := orNoApp(err); err != nil {
		return nil, err
	}
	var changes []Change
	for _, g := range groups {
		if !pushed[g.ID] {
			changes = append(changes, pushGroup(s, appMenu(ctx, s), g, outcomeOf(fc, g)))
		}
	}
	if len(changes) > 0 {
		return changes, nil
	}
	return planArrivals(ctx, s, groups)
}

// planArrivals pushes groups again of which Okta holds a mapping and the directory nothing: Okta calls a mapping active
// whether or not anything was sent.
func planArrivals(ctx context.Context, s *session.Session, groups []okta.Group) ([]Change, error) {
	f := s.Facts()
	there, err := f.SCIMGroups(ctx)
	if err != nil {
		return nil, orNoApp(err)
	}
	former, err := f.Formers(ctx)
	if err != nil {
		return nil, orNoApp(err)
	}
	mappings, err := f.PushMappings(ctx)
	if err != nil {
		return nil, orNoApp(err)
	}
	var changes []Change
	for _, m := range mappings {
		i := slices.IndexFunc(groups, func(g okta.Group) bool { return g.ID == m.GroupID })
		if i < 0 || there.Named(groups[i].Name) != nil || former[m.GroupID].Was != nil || m.Status != "ACTIVE" && !wanted(s, groups[i]) {
			continue
		}
		c := pushAgain(s, m, lag{group: groups[i], members: max(0, groups[i].Users), absent: true})
		c.patient = true
		changes = append(changes, c)
	}
	return changes, nil
}

// orNoApp lets a dry run plan on tenants where the app or the directory is still to come.
func orNoApp(err error) error {
	if errors.Is(err, facts.ErrNoApp) || errors.Is(err, facts.ErrNotConfigured) {
		return nil
	}
	return err
}

func pushedGroups(ctx context.Context, f *facts.Facts) (map[string]bool, error) {
	mappings, err := f.PushMappings(ctx)
	if err != nil {
		return nil, orNoApp(err)
	}
	pushed := map[string]bool{}
	for _, m := range mappings {
		pushed[m.GroupID] = true
	}
	return pushed, nil
}

func outcomeOf(fc forecast.Forecast, g okta.Group) forecast.GroupOutcome {
	for _, o := range fc.Groups {
		if o.ID == g.ID {
			return o
		}
	}
	return forecast.GroupOutcome{ID: g.ID, Name: g.Name, Members: g.Users}
}

func pushGroup(s *session.Session, menu string, g okta.Group, o forecast.GroupOutcome) Change {
	c := Change{
		Action: ActionPush, Target: g.Name, Was: "not pushed",
		Will:  fmt.Sprintf("pushed under the same name; its %d members follow once they are assigned", o.Members),
		Scope: o.Members,
		Back:  menu + " ▸ Push Groups ▸ " + g.Name + " ▸ Unlink pushed group ▸ Delete the group in the target app",
		Final: Final(ActionPush), Notice: noticeOfPush(o), Cost: costOfPushing(o),
		Queued: "sending the group " + g.Name + " and its members",
	}
	if o.Empties() {
		c.Empties = g.Name
	}
	for _, name := range o.Leaving() {
		c.Affects = append(c.Affects, Person{Login: name, Name: name, Effect: AccessLost, Note: "is a member there and not in Okta"})
	}
	c.do = func(ctx context.Context) ([]byte, error) {
		app, err := s.Facts().App(ctx)
		if err != nil {
			return nil, err
		}
		for m, err := range s.Okta().PushMappings(ctx, app.ID) {
			if err != nil {
				return nil, err
			}
			if m.GroupID == g.ID {
				return nil, ErrMoved
			}
		}
		_, err = s.Okta().CreatePushMapping(ctx, app.ID, g.ID, g.Name)
		return nil, err
	}
	return c
}

func noticeOfPush(o forecast.GroupOutcome) string {
	if len(o.Loses) > 0 {
		return fmt.Sprintf("%d people leave the Atlassian group of that name, and lose what it opens", len(o.Loses))
	}
	return "nothing: the group appears in Atlassian and opens no product yet"
}

func guidePush(ctx context.Context, s *session.Session, open checks.Result) *Guide {
	link := appTab(ctx, s, "#tab-group-push")
	switch open.ID {
	case "push-name-conflict":
		return &Guide{
			ID: "settle-conflict", Title: "Settle the name that two groups bear", Minutes: 5,
			Why:  "Atlassian refuses a pushed group whose name a group of its own has, or parks it; only a person may decide which one stays.",
			Menu: "Atlassian Administration ▸ Directory ▸ Groups; or Security ▸ Identity providers ▸ the directory ▸ Review groups",
			Link: orgAdmin(ctx, s, "groups"), Unsure: true,
			Do: []string{
				"Either rename the Atlassian group (https://developer.atlassian.com/cloud/admin/organization/rename-group/ keeps its permissions),",
				"or choose another Okta group to push (--push-group),",
				"or, where Review groups lists it, Sync group: that overwrites the members of the Atlassian group.",
			},
			Expect: "no group of Atlassian's own bears the name.",
		}
	case "push-default-group":
		return &Guide{
			ID: "unset-default-group", Title: "Do not push into a default group", Minutes: 5,
			Why:  "A default or built-in group can never be synced: Atlassian accepts the push, and the group does not arrive.",
			Menu: "Atlassian Administration ▸ Apps ▸ the site ▸ Manage access ▸ the group ▸ ••• ▸ Update default group setting",
			Link: orgAdmin(ctx, s, "overview"),
			Do: []string{
				"Make another group the default one first, then set this one to None;",
				"or choose an Okta group with another name (--push-group).",
			},
			Expect: "the group is no longer a default group of any product.",
		}
	case "push-status":
		return &Guide{
			ID: "retry-failed", Title: "Mend the push that failed", Minutes: 3,
			Why:  "Okta's API refuses to change a push mapping that is in error.",
			Menu: "Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ Push Groups ▸ Errors",
			Link: link, Unsure: true,
			Do:     []string{"Read the error beside the group, mend its cause, then Retry All Groups (or unlink the group and push it again)."},
			Expect: "the group stands under Push Groups as Active.",
		}
	case "push-renamed":
		return renamedGuide(link, open)
	case "push-arrived":
		return &Guide{
			ID: "push-now", Page: []string{"4.1", "4.2"}, Title: "Look why the group has not arrived, and press Push now", Minutes: 3,
			Why:  "Okta holds the push mapping, which is no proof that anything was sent; its own page says more than its API.",
			Menu: "Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ Push Groups ▸ the group ▸ Push now",
			Link: link, Unsure: true,
			Do: []string{
				"Look whether an error stands beside the group; else press Push now.",
				"If nothing arrives at all, provisioning is not on: go to Provisioning ▸ Integration ▸ Test API Credentials.",
			},
			Expect: "the group is in Atlassian Administration ▸ Directory ▸ Groups, marked as synced.",
		}
	}
	return nil
}
