package report

import (
	"slices"

	"github.com/provision-cli/provision/checks/forecast"
)

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
	forecast.GroupRenamed:      "renamed since it was pushed",
	forecast.GroupError:        "its mapping is in error",
}

// GroupWords says what becomes of a group, in a few words.
func GroupWords(o forecast.Outcome) string { return words(groupWords, o) }

// fates are the outcomes of people in the order in which they are counted, from good to bad.
var fates = []forecast.Outcome{
	forecast.Create, forecast.LinkManaged, forecast.LinkExternal, forecast.Reactivate, forecast.Provisioned,
	forecast.Unlinked, forecast.SecondAccount, forecast.OtherDirectory, forecast.Unusable, forecast.AbsentStuck, forecast.AbsentInactive,
	forecast.AbsentUnassigned,
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
	forecast.AbsentStuck:      "silently absent: assigned, and never sent",
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

func rank(o forecast.Outcome) int {
	if i := slices.Index(fates, o); i >= 0 {
		return i
	}
	return len(fates)
}
