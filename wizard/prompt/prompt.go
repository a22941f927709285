// Package prompt asks people questions and shows them what is so: on a terminal with forms, line by line for screen readers and plain terminals,
// or from a script in tests. It is the only place that knows about forms, styles and signs.
package prompt

import (
	"context"
	"errors"
	"fmt"
)

// Prompter asks and shows. One question is on the screen at a time; a Prompter must not be used by two goroutines at once.
type Prompter interface {
	// Ask returns the answer, trimmed and accepted by Question.Check; a *KeyError with the text typed so far when one of Question.Keys was used.
	Ask(ctx context.Context, q Question) (string, error)
	// Choose returns the indexes of the chosen options in the order of the options.
	Choose(ctx context.Context, c Choice) ([]int, error)
	// Confirm returns whether the answer was yes. No answer is an error, never a yes.
	Confirm(ctx context.Context, c Confirmation) (bool, error)
	// Watch shows a body that changes until a listed key is pressed, Done is closed (key 0) or ctx ends.
	Watch(ctx context.Context, w Watch) (Key, error)
	// Show prints a block and returns.
	Show(b Block)
}

// Question asks for one line of text.
type Question struct {
	Title       string
	Help        string
	Placeholder string
	Default     string             // taken when nothing is typed; said in the question
	Typed       string             // text that stands in the field already, for asking again after a KeyError
	Secret      bool               // masked or not echoed; only from a terminal
	Check       func(string) error // nil: anything, but not nothing
	Keys        []KeyHelp          // act while typing, in their control form
}

// Choice asks for one or several of a list.
type Choice struct {
	Title   string
	Help    string
	Options []Option
	Many    bool
	Filter  bool // typing narrows the list
	Min     int  // least number of options; with Many false always one
}

// Option is one row of a Choice.
type Option struct {
	Label    string
	Detail   string
	Chosen   bool // where a Choice of many begins, and where the mark stands in a choice of one
	Disabled bool
	Why      string // said when a disabled option is picked
}

// Confirmation asks yes or no. Its answer is no unless Default says otherwise.
type Confirmation struct {
	Title   string
	Help    string
	Yes, No string // words of the two answers, "Yes" and "No" when empty
	Default bool
}

// Watch is a screen that changes by itself.
type Watch struct {
	Title  string
	Body   func() Block    // called on every Update, from another goroutine than the caller's, never twice at once
	Update <-chan struct{} // each value redraws
	Done   <-chan struct{} // closed: end with key 0
	Keys   []KeyHelp
}

// KeyHelp is a key that acts, and the word for what it does.
type KeyHelp struct {
	Key  Key
	Word string
}

// Key is the character of a key.
type Key rune

// Keys without a character of their own.
const (
	KeyDone  Key = 0    // no key: Watch.Done was closed
	KeyEnter Key = '\r' // the Enter key
)

// ErrCancelled says that the person stopped: ctrl-c, an interrupt, or the end of the input.
var ErrCancelled = errors.New("cancelled")

// ErrTerminated is an ErrCancelled that came as SIGTERM or SIGHUP.
var ErrTerminated = fmt.Errorf("terminated: %w", ErrCancelled)

// ErrBack says that the person wants the question before this one.
var ErrBack = errors.New("back")

// ErrNoTerminal says that a question needs a terminal and there is none.
var ErrNoTerminal = errors.New("no terminal to ask on")

// KeyError ends a question because one of its Keys was used; the caller acts and asks again with Question.Typed.
type KeyError struct{ Key Key }

// Error names the key.
func (e *KeyError) Error() string { return "key " + keyName(e.Key) }
