package sandbox

import "github.com/provision-cli/provision/clients/sandbox/console"

// Operates says whether the operator knows an action of the consoles, or a guide of several.
func Operates(action string) bool { return console.Plays(action) }
