package forecast

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/okta"
)

// HopStatus says how one value on a person's way stands.
type HopStatus string

// How a value stands.
const (
	HopGood    HopStatus = "good"
	HopOdd     HopStatus = "odd"     // not as it should be, but nobody is kept out by it
	HopBad     HopStatus = "bad"     // the way breaks here
	HopUnknown HopStatus = "unknown" // could not be looked at, or nothing tells
	HopNotYet  HopStatus = "not-yet" // comes with a step that is still to be done
)

// Hop is one value on a person's way from Okta to a product.
type Hop struct {
	ID     string // such as record.active; stable
	Title  string // the stage of the way, such as "SCIM record"; several hops share one
	Where  string // the system that holds the value
	Field  string
	Value  string // empty: none
	Says   string // why it stands so; empty where the value speaks for itself
	Next   string // what to do about it; empty for what is good
	Status HopStatus
}

// Trace follows one person through every hop.
type Trace struct {
	Login, Name string
	Person      Person // what the forecast says of this person; zero when a list could not be read
	Hops        []Hop
	Verdict     string // one sentence: where the way breaks first, or that it does not
	Next        string // what to do next; empty when there is nothing
}

// Status is the worst that there is: bad before unknown before not-yet before good; what is only odd counts as good.
func (t Trace) Status() HopStatus {
	for _, s := range []HopStatus{HopBad, HopUnknown, HopNotYet} {
		if _, found := t.first(s); found {
			return s
		}
	}
	return HopGood
}

func (t Trace) first(s ...HopStatus) (Hop, bool) {
	for _, h := range t.Hops {
		if slices.Contains(s, h.Status) {
			return h, true
		}
	}
	return Hop{}, false
}

// WhoError says that a name means nobody in Okta, or several people.
type WhoError struct {
	Name  string
	Found []okta.User // those who have the name, when there are several
	Near  []okta.User // those whose name begins alike, when nobody has it
}

// Error names whom the name could mean.
func (e *WhoError) Error() string {
	if len(e.Found) > 1 {
		return fmt.Sprintf("%d people in Okta are named %q; give the login of the one who is meant: %s", len(e.Found), e.Name, people(e.Found))
	}
	if len(e.Near) > 0 {
		return fmt.Sprintf("nobody in Okta has the login, e-mail address, id or name %q; near are: %s", e.Name, people(e.Near))
	}
	return fmt.Sprintf("nobody in Okta has the login, e-mail address, id or name %q", e.Name)
}

func people(list []okta.User) string {
	texts := make([]string, len(list))
	for i, u := range list {
		texts[i] = strings.TrimSpace(u.Profile.Login + " (" + strings.TrimSpace(u.Profile.FirstName+" "+u.Profile.LastName) + ", " + strings.ToLower(u.Status) + ")")
	}
	return strings.Join(texts, ", ")
}

// Follow follows one person, named by login, e-mail address, Okta id or full
// name, from their Okta profile to the products, and says where the way
// breaks first. push and assign are the groups to be pushed and assigned; nil
// for those of the Intent, else of the tenants, which are then only compared
// with the person's own groups, so that no other is read. It costs at most 25
// calls whatever the size of the tenants.
//
// A value that could not be looked at is a hop of its own. The error is a
// *WhoError, or that of reading the person in Okta.
func Follow(ctx context.Context, f *facts.Facts, push, assign []okta.Group, name string) (Trace, error) {
	u, err := whoIs(ctx, f, name)
	if err != nil {
		return Trace{}, err
	}
	in := f.Intent()
	w := readWay(ctx, f, u, chosen(assign, in.AssignGroups), chosen(push, in.PushGroups))
	t := w.judge()
	t.Person = w.person(ctx, f)
	if ctx.Err() != nil {
		return Trace{}, context.Cause(ctx)
	}
	return t, nil
}

// chosen says of a group whether it is one of those given, or else of those named.
func chosen(groups []okta.Group, names []string) func(okta.Group) bool {
	return func(g okta.Group) bool {
		if groups != nil {
			return slices.ContainsFunc(groups, func(c okta.Group) bool { return c.ID == g.ID })
		}
		return slices.Contains(names, g.Name) || slices.Contains(names, g.ID)
	}
}

// fewNear is how many near matches are named.
const fewNear = 5

func whoIs(ctx context.Context, f *facts.Facts, name string) (okta.User, error) {
	found, err := f.PeopleNamed(ctx, name)
	if err != nil {
		return okta.User{}, fmt.Errorf("look for %q in Okta: %w", name, err)
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		near, err := f.PeopleNear(ctx, name)
		if err != nil {
			return okta.User{}, fmt.Errorf("look for names near %q in Okta: %w", name, err)
		}
		return okta.User{}, &WhoError{Name: name, Near: nearest(name, near)}
	}
	return okta.User{}, &WhoError{Name: name, Found: found}
}

// nearest are the people whose login, address or name differs least from a text.
func nearest(name string, people []okta.User) []okta.User {
	type near struct {
		user  okta.User
		steps int
	}
	list := make([]near, 0, len(people))
	for _, u := range people {
		p, best := u.Profile, 1<<20
		for _, have := range []string{p.Login, p.Email, p.FirstName + " " + p.LastName, p.LastName, p.FirstName} {
			best = min(best, steps(key(name), key(have)))
		}
		list = append(list, near{u, best})
	}
	slices.SortStableFunc(list, func(a, b near) int { return a.steps - b.steps })
	var out []okta.User
	for _, n := range list[:min(fewNear, len(list))] {
		out = append(out, n.user)
	}
	return out
}

// steps is how many letters are to be added, left out or replaced to make one text of the other.
func steps(a, b string) int {
	from, to := []rune(a), []rune(b)
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range from {
		diagonal := row[0]
		row[0] = i + 1
		for j, s := range to {
			cost := diagonal
			if r != s {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(to)]
}
