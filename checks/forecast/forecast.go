// Package forecast says what pushing and assigning Okta groups would do to
// every group and every person, before it is done. It reads and never writes.
package forecast

import (
	"context"
	"slices"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/okta"
)

// Forecast is the whole answer; people and groups are sorted.
type Forecast struct {
	Groups  []GroupOutcome
	People  []Person
	Seats   []Seat
	Counts  map[Outcome]int // people by outcome
	Billed  int             // accounts that Guard would bill anew, as far as that is known
	Unknown []string        // sentences about what nothing tells beforehand
	Cost    Cost
	Rails   []Rail // the limits that this would pass
}

// With returns the people who have one of these outcomes.
func (f Forecast) With(outcomes ...Outcome) []Person {
	return f.where(func(p Person) bool {
		return slices.Contains(outcomes, p.Outcome)
	})
}

// Renamed returns the people whose sign-on name would change.
func (f Forecast) Renamed() []Person {
	return f.where(func(p Person) bool { return p.SSOBefore != "" && p.renamed() })
}

// ProtectedTouched returns the protected people for whom something would change.
func (f Forecast) ProtectedTouched() []Person {
	return f.where(func(p Person) bool { return p.Protected != "" && p.Touched() })
}

func (f Forecast) where(is func(Person) bool) []Person {
	var out []Person
	for _, p := range f.People {
		if is(p) {
			out = append(out, p)
		}
	}
	return out
}

// Losing returns, by group, the people whom a push would remove from a group
// that exists already.
func (f Forecast) Losing() map[string][]string {
	out := map[string][]string{}
	for _, g := range f.Groups {
		if len(g.Leaving()) > 0 {
			out[g.Name] = g.Leaving()
		}
	}
	return out
}

// Of forecasts what pushing the groups of push and assigning those of assign
// to the app would do. Groups already assigned stay so; before there is an app
// or a directory, they count as empty. An error means that a list could not be
// read wholly: then there is no forecast.
func Of(ctx context.Context, f *facts.Facts, push, assign []okta.Group) (Forecast, error) {
	w, err := look(ctx, f, push, assign)
	if err != nil {
		return Forecast{}, err
	}
	return w.forecast(ctx)
}

// Planned is Of for the time after the app's user name format has become
// template: whoever is not assigned yet gets their user name from it.
func Planned(ctx context.Context, f *facts.Facts, push, assign []okta.Group, template string) (Forecast, error) {
	w, err := look(ctx, f, push, assign)
	if err != nil {
		return Forecast{}, err
	}
	w.format = facts.ParseSource(template)
	return w.forecast(ctx)
}

func (w *world) forecast(ctx context.Context) (out Forecast, err error) {
	pushes, err := w.pushes(ctx)
	if err != nil {
		return Forecast{}, err
	}
	if out.People, err = w.people(ctx); err != nil {
		return Forecast{}, err
	}
	if err := w.move(ctx, pushes, out.People); err != nil {
		return Forecast{}, err
	}
	for _, g := range pushes {
		out.Groups = append(out.Groups, g.outcome)
	}
	if out.Seats, err = w.seatsOf(ctx, pushes, out.People); err != nil {
		return Forecast{}, err
	}
	if err := w.bill(ctx, &out); err != nil {
		return Forecast{}, err
	}
	out.Counts = counts(out.People)
	out.Cost = costOf(out)
	out.Rails, err = w.rails(ctx, out)
	return out, err
}

func counts(people []Person) map[Outcome]int {
	out := map[Outcome]int{}
	for _, p := range people {
		out[p.Outcome]++
	}
	return out
}
