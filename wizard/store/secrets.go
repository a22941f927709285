package store

import (
	"errors"

	"github.com/provision-cli/provision/clients"
)

// Secrets keeps credentials by account, e.g. "default/okta".
type Secrets interface {
	// Get returns ErrNotFound where there is none.
	Get(account string) (clients.Secret, error)
	Set(account string, s clients.Secret) error
	// Delete of what is not there is no error.
	Delete(account string) error
	// Name says where the secrets are kept, as in "kept in NAME".
	Name() string
}

// Why a secret could not be read or kept. Every error of this package's Secrets wraps one of these; Hint says what to do.
var (
	ErrNotFound  = errors.New("no such secret")
	ErrNoKeyring = errors.New("there is no OS keyring")
	ErrLocked    = errors.New("the OS keyring is locked")
	ErrRefused   = errors.New("the OS keyring refused")
	ErrHung      = errors.New("the OS keyring did not answer")
	ErrTooLong   = errors.New("the secret is too long for the OS keyring")
)

// Account is the name under which a profile's secret of one kind (okta, atlassian, scim, site) is kept.
func Account(profile, kind string) string { return profile + "/" + kind }

// Hint is one sentence on what to do about an error of Secrets; empty for others.
func Hint(err error) string {
	switch {
	case errors.Is(err, ErrNotFound):
		return "Nothing is kept under this profile yet; setup asks for it once and keeps it."
	case errors.Is(err, ErrNoKeyring):
		return "Give the secrets as environment variables or with --secrets-stdin; without them they are kept in memory for this run and asked again in the next."
	case errors.Is(err, ErrLocked):
		return "Unlock the login keyring (log in at the desktop, or open your passwords application), then run again; or give the secrets as environment variables."
	case errors.Is(err, ErrRefused):
		return "Allow provision to use the keyring where the system asks, then run again; or give the secrets as environment variables."
	case errors.Is(err, ErrHung):
		return "A dialog of the keyring may be waiting on another screen; answer it and run again, or give the secrets as environment variables."
	case errors.Is(err, ErrTooLong):
		return "This system's keyring takes about 2,500 bytes: use an API token or a 2048-bit key, or give this secret as an environment variable in each run."
	}
	return ""
}
