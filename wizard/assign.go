package wizard

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/checks/forecast"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/wizard/session"
)

func assign() Step {
	return Step{
		ID: "assign", Title: "Assignment", About: "people follow; every one is accounted for",
		Needs: []session.Input{session.AssignGroups},
		Checks: []string{
			"email-wellformed", "email-unique", "assign-groups", "assign-errors", "assign-before-provisioning", "assign-provisioned", "assign-linked",
			"email-population", "assign-inactive", "assign-orphans", "push-members", "assign-attributes"},
		Lags:   []string{"assign-provisioned", "assign-linked", "push-members"},
		Plan:   planAssign,
		Guide:  guideAssign,
		Settle: 20 * time.Minute,
	}
}

func planAssign(ctx context.Context, s *session.Session, open checks.Result) ([]Change, error) {
	switch open.ID {
	case "assign-groups":
		return planAssignments(ctx, s)
	case "push-members":
		return planPushAgain(ctx, s)
	}
	return nil, nil
}

// planAssignments assigns the wanted groups that are not assigned yet, and says what that does to each member.
func planAssignments(ctx context.Context, s *session.Session) ([]Change, error) {
	f := s.Facts()
	groups, err := f.AssignGroups(ctx)
	if err != nil {
		return nil, orNoApp(err)
	}
	assigned, err := f.AppGroups(ctx)
	if err := orNoApp(err); err != nil {
		return nil, err
	}
	has := map[string]bool{}
	for _, g := range assigned {
		has[g.ID] = true
	}
	var changes []Change
	for _, g := range groups {
		if has[g.ID] {
			continue
		}
		fc, err := forecast.Of(ctx, f, nil, []okta.Group{g})
		if err := orNoApp(err); err != nil {
			return nil, err
		}
		changes = append(changes, assignGroup(s, appMenu(ctx, s), g, fc))
	}
	return changes, nil
}

func assignGroup(s *session.Session, menu string, g okta.Group, fc forecast.Forecast) Change {
	return Change{
		Action: ActionAssign, Target: g.Name, Was: "not assigned",
		Will:    fmt.Sprintf("assigned; %d people get or link an Atlassian account. Default values are left blank", len(fc.People)),
		Affects: touched(fc), Scope: len(fc.People),
		Back:  menu + " ▸ Assignments ▸ Groups ▸ " + g.Name + " ▸ ✕; this disables the accounts of its members",
		Final: Final(ActionAssign), Cost: costOfAssigning(fc), Queued: fmt.Sprintf("creating or linking the accounts of the %d people of %s", len(fc.People), g.Name),
		Notice: "a tile of Atlassian on the Okta dashboard, and an account that no invitation has to be accepted for; linked accounts take name and address from Okta",
		do: func(ctx context.Context) ([]byte, error) {
			app, err := s.Facts().App(ctx)
			if err != nil {
				return nil, err
			}
			for assigned, err := range s.Okta().AppGroups(ctx, app.ID) {
				if err != nil {
					return nil, err
				}
				if assigned.ID == g.ID {
					return nil, nil // somebody assigned it since the plan: what was wanted is so
				}
			}
			_, err = s.Okta().AssignGroup(ctx, app.ID, g.ID)
			return nil, err
		},
	}
}

// touched turns a forecast into the people of a change.
func touched(fc forecast.Forecast) []Person {
	people := make([]Person, 0, len(fc.People))
	for _, p := range fc.People {
		q := Person{Login: p.Login, Name: p.Name, Note: strings.Join(p.Problems, "; ")}
		switch p.Effect() {
		case forecast.Makes:
			q.Effect = Created
		case forecast.TakesOver:
			q.Effect = TakenOver
		}
		switch p.Outcome {
		case forecast.Create, forecast.LinkManaged, forecast.LinkExternal, forecast.Reactivate:
		case forecast.SecondAccount:
			q.Note = strings.TrimPrefix(q.Note+"; would be a second account", "; ")
		default:
			q.Note = strings.TrimPrefix(q.Note+"; "+string(p.Outcome), "; ")
		}
		if p.Touched() {
			q.Protected = p.Protected
		}
		people = append(people, q)
	}
	return people
}

// planPushAgain pushes groups again whose members Okta left out: it leaves out whoever was not provisioned when the
// group was pushed.
func planPushAgain(ctx context.Context, s *session.Session) ([]Change, error) {
	f := s.Facts()
	lagging, err := laggingGroups(ctx, f)
	if err != nil {
		return nil, err
	}
	mappings, err := f.PushMappings(ctx)
	if err != nil {
		return nil, orNoApp(err)
	}
	var changes []Change
	for _, m := range mappings {
		if lag, ok := lagging[m.GroupID]; ok && (m.Status == "ACTIVE" || m.Status == "INACTIVE" && wanted(s, lag.group)) {
			changes = append(changes, pushAgain(s, m, lag))
		}
	}
	return changes, nil
}

// wanted says that a group was named or chosen. A group that is known from the tenant alone may be switched off on purpose.
func wanted(s *session.Session, g okta.Group) bool {
	chosen := s.Intent().PushGroups
	return slices.Contains(chosen, g.Name) || slices.Contains(chosen, g.ID)
}

func pushAgain(s *session.Session, m okta.PushMapping, lag lag) Change {
	was := lag.String()
	if m.Status == "INACTIVE" {
		was = "switched off; " + was
	}
	return Change{
		Action: ActionPushAgain, Target: lag.group.Name,
		Was: was, Will: "pushed anew with everyone who is provisioned, and nobody else",
		Affects: lag.extra, Scope: lag.members,
		Back:  "nothing to undo: the group is pushed as it is",
		Final: Final(ActionPushAgain), Notice: lag.notice(),
		Queued: "sending the members of the group " + lag.group.Name,
		Cost:   Cost{Own: 3, Sent: 2, How: "Own: read, switch off, switch on. Sent by Okta: look-up and members"},
		do: func(ctx context.Context) ([]byte, error) {
			app, err := s.Facts().App(ctx)
			if err != nil {
				return nil, err
			}
			now, err := s.Okta().PushMapping(ctx, app.ID, m.ID)
			if err != nil {
				return nil, err
			}
			if now.Status != m.Status {
				return nil, ErrMoved
			}
			return nil, switchOffAndOn(ctx, s.Okta(), app.ID, now)
		},
	}
}

// switchingOn is how long a run that was stopped may take to leave no group switched off.
const switchingOn = 5 * time.Second

// switchOffAndOn pushes a group anew. Once it is off, ctrl-c no longer stops what switches it on again; what a kill leaves
// off, the next run switches on.
func switchOffAndOn(ctx context.Context, o *okta.Client, appID string, m okta.PushMapping) error {
	if m.Status == "ACTIVE" {
		if _, err := o.SetPushMapping(ctx, appID, m.ID, "INACTIVE"); err != nil && ctx.Err() == nil {
			return err
		}
	}
	on, cancel := context.WithTimeout(context.WithoutCancel(ctx), switchingOn)
	defer cancel()
	_, err := o.SetPushMapping(on, appID, m.ID, "ACTIVE")
	if err != nil && ctx.Err() != nil {
		return fmt.Errorf("%w: %w", context.Cause(ctx), err)
	}
	return err
}

func guideAssign(ctx context.Context, s *session.Session, open checks.Result) *Guide {
	assignments := appTab(ctx, s, "#tab-assignments")
	switch open.ID {
	case "assign-errors":
		return &Guide{
			ID: "retry-failed", Title: "Retry what failed", Minutes: 2,
			Why:  "Okta keeps failed jobs as tasks until somebody retries them; no API does.",
			Menu: "Okta Admin ▸ Dashboard ▸ Tasks ▸ Atlassian Cloud ▸ Retry Selected",
			Link: oktaAdmin(s, "/admin/tasks"), Unsure: true,
			Do: []string{"Mend the cause that stands beside each person, then Retry Selected."}, Names: named(open),
			Expect: "no task of Atlassian Cloud is left.",
		}
	case "assign-before-provisioning", "assign-provisioned":
		return &Guide{
			ID: "provision-user", Page: []string{"5.4"}, Title: "Provision who was left out", Minutes: 3,
			Why:  "Okta never provisions by itself whoever was assigned before the integration was on, and retries nothing but rate limits.",
			Menu: "Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ Assignments ▸ Provision User; failures: Dashboard ▸ Tasks",
			Link: assignments, Unsure: true,
			Do: []string{"Look beside each person for an exclamation mark and press Provision User, or retry the task."}, Names: named(open),
			Expect: "everyone stands in Atlassian Administration ▸ Security ▸ Identity providers ▸ the directory as synced.",
		}
	case "assign-linked":
		return relinkGuide(assignments, open)
	case "assign-inactive":
		return inactiveGuide(ctx, s, assignments, open)
	case "assign-orphans":
		return orphansGuide(ctx, s, assignments, open)
	case "email-population":
		return updateNowGuide(ctx, s, open)
	case "email-wellformed", "email-unique":
		return addressGuide(s, open)
	case "push-members":
		return &Guide{
			ID: "push-now", Page: []string{"5.4"}, Title: "Press Push now for the groups that lag", Minutes: 2,
			Why:  "Okta left out whoever was not provisioned when the group was pushed, and pushing anew by API did not help.",
			Menu: "Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ Push Groups ▸ the group ▸ Push now",
			Link: appTab(ctx, s, "#tab-group-push"), Unsure: true,
			Do: []string{"Push now, for each of the groups below."}, Names: named(open),
			Expect: "the same members on both sides.",
		}
	}
	return nil
}

// named lists a finding's people or groups, as far as a screen takes them.
func named(open checks.Result) []string {
	var lines []string
	for i, e := range open.Evidence {
		if i == listed {
			return append(lines, fmt.Sprintf("and %d more", len(open.Evidence)-listed))
		}
		lines = append(lines, evidence(e))
	}
	return lines
}
