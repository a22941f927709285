package sandbox

import (
	"slices"

	"github.com/provision-cli/provision/clients/sandbox/console"
)

// Operates says whether the operator knows an action of the consoles.
func Operates(action string) bool {
	return slices.ContainsFunc(console.Actions(), func(a console.Action) bool { return a.ID == action })
}
