// Package assume is the table of what no document of the vendors settles and this program takes for so, and what runs on
// tenants have found out about it.
package assume

import (
	"slices"
	"strings"
)

// ID names one assumption; code that depends on it names it by its constant.
type ID string

// Assumption is one thing that no document of the vendors says, or on which they disagree.
type Assumption struct {
	ID ID `json:"id"`
	// Assume is what this program takes for so.
	Assume string `json:"assume"`
	// Shows is where a person or a reading would see it.
	Shows string `json:"shows"`
	// Wrong is what happens where it is not so.
	Wrong string `json:"wrong"`
	// Variant plays the other case in the sandbox, as --variant takes it; empty where the sandbox has none.
	Variant string `json:"variant"`
	// Source is the topic of the vendors' documents that leaves it open.
	Source string `json:"source"`
}

// All are the assumptions: those about Okta first, then those about Atlassian.
func All() []Assumption {
	return slices.Concat(oktaApp(), oktaPush(), oktaAccess(), directory(), organization())
}

// Find returns the assumption with an id.
func Find(id ID) (Assumption, bool) {
	i := slices.IndexFunc(All(), func(a Assumption) bool { return a.ID == id })
	if i < 0 {
		return Assumption{}, false
	}
	return All()[i], true
}

// Plays splits the variant into the sandbox's id and value; both are empty where the sandbox has none.
func (a Assumption) Plays() (id, value string) {
	id, value, _ = strings.Cut(a.Variant, "=")
	return id, value
}
