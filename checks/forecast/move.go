package forecast

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// move says who joins and leaves each group, and what that opens and closes.
func (w *world) move(ctx context.Context, pushes []*pushing, people []Person) error {
	byID, byRecord := map[string]*Person{}, map[string]*Person{}
	for i := range people {
		byID[people[i].ID] = &people[i]
		if people[i].RecordID != "" {
			byRecord[people[i].RecordID] = &people[i]
		}
	}
	for _, g := range pushes {
		comers := comersOf(g, byID)
		switch {
		case g.outcome.Outcome == GroupCollides:
			if err := w.takeOver(ctx, g, comers); err != nil {
				return err
			}
		case g.outcome.Bad():
			g.outcome.After = -1
		case g.mapping != nil:
			g.outcome.After = -1
			late(g, comers)
			gain(g, comers)
		default:
			w.replace(g, comers)
			gain(g, comers)
			lose(g, byRecord)
		}
	}
	for i := range people {
		people[i].settle()
	}
	return nil
}

// comersOf are the members who have a record afterwards.
func comersOf(g *pushing, people map[string]*Person) []*Person {
	var out []*Person
	for u := range g.members.All() {
		if p := people[u.ID]; p != nil && p.arrives() {
			out = append(out, p)
		}
	}
	return out
}

// replace is a first push: Okta reconciles once, when the push is set up, and
// members whom the Okta group does not have go away then.
func (w *world) replace(g *pushing, comers []*Person) {
	o := &g.outcome
	stays := map[string]bool{}
	for _, p := range comers {
		if p.RecordID != "" {
			stays[p.RecordID] = true
		}
		if g.theirs != nil && !isIn(g, p) {
			o.Gains = append(o.Gains, p.UserName)
		}
	}
	o.After = len(comers)
	for id := range g.theirs.Members() {
		if r := w.users.ByID(id); r != nil && r.Active && !stays[id] {
			o.Loses, g.leaving = append(o.Loses, r.UserName), append(g.leaving, id)
		}
	}
	slices.Sort(o.Gains)
	slices.Sort(o.Loses)
}

func isIn(g *pushing, p *Person) bool { return p.RecordID != "" && g.theirs.Has(p.RecordID) }

// late are people who are provisioned only after their group was pushed.
func late(g *pushing, comers []*Person) {
	n := 0
	for _, p := range comers {
		if !isIn(g, p) {
			n++
		}
	}
	if n > 0 {
		g.outcome.Problems = append(g.outcome.Problems, fmt.Sprintf("pushed before %d of its members are provisioned: Okta may leave them out until the group is pushed again", n))
	}
}

// takeOver says who would join and leave a local group if somebody let the
// directory have it: its members would become those of the Okta group.
func (w *world) takeOver(ctx context.Context, g *pushing, comers []*Person) error {
	o := &g.outcome
	o.After = -1
	if g.org == nil || g.org.ExternalSynced {
		return nil
	}
	local, err := w.f.GroupAccounts(ctx, *g.org)
	if err != nil {
		return err
	}
	inside, stays := map[string]bool{}, map[string]bool{}
	for _, a := range local {
		inside[key(a.Email)], inside[a.AccountID] = true, true
	}
	for _, p := range comers {
		stays[key(p.Email)], stays[p.AccountID] = true, true
		if !inside[key(p.Email)] && (p.AccountID == "" || !inside[p.AccountID]) {
			o.Gains = append(o.Gains, p.UserName)
		}
	}
	for _, a := range local {
		if !stays[key(a.Email)] && !stays[a.AccountID] {
			o.Loses = append(o.Loses, a.Email)
		}
	}
	slices.Sort(o.Gains)
	slices.Sort(o.Loses)
	o.Problems = append(o.Problems, fmt.Sprintf("if it were taken over: %d would join it and %d would leave", len(o.Gains), len(o.Loses)))
	return nil
}

// gain gives the comers what the group opens, unless they have it through the group already.
func gain(g *pushing, comers []*Person) {
	for _, p := range comers {
		if !p.works() {
			continue
		}
		seated := isIn(g, p) && p.Outcome != Reactivate && p.existing
		for _, o := range g.opens {
			if !seated || !o.now {
				p.Gains = append(p.Gains, o.String())
			}
		}
	}
}

// lose takes what the group opens now from the people of the forecast who leave it.
func lose(g *pushing, byRecord map[string]*Person) {
	for _, id := range g.leaving {
		p := byRecord[id]
		if p == nil {
			continue
		}
		for _, o := range g.opens {
			if o.now {
				p.Loses = append(p.Loses, o.String())
			}
		}
	}
}

// settle sorts what was gathered; what one group takes and another gives is kept.
func (p *Person) settle() {
	slices.Sort(p.Gains)
	p.Gains = slices.Compact(p.Gains)
	slices.Sort(p.Loses)
	p.Loses = slices.DeleteFunc(slices.Compact(p.Loses), func(o string) bool { return slices.Contains(p.Gains, o) })
	if len(p.Loses) > 0 {
		p.Problems = append(p.Problems, "would lose "+strings.Join(p.Loses, ", ")+", unless another group opens it")
	}
}
