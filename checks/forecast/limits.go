package forecast

import (
	"context"
	"slices"
	"strings"
)

// rails are the limits that carrying the forecast out would pass.
func (w *world) rails(ctx context.Context, f Forecast) ([]Rail, error) {
	t := Touch{Emptied: map[string][]string{}, Needs: f.Needs()}
	for _, p := range f.Renamed() {
		t.Names = append(t.Names, p.Login)
	}
	for _, p := range f.People {
		switch p.Effect() {
		case Makes:
			t.Created = append(t.Created, p.Login)
		case TakesOver:
			t.Taken = append(t.Taken, p.Login)
		}
	}
	for _, p := range f.ProtectedTouched() {
		t.Protected = append(t.Protected, p.Login)
	}
	for _, g := range f.Groups {
		t.Scope = max(t.Scope, g.Members)
		t.Lost = append(t.Lost, g.Leaving()...)
		if g.Empties() {
			t.Emptied[g.Name] = g.Leaving()
		}
	}
	shrunk, err := w.shrunk(ctx)
	return append(Limits(t), shrunk...), err
}

// Effect is what rails count of a person's outcome.
type Effect int

// The effects.
const (
	Leaves    Effect = iota // no account is made or taken over
	Makes                   // an account is made, or tried to be
	TakesOver               // an account that exists is linked, or switched on
)

// Effect says whether the person's outcome makes or takes over an account.
func (p Person) Effect() Effect {
	switch p.Outcome {
	case Create:
		return Makes
	case SecondAccount:
		if p.New {
			return Makes
		}
	case LinkManaged, LinkExternal, Reactivate:
		return TakesOver
	}
	return Leaves
}

// Needs are the seats, with who needs them.
func (f Forecast) Needs() []Need {
	var out []Need
	for _, s := range f.Seats {
		n := Need{Product: s.Product, Site: s.Site, Needed: s.Needed, Left: s.Left}
		for _, p := range f.People {
			if slices.Contains(p.Gains, s.Product+" on "+hostOf(s.Site)) {
				n.People = append(n.People, p)
			}
		}
		out = append(out, n)
	}
	return out
}

// shrunk compares the groups with how many members they had when a run of setup last reached its end.
func (w *world) shrunk(ctx context.Context) ([]Rail, error) {
	var out []Rail
	seen := map[string]bool{}
	groups := slices.Concat(w.push, w.assign)
	for _, g := range groups {
		was, known := w.f.Kept().Sizes[g.ID]
		if !known || seen[g.ID] {
			continue
		}
		seen[g.ID] = true
		members, err := w.f.Members(ctx, g.ID)
		if err != nil {
			return nil, err
		}
		now := 0
		for u := range members.All() {
			if u.Active() {
				now++
			}
		}
		if r, tripped := Shrunk(g.Name, was.Members, now, was.On); tripped {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b Rail) int { return strings.Compare(a.Title, b.Title) })
	return out, nil
}
