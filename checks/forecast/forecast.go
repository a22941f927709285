// Package forecast says what pushing and assigning Okta groups would do to
// every group and every person, before it is done. It reads and never writes.
package forecast

import (
	"context"
	"slices"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/okta"
)

// Outcome is what would happen to one person or one group.
type Outcome string

// What would happen to a person.
const (
	Create           Outcome = "create"            // a new Atlassian account
	LinkManaged      Outcome = "link-managed"      // linked to an existing account of the organization
	LinkExternal     Outcome = "link-external"     // linked to an existing account outside the organization
	Provisioned      Outcome = "provisioned"       // in the directory, active and linked already
	Unlinked         Outcome = "unlinked"          // in the directory, but linked to no account
	Reactivate       Outcome = "reactivate"        // in the directory, inactive: would be activated
	SecondAccount    Outcome = "second-account"    // would end with two accounts, or be refused for one that exists
	AbsentInactive   Outcome = "absent-inactive"   // inactive in Okta, so silently left out
	AbsentUnassigned Outcome = "absent-unassigned" // in a pushed group, but not assigned, so silently left out
	OtherDirectory   Outcome = "other-directory"   // held by another SCIM directory
	Unusable         Outcome = "unusable"          // an attribute that Atlassian cannot take
)

// What would happen to a group.
const (
	GroupCreate       Outcome = "create"        // a new group
	GroupSynced       Outcome = "synced"        // in the directory already
	GroupCollides     Outcome = "collides"      // a local Atlassian group has the name
	GroupDefault      Outcome = "default-group" // a default group has the name: accepted, and never arrives
	GroupBuiltIn      Outcome = "built-in"      // a built-in group has the name: accepted, and never arrives
	GroupKind         Outcome = "kind"          // a kind that Okta does not push
	GroupTooLarge     Outcome = "too-large"     // more members than a synced group may have
	GroupAlsoAssigned Outcome = "also-assigned" // also assigned to the app: late members may be left out
	GroupRenamed      Outcome = "renamed"       // renamed in Okta since it was pushed; SCIM renames no group
	GroupError        Outcome = "error"         // its push mapping is in error: Okta pushes no membership change
)

// MaxMembers is Atlassian's limit of members in one synced group.
const MaxMembers = 35_000

// GroupOutcome is what pushing one group would do.
type GroupOutcome struct {
	ID, Name string
	Outcome  Outcome
	Members  int
	Problems []string
	// AtlassianID is the id of the organization's group of this name; empty: there is none.
	AtlassianID string
	Opens       []string // what that group opens, as "jira-software on example.atlassian.net"
	Gains       []string // people whom the push would add to a group that exists, by user name
	Loses       []string // people whom the push would remove from it, by user name or address
}

// Bad says whether pushing the group would go wrong.
func (o GroupOutcome) Bad() bool {
	switch o.Outcome {
	case GroupCreate, GroupSynced, GroupAlsoAssigned:
		return false
	}
	return true
}

// Person is what assigning and pushing would do to one person.
type Person struct {
	ID, Login, Name, Email string
	UserName               string // the app's user name, which is also the sign-on name
	Outcome                Outcome
	Groups                 []string // the chosen groups this person is in, by name
	Problems               []string
	SSOBefore, SSOAfter    string   // sign-on name now and after; equal where nothing changes
	Protected              string   // why this person is protected; empty: not protected
	Account, AccountID     string   // the address and id of the account that exists; empty: none is known
	SCIMEmail, RecordID    string   // the primary address and id of the directory's record; empty: there is none
	Gains, Loses           []string // products, as "jira-software on example.atlassian.net"
	Billed                 bool     // Guard would bill this account anew
	Domain                 string   // of the primary address: "claimed", "verified", "foreign"; empty: not known
}

// Bad says whether something would go wrong for this person.
func (p Person) Bad() bool {
	switch p.Outcome {
	case Create, LinkManaged, LinkExternal, Provisioned, Reactivate:
		return false
	}
	return true
}

// Touched says whether anything would change for this person.
func (p Person) Touched() bool {
	switch p.Outcome {
	case Provisioned, AbsentInactive, AbsentUnassigned, Unusable:
		return p.renamed()
	}
	return true
}

// renamed says whether the sign-on name changes; Atlassian does not mind letter case.
func (p Person) renamed() bool { return !strings.EqualFold(p.SSOBefore, p.SSOAfter) }

// Seat is the seats of one product on one site.
type Seat struct {
	Product, Site string
	Needed        int
	Left          int // -1: unknown
}

// Forecast is the whole answer; people and groups are sorted.
type Forecast struct {
	Groups []GroupOutcome
	People []Person
	Seats  []Seat
	Counts map[Outcome]int // people by outcome
	Billed int             // accounts that Guard would bill anew
	Cost   Cost
	Rails  []Rail // the limits that this would pass
}

// Cost is what Okta and Atlassian do after the click.
type Cost struct {
	Calls   int // Okta's calls to Atlassian, about
	Minutes int // at least one
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
		if len(g.Loses) > 0 {
			out[g.Name] = g.Loses
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
	if out.Groups, err = w.groups(ctx); err != nil {
		return Forecast{}, err
	}
	if out.People, err = w.people(ctx); err != nil {
		return Forecast{}, err
	}
	if out.Seats, err = w.seats(ctx); err != nil {
		return Forecast{}, err
	}
	out.Counts = counts(out.People)
	return out, nil
}

func counts(people []Person) map[Outcome]int {
	out := map[Outcome]int{}
	for _, p := range people {
		out[p.Outcome]++
	}
	return out
}
