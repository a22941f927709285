package facts

import (
	"errors"
	"fmt"
	"strings"

	"github.com/provision-cli/provision/clients/okta"
)

// ErrNoApp says that the Okta org holds no app instance named `atlassian`.
var ErrNoApp = errors.New("the Okta org has no app named atlassian (Atlassian Cloud)")

// NoAppError says that no app instance has the wanted id. It is an ErrNoApp.
type NoAppError struct {
	ID   string
	Apps []okta.App // those named `atlassian`
}

// Error names the id.
func (e *NoAppError) Error() string { return "no app of the Okta org has the id " + e.ID }

// Is makes errors.Is(err, ErrNoApp) true.
func (e *NoAppError) Is(target error) bool { return target == ErrNoApp }

// ErrNotConfigured is what every read answers whose credential is not given.
var ErrNotConfigured = errors.New("not configured")

// Undecided says whether an error only means that the app is still to be added, or to be chosen among several: what hangs
// on the app is then not known yet, which is nothing wrong by itself.
func Undecided(err error) bool {
	_, several := errors.AsType[*AmbiguousError](err)
	return several || errors.Is(err, ErrNoApp)
}

// NotConfiguredError names the credential that is missing.
type NotConfiguredError struct{ What string }

// Error says which credential is missing.
func (e *NotConfiguredError) Error() string { return e.What + ": not configured" }

// Is makes errors.Is(err, ErrNotConfigured) true.
func (e *NotConfiguredError) Is(target error) bool { return target == ErrNotConfigured }

// AmbiguousError says that several app instances could be meant.
type AmbiguousError struct{ Apps []okta.App }

// Error names every candidate with its id.
func (e *AmbiguousError) Error() string {
	names := make([]string, len(e.Apps))
	for i, a := range e.Apps {
		names[i] = fmt.Sprintf("%s (%s)", a.Label, a.ID)
	}
	return fmt.Sprintf("%d apps named atlassian: %s", len(e.Apps), strings.Join(names, ", "))
}

// GroupError says that a wanted Okta group is missing, or that several bear its name.
type GroupError struct {
	Name  string
	Found []okta.Group
}

// Error names the group and how many were found.
func (e *GroupError) Error() string {
	if len(e.Found) == 0 {
		return fmt.Sprintf("no Okta group is named %q", e.Name)
	}
	ids := make([]string, len(e.Found))
	for i, g := range e.Found {
		ids[i] = fmt.Sprintf("%s (%s)", g.ID, g.Type)
	}
	return fmt.Sprintf("%d Okta groups are named %q; give the id of the one that is meant: %s", len(e.Found), e.Name, strings.Join(ids, ", "))
}
