package facts

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/provision-cli/provision/clients/okta"
)

// logKept is how far back Okta keeps its System Log, less a day for the clocks.
const logKept = 89 * 24 * time.Hour

// Former is a pushed group whose name changed in Okta after it was pushed.
type Former struct {
	Group okta.Group
	Was   *SCIMGroup // the directory's group that it was pushed as
}

// PushedGroups are the groups of the app's push mappings, whatever is wanted, by name.
func (f *Facts) PushedGroups(ctx context.Context) ([]okta.Group, error) {
	mappings, err := f.PushMappings(ctx)
	if err != nil {
		return nil, err
	}
	ids := make([]string, 0, len(mappings))
	for _, m := range mappings {
		ids = append(ids, m.GroupID)
	}
	return f.groupsByID(ctx, ids)
}

// Formers are the pushed groups that the directory holds under an earlier name, by Okta group id. Nothing is asked unless
// the directory holds a group that no pushed group's name explains.
func (f *Facts) Formers(ctx context.Context) (map[string]Former, error) {
	return f.audit.formers.get(ctx, f.readFormers)
}

func (f *Facts) readFormers(ctx context.Context) (map[string]Former, error) {
	mappings, err := f.PushMappings(ctx)
	if err != nil {
		return nil, err
	}
	records, err := f.SCIMGroups(ctx)
	if err != nil {
		return nil, err
	}
	groups, err := f.PushedGroups(ctx)
	if err != nil {
		return nil, err
	}
	lost, stray := unexplained(groups, records)
	out := map[string]Former{}
	for _, g := range lost {
		was, err := f.former(ctx, g, mappings, stray)
		if err != nil {
			return nil, err
		}
		if was != nil {
			out[g.ID] = Former{Group: g, Was: was}
			delete(stray, strings.ToLower(was.DisplayName))
		}
	}
	return out, nil
}

// unexplained are the pushed groups whose names the directory does not have, and the directory's groups, by lower-case
// name, whose names no pushed group has. Where there is none of the one, the other is of no use.
func unexplained(groups []okta.Group, records *SCIMGroups) (lost []okta.Group, stray map[string]*SCIMGroup) {
	stray = map[string]*SCIMGroup{}
	for g := range records.All() {
		stray[strings.ToLower(g.DisplayName)] = g
	}
	for _, g := range groups {
		if records.Named(g.Name) == nil {
			lost = append(lost, g)
		}
		delete(stray, strings.ToLower(g.Name))
	}
	if len(stray) == 0 {
		lost = nil
	}
	return lost, stray
}

// former looks for the name that a group was pushed under: in the group that Okta keeps for the app, then in the System
// Log, then by its members. Only the last may be mistaken, so it wants the same people and one such group.
func (f *Facts) former(ctx context.Context, g okta.Group, mappings []okta.PushMapping, stray map[string]*SCIMGroup) (*SCIMGroup, error) {
	for _, m := range mappings {
		if m.GroupID != g.ID || m.TargetGroupID == "" {
			continue
		}
		target, err := f.Group(ctx, m.TargetGroupID)
		if err == nil && stray[strings.ToLower(target.Name)] != nil {
			return stray[strings.ToLower(target.Name)], nil
		}
	}
	events, err := f.AppEvents(ctx, f.now.Add(-logKept), `eventType sw "application.provision.group_push." and target.id eq "`+g.ID+`"`)
	for _, e := range slices.Backward(events) {
		for _, t := range e.Targets {
			if was := stray[strings.ToLower(t.DisplayName)]; t.ID == g.ID && was != nil {
				return was, nil
			}
		}
	}
	was, peopleErr := f.samePeople(ctx, g, stray)
	if was == nil && peopleErr == nil {
		peopleErr = err // a log that may not be read leaves open what the others did not tell
	}
	return was, peopleErr
}

// samePeople is the one directory group that holds exactly the people of a pushed group; nil for none or several.
func (f *Facts) samePeople(ctx context.Context, g okta.Group, stray map[string]*SCIMGroup) (*SCIMGroup, error) {
	people, err := f.Joined(ctx, []okta.Group{g}, false)
	if err != nil {
		return nil, err
	}
	ours := map[string]bool{}
	for p := range people.All() {
		if p.Record != nil && p.Assigned && p.Active() {
			ours[p.Record.ID] = true
		}
	}
	var found *SCIMGroup
	for _, s := range stray {
		if len(ours) == 0 || s.Len() != len(ours) || !within(s, ours) {
			continue
		}
		if found != nil {
			return nil, nil
		}
		found = s
	}
	return found, nil
}

// within says whether all members of a group are among these records.
func within(g *SCIMGroup, ids map[string]bool) bool {
	for id := range g.Members() {
		if !ids[id] {
			return false
		}
	}
	return true
}
