package forecast

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
)

func key(name string) string { return strings.ToLower(name) }

// pushing is one group to be pushed, with what both sides know of it.
type pushing struct {
	group   okta.Group
	members facts.Users
	twin    *Namesake        // a local group of that name
	org     *atlassian.Group // the organization's group of that name, synced before local
	theirs  *facts.SCIMGroup // the directory's; nil: none
	mapping *okta.PushMapping
	opens   []door
	leaving []string // records whom the push takes out of the directory's group
	outcome GroupOutcome
}

// pushes reads the groups to be pushed and says how each push would end.
func (w *world) pushes(ctx context.Context) ([]*pushing, error) {
	twins, err := Namesakes(ctx, w.f, facts.Names(w.push))
	if err != nil {
		return nil, err
	}
	found, err := w.f.OrgGroups(ctx, facts.Names(w.push))
	if err != nil {
		return nil, err
	}
	out := make([]*pushing, 0, len(w.push))
	for _, g := range w.push {
		p := &pushing{group: g, twin: twinOf(twins, g.Name), org: inOrganization(found[key(g.Name)]), theirs: w.records.Named(g.Name)}
		if m, ok := w.mappings[g.ID]; ok {
			p.mapping = &m
		}
		if p.members, err = w.f.Members(ctx, g.ID); err != nil {
			return nil, err
		}
		if p.opens, err = w.doors(ctx, p); err != nil {
			return nil, err
		}
		if err := w.fate(ctx, p); err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b *pushing) int {
		return strings.Compare(a.group.Name+"\x00"+a.group.ID, b.group.Name+"\x00"+b.group.ID)
	})
	return out, nil
}

// twinOf prefers a default or built-in group, which cannot even be taken over.
func twinOf(twins []Namesake, name string) *Namesake {
	var out *Namesake
	for i, t := range twins {
		if key(t.Name) == key(name) && (out == nil || out.Outcome == GroupCollides) {
			out = &twins[i]
		}
	}
	return out
}

func inOrganization(found []atlassian.Group) *atlassian.Group {
	if g, ok := facts.Synced(found); ok {
		return &g
	}
	if len(found) > 0 {
		return &found[0]
	}
	return nil
}

func (w *world) fate(ctx context.Context, p *pushing) error {
	formerly := ""
	if p.mapping != nil && p.theirs == nil && p.twin == nil {
		formers, err := w.f.Formers(ctx)
		if err != nil && !errors.Is(err, clients.ErrDenied) {
			return err
		}
		if was, ok := formers[p.group.ID]; ok {
			formerly = was.Was.DisplayName
		}
	}
	p.outcome = w.group(p, formerly)
	if p.org != nil {
		p.outcome.AtlassianID = p.org.ID
	}
	for _, o := range p.opens {
		p.outcome.Opens = append(p.outcome.Opens, o.String())
	}
	slices.Sort(p.outcome.Opens)
	p.outcome.Opens = slices.Compact(p.outcome.Opens)
	return nil
}

// group puts what would go wrong before what would go well. formerly is the
// name under which the directory still has a group that Okta has renamed.
func (w *world) group(p *pushing, formerly string) GroupOutcome {
	g, members := p.group, p.members.Len()
	o := GroupOutcome{ID: g.ID, Name: g.Name, Members: members, Outcome: GroupCreate, Pushed: p.mapping != nil, Exists: p.theirs != nil}
	switch {
	case g.Type == "BUILT_IN":
		o.fate(GroupKind, "Okta does not push its built-in groups")
	case members > MaxMembers:
		o.fate(GroupTooLarge, fmt.Sprintf("%d members; a synced group may have %d", members, MaxMembers))
	case p.twin != nil && p.twin.Outcome == GroupDefault:
		o.fate(GroupDefault, "a default group of "+strings.Join(p.twin.Of, ", ")+" has this name: the push would be accepted and never arrive")
	case p.twin != nil && p.twin.Outcome == GroupBuiltIn:
		o.fate(GroupBuiltIn, "a built-in group has this name: the push would be accepted and never arrive")
	case p.twin != nil:
		o.fate(GroupCollides, collision(p.twin, p.opens))
	case formerly != "":
		o.fate(GroupRenamed, "renamed in Okta; Atlassian has it as "+formerly+", and SCIM renames no group: unlink it, and push it anew")
	case p.mapping != nil:
		w.mapped(p, &o)
	case p.theirs != nil:
		o.Outcome = GroupSynced
	case w.assigned[g.ID]:
		o.Outcome = GroupAlsoAssigned
	}
	if w.assigned[g.ID] && !o.Bad() {
		o.Problems = append(o.Problems, "also assigned to the app: late members may be left out")
	}
	return o
}

// mapped is a group that Okta pushes already.
func (w *world) mapped(p *pushing, o *GroupOutcome) {
	const where = ": Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ Push Groups ▸ "
	o.Outcome = GroupSynced
	switch {
	case p.mapping.Status == "ERROR":
		o.fate(GroupError, strings.TrimSuffix("its push mapping is in error: "+p.mapping.ErrorSummary, ": "))
	case p.theirs == nil && p.mapping.Status == "ACTIVE":
		o.fate(GroupError, "Okta holds a push mapping, but the group is not in the directory"+where+p.group.Name+" ▸ Push now")
	case p.theirs == nil:
		o.fate(GroupError, "its push mapping is switched off, and the group is not in the directory"+where+p.group.Name)
	case p.mapping.Status == "INACTIVE":
		o.Problems = append(o.Problems, "its push mapping is switched off: membership changes do not reach Atlassian")
	case p.org == nil:
		o.Problems = append(o.Problems, "in the directory, but not in the organization: it is on its way, or will never arrive")
	}
}

func (o *GroupOutcome) fate(outcome Outcome, problem string) {
	o.Outcome, o.Problems = outcome, append(o.Problems, problem)
}

func collision(t *Namesake, opens []door) string {
	text := "a local group (" + t.ID + ") has this name"
	var names []string
	for _, o := range opens {
		names = append(names, o.String())
	}
	if names == nil {
		names = t.Opens
	}
	if len(names) > 0 {
		text += " and opens " + strings.Join(names, ", ")
	}
	return text + "; taking it over would replace its members"
}
