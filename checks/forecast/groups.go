package forecast

import (
	"context"
	"fmt"
	"sort"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/okta"
)

func key(name string) string { return strings.ToLower(name) }

// groups forecasts the pushes.
func (w *world) groups(ctx context.Context) ([]GroupOutcome, error) {
	twins, err := Namesakes(ctx, w.f, facts.Names(w.push))
	if err != nil {
		return nil, err
	}
	byName := map[string]Namesake{}
	for _, t := range twins {
		if old, ok := byName[key(t.Name)]; !ok || old.Outcome == GroupCollides {
			byName[key(t.Name)] = t
		}
	}
	out := make([]GroupOutcome, 0, len(w.push))
	for _, g := range w.push {
		members, err := w.f.Members(ctx, g.ID)
		if err != nil {
			return nil, err
		}
		twin, has := byName[key(g.Name)]
		o := w.group(g, members.Len(), twin, has)
		w.losing(&o, g, members)
		out = append(out, o)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out, nil
}

// group puts what would go wrong before what would go well.
func (w *world) group(g okta.Group, members int, twin Namesake, has bool) GroupOutcome {
	o := GroupOutcome{ID: g.ID, Name: g.Name, Members: members, Outcome: GroupCreate}
	switch {
	case g.Type == "BUILT_IN":
		o.fate(GroupKind, "Okta does not push its built-in groups")
	case members > MaxMembers:
		o.fate(GroupTooLarge, fmt.Sprintf("%d members; a synced group may have %d", members, MaxMembers))
	case has && twin.Outcome == GroupDefault:
		o.fate(GroupDefault, "a default group of "+strings.Join(twin.Of, ", ")+" has this name: the push would be accepted and never arrive")
	case has && twin.Outcome == GroupBuiltIn:
		o.fate(GroupBuiltIn, "a built-in group has this name: the push would be accepted and never arrive")
	case has:
		o.fate(GroupCollides, collision(twin))
	case w.records.Named(g.Name) != nil:
		o.Outcome = GroupSynced
	case w.assigned[g.ID]:
		o.Outcome = GroupAlsoAssigned
	}
	if w.assigned[g.ID] && !o.Bad() {
		o.Problems = append(o.Problems, "also assigned to the app: late members may be left out")
	}
	if m, ok := w.mappings[g.ID]; ok && m.Status == "ERROR" {
		o.Problems = append(o.Problems, strings.TrimSuffix("its push mapping is in error: "+m.ErrorSummary, ": "))
	}
	return o
}

func (o *GroupOutcome) fate(outcome Outcome, problem string) {
	o.Outcome, o.Problems = outcome, append(o.Problems, problem)
}

func collision(t Namesake) string {
	text := "a local group (" + t.ID + ") has this name"
	if len(t.Opens) > 0 {
		text += " and opens " + strings.Join(t.Opens, ", ")
	}
	return text + "; taking it over would replace its members"
}

// losing names whom a first push into a group that exists would remove: Okta
// reconciles once, when the push is set up.
func (w *world) losing(o *GroupOutcome, g okta.Group, members facts.Users) {
	theirs := w.records.Named(g.Name)
	if _, mapped := w.mappings[g.ID]; mapped || theirs == nil || o.Bad() {
		return
	}
	ours := map[string]bool{}
	for u := range members.All() {
		if r := w.users.Of(u.ID, w.app.Of(u.ID)); r != nil {
			ours[r.ID] = true
		}
		if r := w.users.ByUserName(w.format.Of(u)); r != nil {
			ours[r.ID] = true
		}
	}
	for id := range theirs.Members() {
		if r := w.users.ByID(id); r != nil && r.Active && !ours[id] {
			o.Loses = append(o.Loses, r.UserName)
		}
	}
	sort.Strings(o.Loses)
}
