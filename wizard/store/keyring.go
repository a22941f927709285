package store

import (
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/zalando/go-keyring"

	"github.com/provision-cli/provision/clients"
)

const (
	service      = "provision"
	keyringLimit = 3 * time.Second // for one call; a keyring that waits for a dialog would block for ever
)

// Keyring keeps secrets in the keyring of the operating system.
type Keyring struct {
	calls  calls
	maxLen int // bytes of the secret; 0: no limit

	mu   sync.Mutex
	hung bool
}

// calls are the functions of go-keyring, so that a test can stand in for one keyring without touching the process's.
type calls struct {
	get    func(service, account string) (string, error)
	set    func(service, account, secret string) error
	delete func(service, account string) error
}

// NewKeyring is the operating system's keyring, under the service name "provision".
func NewKeyring() *Keyring {
	return &Keyring{calls: calls{get: keyring.Get, set: keyring.Set, delete: keyring.Delete}, maxLen: longest(runtime.GOOS)}
}

// longest is how many bytes of secret a system's keyring takes; 0 is without limit.
// macOS: go-keyring limits the whole base64 command line to 4096 bytes. Windows: CRED_MAX_CREDENTIAL_BLOB_SIZE is 2560.
func longest(goos string) int {
	switch goos {
	case "darwin":
		return 2900
	case "windows":
		return 2560
	}
	return 0
}

// Name is "the OS keyring".
func (k *Keyring) Name() string { return "the OS keyring" }

// Get reads a secret within 3 s.
func (k *Keyring) Get(account string) (clients.Secret, error) {
	var secret string
	err := k.within("read", account, func() error {
		var err error
		secret, err = k.calls.get(service, account)
		return err
	})
	if err != nil {
		return clients.Secret{}, err
	}
	return clients.NewSecret(secret), nil
}

// Set keeps a secret within 3 s.
func (k *Keyring) Set(account string, s clients.Secret) error {
	secret := s.Reveal()
	if k.maxLen > 0 && len(secret) > k.maxLen {
		return fmt.Errorf("keep %s: %w (%d of %d bytes)", account, ErrTooLong, len(secret), k.maxLen)
	}
	return k.within("keep", account, func() error { return k.calls.set(service, account, secret) })
}

// Delete removes a secret within 3 s.
func (k *Keyring) Delete(account string) error {
	err := k.within("delete", account, func() error { return k.calls.delete(service, account) })
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	return err
}

// within runs one call with a time limit. A call that hangs is left behind: go-keyring cannot be cancelled, and every further call would hang beside it.
func (k *Keyring) within(verb, account string, call func() error) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.hung {
		return fmt.Errorf("%s %s: %w before", verb, account, ErrHung)
	}
	done := make(chan error, 1)
	go func() { done <- call() }()
	timer := time.NewTimer(keyringLimit)
	defer timer.Stop()
	select {
	case err := <-done:
		if err != nil {
			return fmt.Errorf("%s %s: %w", verb, account, classify(err))
		}
		return nil
	case <-timer.C:
		k.hung = true
		return fmt.Errorf("%s %s: %w within %s", verb, account, ErrHung, keyringLimit)
	}
}

// texts are how the keyrings of the systems say what they have no typed error for, in the order of asking.
var texts = []struct {
	part string
	err  error
}{
	{"failed to unlock correct collection", ErrLocked},
	{"interaction is not allowed", ErrLocked}, // macOS errSecInteractionNotAllowed: a locked keychain without a desktop
	{"exit status 36", ErrLocked},             // the same, as the exit code of /usr/bin/security
	{"is locked", ErrLocked},
	{"dbus-launch", ErrNoKeyring},
	{"was not provided by any .service files", ErrNoKeyring},
	{"serviceunknown", ErrNoKeyring},
	{"no such file or directory", ErrNoKeyring}, // the bus's socket
	{"connection refused", ErrNoKeyring},        // the bus's socket without a bus
	{"dbus_session_bus_address", ErrNoKeyring},
	{"dbus: couldn't determine address", ErrNoKeyring},
	{"unsupported platform", ErrNoKeyring},
}

// classify tells the failures of a keyring apart; what is unknown counts as refused and keeps its text.
func classify(err error) error {
	var lookup *exec.Error
	switch {
	case errors.Is(err, keyring.ErrNotFound):
		return ErrNotFound
	case errors.Is(err, keyring.ErrSetDataTooBig):
		return ErrTooLong
	case errors.Is(err, keyring.ErrUnsupportedPlatform), errors.As(err, &lookup):
		return fmt.Errorf("%w: %w", ErrNoKeyring, err)
	}
	text := strings.ToLower(err.Error())
	for _, t := range texts {
		if strings.Contains(text, t.part) {
			return fmt.Errorf("%w: %w", t.err, err)
		}
	}
	return fmt.Errorf("%w: %w", ErrRefused, err)
}
