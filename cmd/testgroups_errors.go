package cmd

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/checks/forecast"
	"github.com/provision-cli/provision/clients"
)

// hintedError is an error that brings what to do next.
type hintedError struct {
	err   error
	hints []string
}

func (e *hintedError) Error() string { return e.err.Error() }
func (e *hintedError) Unwrap() error { return e.err }

// blindError is a reading that could not be finished, so that there is no answer.
type blindError struct{ err error }

func (e *blindError) Error() string { return e.err.Error() }
func (e *blindError) Unwrap() error { return e.err }

// blind says of an error on the way to a forecast that there is none; exit code 1 would say that something goes wrong.
func blind(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	var (
		many *facts.AmbiguousError
		who  *forecast.WhoError

		remote *clients.Error
	)
	switch {
	case errors.As(err, &who):
		return &hintedError{&usageError{err}, []string{"Next: give a whole login; without --user, -v names everyone in the groups."}}
	case errors.As(err, &many):
		return &usageError{err}
	case errors.Is(err, clients.ErrDenied):
		return &hintedError{err, []string{"Next: provision check says which credential is refused, and what helps."}}
	case exitCode(err) == exitWrong:
		return &blindError{err}
	case errors.As(err, &remote):
		return &hintedError{err, []string{"Next: provision check says what can be read and what cannot; then ask again."}}
	}
	return err
}

// mostSuggestions is how many groups a message offers instead of one that does not exist.
const mostSuggestions = 3

// suggest adds to an unknown group's name those that are near.
func (l *look) suggest(ctx context.Context, err error) error {
	unknown, ok := errors.AsType[*facts.GroupError](err)
	if !ok || len(unknown.Found) > 0 {
		return err
	}
	groups, listErr := l.all(ctx)
	if listErr != nil {
		return err // which says enough
	}
	names := near(unknown.Name, facts.Names(groups))
	if len(names) == 0 {
		return &hintedError{err, append(candidates(groups), "Next: name one of them; names are compared letter by letter, and a group's id (00g…) is accepted too.")}
	}
	hints := make([]string, len(names))
	for i, name := range names {
		hints[i] = "Did you mean " + name + "?"
	}
	return &hintedError{err, hints}
}

// near are the known names that a mistyped one may have been, the likeliest first.
func near(typed string, known []string) []string {
	low := strings.ToLower(strings.TrimSpace(typed))
	type guess struct {
		name string
		far  int
	}
	var list []guess
	for _, name := range known {
		is := strings.ToLower(name)
		far := distance(low, is)
		if len(low) >= 3 && strings.Contains(is, low) || len(is) >= 3 && strings.Contains(low, is) {
			far = min(far, 2)
		}
		if far <= max(2, len(low)/4) {
			list = append(list, guess{name, far})
		}
	}
	slices.SortFunc(list, func(a, b guess) int { return cmp.Or(cmp.Compare(a.far, b.far), cmp.Compare(a.name, b.name)) })
	names := make([]string, 0, mostSuggestions)
	for _, g := range list[:min(len(list), mostSuggestions)] {
		names = append(names, g.name)
	}
	return names
}
