package cmd

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/provision-cli/provision/wizard"
	"github.com/provision-cli/provision/wizard/prompt"
)

// stoppedError is a run that somebody stopped, and what it had done by then.
type stoppedError struct {
	err    error
	report wizard.Report
	kept   bool
}

func (e *stoppedError) Error() string { return e.err.Error() }
func (e *stoppedError) Unwrap() error { return e.err }

// stopped adds to an interrupt what the run had done, and whether that was kept; other errors stay as they are.
func stopped(err error, rep wizard.Report, kept bool) error {
	for _, cause := range []error{prompt.ErrCancelled, prompt.ErrTerminated, prompt.ErrBack, context.Canceled} {
		if errors.Is(err, cause) {
			return &stoppedError{err, rep, kept}
		}
	}
	return err
}

// hints say what was changed, what of it goes on by itself in Okta, and where that is switched off.
func (e *stoppedError) hints() []string {
	var sent, unsure, queued []string
	for _, s := range e.report.Steps {
		for _, c := range s.Sent {
			sent, queued = append(sent, c.Action+" "+c.Target), goesOn(queued, c.Queued)
		}
		for _, c := range s.Unsure {
			unsure, queued = append(unsure, c.Action+" "+c.Target), goesOn(queued, c.Queued)
		}
	}
	if len(sent)+len(unsure) == 0 {
		return []string{"Nothing was changed by this run."}
	}
	var lines []string
	if len(sent) > 0 {
		lines = append(lines, "Changed by this run: "+strings.Join(sent, "; ")+".")
	}
	if len(unsure) > 0 {
		lines = append(lines, "Perhaps changed too, its answer was not awaited: "+strings.Join(unsure, "; ")+". The next run looks first.")
	}
	lines = append(lines, switchOff(queued, e.report.Off)...)
	if e.kept {
		lines = append(lines, "Each change with its way back: provision setup --history")
	}
	return lines
}

func goesOn(queued []string, more string) []string {
	if more == "" {
		return queued
	}
	return append(queued, more)
}

func switchOff(queued []string, at wizard.Switch) []string {
	if len(queued) == 0 {
		return []string{"Nothing of it goes on by itself."}
	}
	lines := []string{
		"Okta goes on by itself with: " + strings.Join(queued, "; ") + ".",
		fmt.Sprintf("To stop that: Okta Admin ▸ Applications ▸ %s ▸ Provisioning ▸ To App ▸ Edit, untick Create Users, Save.", at.Label),
	}
	if at.Link != "" {
		lines = append(lines, at.Link)
	}
	return append(lines, fmt.Sprintf("To stop everything at once: %s ▸ Active ▸ Deactivate; nobody can sign on through the app until it is activated again.", at.Label))
}
