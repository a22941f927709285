package report

import (
	"cmp"
	"slices"

	"github.com/provision-cli/provision/checks/forecast"
)

// Forecast is what test-groups shows: a forecast, what it rests on, and how to go on.
type Forecast struct {
	forecast.Forecast

	// Profile, Okta and Organization say whose tenants they are; Sandbox that they are stand-ins.
	Profile, Okta, Organization string
	Sandbox                     bool
	// Assign are the groups that give the people their accounts, by name; AssignFrom says who named them.
	Assign     []string
	AssignFrom string
	// Notes are sentences about what the forecast does not rest on.
	Notes []string
	// Next is the command that goes on, quoted for a shell.
	Next string
	// Calls are the requests of this run, by service.
	Calls map[string]int
	Exit  int
	// ChangesOnly leaves out groups and people for whom nothing changes; All names everyone in the text.
	ChangesOnly, All bool
	// Since is what changed since a saved forecast, nil where none was given.
	Since *Shifts
}

// groupWords say what becomes of a group.
var groupWords = map[forecast.Outcome]string{
	forecast.GroupCreate:       "new group, no collision",
	forecast.GroupSynced:       "synced already",
	forecast.GroupCollides:     "a local group has its name",
	forecast.GroupDefault:      "a default group has its name: the push would be accepted and never arrive",
	forecast.GroupBuiltIn:      "a built-in group has its name: the push would be accepted and never arrive",
	forecast.GroupKind:         "of a kind that Okta does not push",
	forecast.GroupTooLarge:     "too large",
	forecast.GroupAlsoAssigned: "also assigned: late members may be left out",
}

// GroupWords says what becomes of a group, in a few words.
func GroupWords(o forecast.Outcome) string { return words(groupWords, o) }

// fates are the outcomes of people in the order in which they are counted, from good to bad.
var fates = []forecast.Outcome{
	forecast.Create, forecast.LinkManaged, forecast.LinkExternal, forecast.Reactivate, forecast.Provisioned,
	forecast.Unlinked, forecast.SecondAccount, forecast.OtherDirectory, forecast.Unusable, forecast.AbsentInactive, forecast.AbsentUnassigned,
}

var fateWords = map[forecast.Outcome]string{
	forecast.Create:           "create an account",
	forecast.LinkManaged:      "link to an account",
	forecast.LinkExternal:     "link to an account outside the organization",
	forecast.Reactivate:       "come back",
	forecast.Provisioned:      "already provisioned",
	forecast.Unlinked:         "in the directory, not linked",
	forecast.SecondAccount:    "would be a second one",
	forecast.OtherDirectory:   "held by another directory",
	forecast.Unusable:         "cannot be taken",
	forecast.AbsentInactive:   "silently absent: inactive in Okta",
	forecast.AbsentUnassigned: "silently absent: not assigned",
}

// FateWords says what becomes of people, in a few words.
func FateWords(o forecast.Outcome) string { return words(fateWords, o) }

// words falls back on the outcome itself, which is made of words.
func words(known map[forecast.Outcome]string, o forecast.Outcome) string {
	if text := known[o]; text != "" {
		return text
	}
	return string(o)
}

// Fate is how many people share an outcome.
type Fate struct {
	Outcome forecast.Outcome
	Words   string
	People  []forecast.Person
	Bad     bool
}

// Fates counts the people by outcome, from good to bad; outcomes that nobody has are left out.
func (f Forecast) Fates() []Fate {
	by := map[forecast.Outcome][]forecast.Person{}
	for _, p := range f.People {
		by[p.Outcome] = append(by[p.Outcome], p)
	}
	var list []Fate
	for o := range by {
		list = append(list, Fate{Outcome: o, Words: FateWords(o), People: by[o], Bad: by[o][0].Bad()})
	}
	slices.SortFunc(list, func(a, b Fate) int {
		return cmp.Or(cmp.Compare(rank(a.Outcome), rank(b.Outcome)), cmp.Compare(a.Outcome, b.Outcome))
	})
	return list
}

func rank(o forecast.Outcome) int {
	if i := slices.Index(fates, o); i >= 0 {
		return i
	}
	return len(fates)
}
