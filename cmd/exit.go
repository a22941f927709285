package cmd

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/cmd/report"
	"github.com/provision-cli/provision/wizard"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
	"github.com/provision-cli/provision/wizard/store"
)

// The exit codes, as README lists them.
const (
	exitOK         = 0
	exitWrong      = 1
	exitUsage      = 2
	exitBlind      = 3
	exitPerson     = 4
	exitChanges    = 5
	exitCancelled  = 130
	exitTerminated = 143
)

// usageError is a command line that cannot be meant.
type usageError struct{ err error }

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

// codeError ends a command with a code after everything was said.
type codeError struct{ code int }

func (e *codeError) Error() string { return fmt.Sprintf("exit %d", e.code) }

// toldError is an open question whose whole answer stands on the screen already.
type toldError struct{ open *wizard.OpenError }

func (e *toldError) Error() string {
	return fmt.Sprintf("%s is still open: %s, as said above", e.open.Step, e.open.Open.ID)
}
func (e *toldError) Unwrap() error { return e.open }

// told shortens an error to what the events have not shown.
func told(err error, o wizard.Observer) error {
	open, ok := errors.AsType[*wizard.OpenError](err)
	if text, shows := o.(*report.SetupText); ok && shows && text.Told(open.Open) {
		return &toldError{open}
	}
	return err
}

// exit says what went wrong, once, and returns the code.
func (a *app) exit(err error) int {
	code := exitCode(err)
	var said *codeError
	if err != nil && !errors.As(err, &said) {
		a.say(explained(err, code))
	}
	return code
}

func exitCode(err error) int {
	var (
		code    *codeError
		usage   *usageError
		missing *wizard.MissingError
		person  *wizard.PersonError
		open    *wizard.OpenError
		remote  *clients.Error
		change  *wizard.ChangeError
		groups  *facts.GroupError
		grant   *wizard.GrantError
		blind   *blindError
	)
	if _, lost := errors.AsType[*outputError](err); lost {
		return exitWrong
	}
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &code):
		return code.code
	case errors.Is(err, prompt.ErrTerminated):
		return exitTerminated
	case errors.Is(err, prompt.ErrCancelled), errors.Is(err, prompt.ErrBack), errors.Is(err, context.Canceled):
		return exitCancelled
	case errors.As(err, &usage), errors.As(err, &missing), errors.As(err, &groups), errors.As(err, &grant), strings.HasPrefix(err.Error(), "unknown command"):
		return exitUsage
	case errors.As(err, &person):
		return exitPerson
	case errors.As(err, &open) && !open.Looked():
		return exitBlind
	case errors.As(err, &open), errors.As(err, &change):
		return exitWrong
	case errors.As(err, &remote), errors.As(err, &blind):
		return exitBlind
	}
	return exitWrong
}

// explained is an error as an admin needs it: what is so, and what to do next.
func explained(err error, code int) prompt.Block {
	sign := prompt.Wrong
	switch code {
	case exitBlind:
		sign = prompt.Unknown
	case exitPerson:
		sign = prompt.Person
	case exitCancelled, exitTerminated:
		sign = prompt.Warning
	}
	b := prompt.Block{{}, {Sign: sign, Text: sentence(err), Strong: true}}
	for _, next := range hints(err, code) {
		b = append(b, prompt.Line{Text: next, Indent: 2})
	}
	return b
}

func sentence(err error) string {
	text := err.Error()
	switch _, begun := errors.AsType[*stoppedError](err); {
	case !errors.Is(err, prompt.ErrCancelled) && !errors.Is(err, prompt.ErrBack):
	case begun:
		return "Stopped. What is proven stays; the next run goes on from there."
	default:
		return "Stopped. Nothing was changed."
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

func hints(err error, code int) []string {
	var (
		missing *wizard.MissingError
		person  *wizard.PersonError
		open    *wizard.OpenError
		groups  *facts.GroupError
		many    *facts.AmbiguousError
		locked  *store.LockedError
		wiped   *okta.ReadBackError
		halted  *stoppedError
		hinted  *hintedError
	)
	if _, lost := errors.AsType[*outputError](err); lost {
		return []string{"Next: run it again where its output can be written; what was done is kept and not repeated."}
	}
	switch {
	case errors.As(err, &hinted):
		return hinted.hints
	case errors.As(err, &halted):
		return halted.hints()
	case errors.As(err, &missing):
		return missingHints(missing, "provision setup")
	case errors.As(err, &person):
		return []string{"Next: when it is done, run provision setup again; it goes on from this step."}
	case errors.As(err, &open):
		_, short := errors.AsType[*toldError](err)
		return openHints(open, short)
	case errors.As(err, &wiped) && wiped.Field == "features":
		return []string{
			"Meaning: Okta dropped the app's provisioning when the app was replaced; nobody is provisioned until it is entered again.",
			"Next: provision setup; it guides you to enter URL and key again. What the app was before is kept: see Before-image in the state folder.",
		}
	case errors.As(err, &groups):
		return []string{"Next: look at Okta Admin ▸ Directory ▸ Groups; names are compared letter by letter, and a group's id (00g…) is accepted too."}
	case errors.As(err, &many):
		return []string{"Next: choose one with --app-id."}
	case errors.As(err, &locked):
		return []string{"Next: let the other run end, or stop it."}
	case code == exitUsage:
		return []string{nextHelp("provision")}
	}
	if hint := store.Hint(err); hint != "" {
		return []string{"Next: " + hint}
	}
	return nil
}

// helped names the help of the command that was meant, where nothing better is known to do next.
func helped(cmd *cobra.Command, err error) error {
	if err == nil || !slices.Equal(hints(err, exitCode(err)), []string{nextHelp("provision")}) {
		return err
	}
	said, near, found := strings.Cut(err.Error(), "\n\nDid you mean this?\n")
	if !found {
		return &hintedError{err, []string{nextHelp(cmd.CommandPath())}}
	}
	return &hintedError{&usageError{errors.New(said)}, []string{"Did you mean: " + strings.Join(strings.Fields(near), ", "), nextHelp(cmd.CommandPath())}}
}

func nextHelp(command string) string { return "Next: " + command + " --help" }

// unconfigured is what a command that only reads says of missing credentials: setup is the one that asks.
func unconfigured(cmd string, inputs []session.Input, hint string) error {
	e := &wizard.MissingError{Inputs: inputs, Hint: hint}
	lines := missingHints(e, cmd)
	if len(inputs) > 0 {
		lines[len(lines)-1] = "or once provision setup, on a terminal: it asks for them, and keeps them for every command."
	}
	return &hintedError{e, lines}
}

// missingHints say where each item is to be found, and how the command is run with them.
func missingHints(e *wizard.MissingError, command string) []string {
	lines, run := []string{}, command
	for _, in := range e.Inputs {
		line := in.Env
		if in.Secret {
			run = in.Env + "=… " + run
		} else {
			line = "--" + in.ID + " or " + in.Env
			run += " --" + in.ID + " …"
		}
		lines = append(lines, line+": "+in.Help)
	}
	if e.Hint != "" {
		lines = append(lines, e.Hint)
	}
	if len(e.Inputs) == 0 {
		return lines
	}
	return append(lines, "Next: "+run, "or run "+command+" on a terminal, which asks.")
}

// openHints say what to do, and where to read more unless that stands above.
func openHints(e *wizard.OpenError, short bool) []string {
	var lines []string
	if e.Open.Fix != "" {
		lines = append(lines, "Next: "+e.Open.Fix)
	}
	if short && len(lines) > 0 {
		return lines
	}
	return append(lines, "More: provision explain "+e.Open.ID)
}
