//go:build keyring

package store

import (
	"errors"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients"
)

// TestRealKeyring talks to the Secret Service of the session. KEYRING says what is there: open (the default), locked, none, or silent, where the test itself is
// one service after another that answers badly or not at all.
func TestRealKeyring(t *testing.T) {
	k, account := NewKeyring(), Account("provision-test", "scim")
	switch os.Getenv("KEYRING") {
	case "", "open":
		useRealKeyring(t, k, account)
	case "locked":
		refuses(t, k, account, ErrLocked)
	case "none":
		refuses(t, k, account, ErrNoKeyring)
	case "silent":
		standIns(t, account)
	default:
		t.Fatal("KEYRING is none of open, locked, none, silent")
	}
}

func useRealKeyring(t *testing.T, k *Keyring, account string) {
	t.Helper()
	if err := k.Delete(account); err != nil {
		t.Fatalf("%v\n%s", err, Hint(err))
	}
	if _, err := k.Get(account); !errors.Is(err, ErrNotFound) {
		t.Fatalf("before: %v", err)
	}
	for _, text := range []string{"first", "second\nline é", strings.Repeat("x", 2500)} {
		if err := k.Set(account, clients.NewSecret(text)); err != nil {
			t.Fatal(err)
		}
		if got, err := k.Get(account); err != nil || got.Reveal() != text {
			t.Errorf("got %v", err)
		}
	}
	small := &Keyring{calls: k.calls, maxLen: longest("windows")}
	if err := small.Set(account, clients.NewSecret(strings.Repeat("y", 2561))); !errors.Is(err, ErrTooLong) || Hint(err) == "" {
		t.Errorf("too long: %v", err)
	}
	if got, err := k.Get(account); err != nil || got.Reveal() != strings.Repeat("x", 2500) {
		t.Errorf("too long a secret replaced the one before: %v", err)
	}
	if _, err := k.Get(Account("another", "scim")); !errors.Is(err, ErrNotFound) {
		t.Errorf("another profile: %v", err)
	}
	for range 2 {
		if err := k.Delete(account); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := k.Get(account); !errors.Is(err, ErrNotFound) {
		t.Errorf("after: %v", err)
	}
}

func refuses(t *testing.T, k *Keyring, account string, want error) {
	t.Helper()
	var wait sync.WaitGroup
	defer wait.Wait()
	for name, call := range map[string]func(*Keyring) error{
		"keep":   func(k *Keyring) error { return k.Set(account, clients.NewSecret("s3cret")) },
		"read":   func(k *Keyring) error { _, err := k.Get(account); return err },
		"delete": func(k *Keyring) error { return k.Delete(account) },
	} {
		wait.Go(func() {
			k := &Keyring{calls: k.calls} // each meets the keyring anew: one that hung once is not asked again
			began := time.Now()
			err := call(k)
			if took := time.Since(began); !errors.Is(err, want) || took > keyringLimit+500*time.Millisecond {
				t.Errorf("%s: got %v after %s, want %v", name, err, took, want)
			}
			if err == nil || Hint(err) == "" || !strings.HasPrefix(err.Error(), name+" "+account+": ") || strings.Contains(err.Error(), "s3cret") {
				t.Errorf("%s: no hint, other words, or a secret: %v", name, err)
			}
		})
	}
}
