package wizard

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/wizard/session"
)

// planRenamed pushes each group that was renamed since under its new name.
func planRenamed(ctx context.Context, s *session.Session) ([]Change, error) {
	f := s.Facts()
	former, err := f.Formers(ctx)
	if err != nil {
		return nil, orNoApp(err)
	}
	mappings, err := f.PushMappings(ctx)
	if err != nil {
		return nil, orNoApp(err)
	}
	known := slices.Collect(maps.Values(formers(s)))
	var changes []Change
	for _, m := range mappings {
		if x, ok := former[m.GroupID]; ok && !slices.Contains(known, x.Was.DisplayName) && (m.Status == "ACTIVE" || m.Status == "INACTIVE") {
			changes = append(changes, pushRenamed(s, appMenu(ctx, s), m, x))
		}
	}
	return changes, nil
}

// formerName is how a plan and the record of changes name what a group was pushed as.
const formerName = "pushed as "

// pushRenamed pushes a group anew under its new name. The old group stays, so that nobody loses anything meanwhile.
func pushRenamed(s *session.Session, menu string, m okta.PushMapping, x facts.Former) Change {
	name, old, n := x.Group.Name, x.Was.DisplayName, x.Was.Len()
	return Change{
		Action: ActionRename, Target: name, Was: formerName + old,
		Will:  fmt.Sprintf("unlinked, and pushed anew as %s. %s stays meanwhile, with its %d members and what it opens", name, old, n),
		Scope: n,
		Back:  menu + " ▸ Push Groups ▸ " + name + " ▸ Unlink pushed group ▸ Delete the group in the target app; its people keep what " + old + " opens",
		Final: Final(ActionRename), Notice: "nothing: people keep what " + old + " opens. The last step gives the new group the same, and then says how to delete the old one",
		Cost:   Cost{Own: 5, Sent: 3, How: "Own: read, switch off, unlink, push. Sent by Okta: look-up, create, and its members in one call"},
		Queued: "sending the group " + name + " and its members",
		do:     func(ctx context.Context) ([]byte, error) { return nil, pushUnderNewName(ctx, s, m, x.Group) },
	}
}

// pushUnderNewName makes the mapping anew, because Okta has one for each group and cannot change its name. What comes
// after the switching off no longer stops with ctrl-c, and a run that is killed in between finds the group among those to push.
func pushUnderNewName(ctx context.Context, s *session.Session, m okta.PushMapping, g okta.Group) error {
	app, err := s.Facts().App(ctx)
	if err != nil {
		return err
	}
	now, err := s.Okta().PushMapping(ctx, app.ID, m.ID)
	if err != nil {
		return err
	}
	if now.Status != m.Status || now.GroupID != g.ID {
		return ErrMoved
	}
	release, err := holdPushed(ctx, s)
	if err != nil {
		return err
	}
	if now.Status == "ACTIVE" {
		if _, err := s.Okta().SetPushMapping(ctx, app.ID, now.ID, "INACTIVE"); err != nil {
			return err
		}
	}
	on, cancel := context.WithTimeout(context.WithoutCancel(ctx), switchingOn)
	defer cancel()
	if err := s.Okta().UnlinkPushMapping(on, app.ID, now.ID); err != nil {
		return err
	}
	if _, err := s.Okta().CreatePushMapping(on, app.ID, g.ID, g.Name); err != nil {
		return err
	}
	return release()
}

// holdPushed writes down which groups are pushed while the tenant does not say it of one of them, and returns what takes
// that back.
func holdPushed(ctx context.Context, s *session.Session) (func() error, error) {
	if len(s.Intent().PushGroups) > 0 || s.NoStore || s.ReadOnly {
		return func() error { return nil }, nil
	}
	pushed, err := s.Facts().PushGroups(ctx)
	if err != nil {
		return nil, err
	}
	c := s.Store.Config()
	for _, g := range pushed {
		c.PushGroups = append(c.PushGroups, unlike(pushed, g))
	}
	if err := s.Store.SaveConfig(c); err != nil {
		return nil, fmt.Errorf("keep which groups are pushed: %w", err)
	}
	return func() error {
		c := s.Store.Config()
		c.PushGroups = nil
		return s.Store.SaveConfig(c)
	}, nil
}

// formers reads back from the record under which names groups were pushed before, by the names that they have now.
func formers(s *session.Session) map[string]string {
	names := map[string]string{}
	for _, c := range s.Store.State().History {
		if old, ok := strings.CutPrefix(c.Was, formerName); ok && c.Action == ActionRename {
			names[c.Target] = old
		}
	}
	return names
}

// renamedGuide is for a renamed group that could not be pushed anew by API.
func renamedGuide(link string, open checks.Result) *Guide {
	return &Guide{
		ID: "push-anew", Title: "Push the group anew under its new name, or give it its former name back", Minutes: 5,
		Why:  "Atlassian renames no synced group, and pushing anew by API did not help.",
		Menu: "Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ Push Groups ▸ the group",
		Link: link, Unsure: true,
		Do: []string{
			"Either Okta Admin ▸ Directory ▸ Groups ▸ the group ▸ its former name,",
			"or Unlink pushed group ▸ Leave the group in the target app: people keep what it opens; then Push Groups ▸ By name ▸ the new name.",
		},
		Names: named(open), Expect: "every pushed group bears the same name on both sides.",
	}
}
