// Package session holds what one run of provision knows: the data items it was given or found, and the clients built
// from them.
package session

import "strings"

// Input declares one data item once: its flag, variable, prompt, help and documentation all follow from it.
type Input struct {
	// ID is the flag's name without dashes; a secret has the same kind of name and no flag.
	ID string
	// Env is the variable that sets it.
	Env string
	// Title asks for it, Help says where to find it.
	Title, Help string
	// Secret items have no flag, are kept in the keyring and never shown.
	Secret bool
	// List items may be given several times, or comma-separated in the variable.
	List bool
	// Optional items are not asked for again once they were left empty.
	Optional bool
	// Default is used where nothing else says.
	Default string
	// Account is the keyring account of a secret, without the profile.
	Account string
	// Proof is the check that answers yes once the item is right.
	Proof string
	// Parse cleans a typed, pasted or given text, or says what is wrong with it.
	Parse func(string) (string, error)
}

// Flag returns the item as it is written on a command line, or the variable of a secret.
func (in Input) Flag() string {
	if in.Secret {
		return in.Env
	}
	return "--" + in.ID
}

func (in Input) clean(text string) (string, error) {
	text = strings.TrimSpace(text)
	if in.Parse == nil || text == "" {
		return text, nil
	}
	return in.Parse(text)
}

// Source says where a value came from.
type Source string

// The sources, in the order in which they are asked.
const (
	FromFlag    Source = "flag"
	FromEnv     Source = "variable"
	FromSandbox Source = "sandbox"
	FromStore   Source = "configuration"
	FromKeyring Source = "keyring"
	FromPrompt  Source = "typed"
	FromTenant  Source = "found"
	FromDefault Source = "default"
)

// Value is a data item's value and its source; a secret's Text is empty and its value lies in the session.
type Value struct {
	Texts  []string
	Source Source
}

// Text returns the first or only text.
func (v Value) Text() string {
	if len(v.Texts) == 0 {
		return ""
	}
	return v.Texts[0]
}
